"""
The files that wait for their applicants, by the time that their procedures give: when to remind, when to close.

It refuses to know how an applicant is reminded. Whoever closes has made sure that the applicant was told.
"""

import datetime
from typing import NamedTuple
from uuid import UUID, uuid5

from loket.casework import models
from loket.casework.acts import act
from loket.casework.clocks import wait_ends
from loket.casework.languages import languages_of
from loket.casework.procedures import by_id
from loket.casework.records import Acted
from loket.casework.store.rows import read_cases
from loket.core.engine import Lapse, Status
from loket.offices import queries as offices
from loket.offices.records import clockwork

CHANNEL = "waktu"


class Wait(NamedTuple):
    """
    One file that waits: since when, when its applicant is to be reminded, and when it is closed.

    `grace`: working days between the last reminder and the end, which whoever is reminded late has as well.
    """

    resi: str
    version: int
    key: UUID
    service: str
    phone: str
    language: str
    since: datetime.datetime
    remind_at: tuple[datetime.datetime, ...]
    close_at: datetime.datetime
    days: int
    grace: int


def waits(office_id: int) -> tuple[Wait, ...]:
    """The files of an office that wait for their applicants by a procedure that gives a time. Three statements."""
    rows = models.Case.objects.filter(office=office_id, closed_at=None, status=Status.WAITING_FOR_APPLICANT)
    found, key = [], offices.office_by_id(office_id).key
    resis = list(rows.values_list("resi", flat=True))
    languages = languages_of(office_id, resis)
    for row in read_cases(resis):
        published, pause = by_id(row.procedure_id), row.state().open_pause
        given = published.procedure.clock.waiting
        if given is None or pause is None:
            continue
        found.append(
            Wait(
                row.resi,
                row.version,
                uuid5(UUID(int=row.id), f"{pause.since.isoformat()} {given.close_after}"),
                published.service,
                row.applicant_phone,
                languages[row.resi],
                pause.since,
                tuple(wait_ends(key, pause.since, days) for days in given.remind_after),
                wait_ends(key, pause.since, given.close_after),
                given.close_after,
                given.close_after - given.remind_after[-1],
            )
        )
    return tuple(found)


def lapse(office_id: int, wait: Wait) -> Acted:
    """
    Close a file whose applicant did not answer in time; a superior may open it again.

    Raises StaleVersion where something has happened to it since, and NotLapsed.
    """
    by = clockwork(offices.office_by_id(office_id))
    return act(wait.resi, Lapse(wait.days), officer=by, version=wait.version, key=wait.key, channel=CHANNEL)
