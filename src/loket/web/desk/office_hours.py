"""Opening hours in one sentence, as a slip tells an applicant when to come back."""

import datetime
from collections.abc import Sequence

from loket.core.worktime.hours import DAYS_OF_THE_WEEK, DayHours
from loket.offices import queries


def hours_sentence(office_key: str, on: datetime.date) -> str:
    """`Senin–Kamis 08.00–12.00 dan 13.00–16.00; Jumat 08.00–11.30 dan 13.00–16.30`, by the hours in force that day."""
    calendar = queries.work_calendar(office_key)
    monday = on - datetime.timedelta(days=on.weekday())
    return week_sentence([calendar.hours_on(monday + datetime.timedelta(days=place))[0] for place in range(7)])


def week_sentence(week: Sequence[DayHours]) -> str:
    """Seven days, Monday first, in the same words."""
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
