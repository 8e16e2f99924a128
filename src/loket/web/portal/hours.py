"""When the public may come: today, with the reason where it is closed, and the hours of the week."""

import datetime
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from loket.core.worktime import WorkCalendar
from loket.core.worktime.calendar import ZONES

_OF_THE_CALENDAR: Final = (gettext_noop("akhir pekan"), gettext_noop("bukan hari kerja"))


@dataclass(frozen=True, slots=True)
class Today:
    """The open hours of today as "08.00–12.00", none where it is closed all day, which `why` explains; and the zone."""

    spans: tuple[str, ...]
    why: str
    is_open: bool
    zone: str


@dataclass(frozen=True, slots=True)
class Weekday:
    """One day of this week: its date, its open hours, and why there are none."""

    date: datetime.date
    spans: tuple[str, ...]
    why: str


def today_in(calendar: WorkCalendar, now: datetime.datetime) -> Today:
    """What holds on the office's own day at `now`."""
    here = calendar.localise(now)
    day = _weekday(calendar, here.date())
    segments = calendar.day(here.date()).segments
    is_open = any(one.closed is None and one.start_at <= here < one.end_at for one in segments)
    return Today(day.spans, day.why, is_open, ZONES[calendar.zone.key])


def week_of(calendar: WorkCalendar, today: datetime.date) -> tuple[Weekday, ...]:
    """Today and the six days after it, as they will be: holidays and closures are in them."""
    return tuple(_weekday(calendar, today + datetime.timedelta(days=ahead)) for ahead in range(7))


def _weekday(calendar: WorkCalendar, date: datetime.date) -> Weekday:
    segments = calendar.day(date).segments
    spans = tuple(f"{one.start_at:%H.%M}–{one.end_at:%H.%M}" for one in segments if one.closed is None)
    why = next((one.closed.text for one in segments if one.closed is not None), "")
    return Weekday(date, spans, "" if spans else _said(why))


def _said(why: str) -> str:
    """Why an office is closed: what the calendar itself says in the language of the page, a holiday by its own name."""
    return _(why) if why in _OF_THE_CALENDAR else why
