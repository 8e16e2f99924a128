"""Scans of applications that were closed long ago: how many, how large, of which application. It judges no term."""

import datetime
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Sum

from loket.casework import models
from loket.core.engine import Status
from loket.offices import queries as offices

_COLUMNS: Final = ("resi", "procedure__service", "closed_at", "scans", "bytes")

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class OldScans:
    """The scans of one closed application; `closed_date` is that of the office's clock."""

    resi: str
    service: str
    closed_date: datetime.date
    scans: int
    bytes: int


def old_scans(office_key: str, statuses: Collection[Status], *, closed_before: datetime.date) -> tuple[OldScans, ...]:
    """
    The scans of an office's applications that ended in one of these ways before a day on its clock, the oldest first.

    Those that were destroyed are there no more. Raises offices' NoSuchOffice.
    """
    office = offices.office(office_key)
    ended = models.Case.objects.filter(
        office=office.id, status__in=statuses, closed_at__lt=midnight(office_key, closed_before)
    )
    rows = ended.filter(papers__isnull=False, papers__destroyed_at=None)
    counted = rows.values("resi", "procedure__service", "closed_at")
    counted = counted.annotate(scans=Count("papers"), bytes=Sum("papers__size")).order_by("closed_at", "resi")
    zone, found = offices.work_calendar(office_key).zone, []
    for resi, service, closed_at, scans, size in counted.values_list(*_COLUMNS):
        assert closed_at is not None
        found.append(OldScans(resi, service, closed_at.astimezone(zone).date(), scans, size))
    return tuple(found)


def midnight(office_key: str, day: datetime.date) -> datetime.datetime:
    """The moment at which a day begins on the clock of an office. Raises offices' NoSuchOffice."""
    return datetime.datetime.combine(day, datetime.time(), offices.work_calendar(office_key).zone)


def scan_digests(resis: Sequence[str]) -> Mapping[str, str]:
    """One SHA-256 over the hashes of all scans that each of these applications has; some hundred in a statement."""
    found: dict[str, list[str]] = {}
    for first in range(0, len(resis), _AT_ONCE):
        rows = models.Paper.objects.filter(case__resi__in=resis[first : first + _AT_ONCE], destroyed_at=None)
        for resi, sha256 in rows.values_list("case__resi", "sha256"):
            found.setdefault(resi, []).append(sha256)
    return {resi: digest_of(hashes) for resi, hashes in found.items()}


def digest_of(hashes: Iterable[str]) -> str:
    """One SHA-256 for several, whatever their order."""
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()
