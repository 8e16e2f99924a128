"""
What a PDF weighs when it is unpacked and drawn, found out before anyone has to: bombs are small only while they are closed.

It judges sizes and counts; what a page may carry is decided in `scan_pdfs`.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from loket.documents.scan_limits import (
    MAX_CONTENT_BYTES,
    MAX_DRAWINGS,
    MAX_FILTERS,
    MAX_NESTING,
    MAX_PAGE_SIDE_POINTS,
    MAX_PAGES,
    MAX_PDF_OBJECTS,
    MAX_PICTURE_BYTES_OF_ALL,
    MAX_PIXELS,
    Finding,
    Unacceptable,
)

# The most one picture may take when unpacked: 50 million pixels in three colours, and some.
_MAX_UNPACKED: Final = 160 * 1024 * 1024
_BITS_A_BYTE: Final = 8
_MOST_COLOURS: Final = 32
_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")


def bind_reader() -> None:
    """Tell the reader of PDFs, for the whole process, how much it may unpack and how deep it may go."""
    pikepdf.settings.set_qpdf_limits(
        doc_max_warnings=1_000,
        parser_max_nesting=MAX_NESTING,
        max_stream_filters=MAX_FILTERS,
        dct_max_memory=_MAX_UNPACKED,
        flate_max_memory=_MAX_UNPACKED,
        png_max_memory=_MAX_UNPACKED,
        run_length_max_memory=_MAX_UNPACKED,
        tiff_max_memory=_MAX_UNPACKED,
    )


def weigh(source: Pdf) -> None:
    """
    Refuse what is too much: pages, objects, the size of a page, pixels, what its streams unpack to, drawings within drawings.

    Raises Unacceptable.
    """
    if len(source.objects) > MAX_PDF_OBJECTS:
        raise Unacceptable(Finding.OBJECTS)
    if len(source.pages) > MAX_PAGES:
        raise Unacceptable(Finding.PAGES)
    if not len(source.pages):
        raise Unacceptable(Finding.BROKEN)
    for page in source.pages:
        left, lower, right, upper = (float(side) for side in page.mediabox)
        if max(abs(right - left), abs(upper - lower)) > MAX_PAGE_SIDE_POINTS:
            raise Unacceptable(Finding.PAGE_SIDE)
    _weigh_streams(source)
    _count_drawings(source)


def _weigh_streams(source: Pdf) -> None:
    streams = [found for found in source.objects if isinstance(found, Stream)]
    # What a picture says of itself costs nothing to read, so it is judged before anything is unpacked.
    sizes = [(_number(found.get("/Width")), _number(found.get("/Height"))) for found in streams]
    longest = [_longest(found, *size) if all(size) else 0 for found, size in zip(streams, sizes, strict=True)]
    if any(wide * high > MAX_PIXELS for wide, high in sizes) or sum(longest) > MAX_PICTURE_BYTES_OF_ALL:
        raise Unacceptable(Finding.PIXELS)
    unpacked = 0
    for found, most in zip(streams, longest, strict=True):
        # A picture is no longer than its pixels say; what is longer hides something behind them.
        unpacked += max(0, _unpacked(found) - most)
        if unpacked > MAX_CONTENT_BYTES:
            raise Unacceptable(Finding.CONTENT)


def _number(told: Object | None) -> int:
    # A size that is no number is refused by the reader's own error.
    return 0 if told is None else abs(int(told))


def _longest(picture: Stream, wide: int, high: int) -> int:
    bits = min(_number(picture.get("/BitsPerComponent")) or 8, 16)
    space = picture.get("/ColorSpace")
    colours = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}.get(str(space), 4) if isinstance(space, Name) else 4
    if isinstance(space, Array) and len(space) > 1 and space[0] == Name.DeviceN:
        colours = min(len(space[1]), _MOST_COLOURS)
    return high * ((wide * bits * colours + _BITS_A_BYTE - 1) // _BITS_A_BYTE) + high


def _unpacked(found: Stream) -> int:
    """How long a stream is when unpacked; one in a form that only a picture reader unpacks counts as it lies."""
    try:
        return len(found.read_bytes())
    except pikepdf.DataDecodingError:
        raise
    except pikepdf.PdfError:
        return len(found.read_raw_bytes())


def _count_drawings(source: Pdf) -> None:
    """A drawing may call others, and those others again: few lines may ask a reader for millions of strokes."""
    known: dict[tuple[int, int], int] = {}
    total = 0
    for page in source.pages:
        text = b"\n".join(part.read_bytes() for part in _contents(page.obj))
        total += _drawings(text, page.obj.get("/Resources"), known, 0)
        if total > MAX_DRAWINGS:
            raise Unacceptable(Finding.CONTENT)


def _contents(page: Object) -> Iterator[Stream]:
    contents: Any = page.get("/Contents")
    for part in contents if isinstance(contents, Array) else (contents,):
        if isinstance(part, Stream):
            yield part


def _drawings(text: bytes, resources: Object | None, known: dict[tuple[int, int], int], depth: int) -> int:
    if depth > MAX_NESTING:
        raise Unacceptable(Finding.CONTENT)
    forms = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    if not isinstance(forms, Dictionary):
        return 0
    total = 0
    for name in _DRAWS.findall(text):
        form = forms.get("/" + name.decode("latin-1"))
        if isinstance(form, Stream) and form.get("/Subtype") == Name.Form:
            total += 1 + _of_form(form, resources, known, depth)
        if total > MAX_DRAWINGS:
            raise Unacceptable(Finding.CONTENT)
    return total


def _of_form(form: Stream, around: Object | None, known: dict[tuple[int, int], int], depth: int) -> int:
    # What calls itself is drawn by no reader; here it counts as nothing while it is being counted.
    if form.objgen not in known:
        known[form.objgen] = 0
        known[form.objgen] = _drawings(form.read_bytes(), form.get("/Resources", around), known, depth + 1)
    return known[form.objgen]
