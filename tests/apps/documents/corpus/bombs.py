"""Files that are small until they are opened."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from tests.apps.documents.strange_files import (
    bomb_png,
    chunk,
    crowded_pdf,
    encoded,
    huge_page_pdf,
    photograph,
    plain_pdf,
    saved,
    swelling_pdf,
    wide_picture_pdf,
)

_MEGABYTE: Final = 1 << 20
# More megabytes than any file may unpack to.
_OVER: Final = 300


@cache
def pressed(megabytes: int, times: int = 1) -> bytes:
    """So many megabytes of nothing, pressed, and the result pressed again."""
    press = zlib.compressobj(9)
    block = b"\0" * _MEGABYTE
    content = b"".join(press.compress(block) for _ in range(megabytes)) + press.flush()
    for _ in range(times - 1):
        content = zlib.compress(content, 9)
    return content


def _png(*parts: tuple[bytes, bytes]) -> bytes:
    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 72)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(*part) for part in ((b"IHDR", header), *parts, (b"IDAT", rows), (b"IEND", b""))
    )


def _text_bomb() -> bytes:
    return _png((b"zTXt", b"Comment\0\0" + pressed(_OVER)))


def _profile_bomb() -> bytes:
    return _png((b"iCCP", b"profil\0\0" + pressed(_OVER)))


def _many_texts() -> bytes:
    return _png(*((b"zTXt", b"k%d\0\0" % number + pressed(1)) for number in range(200)))


def _long_rows() -> bytes:
    header = struct.pack(">IIBBBBB", 100, 100, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(*part) for part in ((b"IHDR", header), (b"IDAT", pressed(_OVER)), (b"IEND", b""))
    )


def _allowed_but_heavy() -> bytes:
    return encoded(Image.new("RGBA", (7_071, 7_071), (9, 9, 9, 9)), "PNG", compress_level=1)


def _jpeg_of_a_city() -> bytes:
    small = encoded(photograph(64, 64), "JPEG")
    place = small.index(b"\xff\xc0") + 5
    return small[:place] + struct.pack(">HH", 65_000, 65_000) + small[place + 4 :]


def _endless_scans() -> bytes:
    """A picture drawn in passes, with its last pass given ten thousand times."""
    whole = encoded(photograph(2_000, 1_500), "JPEG", progressive=True, quality=10)
    last = whole.rindex(b"\xff\xc4")
    return whole[:-2] + whole[last:-2] * min(10_000, 9 * _MEGABYTE // len(whole[last:-2])) + whole[-2:]


def _content_bomb(**more: object) -> bytes:
    pdf = plain_pdf()
    pdf.pages[0].obj.Contents = _stream(pdf, pressed(_OVER), **more)
    return saved(pdf)


def _stream(pdf: Pdf, content: bytes, *filters: Name, **more: object) -> object:
    stream = pdf.make_stream(b"", **more)
    stream.write(content, filter=Array(filters or (Name.FlateDecode,)))
    return stream


def _in_resources(kind: str, name: str, **more: object) -> bytes:
    pdf = plain_pdf()
    pdf.pages[0].obj.Resources = Dictionary({kind: Dictionary({name: _stream(pdf, pressed(_OVER), **more)})})
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")
    return saved(pdf)


def _twice_pressed() -> bytes:
    pdf = plain_pdf()
    pdf.pages[0].obj.Contents = _stream(pdf, pressed(1024, 2), Name.FlateDecode, Name.FlateDecode)
    return saved(pdf)


def _many_filters() -> bytes:
    pdf = plain_pdf()
    pdf.pages[0].obj.Contents = _stream(pdf, pressed(_OVER, 3), *[Name.FlateDecode] * 3, *[Name.ASCIIHexDecode] * 30)
    return saved(pdf)


def _run_lengths() -> bytes:
    pdf = plain_pdf()
    pdf.pages[0].obj.Contents = _stream(pdf, b"\x81\x20" * (4 * _MEGABYTE) + b"\x80", Name.RunLengthDecode)
    return saved(pdf)


def _long_picture() -> bytes:
    return _in_resources(
        "/XObject",
        "/X",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=8,
        Height=8,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )


def _thousand_pictures() -> bytes:
    pdf = plain_pdf()
    data = zlib.compress(b"\0" * 40_000_000, 9)
    names = {
        f"/I{n}": _stream(
            pdf,
            data,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=8_000,
            Height=5_000,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
        for n in range(200)
    }
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(names))
    return saved(pdf)


def _laughs() -> bytes:
    """A drawing that calls ten others, which call ten others: ten thousand million strokes."""
    pdf = plain_pdf()
    below = pdf.make_stream(b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    for _ in range(10):
        below = pdf.make_stream(
            b"/X Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]),
            Resources=Dictionary(XObject=Dictionary(X=below)),
        )  # fmt: skip
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=below))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")
    return saved(pdf)


def _calls_itself() -> bytes:
    pdf = plain_pdf()
    form = pdf.make_stream(b"/X Do /X Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")
    return saved(pdf)


def _fine_tiles() -> bytes:
    pdf = plain_pdf()
    tile = pdf.make_stream(
        b"0 0 .001 .001 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 1, 1]),
        XStep=0.001, YStep=0.001, Resources=Dictionary(),
    )  # fmt: skip
    pdf.pages[0].obj.Resources = Dictionary(Pattern=Dictionary(P=tile))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/Pattern cs /P scn 0 0 595 842 re f " * 100)
    return saved(pdf)


def written(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, from number one on, with a true table of places."""
    body, places = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % p for p in places
    )
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(body))
    return body + table + end


