"""
What a superior or auditor must see at once: written to the office's list and to the log `loket.alarm`.

The log names the account by number and no citizen at all; who is meant stands in the list.
"""

import datetime
import logging
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.utils import timezone

from loket.offices.records import Officer
from loket.register import models
from loket.register.acting import acted_as
from loket.storage.writing import run

MOST_SHOWN: Final = 200
_log: Final = logging.getLogger("loket.alarm")


class AlarmKind(StrEnum):
    """What raised an alarm."""

    NUMBERS = "deret-nomor"
    RESIS = "deret-resi"
    WATCHED = "dipantau"
    BAIT = "umpan"
    MANY = "banyak-orang"


@dataclass(frozen=True, slots=True)
class AlarmRecord:
    """One alarm: what, who in which position, in words, when; `resident` where somebody in particular was looked at."""

    kind: AlarmKind
    acted_as: str
    text: str
    at: datetime.datetime
    resident: UUID | None


def raise_alarm(officer: Officer, kind: AlarmKind, text: str, *, residents: tuple[UUID | None, ...] = (None,)) -> None:
    """
    Note an alarm, one row for each resident it is about; committed when this returns.

    `text` names no citizen, and is in Indonesian: it is read by others than whoever raised it, in whatever language they look.
    """
    now = timezone.now()
    rows = [
        models.Alarm(
            office_id=officer.office_id,
            kind=kind.value,
            resident_id=resident,
            person=officer.person,
            acted_as=acted_as(officer),
            text=text[:400],
            at=now,
        )
        for resident in residents
    ]
    run(lambda: models.Alarm.objects.bulk_create(rows))
    _log.warning("%s: kantor %s, petugas %s: %s", kind.value, officer.office_key, officer.person, text)


def alarms_of(office_id: int) -> tuple[AlarmRecord, ...]:
    """The latest two hundred alarms of an office, newest first."""
    rows = models.Alarm.objects.filter(office=office_id).order_by("-at", "-pk")
    return tuple(
        AlarmRecord(AlarmKind(row.kind), row.acted_as, row.text, row.at, row.resident_id) for row in rows[:MOST_SHOWN]
    )
