"""A due time in words: how much office time is left, or how much too late; the colour only repeats the words."""

import datetime
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loket.core.worktime import WorkCalendar, elapsed

Tone = Literal["plain", "soon", "late", "paused", "done"]
SOON: Final = datetime.timedelta(hours=1)
_NEAR: Final = datetime.timedelta(days=7)
_HOUR: Final = datetime.timedelta(hours=1)
_MINUTE: Final = datetime.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Chip:
    """A clock as one small label; `exact` is the due time to the minute."""

    tone: Tone
    words: str
    exact: str = ""


def chip(
    calendar: WorkCalendar, due_at: datetime.datetime | None, now: datetime.datetime, *, paused: bool = False
) -> Chip | None:
    """
    Say how the clock stands: None without a promise, "menunggu" while the clock stands still.

    Office time is counted while it is within a week; beyond that the date says more than hours would.
    """
    if paused:
        return Chip("paused", _("waktu berhenti"))
    if due_at is None:
        return None
    local = calendar.localise(due_at)
    exact = date_format(local, "D j M Y, H.i")
    if due_at < now:
        return Chip("late", _("lewat {time}").format(time=_gone(calendar, due_at, now)), exact)
    if due_at - now > _NEAR:
        return Chip("plain", _("sampai {date}").format(date=date_format(local, "j M")), exact)
    left = elapsed(calendar, now, due_at)
    tone: Tone = "soon" if left <= SOON else "plain"
    return Chip(tone, _("sisa {time}").format(time=spoken(left)), exact)


def spoken(length: datetime.timedelta) -> str:
    """A length of office time in the two largest useful parts: "25 menit", "2 jam", "3 jam 5 menit"."""
    hours, rest = divmod(length, _HOUR)
    minutes = rest // _MINUTE
    if not hours:
        return _("{n} menit").format(n=max(minutes, 1))
    if hours >= 3 or not minutes:
        return _("{n} jam").format(n=hours)
    return _("{h} jam {m} menit").format(h=hours, m=minutes)


def _gone(calendar: WorkCalendar, due_at: datetime.datetime, now: datetime.datetime) -> str:
    days = (calendar.localise(now).date() - calendar.localise(due_at).date()).days
    return _("{n} hari").format(n=days) if days >= 2 else spoken(elapsed(calendar, due_at, now))
