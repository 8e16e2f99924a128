"""Builds a PDF again from its pages: what is drawn is kept, what acts is left behind."""

import io
from typing import TypeGuard

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from loket.documents.scan_limits import Finding, Unacceptable
from loket.documents.scan_weights import bind_reader, weigh

# What a page needs to be drawn. All else of a page is dropped: annotations (their looks are drawn into the page
# first), actions, thumbnails, private data.
_PAGE_KEYS = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Resources", "/Group"}
# Below a page nothing may act, carry a file or hide data. Links need no mention: they went with the annotations.
_NEVER = {
    "/JS", "/JavaScript", "/OpenAction", "/AA", "/AF", "/EF", "/EmbeddedFile", "/EmbeddedFiles", "/Launch", "/RichMedia",
    "/URI", "/XFA", "/Metadata", "/PieceInfo", "/AcroForm", "/Annots", "/Names", "/Outlines", "/Collection", "/Thumb",
}  # fmt: skip
# What a dictionary with such an `/S` asks a reader to do.
_ACTIONS = {
    "/JavaScript", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToR", "/GoToE", "/GoTo3DView", "/Named",
    "/Rendition", "/RichMediaExecute", "/Movie", "/Sound", "/Thread", "/SetOCGState", "/Hide", "/Trans", "/GoTo",
}  # fmt: skip
# These name an outside file or a printer program; in a dictionary of resources the same words may be mere names.
_NEVER_IN_STREAMS = _NEVER | {"/F", "/FFilter", "/FDecodeParms", "/Ref", "/OPI", "/PS"}


def clean_pdf(content: bytes) -> tuple[bytes, int]:
    """
    The same pages without scripts, actions, links, forms, attachments and metadata, and how many they are.

    Raises Unacceptable: encrypted, unreadable, too many pages or objects, a page or picture too large to draw.
    """
    bind_reader()
    try:
        with Pdf.open(io.BytesIO(content)) as source:
            if source.is_encrypted:
                raise Unacceptable(Finding.ENCRYPTED)
            weigh(source)
            _flatten(source)
            cleaned, pages = _rebuilt(source)
        # Drawing a form into its page adds to it, and what is kept is judged as what came.
        with Pdf.open(io.BytesIO(cleaned)) as kept:
            weigh(kept)
    except pikepdf.PasswordError as error:
        raise Unacceptable(Finding.ENCRYPTED) from error
    except pikepdf.DataDecodingError as error:
        # The reader hides a lack of memory, and its own bounds, in an error about data.
        heavy = "bad_alloc" in str(error) or "memory" in str(error)
        raise Unacceptable(Finding.TOO_MUCH_WORK if heavy else Finding.BROKEN) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError) as error:
        raise Unacceptable(Finding.BROKEN) from error
    return cleaned, pages


def warm_up() -> None:
    """Load all that the reader loads only when it meets it, for a process that can load nothing later."""
    with Pdf.new() as blank:
        blank.add_blank_page()
        blank.Root.AcroForm = Dictionary(Fields=Array())
        open_one, locked = io.BytesIO(), io.BytesIO()
        blank.save(open_one)
        blank.save(locked, encryption=pikepdf.Encryption(owner="-", user=""))
    clean_pdf(open_one.getvalue())
    with Pdf.open(locked):
        pass


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
        if isinstance(found, Stream) and found.get("/Subtype") == Name.PS:
            # A program for the printer, run by printers alone.
            found.write(b"")
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
    forbidden = _NEVER_IN_STREAMS if isinstance(current, Stream) else _NEVER
    acts = _acts(current)
    for key in list(current.keys()):
        if acts or key in forbidden or _acts(current[key]):
            del current[key]


def _acts(value: object) -> bool:
    return isinstance(value, Dictionary) and (value.get("/Type") == Name.Action or str(value.get("/S")) in _ACTIONS)


def _is_direct(inner: object) -> TypeGuard[Object]:
    return isinstance(inner, (Dictionary, Stream, Array)) and not inner.is_indirect
