"""
The one door to Typst: a template, a sheet of data, and the bytes of a PDF.

Whatever people typed reaches the template as JSON, never as markup, and a template reads nothing but its own folder:
no network, no packages, no fonts of the machine. The PDF is PDF/A-2a and PDF/UA-1, so a sign without a glyph is an
error and never an empty box. The bundled fonts draw Latin with all its accents, Greek, Cyrillic and Arabic; other
scripts (Javanese, Balinese, Chinese) are refused.
"""

import hashlib
import json
import re
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

from loket.core.printable import JOINERS, is_drawn, named
from loket.documents.dates import office_time
from loket.documents.refusals import SignNotPrintable

_TEMPLATES = Path(__file__).parent / "templates" / "typst"
_FONT_PACKAGES = ("fontpkg_source_sans_3", "fontpkg_noto_sans_arabic")
_NO_GLYPH = re.compile(r'the text `"(?P<sign>.*?)"` could not be displayed', re.DOTALL)
_IMPORT = re.compile(r'^#import "([^"]+)"', re.MULTILINE)

_worker = threading.local()


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    What one template prints: `texts` as people wrote them, `drawings` as SVG made by this app.

    `issued_at` becomes the date inside the PDF, in UTC: the same sheet gives the same bytes.
    """

    title: str
    issued_at: datetime
    texts: Mapping[str, object]
    drawings: Mapping[str, str] = field(default_factory=dict)


def typeset(template: str, sheet: Sheet) -> bytes:
    """
    Set `sheet` with the template of that name.

    The same template and sheet give the same bytes in every process and on every machine with the same locked
    packages. Raises SignNotPrintable, ValueError for an `issued_at` without time zone, and typst.TypstError when
    the template itself is wrong.
    """
    pdf = _compiled(template, sheet, pdf=True)
    assert isinstance(pdf, bytes)
    return pdf


def draw(template: str, sheet: Sheet, *, ppi: float = 110) -> tuple[bytes, ...]:
    """
    The same pages as PNG pictures, for a screen that shows a paper before it is printed.

    Raises as `typeset` does, except that a sign without a glyph is found only by `typeset`.
    """
    pictures = _compiled(template, sheet, pdf=False, ppi=ppi)
    return (pictures,) if isinstance(pictures, bytes) else tuple(pictures)


def _compiled(template: str, sheet: Sheet, *, pdf: bool, ppi: float | None = None) -> bytes | list[bytes]:
    try:
        made = _compiler().compile(
            _TEMPLATES / f"{template}.typ",
            format="pdf" if pdf else "png",
            ppi=ppi,
            sys_inputs={"template": template, "sheet": _as_json(sheet)},
            pdf_standards=["a-2a", "ua-1"] if pdf else [],
            timestamp=int(sheet.issued_at.timestamp()),
        )
    except typst.TypstError as error:
        found = _NO_GLYPH.search(error.message)
        if found is None:
            raise
        raise SignNotPrintable(sign=found["sign"]) from error
    assert made is not None
    return made


@cache
def template_version(template: str) -> str:
    """The hash of a template with all it imports: the same version and sheet give the same paper."""
    found = hashlib.sha256()
    for name in sorted(_imported(f"{template}.typ")):
        found.update((_TEMPLATES / name).read_bytes())
    return found.hexdigest()


def _imported(name: str) -> frozenset[str]:
    source = (_TEMPLATES / name).read_text("utf-8")
    return frozenset({name}).union(*(_imported(other) for other in _IMPORT.findall(source)))


def warm_up() -> None:
    """Load the fonts and the compiler of this thread now, so that the first citizen does not wait for them."""
    _compiler()


def _compiler() -> typst.Compiler:
    # A Compiler keeps fonts and parsed templates; it is not meant for two threads at once, so each keeps its own.
    compiler: typst.Compiler | None = getattr(_worker, "compiler", None)
    if compiler is None:
        compiler = typst.Compiler(root=_TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)
        _worker.compiler = compiler
    return compiler


@cache
def _fonts() -> typst.Fonts:
    folders = [str(files(package).joinpath("files")) for package in _FONT_PACKAGES]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _as_json(sheet: Sheet) -> str:
    moment = office_time(sheet.issued_at, "UTC")
    issued = {
        "year": moment.year,
        "month": moment.month,
        "day": moment.day,
        "hour": moment.hour,
        "minute": moment.minute,
        "second": moment.second,
    }
    body = {
        "title": _printable(sheet.title),
        "issued": issued,
        "texts": _printable(dict(sheet.texts)),
        "drawings": dict(sheet.drawings),
    }
    return json.dumps(body, sort_keys=True, ensure_ascii=False)


def _printable(value: object) -> object:
    """The same value with every text in one spelling (NFC), on one line, without invisible signs."""
    match value:
        case str():
            return _one_line(value)
        case Mapping():
            return {str(key): _printable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_printable(inner) for inner in value]
        case _:
            return value


def _one_line(text: str) -> str:
    signs = []
    for sign in unicodedata.normalize("NFC", text):
        category = unicodedata.category(sign)
        # Every format sign but the joiners is invisible, and some reverse the order of what follows.
        if category == "Cf" and sign not in JOINERS:
            continue
        if category == "Cc" or sign.isspace():
            signs.append(" ")
        elif is_drawn(sign):
            signs.append(sign)
        else:
            raise SignNotPrintable(sign=named(sign))
    return " ".join("".join(signs).split())
