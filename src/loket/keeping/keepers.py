"""Who decides about terms of keeping and destruction: those who keep the office, in their own right."""

import datetime
from typing import Final

from loket.core.engine.refusals import NotAllowed
from loket.keeping.destruction_refusals import NotInEmergency
from loket.offices import queries as offices
from loket.offices.records import Officer

LONGEST: Final = 400


def require_keeper(officer: Officer, at: datetime.datetime) -> Officer:
    """
    The officer as of now, who must keep the office; an access in an emergency does not count.

    Read anew, since whoever lost the power a moment ago decides nothing any more. Raises NotAllowed and NotInEmergency.
    """
    now = offices.officer_by_id(officer.person, offices.today(officer.office_key, at))
    if now is None or now.office_id != officer.office_id or not now.keeps_office:
        raise NotInEmergency if officer.keeps_office and officer.emergency is not None else NotAllowed
    return now


def one_line(typed: str, longest: int = LONGEST) -> str:
    """What was typed, on one line and without what no database keeps: it may stand in the history of a case for ever."""
    return " ".join(typed.replace("\x00", "").split())[:longest]


def may_see_destructions(officer: Officer) -> bool:
    """Whether the officer may see terms and destructions: those who keep the office, and auditors."""
    return officer.keeps_office or "audit" in officer.powers
