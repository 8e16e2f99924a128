"""
The one door through which cases change.

PostgreSQL: a step is one statement in autocommit; the server moves the case, takes the number, computes the hash and
appends the event, or does none of it. SQLite: the same three writes, queued to the one writer thread. Inside a
transaction of the caller both run on the caller's connection.
"""

import datetime
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from types import ModuleType
from typing import Final, NamedTuple, TypeVar

from django.db import connection
from django.db.models import QuerySet

from loket.casework import models
from loket.casework.store import postgresql, sqlite
from loket.casework.store.rows import Book, CaseRow, Link, NewCase, Snapshot, is_kept_from
from loket.storage.writing import run as run

T = TypeVar("T")
LONGEST_SHARED_BYTES: Final = 1000
"""An index entry of PostgreSQL holds little more than 2,000; nobody's title comes near."""


class Recorded(NamedTuple):
    """
    What the database added: the time of recording, the hash, and the number with its printed form.

    `signed_short` is False where who acted had to be written out; `share` then makes the next event shorter.
    """

    recorded_at: datetime.datetime
    hash: bytes
    number: int | None
    label: str | None
    signed_short: bool


def append(row: CaseRow, snapshot: Snapshot, link: Link, revision: int) -> Recorded | None:
    """
    Move a case on by one event. Returns None, with nothing written, when the case is no longer as `row` says, or its
    office not at `revision`.

    The number of `link.book` is taken by the same statement, so a refused or failed step leaves no gap.
    """
    if _backend() is postgresql:
        return append_inside(row, snapshot, link, revision)
    return run(lambda: append_inside(row, snapshot, link, revision))


def append_inside(row: CaseRow, snapshot: Snapshot, link: Link, revision: int) -> Recorded | None:
    """The same within the work of `run`, as one of several writes that are committed together."""
    return _recorded(_backend().append(row, snapshot, link, revision))


def share(links: Iterable[Link]) -> None:
    """Keep who acted in these events once for all events to come. To be called when what holds a lock is committed."""
    texts = {link.acted_as for link in links if link.shared and len(link.acted_as.encode()) <= LONGEST_SHARED_BYTES}

    def write() -> None:
        known = models.Acting.objects.filter(text__in=texts).values_list("text", flat=True)
        rows = [models.Acting(text=text) for text in sorted(texts.difference(known))]
        models.Acting.objects.bulk_create(rows, ignore_conflicts=True)

    if texts:
        run(write)


def hold_cases(ids: Sequence[int]) -> None:
    """
    Hold these cases until the work of `run` is committed, in the order of their numbers.

    A step holds its case before its book; several steps in one transaction must do so for all of them, or two
    transactions may each wait for what the other holds.
    """
    _hold(models.Case.objects.filter(pk__in=ids))


def hold_resis(resis: Sequence[str]) -> None:
    """The same for cases named by their resi."""
    _hold(models.Case.objects.filter(resi__in=resis))


def _hold(cases: QuerySet[models.Case]) -> None:
    if _backend() is postgresql:
        list(cases.select_for_update().order_by("pk").values_list("pk", flat=True))


def _recorded(values: tuple[datetime.datetime, bytes, int | None, str | None, bool] | None) -> Recorded | None:
    return None if values is None else Recorded(*values)


def open_case(case: NewCase, root: bytes, snapshot: Snapshot, links: Sequence[Link]) -> tuple[int, Recorded]:
    """
    Write a new case with its first events; the number of the one numbered link is taken last, before the inserts.

    Returns the number of the case row with what the database added.

    Must run inside `run`. Raises IntegrityError when the key or resi exists: the transaction then leaves no gap.
    """
    case_id, answer = _backend().open_case(case, root, snapshot, links)
    return case_id, Recorded(*answer)


def take_number(book: Book) -> tuple[int, str]:
    """Take the next number of a book with its printed form; must run inside `run`, as the last thing but the inserts."""
    number, form, _now = _backend().take_number(book)
    return number, book.label(number, form)


def name_parties(case_id: int, parties: str) -> None:
    """Keep with a case whom its form names; must run inside `run`, with the step that the form takes part in."""
    models.Case.objects.filter(pk=case_id).update(parties=parties)


def keep_from(case_id: int, persons: Collection[int]) -> None:
    """Keep with a complaint for whom it does not exist; must run inside `run`, with an event that moves its version."""
    models.Case.objects.filter(pk=case_id).update(kept_from=" ".join(map(str, sorted(persons))))


def answered(resi: str, at: datetime.datetime) -> int:
    """Keep with a complaint when its answer was written last; must run inside `run`. How many rows: none for what is no complaint."""
    return models.Case.objects.filter(resi=resi, kept_from__isnull=False).update(answered_at=at)


@cache
def _backend() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite


def held_by(office_id: int, person: int, *, seen_by: int) -> list[tuple[str, int]]:
    """The open cases of an office that a person holds, resi and version, but for those kept from who looks."""
    rows = models.Case.objects.filter(office=office_id, closed_at=None, holder=person).order_by("pk")
    found = rows.values_list("resi", "version", "kept_from")
    return [(resi, version) for resi, version, kept_from in found if not is_kept_from(kept_from, seen_by)]
