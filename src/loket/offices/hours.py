"""Weekly hours as the database keeps them: seven lists of ["08:00", "12:00"], and how weeks follow one another."""

from collections.abc import Iterator
from datetime import date, time
from itertools import pairwise

from loket.core.worktime.hours import DayHours, HoursPeriod, WeeklyHours, check_hours

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


def earlier_weeks(weeks: list[tuple[date, WeeklyHours]], periods: tuple[HoursPeriod, ...]) -> Iterator[HoursPeriod]:
    """
    The weeks before the last of `weeks`, each from its date up to the next one's, as periods without a label.

    Around the given periods, which hold whatever the ordinary week is.
    """
    taken = sorted(periods, key=lambda period: period.valid_from)
    for (since, hours), (until, _next) in pairwise(weeks):
        starts = [since, *(max(since, period.valid_until) for period in taken)]
        ends = [*(min(period.valid_from, until) for period in taken), until]
        yield from (HoursPeriod(start, end, hours, "") for start, end in zip(starts, ends, strict=True) if start < end)
