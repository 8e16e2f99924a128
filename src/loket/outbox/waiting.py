"""
Applicants reminded of files that wait for them, and such files closed when nobody answered: both by the time of the procedure.

Nobody's file is closed who was not told: the last reminder has arrived, or was told by telephone, and since then the applicant
had as much time as the procedure leaves between that reminder and the end.
"""

import datetime
from collections.abc import Iterator
from functools import partial
from typing import Final

from django.conf import settings
from django.utils import timezone

from loket.casework import queries as casework
from loket.casework import services
from loket.casework.queries import Wait
from loket.core.messages.kinds import Kind
from loket.core.messages.states import State
from loket.core.problems import Refusal
from loket.core.terms import Resi
from loket.offices import queries as offices
from loket.outbox import models
from loket.outbox.apart import Apart, together
from loket.outbox.enqueueing import Wish, enqueue
from loket.outbox.office_settings import settings_of
from loket.outbox.phrases import date_in, phrase
from loket.outbox.records import CallResult, Receiver

_ARRIVED: Final = frozenset({State.DELIVERED, State.ACCEPTED})


def keep_terms(now: datetime.datetime | None = None, apart: Apart = together) -> tuple[int, int]:
    """Remind whoever is to be reminded, and close what is to be closed, in every office that tells its applicants; how many of each."""
    at = now or timezone.now()
    done = [
        apart(f"the terms of office {office.id}", partial(_keep_terms, office.id, at), (0, 0))
        for office in offices.offices()
    ]
    return sum(reminded for reminded, _closed in done), sum(closed for _reminded, closed in done)


def _keep_terms(office_id: int, at: datetime.datetime) -> tuple[int, int]:
    reminded = closed = 0
    if settings_of(office_id).active_since is None:
        return reminded, closed
    for wait in casework.waits(office_id):
        if at >= wait.close_at and _may_close(office_id, wait, at):
            closed += _close(office_id, wait)
        else:
            reminded += _remind(office_id, wait, at)
    return reminded, closed


def _remind(office_id: int, wait: Wait, at: datetime.datetime) -> int:
    """The latest reminder that is due; an earlier one that nobody sent in time is left out."""
    due = [place for place, when in enumerate(wait.remind_at) if when <= at]
    if not due or models.Message.objects.filter(office=office_id, key=_key(wait, due[-1])).exists():
        return 0
    office = offices.office_by_id(office_id)
    # Whoever is reminded late has still the working days between the last reminder and the end.
    until = max(wait.close_at, casework.wait_ends(office.key, at, wait.grace))
    values = {
        "perihal": phrase("berkas menunggu Anda lengkapi", wait.language),
        "resi": str(Resi(wait.resi)),
        "tanggal": date_in(offices.today(office.key, until), wait.language),
        "tautan": f"{settings.VERIFY_ADDRESS}/lacak/?resi={wait.resi}" if settings.VERIFY_ADDRESS else "",
    }
    # Whoever cannot be written to is told by somebody, or the file is never closed.
    is_last = due[-1] == len(wait.remind_at) - 1
    to, key = Receiver(phone=wait.phone), _key(wait, due[-1])
    wish = Wish(Kind.REMINDER, to, values, key, wait.language, wait.resi, must_reach=is_last)
    enqueue(office_id, wish, now=at)
    return 1


def _may_close(office_id: int, wait: Wait, at: datetime.datetime) -> bool:
    told = list(_told_at(office_id, wait))
    return bool(told) and at >= casework.wait_ends(offices.office_by_id(office_id).key, max(told), wait.grace)


def _told_at(office_id: int, wait: Wait) -> Iterator[datetime.datetime]:
    """When the last reminder reached its receiver, if it did."""
    key = _key(wait, len(wait.remind_at) - 1)
    last = models.Message.objects.filter(office=office_id, key=key).select_related("standing", "called").first()
    if last is None:
        return
    if last.standing.state in _ARRIVED:
        yield last.at
    called = getattr(last, "called", None)
    if called is not None and called.result == CallResult.TOLD:
        yield called.at


def _close(office_id: int, wait: Wait) -> int:
    try:
        services.lapse(office_id, wait)
    except Refusal:
        # Somebody has just moved it: then it no longer waits, or will be looked at again.
        return 0
    return 1


def _key(wait: Wait, place: int) -> str:
    return f"{wait.resi}:{wait.since.isoformat()}:ingat-{place}"
