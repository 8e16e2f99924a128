"""What a closure would do to the due times of running cases, worked out before anything is declared."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from loket.casework import queries
from loket.casework.clocks import promise, step_due
from loket.core.worktime import Closure, Due, due
from loket.web.desk.board_state import state_of

RUNNING = "berjalan"
SHOWN = 20


@dataclass(frozen=True, slots=True)
class MovedCase:
    """A case with the first of its due times that would move."""

    resi: str
    before: datetime.datetime
    after: datetime.datetime


@dataclass(frozen=True, slots=True)
class Preview:
    """How many cases would move, and those that fall due first."""

    count: int
    rows: tuple[MovedCase, ...]


def preview_of(office_key: str, closure: Closure, now: datetime.datetime) -> Preview:
    """The open cases of an office whose step or promise would fall due at another time with this closure."""
    running = queries.board_list(office_key, RUNNING, now).cases
    moved = [found for line in running if (found := _moved(line, office_key, closure)) is not None]
    moved.sort(key=lambda one: one.before)
    return Preview(len(moved), tuple(moved[:SHOWN]))


def _moved(line: queries.CaseLine, office_key: str, closure: Closure) -> MovedCase | None:
    for known in _clocks(line, office_key):
        shifted = due(known.calendar.with_closure(closure), known.start, known.duration, known.pauses, known.incidents)
        if known.at is not None and shifted.at is not None and known.at != shifted.at:
            return MovedCase(line.resi, known.at, shifted.at)
    return None


def _clocks(line: queries.CaseLine, office_key: str) -> Iterator[Due]:
    state = state_of(line)
    for known in (step_due(line.procedure, state, office_key), promise(line.procedure, state, office_key).due):
        if known is not None:
            yield known
