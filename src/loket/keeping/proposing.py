"""
Destruction of scans by two persons: one proposes a list that no longer changes, another approves it with the instrument or
declines. Carrying it out is in `carrying_out`.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError, connection

from loket.casework import queries as casework
from loket.core.problems import BadTerm
from loket.core.terms import Resi
from loket.keeping import models
from loket.keeping.destruction_refusals import (
    AlreadyListed,
    InstrumentDate,
    InstrumentMissing,
    ListChanged,
    NoTerm,
    NothingDue,
    NotInTheList,
    NotOfTheTwo,
    WhyItStays,
)
from loket.keeping.destructions import (
    DestructionRecord,
    ItemRecord,
    State,
    StepKind,
    items_of,
    list_digest,
    listed_cases,
    records,
)
from loket.keeping.due import SCANS_OF, years_before
from loket.keeping.keepers import one_line, require_keeper
from loket.keeping.office_terms import office_terms
from loket.keeping.terms import Term
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.offices.refusals import OwnProposal, ProposalDecided, ProposerGone, WhyMissing
from loket.register.services import acted_as
from loket.storage.writing import run

MOST_LISTED: Final = 2_000
"""In one list, the oldest first: more than a person can look through, and still a paper that prints in seconds."""
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Staying:
    """What is past its term and stays all the same: resis as typed, and why."""

    resis: Sequence[str] = ()
    why: str = ""


def propose(officer: Officer, class_id: str, why: str, at: datetime.datetime, *, staying: Staying | None = None) -> int:
    """
    Propose to destroy what of a class is past its term today; the list is frozen with this. Returns its number.

    Raises NotAllowed, NotInEmergency, WhyMissing, NoTerm, NotInTheList, WhyItStays, NothingDue and AlreadyListed.
    """
    now, staying = require_keeper(officer, at), staying or Staying()
    if not (why := one_line(why)):
        raise WhyMissing(fields=("why",))
    term, today = _term(now.office_key, class_id), offices.today(now.office_key, at)
    assert term.years is not None
    items = _list(now, term, years_before(today, term.years), staying)
    row = models.Destruction(
        office_id=now.office_id,
        class_id=term.id,
        years=term.years,
        basis=term.basis,
        on_date=today,
        why=why,
        kept_why=one_line(staying.why) if staying.resis else "",
        person=now.person,
        acted_as=acted_as(now),
        at=at,
    )
    row.sha256 = list_digest(row, items)
    try:
        return run(lambda: _kept(row, items))
    except IntegrityError as twice:
        raise AlreadyListed from twice


def _term(office_key: str, class_id: str) -> Term:
    term = next((one for one in office_terms(office_key) if one.id == class_id and one.id in SCANS_OF), None)
    if term is None or term.years is None:
        raise NoTerm(fields=("class",))
    return term


def _list(officer: Officer, term: Term, before: datetime.date, staying: Staying) -> list[ItemRecord]:
    old = casework.old_scans(officer.office_key, SCANS_OF[term.id], closed_before=before)
    listed = listed_cases(officer.office_id)
    due = [one for one in old if one.resi not in listed]
    stays = _codes(staying.resis)
    if unknown := [typed for code, typed in stays.items() if code not in {one.resi for one in due}]:
        raise NotInTheList(resis=", ".join(unknown), fields=("keep",))
    if stays and not one_line(staying.why):
        raise WhyItStays(fields=("kept_why",))
    going = [one for one in due if one.resi not in stays][:MOST_LISTED]
    if not going:
        raise NothingDue(fields=("class",))
    chosen = [*going, *(one for one in due if one.resi in stays)]
    digests = casework.scan_digests([one.resi for one in chosen])
    return [
        ItemRecord(
            one.resi, one.service, one.closed_date, one.scans, one.bytes, digests.get(one.resi, ""), one.resi in stays
        )
        for one in chosen
    ]


def _codes(typed: Sequence[str]) -> dict[str, str]:
    """What was typed by the code that it stands for; a text that is no resi stands for itself, which is in no list."""
    found = {}
    for text in typed:
        try:
            found[Resi.parse(text).code] = text
        except BadTerm:
            found[text] = text
    return found


def _kept(row: models.Destruction, items: Sequence[ItemRecord]) -> int:
    # Anew each time: this may be done again from its start.
    row.pk = None
    row.save(force_insert=True)
    models.DestructionItem.objects.bulk_create(
        (
            models.DestructionItem(
                destruction=row,
                resi=one.resi,
                service=one.service,
                closed_date=one.closed_date,
                scans=one.scans,
                bytes=one.bytes,
                sha256=one.sha256,
                stays=one.stays,
            )
            for one in items
        ),
        batch_size=_AT_ONCE,
    )
    # The key of this table is what keeps a case out of two lists, also where two propose at the same moment.
    listed = (models.ListedCase(resi=one.resi, destruction=row) for one in items if not one.stays)
    models.ListedCase.objects.bulk_create(listed, batch_size=_AT_ONCE)
    return row.pk


def approve(
    officer: Officer, number: int, *, instrument: str, instrument_date: datetime.date | None, at: datetime.datetime
) -> None:
    """
    Approve a proposal as the second person, with number and date of the approval in writing.

    Raises NotAllowed, NotInEmergency, InstrumentMissing, InstrumentDate, ProposalDecided, OwnProposal, ProposerGone and
    ListChanged.
    """
    now = require_keeper(officer, at)
    if not (instrument := one_line(instrument, 200)):
        raise InstrumentMissing(fields=("number",))
    if instrument_date is None or instrument_date > offices.today(now.office_key, at):
        raise InstrumentDate(fields=("date",))

    def decide(record: DestructionRecord) -> models.DestructionStep:
        _require_second(record, now)
        if offices.officer_by_id(record.person, offices.today(now.office_key, at)) is None:
            raise ProposerGone
        require_unchanged(record)
        return models.DestructionStep(kind=StepKind.APPROVED, number=instrument, date=instrument_date)

    run(lambda: take_step(now, number, at, decide))


def decline(officer: Officer, number: int, *, why: str, at: datetime.datetime) -> None:
    """
    Turn a proposal down as the second person; what it listed may be proposed again.

    Raises NotAllowed, NotInEmergency, WhyMissing, ProposalDecided and OwnProposal.
    """
    now = _who_says_why(officer, why, at)

    def decide(record: DestructionRecord) -> models.DestructionStep:
        _require_second(record, now)
        return models.DestructionStep(kind=StepKind.DECLINED, why=one_line(why))

    run(lambda: _let_go(take_step(now, number, at, decide)))


def call_off(officer: Officer, number: int, *, why: str, at: datetime.datetime) -> None:
    """
    Take a proposal back, or an approval before anything was destroyed, as one of the two who answer for it.

    Raises NotAllowed, NotInEmergency, WhyMissing, ProposalDecided and NotOfTheTwo.
    """
    now = _who_says_why(officer, why, at)

    def decide(record: DestructionRecord) -> models.DestructionStep:
        if record.state not in {State.PROPOSED, State.APPROVED}:
            raise ProposalDecided
        if not record.is_of(now):
            raise NotOfTheTwo
        return models.DestructionStep(kind=StepKind.CALLED_OFF, why=one_line(why))

    run(lambda: _let_go(take_step(now, number, at, decide)))


def _who_says_why(officer: Officer, why: str, at: datetime.datetime) -> Officer:
    now = require_keeper(officer, at)
    if not one_line(why):
        raise WhyMissing(fields=("why",))
    return now


def _require_second(record: DestructionRecord, officer: Officer) -> None:
    if record.state is not State.PROPOSED:
        raise ProposalDecided
    if record.person == officer.person:
        raise OwnProposal


def _let_go(step: models.DestructionStep) -> None:
    models.ListedCase.objects.filter(destruction=step.destruction_id).delete()


def held(number: int, office_id: int) -> DestructionRecord:
    """
    A destruction of the office, which nobody else moves until the caller's `run` is committed.

    Raises ProposalDecided for one that is not there, or another office's.
    """
    hold(number, office_id)
    return records(models.Destruction.objects.filter(pk=number))[0]


def hold(number: int, office_id: int) -> None:
    """The same without reading it. Raises ProposalDecided."""
    # A lock of its own: one on the row takes the right to change it, which nobody who serves has. On SQLite there is one writer.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"pemusnahan {number}"])
    if not models.Destruction.objects.filter(pk=number, office=office_id).exists():
        raise ProposalDecided


def take_step(
    officer: Officer,
    number: int,
    at: datetime.datetime,
    decide: Callable[[DestructionRecord], models.DestructionStep],
) -> models.DestructionStep:
    """Write the step that `decide` makes of where a destruction stands, or raises; within the caller's `run`."""
    step = decide(held(number, officer.office_id))
    step.destruction_id, step.person, step.acted_as, step.at = number, officer.person, acted_as(officer), at
    step.save(force_insert=True)
    return step


def require_unchanged(record: DestructionRecord) -> None:
    """The list is what was proposed. Raises ListChanged."""
    head = models.Destruction.objects.get(pk=record.id)
    if list_digest(head, items_of(record.id)) != record.sha256:
        raise ListChanged
