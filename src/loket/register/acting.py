"""In whose name something is recorded, and who decides about the register of an office."""

import datetime

from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.register.refusals import SettingRefused


def require_keeper(officer: Officer, at: datetime.datetime) -> Officer:
    """
    The officer as of now, who must keep the office: its head or administrator.

    Read anew, since whoever lost the power a moment ago decides nothing any more. Raises SettingRefused.
    """
    now = offices.officer_by_id(officer.person, offices.today(officer.office_key, at))
    if now is None or not now.keeps_office:
        raise SettingRefused
    return now


def acted_as(officer: Officer) -> str:
    """The officer's signature in the first of the seats."""
    return officer.signature(next(iter(officer.seats), None))