_CATALOG: Final = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGE: Final = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"


def _deep(opening: bytes, closing: bytes, depth: int) -> bytes:
    page = _PAGE[:-2] + b"/Resources << /Properties << /D " + opening * depth + closing * depth + b" >> >> >>"
    return written(_CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page)


def _chain_of_objects() -> bytes:
    links = [b"<< /N %d 0 R >>" % (number + 5) for number in range(15_000)]
    page = _PAGE[:-2] + b"/Resources << /Properties << /D 4 0 R >> >> >>"
    return written(_CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, *links, b"null")


def _pages_in_a_ring() -> bytes:
    return written(
        _CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>",
    )


def _parents_in_a_ring() -> bytes:
    return written(
        _CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 2 0 R >>", b"<< /Type /Page /Parent 2 0 R >>"
    )


def _one_page_a_million_times() -> bytes:
    return written(_CATALOG, b"<< /Type /Pages /Kids [" + b"3 0 R " * 1_000_000 + b"] /Count 1000000 >>", _PAGE)


def _table_in_a_ring() -> bytes:
    plain = written(_CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", _PAGE)
    return plain.replace(b"/Root", b"/Prev %d /Root" % plain.index(b"xref\n"))


def _packed_objects() -> bytes:
    """A stream of objects that unpacks to gigabytes before its first object is read."""
    content = pressed(_OVER)
    stream = b"<< /Type /ObjStm /N 1 /First 6 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        len(content),
        content,
    )
    body = b"%PDF-1.7\n1 0 obj\n" + stream + b"\nendobj\n"
    places = zlib.compress(
        b"".join(struct.pack(">BIB", *row) for row in ((0, 0, 255), (1, 9, 0), (2, 1, 0), (1, len(body), 0)))
    )
    return body + (
        b"3 0 obj\n<< /Type /XRef /Size 4 /W [1 4 1] /Root 2 0 R /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"
        b"startxref\n%d\n%%%%EOF" % (len(places), places, len(body))
    )


def _table_of_millions() -> bytes:
    content = pressed(_OVER)
    return (
        b"%%PDF-1.7\n1 0 obj\n<< /Type /XRef /Size 400000000 /W [1 4 1] /Root 2 0 R /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n9\n%%%%EOF"
        % (len(content), content)
    )


def _zip_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for number in range(4):
            packed.writestr(f"{number}.bin", b"\0" * (64 * _MEGABYTE))
    return file.getvalue()


_PICTURES: Final[dict[str, Callable[[], bytes]]] = {
    "sixty-thousand-square.png": bomb_png,
    "just-over.png": lambda: bomb_png(7_072),
    "as-large-as-allowed.png": _allowed_but_heavy,
    "text.png": _text_bomb,
    "profile.png": _profile_bomb,
    "many-texts.png": _many_texts,
    "long-rows.png": _long_rows,
    "as-large-as-a-city.jpg": _jpeg_of_a_city,
    "endless-scans.jpg": _endless_scans,
    "archive.zip": _zip_bomb,
    "archive.pdf": _zip_bomb,
}
_PDFS: Final[dict[str, Callable[[], bytes]]] = {
    "blanks": swelling_pdf,
    "content": _content_bomb,
    "twice-pressed": _twice_pressed,
    "many-filters": _many_filters,
    "run-lengths": _run_lengths,
    "form": lambda: _in_resources("/XObject", "/X", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])),
    "picture-longer-than-it-says": _long_picture,
    "profile": lambda: _in_resources("/ColorSpace", "/C", N=3),
    "font": lambda: _in_resources("/Font", "/F1", Length1=9),
    "two-hundred-pictures": _thousand_pictures,
    "wide-picture": wide_picture_pdf,
    "huge-page": huge_page_pdf,
    "laughs": _laughs,
    "calls-itself": _calls_itself,
    "fine-tiles": _fine_tiles,
    "hundred-thousand-objects": lambda: crowded_pdf(100_000),
    "deep-arrays": lambda: _deep(b"[", b"]", 100_000),
    "deep-dictionaries": lambda: _deep(b"<</A", b">>", 100_000),
    "fairly-deep": lambda: _deep(b"[", b"]", 400),
    "chain-of-objects": _chain_of_objects,
    "pages-in-a-ring": _pages_in_a_ring,
    "parents-in-a-ring": _parents_in_a_ring,
    "one-page-a-million-times": _one_page_a_million_times,
    "table-in-a-ring": _table_in_a_ring,
    "packed-objects": _packed_objects,
    "table-of-millions": _table_of_millions,
}


_MAKERS: Final = _PICTURES | {f"{name}.pdf": make for name, make in _PDFS.items()}


def bombs() -> Iterator[tuple[str, bytes]]:
    """Each with its name."""
    for name, make in _MAKERS.items():
        yield name, make()


def bomb(name: str) -> bytes:
    """The one of that name."""
    return _MAKERS[name]()
