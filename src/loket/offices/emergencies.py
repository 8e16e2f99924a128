"""Accesses in an emergency that nobody has closed, as records. For other apps they are in `queries`."""

from typing import Final

from django.db.models import OuterRef, Q, Subquery

from loket.offices import models
from loket.offices.memory import Memory
from loket.offices.records import EmergencyRecord

EMERGENCY_OF_PERSON: Final = Subquery(
    models.Emergency.objects.filter(person=OuterRef("pk"), closed_at=None).values("pk")[:1]
)
"""Beside each person the number of what nobody has closed."""
_known: Final[Memory[tuple[EmergencyRecord, ...]]] = Memory()


def open_emergencies(office_key: str) -> tuple[EmergencyRecord, ...]:
    """What an office has open, or has left to run out."""
    return _records(Q(office__key=office_key))


def standing_emergency(number: int) -> EmergencyRecord | None:
    """The one of this number as the database has it now; None when it was closed."""
    return next(iter(_records(Q(pk=number))), None)


def known_emergencies(office_key: str) -> tuple[EmergencyRecord, ...]:
    """The same as this process remembers it for some seconds: every page of a keeper tells of it."""
    return _known.get(office_key, lambda: open_emergencies(office_key))


def _records(which: Q) -> tuple[EmergencyRecord, ...]:
    rows = models.Emergency.objects.filter(which, closed_at=None).order_by("pk")
    fields = ("pk", "person", "person__full_name", "why", "opened_at", "until", "used_at")
    return tuple(EmergencyRecord(*row) for row in rows.values_list(*fields))
