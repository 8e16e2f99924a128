"""How long a service usually takes, by what was finished of late: beside what the procedure promises."""

import datetime
import math
from dataclasses import dataclass
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from loket.casework import models
from loket.casework.clocks import promise
from loket.casework.procedures import by_id
from loket.casework.store.rows import COLUMNS, CaseRow, row_from
from loket.core.engine import Status
from loket.offices import queries as offices
from loket.offices.memory import Memory

DAYS: Final = 90
FEWEST: Final = 20
"""Below this a figure would say more of single people than of the office."""
_MOST: Final = 500
_SECONDS: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Usual:
    """Calendar days from the application until the paper was ready: for half of the files, and for nine of ten."""

    half: int
    nine_of_ten: int
    files: int


_kept: Final[Memory[Usual | None]] = Memory(_SECONDS)


def usual(office_key: str, service: str, now: datetime.datetime) -> Usual | None:
    """
    The figures of the last ninety days, at most five hundred files; None for fewer than twenty. Remembered for an hour.

    Ready is a file when the clock of its promise stopped, or where nothing was promised, when it ended.
    Raises offices' NoSuchOffice.
    """
    return _kept.get((office_key, service), lambda: _measured(office_key, service, now))


def _measured(office_key: str, service: str, now: datetime.datetime) -> Usual | None:
    office = offices.office(office_key)
    rows = models.Case.objects.filter(
        office=office.id,
        closed_at__gte=now - datetime.timedelta(days=DAYS),
        closed_at__lte=now,
        status=Status.FINISHED,
        procedure__service=service,
    )
    values = rows.order_by("-closed_at").values_list(*COLUMNS)[:_MOST]
    days = sorted(_days(row_from(one), office_key, ZoneInfo(office.zone)) for one in values)
    if len(days) < FEWEST:
        return None
    return Usual(math.ceil(median(days)), days[math.ceil(0.9 * len(days)) - 1], len(days))


def _days(row: CaseRow, office_key: str, zone: ZoneInfo) -> int:
    stopped = promise(by_id(row.procedure_id).procedure, row.state(), office_key).stopped_at or row.closed_at
    assert stopped is not None
    return (stopped.astimezone(zone).date() - row.submitted_at.astimezone(zone).date()).days
