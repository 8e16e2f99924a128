"""Files that are two things at once, other things than they are called, or half of a thing."""

import io
import zipfile
from collections.abc import Iterator
from typing import Final

from PIL import Image

from tests.apps.documents.corpus.acting import MARK
from tests.apps.documents.strange_files import acting_pdf, encoded, photograph, plain_pdf, polyglot, saved

_SCRIPT: Final = b"<html><script>alert('" + MARK + b"')</script></html>"


def disguises() -> Iterator[tuple[str, bytes]]:
    """Each with its name."""
    yield from _two_at_once()
    yield from _other_things()
    yield from _halves()


def _archive(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


def _two_at_once() -> Iterator[tuple[str, bytes]]:
    pdf, jpeg, png = saved(plain_pdf()), encoded(photograph(), "JPEG"), encoded(photograph(), "PNG")
    archive = _archive(META_INF__MANIFEST_MF=b"Manifest-Version: 1.0", x_class=b"\xca\xfe\xba\xbe" + MARK)
    yield "page-and-pdf.pdf", pdf[:9] + b"%" + _SCRIPT + b"\n" + pdf[9:]
    yield "pdf-in-page.pdf", _SCRIPT + pdf
    yield "pdf-and-archive.pdf", pdf + archive
    yield "pdf-and-program.pdf", b"MZ" + MARK + pdf
    yield "script-and-pdf.pdf", b"%PDF-1.7 =1;/*\n" + pdf[9:] + b"*/alert('" + MARK + b"')"
    yield "jpeg-and-script.jpg", jpeg[:2] + b"\xff\xfe\x00\x30*/=alert('" + MARK + b"');/*" + b" " * 20 + jpeg[2:]
    yield "jpeg-and-page.jpg", encoded(photograph(), "JPEG", comment=_SCRIPT)
    yield "jpeg-and-archive.jpg", jpeg + archive
    yield "jpeg-and-pdf.jpg", jpeg + acting_pdf()
    yield "pdf-in-jpeg.jpg", encoded(photograph(), "JPEG", comment=b"%PDF-1.7 " + MARK)
    yield "png-and-page.png", png + _SCRIPT
    yield "png-and-archive.png", polyglot(png)
    yield "gifar.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;" + archive
    yield "gif-and-script.gif", b"GIF89a=1;/*" + b"*/alert('" + MARK + b"')"


def _other_things() -> Iterator[tuple[str, bytes]]:
    macro = _archive(
        Content_Types_xml=b"<Types/>", word__document_xml=b"<w/>", word__vbaProject_bin=b"\xd0\xcf\x11\xe0" + MARK
    )
    old_office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + b"_VBA_PROJECT" + MARK
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' onload=\"alert('" + MARK + b"')\"/>"
    things = {
        "drawing.svg": drawing,
        "drawing.png": drawing,
        "drawing-late.png": b"\n" * 500 + drawing,
        "page.pdf": _SCRIPT,
        "page.jpg": b"\xef\xbb\xbf<!DOCTYPE html>" + _SCRIPT,
        "compressed.svgz": b"\x1f\x8b\x08" + MARK,
        "macro.docm": macro,
        "macro.pdf": macro,
        "sheet.xlsm": _archive(xl__vbaProject_bin=MARK),
        "old.doc": old_office,
        "old.pdf": old_office,
        "rich.rtf": b"{\\rtf1{\\object\\objocx " + MARK + b"}}",
        "printer.ps": b"%!PS-Adobe-3.0\n(" + MARK + b") run",
        "printer.eps": b"\xc5\xd0\xd3\xc6" + MARK,
        "program.exe": b"MZ\x90\x00" + MARK,
        "program.elf": b"\x7fELF" + MARK,
        "shell.sh": b"#!/bin/sh\n" + MARK,
        "shortcut.lnk": b"L\0\0\0\x01\x14\x02\0" + MARK,
        "help.hta": b"<hta:application>" + MARK,
        "phone.heic": b"\0\0\0\x18ftypheic" + MARK,
        "photo.webp": encoded(photograph(), "WEBP"),
        "photo.gif": encoded(photograph(), "GIF"),
        "photo.bmp": encoded(photograph(), "BMP"),
        "photo.tif": encoded(photograph(), "TIFF"),
        "photo.jp2": encoded(photograph(), "JPEG2000"),
        "archive.rar": b"Rar!\x1a\x07\x00" + MARK,
        "archive.7z": b"7z\xbc\xaf\x27\x1c" + MARK,
        "letter.eml": b"Content-Type: application/pdf\n\n" + MARK,
        "test-virus.com": b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    }
    yield from things.items()


def _halves() -> Iterator[tuple[str, bytes]]:
    for form, ending in (("JPEG", "jpg"), ("PNG", "png")):
        whole = encoded(Image.effect_noise((400, 400), 60), form)
        for part in (1, 10, 50, 90, 99):
            yield f"{part}-percent.{ending}", whole[: max(12, len(whole) * part // 100)]
        yield f"of-zeros.{ending}", whole[:12] + b"\0" * 5_000
        yield f"of-ones.{ending}", whole[:12] + b"\xff" * 5_000
    whole = acting_pdf()
    for part in (1, 10, 50, 90, 99):
        yield f"{part}-percent.pdf", whole[: len(whole) * part // 100]
    yield "without-places.pdf", whole[: whole.rindex(b"startxref")]
    yield "of-zeros.pdf", b"%PDF-1.7\n" + b"\0" * 5_000
    yield "wrong-lengths.pdf", whole.replace(b"/Length ", b"/Length 9")
    yield "wrong-places.pdf", whole.replace(b"0000000", b"9999999")
    yield "empty.pdf", b""
    yield "magic-alone.png", b"\x89PNG\r\n\x1a\n"
    yield "magic-alone.jpg", b"\xff\xd8\xff"
