"""Opening hours in words: for a slip that tells an applicant when to come, and for the screens of the office."""

import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from loket.core.worktime import printed_week
from loket.core.worktime.hours import WeeklyHours
from loket.offices import queries
from loket.web.desk.office.entry import hours_text

_DAYS: Final = (
    gettext_noop("Senin"),
    gettext_noop("Selasa"),
    gettext_noop("Rabu"),
    gettext_noop("Kamis"),
    gettext_noop("Jumat"),
    gettext_noop("Sabtu"),
    gettext_noop("Minggu"),
)


def hours_sentence(office_key: str, on: datetime.date) -> str:
    """`Senin–Kamis 08.00–12.00; Jumat 08.00–11.30`: the hours of the seven days from that day on, as a slip prints them."""
    calendar = queries.work_calendar(office_key)
    ahead = [on + datetime.timedelta(days=place) for place in range(7)]
    return printed_week([calendar.hours_on(day)[0] for day in sorted(ahead, key=datetime.date.weekday)])


def day_names() -> tuple[str, ...]:
    """The days of the week in the language of the screen, Monday first."""
    return tuple(_(name) for name in _DAYS)


def week_rows(week: WeeklyHours) -> tuple[tuple[str, str], ...]:
    """Each day with its hours; a day off says that the office is closed."""
    return tuple((name, hours_text(spans) or _("tidak buka")) for name, spans in zip(day_names(), week, strict=True))
