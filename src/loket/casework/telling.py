"""
Who looked at a resident's data, as the resident is told: in the register, in cases and in files, by one query.

The official who looked is named by office and position; the row itself knows the person, for who examines a complaint.
"""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db.models import CharField, F, Q, Value

from loket.casework import models
from loket.core.oversight.purposes import PurposeKind
from loket.register import telling as register


@dataclass(frozen=True, slots=True)
class LookTold:
    """One look: when, at which office, in which position, at what, for what, for which case; `purpose` as the table keeps it."""

    at: datetime.datetime
    position: str
    what: str
    purpose: str | None
    resi: str
    office_id: int


def looks_told(resident: UUID, nik: str, today: datetime.date) -> tuple[LookTold, ...]:
    """
    Every look at a resident, newest first, without what an order hides `today`. One statement.

    Looks into a case count where the resident is its applicant, or was looked at for it. Basis: UU 27/2022 ps. 32.
    """
    looks, files = register.rows_of_looks(resident, today)
    concerning = Q(case__resi__in=register.resis_of_looks(resident))
    if nik:
        concerning |= Q(case__applicant_nik=nik)
    cases = models.Reading.objects.filter(concerning).annotate(
        purpose=Value(PurposeKind.CASE.value, output_field=CharField()),
        resi=F("case__resi"),
        office=F("case__office_id"),
    )
    rows = looks.union(cases.values_list(*register.COLUMNS), files, all=True).order_by("-at")
    return tuple(
        LookTold(at, position_of(acted_as or ""), what, purpose, resi or "", office)
        for at, acted_as, what, purpose, resi, office in rows
    )


def position_of(acted_as: str) -> str:
    """The position in a signature, without name and NIP: "Budi · Plh. Kepala Seksi · NIP … · Seksi" gives "Plh. Kepala Seksi"."""
    parts = acted_as.split(" · ")
    return parts[1] if len(parts) > 1 and not parts[1].startswith("NIP ") else ""
