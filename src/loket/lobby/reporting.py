"""The figures of a period, of the whole office, by service and by unit."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from loket.casework.queries import served
from loket.core.survey.elements import KEYS
from loket.core.survey.figures import Figures, figures
from loket.core.survey.sample import smallest_sample
from loket.core.survey.small_cells import FEWEST
from loket.lobby import models
from loket.offices import queries as offices

TRAITS: Final = ("sex", "age", "education", "occupation", "channel")
_ONE_DAY: Final = datetime.timedelta(days=1)
_COLUMNS: Final = ("service", "unit", *KEYS, *TRAITS)


@dataclass(frozen=True, slots=True)
class Survey:
    """
    What those said who answered: how many, their figures, and how many of them by each trait, an empty answer as "".

    `figures` is None for fewer than five, and while some element has no answer at all. `served` are the cases finished in
    the period; None where that cannot be told, for a unit.
    """

    respondents: int
    figures: Figures | None
    traits: Mapping[str, Mapping[str, int]]
    served: int | None = None

    @property
    def least(self) -> int | None:
        """The smallest sample for so many served."""
        return None if self.served is None else smallest_sample(self.served)

    @property
    def is_too_small(self) -> bool:
        """Whether fewer answered than the sample needs."""
        return self.least is not None and self.respondents < self.least


@dataclass(frozen=True, slots=True)
class Report:
    """The survey of an office from one day to another, both included."""

    first: datetime.date
    last: datetime.date
    whole: Survey
    services: Mapping[str, Survey]
    units: Mapping[str, Survey]


def report(office_key: str, first: datetime.date, last: datetime.date) -> Report:
    """The figures of a period on the office's own days; two statements. Raises offices' NoSuchOffice."""
    office = offices.office(office_key)
    found = models.Answer.objects.filter(office=office.id, answered_date__gte=first, answered_date__lte=last)
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in found.values_list(*_COLUMNS)]
    zone = ZoneInfo(office.zone)
    since, until = (datetime.datetime.combine(day, datetime.time(), zone) for day in (first, last + _ONE_DAY))
    counts = served(office.id, since, until)
    by_service, by_unit = _by("service", rows), _by("unit", rows)
    return Report(
        first,
        last,
        _survey(rows, sum(counts.values())),
        {key: _survey(by_service.get(key, ()), counts.get(key, 0)) for key in sorted({*counts, *by_service})},
        {unit: _survey(by_unit[unit]) for unit in sorted(by_unit)},
    )


def remarks(office_id: int, first: datetime.date, last: datetime.date, most: int = 200) -> tuple[tuple[str, str], ...]:
    """Service and remark of those who left one, in an order that tells nothing."""
    rows = models.Answer.objects.filter(office=office_id, answered_date__gte=first, answered_date__lte=last)
    return tuple(rows.exclude(remark="").order_by("pk").values_list("service", "remark")[:most])


def typed_in(office_id: int, first: datetime.date, last: datetime.date) -> Mapping[str, int]:
    """How many forms of paper each officer typed in, by name."""
    rows = models.PaperTally.objects.filter(office=office_id, typed_date__gte=first, typed_date__lte=last)
    counts: Counter[int] = Counter()
    for person, forms in rows.values_list("person", "forms"):
        counts[person] += forms
    names = offices.names_of(counts)
    return {names[person]: counts[person] for person in sorted(counts, key=lambda one: names[one])}


def _by(column: str, rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def _survey(rows: Iterable[dict[str, Any]], cases: int | None = None) -> Survey:
    forms = [{key: row[key] for key in KEYS if row[key] is not None} for row in rows]
    traits = {trait: Counter(row[trait] for row in rows) for trait in TRAITS}
    return Survey(len(forms), figures(forms) if len(forms) >= FEWEST else None, traits, cases)
