"""Complaints closed by themselves: their answer was told, and within the time of the procedure nobody said anything of it."""

import datetime
from functools import partial

from django.utils import timezone

from loket.casework import queries as casework
from loket.casework import services as cases
from loket.core.problems import Refusal
from loket.offices import queries as offices
from loket.outbox.services import Apart, together


def close_unheard(now: datetime.datetime | None = None, apart: Apart = together) -> int:
    """
    Close in every office what nobody objected to in time; how many were closed.

    Each by itself: who dies in between has closed some, and the next pass closes the rest.
    """
    at = now or timezone.now()
    return sum(
        apart(f"closing complaints of office {office.id}", partial(_close_all, office.id, at), 0)
        for office in offices.offices()
    )


def _close_all(office_id: int, at: datetime.datetime) -> int:
    return sum(_close(office_id, silence) for silence in casework.silences(office_id, at))


def _close(office_id: int, silence: casework.Silence) -> int:
    try:
        cases.close_unheard(office_id, silence)
    except Refusal:
        # Its complainant has objected this moment, or somebody moved it: it is looked at again.
        return 0
    return 1
