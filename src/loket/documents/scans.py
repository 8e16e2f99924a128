"""
The gate for scans: PDF, JPEG or PNG by content, each taken apart and built again in a process of its own.

A file name is shown back to people and believed for nothing.
"""

import hashlib
import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass

from loket.core.problems import Refusal
from loket.documents.refusals import ScanBroken, ScanNotAllowed, ScanNotChecked, ScanTooLarge
from loket.documents.scan_limits import (
    MAX_BYTES,
    MAX_PAGES,
    MAX_PIXELS,
    Finding,
    ScanKind,
)

_log = logging.getLogger(__name__)
_MAGIC = ((b"%PDF-", ScanKind.PDF), (b"\xff\xd8\xff", ScanKind.JPEG), (b"\x89PNG\r\n\x1a\n", ScanKind.PNG))
_DISGUISES = (
    (b"PK", "isinya arsip ZIP atau dokumen Office"),
    (b"MZ", "isinya program"),
    (b"GIF8", "isinya gambar GIF"),
    (b"RIFF", "isinya gambar WebP atau suara"),
)
_TOO_LARGE = {
    Finding.PIXELS: f"gambarnya melebihi {MAX_PIXELS // 1_000_000} juta titik",
    Finding.PAGES: f"lebih dari {MAX_PAGES} halaman",
    Finding.OBJECTS: "susunannya terlalu rumit",
    Finding.PAGE_SIDE: "ukuran halamannya tidak wajar",
    Finding.CONTENT: "isinya mengembang terlalu besar saat dibuka",
    Finding.TOO_MUCH_WORK: "isinya terlalu berat untuk dibuka",
}
# Each check may take 512 MB: two at a time leave room for the rest of the office's machine.
_SLOTS = threading.BoundedSemaphore(2)
_PATIENCE_SECONDS = 60.0
_CPU_SIGNALS = {-24, -9}


@dataclass(frozen=True, slots=True)
class CleanScan:
    """A scan that may be kept: `content` was made by this app, `sha256` is its hash in hex, a picture has one page."""

    kind: ScanKind
    content: bytes
    sha256: str
    pages: int

    @property
    def media_type(self) -> str:
        """The type to serve it with; serve it as an attachment, with nosniff."""
        return "application/pdf" if self.kind is ScanKind.PDF else f"image/{self.kind.value}"


def accept_scan(name: str, content: bytes) -> CleanScan:
    """
    Check and rebuild an uploaded scan; blocks for up to 20 s of work, usually less than one.

    Pictures lose metadata and are turned upright; PDFs lose scripts, actions, links, forms and attachments, and keep
    what is drawn. A PDF signed electronically so becomes a plain copy: its signature is checked elsewhere, before. Raises ScanTooLarge (10 MB, 50 pages, 50 million pixels), ScanNotAllowed (another kind of file,
    encrypted), ScanBroken, and ScanNotChecked when this machine is too busy.
    """
    shown = _shown(name)
    if len(content) > MAX_BYTES:
        raise ScanTooLarge(name=shown, why=f"lebih dari {MAX_BYTES // 1024 // 1024} MB")
    kind = _kind(shown, content)
    head, cleaned = _ask_worker(shown, kind, content)
    if "finding" in head:
        raise _refusal(shown, Finding(str(head["finding"])))
    pages = head["pages"]
    assert isinstance(pages, int)
    return CleanScan(kind, cleaned, hashlib.sha256(cleaned).hexdigest(), pages)


def _shown(name: str) -> str:
    printable = "".join(sign for sign in name if sign.isprintable()).strip()
    return printable[-60:] or "tanpa nama"


def _kind(shown: str, content: bytes) -> ScanKind:
    if not content:
        raise ScanBroken(name=shown)
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    raise ScanNotAllowed(name=shown, why=_disguise(content))


def _disguise(content: bytes) -> str:
    for magic, words in _DISGUISES:
        if content.startswith(magic):
            return words
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<", b"#!")):
        return "isinya halaman web atau program, bukan hasil pindai"
    return "isinya bukan hasil pindai"


def _ask_worker(shown: str, kind: ScanKind, content: bytes) -> tuple[dict[str, object], bytes]:
    if not _SLOTS.acquire(timeout=_PATIENCE_SECONDS):
        raise ScanNotChecked(name=shown)
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-m", "loket.documents.scan_worker", kind.value],
            input=content,
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _refusal(shown, Finding.TOO_MUCH_WORK) from error
    finally:
        _SLOTS.release()
    if done.returncode in _CPU_SIGNALS:
        raise _refusal(shown, Finding.TOO_MUCH_WORK)
    if done.returncode < 0:
        raise ScanBroken(name=shown)
    if done.returncode:
        # Not the file but the worker is at fault; the person at the counter cannot mend it, the log says why.
        _log.error("The scan worker failed: %s", done.stderr[-2000:].decode(errors="replace"))
        raise ScanNotChecked(name=shown)
    line, _, cleaned = done.stdout.partition(b"\n")
    head = json.loads(line)
    assert isinstance(head, dict)
    return head, cleaned


def _refusal(shown: str, finding: Finding) -> Refusal:
    if finding is Finding.BROKEN:
        return ScanBroken(name=shown)
    if finding is Finding.ENCRYPTED:
        return ScanNotAllowed(name=shown, why="PDF ini dikunci, simpan ulang tanpa kunci atau pindai kertasnya")
    return ScanTooLarge(name=shown, why=_TOO_LARGE[finding])
