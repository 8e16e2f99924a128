"""A signature drawn on a pad: plain lines and nothing else."""

import itertools
import math
import re
from dataclasses import dataclass
from typing import Self

from loket.documents.refusals import SignatureEmpty, SignatureMalformed

PAD_WIDTH = 600
PAD_HEIGHT = 200
_MAX_LETTERS = 40_000
_MAX_POINTS = 4_000
_SHORTEST_STROKES = 60.0
_POINT = re.compile(r"([ML]) ?(\d{1,3}(?:\.\d{1,2})?)[ ,](\d{1,3}(?:\.\d{1,2})?) ?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Signature:
    """
    Strokes on a pad of 600 × 200 units, the origin at the upper left.

    Each stroke is a tuple of points (x, y); drawn again from the numbers, so nothing of the text that was sent
    is ever printed or shown.
    """

    strokes: tuple[tuple[tuple[float, float], ...], ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read SVG path data of absolute `M x y` and `L x y` only, at most 4,000 points inside the pad.

        Raises SignatureMalformed for anything else, SignatureEmpty when the lines are too short to be a signature.
        """
        if not text.strip():
            raise SignatureEmpty
        signature = cls(_strokes(_points(text)))
        if signature.length < _SHORTEST_STROKES:
            raise SignatureEmpty
        return signature

    @property
    def length(self) -> float:
        """The way of the pen on the pad, in units."""
        return sum(math.dist(a, b) for stroke in self.strokes for a, b in itertools.pairwise(stroke))

    @property
    def path(self) -> str:
        """The same strokes as SVG path data in one spelling."""
        return " ".join(
            f"{'L' if place else 'M'}{x:g} {y:g}" for stroke in self.strokes for place, (x, y) in enumerate(stroke)
        )

    def svg(self) -> str:
        """The drawing as a whole SVG, black on nothing."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {PAD_WIDTH} {PAD_HEIGHT}">'
            f'<path d="{self.path}" fill="none" stroke="#000" stroke-width="5" '
            'stroke-linecap="round" stroke-linejoin="round"/></svg>'
        )


def _points(text: str) -> list[tuple[str, float, float]]:
    if len(text) > _MAX_LETTERS:
        raise SignatureMalformed
    points: list[tuple[str, float, float]] = []
    rest = text.strip()
    end = 0
    while end < len(rest):
        found = _POINT.match(rest, end)
        if found is None or len(points) == _MAX_POINTS:
            raise SignatureMalformed
        x, y = float(found[2]), float(found[3])
        if x > PAD_WIDTH or y > PAD_HEIGHT:
            raise SignatureMalformed
        points.append((found[1], x, y))
        end = found.end()
    return points


def _strokes(points: list[tuple[str, float, float]]) -> tuple[tuple[tuple[float, float], ...], ...]:
    strokes: list[list[tuple[float, float]]] = []
    for letter, x, y in points:
        if letter == "M":
            strokes.append([])
        elif not strokes:
            raise SignatureMalformed
        strokes[-1].append((x, y))
    return tuple(tuple(stroke) for stroke in strokes)
