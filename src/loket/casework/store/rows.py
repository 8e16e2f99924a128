"""The case row as the door reads and writes it: plain SQL columns to and from the engine's state."""

import datetime
import json
from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection

from loket.casework.store.chain import link_hash
from loket.core.engine import CaseState, Status, pack_trail, unpack_trail

FIXED: Final = (
    "id",
    "resi",
    "office_id",
    "procedure_id",
    "applicant_name",
    "applicant_nik",
    "applicant_phone",
    "subject",
    "channel",
    "answers",
    "submitted_at",
    "submitted_by",
    "parties",
    "kept_from",
    "answered_at",
)
MOVED: Final = (
    "version",
    "status",
    "step",
    "occurrence",
    "opened_at",
    "holder",
    "preferred",
    "touched",
    "sent_back",
    "closed_at",
    "step_due_at",
    "promise_due_at",
    "due_revision",
    "trail",
)
"""The columns of `Snapshot`."""
ADDED: Final = ("register_number", "recorded_at", "head_hash")
"""What the database adds to a step."""
_compact: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
COLUMNS: Final = (*FIXED, *MOVED, *ADDED)
_COLUMN_LIST: Final = ", ".join(COLUMNS)
_BY_RESI: Final = f"SELECT {_COLUMN_LIST} FROM casework_case WHERE resi = %s"  # noqa: S608 (own column names)
_TO_ACT: Final = f"""
SELECT {", ".join(f"c.{name}" for name in COLUMNS)}, o.revision
FROM casework_case AS c JOIN offices_office AS o ON o.id = c.office_id WHERE c.resi = %s
"""  # noqa: S608 (own column names)
_TIMES: Final = frozenset(
    {"submitted_at", "answered_at", "opened_at", "recorded_at", "closed_at", "step_due_at", "promise_due_at"}
)


class CaseRow(NamedTuple):
    """One case as stored, in the order of COLUMNS."""

    id: int
    resi: str
    office_id: int
    procedure_id: int
    applicant_name: str
    applicant_nik: str
    applicant_phone: str
    subject: str
    channel: str
    answers: str
    submitted_at: datetime.datetime
    submitted_by: int
    parties: str | None
    kept_from: str | None
    answered_at: datetime.datetime | None
    version: int
    status: str
    step: str | None
    occurrence: int
    opened_at: datetime.datetime
    holder: int | None
    preferred: int | None
    touched: bool
    sent_back: bool
    closed_at: datetime.datetime | None
    step_due_at: datetime.datetime | None
    promise_due_at: datetime.datetime | None
    due_revision: int
    trail: str
    register_number: str
    recorded_at: datetime.datetime
    head_hash: bytes

    @property
    def concerned(self) -> tuple[str, ...]:
        """
        By what those are known whom the case is about: the applicant by NIK, and each whom its form names `as_party`.

        Cases of earlier versions hold NIKs, KK numbers and ids as they are.
        """
        return tuple(filter(None, (self.applicant_nik, *(self.parties or "").split())))

    def is_kept_from(self, person: int) -> bool:
        """Whether this case does not exist for a person of its own office, whom it complains about."""
        return is_kept_from(self.kept_from, person)

    def state(self) -> CaseState:
        """The engine's state of this case, without reading a single event."""
        passages, pauses = trail_from_text(self.trail)
        return CaseState(
            version=self.version,
            status=Status(self.status),
            submitted_at=self.submitted_at,
            step=self.step,
            opened_at=self.opened_at,
            occurrence=self.occurrence,
            holder=self.holder,
            preferred=self.preferred,
            touched=self.touched,
            sent_back=self.sent_back,
            closed_at=self.closed_at,
            answers=json.loads(self.answers),
            passages=passages,
            pauses=pauses,
        )


def is_kept_from(kept_from: str | None, person: int) -> bool:
    """Whether a person is among those, parted by blanks, whom a case is kept from."""
    return kept_from is not None and str(person) in kept_from.split()


class NewCase(NamedTuple):
    """The columns of a case that never change."""

    resi: str
    office_id: int
    procedure_id: int
    applicant_name: str
    name_key: str
    applicant_nik: str
    applicant_phone: str
    subject: str
    channel: str
    key: UUID
    answers: str
    submitted_at: datetime.datetime
    submitted_by: int


class Snapshot(NamedTuple):
    """The columns that a step moves, in the order of the store's statements."""

    version: int
    status: str
    step: str | None
    occurrence: int
    opened_at: datetime.datetime
    holder: int | None
    preferred: int | None
    touched: bool
    sent_back: bool
    closed_at: datetime.datetime | None
    step_due_at: datetime.datetime | None
    promise_due_at: datetime.datetime | None
    due_revision: int
    trail: str


class DueTimes(NamedTuple):
    """The cached due times of the open step and of the promise, and the revision of the office they were computed by."""

    step_at: datetime.datetime | None
    promise_at: datetime.datetime | None
    revision: int


