"""Every look at a resident or a KK leaves a trace, also when nothing is done with it. Basis: UU 27/2022 ps. 31."""

import datetime
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from loket.offices.records import Officer
from loket.register import models
from loket.register.acting import acted_as
from loket.register.keeping import FamilyRecord, family_record, keeper_of
from loket.storage.writing import run

RESIDENT: Final = "penduduk"
FAMILY: Final = "kk"
ADDRESS: Final = "alamat"
LIKENESS: Final = "kembar"
COUNTER: Final = "loket"
FORM: Final = "isian"
MOST_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """One look: who in which position, at what, when."""

    acted_as: str
    what: str
    at: datetime.datetime


def leave_trace(officer: Officer, what: str, *, resident: UUID | None = None, family: UUID | None = None) -> None:
    """
    Note that an officer is shown a resident, a KK, or who lived where a KK was; committed before anything is shown.

    When this cannot be written, nothing is shown either: the fault of the database is raised to the caller.
    """
    reading = models.Reading(
        office_id=officer.office_id,
        resident_id=resident,
        family_id=family,
        person=officer.person,
        acted_as=acted_as(officer),
        what=what,
        at=timezone.now(),
    )
    run(lambda: reading.save(force_insert=True))


def may_open(resident_id: UUID, officer: Officer) -> bool:
    """Whether the officer's office keeps this resident: of everyone else only that they exist may be told."""
    kept = keeper_of(resident_id)
    return kept is not None and kept[1] == officer.office_id


def open_resident(resident_id: UUID, officer: Officer, what: str = RESIDENT) -> bool:
    """Leave the trace of a look at a resident whom the officer's office keeps; False, and no trace, for anyone else."""
    if not may_open(resident_id, officer):
        return False
    leave_trace(officer, what, resident=resident_id)
    return True


def open_family(family_id: UUID, officer: Officer, what: str = FAMILY) -> FamilyRecord | None:
    """A KK that the officer's office keeps, after the trace of the look is left; None, and no trace, for any other."""
    found = family_record(family_id)
    if found is None or found.office_id != officer.office_id:
        return None
    leave_trace(officer, what, family=family_id)
    return found


def readings_of(*, resident: UUID | None = None, family: UUID | None = None) -> tuple[ReadingRecord, ...]:
    """The latest hundred looks at a resident or at a KK, newest first."""
    which = Q(resident=resident) if resident is not None else Q(family=family)
    rows = models.Reading.objects.filter(which).order_by("-at", "-pk").values_list("acted_as", "what", "at")
    return tuple(ReadingRecord(*row) for row in rows[:MOST_SHOWN])
