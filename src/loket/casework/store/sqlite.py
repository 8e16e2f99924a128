"""
The writes of the store on SQLite. They run where the write lock is held (BEGIN IMMEDIATE), so a version that was read
cannot move before it is written.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from loket.casework.store.chain import link_hash
from loket.casework.store.rows import Book, CaseRow, Link, NewCase, Snapshot, chained

Answer = tuple[datetime.datetime, bytes, int | None, str | None, bool]

_AS_IT_IS: Final = """
SELECT c.head_hash, c.due_revision, o.revision
FROM casework_case AS c JOIN offices_office AS o ON o.id = c.office_id WHERE c.id = %s
"""
_ACTING: Final = "SELECT id FROM casework_acting WHERE text = %s"
_TAKE: Final = """
INSERT INTO casework_series (name, office_id, book, year, value, format) VALUES (%s, %s, %s, %s, 1, %s)
ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value, format
"""
_MOVE: Final = """
UPDATE casework_case SET version = %s, status = %s, step = %s, occurrence = %s, opened_at = %s, holder = %s,
    preferred = %s, touched = %s, sent_back = %s, closed_at = %s, step_due_at = %s, promise_due_at = %s,
    due_revision = %s, trail = %s, recorded_at = %s, head_hash = %s, register_number = CASE WHEN register_number = '' THEN %s ELSE register_number END
WHERE id = %s
"""
_LINK: Final = """
INSERT INTO casework_event (
    case_id, seq, occurred_at, recorded_at, person, number, key, prev_hash, hash, kind, step, channel, series,
    payload, acting_id, acted_as
) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_OPEN: Final = """
INSERT INTO casework_case (
    resi, office_id, procedure_id, applicant_name, name_key, applicant_nik, applicant_phone, subject, channel, key,
    answers, submitted_at, submitted_by, version, status, step, occurrence, opened_at, holder, preferred, touched,
    sent_back, closed_at, step_due_at, promise_due_at, due_revision, trail, register_number, recorded_at, head_hash
) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s,
    %s, %s)
RETURNING id
"""


def _plain(values: Iterable[object]) -> list[Any]:
    """Values in the form Django's own columns have in SQLite."""
    return [_value(value) for value in values]


def _value(value: object) -> object:
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.hex if isinstance(value, UUID) else value


def append(row: CaseRow, snapshot: Snapshot, link: Link, revision: int) -> Answer | None:
    """Move, number, hash and event; None, with nothing written, when case or office are no longer as they were read."""
    with connection.cursor() as cursor:
        cursor.execute(_AS_IT_IS, [row.id])
        if cursor.fetchone() != (row.head_hash, row.due_revision, revision):
            return None
        number, printed = None, None
        if link.book is not None:
            number, form, _now = take_number(link.book)
            printed = link.book.label(number, form)
        now = max(timezone.now(), row.recorded_at)
        head = link_hash(row.head_hash, link.body, number, now)
        cursor.execute(_MOVE, _plain([*snapshot, now, head, printed or "", row.id]))
        event = _signed([row.id, *link.values(now, number, row.head_hash, head)])
        cursor.execute(_LINK, event)
    return now, head, number, printed, event[-1] == ""


def _signed(values: Sequence[Any]) -> list[Any]:
    """The columns of an event with who acted as a number, or in words where the words are not shared yet."""
    *columns, text, shared = values
    found = None
    if shared:
        with connection.cursor() as cursor:
            cursor.execute(_ACTING, [text])
            found = cursor.fetchone()
    return _plain([*columns, *((found[0], "") if found else (None, text))])


def take_number(book: Book) -> tuple[int, str, datetime.datetime]:
    """The next number, the format of the series, and the time."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [book.name, book.office_id, book.book, book.year, book.format])
        number, form = cursor.fetchone()
    return number, form, timezone.now()


def open_case(case: NewCase, root: bytes, snapshot: Snapshot, links: Sequence[Link]) -> tuple[int, Answer]:
    """Number, case, events."""
    now = timezone.now()
    book = next((link.book for link in links if link.book), None)
    number, printed = None, None
    if book is not None:
        number, form, now = take_number(book)
        printed = book.label(number, form)
    head, rows = chained(links, root, number, now)
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, _plain([*case, *snapshot, printed or "", now, head]))
        case_id = cursor.fetchone()[0]
        cursor.executemany(_LINK, [_signed([case_id, *values]) for values in rows])
    return case_id, (now, head, number, printed, True)
