"""Dates and times as Indonesian papers write them, in the time zone of the office."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_ZONE_NAMES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}


def office_time(moment: datetime, zone: str) -> datetime:
    """
    The same moment on the clock of the office.

    Raises ValueError for a moment without time zone: a paper must not guess the hour.
    """
    if moment.tzinfo is None:
        raise ValueError("A printed moment needs a time zone.")
    return moment.astimezone(ZoneInfo(zone))


def long_date(day: date) -> str:
    """`Senin, 23 November 2026`."""
    return f"{_DAYS[day.weekday()]}, {plain_date(day)}"


def plain_date(day: date) -> str:
    """`23 November 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """`23-11-2026`, for the columns of a book."""
    return f"{day:%d-%m-%Y}"


def long_moment(moment: datetime, zone: str) -> str:
    """`Senin, 23 November 2026 pukul 10.15 WIB`. Raises ValueError without time zone."""
    local = office_time(moment, zone)
    return f"{long_date(local.date())} pukul {local:%H.%M} {_zone_name(local)}"


def clock_time(moment: datetime, zone: str) -> str:
    """`10.15 WIB`. Raises ValueError without time zone."""
    local = office_time(moment, zone)
    return f"{local:%H.%M} {_zone_name(local)}"


def _zone_name(local: datetime) -> str:
    offset = local.utcoffset()
    assert offset is not None
    return _ZONE_NAMES.get(offset, f"UTC{local:%z}")
