"""
When an office is open: weekly hours, other hours for a period, holidays and closures, in the office's own zone.

Knows nothing of cases, promises or pauses. Indonesia has no summer time, so within one of its zones the
difference of two clock times is the time that passed; other zones are refused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from loket.core.worktime.holidays import Holiday
from loket.core.worktime.hours import HoursPeriod, WeeklyHours, check_hours

ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
"""The zones of Indonesia and the short name shown after a time."""
ONE_DAY = timedelta(days=1)
SATURDAY = 5


class ClosedReason(StrEnum):
    """Why the office is closed, or its time does not count against it."""

    HOLIDAY = "holiday"
    WEEKEND = "weekend"
    OUTSIDE_HOURS = "outside_hours"
    BREAK = "break"
    CLOSURE = "closure"
    OUTAGE = "outage"


class Closed(NamedTuple):
    """A reason and the words that tell a clerk which holiday, closure or period it is."""

    reason: ClosedReason
    text: str


class Segment(NamedTuple):
    """A stretch of one local day, open where `closed` is None."""

    start_at: datetime
    end_at: datetime
    closed: Closed | None


class Day(NamedTuple):
    """One local day from midnight to midnight, and the open time that hours and holidays alone would give it."""

    segments: tuple[Segment, ...]
    scheduled: timedelta


@dataclass(frozen=True, slots=True)
class Closure:
    """
    Time in which the whole office is closed against its hours: flood, ceremony, moving house.

    `declared_at` is when it became known, so that a due date shown earlier can be explained. Raises ValueError
    for naive times or an end that is not after the start.
    """

    start_at: datetime
    end_at: datetime
    reason: str
    declared_at: datetime

    def __post_init__(self) -> None:
        for moment in (self.start_at, self.end_at, self.declared_at):
            refuse_naive(moment)
        if self.start_at >= self.end_at:
            raise ValueError(f"Penutupan kantor “{self.reason}” harus berakhir sesudah mulainya.")

    @classmethod
    def of_days(
        cls, first_date: date, latest_date: date, zone: ZoneInfo, reason: str, declared_at: datetime
    ) -> "Closure":
        """Close whole local days, both ends included."""
        start_at = datetime.combine(first_date, time.min, zone)
        return cls(start_at, datetime.combine(latest_date, time.min, zone) + ONE_DAY, reason, declared_at)


@dataclass(frozen=True)
class WorkCalendar:
    """
    The opening times of one office; immutable, so that what it worked out for a day may be kept.

    Raises ValueError, with a sentence for the clerk, for a zone outside Indonesia, impossible hours or two
    periods over the same date.
    """

    zone: ZoneInfo
    hours: WeeklyHours
    periods: tuple[HoursPeriod, ...] = ()
    holidays: Mapping[date, Holiday] = field(default_factory=dict)
    closures: tuple[Closure, ...] = ()
    _days: dict[date, Day] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        if self.zone.key not in ZONES:
            raise ValueError(f"Zona waktu {self.zone.key} bukan zona Indonesia. Pilih WIB, WITA atau WIT.")
        check_hours(self.hours)
        in_order = sorted(self.periods, key=lambda period: period.valid_from)
        for earlier, later in pairwise(in_order):
            if earlier.valid_until > later.valid_from:
                raise ValueError(f"Masa jam layanan “{earlier.label}” dan “{later.label}” tumpang tindih.")
        # A later change of the caller's mapping must not disagree with the days already worked out.
        object.__setattr__(self, "holidays", dict(self.holidays))

    def with_closure(self, closure: Closure) -> "WorkCalendar":
        """Return this calendar with one closure more."""
        return replace(self, closures=(*self.closures, closure))

    def as_known_at(self, moment: datetime) -> "WorkCalendar":
        """Return the calendar as it was known then: without the closures declared after `moment`."""
        return replace(self, closures=tuple(closure for closure in self.closures if closure.declared_at <= moment))

    def localise(self, moment: datetime) -> datetime:
        """Return the same instant on the office's clock; raises ValueError for a time without a zone."""
        refuse_naive(moment)
        return moment if moment.tzinfo is self.zone else moment.astimezone(self.zone)

    def hours_on(self, day: date) -> tuple[tuple[tuple[time, time], ...], str]:
        """Return the hours of a date and the label of the period that sets them ("" for the ordinary week)."""
        for period in self.periods:
            if period.valid_from <= day < period.valid_until:
                return period.hours[day.weekday()], period.label
        return self.hours[day.weekday()], ""

    def is_working_day(self, day: date) -> bool:
        """Whether the office is open at any time of this date."""
        return any(segment.closed is None for segment in self.day(day).segments)

    def day(self, day: date) -> Day:
        """Return the whole date from midnight to midnight, open and closed stretches in order and without gaps."""
        known = self._days.get(day)
        if known is None:
            known = self._days[day] = self._work_out(day)
        return known

    def _work_out(self, day: date) -> Day:
        start_at = datetime.combine(day, time.min, self.zone)
        end_at = start_at + ONE_DAY
        spans, label = self.hours_on(day)
        holiday = self.holidays.get(day)
        if holiday is not None:
            name = holiday.name if holiday.is_certain else f"{holiday.name} (perkiraan)"
            return Day((Segment(start_at, end_at, Closed(ClosedReason.HOLIDAY, name)),), timedelta())
        if not spans:
            text = "akhir pekan" if day.weekday() >= SATURDAY else "bukan hari kerja"
            return Day((Segment(start_at, end_at, Closed(ClosedReason.WEEKEND, text)),), timedelta())
        opens = [
            (datetime.combine(day, span[0], self.zone), datetime.combine(day, span[1], self.zone)) for span in spans
        ]
        segments = tuple(_around(start_at, opens, end_at, label))
        for closure in self.closures:
            if closure.start_at < end_at and closure.end_at > start_at:
                segments = tuple(
                    _overlay(segments, self.localise(closure.start_at), self.localise(closure.end_at), closure)
                )
        return Day(segments, sum((closes - begins for begins, closes in opens), timedelta()))


