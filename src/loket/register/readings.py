"""
Every look at a resident or a KK leaves a trace that says for what, also when nothing is done with it. Basis: UU 27/2022 ps. 31.

It refuses to know how a purpose is found; without one nothing is shown.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from loket.core.oversight.purposes import Purpose
from loket.offices.records import Officer
from loket.register import models
from loket.register.acting import acted_as
from loket.register.keeping import FamilyRecord, family_record, keeper_of
from loket.register.watching import watch_looks
from loket.storage.writing import run

RESIDENT: Final = "penduduk"
FAMILY: Final = "kk"
ADDRESS: Final = "alamat"
LIKENESS: Final = "kembar"
COUNTER: Final = "loket"
FORM: Final = "isian"
TOLD: Final = "jejak"
"""The list of who looked at the data, printed for the resident."""
MOST_SHOWN: Final = 100
ONE_LOOK: Final = datetime.timedelta(minutes=15)
"""How long a page that is asked for again and again, as a form while it is typed, counts as one look."""


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """One look: who in which position, at what, when, and for what; `purpose` is None in looks of before purposes were noted."""

    acted_as: str
    what: str
    at: datetime.datetime
    purpose: str | None = None
    reason: str | None = None
    resi: str | None = None


def leave_trace(
    officer: Officer, what: str, *, purpose: Purpose, resident: UUID | None = None, family: UUID | None = None
) -> None:
    """
    Note that an officer is shown a resident, a KK, or who lived where a KK was; committed before anything is shown.

    When this cannot be written, nothing is shown either: the fault of the database is raised to the caller.
    """
    reading = _reading(officer, what, purpose, (resident, family), timezone.now())
    run(lambda: reading.save(force_insert=True))
    watch_looks(officer, what, purpose, residents=filter(None, [resident]), families=filter(None, [family]))


def leave_traces(
    officer: Officer,
    what: str,
    *,
    purpose: Purpose,
    residents: Iterable[object] = (),
    families: Iterable[object] = (),
) -> None:
    """
    Note that an officer is shown these residents and KKs, each once in `ONE_LOOK`; committed before anything is shown.

    The caller leaves out whom another office keeps, and what the register does not have yet. One statement where all was
    noted a moment ago, and one more where it was not. What cannot be written is raised, as `leave_trace` has it.
    """
    people = sorted({own for own in residents if isinstance(own, UUID)})
    kks = sorted({own for own in families if isinstance(own, UUID)})
    if not people and not kks:
        return
    now = timezone.now()
    noted = _noted(officer, what, purpose, people, kks, now)
    new_people, new_kks = [own for own in people if own not in noted], [own for own in kks if own not in noted]
    looks = [(own, None) for own in new_people] + [(None, own) for own in new_kks]
    rows = [_reading(officer, what, purpose, one, now) for one in looks]
    if rows:
        run(lambda: models.Reading.objects.bulk_create(rows))
        watch_looks(officer, what, purpose, residents=new_people, families=new_kks)


def _reading(
    officer: Officer, what: str, purpose: Purpose, of: tuple[UUID | None, UUID | None], now: datetime.datetime
) -> models.Reading:
    return models.Reading(
        office_id=officer.office_id,
        resident_id=of[0],
        family_id=of[1],
        person=officer.person,
        acted_as=acted_as(officer),
        what=what,
        at=now,
        purpose=purpose.kind.value,
        reason=purpose.reason,
        resi=purpose.resi,
    )


def _noted(
    officer: Officer, what: str, purpose: Purpose, people: list[UUID], kks: list[UUID], now: datetime.datetime
) -> set[UUID]:
    """Whom and what of these the officer has looked at in the same position, for the same purpose and reason, within `ONE_LOOK`."""
    lately = models.Reading.objects.filter(
        office_id=officer.office_id, person=officer.person, at__gt=now - ONE_LOOK, at__lte=now
    )
    same = lately.filter(
        Q(resident__in=people) | Q(family__in=kks),
        what=what,
        acted_as=acted_as(officer),
        purpose=purpose.kind.value,
        reason=purpose.reason,
        resi=purpose.resi,
    )
    return {own for pair in same.values_list("resident", "family") for own in pair}


def may_open(resident_id: UUID, officer: Officer) -> bool:
    """Whether the officer's office keeps this resident: of everyone else only that they exist may be told."""
    kept = keeper_of(resident_id)
    return kept is not None and kept[1] == officer.office_id


def open_family(family_id: UUID, officer: Officer, what: str = FAMILY, *, purpose: Purpose) -> FamilyRecord | None:
    """A KK that the officer's office keeps, after the trace of the look is left; None, and no trace, for any other."""
    found = family_record(family_id)
    if found is None or found.office_id != officer.office_id:
        return None
    leave_trace(officer, what, purpose=purpose, family=family_id)
    return found


def readings_of(*, resident: UUID | None = None, family: UUID | None = None) -> tuple[ReadingRecord, ...]:
    """The latest hundred looks at a resident or at a KK, newest first."""
    which = Q(resident=resident) if resident is not None else Q(family=family)
    rows = models.Reading.objects.filter(which).order_by("-at", "-pk")
    return tuple(ReadingRecord(*row) for row in rows.values_list(*_SHOWN)[:MOST_SHOWN])


_SHOWN: Final = ("acted_as", "what", "at", "purpose", "reason", "resi")
