"""QR codes of references, for paper and for screens, and of the sealed payload of a signed paper."""

import io
import re
from functools import lru_cache

import segno

from loket.core.terms import Resi

# A quarter of the code may be dirty or folded: resi are carried in pockets.
_CORRECTION = "Q"
_QUIET_ZONE = 4
_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+./:-]+")


@lru_cache(maxsize=512)
def reference_qr_svg(text: str) -> str:
    """
    The QR of a reference as a whole SVG that fills its box, with the quiet zone that scanners need.

    It carries the text alone: no name, no NIK, no address of a machine. Raises ValueError if `text` is empty or
    longer than 60 signs.
    """
    if not 0 < len(text) <= 60:
        raise ValueError("A reference has 1 to 60 signs.")
    return _svg(text, _CORRECTION)


def sealed_qr_svg(text: str) -> str:
    """
    The QR of a signed paper as a whole SVG: at most 61 modules wide, so that 22 mm are enough for any telephone.

    A signed paper lies flat and is printed well, so 15 parts of a hundred may be dirty. Raises ValueError if `text` is
    empty, longer than 320 signs, or holds a sign that is not of a QR's alphanumeric mode.
    """
    if not 0 < len(text) <= 320 or not _ALPHANUMERIC.fullmatch(text):
        raise ValueError("The payload of a paper has 1 to 320 capitals, digits and signs of a QR.")
    return _svg(text, "M")


def address_qr_svg(text: str) -> str:
    """
    The QR of a long address as a whole SVG, to be scanned from a screen: nothing is folded or dirty there.

    Raises ValueError if `text` is empty or longer than 300 signs.
    """
    if not 0 < len(text) <= 300:
        raise ValueError("An address has 1 to 300 signs.")
    return _svg(text, "M")


def _svg(text: str, correction: str) -> str:
    code = segno.make(text, error=correction, micro=False, boost_error=False)
    svg = io.BytesIO()
    code.save(svg, kind="svg", xmldecl=False, omitsize=True, nl=False, border=_QUIET_ZONE, dark="#000", light="#fff")
    return svg.getvalue().decode()


def resi_qr_svg(resi: Resi) -> str:
    """The QR of a resi, to be set inline in a page; it reads as the printed code, `7K2M-94QX-B3TD`."""
    return reference_qr_svg(str(resi))
