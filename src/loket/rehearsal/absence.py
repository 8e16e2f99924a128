"""One officer of the office stays at home: whoever may stand in for a position has to."""

import datetime
import random

from loket.offices import queries as offices
from loket.offices import services
from loket.offices.services import Decision


def send_one_home(office_key: str, now: datetime.datetime, chance: random.Random) -> str | None:
    """
    Record a day of leave for an officer whose every position another person can fill; return the name.

    Returns None when someone is away already, or nobody can be spared.
    """
    today = offices.today(office_key, now)
    present = [offices.officer_by_id(p.person, today) for p in offices.persons(office_key) if p.active]
    officers = [officer for officer in present if officer is not None]
    if any(officer.absent for officer in officers):
        return None
    spare = [
        officer
        for officer in officers
        if officer.seats and all(len(offices.holders_of(office_key, s.position, today)) > 1 for s in officer.seats)
    ]
    if not spare:
        return None
    chosen = chance.choice(spare)
    services.record_absence(
        office_key,
        person=chosen.person,
        valid_from=today,
        valid_until=today + datetime.timedelta(days=1),
        reason="Cuti (latihan)",
        decision=Decision(None, now, "Latihan"),
    )
    return chosen.full_name


def call_back(office_key: str, now: datetime.datetime) -> bool:
    """Call everyone who is away back to work; says whether anyone was. What a head does when a file has nobody."""
    today = offices.today(office_key, now)
    away = [p for p in offices.persons(office_key) if _absent(p.person, today)]
    for person in away:
        services.end_absence(
            office_key, person=person.person, on=today, decision=Decision(None, now, "Dipanggil masuk (latihan)")
        )
    return bool(away)


def _absent(person: int, today: datetime.date) -> bool:
    officer = offices.officer_by_id(person, today)
    return officer is not None and officer.absent is not None
