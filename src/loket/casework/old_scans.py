"""Scans of applications that were closed long ago: how many, how large, of which application. It judges no term."""

import datetime
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Sum

from loket.casework import models
from loket.core.engine import Status
from loket.offices import queries as offices

_COLUMNS: Final = ("resi", "closed_at", "scans", "bytes")


@dataclass(frozen=True, slots=True)
class OldScans:
    """The scans of one closed application; `closed_date` is that of the office's clock."""

    resi: str
    closed_date: datetime.date
    scans: int
    bytes: int


def old_scans(office_key: str, status: Status, *, closed_before: datetime.date) -> tuple[OldScans, ...]:
    """
    The scans of an office's applications that ended like this before a day on its clock, the oldest first.

    Raises offices' NoSuchOffice.
    """
    office = offices.office(office_key)
    zone = offices.work_calendar(office_key).zone
    midnight = datetime.datetime.combine(closed_before, datetime.time(), zone)
    rows = models.Case.objects.filter(office=office.id, status=status, closed_at__lt=midnight, papers__isnull=False)
    counted = rows.values("resi", "closed_at").annotate(scans=Count("papers"), bytes=Sum("papers__size"))
    found = []
    for resi, closed_at, scans, size in counted.order_by("closed_at", "resi").values_list(*_COLUMNS):
        assert closed_at is not None
        found.append(OldScans(resi, closed_at.astimezone(zone).date(), scans, size))
    return tuple(found)
