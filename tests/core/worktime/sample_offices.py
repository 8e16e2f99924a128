"""Calendars that the tests of office time share; the first is the one of the worked examples."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from loket.core.worktime import (
    CIVIL_SERVICE_HOURS,
    CIVIL_SERVICE_RAMADAN_HOURS,
    HoursPeriod,
    WorkCalendar,
    national_holidays,
    weekly_hours,
)

WIB = ZoneInfo("Asia/Jakarta")
WITA = ZoneInfo("Asia/Makassar")
WIT = ZoneInfo("Asia/Jayapura")

SEVEN_HOURS = ((time(8), time(12)), (time(13), time(16)))
FRIDAY = ((time(8), time(11, 30)), (time(13), time(16, 30)))
SATURDAY_MORNING = ((time(8), time(12)),)

FIVE_DAY_OFFICE = WorkCalendar(WIB, weekly_hours(SEVEN_HOURS, FRIDAY), holidays=national_holidays())
SIX_DAY_OFFICE = WorkCalendar(WIB, weekly_hours(SEVEN_HOURS, FRIDAY, SATURDAY_MORNING), holidays=national_holidays())
RAMADAN_2026 = HoursPeriod(date(2026, 2, 18), date(2026, 3, 20), CIVIL_SERVICE_RAMADAN_HOURS, "Ramadan")
EASTERN_OFFICE = WorkCalendar(WIT, CIVIL_SERVICE_HOURS, (RAMADAN_2026,), national_holidays())


def december(day: int, hour: int = 0, minute: int = 0, zone: ZoneInfo = WIB) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=zone)
