"""
The one door to Typst: a template, a sheet of data, and the bytes of a PDF.

Whatever people typed reaches the template as JSON, never as markup, and a template reads nothing but its own folder:
no network, no packages, no fonts of the machine. The PDF is PDF/A-2a and PDF/UA-1, so a sign without a glyph is an
error and never an empty box. The bundled fonts draw Latin with all its accents, Greek, Cyrillic and Arabic; other
scripts (Javanese, Balinese, Chinese) are refused.
"""

import json
import re
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

from loket.documents.refusals import SignNotPrintable

type_of_sheet = Mapping[str, object]

_TEMPLATES = Path(__file__).parent / "templates" / "typst"
_FONT_PACKAGES = ("fontpkg_source_sans_3", "fontpkg_noto_sans_arabic")
_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_NO_GLYPH = re.compile(r'the text `"(?P<sign>.*?)"` could not be displayed', re.DOTALL)
_UNASSIGNED = {"Cn", "Co", "Cs"}
# Joiners shape Arabic letters; every other format sign is invisible, and some reverse the order of what follows.
_JOINERS = {"\u200c", "\u200d"}
_LONG_RUN = re.compile(r"[^\s\u200b]{24,}")
_BREAK = "\u200b"

_worker = threading.local()
