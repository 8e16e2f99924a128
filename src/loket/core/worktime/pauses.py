"""
What takes time out of a clock although the office is open: pauses of one case, outages of the whole office.

Knows intervals and who must act, not why a procedure allows a pause, and nothing of opening hours.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, get_args

from loket.core.worktime.calendar import WorkCalendar, refuse_naive

WaitsFor = Literal["applicant", "centre", "office"]
"""Who must act before a paused case goes on."""


@dataclass(frozen=True, slots=True)
class Pause:
    """
    Time in which the clock of one case stands; `end_at` is None while it still does.

    Raises ValueError for naive times, an end before the start, or an unknown party to wait for.
    """

    start_at: datetime
    end_at: datetime | None
    reason: str
    waits_for: WaitsFor

    def __post_init__(self) -> None:
        _check_bounds(self.start_at, self.end_at, f"Jeda “{self.reason}”")
        if self.waits_for not in get_args(WaitsFor):
            raise ValueError(f"Jeda “{self.reason}” harus menunggu pemohon, pusat atau kantor, bukan {self.waits_for}.")


@dataclass(frozen=True, slots=True)
class Incident:
    """
    An outage of the whole office (network, power); `end_at` is None while it lasts.

    Raises ValueError for naive times or an end before the start.
    """

    start_at: datetime
    end_at: datetime | None
    reason: str

    def __post_init__(self) -> None:
        _check_bounds(self.start_at, self.end_at, f"Gangguan “{self.reason}”")


class Hold(NamedTuple):
    """A part of a pause or outage that no other one covers, on the office's clock."""

    start_at: datetime
    end_at: datetime | None
    cause: Pause | Incident


def holds(calendar: WorkCalendar, pauses: Iterable[Pause], incidents: Iterable[Incident]) -> tuple[Hold, ...]:
    """
    Cut pauses and outages into separate holds in order of time, so that no minute is taken out twice.

    Where they overlap, a pause goes before an outage (a case that waits for its applicant is not held up by the
    network), and among pauses or outages the one that began first.
    """
    found: list[Hold] = []
    by_start: list[Pause | Incident] = [
        *sorted(pauses, key=lambda pause: pause.start_at),
        *sorted(incidents, key=lambda incident: incident.start_at),
    ]
    for cause in by_start:
        start_at = calendar.localise(cause.start_at)
        end_at = None if cause.end_at is None else calendar.localise(cause.end_at)
        found += [Hold(begins, ends, cause) for begins, ends in list(_uncovered(start_at, end_at, found))]
        found.sort(key=lambda hold: hold.start_at)
    return tuple(found)


def _uncovered(
    start_at: datetime, end_at: datetime | None, taken: Sequence[Hold]
) -> Iterator[tuple[datetime, datetime | None]]:
    """Yield the parts of an interval that the holds, in order and separate, leave free."""
    cursor = start_at
    for hold in taken:
        if end_at is not None and hold.start_at >= end_at:
            break
        if hold.start_at > cursor:
            yield cursor, hold.start_at
        if hold.end_at is None:
            return
        cursor = max(cursor, hold.end_at)
    if end_at is None or cursor < end_at:
        yield cursor, end_at


def _check_bounds(start_at: datetime, end_at: datetime | None, subject: str) -> None:
    refuse_naive(start_at)
    if end_at is not None:
        refuse_naive(end_at)
        if end_at < start_at:
            raise ValueError(f"{subject} tidak boleh berakhir sebelum mulainya.")
