"""
What a database holds, counted: rows of each table, and of each office where its chains end and what was signed last.

Two databases with equal holdings hold the same histories. It is read as one moment by whoever opens that.
"""

from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.migrations.recorder import MigrationRecorder

from loket.casework import queries as casework
from loket.core.problems import Refusal
from loket.offices import queries as offices
from loket.signing import queries as signing


def holdings() -> dict[str, Any]:
    """Tables with their rows, applied migrations, and for each office its cases, events, heads and seals."""
    return {
        "tables": _rows_of_tables(),
        "schema": sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
        "offices": {record.key: _of_office(record.key) for record in offices.offices()},
    }


def _rows_of_tables() -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        # One statement for each table: few of them are alike, and none is known here.
        for table in _tables(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 (own names)
            found[table] = cursor.fetchone()[0]
    return found


def _tables(cursor: CursorWrapper) -> list[str]:
    if connection.vendor == "postgresql":
        return sorted(connection.introspection.table_names(cursor))
    # A virtual table is a view on its shadows, which are there as well, and not each can be read from end to end.
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    )
    return [name for (name,) in cursor.fetchall()]


def _of_office(key: str) -> dict[str, Any]:
    heads, seals = casework.heads_of(key), casework.seals_of(key)
    return {
        "cases": heads.cases,
        "events": heads.events,
        "heads": heads.digest,
        "seals": len(seals),
        "seal_root": seals[-1].root.hex() if seals else "",
        "checkpoint": _checkpoint(key),
        "history_key": _history_key(key),
    }


def _checkpoint(key: str) -> str:
    """The newest signed checkpoint, which says the size and the root of the history; empty before the first."""
    try:
        return signing.latest_seal(key).note.text
    except Refusal:
        return ""


def _history_key(key: str) -> str:
    try:
        found = signing.known_key(key)
    except Refusal:
        return ""
    return str(found) if found else ""


def events_in(found: dict[str, Any]) -> int:
    """All events of all offices."""
    return sum(int(office["events"]) for office in found["offices"].values())
