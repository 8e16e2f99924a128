"""
The arrows between symbols: which there are, and by which corners they go.

To the next row an arrow goes straight down; any other goes along the row to a margin of the target's lane, up or
down there, and into the target's side. A return to the same step is a loop beside it. Arrows that share a margin get
tracks of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from loket.core.procedure.model import Step
from loket.web.flow.shapes import Column, Edge, EdgeKind, Ending, Symbol
from loket.web.flow.text import width_of, wrapped

TRACK: Final = 6.0
LABEL_SIZE: Final = 12.5
LABEL_LINE: Final = 14.0
LABEL_SHARE: Final = 1.3
ABOVE: Final = 14.0
# Between the text of a row and the first lane is some empty paper.
TEXT_GAP: Final = 16.0
# More names than this on one arrow would be cut off: they are counted instead, and the steps below name them.
NAMED: Final = 2
_END_WORDS: Final = {"finished": "Selesai", "rejected": "Ditolak"}

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Link:
    """A way out of a step; outcomes with the same target and kind are one link."""

    source: str
    target: str | None
    kind: EdgeKind
    outcomes: tuple[str, ...]
    label: str
    end: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The arrows of a sheet, and the endings some of them lead to."""

    edges: tuple[Edge, ...]
    endings: tuple[Ending, ...]


def links_of(steps: Iterable[Step]) -> tuple[Link, ...]:
    """Every way out of the steps that needs an arrow; the only exit of a last step needs none."""
    return tuple(link for step in steps for link in _links_of_step(step))


def _links_of_step(step: Step) -> Iterable[Link]:
    grouped: dict[tuple[str | None, EdgeKind, str], list[str]] = {}
    for key, outcome in step.outcomes.items():
        kind: EdgeKind = "return" if outcome.return_ else "end" if outcome.end else "forward"
        grouped.setdefault((outcome.target, kind, outcome.end or ""), []).append(key)
    single = len(step.outcomes) == 1
    for (target, kind, end), keys in grouped.items():
        if single and kind == "end":
            continue
        names = tuple(dict.fromkeys(step.outcomes[key].label for key in keys))
        named = " / ".join(names) if len(names) <= NAMED else f"{len(names)} hasil"
        label = "" if single else named
        yield Link(step.id, target, kind, tuple(keys), label, _END_WORDS.get(end, ""))


def connect(
    links: Sequence[Link], symbols: Sequence[Symbol], columns: Mapping[str, Column], actor_of: Mapping[str, str]
) -> Drawn:
    """The arrows and endings of one sheet; every link's source, and its target if it has one, is on the sheet."""
    router = _Router(symbols, columns, actor_of)
    edges, endings = [], []
    # Long ways first would cross more: short spans take the inner tracks.
    for link in sorted(links, key=router.span):
        if link.target is None:
            edge, ending = router.ending(link)
            endings.append(ending)
        else:
            edge = router.straight(link) if router.is_next(link) else router.around(link)
        edges.append(edge)
    return Drawn(tuple(edges), tuple(endings))


