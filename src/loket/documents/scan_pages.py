"""
One page of an accepted scan as a picture, so that it lies beside a form where a browser shows no PDF.

It draws what `scans` has already checked and written anew; it opens no other file.
"""

import tempfile
from pathlib import Path
from typing import Final

import typst

PIXELS_PER_INCH: Final = 110
_PAGE: Final = '#set page(width: auto, height: auto, margin: 0pt)\n#image("scan.pdf", page: {number}, width: 595pt, height: 842pt, fit: "contain")\n'


def draw_page(pdf: bytes, number: int) -> bytes:
    """
    The page of that number, counted from one, as PNG, fitted into a sheet of A4 however long or wide it is.

    Raises ValueError for a page that the PDF does not have, and for a PDF that cannot be drawn.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "scan.pdf").write_bytes(pdf)
        (root / "page.typ").write_text(_PAGE.format(number=number), encoding="utf-8")
        try:
            picture = typst.compile(root / "page.typ", format="png", ppi=PIXELS_PER_INCH)
        except typst.TypstError as error:
            raise ValueError(error.message) from error
    assert isinstance(picture, bytes)
    return picture
