"""When a calendar changes, the due times of open cases move: they are a cache of the calendar."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from loket.casework import models
from loket.casework.clocks import due_times
from loket.casework.procedures import by_id
from loket.casework.store import door
from loket.casework.store.rows import CaseRow, read_cases
from loket.core.worktime import WorkCalendar
from loket.offices import queries as offices

CHUNK: Final = 200


@dataclass(frozen=True, slots=True)
class Moved:
    """One case with its due times as shown until now and as they should be; None where no clock runs."""

    resi: str
    old_step_due_at: datetime.datetime | None
    step_due_at: datetime.datetime | None
    old_promise_due_at: datetime.datetime | None
    promise_due_at: datetime.datetime | None


def recompute_due(office_key: str) -> int:
    """
    Compute the due times of an office's open cases anew; return how many moved.

    To be called after a holiday, closure, incident or hours have changed. Each chunk of 200 is one transaction. An act
    that was judged by the old calendar is refused by the store once its case has been looked at here, and judged anew;
    one that was written before is seen here. Raises NoSuchOffice.
    """
    return sum(_recompute(chunk, office_key) for chunk in _chunks(_open_resis(office_key)))


def would_move(office_key: str, calendar: WorkCalendar | None = None) -> tuple[Moved, ...]:
    """
    The open cases whose due times differ from what a calendar says, without changing any; oldest first.

    With `calendar` the effect of a closure or holiday is seen before it is declared. Raises NoSuchOffice.
    """
    moved = (_moved(chunk, office_key, calendar) for chunk in _chunks(_open_resis(office_key)))
    return tuple(one for chunk in moved for _row, one in chunk)


def _open_resis(office_key: str) -> list[str]:
    office = offices.office(office_key)
    rows = models.Case.objects.filter(office=office.id, closed_at=None).order_by("pk")
    return list(rows.values_list("resi", flat=True))


def _chunks(resis: list[str]) -> Iterable[list[str]]:
    return (resis[start : start + CHUNK] for start in range(0, len(resis), CHUNK))


def _moved(resis: list[str], office_key: str, calendar: WorkCalendar | None = None) -> list[tuple[CaseRow, Moved]]:
    moved = []
    for row in sorted(read_cases(resis), key=lambda row: row.id):
        due = due_times(by_id(row.procedure_id).procedure, row.state(), office_key, calendar)
        if due != (row.step_due_at, row.promise_due_at):
            moved.append((row, Moved(row.resi, row.step_due_at, due[0], row.promise_due_at, due[1])))
    return moved


def _recompute(resis: list[str], office_key: str) -> int:
    def write() -> int:
        revision = offices.office(office_key).revision
        door.hold_resis(resis)
        # What a later change of the office has looked at already is not taken back.
        older = models.Case.objects.filter(resi__in=resis, closed_at=None, due_revision__lte=revision)
        moved = _moved(list(older.values_list("resi", flat=True)), office_key)
        for row, new in moved:
            own = models.Case.objects.filter(pk=row.id)
            own.update(step_due_at=new.step_due_at, promise_due_at=new.promise_due_at)
        older.update(due_revision=revision)
        return len(moved)

    return door.run(write)
