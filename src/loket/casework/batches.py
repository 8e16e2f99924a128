"""Mass submissions: files gathered and handed on together, under one number of a book of its own."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID, uuid5

from django.db import IntegrityError
from django.utils import timezone

from loket.casework import models, store
from loket.casework.acting import acted_as
from loket.casework.acts import MOST_AT_ONCE, act_many, code_of, require_own, require_seat
from loket.casework.procedures import by_id
from loket.casework.records import BatchRecord, ItemResult
from loket.casework.refusals import NoBatchStep, NothingChosen, NotInBatchStep, TooMany
from loket.casework.rows import Book, CaseRow, month_roman, read_cases
from loket.core.engine import Command, Complete
from loket.core.procedure.model import Step
from loket.offices import queries as offices
from loket.offices.records import Officer

BOOK: Final = "pengajuan-massal"
FORMAT: Final = "PM/{number}/{month_roman}/{year}"


def submit_batch(
    office_key: str,
    step: str,
    resis: Sequence[str],
    *,
    officer: Officer,
    evidence: Mapping[str, object],
    key: UUID,
) -> tuple[BatchRecord, tuple[ItemResult, ...]]:
    """
    Hand many cases on in one mass submission: it takes one number, and each case completes the step with it.

    `evidence` is what the step's other acts ask for, the same for all. Every case must stand at the step, or nothing
    is written; a case that another officer moves in the same instant is refused by itself in the results. The same
    `key` answers the same. Raises NothingChosen, TooMany, NoSuchCase, NoBatchStep, NotInBatchStep, NoSeat.
    """
    require_seat(officer)
    rows = _rows(resis, officer)
    chosen = _batch_step(rows, step)
    batch = _numbered(office_key, chosen, rows, officer, key)
    given = {**evidence, "batch_reference": batch.label}
    outcome = next(key for key, o in chosen.outcomes.items() if o.return_ is None and not o.incomplete)

    def command(_resi: str) -> Command:
        return Complete(outcome, given)

    # A batch sent twice meets cases that have moved on: their version then is that of the form it first came with.
    versions = {row.resi: row.version if row.step == step else 0 for row in rows}
    items = [(resi, versions[resi]) for resi in batch.resis]
    return batch, act_many(items, command, officer=officer, key=uuid5(key, BOOK))


def _rows(resis: Sequence[str], officer: Officer) -> list[CaseRow]:
    if not resis:
        raise NothingChosen
    if len(resis) > MOST_AT_ONCE:
        raise TooMany(most=MOST_AT_ONCE, count=len(resis))
    codes = [code_of(resi) for resi in dict.fromkeys(resis)]
    found = {row.resi: row for row in read_cases(codes)}
    return [require_own(found.get(code), officer, code) for code in codes]


def _batch_step(rows: Sequence[CaseRow], step: str) -> Step:
    chosen = by_id(rows[0].procedure_id).procedure.by_id.get(step)
    if chosen is None or "batch" not in chosen.acts:
        raise NoBatchStep(step=step)
    return chosen


def _numbered(office_key: str, step: Step, rows: Sequence[CaseRow], officer: Officer, key: UUID) -> BatchRecord:
    found = models.Batch.objects.filter(key=key, office=officer.office_id).first()
    if found is not None:
        return _record(found, replayed=True)
    elsewhere = [row.resi for row in rows if row.step != step.id]
    if elsewhere:
        raise NotInBatchStep(resis=", ".join(elsewhere))
    now = timezone.now()
    day = offices.today(office_key, now)
    book = Book(f"{office_key}/{BOOK}/{day.year}", officer.office_id, BOOK, day.year, FORMAT, month_roman(day))
    procedure = by_id(rows[0].procedure_id).procedure
    batch = models.Batch(
        key=key,
        office_id=officer.office_id,
        step=step.id,
        series=book.name,
        person=officer.person,
        acted_as=acted_as(officer, procedure, step),
        at=now,
        resis=[row.resi for row in rows],
    )

    def write() -> None:
        batch.number, batch.label = store.take_number(book)
        batch.save(force_insert=True)

    try:
        store.run(write)
    except IntegrityError:
        return _record(models.Batch.objects.get(key=key, office=officer.office_id), replayed=True)
    return _record(batch, replayed=False)


def batches(office_key: str, limit: int = 50) -> tuple[BatchRecord, ...]:
    """The latest mass submissions of an office."""
    rows = models.Batch.objects.filter(office=offices.office(office_key).id).order_by("-at", "-pk")
    return tuple(_record(row, replayed=False) for row in rows[:limit])


def _record(row: models.Batch, *, replayed: bool) -> BatchRecord:
    return BatchRecord(row.pk, row.label, row.step, row.at, row.acted_as, tuple(row.resis), replayed)
