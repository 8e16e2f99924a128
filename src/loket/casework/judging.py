"""
By whom and by which calendar something is judged: by what the office says now, not by what a process remembers.

A step is refused by the store when the office has moved on. What has no row that could be refused holds the office
until it is written, and is judged anew when it had moved on before. See decision 9.
"""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from django.utils import timezone

from loket.casework.refusals import NoSeat, OfficeChanging
from loket.offices import queries as offices
from loket.offices import services as organisation
from loket.offices.records import Officer, WithoutAccount

T = TypeVar("T")
TRIES: Final = 5


class OfficeMoved(Exception):
    """Appointments or calendar were changed between judging and writing."""

    def __init__(self, revision: int) -> None:
        super().__init__(revision)
        self.revision = revision


def require_seat(officer: Officer) -> None:
    """The officer fills a position today. Raises NoSeat."""
    if not officer.seats:
        because = f" ({officer.absent})" if officer.absent else ""
        raise NoSeat(because=because)


def of_now(officer: Officer, at: datetime.datetime | None) -> Officer:
    """
    The officer by what the office has changed since the request began. Raises NoSeat for one who is signed off.

    `at` is the day by which the officer was found, where that is not today: then it is the day to find the officer by.
    """
    if officer.revision == offices.office_by_id(officer.office_id).revision:
        return officer
    offices.confirm(officer.office_id, officer.revision)
    if isinstance(officer, WithoutAccount):
        return replace(officer, revision=offices.office_by_id(officer.office_id).revision)
    day = offices.today(officer.office_key, at or timezone.now())
    found = offices.officer_by_id(officer.person, day)
    if found is None or found.office_id != officer.office_id:
        raise NoSeat(because="")
    return found


def hold_office(officer: Officer) -> None:
    """
    Keep the office as it is until the work of `store.run` is committed; first of all locks.

    Raises OfficeMoved when it is no longer the one by which the officer was found.
    """
    revision = organisation.hold_revision(officer.office_id)
    if revision != officer.revision:
        raise OfficeMoved(revision)


def while_office_stands(officer: Officer, at: datetime.datetime | None, work: Callable[[Officer], T]) -> T:
    """
    Do work that judges and, inside, holds the office before it writes; again, five times at most, when it moved.

    Raises NoSeat, OfficeChanging, and what the work raises.
    """
    for _ in range(TRIES):
        current = of_now(officer, at)
        require_seat(current)
        try:
            return work(current)
        except OfficeMoved as moved:
            offices.confirm(officer.office_id, moved.revision)
    raise OfficeChanging
