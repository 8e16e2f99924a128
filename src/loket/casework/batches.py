"""Mass submissions: files gathered and handed on together, under one number of a book of its own."""

import json
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID, uuid5

from django.db import IntegrityError
from django.utils import timezone

from loket.casework import models
from loket.casework.acting import acted_as
from loket.casework.acts import code_of, decided, require_own
from loket.casework.bulk_acts import MOST_AT_ONCE, act_many
from loket.casework.judging import hold_office, require_seat, while_office_stands
from loket.casework.procedures import by_id
from loket.casework.records import BatchRecord, ItemResult
from loket.casework.refusals import NoBatchStep, NothingChosen, NotInBatchStep, NotReadyForBatch, TooMany
from loket.casework.store import door
from loket.casework.store.rows import Book, CaseRow, month_roman, read_cases
from loket.casework.store.seen import SeenCase
from loket.core.engine import Complete
from loket.core.problems import Refusal
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

    `evidence` is what the step's other acts ask for, the same for all. Every case must stand at the step and the
    officer must be able to finish it, or nothing is written; a case that another officer moves in the same instant is
    refused by itself in the results. The same `key` answers for the cases it first came with, and moves none again.
    Raises NothingChosen, TooMany, NoSuchCase, NoBatchStep, NotInBatchStep, NotReadyForBatch, NoSeat, and the engine's
    refusal where it is the same for all.
    """
    require_seat(officer)
    if officer.office_key != office_key:
        raise NoBatchStep(step=step)

    def number(current: Officer) -> BatchRecord:
        return _numbered(step, _rows(resis, current), current, evidence, key)

    batch = _earlier(officer, key) or while_office_stands(officer, None, number)
    rows = _rows(batch.resis, officer)
    commands = {row.resi: _command(row, batch.step, evidence, batch.label) for row in rows}
    items_key = uuid5(key, BOOK)
    handed_on = _handed_on(rows, items_key) if batch.replayed else frozenset[str]()
    # No case is at version 0: it answers what it answered first, or says who moved it.
    stands = {row.resi: row.step == batch.step and row.resi not in handed_on for row in rows}
    items = [(row.resi, row.version if stands[row.resi] else 0) for row in rows]
    return batch, act_many(items, commands.__getitem__, officer=officer, key=items_key)


def _rows(resis: Sequence[str], officer: Officer) -> list[CaseRow]:
    if not resis:
        raise NothingChosen
    if len(resis) > MOST_AT_ONCE:
        raise TooMany(most=MOST_AT_ONCE, count=len(resis))
    codes = [code_of(resi) for resi in dict.fromkeys(resis)]
    found = {row.resi: row for row in read_cases(codes)}
    return [require_own(found.get(code), officer, code) for code in codes]


def _batch_step(row: CaseRow, step: str) -> Step:
    chosen = by_id(row.procedure_id).procedure.by_id.get(step)
    if chosen is None or "batch" not in chosen.acts:
        raise NoBatchStep(step=step)
    return chosen


def _command(row: CaseRow, step: str, evidence: Mapping[str, object], label: str) -> Complete:
    outcomes = _batch_step(row, step).outcomes
    forward = next(name for name, o in outcomes.items() if o.return_ is None and not o.incomplete)
    return Complete(forward, {**evidence, "batch_reference": label})


def _earlier(officer: Officer, key: UUID) -> BatchRecord | None:
    found = models.Batch.objects.filter(key=key, office=officer.office_id).first()
    return None if found is None else _record(found, replayed=True)


def _handed_on(rows: Sequence[CaseRow], items_key: UUID) -> frozenset[str]:
    """The cases that this batch has moved already, also where they have come back since."""
    resi_of = {row.id: row.resi for row in rows}
    keys = [uuid5(items_key, row.resi) for row in rows]
    done = models.Event.objects.filter(case_id__in=resi_of, key__in=keys).values_list("case_id", flat=True)
    return frozenset(resi_of[number] for number in done)


def _require_ready(step: str, rows: Sequence[CaseRow], officer: Officer, evidence: Mapping[str, object]) -> None:
    """A number once taken stays taken, so every case is judged before the book is opened."""
    chosen = {row.resi: _command(row, step, evidence, "-") for row in rows}
    elsewhere = [row.resi for row in rows if row.step != step]
    if elsewhere:
        raise NotInBatchStep(resi=", ".join(elsewhere))
    refused: dict[str, Refusal] = {}
    for row in rows:
        procedure = by_id(row.procedure_id).procedure
        try:
            decided(procedure, SeenCase(row, row.state()), chosen[row.resi], officer)
        except Refusal as refusal:
            refused[row.resi] = refusal
    if len(refused) == len(rows):
        raise refused[rows[0].resi]
    if refused:
        raise NotReadyForBatch(resis=", ".join(refused), why=next(iter(refused.values())).explanation)


def _numbered(
    step: str, rows: Sequence[CaseRow], officer: Officer, evidence: Mapping[str, object], key: UUID
) -> BatchRecord:
    _require_ready(step, rows, officer, evidence)
    now = timezone.now()
    day = offices.today(officer.office_key, now)
    book = Book(f"{officer.office_key}/{BOOK}/{day.year}", officer.office_id, BOOK, day.year, FORMAT, month_roman(day))
    batch = models.Batch(
        key=key,
        office_id=officer.office_id,
        step=step,
        series=book.name,
        person=officer.person,
        acted_as=acted_as(officer, by_id(rows[0].procedure_id).procedure, _batch_step(rows[0], step)),
        at=now,
        resis=[row.resi for row in rows],
    )

    def write() -> None:
        hold_office(officer)
        batch.number, batch.label = door.take_number(book)
        batch.save(force_insert=True)

    try:
        door.run(write)
    except IntegrityError:
        earlier = _earlier(officer, key)
        if earlier is None:
            raise
        return earlier
    return _record(batch, replayed=False)


def batches(office_key: str, limit: int = 50) -> tuple[BatchRecord, ...]:
    """The latest mass submissions of an office."""
    rows = models.Batch.objects.filter(office=offices.office(office_key).id).order_by("-at", "-pk")
    return tuple(_record(row, replayed=False) for row in rows[:limit])


def batch_of(office_key: str, batch_id: int) -> BatchRecord | None:
    """One mass submission of an office; None for another's."""
    row = models.Batch.objects.filter(office=offices.office(office_key).id, pk=batch_id).first()
    return None if row is None else _record(row, replayed=False)


def carrier_of(office_key: str, batch_id: int) -> str:
    """Who carries the files of a mass submission, as the officer named them then; empty where no step asks for it."""
    office_id = offices.office(office_key).id
    row = models.Batch.objects.filter(office=office_id, pk=batch_id).first()
    if row is None:
        return ""
    items_key = uuid5(row.key, BOOK)
    moved = models.Event.objects.filter(case__office=office_id, case__resi__in=row.resis)
    written = moved.filter(key__in=[uuid5(items_key, resi) for resi in row.resis]).values_list("payload", flat=True)
    evidence = (json.loads(payload).get("evidence", {}) for payload in written.order_by("pk")[:1])
    return next((str(given.get("collector_name", "")) for given in evidence), "")


def _record(row: models.Batch, *, replayed: bool) -> BatchRecord:
    return BatchRecord(row.pk, row.label, row.step, row.at, row.acted_as, tuple(row.resis), replayed)
