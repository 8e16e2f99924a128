"""
Many rows at once, past the ORM: COPY on PostgreSQL, one prepared INSERT on SQLite. Triggers and constraints stay awake.

Called inside the caller's transaction. What it writes is new: there are no events, and nothing is read first.
"""

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Model

from loket.core.register import Family, Membership, Resident
from loket.core.register import Record as ResidentRecord
from loket.register import models
from loket.register.codec import packed
from loket.register.ids import uuid_of
from loket.register.store import reading
from loket.register.store.writing import Pen
from loket.vault.leaves import sealed_leaves
from loket.vault.services import of_resident

Columns = Mapping[str, object]
_JSON: Final = frozenset({"biodata", "documents", "transit", "address"})
_CACHE_KILOBYTES: Final = 128 * 1024
_ROWS_COUNTED: Final = 2000
_SERIES: Final = """
INSERT INTO register_numberseries (name, value) {given} ON CONFLICT (name) DO UPDATE SET value = excluded.value
WHERE excluded.value > register_numberseries.value
"""
_TABLES: Final[tuple[tuple[str, type[Model]], ...]] = (
    ("residents", models.Resident),
    ("versions", models.ResidentVersion),
    ("families", models.Family),
    ("stays", models.FamilyVersion),
    ("memberships", models.Membership),
)


@dataclass(slots=True)
class Batch:
    """Rows of whole families by table, as columns; `save` writes and forgets them."""

    pen: Pen
    residents: list[Columns] = field(default_factory=list)
    versions: list[Columns] = field(default_factory=list)
    families: list[Columns] = field(default_factory=list)
    stays: list[Columns] = field(default_factory=list)
    memberships: list[Columns] = field(default_factory=list)

    def resident(self, resident: Resident) -> None:
        """A new resident with every record."""
        own = uuid_of(resident.id)
        self.residents.append({"id": own, "office_id": self.pen.office_id} | reading.current_columns(resident))
        for record, until in zip(resident.records, reading.ends_of(resident.records), strict=True):
            self.versions.append(_version(own, record, until, self.pen))

    def family(self, family: Family) -> None:
        """A new KK with every stay."""
        own = uuid_of(family.id)
        columns: dict[str, object] = {"id": own, "office_id": self.pen.office_id, "head_id": family.head_id}
        self.families.append(columns | {"follows_id": family.follows} | reading.family_columns(family))
        for number, stay in enumerate(family.stays):
            self.stays.append(
                {
                    "family_id": own,
                    "number": number,
                    "valid_from": stay.from_date,
                    "valid_until": stay.until_date,
                    "recorded_at": self.pen.at,
                    "event_id": self.pen.event_id,
                    **reading.address_columns(stay.address),
                }
            )

    def membership(self, place: Membership) -> None:
        """A place in a KK, open or ended."""
        self.memberships.append(
            {
                "resident_id": place.resident_id,
                "family_id": place.family_id,
                "shdk": int(place.shdk),
                "from_date": place.from_date,
                "until_date": place.until_date,
                "why": place.why,
                "ended_why": place.ended_why,
            }
        )

    def save(self) -> None:
        """Write all of it. Raises IntegrityError for a number or id that somebody has."""
        for name, model in _TABLES:
            rows: list[Columns] = getattr(self, name)
            if rows:
                insert(model._meta.db_table, rows)
                rows.clear()


def _version(own: UUID, record: ResidentRecord, until: datetime.date | None, pen: Pen) -> Columns:
    return {
        "resident_id": own,
        "valid_from": record.from_date,
        "valid_until": until,
        "recorded_at": pen.at,
        "superseded_at": None,
        "status": str(record.status),
        "why": record.why,
        "biodata": sealed_leaves(packed(record.biodata), of_resident(own)),
        "documents": packed(record.documents),
        "transit": packed(record.transit) if record.transit else None,
        "address": packed(record.address) if record.address else None,
        "event_id": pen.event_id,
    }


def make_room() -> None:
    """Let SQLite keep the inner pages of every index in memory for this connection; the default of 2 MB thrashes."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")


def settle() -> None:
    """Let the database count what has come, so that it finds the shortest way to it. Call it after many new rows."""
    tables = ", ".join(model._meta.db_table for _, model in _TABLES)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ANALYZE {tables}")
        else:
            cursor.execute(f"PRAGMA analysis_limit = {_ROWS_COUNTED}")
            cursor.execute("ANALYZE")


def insert(table: str, rows: Sequence[Columns]) -> None:
    """Write rows of one table that all have the same columns, in their order."""
    columns = tuple(rows[0])
    if connection.vendor == "postgresql":
        _copy(table, columns, rows)
    else:
        _prepared(table, columns, rows)


def raise_series(values: Mapping[str, int]) -> None:
    """Say that serials up to these were given out, in one statement where the database can; none is ever lowered."""
    if not values:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            given = "SELECT * FROM unnest(%s::text[], %s::smallint[]) AS given (name, value)"
            cursor.execute(_SERIES.format(given=given), [list(values), list(values.values())])
        else:
            cursor.executemany(_SERIES.format(given="SELECT %s, %s WHERE true"), list(values.items()))


def _copy(table: str, columns: Sequence[str], rows: Iterable[Columns]) -> None:
    named = ", ".join(f'"{column}"' for column in columns)
    readers = _readers(columns, {})
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([read(value) for read, value in zip(readers, row.values(), strict=True)])


def _prepared(table: str, columns: Sequence[str], rows: Iterable[Columns]) -> None:
    named, marks = ", ".join(f'"{column}"' for column in columns), ", ".join(["%s"] * len(columns))
    readers = _readers(columns, {UUID: _hex, datetime.date: str, datetime.datetime: _naive})
    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', list(_values(rows, readers)))  # noqa: S608 (own names)


def _values(rows: Iterable[Columns], readers: Sequence[Callable[[Any], Any]]) -> Iterator[list[Any]]:
    for row in rows:
        yield [read(value) for read, value in zip(readers, row.values(), strict=True)]


def _readers(columns: Sequence[str], kinds: Mapping[type, Callable[[Any], object]]) -> list[Callable[[Any], object]]:
    def plain(value: object) -> object:
        read = kinds.get(type(value))
        return value if read is None else read(value)

    return [_json if column in _JSON else plain for column in columns]


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value)


def _hex(value: UUID) -> str:
    return value.hex


def _naive(value: datetime.datetime) -> str:
    """As the ORM stores a time on SQLite: in UTC, without saying so."""
    return str(value.astimezone(datetime.UTC).replace(tzinfo=None))
