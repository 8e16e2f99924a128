"""One officer of the office stays at home: whoever may stand in for a position has to."""

import datetime
import random

from loket.offices import queries as offices
from loket.offices import services
from loket.offices.records import Officer
from loket.offices.services import Decision
from loket.offices.terms import AppointmentKind


def send_one_home(office_key: str, now: datetime.datetime, chance: random.Random) -> str | None:
    """
    Record a day of leave for an officer whose every position another person can fill; return the name.

    Where nobody else holds the position, a superior is appointed Plh for that day. Returns None when someone is away
    already, or nobody can be spared.
    """
    today = offices.today(office_key, now)
    present = [offices.officer_by_id(p.person, today) for p in offices.persons(office_key) if p.active]
    officers = [officer for officer in present if officer is not None]
    if any(officer.absent for officer in officers):
        return None
    spare = [officer for officer in officers if officer.seats and _can_be_spared(officer, officers, today)]
    if not spare:
        return None
    chosen = chance.choice(spare)
    services.record_absence(
        office_key,
        person=chosen.person,
        valid_from=today,
        valid_until=today + datetime.timedelta(days=1),
        reason="Cuti (latihan)",
        decision=Decision.founding(now, "Latihan"),
    )
    for position in _left_empty(chosen, today):
        _appoint_plh(chosen, position, chance.choice(_stand_ins(chosen, officers)), now)
    return chosen.full_name


def _can_be_spared(officer: Officer, officers: list[Officer], today: datetime.date) -> bool:
    return not _held_alone(officer, today) or ("supervise" in officer.powers and bool(_stand_ins(officer, officers)))


def _held_alone(officer: Officer, today: datetime.date) -> list[str]:
    return [
        seat.position
        for seat in officer.seats
        if len(offices.holders_of(officer.office_key, seat.position, today)) == 1
    ]


def _left_empty(officer: Officer, today: datetime.date) -> list[str]:
    return [seat.position for seat in officer.seats if not offices.holders_of(officer.office_key, seat.position, today)]


def _stand_ins(officer: Officer, officers: list[Officer]) -> list[Officer]:
    """Other heads: a Plh is an official of the same rank or the one next to it. Basis: UU 30/2014, ps. 14."""
    return [other for other in officers if other.person != officer.person and "supervise" in other.powers]


def _appoint_plh(absent: Officer, position: str, stand_in: Officer, now: datetime.datetime) -> None:
    today = offices.today(absent.office_key, now)
    services.appoint(
        absent.office_key,
        person=stand_in.person,
        position=position,
        kind=AppointmentKind.PLH,
        decree=f"SPT Plh. {today} (latihan)",
        valid_from=today,
        valid_until=today + datetime.timedelta(days=1),
        decision=Decision.founding(now, "Latihan"),
    )


def call_back(office_key: str, now: datetime.datetime) -> bool:
    """Call everyone who is away back to work; says whether anyone was. What a head does when a file has nobody."""
    today = offices.today(office_key, now)
    away = [p for p in offices.persons(office_key) if _absent(p.person, today)]
    for person in away:
        services.end_absence(
            office_key,
            person=person.person,
            on=today,
            decision=Decision.founding(now, "Dipanggil masuk (latihan)"),
        )
    return bool(away)


def _absent(person: int, today: datetime.date) -> bool:
    officer = offices.officer_by_id(person, today)
    return officer is not None and officer.absent is not None
