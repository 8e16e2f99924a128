"""
Say in Indonesian why a promise falls due when it does, one sentence for each stretch of time.

Knows how dates, times and reasons are worded; computes nothing.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from loket.core.worktime.calendar import ONE_DAY, ZONES, ClosedReason
from loket.core.worktime.clock import Due, Stretch, StretchKind
from loket.core.worktime.hours import DAYS_OF_THE_WEEK, DayHours
from loket.core.worktime.pauses import WaitsFor

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

_PARTIES: dict[WaitsFor, str] = {"applicant": "pemohon", "centre": "pusat", "office": "kantor"}
_CLOSED = {
    ClosedReason.HOLIDAY: "libur – {}",
    ClosedReason.WEEKEND: "{}",
    ClosedReason.OUTSIDE_HOURS: "{}",
    ClosedReason.BREAK: "{}",
    ClosedReason.CLOSURE: "kantor tutup – {}",
    ClosedReason.OUTAGE: "gangguan – {}, tidak dihitung",
}


def explain_sentences(due: Due) -> list[str]:
    """
    Return the promise, every stretch from its start, and the due time, each as one sentence in order of time.

    Times are on the office's clock; only the first and the last sentence name the zone.
    """
    zone = ZONES[due.calendar.zone.key]
    first = f"Janji {due.duration}, mulai {printed_moment(due.start)} {zone}."
    if due.at is None:
        latest = "Jatuh tempo belum dapat ditentukan: waktu masih berhenti."
    else:
        latest = f"Jatuh tempo: {printed_moment(due.at)} {zone}."
    return [first, *(f"{_when(stretch)}: {_what(stretch)}." for stretch in due.explain), latest]


def printed_date(day: date) -> str:
    """Return a date as an office prints it: "Kamis 24 Desember 2026"."""
    return f"{DAYS_OF_THE_WEEK[day.weekday()]} {plain_date(day)}"


def plain_date(day: date) -> str:
    """Return a date within a sentence, without its weekday: "24 Desember 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def printed_moment(moment: datetime) -> str:
    """Return a date and time as an office prints them: "Kamis 24 Desember 2026 pukul 08.30"."""
    return f"{printed_date(moment)} pukul {_clock(moment)}"


def printed_length(length: timedelta) -> str:
    """Return a length of time in days, hours and minutes; what is below a minute is left out unless it is all."""
    minutes = length // timedelta(minutes=1)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [f"{amount} {unit}" for amount, unit in ((days, "hari"), (hours, "jam"), (rest, "menit")) if amount]
    return " ".join(parts) or "kurang dari satu menit"


def printed_week(week: Sequence[DayHours]) -> str:
    """
    Return seven days, Monday first, in one sentence; days alike stand together, days off are left out.

    "Senin–Kamis 08.00–12.00 dan 13.00–16.00; Jumat 08.00–11.30 dan 13.00–16.30".
    """
    runs: list[tuple[int, int]] = []
    for place, spans in enumerate(week):
        if runs and week[runs[-1][1]] == spans:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return "; ".join(f"{_days(*run)} {_spans(week[run[0]])}" for run in runs if week[run[0]])


def _days(first: int, latest: int) -> str:
    names = DAYS_OF_THE_WEEK
    return names[first] if first == latest else f"{names[first]}–{names[latest]}"


def _spans(spans: DayHours) -> str:
    return " dan ".join(f"{opens:%H.%M}–{closes:%H.%M}" for opens, closes in spans)


def _what(stretch: Stretch) -> str:
    if stretch.reason is not None:
        return _CLOSED[stretch.reason].format(stretch.text)
    if stretch.waits_for is not None:
        return f"dijeda, menunggu {_PARTIES[stretch.waits_for]} – {stretch.text}"
    if stretch.kind is StretchKind.START_DAY:
        return "hari mulai, belum dihitung; hari ke-1 adalah hari kerja berikutnya"
    return f"dihitung {printed_length(stretch.length)}"


def _when(stretch: Stretch) -> str:
    start, end = stretch.start_at, stretch.end_at
    if end is None:
        return f"Sejak {printed_moment(start)}"
    # Midnight belongs to the day that it ends: "16.00–24.00", not "00.00" of the next morning.
    ends_at_midnight = _clock(end) == "00.00"
    latest_date = end.date() - ONE_DAY if ends_at_midnight else end.date()
    closes = "24.00" if ends_at_midnight else _clock(end)
    if _clock(start) == "00.00" and ends_at_midnight:
        whole = printed_date(start)
        return whole if latest_date == start.date() else f"{whole} – {printed_date(latest_date)}"
    if latest_date == start.date():
        return f"{printed_date(start)} {_clock(start)}–{closes}"
    return f"{printed_date(start)} {_clock(start)} – {printed_date(latest_date)} {closes}"


def _clock(moment: datetime) -> str:
    return f"{moment:%H.%M}"
