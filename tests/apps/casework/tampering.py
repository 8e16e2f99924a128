"""Someone with the keys of the database: changes what the triggers refuse, and hashes anew what he changed."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection

from loket.casework.audit.one_case import event_hash
from loket.casework.audit.reading import EventRow, History, history_of
from loket.casework.store import chain


@contextmanager
def triggers_off() -> Iterator[None]:
    """Let everything be changed for the time of the block."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute(
            "SELECT name, sql FROM sqlite_master "
            "WHERE type = 'trigger' AND (tbl_name LIKE 'casework_%' OR tbl_name LIKE 'signing_%')"
        )
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, sql in triggers:
            cursor.execute(sql)


def forge(query: str, *values: object) -> int:
    """Run one statement that the triggers would refuse; returns how many rows it touched."""
    with triggers_off(), connection.cursor() as cursor:
        cursor.execute(query, [_plain(value) for value in values])
        touched: int = cursor.rowcount
    return touched


def _plain(value: object) -> Any:
    if connection.vendor == "postgresql":
        return value
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.hex if isinstance(value, UUID) else value


def stored(resi: str) -> History:
    """All that is stored of a case."""
    history = history_of(resi)
    assert history is not None
    assert history.case is not None
    return history


def set_event(resi: str, seq: int, **columns: object) -> None:
    """Change columns of one event."""
    names = ", ".join(f"{name} = %s" for name in columns)
    touched = forge(
        f"UPDATE casework_event SET {names} WHERE case_id = %s AND seq = %s",
        *columns.values(),
        stored(resi).case_id,
        seq,
    )
    assert touched == 1


def set_case(resi: str, **columns: object) -> None:
    """Change columns of a case row."""
    names = ", ".join(f"{name} = %s" for name in columns)
    assert forge(f"UPDATE casework_case SET {names} WHERE resi = %s", *columns.values(), resi) == 1


def rechain(resi: str, seq: int, **columns: Any) -> None:
    """Change one event and hash it and all after it anew, the case row too: the chain is clean by itself again."""
    history = stored(resi)
    changed = [replace(event, **columns) if event.seq == seq else event for event in history.events]
    head = history.events[seq - 1].prev_hash
    for event in changed[seq - 1 :]:
        linked = replace(event, prev_hash=head)
        head = event_hash(resi, linked)
        fresh = {**columns} if event.seq == seq else {}
        set_event(resi, event.seq, **fresh, prev_hash=linked.prev_hash, hash=head)
    set_case(resi, head_hash=head)


def delete_event(resi: str, seq: int) -> None:
    """Remove one event."""
    assert forge("DELETE FROM casework_event WHERE case_id = %s AND seq = %s", stored(resi).case_id, seq) == 1


def insert_event(resi: str, event: EventRow) -> None:
    """Add one event as it is."""
    columns = [name for name in EventRow.__slots__ if name != "case_id"]
    marks = ", ".join(["%s"] * (len(columns) + 1))
    values: Sequence[object] = [event.case_id, *(getattr(event, name) for name in columns)]
    assert forge(f"INSERT INTO casework_event (case_id, {', '.join(columns)}) VALUES ({marks})", *values) == 1


def shift_events(resi: str, first: int) -> None:
    """Make room for one event before `first`, renumbering the later ones."""
    history = stored(resi)
    for event in reversed(history.events[first - 1 :]):
        forge(
            "UPDATE casework_event SET seq = %s WHERE case_id = %s AND seq = %s",
            event.seq + 1,
            event.case_id,
            event.seq,
        )


def remove_case(resi: str) -> None:
    """Remove a case with all its events, as if it had never been."""
    case_id = stored(resi).case_id
    forge("DELETE FROM casework_event WHERE case_id = %s", case_id)
    assert forge("DELETE FROM casework_case WHERE id = %s", case_id) == 1


def note(resi: str, text: str) -> EventRow:
    """A remark that nobody made, properly hashed onto the end of a case."""
    latest = stored(resi).events[-1]
    event = replace(
        latest,
        seq=latest.seq + 1,
        kind="note-added",
        step=None,
        number=None,
        series=None,
        prev_hash=latest.hash,
        payload=chain.canonical({"text": text}),
    )
    return replace(event, hash=event_hash(resi, event))
