"""
Whether bytes are safe to keep, judged apart from the code that makes them so: reopened, walked through, and every byte accounted for.
"""

import io
from collections.abc import Iterator
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Object, Stream
from PIL import Image

from tests.apps.documents.corpus.acting import MARK

_KEPT_OF_PAGE: Final = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Resources", "/Group"}
_ACTING: Final = {
    "/A", "/AA", "/AF", "/AcroForm", "/Annots", "/Collection", "/EF", "/EmbeddedFile", "/EmbeddedFiles", "/JS", "/JavaScript", "/Launch",
    "/Metadata", "/Names", "/OpenAction", "/Outlines", "/PieceInfo", "/RichMedia", "/RichMediaContent", "/URI", "/XFA",
}  # fmt: skip
_NAMES_OF_RESOURCES: Final = {
    "/Font",
    "/XObject",
    "/ExtGState",
    "/ColorSpace",
    "/Pattern",
    "/Shading",
    "/Properties",
    "/CharProcs",
}
_ACTS: Final = {
    "/JavaScript", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Named", "/Rendition", "/Sound", "/Movie",
    "/RichMediaExecute", "/GoTo3DView", "/Thread",
}  # fmt: skip
_JPEG_PARTS: Final = {0xE0, 0xDB, 0xC0, 0xC1, 0xC2, 0xC4, 0xDA, 0xDD, 0xEE}
_PNG_PARTS: Final = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}


def faults(kind: str, content: bytes) -> list[str]:
    """What is wrong with bytes that were kept as this kind; empty when they are safe."""
    check = {"pdf": _faults_of_pdf, "jpeg": _faults_of_jpeg, "png": _faults_of_png}[kind]
    return list(check(content))


def _faults_of_pdf(content: bytes) -> Iterator[str]:
    if not content.startswith(b"%PDF-"):
        yield "something stands before the PDF"
    if not content.endswith(b"%%EOF\n") or content.count(b"startxref") != 1:
        yield "something stands behind the PDF"
    with pikepdf.open(io.BytesIO(content)) as opened:
        if opened.is_encrypted:
            yield "encrypted"
        if more := set(opened.Root.keys()) - {"/Type", "/Pages"}:
            yield f"the root holds {more}"
        if more := set(opened.trailer.keys()) - {
            "/Root",
            "/ID",
            "/Size",
            "/Type",
            "/W",
            "/Length",
            "/Filter",
            "/DecodeParms",
            "/Index",
        }:
            yield f"the trailer holds {more}"
        for page in opened.pages:
            if more := set(page.obj.keys()) - _KEPT_OF_PAGE:
                yield f"a page holds {more}"
        for found in opened.objects:
            yield from _faults_of_object(found, "")


def _faults_of_object(found: Object, under: str) -> Iterator[str]:
    if isinstance(found, Stream):
        yield from _faults_of_stream(found)
    if isinstance(found, (Dictionary, Stream)):
        keys = set(found.keys())
        if under not in _NAMES_OF_RESOURCES and keys & _ACTING:
            yield f"{keys & _ACTING} under {under or 'an object'}"
        if str(found.get("/S")) in _ACTS or str(found.get("/Type")) == "/Action":
            yield f"an action {found.get('/S')}"
        inside = [(key, found[key]) for key in list(found.keys())]
    elif isinstance(found, Array):
        inside = [(under, item) for item in found.as_list()]
    else:
        inside = [(under, found)]
    for key, item in inside:
        if isinstance(item, (Dictionary, Stream, Array)):
            if not item.is_indirect:
                yield from _faults_of_object(item, key)
        elif MARK.decode() in str(item):
            yield "the mark in a text"


def _faults_of_stream(found: Stream) -> Iterator[str]:
    if {"/F", "/FFilter", "/Ref", "/OPI"} & set(found.keys()):
        yield "a stream in another file"
    try:
        content = found.read_bytes()
    except pikepdf.PdfError:
        content = found.read_raw_bytes()
    # A JPEG in a page is shown by its pixels; what stands in its comments is never read as anything else.
    if str(found.get("/Subtype")) != "/Image" and MARK in content:
        yield "the mark in a stream"
    if str(found.get("/Subtype")) == "/PS" and content:
        yield "a program for printers"


def _faults_of_jpeg(content: bytes) -> Iterator[str]:
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        if image.format != "JPEG":
            yield f"read as {image.format}"
    if MARK in content:
        yield "the mark"
    place = 2
    while content[place + 1] != 0xDA:
        if content[place + 1] not in _JPEG_PARTS:
            yield f"a part {content[place + 1]:x}"
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    if content.find(b"\xff\xd9", place) != len(content) - 2:
        yield "something stands behind the picture"


def _faults_of_png(content: bytes) -> Iterator[str]:
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        if image.format != "PNG":
            yield f"read as {image.format}"
    place, part = 8, b""
    while part != b"IEND" and place < len(content):
        length, part = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        if part not in _PNG_PARTS:
            yield f"a part {part!r}"
        place += 12 + length
    if place != len(content) or MARK in content:
        yield "something stands behind the picture"
