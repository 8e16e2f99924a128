"""The code lists through time: every wording of every line, with its source. What is offered today is in `code_lists`."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q

from loket.register import models


@dataclass(frozen=True, slots=True)
class CodeListName:
    """A code list and how many lines of it are in force."""

    name: str
    lines: int


@dataclass(frozen=True, slots=True)
class CodeVersion:
    """One wording of a line, from when until when, and the rule or letter it stands in."""

    code: int
    name: str
    order: int
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    source: str


def code_lists_known(on: datetime.date) -> tuple[CodeListName, ...]:
    """Every list with the number of its lines as of a day, by name, in one statement."""
    lasting = Q(valid_until=None) | Q(valid_until__gt=on)
    begun = Q(valid_from=None) | Q(valid_from__lte=on)
    rows = models.CodeEntry.objects.values("list").annotate(lines=Count("pk", filter=begun & lasting)).order_by("list")
    return tuple(CodeListName(row["list"], row["lines"]) for row in rows)


def code_versions(list_name: str) -> tuple[CodeVersion, ...]:
    """Every line of a list in every wording, in the order of the form, the latest wording first; empty for no such list."""
    rows = models.CodeEntry.objects.filter(list=list_name)
    found = [CodeVersion(r.code, r.name, r.order, r.valid_from, r.valid_until, r.source) for r in rows]
    found.sort(key=lambda line: line.valid_from or datetime.date.min, reverse=True)
    found.sort(key=lambda line: (line.order, line.code))
    return tuple(found)
