"""
The code lists of the forms: shipped as files, kept as rows, changed by closing one wording and beginning another.

The lists whose codes the core knows must keep those codes; occupations and the like may grow.
"""

import csv
import datetime
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from loket.offices.records import Officer
from loket.register import models
from loket.register.acting import require_keeper
from loket.register.records import CodeRecord
from loket.register.refusals import SettingRefused

FOLDER: Final = Path(__file__).parent / "data/codes"


class CodeRow(NamedTuple):
    """A line of a shipped list."""

    list: str
    code: int
    name: str
    order: int
    source: str


def shipped() -> Iterator[CodeRow]:
    """Every line of every shipped list; the name of a list is that of its file."""
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for order, row in enumerate(csv.DictReader(file), start=1):
                yield CodeRow(path.stem, int(row["kode"]), row["nama"], order, row["sumber"])


def codes(list_name: str, on: datetime.date) -> tuple[CodeRecord, ...]:
    """The lines of a list as of a day, in the order of the form; empty for an unknown list."""
    began = Q(valid_from=None) | Q(valid_from__lte=on)
    lasts = Q(valid_until=None) | Q(valid_until__gt=on)
    rows = models.CodeEntry.objects.filter(began & lasts, list=list_name).order_by("order", "code")
    return tuple(CodeRecord(row.code, row.name, row.order) for row in rows)


def lists_of(names: Collection[str], on: datetime.date) -> dict[str, tuple[CodeRecord, ...]]:
    """The same for several lists, in one statement."""
    began = Q(valid_from=None) | Q(valid_from__lte=on)
    lasts = Q(valid_until=None) | Q(valid_until__gt=on)
    found: dict[str, list[CodeRecord]] = {name: [] for name in names}
    for row in models.CodeEntry.objects.filter(began & lasts, list__in=found).order_by("order", "code"):
        found[row.list].append(CodeRecord(row.code, row.name, row.order))
    return {name: tuple(records) for name, records in found.items()}


def set_code(
    list_name: str,
    code: int,
    name: str,
    *,
    from_date: datetime.date,
    source: str,
    officer: Officer,
    at: datetime.datetime | None = None,
) -> None:
    """
    Give a code its words from a day on: a new line, or another wording of a line, which then ends that day.

    `source` is the rule or letter it stands in. The order of a changed line stays; a new one comes last. The lists are one
    for all offices, and whoever keeps an office decides. Raises SettingRefused.
    """
    require_keeper(officer, at or timezone.now())
    if not name.strip() or not source.strip():
        raise SettingRefused(fields=("name", "source"))
    with transaction.atomic():
        entries = models.CodeEntry.objects.filter(list=list_name)
        last = entries.order_by("-order").values_list("order", flat=True).first() or 0
        old = entries.filter(code=code, valid_until=None).first()
        if old is not None:
            models.CodeEntry.objects.filter(pk=old.pk).update(valid_until=from_date)
        order = old.order if old else last + 1
        models.CodeEntry.objects.create(
            list=list_name, code=code, name=name.strip(), order=order, valid_from=from_date, source=source.strip()
        )


def retire_code(
    list_name: str, code: int, *, from_date: datetime.date, officer: Officer, at: datetime.datetime | None = None
) -> None:
    """End a line: from that day on it is no longer offered; residents that have it keep it. Raises SettingRefused."""
    require_keeper(officer, at or timezone.now())
    models.CodeEntry.objects.filter(list=list_name, code=code, valid_until=None).update(valid_until=from_date)
