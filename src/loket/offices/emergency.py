"""
Access in an emergency (T27): opened at the server for one named person, seen by everybody who keeps the office, and over
after some hours. For other apps it is in `services`.

Opening, first use and end are each noted in the office and told to the log `loket.alarm`.
"""

import datetime
import logging
from typing import Final

from django.db import transaction

from loket.core import worktime
from loket.core.engine.refusals import NotAllowed
from loket.offices import models, queries
from loket.offices.changes import Decision, change, found, note
from loket.offices.emergencies import open_emergencies, standing_emergency
from loket.offices.records import EMERGENCY_LONGEST, EmergencyRecord, Officer
from loket.offices.refusals import EmergencyHours, EmergencyOpen, NoEmergency, WithoutSeat

USED_EVERY: Final = datetime.timedelta(minutes=1)
RUN_OUT: Final = "Habis waktunya atau 30 menit tidak dipakai"
FIRST_USE: Final = "Pemakaian pertama"
_alarms: Final = logging.getLogger("loket.alarm")


def _only_the_server(_officer: Officer) -> bool:
    return False


@change(_only_the_server)
def open_emergency(office_key: str, *, person: int, hours: int, decision: Decision) -> int:
    """
    Open it for a person who is at work today, for 1 to 4 hours; return its number.

    One that has run out is closed first. Raises EmergencyOpen, EmergencyHours, WithoutSeat, NotOfThisOffice,
    WhyMissing, and NotAllowed for any officer.
    """
    length = datetime.timedelta(hours=hours)
    if not datetime.timedelta(hours=1) <= length <= EMERGENCY_LONGEST:
        raise EmergencyHours(fields=("hours",))
    for one in open_emergencies(office_key):
        if one.lasts(decision.at):
            raise EmergencyOpen(name=one.full_name)
        _close(office_key, one, Decision.founding(decision.at, RUN_OUT))
    row = found(models.Person.objects.filter(office__key=office_key, pk=person).first(), "Petugas")
    officer = queries.officer_by_id(person, queries.today(office_key, decision.at))
    if officer is None or not officer.seats:
        raise WithoutSeat(name=row.full_name)
    until = decision.at + length
    made = models.Emergency.objects.create(
        office_id=row.office_id, person=row, why=decision.why.strip(), opened_at=decision.at, until=until
    )
    _tell(row.office_id, decision, f"Akses darurat dibuka untuk {row.full_name}, paling lama {hours} jam")
    return made.pk


def _may_close(officer: Officer) -> bool:
    return officer.keeps_office or officer.emergency is not None or "supervise" in officer.powers


@change(_may_close)
def close_emergency(office_key: str, *, decision: Decision) -> None:
    """End it: by whoever has it, keeps the office or supervises, or by the server. Raises NoEmergency, NotAllowed."""
    opened = open_emergencies(office_key)
    if not opened:
        raise NoEmergency
    for one in opened:
        _close(office_key, one, decision)


def use_emergency(officer: Officer, at: datetime.datetime) -> Officer:
    """
    The officer with the power of an emergency that lasts, and the use of it noted; without it when it is over.

    To be called for every page of an officer with an `emergency`; one that has run out is closed here.
    """
    standing = standing_emergency(officer.emergency) if officer.emergency is not None else None
    if standing is None:
        return officer
    if not standing.lasts(at):
        _run_out(officer.office_key, decision=Decision.founding(at, RUN_OUT))
        return officer
    if standing.used_at is None or at - standing.used_at >= USED_EVERY:
        _used(officer, standing, at)
    return officer.keeping()


@change(_only_the_server)
def _run_out(office_key: str, *, decision: Decision) -> None:
    for one in open_emergencies(office_key):
        if not one.lasts(decision.at):
            _close(office_key, one, decision)


@transaction.atomic
def _used(officer: Officer, standing: EmergencyRecord, at: datetime.datetime) -> None:
    mine = models.Emergency.objects.filter(pk=standing.id, closed_at=None)
    if mine.filter(used_at=None).update(used_at=at):
        _tell(officer.office_id, Decision(officer, at, FIRST_USE), f"Akses darurat dipakai {officer.full_name}")
    else:
        mine.filter(used_at__lt=at).update(used_at=at)


def _close(office_key: str, one: EmergencyRecord, decision: Decision) -> None:
    if models.Emergency.objects.filter(pk=one.id, closed_at=None).update(closed_at=decision.at):
        opened = worktime.plain_date(one.opened_at.date())
        told = f"Akses darurat {one.full_name} (dibuka {opened}) berakhir"
        _tell(queries.office(office_key).id, decision, told)


def _tell(office_id: int, decision: Decision, what: str) -> None:
    if decision.by is None and not decision.is_founding:
        raise NotAllowed
    note(office_id, decision, what)
    office = queries.office_by_id(office_id).key
    transaction.on_commit(lambda: _alarms.warning("%s: %s: %s", office, what, decision.why))
