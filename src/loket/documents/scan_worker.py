"""
The process that opens a stranger's file: `scan_worker.main("pdf")` cleans what is on stdin, `main("page", FOLDER)` draws a page.

It holds no secret and no connection, may use 512 MB and 15 s of work, and answers one line of JSON followed by the bytes.
"""

import json
import os
import sys
from pathlib import Path
from typing import Final

from loket.documents.scan_barrier import bind_resources, shut_in, shut_off
from loket.documents.scan_limits import MAX_CLEAN_BYTES, Finding, ScanKind, Unacceptable

PAGE: Final = "page"


def main(task: str, folder: str = "") -> None:
    """Clean the file on stdin, or draw the page that lies in the folder, and write the answer to stdout."""
    bind_resources()
    if task == PAGE:
        _draw(Path(folder))
    else:
        _clean(ScanKind(task))


def _clean(kind: ScanKind) -> None:
    # Each library is loaded only for its own kind, whole and before the door is shut: after it nothing can be loaded.
    if kind is ScanKind.PDF:
        from loket.documents.scan_pdfs import clean_pdf, warm_up  # noqa: PLC0415
    else:
        from loket.documents.scan_images import clean_image, warm_up  # noqa: PLC0415
    warm_up()
    told = os.open("/proc/self/status", os.O_RDONLY)
    barred = shut_in()
    content = sys.stdin.buffer.read()
    try:
        cleaned, pages = clean_pdf(content) if kind is ScanKind.PDF else (clean_image(kind, content), 1)
    except Unacceptable as refusal:
        head: dict[str, object] = {"finding": refusal.finding}
        cleaned = b""
    except (MemoryError, RecursionError):
        head, cleaned = {"finding": Finding.TOO_MUCH_WORK}, b""
    else:
        head = {"pages": pages}
        if len(cleaned) > MAX_CLEAN_BYTES:
            head, cleaned = {"finding": Finding.CONTENT}, b""
    _answer(head | {"barred": barred, "peak_kilobytes": _peak(told)}, cleaned)


def _draw(folder: Path) -> None:
    import typst  # noqa: PLC0415

    from loket.documents.scan_pages import PIXELS_PER_INCH  # noqa: PLC0415

    barred = shut_off()
    try:
        picture = typst.compile(folder / "page.typ", format="png", ppi=PIXELS_PER_INCH)
    except typst.TypstError as error:
        _answer({"finding": Finding.BROKEN, "why": error.message, "barred": barred}, b"")
        return
    assert isinstance(picture, bytes)
    _answer({"pages": 1, "barred": barred}, picture)


def _peak(told: int) -> int:
    """The most memory this process ever held, as the kernel counts it."""
    lines = os.read(told, 65_536).decode().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def _answer(head: dict[str, object], body: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)
