"""Every look into a citizen's file leaves a trace, also when nothing is done with it. Basis: UU 27/2022 ps. 31."""

import datetime
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from loket.casework import models
from loket.casework.acting import acted_as
from loket.casework.store import door
from loket.offices.records import Officer

CASE: Final = "permohonan"
PAPER: Final = "pindaian"
MOST_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """One look: who in which position, at what, when."""

    acted_as: str
    what: str
    at: datetime.datetime


def leave_trace(case_id: int, officer: Officer, what: str) -> None:
    """
    Note that an officer is shown a case or a paper; committed before anything is shown.

    When this cannot be written, nothing is shown either: the fault of the database is raised to the caller.
    """
    reading = models.Reading(
        case_id=case_id, person=officer.person, acted_as=acted_as(officer, None, None), what=what, at=timezone.now()
    )
    door.run(lambda: reading.save(force_insert=True))


def readings_of(case_id: int) -> tuple[ReadingRecord, ...]:
    """The latest hundred looks into a case, newest first."""
    rows = models.Reading.objects.filter(case=case_id).order_by("-at", "-pk").values_list("acted_as", "what", "at")
    return tuple(ReadingRecord(*row) for row in rows[:MOST_SHOWN])
