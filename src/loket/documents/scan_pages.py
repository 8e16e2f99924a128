"""
One page of an accepted scan as a picture, so that it lies beside a form where a browser shows no PDF.

It draws what `scans` has already checked and written anew, in a limited process all the same: a page may be heavy to draw.
"""

import hashlib
import tempfile
from collections import deque
from pathlib import Path
from typing import Final

from loket.documents.scan_limits import Finding
from loket.documents.scan_process import Busy, Faulty, Places, ask
from loket.documents.scan_quarantine import folder

PIXELS_PER_INCH: Final = 110
_PAGE: Final = '#set page(width: auto, height: auto, margin: 0pt)\n#image("scan.pdf", page: {number}, width: 595pt, height: 842pt, fit: "contain")\n'
_PLACES = Places(at_work=2, waiting=4, patience_seconds=15)
_SECONDS: Final = 8.0
_too_heavy: deque[bytes] = deque(maxlen=200)


def draw_page(pdf: bytes, number: int) -> bytes:
    """
    The page of that number, counted from one, as PNG, fitted into a sheet of A4 however long or wide it is.

    Raises ValueError for a page that the PDF does not have, for a PDF that cannot be drawn with 512 MB and in 8 s, and when
    too many are drawn already.
    """
    digest = hashlib.sha256(pdf).digest()
    if digest in _too_heavy:
        raise ValueError(Finding.TOO_MUCH_WORK.value)
    # In quarantine, so that what a killed process leaves there is swept: outside it a scan lies nowhere in the clear.
    with tempfile.TemporaryDirectory(dir=folder(), prefix="gambar-") as here:
        root = Path(here)
        (root / "scan.pdf").write_bytes(pdf)
        (root / "page.typ").write_text(_PAGE.format(number=number), encoding="utf-8")
        try:
            with _PLACES.one():
                answer = ask("page", folder=here, seconds=_SECONDS)
        except (Busy, Faulty) as away:
            raise ValueError("not drawn now") from away
    if answer.finding is Finding.TOO_MUCH_WORK:
        # Every page of it is asked for again and again, and each time would hold a thread of the server.
        _too_heavy.append(digest)
    if answer.finding is not None:
        raise ValueError(answer.why or answer.finding.value)
    return answer.content
