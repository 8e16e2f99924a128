"""What another calendar would do to the due times of running cases, shown before it is changed."""

import datetime
from dataclasses import dataclass

from loket.casework.queries import Moved, would_move
from loket.core.worktime import WorkCalendar

SHOWN = 20


@dataclass(frozen=True, slots=True)
class MovedCase:
    """A case with a due time as shown until now and as it would be; None where it would stand still."""

    resi: str
    before: datetime.datetime | None
    after: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Preview:
    """How many cases would move, and those that fall due first."""

    count: int
    rows: tuple[MovedCase, ...]


def preview_of(office_key: str, calendar: WorkCalendar) -> Preview:
    """The open cases of an office whose step or promise would fall due at another time by this calendar."""
    moved = would_move(office_key, calendar)
    far = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    rows = sorted(map(_row, moved), key=lambda row: row.before or far)
    return Preview(len(rows), tuple(rows[:SHOWN]))


def _row(moved: Moved) -> MovedCase:
    """The promise is what the applicant was told; the step only where the promise stays."""
    if moved.old_promise_due_at != moved.promise_due_at:
        return MovedCase(moved.resi, moved.old_promise_due_at, moved.promise_due_at)
    return MovedCase(moved.resi, moved.old_step_due_at, moved.step_due_at)
