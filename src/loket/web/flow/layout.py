"""
Where everything in a flow picture stands: a row for each step, a lane for each actor, as on the printed form.

A row holds one symbol, so a line along a row or in the margin between two lanes can cross no symbol.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from loket.core.procedure.model import Procedure, Step
from loket.web.flow.arrows import Link, connect, links_of
from loket.web.flow.shapes import Column, Connector, Row, Sheet, Symbol, SymbolKind
from loket.web.flow.text import wrapped

NUMBER_WIDTH: Final = 40
TEXT_WIDTH: Final = 260
NOTE_WIDTH: Final = 210
LANES_WIDTH: Final = 690
NARROWEST_LANE: Final = 92
SYMBOL_WIDTH: Final = 54
SYMBOL_HEIGHT: Final = 30
DECISION_HEIGHT: Final = 42
TEXT_SIZE: Final = 14
HEADING_SIZE: Final = 12.5
LINE: Final = 18
HEADING_LINE: Final = 16
ROW_PADDING: Final = 34
SHORTEST_ROW: Final = 78
ROWS_PER_SHEET: Final = 16
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def draw(procedure: Procedure, rows_per_sheet: int = ROWS_PER_SHEET) -> tuple[Sheet, ...]:
    """
    The flow of a procedure on as many sheets as its rows need, lanes and steps in printed order.

    An arrow that leaves its sheet ends in a connector whose letter stands at the other end. Raises ValueError if a
    sheet is to hold no row.
    """
    if rows_per_sheet < 1:
        raise ValueError("A sheet needs room for at least one row.")
    steps = procedure.steps
    parts = [steps[start : start + rows_per_sheet] for start in range(0, len(steps), rows_per_sheet)]
    sheet_of = {step.id: place for place, part in enumerate(parts) for step in part}
    crossing = [link for link in links_of(steps) if link.target and sheet_of[link.source] != sheet_of[link.target]]
    letters = {link: _letter(place) for place, link in enumerate(crossing)}
    return tuple(_sheet(procedure, part, letters) for part in parts)


def _letter(place: int) -> str:
    rounds, rest = divmod(place, len(_LETTERS))
    return _LETTERS[rest] + (str(rounds + 1) if rounds else "")


def _sheet(procedure: Procedure, steps: Sequence[Step], letters: Mapping[Link, str]) -> Sheet:
    columns = _columns(procedure)
    head = 18 + HEADING_LINE * max(len(column.heading) for column in columns)
    rows = tuple(_rows(steps, head))
    by_actor = {column.actor: column for column in columns}
    symbols = tuple(_symbol(step, row, by_actor[step.actor]) for step, row in zip(steps, rows, strict=True))
    here = {step.id for step in steps}
    inside = [link for link in links_of(steps) if link.target is None or link.target in here]
    drawn = connect(inside, symbols, {c.actor: c for c in columns}, {s.id: s.actor for s in steps})
    bottom = rows[-1].top + rows[-1].height
    note_left = columns[-1].right
    return Sheet(
        width=note_left + NOTE_WIDTH,
        height=bottom + 2,
        head=head,
        text_left=NUMBER_WIDTH,
        note_left=note_left,
        columns=columns,
        rows=rows,
        symbols=symbols,
        edges=drawn.edges,
        endings=drawn.endings,
        connectors=tuple(_connectors(letters, {s.step: s for s in symbols})),
    )


def _columns(procedure: Procedure) -> tuple[Column, ...]:
    """The lanes in printed order; an actor who has no printed column still needs a place when a step is his."""
    busy = {step.actor for step in procedure.steps}
    shown = [(key, actor) for key, actor in procedure.actors.items() if actor.column or key in busy]
    width = max(NARROWEST_LANE, LANES_WIDTH / len(shown))
    left = float(NUMBER_WIDTH + TEXT_WIDTH)
    columns = []
    for key, actor in shown:
        heading = wrapped(actor.title, width - 12, HEADING_SIZE, 5)
        columns.append(Column(key, heading, actor.title, left, width))
        left += width
    return tuple(columns)


def _rows(steps: Sequence[Step], top: float) -> Iterator[Row]:
    for step in steps:
        lines = wrapped(step.activity, TEXT_WIDTH - 20, TEXT_SIZE, 4)
        height = max(SHORTEST_ROW, ROW_PADDING + LINE * len(lines))
        yield Row(step.id, step.no, lines, step.activity, top, height)
        top += height


def symbol_kind(step: Step) -> SymbolKind:
    """A decision has more than one way out; a step that begins or ends the case is a terminator."""
    if len(step.outcomes) > 1:
        return "decision"
    ends = all(outcome.end for outcome in step.outcomes.values())
    return "terminator" if ends or "submit" in step.acts else "process"


def _symbol(step: Step, row: Row, column: Column) -> Symbol:
    kind = symbol_kind(step)
    height = DECISION_HEIGHT if kind == "decision" else SYMBOL_HEIGHT
    return Symbol(step.id, kind, column.centre, row.middle, SYMBOL_WIDTH, height)


def _connectors(letters: Mapping[Link, str], symbols: Mapping[str, Symbol]) -> Iterator[Connector]:
    for link, letter in letters.items():
        if link.source in symbols:
            symbol = symbols[link.source]
            yield Connector(letter, link.source, True, symbol.x, symbol.bottom + 12)
        target = symbols.get(link.target or "")
        if target is not None:
            yield Connector(letter, target.step, False, target.x, target.top - 13)
