"""Answers about offices, their officers and their calendar."""

import datetime

from pydantic import Field

from loket.api.shapes import Told
from loket.core.worktime import Due, Stretch, WorkCalendar, explain_sentences
from loket.core.worktime.hours import DAYS_OF_THE_WEEK, DayHours, WeeklyHours
from loket.offices.records import PositionRecord


class OfficeOut(Told):
    """One office."""

    key: str
    code: str
    name: str
    short_name: str
    kind: str
    address: str
    zone: str


class OfficerOut(Told):
    """Someone who fills a position today."""

    person: int
    full_name: str
    nip: str
    printed_title: str


class PositionOut(Told):
    """A position, and who fills it today; empty means that its steps have nobody."""

    key: str
    title: str
    unit: str
    powers: list[str]
    holders: list[OfficerOut]

    @classmethod
    def of(cls, record: PositionRecord) -> "PositionOut":
        """The position with its holders as paper names them."""
        holders = [
            OfficerOut(
                person=holder.person,
                full_name=holder.full_name,
                nip=holder.nip,
                printed_title=next((s.printed_title for s in holder.seats if s.position == record.key), record.title),
            )
            for holder in record.holders
        ]
        return cls(key=record.key, title=record.title, unit=record.unit, powers=sorted(record.powers), holders=holders)


class SpanOut(Told):
    """One open stretch of a day, on the clock of the office."""

    opens: str = Field(examples=["08:00"])
    closes: str = Field(examples=["12:00"])


class DayHoursOut(Told):
    """The hours of one weekday; empty is a day off."""

    day: str
    spans: list[SpanOut]


class HoursPeriodOut(Told):
    """Other hours for a time, such as Ramadan; `valid_until` is the first day without them."""

    label: str
    valid_from: datetime.date
    valid_until: datetime.date
    week: list[DayHoursOut]


class HolidayOut(Told):
    """A day on which the office is closed, and the decree that says so."""

    date: datetime.date
    name: str
    kind: str
    decree: str


class ClosureOut(Told):
    """A stretch in which the office was or will be closed against its hours."""

    start_at: datetime.datetime
    end_at: datetime.datetime
    reason: str
    declared_at: datetime.datetime


class CalendarOut(Told):
    """When the office is open in one year."""

    zone: str
    year: int
    week: list[DayHoursOut]
    periods: list[HoursPeriodOut]
    holidays: list[HolidayOut]
    closures: list[ClosureOut]

    @classmethod
    def of(cls, calendar: WorkCalendar, year: int) -> "CalendarOut":
        """The part of a calendar that touches a year."""
        return cls(
            zone=calendar.zone.key,
            year=year,
            week=_week(calendar.hours),
            periods=[
                HoursPeriodOut(label=p.label, valid_from=p.valid_from, valid_until=p.valid_until, week=_week(p.hours))
                for p in calendar.periods
                if p.valid_from.year <= year <= p.valid_until.year
            ],
            holidays=[
                HolidayOut(date=day, name=holiday.name, kind=holiday.kind.value, decree=holiday.decree)
                for day, holiday in sorted(calendar.holidays.items())
                if day.year == year
            ],
            closures=[
                ClosureOut.model_validate(closure)
                for closure in calendar.closures
                if calendar.localise(closure.start_at).year <= year <= calendar.localise(closure.end_at).year
            ],
        )


class StretchOut(Told):
    """An interval of one kind: counted, closed (and why), paused (and for whom), or the day of the start."""

    start_at: datetime.datetime
    end_at: datetime.datetime | None
    kind: str
    reason: str | None
    text: str
    waits_for: str | None


class DueOut(Told):
    """A due time with every stretch that leads to it; `at` is null while a pause or outage leaves it open."""

    at: datetime.datetime | None
    started_at: datetime.datetime
    promise: str
    sentences: list[str]
    stretches: list[StretchOut]

    @classmethod
    def of(cls, due: Due) -> "DueOut":
        """A due time, explained."""
        return cls(
            at=due.at,
            started_at=due.start,
            promise=str(due.duration),
            sentences=explain_sentences(due),
            stretches=[_stretch(stretch) for stretch in due.explain],
        )


def _stretch(stretch: Stretch) -> StretchOut:
    return StretchOut(
        start_at=stretch.start_at,
        end_at=stretch.end_at,
        kind=stretch.kind.value,
        reason=stretch.reason.value if stretch.reason else None,
        text=stretch.text,
        waits_for=stretch.waits_for,
    )


def _week(week: WeeklyHours) -> list[DayHoursOut]:
    return [DayHoursOut(day=name, spans=_spans(day)) for name, day in zip(DAYS_OF_THE_WEEK, week, strict=True)]


def _spans(day: DayHours) -> list[SpanOut]:
    return [SpanOut(opens=f"{opens:%H:%M}", closes=f"{closes:%H:%M}") for opens, closes in day]
