"""In whose name something about papers is recorded."""

import datetime

from loket.documents.refusals import PrintRefused
from loket.offices import queries as offices
from loket.offices.records import Officer


def require_seat(officer: Officer, at: datetime.datetime, office_key: str = "") -> Officer:
    """The officer as of now, with a position today, of this office if one is named. Raises PrintRefused."""
    now = offices.officer_by_id(officer.person, offices.today(officer.office_key, at))
    if now is None or not now.seats or (office_key and now.office_key != office_key):
        raise PrintRefused
    return now


def acted_as(officer: Officer) -> str:
    """The officer's signature in the first of the seats."""
    return officer.signature(next(iter(officer.seats), None))
