"""The statements of the store on PostgreSQL. Every parameter is cast: one prepared statement serves all steps."""

import datetime
from collections.abc import Sequence
from typing import Final

from django.db import connection

from loket.casework.store.cursors import step_cursor
from loket.casework.store.rows import Book, CaseRow, Link, NewCase, Snapshot, chained

Answer = tuple[datetime.datetime, bytes, int | None, str | None, bool]

# The time of recording is the database's own, and never runs backwards within a case, whatever the clock does.
_NOW: Final = "greatest(statement_timestamp(), c.recorded_at)"
_STAMP: Final = f"""to_char({_NOW} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
_MOVE: Final = f"""
    version = %s::int, status = %s::text, step = %s::text, occurrence = %s::int, opened_at = %s::timestamptz,
    holder = %s::bigint, preferred = %s::bigint, touched = %s::bool, sent_back = %s::bool,
    closed_at = %s::timestamptz, step_due_at = %s::timestamptz, promise_due_at = %s::timestamptz,
    due_revision = %s::int, trail = %s::text, recorded_at = {_NOW}
"""
# A whole number is read some ten times faster than a time.
_MICROSECONDS: Final = "(extract(epoch FROM recorded_at) * 1000000)::bigint"
_EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
# The head hash stands for the whole history, so whoever knows it has read the case as it is. The revision of the office
# says that the officer and the calendar, which the process remembers, are those of now.
_AS_READ: Final = """
    c.id = %s::bigint AND c.head_hash = %s::bytea AND c.due_revision = %s::int
    AND o.id = c.office_id AND o.revision = %s::int
"""
_EVENT_COLUMNS: Final = """
    case_id, seq, occurred_at, recorded_at, person, number, key, prev_hash, hash, kind, step, channel, series, payload,
    acting_id, acted_as
"""
# A way of signing that is not among the shared ones yet is written out with the event.
_SIGNED: Final = "LEFT JOIN casework_acting AS a ON a.text = signed.text AND signed.shared"
_AS_SIGNED: Final = "a.id, CASE WHEN a.id IS NULL THEN signed.text ELSE '' END"

_PLAIN_STEP: Final = f"""
WITH moved AS (
    UPDATE casework_case AS c SET {_MOVE}, head_hash = sha256(convert_to(%s::text || E'\\n' || {_STAMP}, 'UTF8'))
    FROM offices_office AS o WHERE {_AS_READ}
    RETURNING c.id, c.recorded_at, c.head_hash
)
INSERT INTO casework_event ({_EVENT_COLUMNS})
SELECT moved.id, %s::int, %s::timestamptz, recorded_at, %s::bigint, NULL, %s::uuid, %s::bytea, head_hash, %s::text,
    %s::text, %s::text, NULL, %s::text, {_AS_SIGNED}
