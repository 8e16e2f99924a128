"""The matrix as a person reviews it: one line for an address and an office's object, one column for each visitor."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.apps.rights.walk import Route, Visitor
from tests.apps.rights.world import Side

FILE: Final = Path(__file__).with_name("matrix.txt")
NOT_FOR_ANYONE: Final = "405"
_HEADER: Final = """\
# What every address answers whom: reviewed line by line, and compared with the code by test_matrix.py.
#
# Name of the address, whose object it names (A bintan, B pontianak, - none), then a column for each visitor.
# A cell is the status of GET, then after a stroke that of an empty POST where the address takes one.
# masuk: led to the sign-in. kode: led to the page that asks for code or password once more.
#
"""


@dataclass(frozen=True)
class Line:
    """How one address answers everybody."""

    name: str
    side: str
    cells: tuple[str, ...]

    @property
    def key(self) -> str:
        """What tells this line from the others."""
        return f"{self.name} {self.side}"


@dataclass(frozen=True)
class Column:
    """One visitor: a short mark, and who it is in words."""

    mark: str
    who: str


def columns(sides: Sequence[Side]) -> tuple[Column, ...]:
    """Nobody first, then the officers of each office in the order of its positions."""
    found = [Column("?", "siapa pun, tanpa masuk")]
    for letter, side in zip("AB", sides, strict=True):
        found += [Column(f"{letter}{n}", f"{side.key} {who}") for n, who in enumerate(side.officers, 1)]
    return tuple(found)


def walked(route: Route, side: Side, letter: str, visitors: Sequence[Visitor]) -> Line:
    """
    One line: every visitor with every method.

    Whether an address takes a method at all is not decided by who asks, so the first who gets in answers for all.
    """
    asked = []
    for method in route.methods:
        first = visitors[1].status(route, method, side)
        if first == NOT_FOR_ANYONE:
            asked.append([NOT_FOR_ANYONE] * len(visitors))
            continue
        asked.append(
            [visitors[0].status(route, method, side), first] + [one.status(route, method, side) for one in visitors[2:]]
        )
    cells = tuple(map(_cell, zip(*asked, strict=True)))
    return Line(f"{route.methods[0].lower()}:{route.name}" if route.api else route.name, letter, cells)


def _cell(statuses: Sequence[str]) -> str:
    if len(statuses) == 1:
        return statuses[0]
    get, post = statuses
    return f"{'-' if get == NOT_FOR_ANYONE else get}{'' if post == NOT_FOR_ANYONE else f'/{post}'}"


def text_of(lines: Iterable[Line], heads: Sequence[Column]) -> str:
    """The file as it is kept."""
    kept = list(lines)
    widths = [max(len(cell) for cell in column) for column in zip(*(one.cells for one in kept), strict=True)]
    name = max(len(one.name) for one in kept)
    legend = "".join(f"# {head.mark:3} {head.who}\n" for head in heads)
    title = "  ".join(f"{head.mark:{width}}" for head, width in zip(heads, widths, strict=True))
    rows = [f"{'':{name}}  .  {title}".rstrip()]
    for one in kept:
        cells = "  ".join(f"{cell:{width}}" for cell, width in zip(one.cells, widths, strict=True))
        rows.append(f"{one.name:{name}}  {one.side}  {cells}".rstrip())
    return f"{_HEADER}{legend}\n" + "\n".join(rows) + "\n"


def reviewed(text: str) -> dict[str, Line]:
    """The lines of the kept file by their key."""
    rows = (line.split() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    lines = [Line(row[0], row[1], tuple(row[2:])) for row in itertools.islice(rows, 1, None)]
    return {line.key: line for line in lines}


def differences(kept: dict[str, Line], found: dict[str, Line], heads: Sequence[Column]) -> list[str]:
    """What a person must look at: lines that came or went, and each visitor who is answered otherwise."""
    told = [f"tidak lagi ada: {key}" for key in kept if key not in found]
    for key, line in found.items():
        if key not in kept:
            told.append(f"belum ditinjau: {key}: {' '.join(line.cells)}")
            continue
        for head, before, now in itertools.zip_longest(heads, kept[key].cells, line.cells):
            if before != now:
                told.append(f"{key}: {head.who if head else '?'}: ditinjau {before}, sekarang {now}")
    return told
