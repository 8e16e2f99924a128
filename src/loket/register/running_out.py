"""What runs out soon or has run out in an office: leaves to stay of foreigners, and letters of those under way."""

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from loket.core.register import Transit
from loket.core.register.codes import ResidentStatus
from loket.core.register.moves import skpwni_expires_date
from loket.core.terms import RegionCode
from loket.register import models
from loket.register.codec import unpacked
from loket.register.ids import uuid_of
from loket.register.office_settings import settings_of

_Of = tuple[datetime.date, UUID, RegionCode, str]
_Head = tuple[UUID, datetime.date | None]
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
_ORIGIN: Final = {
    "postgresql": "v.transit ->> 'family_id'",
    "sqlite": "json_extract(v.transit, '$.family_id')",
}
_ROWS: Final = """
SELECT r.id, r.full_name, {day} AS day, v.transit
FROM register_residentversion AS v JOIN register_resident AS r ON r.id = v.resident_id
WHERE v.valid_until IS NULL AND v.superseded_at IS NULL AND {day} IS NOT NULL AND {day} <= %s
AND r.office_id = %s AND r.status = %s
ORDER BY day, {order}r.name_key LIMIT {most}
"""


@dataclass(frozen=True, slots=True)
class Ending:
    """A resident, and the last day of a leave to stay."""

    id: UUID
    full_name: str
    day: datetime.date


@dataclass(frozen=True, slots=True)
class Mover:
    """Someone still under way."""

    id: UUID
    full_name: str


@dataclass(frozen=True, slots=True)
class EndedLetter:
    """
    Those still under way together with an SKPWNI that no longer holds from `day` on; `number` is blank where none is known.

    `family_id` is the KK they left. `goes_home`: it takes them back, being in force, or its head is among them.
    """

    movers: tuple[Mover, ...]
    day: datetime.date
    departed_date: datetime.date
    destination: RegionCode
    number: str
    family_id: UUID
    goes_home: bool


@dataclass(frozen=True, slots=True)
class RunningOut:
    """What an office should see to, the earliest first."""

    permits: tuple[Ending, ...]
    letters: tuple[EndedLetter, ...]


def running_out(office_id: int, today: datetime.date) -> RunningOut:
    """
    Leaves to stay that end within 60 days or have ended, and the SKPWNI that have run out unused; four statements at most.

    At most 200 residents of each; the movers of one letter stay together. Basis: UU 23/2006 ps. 20 (an SKTT holds as long
    as the ITAS).
    """
    term = settings_of(office_id).transit_days
    latest = today - datetime.timedelta(days=term)
    soon = today + datetime.timedelta(days=SOON_DAYS)
    permits = _rows(_PERMIT, office_id, ResidentStatus.ACTIVE, soon)
    moving = _rows(_DEPARTED, office_id, ResidentStatus.IN_TRANSIT, latest, f"{_ORIGIN[connection.vendor]}, ")
    return RunningOut(
        tuple(Ending(_uuid(own), name, datetime.date.fromisoformat(day)) for own, name, day, _ in permits),
        _letters(moving, term),
    )


def _rows(
    day_of: Mapping[str, str], office_id: int, status: ResidentStatus, until: datetime.date, order: str = ""
) -> list[tuple[Any, str, str, Any]]:
    sql = _ROWS.format(day=day_of[connection.vendor], order=order, most=MOST)
    with connection.cursor() as cursor:
        cursor.execute(sql, [until.isoformat(), office_id, str(status)])
        return list(cursor.fetchall())


def _letters(rows: list[tuple[Any, str, str, Any]], term: int) -> tuple[EndedLetter, ...]:
    groups: dict[_Of, list[Mover]] = {}
    for own, name, _, told in rows:
        groups.setdefault(_letter_of(unpacked(Transit, json.loads(told))), []).append(Mover(_uuid(own), name))
    if len(rows) == MOST:
        # A family at the end may be cut off in the middle: it comes up whole once those before it are seen to.
        last = next(reversed(groups))[:2]
        groups = {of: movers for of, movers in groups.items() if of[:2] != last} or groups
    heads = _heads(family_id for _, family_id, *_ in groups)
    return tuple(_letter(of, tuple(movers), term, heads) for of, movers in groups.items())


def _letter_of(transit: Transit) -> _Of:
    return transit.departed_date, uuid_of(transit.family_id), transit.destination, transit.skpwni_number or ""


def _letter(of: _Of, movers: tuple[Mover, ...], term: int, heads: Mapping[UUID, _Head]) -> EndedLetter:
    departed, family_id, destination, number = of
    head_id, closed_date = heads[family_id]
    goes_home = closed_date is None or head_id in {mover.id for mover in movers}
    day = skpwni_expires_date(departed, term)
    return EndedLetter(movers, day, departed, destination, number, family_id, goes_home)


def _heads(family_ids: Iterable[UUID]) -> dict[UUID, _Head]:
    """The head of each KK, and since when it is closed."""
    wanted = set(family_ids)
    rows = models.Family.objects.filter(pk__in=wanted).values_list("pk", "head_id", "closed_date") if wanted else ()
    return {own: (head, closed) for own, head, closed in rows}


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))
