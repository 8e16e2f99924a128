"""A case standing in its flow: which steps are done, by whom and when, which is open, which arrows were gone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from loket.core.engine.state import CaseState
from loket.core.procedure.model import Procedure
from loket.web.flow.layout import draw
from loket.web.flow.shapes import Edge, Row, Sheet, Symbol
from loket.web.flow.text import wrapped

StepState = Literal["done", "current", "ahead", "redo"]
_NOTE_SIZE = 13.0
_NOTE_WIDTH = 190.0


@dataclass(frozen=True, slots=True)
class Mark:
    """
    What stands beside a step: who and when in short lines, or the clock of the open step.

    "redo" is a step passed before and still to be passed again, after a return.
    """

    state: StepState = "ahead"
    who: str = ""
    when: str = ""
    clock: str = ""
    tone: str = ""
    times: int = 0

    @property
    def who_lines(self) -> tuple[str, ...]:
        """The name broken to fit the margin of the picture."""
        return wrapped(self.who, _NOTE_WIDTH, _NOTE_SIZE, 2) if self.who else ()

    @property
    def clock_lines(self) -> tuple[str, ...]:
        """The clock broken the same way."""
        return wrapped(self.clock, _NOTE_WIDTH, _NOTE_SIZE, 2) if self.clock else ()


@dataclass(frozen=True, slots=True)
class DressedRow:
    """A row with its symbol and what stands beside it."""

    row: Row
    symbol: Symbol
    actor: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class DressedEdge:
    """An arrow, and whether the case has gone it."""

    edge: Edge
    taken: bool


@dataclass(frozen=True, slots=True)
class DressedSheet:
    """A sheet with the case standing in it."""

    sheet: Sheet
    rows: tuple[DressedRow, ...]
    edges: tuple[DressedEdge, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one passage or of the open step, said by whoever knows names, dates and languages."""

    who: str = ""
    when: str = ""
    clock: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands in its procedure. `passed` counts how often each step was left."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    taken: frozenset[tuple[str, str]] = frozenset()


def standing(procedure: Procedure, state: CaseState, words: Mapping[str, Words]) -> Standing:
    """
    Fold a case's passages into marks: done where the latest passage went forward, stands, and no return passed over it.

    `words` holds what to say for each step that was passed or is open.
    """
    passed: dict[str, int] = {}
    done: dict[str, bool] = {}
    for passage in state.passages:
        passed[passage.step] = passed.get(passage.step, 0) + 1
        back = procedure.by_id[passage.step].outcomes[passage.outcome].return_
        done[passage.step] = back is None and not passage.voided
        if back is not None:
            done.update({step: False for step in done if procedure.order[step] >= procedure.order[back]})
    marks = {}
    for step in procedure.by_id:
        if step in passed or step == state.step:
            said = words.get(step, Words())
            marks[step] = Mark(
                _state_of(step, state, done), said.who, said.when, said.clock, said.tone, passed.get(step, 0)
            )
    return Standing(marks, frozenset((passage.step, passage.outcome) for passage in state.passages))


def _state_of(step: str, state: CaseState, done: Mapping[str, bool]) -> StepState:
    if step == state.step:
        return "current"
    return "done" if done.get(step) else "redo"


def picture(procedure: Procedure, stands: Standing) -> tuple[DressedSheet, ...]:
    """The sheets of a procedure with a case standing in them; an empty standing draws the procedure alone."""
    actor_of = {step.id: procedure.actors[step.actor].title for step in procedure.steps}
    return tuple(_dressed(sheet, stands, actor_of) for sheet in draw(procedure))


def _dressed(sheet: Sheet, stands: Standing, actor_of: Mapping[str, str]) -> DressedSheet:
    rows = tuple(
        DressedRow(row, symbol, actor_of[row.step], stands.marks.get(row.step, Mark()))
        for row, symbol in zip(sheet.rows, sheet.symbols, strict=True)
    )
    edges = tuple(
        DressedEdge(edge, any((edge.source, outcome) in stands.taken for outcome in edge.outcomes))
        for edge in sheet.edges
    )
    return DressedSheet(sheet, rows, edges)
