"""
When a promise falls due, how much office time has passed, and who used the time.

Everything is computed from intervals each time it is asked: open hours, minus the pauses of the case, minus the
outages of the office. Knows no case, no procedure and no present moment.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from loket.core.worktime.calendar import ONE_DAY, ClosedReason, Segment, WorkCalendar, segments_between
from loket.core.worktime.duration import Duration, Unit
from loket.core.worktime.pauses import Hold, Incident, Pause, WaitsFor, holds

NO_TIME = timedelta()
MICROSECOND = timedelta(microseconds=1)
HORIZON = timedelta(days=3660)
"""No promise runs longer than ten years; beyond, the calendar has no hours or the amount is a slip of the pen."""


class StretchKind(StrEnum):
    """What a stretch of time does to a clock."""

    COUNTED = "counted"
    CLOSED = "closed"
    PAUSED = "paused"
    START_DAY = "start_day"
    """Open time of the day of the start, which a promise in working days does not count."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    An interval of one kind; `end_at` is None only for a pause or outage that still lasts.

    `reason` is set when closed (an outage too), `waits_for` when paused; `text` names the holiday, closure or pause.
    """

    start_at: datetime
    end_at: datetime | None
    kind: StretchKind
    reason: ClosedReason | None = None
    text: str = ""
    waits_for: WaitsFor | None = None

    @property
    def length(self) -> timedelta:
        """How long the stretch is; zero while it still lasts."""
        return (self.end_at or self.start_at) - self.start_at


@dataclass(frozen=True)
class Due:
    """
    The instant a promise falls due, on the office's clock; `at` is None while a pause or outage leaves it open.

    Keeps what it was computed from, so that `explain` can be worked out when someone asks.
    """

    at: datetime | None
    start: datetime
    duration: Duration
    calendar: WorkCalendar = field(repr=False, compare=False)
    pauses: tuple[Pause, ...] = ()
    incidents: tuple[Incident, ...] = ()

    @cached_property
    def explain(self) -> tuple[Stretch, ...]:
        """The stretches from the start to the due time, in order and without gaps; equal neighbours are one."""
        stretches = _stretches(self.calendar, self.start, self.duration.unit, _holds_of(self))
        return _joined(_until(stretches, self.at))


@dataclass(frozen=True, slots=True)
class Measures:
    """
    Who used the time between two instants.

    `citizen_calendar_time` is what the applicant lived through. The other four share out the open hours between
    them, each minute once; officers are judged on `office_working_time` alone.
    """

    citizen_calendar_time: timedelta
    office_working_time: timedelta
    waiting_on_applicant: timedelta
    waiting_on_centre: timedelta
    outage: timedelta


def due(
    calendar: WorkCalendar,
    start: datetime,
    duration: Duration,
    pauses: Iterable[Pause] = (),
    incidents: Iterable[Incident] = (),
) -> Due:
    """
    Return when a promise made at `start` falls due.

    Minutes and working hours: the instant at which so much open time has passed outside pauses and outages; a
    promise used up at closing time is due then, not the next morning. Working days: day 1 is the first working day
    after the date of the start, and the promise is due when the hours of the last day end; the part of a day taken
    by a pause, outage or closure is made good by the same part of a later working day, whatever its length. Calendar
    hours, calendar days and weeks run through nights and holidays and end at that very clock time, open or not;
    only pauses and outages move them. Nothing taken out ever makes a promise due earlier.
    Raises ValueError for times without a zone, or when ten years do not suffice.
    """
    started = calendar.localise(start)
    kept, outages = tuple(pauses), tuple(incidents)
    if not kept and not outages and duration.unit in _OPEN_TIME:
        soonest = _spend_open_time(calendar, started, duration.amount * _UNIT_LENGTH[duration.unit])
        return Due(soonest, started, duration, calendar, kept, outages)
    stretches = _stretches(calendar, started, duration.unit, holds(calendar, kept, outages))
    if duration.unit is Unit.WORKING_DAYS:
        at = _spend_days(stretches, duration.amount, calendar)
    else:
        at = _spend_time(stretches, duration.amount * _UNIT_LENGTH[duration.unit])
    return Due(at, started, duration, calendar, kept, outages)


def elapsed(
    calendar: WorkCalendar,
    start: datetime,
    end: datetime,
    pauses: Iterable[Pause] = (),
    incidents: Iterable[Incident] = (),
) -> timedelta:
    """
    Return the open time from `start` up to `end` outside pauses and outages; one that still lasts, lasts to `end`.

    Raises ValueError for times without a zone or an end before the start.
    """
    counted = NO_TIME
    for begins, ends, hold in _open_parts(calendar, start, end, holds(calendar, pauses, incidents)):
        if hold is None:
            counted += ends - begins
    return counted


def measure(
    calendar: WorkCalendar,
    start: datetime,
    end: datetime,
    pauses: Iterable[Pause] = (),
    incidents: Iterable[Incident] = (),
) -> Measures:
    """
    Return the separate measures of the time from `start` up to `end`.

    A pause that waits for the office itself stays office working time: it is the office that lets time pass.
    Raises ValueError for times without a zone or an end before the start.
    """
    spent = {"applicant": NO_TIME, "centre": NO_TIME, "office": NO_TIME, "outage": NO_TIME}
    for begins, ends, hold in _open_parts(calendar, start, end, holds(calendar, pauses, incidents)):
        spent[_party(hold)] += ends - begins
    return Measures(
        citizen_calendar_time=calendar.localise(end) - calendar.localise(start),
        office_working_time=spent["office"],
        waiting_on_applicant=spent["applicant"],
        waiting_on_centre=spent["centre"],
        outage=spent["outage"],
    )


_UNIT_LENGTH = {
    Unit.MINUTES: timedelta(minutes=1),
    Unit.WORKING_HOURS: timedelta(hours=1),
    Unit.CALENDAR_HOURS: timedelta(hours=1),
    Unit.CALENDAR_DAYS: timedelta(days=1),
    Unit.WEEKS: timedelta(weeks=1),
}


_OPEN_TIME = frozenset({Unit.MINUTES, Unit.WORKING_HOURS})


def _party(hold: Hold | None) -> str:
    if hold is None:
        return "office"
    return hold.cause.waits_for if isinstance(hold.cause, Pause) else "outage"


def _spend_open_time(calendar: WorkCalendar, start: datetime, needed: timedelta) -> datetime:
    """The same as `_spend_time` where nothing is taken out of the office hours: most steps, and at every step."""
    day, last = start.date(), (start + HORIZON).date()
    while day <= last:
        for segment in calendar.day(day).segments:
            if segment.closed is None and segment.end_at > start:
                begins = max(segment.start_at, start)
                length = segment.end_at - begins
                if length >= needed:
                    return begins + needed
                needed -= length
        day += ONE_DAY
    raise _too_far()


def _spend_time(stretches: Iterator[Stretch], needed: timedelta) -> datetime | None:
    for stretch in stretches:
        if stretch.end_at is None:
            return None
        if stretch.kind is StretchKind.COUNTED:
            if stretch.length >= needed:
                return stretch.start_at + needed
            needed -= stretch.length
    raise _too_far()


def _spend_days(stretches: Iterator[Stretch], days: int, calendar: WorkCalendar) -> datetime | None:
    """
    Count each day as one, long or short, by the share of its hours that was left to the office.

    In exact fractions: half a Saturday and half a Monday must make one day, with no microsecond over.
    """
    needed = Fraction(days)
    for stretch in stretches:
        if stretch.end_at is None:
            return None
        if stretch.kind is StretchKind.COUNTED:
            scheduled = calendar.day(stretch.start_at.date()).scheduled // MICROSECOND
            share = Fraction(stretch.length // MICROSECOND, scheduled)
            if share >= needed:
                # Rounded up: a promise must not be broken before its share is used up.
                return stretch.start_at - (-needed * scheduled // 1) * MICROSECOND
            needed -= share
    raise _too_far()


def _too_far() -> ValueError:
    return ValueError(
        "Jatuh tempo tidak ditemukan dalam sepuluh tahun. Periksa jam layanan dan penutupan kantor, atau lama waktunya."
    )


def _stretches(calendar: WorkCalendar, start: datetime, unit: Unit, held: tuple[Hold, ...]) -> Iterator[Stretch]:
    """Yield what every moment from `start` on does to the clock, up to the horizon or a hold without an end."""
    for segment in _segments(calendar, start, unit):
        if segment.closed is not None:
            yield Stretch(segment.start_at, segment.end_at, StretchKind.CLOSED, *segment.closed)
            continue
        uncounted = unit is Unit.WORKING_DAYS and segment.start_at.date() == start.date()
        for begins, ends, hold in _parts(segment.start_at, segment.end_at, held):
            yield _stretch(begins, ends, hold, StretchKind.START_DAY if uncounted else StretchKind.COUNTED)
            if ends is None:
                return


def _segments(calendar: WorkCalendar, start: datetime, unit: Unit) -> Iterable[Segment]:
    horizon = start + HORIZON
    return [Segment(start, horizon, None)] if unit.runs_while_closed else segments_between(calendar, start, horizon)


def _stretch(begins: datetime, ends: datetime | None, hold: Hold | None, kind: StretchKind) -> Stretch:
    if hold is None:
        return Stretch(begins, ends, kind)
    if isinstance(hold.cause, Pause):
        return Stretch(begins, ends, StretchKind.PAUSED, None, hold.cause.reason, hold.cause.waits_for)
    return Stretch(begins, ends, StretchKind.CLOSED, ClosedReason.OUTAGE, hold.cause.reason)


def _parts(
    start_at: datetime, end_at: datetime, held: tuple[Hold, ...]
) -> Iterator[tuple[datetime, datetime | None, Hold | None]]:
    """Cut an open interval at the holds: (from, up to, hold or None for free time), without gaps."""
    cursor = start_at
    for hold in held:
        if hold.start_at >= end_at:
            break
        if hold.end_at is not None and hold.end_at <= cursor:
            continue
        if hold.start_at > cursor:
            yield cursor, hold.start_at, None
            cursor = hold.start_at
        ends = None if hold.end_at is None else min(hold.end_at, end_at)
        yield cursor, ends, hold
        if ends is None:
            return
        cursor = ends
    if cursor < end_at:
        yield cursor, end_at, None


def _open_parts(
    calendar: WorkCalendar, start: datetime, end: datetime, held: tuple[Hold, ...]
) -> Iterator[tuple[datetime, datetime, Hold | None]]:
    """Cut the open hours between two instants at the holds."""
    start, end = calendar.localise(start), calendar.localise(end)
    if end < start:
        raise ValueError("Waktu akhir tidak boleh mendahului waktu mulai.")
    for segment in segments_between(calendar, start, end):
        if segment.closed is None:
            for begins, ends, hold in _parts(segment.start_at, segment.end_at, held):
                yield begins, ends or segment.end_at, hold


def _holds_of(promise: Due) -> tuple[Hold, ...]:
    return holds(promise.calendar, promise.pauses, promise.incidents)


def _until(stretches: Iterator[Stretch], at: datetime | None) -> Iterator[Stretch]:
    """Yield the stretches cut at the due time; without one, all of them: they end with the hold that lasts."""
    for stretch in stretches:
        if at is not None and (stretch.end_at is None or stretch.end_at >= at):
            yield replace(stretch, end_at=at)
            return
        yield stretch


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Join neighbours that say the same: Saturday and Sunday are one weekend."""
    joined: list[Stretch] = []
    for stretch in stretches:
        if joined and _alike(joined[-1], stretch):
            joined[-1] = replace(joined[-1], end_at=stretch.end_at)
        else:
            joined.append(stretch)
    return tuple(joined)


def _alike(one: Stretch, other: Stretch) -> bool:
    return (one.kind, one.reason, one.text, one.waits_for) == (other.kind, other.reason, other.text, other.waits_for)
