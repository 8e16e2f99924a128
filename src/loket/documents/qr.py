"""QR codes of references, for paper and for screens."""

import io
from functools import lru_cache

import segno

from loket.core.terms import Resi

# A quarter of the code may be dirty or folded: resi are carried in pockets.
_CORRECTION = "Q"
_QUIET_ZONE = 4


@lru_cache(maxsize=512)
def reference_qr_svg(text: str) -> str:
    """
    The QR of a reference as a whole SVG that fills its box, with the quiet zone that scanners need.

    It carries the text alone: no name, no NIK, no address of a machine. Raises ValueError if `text` is empty or
    longer than 60 signs.
    """
    if not 0 < len(text) <= 60:
        raise ValueError("A reference has 1 to 60 signs.")
    code = segno.make(text, error=_CORRECTION, micro=False, boost_error=False)
    svg = io.BytesIO()
    code.save(svg, kind="svg", xmldecl=False, omitsize=True, nl=False, border=_QUIET_ZONE, dark="#000", light="#fff")
    return svg.getvalue().decode()


def resi_qr_svg(resi: Resi) -> str:
    """The QR of a resi, to be set inline in a page; it reads as the printed code, `7K2M-94QX-B3TD`."""
    return reference_qr_svg(str(resi))
