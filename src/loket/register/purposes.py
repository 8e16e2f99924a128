"""
What officers say for what they look at somebody, and how long that holds: for the same person or KK, never for another.

It refuses to know of applications: whether one is in hand, casework says.
"""

import datetime
from typing import Final
from uuid import UUID

from django.db.models import CharField, Q, QuerySet, UUIDField, Value
from django.utils import timezone

from loket.core.oversight.purposes import Purpose, PurposeKind, stated
from loket.offices.records import Officer
from loket.register import models
from loket.storage.writing import run

HOLDS: Final = datetime.timedelta(minutes=15)


def state_purpose(
    officer: Officer, kind: str, reason: str, *, resident: UUID | None = None, family: UUID | None = None
) -> Purpose:
    """
    Keep what the officer says for one resident or one KK; committed when this returns.

    Raises BadTerm, as `core.oversight.purposes.stated` has it.
    """
    purpose = stated(kind, reason)
    row = models.StatedPurpose(
        office_id=officer.office_id,
        resident_id=resident,
        family_id=family,
        person=officer.person,
        purpose=purpose.kind.value,
        reason=purpose.reason,
        at=timezone.now(),
    )
    run(lambda: row.save(force_insert=True))
    return purpose


def stated_purpose(
    officer: Officer,
    now: datetime.datetime,
    *,
    resident: UUID | None = None,
    family: UUID | None = None,
    holds: datetime.timedelta = HOLDS,
) -> Purpose | None:
    """What the officer said last for this resident or KK, while it holds; None after that, and for everyone else."""
    which = Q(resident=resident) if resident is not None else Q(family=family)
    lately = _lately(officer, now, holds).filter(which)
    row = lately.values_list("purpose", "reason").first()
    return Purpose(PurposeKind(row[0]), row[1]) if row else None


def last_stated(officer: Officer, now: datetime.datetime) -> str:
    """The purpose the officer said last within `HOLDS`, of whomever: the likeliest for the next; empty where there is none."""
    return _lately(officer, now, HOLDS).values_list("purpose", flat=True).first() or ""


def _lately(officer: Officer, now: datetime.datetime, holds: datetime.timedelta) -> QuerySet[models.StatedPurpose]:
    rows = models.StatedPurpose.objects.filter(person=officer.person, office=officer.office_id)
    return rows.filter(at__gt=now - holds, at__lte=now).order_by("-at", "-pk")


def household_of(*, resident: UUID | None = None, family: UUID | None = None) -> frozenset[str]:
    """
    The NIKs and ids of everyone who today is in one KK with a resident, or in a KK, and its number and id; one statement.

    An application that names any of them is about this resident or KK.
    """
    # Of today alone: whoever has left a KK is not looked at for what concerns those who stayed.
    open_places = models.Membership.objects.filter(until_date=None)
    own = open_places.filter(resident=resident).values("family")
    here = open_places.filter(Q(family__in=own) if family is None else Q(family=family))
    there = here.values_list("resident", "resident__nik", "family", "family__kk_number")
    # Whoever is in no KK today is of the own household all the same.
    nothing = (Value(None, output_field=UUIDField()), Value(None, output_field=CharField()))
    alone = models.Resident.objects.filter(pk__in=() if resident is None else (resident,)).values_list(
        "pk", "nik", *nothing
    )
    found = there.union(alone, all=True)
    return frozenset({str(resident or family), *(str(one) for row in found for one in row if one)})
