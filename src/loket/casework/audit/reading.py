"""Whole histories in a stream, for proofs: every case with its events and its sealed heads, some hundred at a time."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from itertools import groupby
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from loket.casework import models
from loket.casework.store.rows import COLUMNS, CaseRow, aware, row_from

CASES_AT_ONCE: Final = 500
EVENTS_AT_ONCE: Final = 20_000
_BEYOND: Final = 2**63 - 1
_LARGEST_SEQ: Final = 2**31 - 1
_CASES: Final = f"SELECT {', '.join(COLUMNS)}, key, name_key FROM casework_case WHERE id > %s"  # noqa: S608 (own names)
_OF_OFFICE: Final = " AND case_id IN (SELECT id FROM casework_case WHERE office_id = %s)"


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as stored, unread."""

    case_id: int
    seq: int
    occurred_at: datetime.datetime
    recorded_at: datetime.datetime
    person: int
    number: int | None
    key: UUID
    prev_hash: bytes
    hash: bytes
    kind: str
    step: str | None
    channel: str
    series: str | None
    acted_as: str
    payload: str


_WHO: Final = {"acted_as": "CASE WHEN acted_as = '' THEN coalesce(a.text, '') ELSE acted_as END"}
_EVENTS: Final = f"""
SELECT {", ".join(_WHO.get(f.name, f.name) for f in fields(EventRow))}
FROM casework_event LEFT JOIN casework_acting AS a ON a.id = acting_id
"""  # noqa: S608 (own names)


class Leaf(NamedTuple):
    """The head of a case as a checkpoint sealed it."""

    resi: str
    version: int
    head_hash: bytes


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case row with the two columns that only proofs need."""

    row: CaseRow
    key: UUID
    name_key: str


@dataclass(slots=True)
class History:
    """All that is stored of one case; `case` is None for events whose case row is gone."""

    case_id: int
    case: StoredCase | None
    events: list[EventRow]
    leaves: list[Leaf] = field(default_factory=list)


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything inside as of one instant, while writers go on. Within a transaction: as that one reads."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # Django's own transactions are IMMEDIATE here, and would hold up the writer.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def database_now() -> datetime.datetime:
    """The clock that writes `recorded_at`."""
    if connection.vendor != "postgresql":
        return timezone.now()
    moment: datetime.datetime = _rows("SELECT clock_timestamp()", [])[0][0]
    return moment


def histories(office_id: int | None = None) -> Iterator[list[History]]:
    """
    Every history by case number, in lists of at most 500; memory stays the same however many there are.

    Without an office also events without a case, as histories whose `case` is None.
    """
    before = 0
    while found := _cases_after(before, office_id):
        yield _joined(found, before, found[-1].row.id, office_id)
        before = found[-1].row.id
    if office_id is None and (rest := _joined([], before, _BEYOND, None)):
        yield rest


def history_of(resi: str, *, to_mend: bool = False) -> History | None:
    """One history; None when there is no such case. `to_mend`, within `store.run`, locks the case row."""
    lock = " FOR UPDATE" if to_mend and connection.vendor == "postgresql" else ""
    rows = _rows(f"{_CASES} AND resi = %s{lock}", [0, resi])
    if not rows:
        return None
    case = _case(rows[0])
    events = list(_events(case.row.id - 1, case.row.id, None))
    return History(case.row.id, case, events, _leaves([resi]).get(resi, []))


def _joined(cases: list[StoredCase], before: int, upto: int, office_id: int | None) -> list[History]:
    found = {case.row.id: History(case.row.id, case, []) for case in cases}
    for case_id, events in groupby(_events(before, upto, office_id), lambda event: event.case_id):
        found.setdefault(case_id, History(case_id, None, [])).events.extend(events)
    leaves = _leaves([case.row.resi for case in cases])
    for case in cases:
        found[case.row.id].leaves = leaves.get(case.row.resi, [])
    return [found[case_id] for case_id in sorted(found)]


def _cases_after(before: int, office_id: int | None) -> list[StoredCase]:
    where, values = (" AND office_id = %s", [before, office_id]) if office_id is not None else ("", [before])
    return [_case(values) for values in _rows(f"{_CASES}{where} ORDER BY id LIMIT {CASES_AT_ONCE}", values)]


def _case(values: tuple[Any, ...]) -> StoredCase:
    *columns, key, name_key = values
    return StoredCase(row_from(columns), _uuid(key), name_key)


def _events(before: int, upto: int, office_id: int | None) -> Iterator[EventRow]:
    where = f" WHERE (case_id, seq) > (%s, %s) AND case_id <= %s{_OF_OFFICE if office_id is not None else ''}"
    query = f"{_EVENTS}{where} ORDER BY case_id, seq LIMIT {EVENTS_AT_ONCE}"
    at: tuple[int, int] = (before, _LARGEST_SEQ)
    while page := _rows(query, [*at, upto, *([office_id] if office_id is not None else [])]):
        yield from map(_event, page)
        if len(page) < EVENTS_AT_ONCE:
            return
        at = (page[-1][0], page[-1][1])


def _event(values: tuple[Any, ...]) -> EventRow:
    case_id, seq, occurred_at, recorded_at, person, number, key, *rest = values
    return EventRow(case_id, seq, aware(occurred_at), aware(recorded_at), person, number, _uuid(key), *rest)


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _leaves(resis: list[str]) -> dict[str, list[Leaf]]:
    found: dict[str, list[Leaf]] = {}
    rows = models.CheckpointLeaf.objects.filter(resi__in=resis).order_by("resi", "version")
    for resi, version, head_hash in rows.values_list("resi", "version", "head_hash"):
        found.setdefault(resi, []).append(Leaf(resi, version, bytes(head_hash)))
    return found


def _rows(query: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
