"""
What officers say for what they look at somebody, and how long that holds: for the same person or KK, never for another.

It refuses to know of applications: whether one is in hand, casework says.
"""

import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
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
    if family is None:
        own = models.Membership.objects.filter(resident=resident, until_date=None).values("family")
        which = Q(pk=resident) | Q(memberships__family__in=own, memberships__until_date=None)
    else:
        which = Q(memberships__family=family, memberships__until_date=None)
    rows = models.Resident.objects.filter(which)
    found = rows.values_list("pk", "nik", "memberships__family", "memberships__family__kk_number")
    return frozenset({str(resident or family), *(str(one) for row in found for one in row if one)})
