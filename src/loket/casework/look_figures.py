"""
How often each officer looked at people's data, in the register and in cases, held against others in the same position.

It shows who stands out; whether that was wrong, people find out.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain

from django.db.models import Count, F, Q
from django.db.models.functions import TruncHour

from loket.casework import models
from loket.casework.telling import position_of
from loket.core.oversight.outliers import Standing, standings
from loket.core.worktime import WorkCalendar
from loket.register import look_figures as register


@dataclass(frozen=True, slots=True)
class LookFigures:
    """One officer in one position: looks, how many of them without an open case, at the own family, out of hours."""

    person: int
    name: str
    position: str
    looks: int
    without_case: int
    own_family: int
    out_of_hours: int
    standing: Standing
    without_standing: Standing

    @property
    def stands_out(self) -> bool:
        """Whether the looks, or those without a case, are far more than those of the peers."""
        return self.standing.stands_out or self.without_standing.stands_out


@dataclass(slots=True)
class _Sums:
    looks: int = 0
    without: int = 0
    late: int = 0


def look_figures(
    office_id: int,
    niks: Mapping[int, str],
    calendar: WorkCalendar,
    since: datetime.datetime,
    until: datetime.datetime,
) -> tuple[LookFigures, ...]:
    """
    The figures of everyone who looked from `since` until before `until`, those who stand out first; five statements.

    A position is that of the day of the look, so whoever changed it counts in both. `niks` are those of officers, by person.
    """
    sums: defaultdict[tuple[int, str, str], _Sums] = defaultdict(_Sums)
    opens = _opening(calendar)
    rows = chain(register.by_hour(office_id, since, until), _cases_by_hour(office_id, since, until))
    for person, acted_as, hour, looks, without in rows:
        one = sums[person, acted_as.split(" · ", 1)[0], position_of(acted_as)]
        one.looks += looks
        one.without += without
        one.late += 0 if opens(hour) else looks
    return _judged(sums, register.kin_looks(office_id, niks, since, until))


def _cases_by_hour(office_id: int, since: datetime.datetime, until: datetime.datetime) -> list[tuple[object, ...]]:
    """Looks into cases; one into a case that was closed before is without a case."""
    looks = models.Reading.objects.filter(case__office=office_id, at__gte=since, at__lt=until)
    grouped = looks.annotate(hour=TruncHour("at")).values("person", "acted_as", "hour")
    counted = grouped.annotate(looks=Count("pk"), without=Count("pk", filter=Q(case__closed_at__lt=F("at"))))
    return list(counted.values_list(*register.BY_HOUR))


def _opening(calendar: WorkCalendar) -> Callable[[datetime.datetime], bool]:
    """
    Whether an hour touches the time from the first opening to the last closing of its day, the break at noon included.

    A closure that was declared for an outage counts as closed only where it takes the whole day.
    """
    days: dict[datetime.date, tuple[datetime.time, datetime.time] | None] = {}

    def opens(hour: datetime.datetime) -> bool:
        local = calendar.localise(hour)
        day = local.date()
        if day not in days:
            spans, _label = calendar.hours_on(day)
            is_open = bool(spans) and calendar.is_working_day(day)
            days[day] = (spans[0][0], spans[-1][1]) if is_open else None
        span = days[day]
        return span is not None and span[0].hour <= local.hour and local.time() < span[1]

    return opens


def _judged(sums: Mapping[tuple[int, str, str], _Sums], kin: Mapping[int, int]) -> tuple[LookFigures, ...]:
    peers: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for key in sums:
        peers[key[2]].append(key)
    found = []
    for group in peers.values():
        by_looks = standings({key: sums[key].looks for key in group})
        by_without = standings({key: sums[key].without for key in group})
        for key in group:
            person, name, position = key
            one = sums[key]
            found.append(
                LookFigures(
                    person,
                    name,
                    position,
                    one.looks,
                    one.without,
                    kin.get(person, 0),
                    one.late,
                    by_looks[key],
                    by_without[key],
                )
            )
    return tuple(sorted(found, key=lambda one: (not one.stands_out, one.position, -one.looks, one.name)))