class _Router:
    """Knows the places of one sheet and which tracks of the margins are taken."""

    def __init__(self, symbols: Sequence[Symbol], columns: Mapping[str, Column], actor_of: Mapping[str, str]) -> None:
        self._symbols = {symbol.step: symbol for symbol in symbols}
        self._order = {symbol.step: place for place, symbol in enumerate(symbols)}
        self._columns = columns
        self._lanes = list(columns)
        self._left = min(column.left for column in columns.values()) - TEXT_GAP
        self._right = max(column.right for column in columns.values())
        self._actor_of = actor_of
        self._taken: dict[tuple[str, Side], list[tuple[float, float, int]]] = {}
        self._exits: dict[tuple[str, Side], int] = {}

    def span(self, link: Link) -> int:
        """Over how many rows the arrow reaches."""
        return abs(self._order[link.source] - self._order[link.target]) if link.target else 0

    def is_next(self, link: Link) -> bool:
        """Whether the arrow goes forward to the very next row."""
        return link.target is not None and self._order[link.target] - self._order[link.source] == 1

    def straight(self, link: Link) -> Edge:
        """Down to the next row, with one bend where the lane changes."""
        source, target = self._symbols[link.source], self._symbols[str(link.target)]
        bend = (source.bottom + target.top) / 2
        points: tuple[tuple[float, float], ...] = ((source.x, source.bottom), (target.x, target.top))
        if source.x != target.x:
            points = (points[0], (source.x, bend), (target.x, bend), points[1])
        right = target.x <= source.x and source.x + 6 + width_of(link.label, LABEL_SIZE) <= self._right
        anchor: Literal["start", "end"] = "start" if right else "end"
        at = (source.x + (6 if right else -6), source.bottom + 10)
        label = self._label(link, None if right else at[0])
        return Edge(link.source, link.target, link.kind, link.outcomes, label, at, anchor, points)

    def around(self, link: Link) -> Edge:
        """Along the row and through a margin beside the target's lane: back into its side, or forward into its top."""
        source, target = self._symbols[link.source], self._symbols[str(link.target)]
        side = self._side(link)
        leaving = self._leaving(source, target, side)
        y = source.y + self._exit_shift(link.source, leaving)
        x = self._track(self._actor_of[target.step], side, *sorted((y, target.y)))
        start = (source.right if leaving == "right" else source.left, y)
        above = target.top - ABOVE
        points: tuple[tuple[float, float], ...]
        if link.kind == "return" and source is not target:
            finish = (target.right if side == "right" else target.left, target.y)
            points = (start, (x, y), (x, target.y), finish)
        else:
            points = (start, (x, y), (x, above), (target.x, above), (target.x, target.top))
        label = self._label(link, start[0] - 5 if leaving == "left" else None)
        at, anchor = _beside(start, leaving, len(label))
        return Edge(link.source, link.target, link.kind, link.outcomes, label, at, anchor, points)

    def ending(self, link: Link) -> tuple[Edge, Ending]:
        """A small terminator beside the decision, towards the side with more room."""
        source = self._symbols[link.source]
        lane = self._columns[self._actor_of[link.source]]
        side: Side = "left" if self._lanes.index(lane.actor) == len(self._lanes) - 1 else "right"
        width = width_of(link.end, LABEL_SIZE) + 16
        reach = lane.width - source.width / 2
        x = source.right + reach if side == "right" else source.left - reach
        y = source.y + self._exit_shift(link.source, side)
        start = (source.right if side == "right" else source.left, y)
        finish = (x - width / 2 if side == "right" else x + width / 2, y)
        label = self._label(link, start[0] - 5 if side == "left" else None)
        at, anchor = _beside(start, side, len(label))
        edge = Edge(link.source, None, "end", link.outcomes, label, at, anchor, (start, finish))
        return edge, Ending(link.source, link.outcomes[0], link.end, x, y, width, 22)

    def _label(self, link: Link, ends_at: float | None) -> tuple[str, ...]:
        """The lines of a label; one that ends at an x, and so grows to the left, stays clear of the text column."""
        width = self._columns[self._actor_of[link.source]].width * LABEL_SHARE
        if ends_at is not None:
            width = min(width, ends_at - self._left)
        return wrapped(link.label, width, LABEL_SIZE, 3) if link.label else ()

    def _side(self, link: Link) -> Side:
        """The side of the target the arrow comes in by: the one that faces the source; returns keep to the left."""
        source = self._lanes.index(self._actor_of[link.source])
        target = self._lanes.index(self._actor_of[str(link.target)])
        if source == target:
            return "left" if link.kind == "return" else "right"
        return "right" if source > target else "left"

    def _leaving(self, source: Symbol, target: Symbol, side: Side) -> Side:
        if source.x == target.x:
            return side
        return "left" if target.x < source.x else "right"

    def _exit_shift(self, step: str, side: Side) -> float:
        """The second arrow out of one side leaves a little lower, so that two never lie on each other."""
        count = self._exits.get((step, side), 0)
        self._exits[(step, side)] = count + 1
        return count * TRACK

    def _track(self, actor: str, side: Side, top: float, bottom: float) -> float:
        """The x of the first free track of a margin between two heights."""
        taken = self._taken.setdefault((actor, side), [])
        used = {track for start, end, track in taken if start < bottom and top < end}
        track = next(n for n in range(len(taken) + 1) if n not in used)
        taken.append((top, bottom, track))
        column = self._columns[actor]
        return column.right - 4 - TRACK * track if side == "right" else column.left + 4 + TRACK * track


def _beside(start: tuple[float, float], side: Side, lines: int) -> tuple[tuple[float, float], Literal["start", "end"]]:
    """Where a label stands on the line that leaves by a side: its last line just above."""
    y = start[1] - 5 - LABEL_LINE * max(lines - 1, 0)
    return ((start[0] + 5, y), "start") if side == "right" else ((start[0] - 5, y), "end")
