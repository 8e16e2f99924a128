"""Break a text into lines of a given width, by the widths of an ordinary sans-serif letter."""

from typing import Final

_NARROW: Final = frozenset("fijlrtI.,:;'()[]|! /")
_WIDE: Final = frozenset("mwMW@%–—")
ELLIPSIS: Final = "…"


def width_of(text: str, size: float) -> float:
    """The width of a text in units of the picture, a little on the safe side."""
    ems = sum(0.38 if c in _NARROW else 0.95 if c in _WIDE else 0.72 if c.isupper() else 0.62 for c in text)
    return ems * size


def wrapped(text: str, width: float, size: float, most_lines: int) -> tuple[str, ...]:
    """
    The text in at most `most_lines` lines; what does not fit ends in an ellipsis.

    A word wider than the line is cut, so nothing ever leaves its column.
    """
    lines: list[str] = []
    current = ""
    for word in _cut_to_fit(text.split(), width, size):
        longer = f"{current} {word}".strip()
        if width_of(longer, size) <= width:
            current = longer
            continue
        lines.append(current)
        current = word
    lines.append(current)
    if len(lines) <= most_lines:
        return tuple(lines)
    kept = lines[:most_lines]
    kept[-1] = _shortened(kept[-1], width, size)
    return tuple(kept)


def _cut_to_fit(words: list[str], width: float, size: float) -> list[str]:
    pieces: list[str] = []
    for word in words:
        rest = word
        while width_of(rest, size) > width and len(rest) > 1:
            cut = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or width_of(rest[:n], size) <= width)
            pieces.append(rest[:cut])
            rest = rest[cut:]
        pieces.append(rest)
    return pieces


def _shortened(line: str, width: float, size: float) -> str:
    while line and width_of(line + ELLIPSIS, size) > width:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
