"""Builds a PDF again from its pages: what is drawn is kept, what acts is left behind."""

import io
from collections.abc import Iterator
from typing import TypeGuard

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from loket.documents.scan_limits import (
    MAX_CONTENT_BYTES,
    MAX_PAGE_SIDE_POINTS,
    MAX_PAGES,
    MAX_PDF_OBJECTS,
    MAX_PIXELS,
    Finding,
    Unacceptable,
)

# What a page needs to be drawn. All else of a page is dropped: annotations (their looks are drawn into the page
# first), actions, thumbnails, private data.
_PAGE_KEYS = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Resources", "/Group"}
# Below a page nothing may act, carry a file or hide data. Links need no mention: they went with the annotations.
_NEVER = {
    "/JS", "/JavaScript", "/OpenAction", "/AA", "/AF", "/EF", "/EmbeddedFile", "/EmbeddedFiles", "/Launch", "/RichMedia",
    "/URI", "/XFA", "/Metadata", "/PieceInfo",
}  # fmt: skip
# These name an outside file or a printer program; in a dictionary of resources the same words may be mere names.
_NEVER_IN_STREAMS = _NEVER | {"/F", "/FFilter", "/FDecodeParms", "/Ref", "/OPI", "/PS"}


def clean_pdf(content: bytes) -> tuple[bytes, int]:
    """
    The same pages without scripts, actions, links, forms, attachments and metadata, and how many they are.

    Raises Unacceptable: encrypted, unreadable, too many pages or objects, a page or picture too large to draw.
    """
    try:
        with Pdf.open(io.BytesIO(content)) as source:
            _check(source)
            _flatten(source)
            return _rebuilt(source)
    except pikepdf.PasswordError as error:
        raise Unacceptable(Finding.ENCRYPTED) from error
    except pikepdf.DataDecodingError as error:
        # The reader hides a lack of memory in an error about data.
        finding = Finding.TOO_MUCH_WORK if "bad_alloc" in str(error) else Finding.BROKEN
        raise Unacceptable(finding) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError) as error:
        raise Unacceptable(Finding.BROKEN) from error


def _check(source: Pdf) -> None:
    if source.is_encrypted:
        raise Unacceptable(Finding.ENCRYPTED)
    if len(source.objects) > MAX_PDF_OBJECTS:
        raise Unacceptable(Finding.OBJECTS)
    if len(source.pages) > MAX_PAGES:
        raise Unacceptable(Finding.PAGES)
    if not len(source.pages):
        raise Unacceptable(Finding.BROKEN)
    drawn = 0
    for page in source.pages:
        left, lower, right, upper = (float(side) for side in page.mediabox)
        if max(abs(right - left), abs(upper - lower)) > MAX_PAGE_SIDE_POINTS:
            raise Unacceptable(Finding.PAGE_SIDE)
        drawn += sum(len(part.read_bytes()) for part in _contents(page))
        if drawn > MAX_CONTENT_BYTES:
            raise Unacceptable(Finding.CONTENT)
    for stream in _streams(source):
        if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MAX_PIXELS:
            raise Unacceptable(Finding.PIXELS)


def _contents(page: pikepdf.Page) -> Iterator[Stream]:
    contents = page.obj.get("/Contents")
    if isinstance(contents, Stream):
        yield contents
    elif isinstance(contents, Array):
        for part in contents:
            if isinstance(part, Stream):
                yield part


def _streams(source: Pdf) -> Iterator[Stream]:
    for found in source.objects:
        if isinstance(found, Stream):
            yield found


def _flatten(source: Pdf) -> None:
    # A form filled in on screen shows its answers in annotations: draw them into the page before they go.
    if "/AcroForm" in source.Root:
        source.generate_appearance_streams()
    source.flatten_annotations("screen")


def _rebuilt(source: Pdf) -> tuple[bytes, int]:
    clean = Pdf.new()
    for page in source.pages:
        clean.pages.append(page)
    for page in clean.pages:
        for key in set(page.obj.keys()) - _PAGE_KEYS:
            del page.obj[key]
    for found in clean.objects:
        _strip(found)
    clean.remove_unreferenced_resources()
    written = io.BytesIO()
    clean.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue(), len(clean.pages)


def _strip(found: Object) -> None:
    """Take the forbidden keys out of one object and the direct ones inside it; indirect ones are visited in turn."""
    waiting = [found]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Array):
            waiting.extend(inner for inner in current.as_list() if _is_direct(inner))
        elif isinstance(current, (Dictionary, Stream)):
            _strip_keys(current)
            values = [current[key] for key in list(current.keys())]
            waiting.extend(value for value in values if _is_direct(value))


def _strip_keys(current: Dictionary | Stream) -> None:
    keys = set(current.keys())
    is_action = current.get("/Type") == Name.Action or current.get("/S") in (Name.JavaScript, Name.Launch)
    forbidden = _NEVER_IN_STREAMS if isinstance(current, Stream) else _NEVER
    for key in keys if is_action else keys & forbidden:
        del current[key]


def _is_direct(inner: object) -> TypeGuard[Object]:
    return isinstance(inner, (Dictionary, Stream, Array)) and not inner.is_indirect
