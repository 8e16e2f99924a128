"""A due time in words: the day and hour by which it must be done, or since when it is late; the colour only repeats."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loket.core.worktime import Measures, WorkCalendar, elapsed, open_spans

Tone = Literal["plain", "soon", "late", "paused", "done"]
SOON: Final = datetime.timedelta(hours=1)
_DAY: Final = datetime.timedelta(days=1)
_HOUR: Final = datetime.timedelta(hours=1)
_MINUTE: Final = datetime.timedelta(minutes=1)
_FAR: Final = datetime.timedelta(days=45)
_LONGEST_CLOSURE: Final = datetime.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Chip:
    """A clock as one small label; `exact` is the due time to the minute, `note` how much office time that is."""

    tone: Tone
    words: str
    exact: str = ""
    note: str = ""

    @property
    def title(self) -> str:
        """What a pointer over the label reads."""
        return " · ".join(text for text in (self.exact, self.note) if text)


def chip(
    calendar: WorkCalendar, due_at: datetime.datetime | None, now: datetime.datetime, *, paused: bool = False
) -> Chip | None:
    """
    Say how the clock stands: None without a promise, "waktu berhenti" while the clock stands still.

    The label says a day and an hour, for hours of office time read like hours of the day; those stand in the note.
    """
    if paused:
        return Chip("paused", _("waktu berhenti"))
    if due_at is None:
        return None
    local, here = calendar.localise(due_at), calendar.localise(now)
    exact = date_format(local, "D j M Y, H.i")
    if due_at < now:
        words = _("lewat sejak {time}").format(time=_day_and_hour(local, here))
        return Chip("late", words, exact, _gone(calendar, local, here))
    left = elapsed(calendar, now, due_at)
    tone: Tone = "soon" if left <= SOON else "plain"
    return Chip(tone, _("s.d. {time}").format(time=_day_and_hour(local, here)), exact, _left(calendar, left, here))


def reopening(calendar: WorkCalendar, now: datetime.datetime) -> str:
    """When the clocks run again, "Senin 23 Nov, 08.00"; empty while the office is open or opens no more."""
    here = calendar.localise(now)
    opens_at = next((start for start, _end in open_spans(calendar, here, here + _LONGEST_CLOSURE)), None)
    return _day_and_hour(opens_at, here) if opens_at is not None and opens_at > here else ""


def spoken(length: datetime.timedelta) -> str:
    """A length of office time in the two largest useful parts: "25 menit", "2 jam", "3 jam 5 menit"."""
    hours, rest = divmod(length, _HOUR)
    minutes = rest // _MINUTE
    if not hours:
        return _("{n} menit").format(n=max(minutes, 1))
    if hours >= 3 or not minutes:
        return _("{n} jam").format(n=hours)
    return _("{h} jam {m} menit").format(h=hours, m=minutes)


def measured(measures: Measures) -> Iterator[tuple[str, str]]:
    """Who used the time of a case so far, as label and length; what took no time is left out."""
    lived = measures.citizen_calendar_time
    days = lived // _DAY
    if lived:
        yield (
            _("Sejak diajukan"),
            ngettext("{n} hari kalender", "{n} hari kalender", days).format(n=days) if days else spoken(lived),
        )
    shares = (
        (_("Waktu kerja kantor"), measures.office_working_time),
        (_("Menunggu pemohon, waktu kerja"), measures.waiting_on_applicant),
        (_("Menunggu pusat, waktu kerja"), measures.waiting_on_centre),
        (_("Gangguan, waktu kerja"), measures.outage),
    )
    yield from ((label, spoken(length)) for label, length in shares if length)


def _day_and_hour(local: datetime.datetime, here: datetime.datetime) -> str:
    """A moment as one says it at the counter; the hour is left out where only the date still matters."""
    hour = date_format(local, "H.i")
    days = (local.date() - here.date()) // _DAY
    if days == 0:
        return _("{hour} hari ini").format(hour=hour)
    if days == 1:
        return _("besok, {hour}").format(hour=hour)
    if days == -1:
        return _("kemarin, {hour}").format(hour=hour)
    if abs(local - here) > _FAR:
        return date_format(local, "j M Y")
    return _("{day}, {hour}").format(day=date_format(local, "l j M"), hour=hour)


def _left(calendar: WorkCalendar, left: datetime.timedelta, here: datetime.datetime) -> str:
    opens = reopening(calendar, here)
    note = _("sisa {time} waktu kerja").format(time=spoken(left))
    standing = _("di luar jam layanan, berjalan lagi {time}").format(time=opens) if opens else ""
    return " · ".join(text for text in (note, standing) if text)


def _gone(calendar: WorkCalendar, local: datetime.datetime, here: datetime.datetime) -> str:
    gone = elapsed(calendar, local, here)
    return _("lewat {time} waktu kerja").format(time=spoken(gone)) if gone else _("belum ada waktu kerja sesudahnya")
