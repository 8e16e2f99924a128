"""Another ordinary week from a date on: its form, what it would move, and setting it."""

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loket.casework import services as casework
from loket.core.worktime import printed_week
from loket.core.worktime.hours import DAYS_OF_THE_WEEK, WeeklyHours
from loket.offices import queries, services
from loket.offices.services import Decision
from loket.web.desk.office.entry import OfficeForm, Posted, field, hours_text, why
from loket.web.desk.office.hours import day_names
from loket.web.desk.pages import Desk

NAME = "week"


@dataclass(frozen=True, slots=True)
class NewWeek:
    """What the form asks for, as far as it reads."""

    valid_from: datetime.date
    hours: WeeklyHours
    decree: str
    why: str

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The change in words, for the look before it is made."""
        return (
            (_("Berlaku mulai"), date_format(self.valid_from, "j F Y")),
            (_("Jam layanan"), printed_week(self.hours)),
            (_("Keputusan"), self.decree),
        )


def read_week(posted: Posted) -> NewWeek | None:
    """The week as typed; None, with the problems in `posted`, where something does not read."""
    valid_from = posted.day("from")
    hours = posted.week()
    decree = posted.text("decree", _("Isi keputusan yang menetapkannya."))
    ground = posted.text("why", _("Tulis alasan atau dasar perubahan."))
    if valid_from is None or hours is None or posted.problems:
        return None
    if not any(hours):
        posted.fault("senin", _("Isi jam sekurang-kurangnya untuk satu hari."))
        return None
    return NewWeek(valid_from, hours, decree, ground)


def set_week(desk: Desk, posted: Posted) -> str | None:
    """Let the week hold from its date; twice is as once."""
    week = read_week(posted)
    if week is None:
        return None
    office_key = desk.officer.office_key
    same = (e.title == week.decree and e.start == week.valid_from for e in queries.calendar_entries(office_key))
    if any(same) and queries.weekly_hours(office_key, week.valid_from) == week.hours:
        return _("Jam layanan itu sudah tercatat.")
    services.set_weekly_hours(
        office_key,
        valid_from=week.valid_from,
        hours=week.hours,
        decree=week.decree,
        decision=Decision(desk.officer, desk.now, week.why),
    )
    moved = casework.recompute_due(office_key)
    return _("Jam layanan dicatat; %(count)s jatuh tempo disesuaikan.") % {"count": moved}


def coming_weeks(office_key: str, today: datetime.date) -> tuple[datetime.date, ...]:
    """From which days after today another ordinary week holds, the first one first."""
    changes = (e.start for e in queries.calendar_entries(office_key) if e.kind == "week")
    return tuple(sorted(day for day in changes if not isinstance(day, datetime.datetime) and day > today))


def week_form(desk: Desk) -> OfficeForm:
    """The form, filled with the latest week that was set, also one that is to come: most changes touch one day."""
    office_key = desk.officer.office_key
    week = queries.weekly_hours(office_key, max((desk.today, *coming_weeks(office_key, desk.today))))
    days = tuple(
        field(NAME, day.lower(), name, required=False, value=hours_text(spans))
        for day, name, spans in zip(DAYS_OF_THE_WEEK, day_names(), week, strict=True)
    )
    fields = (
        field(NAME, "from", _("Berlaku mulai"), kind="date"),
        *days,
        field(NAME, "decree", _("Keputusan"), hint=_("Nomor dan tanggal keputusan yang menetapkannya")),
        why(NAME),
    )
    hint = _(
        "Tulis jam tiap hari seperti 08.00-12.00, 13.00-16.00. Kosongkan bila tutup. "
        "Sebelum disimpan, Anda melihat berapa jatuh tempo yang bergeser."
    )
    return OfficeForm(NAME, _("Ubah jam layanan"), _("Lihat akibatnya"), fields, hint=hint)
