"""Weekly hours as the database keeps them: seven lists of ["08:00", "12:00"]."""

from datetime import time

from loket.core.worktime.hours import DayHours, WeeklyHours, check_hours

JsonWeek = list[list[list[str]]]


def week_to_json(week: WeeklyHours) -> JsonWeek:
    """The week as plain data, Monday first."""
    return [[[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in day] for day in week]


def week_from_json(week: JsonWeek) -> WeeklyHours:
    """The week that `week_to_json` described. Raises ValueError for impossible hours."""
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (_day(day) for day in week)
    hours = (monday, tuesday, wednesday, thursday, friday, saturday, sunday)
    check_hours(hours)
    return hours


def _day(spans: list[list[str]]) -> DayHours:
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in spans)
