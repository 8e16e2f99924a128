"""
The gate for scans: PDF, JPEG or PNG by content, each taken apart and built again in a process of its own.

A file name is shown back to people and believed for nothing.
"""

import hashlib
from dataclasses import dataclass

from loket.core.problems import Refusal
from loket.documents.refusals import (
    ScanBroken,
    ScanEmpty,
    ScanHeld,
    ScanInfected,
    ScanNotAllowed,
    ScanNotChecked,
    ScanTooLarge,
)
from loket.documents.scan_antivirus import Away, found_in, is_configured
from loket.documents.scan_limits import (
    MAX_BYTES,
    MAX_PAGES,
    MAX_PIXELS,
    Finding,
    ScanKind,
)
from loket.documents.scan_process import Answer, Busy, Faulty, Places, ask
from loket.documents.scan_quarantine import quarantined, sweep_quarantine

_MAGIC = ((b"%PDF-", ScanKind.PDF), (b"\xff\xd8\xff", ScanKind.JPEG), (b"\x89PNG\r\n\x1a\n", ScanKind.PNG))
_DISGUISES = (
    (b"PK", "isinya arsip ZIP atau dokumen Office"),
    (b"MZ", "isinya program"),
    (b"GIF8", "isinya gambar GIF"),
    (b"RIFF", "isinya gambar WebP atau suara"),
    (b"II*\0", "isinya gambar TIFF; atur pemindai agar menyimpan PDF atau JPEG"),
    (b"MM\0*", "isinya gambar TIFF; atur pemindai agar menyimpan PDF atau JPEG"),
    (b"\0\0\0\x18ftyphei", "isinya foto HEIC dari ponsel; kirim ulang sebagai JPEG"),
    (b"\0\0\0\x1cftyphei", "isinya foto HEIC dari ponsel; kirim ulang sebagai JPEG"),
    (b"\0\0\0 ftyphei", "isinya foto HEIC dari ponsel; kirim ulang sebagai JPEG"),
    (b"\xd0\xcf\x11\xe0", "isinya dokumen Office lama"),
    (b"{\\rtf", "isinya dokumen pengolah kata"),
    (b"%!PS", "isinya program untuk printer (PostScript)"),
    (b"\x7fELF", "isinya program"),
)
_TOO_LARGE = {
    Finding.PIXELS: f"gambarnya melebihi {MAX_PIXELS // 1_000_000} juta titik",
    Finding.PAGES: f"lebih dari {MAX_PAGES} halaman",
    Finding.OBJECTS: "susunannya terlalu rumit",
    Finding.PAGE_SIDE: "ukuran halamannya tidak wajar",
    Finding.CONTENT: "isinya mengembang terlalu besar saat dibuka",
    Finding.TOO_MUCH_WORK: "isinya terlalu berat untuk dibuka",
}
# Each check may take 512 MB: two at a time leave room for the rest of the office's machine, and two threads for its pages.
_PLACES = Places(at_work=2, waiting=3, patience_seconds=40)


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
    what is drawn. A PDF signed electronically so becomes a plain copy: its signature is checked elsewhere, before. What was
    sent lies in quarantine meanwhile and is never kept. Raises ScanTooLarge (10 MB, 50 pages, 50 million pixels),
    ScanNotAllowed (another kind of file, encrypted), ScanBroken, ScanEmpty, ScanInfected, ScanHeld when the scanner for viruses is configured and away, and ScanNotChecked when
    this machine is too busy.
    """
    shown = _shown(name)
    if len(content) > MAX_BYTES:
        raise ScanTooLarge(name=shown, why=f"lebih dari {MAX_BYTES // 1024 // 1024} MB")
    kind = _kind(shown, content)
    sweep_quarantine()
    _require_no_virus(shown, content)
    answer = _checked(shown, kind, content)
    if answer.finding is not None:
        raise _refusal(shown, answer.finding)
    return CleanScan(kind, answer.content, hashlib.sha256(answer.content).hexdigest(), answer.pages)


def accept_scan_now(name: str, content: bytes) -> CleanScan:
    """
    The same for a paper that cannot wait: what is being said with it is said now or not at all.

    Raises as `accept_scan`, but ScanNotChecked where the scanner for viruses is away.
    """
    try:
        return accept_scan(name, content)
    except ScanHeld as away:
        raise ScanNotChecked(name=_shown(name)) from away


def _shown(name: str) -> str:
    printable = "".join(sign for sign in name if sign.isprintable()).strip()
    return printable[-60:] or "tanpa nama"


def _kind(shown: str, content: bytes) -> ScanKind:
    if not content:
        raise ScanEmpty(name=shown)
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


def _require_no_virus(shown: str, content: bytes) -> None:
    if not is_configured():
        return
    try:
        found = found_in(content)
    except Away as away:
        raise ScanHeld(name=shown) from away
    if found:
        raise ScanInfected(name=shown, found=found)


def _checked(shown: str, kind: ScanKind, content: bytes) -> Answer:
    try:
        with _PLACES.one(), quarantined(content) as file:
            return ask(kind.value, file=file)
    except (Busy, Faulty) as away:
        raise ScanNotChecked(name=shown) from away


def _refusal(shown: str, finding: Finding) -> Refusal:
    if finding is Finding.BROKEN:
        return ScanBroken(name=shown)
    if finding is Finding.ENCRYPTED:
        return ScanNotAllowed(name=shown, why="PDF ini dikunci, simpan ulang tanpa kunci atau pindai kertasnya")
    return ScanTooLarge(name=shown, why=_TOO_LARGE[finding])