class Book(NamedTuple):
    """The series a number is taken from; `format`, `year` and `month_roman` shape its printed form."""

    name: str
    office_id: int
    book: str
    year: int
    format: str
    month_roman: str

    def label(self, number: int, form: str) -> str:
        """The number as printed, in the form the series began with."""
        return label(form, number, self.year, self.month_roman)


class Link(NamedTuple):
    """
    One event on its way into the chain; the database adds number, time of recording and hash.

    `shared` says that `acted_as` will stand in many events, so that it is worth a row of its own.
    """

    seq: int
    kind: str
    step: str | None
    occurred_at: datetime.datetime
    person: int
    acted_as: str
    channel: str
    key: UUID
    payload: str
    body: str
    book: Book | None = None
    shared: bool = False

    def values(
        self, recorded_at: datetime.datetime, number: int | None, prev_hash: bytes, head_hash: bytes
    ) -> tuple[Any, ...]:
        """The columns of the event row after its case, in the order of the store's statements."""
        return (
            self.seq,
            self.occurred_at,
            recorded_at,
            self.person,
            number,
            self.key,
            prev_hash,
            head_hash,
            self.kind,
            self.step,
            self.channel,
            self.book.name if self.book else None,
            self.payload,
            self.acted_as,
            self.shared,
        )


def chained(
    links: Sequence[Link], root: bytes, number: int | None, recorded_at: datetime.datetime
) -> tuple[bytes, list[tuple[Any, ...]]]:
    """The head after several links, and their rows; `number` goes to the link that has a book."""
    head, rows = root, []
    for link in links:
        own = number if link.book else None
        next_head = link_hash(head, link.body, own, recorded_at)
        rows.append(link.values(recorded_at, own, head, next_head))
        head = next_head
    return head, rows


def label(form: str, number: int, year: int, month_roman: str) -> str:
    """Fill a book's format: {number}, {year}, {month_roman}."""
    filled = form.replace("{number}", str(number)).replace("{year}", str(year))
    return filled.replace("{month_roman}", month_roman)


_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def month_roman(day: datetime.date) -> str:
    """The month as letters number it: VIII for August."""
    return _ROMAN[day.month - 1]


def snapshot(state: CaseState, due: DueTimes) -> Snapshot:
    """The columns for a state and its due times."""
    return Snapshot(
        state.version,
        state.status.value,
        state.step,
        state.occurrence,
        state.opened_at,
        state.holder,
        state.preferred,
        state.touched,
        state.sent_back,
        state.closed_at,
        *due,
        trail_to_text(state),
    )


def trail_to_text(state: CaseState) -> str:
    """
    Pauses and passages, newest passage first.

    The unchanged rest is then the tail of the row's last column, and PostgreSQL's log of a step leaves it out.
    """
    passages, pauses = pack_trail(state)
    return _compact.encode([pauses, passages[::-1]])


def trail_from_text(text: str) -> Any:
    """The passages and pauses that `trail_to_text` wrote."""
    pauses, passages = json.loads(text)
    return unpack_trail([passages[::-1], pauses])


def aware(moment: Any) -> Any:
    """SQLite gives naive times, all of them UTC; PostgreSQL gives aware ones."""
    return moment.replace(tzinfo=datetime.UTC) if moment is not None and moment.tzinfo is None else moment


def row_from(values: Sequence[Any]) -> CaseRow:
    """A case row from the values of COLUMNS."""
    return CaseRow(*(aware(v) if c in _TIMES else v for c, v in zip(COLUMNS, values, strict=True)))


def read_case(resi: str) -> CaseRow | None:
    """The one read of a step."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_RESI, [resi])
        values = cursor.fetchone()
    return row_from(values) if values else None


def read_to_act(resi: str) -> tuple[CaseRow, int] | None:
    """One case with the revision its office is at."""
    with connection.cursor() as cursor:
        cursor.execute(_TO_ACT, [resi])
        values = cursor.fetchone()
    return (row_from(values[:-1]), values[-1]) if values else None


def moved(
    row: CaseRow, columns: Snapshot, recorded_at: datetime.datetime, head_hash: bytes, label: str | None
) -> CaseRow:
    """The row as the store has left it."""
    return CaseRow._make((*row[: len(FIXED)], *columns, row.register_number or label or "", recorded_at, head_hash))


def opened(
    case_id: int, case: NewCase, columns: Snapshot, recorded_at: datetime.datetime, head_hash: bytes, label: str | None
) -> CaseRow:
    """The row of a new case as the store has written it."""
    fixed = case._asdict()
    del fixed["name_key"], fixed["key"]
    return CaseRow._make((case_id, *fixed.values(), None, None, None, *columns, label or "", recorded_at, head_hash))


def read_cases(resis: Sequence[str]) -> list[CaseRow]:
    """Many cases in one query, in no order."""
    if not resis:
        return []
    marks = ", ".join(["%s"] * len(resis))
    query = f"SELECT {_COLUMN_LIST} FROM casework_case WHERE resi IN ({marks})"  # noqa: S608 (own names and marks)
    with connection.cursor() as cursor:
        cursor.execute(query, list(resis))
        return [row_from(values) for values in cursor.fetchall()]