def open_spans(calendar: WorkCalendar, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """
    Yield the stretches in which the office is open from `start` up to `end`, in order, cut to those bounds.

    Times come back on the office's clock; nothing is worked out beyond what is asked for. Raises ValueError for
    times without a zone.
    """
    for segment in segments_between(calendar, calendar.localise(start), calendar.localise(end)):
        if segment.closed is None:
            yield segment.start_at, segment.end_at


def segments_between(calendar: WorkCalendar, start: datetime, end: datetime) -> Iterator[Segment]:
    """Yield open and closed stretches without gaps between two local times, a day at a time as they are asked for."""
    first_date = start.date()
    for number in range((end.date() - first_date).days + 1):
        for segment in calendar.day(first_date + number * ONE_DAY).segments:
            begins, ends = max(segment.start_at, start), min(segment.end_at, end)
            if begins < ends:
                yield Segment(begins, ends, segment.closed)


def refuse_naive(moment: datetime) -> None:
    """Raise ValueError for a time without a zone: it could be any of three instants in Indonesia."""
    if moment.utcoffset() is None:
        raise ValueError(f"Waktu {moment:%Y-%m-%d %H:%M} tidak menyebut zona (WIB, WITA atau WIT).")


def _around(
    start_at: datetime, opens: list[tuple[datetime, datetime]], end_at: datetime, label: str
) -> Iterator[Segment]:
    """Yield a day's opening spans with the closed time before, between and after them."""
    during = f" ({label})" if label else ""
    outside = Closed(ClosedReason.OUTSIDE_HOURS, f"di luar jam kerja{during}")
    pause = Closed(ClosedReason.BREAK, f"istirahat{during}")
    cursor, reason = start_at, outside
    for begins, closes in opens:
        if cursor < begins:
            yield Segment(cursor, begins, reason)
        yield Segment(begins, closes, None)
        cursor, reason = closes, pause
    # A clock time cannot say 24:00, so some closed time always follows the hours of a day.
    yield Segment(cursor, end_at, outside)


def _overlay(
    segments: tuple[Segment, ...], start_at: datetime, end_at: datetime, closure: Closure
) -> Iterator[Segment]:
    """Yield the segments with the closure put over its part; an earlier closure keeps its own reason."""
    closed = Closed(ClosedReason.CLOSURE, closure.reason)
    for segment in segments:
        begins, ends = max(segment.start_at, start_at), min(segment.end_at, end_at)
        taken = segment.closed is not None and segment.closed.reason is ClosedReason.CLOSURE
        if begins >= ends or taken:
            yield segment
            continue
        if segment.start_at < begins:
            yield Segment(segment.start_at, begins, segment.closed)
        yield Segment(begins, ends, closed)
        if ends < segment.end_at:
            yield Segment(ends, segment.end_at, segment.closed)
