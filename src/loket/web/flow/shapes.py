"""What a flow picture is made of: columns, rows, symbols, arrows and connectors, all with their places."""

from dataclasses import dataclass
from typing import Literal

SymbolKind = Literal["terminator", "process", "decision"]
EdgeKind = Literal["forward", "return", "end"]


@dataclass(frozen=True, slots=True)
class Column:
    """One lane: an actor, its heading in lines, and where it stands."""

    actor: str
    heading: tuple[str, ...]
    full_heading: str
    left: float
    width: float

    @property
    def centre(self) -> float:
        """The middle of the lane, where its symbols stand."""
        return self.left + self.width / 2

    @property
    def right(self) -> float:
        """Where the next lane begins."""
        return self.left + self.width


@dataclass(frozen=True, slots=True)
class Row:
    """One step: its printed number and activity, and its place."""

    step: str
    number: str
    lines: tuple[str, ...]
    full_text: str
    top: float
    height: float

    @property
    def middle(self) -> float:
        """The height at which the symbol stands."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Symbol:
    """The symbol of a step; `x` and `y` are its centre."""

    step: str
    kind: SymbolKind
    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """The left edge."""
        return self.x - self.width / 2

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y - self.height / 2

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height / 2

    @property
    def diamond(self) -> str:
        """The four corners of a decision."""
        return f"{self.x:g},{self.top:g} {self.right:g},{self.y:g} {self.x:g},{self.bottom:g} {self.left:g},{self.y:g}"


@dataclass(frozen=True, slots=True)
class Edge:
    """
    An arrow from one step to another, or to the end of the case; `points` are its corners.

    `outcomes` are the keys of the outcomes it stands for, `label` their words ("Ya", "Tidak") in lines; `label_at` is
    the base line of the first.
    """

    source: str
    target: str | None
    kind: EdgeKind
    outcomes: tuple[str, ...]
    label: tuple[str, ...]
    label_at: tuple[float, float]
    label_anchor: Literal["start", "end"]
    points: tuple[tuple[float, float], ...]

    @property
    def path(self) -> str:
        """The line as SVG path data."""
        return " ".join(f"{'L' if place else 'M'}{x:g} {y:g}" for place, (x, y) in enumerate(self.points))


@dataclass(frozen=True, slots=True)
class Ending:
    """A small terminator beside a decision that can end the case."""

    source: str
    outcome: str
    label: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Connector:
    """An off-page connector: the same letter stands on the page where the arrow goes on."""

    letter: str
    step: str
    outgoing: bool
    x: float
    y: float

    @property
    def outline(self) -> str:
        """The five corners."""
        x, y = self.x, self.y
        return f"{x - 9:g},{y - 10:g} {x + 9:g},{y - 10:g} {x + 9:g},{y + 3:g} {x:g},{y + 11:g} {x - 9:g},{y + 3:g}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the picture."""

    width: float
    height: float
    head: float
    text_left: float
    note_left: float
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    symbols: tuple[Symbol, ...]
    edges: tuple[Edge, ...]
    endings: tuple[Ending, ...]
    connectors: tuple[Connector, ...]
