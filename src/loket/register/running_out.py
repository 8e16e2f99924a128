"""What runs out soon or has run out in an office: leaves to stay of foreigners, and letters of those under way."""

import datetime
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from loket.core.register.codes import ResidentStatus
from loket.core.register.moves import skpwni_expires_date
from loket.register.office_settings import settings_of

MOST: Final = 200
SOON_DAYS: Final = 60
"""How long before its end a leave to stay is shown: prolonging an ITAS takes weeks."""

_PERMIT: Final = {
    "postgresql": "v.biodata -> 'permit' ->> 'until_date'",
    "sqlite": "json_extract(v.biodata, '$.permit.until_date')",
}
_DEPARTED: Final = {
    "postgresql": "v.transit ->> 'departed_date'",
    "sqlite": "json_extract(v.transit, '$.departed_date')",
}
_ROWS: Final = """
SELECT r.id, r.full_name, {day} AS day
FROM register_residentversion AS v JOIN register_resident AS r ON r.id = v.resident_id
WHERE v.valid_until IS NULL AND v.superseded_at IS NULL AND {day} IS NOT NULL AND {day} <= %s
AND r.office_id = %s AND r.status = %s
ORDER BY day, r.name_key LIMIT {most}
"""


@dataclass(frozen=True, slots=True)
class Ending:
    """A resident, and the last day of a leave to stay, or the first day on which an SKPWNI no longer holds."""

    id: UUID
    full_name: str
    day: datetime.date


@dataclass(frozen=True, slots=True)
class RunningOut:
    """What an office should see to, the earliest first."""

    permits: tuple[Ending, ...]
    letters: tuple[Ending, ...]


def running_out(office_id: int, today: datetime.date) -> RunningOut:
    """
    Leaves to stay that end within 60 days or have ended, and movers whose SKPWNI has run out unused; two statements.

    At most 200 of each. Basis: UU 23/2006 ps. 20 (an SKTT holds as long as the ITAS).
    """
    term = settings_of(office_id).transit_days
    latest = today - datetime.timedelta(days=term)
    permits = _rows(_PERMIT, office_id, ResidentStatus.ACTIVE, today + datetime.timedelta(days=SOON_DAYS))
    letters = _rows(_DEPARTED, office_id, ResidentStatus.IN_TRANSIT, latest)
    expired = (Ending(one.id, one.full_name, skpwni_expires_date(one.day, term)) for one in letters)
    return RunningOut(permits, tuple(expired))


def _rows(day_of: dict[str, str], office_id: int, status: ResidentStatus, until: datetime.date) -> tuple[Ending, ...]:
    sql = _ROWS.format(day=day_of[connection.vendor], most=MOST)
    with connection.cursor() as cursor:
        cursor.execute(sql, [until.isoformat(), office_id, str(status)])
        return tuple(Ending(_uuid(own), name, datetime.date.fromisoformat(day)) for own, name, day in cursor.fetchall())


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))
