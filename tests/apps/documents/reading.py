"""Reads papers back: the words in a PDF, and the ink on its edges."""

import io

from PIL import Image
from pypdf import PdfReader

MILLIMETRES_PER_INCH = 25.4


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def words_of(pdf: bytes) -> str:
    """All words on one line, so that a wrapped sentence is found."""
    return " ".join(" ".join(pages_of(pdf)).split())


def letters_of(pdf: bytes) -> str:
    """All signs without blanks, so that a name cut into lines is found."""
    return "".join("".join(pages_of(pdf)).split())


def size_of(pdf: bytes) -> tuple[int, int]:
    """Width and height of the first page in millimetres."""
    box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    return round(float(box.width) / 72 * MILLIMETRES_PER_INCH), round(float(box.height) / 72 * MILLIMETRES_PER_INCH)


def has_blank_sides(picture: bytes, *, margin_mm: float, ppi: float) -> bool:
    """Whether the left and right margins of a drawn page carry no ink."""
    margin = int(margin_mm / MILLIMETRES_PER_INCH * ppi)
    with Image.open(io.BytesIO(picture)) as image:
        page = image.convert("L")
    left = page.crop((0, 0, margin, page.height))
    right = page.crop((page.width - margin, 0, page.width, page.height))
    return left.getextrema() == right.getextrema() == (255, 255)