FROM moved CROSS JOIN (SELECT %s::text AS text, %s::bool AS shared) AS signed {_SIGNED}
RETURNING {_MICROSECONDS}, hash, NULL::int, NULL::text, acting_id IS NOT NULL
"""  # noqa: S608 (own fragments, no input)

# `held` locks the row before the number is taken: a step that comes too late takes none.
_NUMBERED_STEP: Final = f"""
WITH held AS (
    SELECT c.id FROM casework_case AS c, offices_office AS o WHERE {_AS_READ} FOR UPDATE OF c
), taken AS (
    INSERT INTO casework_series AS s (name, office_id, book, year, value, format)
    SELECT %s::text, %s::bigint, %s::text, %s::int, 1, %s::text FROM held
    ON CONFLICT (name) DO UPDATE SET value = s.value + 1
    RETURNING s.name, s.value,
        replace(replace(replace(s.format, '{{number}}', s.value::text), '{{year}}', s.year::text),
            '{{month_roman}}', %s::text) AS label
), moved AS (
    UPDATE casework_case AS c SET {_MOVE},
        head_hash = sha256(convert_to(%s::text || taken.value::text || E'\\n' || {_STAMP}, 'UTF8')),
        register_number = CASE WHEN c.register_number = '' THEN taken.label ELSE c.register_number END
    FROM held, taken WHERE c.id = held.id
    RETURNING c.id, c.recorded_at, c.head_hash, taken.name, taken.value, taken.label
), linked AS (
    INSERT INTO casework_event ({_EVENT_COLUMNS})
    SELECT moved.id, %s::int, %s::timestamptz, recorded_at, %s::bigint, value, %s::uuid, %s::bytea, head_hash, %s::text,
        %s::text, %s::text, name, %s::text, {_AS_SIGNED}
    FROM moved CROSS JOIN (SELECT %s::text AS text, %s::bool AS shared) AS signed {_SIGNED}
    RETURNING acting_id IS NOT NULL AS known
)
SELECT {_MICROSECONDS}, head_hash, value, label, known FROM moved, linked
"""  # noqa: S608

_TAKE: Final = """
INSERT INTO casework_series AS s (name, office_id, book, year, value, format)
VALUES (%s::text, %s::bigint, %s::text, %s::int, 1, %s::text)
ON CONFLICT (name) DO UPDATE SET value = s.value + 1
RETURNING s.value, s.format, statement_timestamp()
"""

_OPEN: Final = """
INSERT INTO casework_case (
    resi, office_id, procedure_id, applicant_name, name_key, applicant_nik, applicant_phone, subject, channel, key,
    answers, submitted_at, submitted_by, version, status, step, occurrence, opened_at, holder, preferred, touched,
    sent_back, closed_at, step_due_at, promise_due_at, due_revision, trail, register_number, recorded_at, head_hash
) VALUES (
    %s::text, %s::bigint, %s::bigint, %s::text, %s::text, %s::text, %s::text, %s::text, %s::text, %s::uuid,
    %s::text, %s::timestamptz, %s::bigint, %s::int, %s::text, %s::text, %s::int, %s::timestamptz, %s::bigint,
    %s::bigint, %s::bool, %s::bool, %s::timestamptz, %s::timestamptz, %s::timestamptz, %s::int, %s::text, %s::text,
    %s::timestamptz, %s::bytea
) RETURNING id
"""

_LINK: Final = f"""
INSERT INTO casework_event ({_EVENT_COLUMNS})
SELECT %s::bigint, %s::int, %s::timestamptz, %s::timestamptz, %s::bigint, %s::int, %s::uuid, %s::bytea, %s::bytea,
    %s::text, %s::text, %s::text, %s::text, %s::text, {_AS_SIGNED}
FROM (SELECT %s::text AS text, %s::bool AS shared) AS signed {_SIGNED}
"""  # noqa: S608


def append(row: CaseRow, snapshot: Snapshot, link: Link, revision: int) -> Answer | None:
    """One statement: move, number, hash and event; None when case or office are no longer as they were read."""
    as_read = (row.id, row.head_hash, row.due_revision, revision)
    event = (
        link.seq,
        link.occurred_at,
        link.person,
        link.key,
        row.head_hash,
        link.kind,
        link.step,
        link.channel,
        link.payload,
        link.acted_as,
        link.shared,
    )
    before_number = f"{row.head_hash.hex()}\n{link.body}\n"
    cursor = step_cursor()
    if link.book is None:
        cursor.execute(_PLAIN_STEP, [*snapshot, before_number, *as_read, *event])
    else:
        book = link.book
        series = (book.name, book.office_id, book.book, book.year, book.format, book.month_roman)
        cursor.execute(_NUMBERED_STEP, [*as_read, *series, *snapshot, before_number, *event])
    # The answer has come with the statement; past the wrapper, which is made for errors of the server.
    found: tuple[int, bytes, int | None, str | None, bool] | None = cursor.cursor.fetchone()
    return None if found is None else (_EPOCH + datetime.timedelta(microseconds=found[0]), *found[1:])


def take_number(book: Book) -> tuple[int, str, datetime.datetime]:
    """The next number, the format of the series, and the database's time."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [book.name, book.office_id, book.book, book.year, book.format])
        answer: tuple[int, str, datetime.datetime] = cursor.fetchone()
    return answer


def _database_time() -> datetime.datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        moment: datetime.datetime = cursor.fetchone()[0]
    return moment


def open_case(case: NewCase, root: bytes, snapshot: Snapshot, links: Sequence[Link]) -> tuple[int, Answer]:
    """Number, case, events: three statements while the number is locked."""
    book = next((link.book for link in links if link.book), None)
    number, printed = None, None
    if book is None:
        now = _database_time()
    else:
        number, form, now = take_number(book)
        printed = book.label(number, form)
    head, rows = chained(links, root, number, now)
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [*case, *snapshot, printed or "", now, head])
        case_id = cursor.fetchone()[0]
        cursor.executemany(_LINK, [[case_id, *values] for values in rows])
    return case_id, (now, head, number, printed, True)
