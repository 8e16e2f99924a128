"""Reads a page as a reader sees it: the words with their places (by `pdftotext`), and a small picture to compare."""

import io
import re
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import zxingcpp
from PIL import Image, ImageChops, ImageFilter

GOLDEN = Path(__file__).parent / "golden"
POINTS_PER_MM = 72 / 25.4
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box in millimetres from the upper left corner of its page."""

    words: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page in millimetres with its words."""

    width: float
    height: float
    words: tuple[Word, ...]

    def outside(self, margin: float) -> list[str]:
        """The words that reach over the side margins, or nearer than a millimetre to an edge above or below."""
        return [
            w.words
            for w in self.words
            if w.left < margin or w.top < 1 or w.right > self.width - margin or w.bottom > self.height - 1
        ]

    def between(self, left: float, right: float) -> list[Word]:
        """The words whose middle is between two places across."""
        return [w for w in self.words if left <= (w.left + w.right) / 2 < right]


def text_of(pdf: bytes) -> str:
    """What `pdftotext` reads back in the order of the page, one line, one blank between words."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return "\n".join(" ".join(line.split()) for line in read.stdout.decode().splitlines() if line.strip())


def qr_of(pdf: bytes) -> str:
    """What the camera of a telephone reads on the first page: the text of its only QR."""
    drawn = subprocess.run(
        ["pdftoppm", "-r", "150", "-gray", "-png", "-singlefile", "-"], input=pdf, capture_output=True, check=True
    )
    with Image.open(io.BytesIO(drawn.stdout)) as picture:
        (seen,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return seen.text


def read_pages(pdf: bytes) -> list[PageRead]:
    """Every page with the box of each word."""
    read = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    return [
        PageRead(float(width) / POINTS_PER_MM, float(height) / POINTS_PER_MM, tuple(_words(body)))
        for width, height, body in _PAGE.findall(read.stdout.decode())
    ]


def _words(body: str) -> list[Word]:
    found = []
    for left, top, right, bottom, words in _WORD.findall(body):
        box = (float(side) / POINTS_PER_MM for side in (left, top, right, bottom))
        found.append(Word(unescape(words), *box))
    return found


def difference(picture: bytes, golden: Path) -> float:
    """
    How much a page differs from its picture on file: the share of points that differ clearly, after a slight blur.

    A picture of another size differs wholly.
    """
    with Image.open(io.BytesIO(picture)) as drawn, Image.open(golden) as kept:
        now, then = drawn.convert("L"), kept.convert("L")
    if now.size != then.size:
        return 1.0
    blur = ImageFilter.GaussianBlur(1)
    histogram = ImageChops.difference(now.filter(blur), then.filter(blur)).histogram()
    return sum(histogram[48:]) / sum(histogram)
