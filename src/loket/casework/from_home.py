"""
What an applicant does to the own case without coming: apply, answer what the file was sent back for, take it back.

It is the procedure's own step, done by the applicant instead of an officer on the applicant's behalf. Whoever calls this has
made sure that it is the applicant, or who acts for the applicant.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from django.utils import timezone

from loket.casework.acts import act, code_of, replayed, require_own
from loket.casework.handing import give_mandate, may_fetch
from loket.casework.intake import forward, take_in
from loket.casework.judging import TRIES
from loket.casework.mandated import (
    HOME,
    LASTS,
    applied_by,
    in_person_step,
    may_at_home,
    require_letter,
    sent_by_another,
    who_is_at_home,
    without_withdrawing,
)
from loket.casework.papers import OTHER, Scan, add_paper, requirements_held
from loket.casework.procedures import by_id, current
from loket.casework.records import Acted, Applicant, PaperRecord, TakenIn
from loket.casework.refusals import NotFromHome, NotSentBack, OfficeChanging, StaleVersion
from loket.casework.store.history import events_of_case
from loket.casework.store.rows import CaseRow, read_case
from loket.casework.tracking import Tracked, tracked
from loket.collection.queries import mandate_for
from loket.collection.records import MandateWish, Scope, Taker
from loket.collection.refusals import CorrectionMandateMissing
from loket.core.engine import Command, Complete, Note, Status, Withdraw, available
from loket.core.procedure.model import Procedure, Step
from loket.offices import queries as offices
from loket.offices.records import AtHome

CHANNEL: Final = HOME


class OwnCase(NamedTuple):
    """
    A case as the applicant has it at home: what its tracking tells, who applied, and what may be done with it now.

    `sent_by` is how its first event was signed; `proxy` who applied for the applicant by a mandate; `papers` are the requirements for which it holds one.
    """

    file: Tracked
    applicant: Applicant
    sent_by: str
    papers: tuple[str, ...]
    procedure: Procedure
    may_send_again: bool
    may_take_back: bool
    may_name_another: bool = False
    may_fetch: bool = False
    proxy: Taker | None = None


def own_case(resi: str, by: AtHome) -> OwnCase:
    """The applicant's own case. Raises NoSuchCase."""
    row = require_own(read_case(code_of(resi)), by, resi)
    procedure = by_id(row.procedure_id).procedure
    offers = available(procedure, row.state(), by.actor(procedure))
    offers = without_withdrawing(offers, row, procedure)
    sent_by = applied_by(row)
    today = offices.today(by.office_key, timezone.now())
    return OwnCase(
        tracked(row),
        Applicant(row.applicant_name, row.applicant_nik, row.applicant_phone, row.subject),
        events_of_case(row.id)[0].acted_as,
        requirements_held(row.id),
        procedure,
        awaited_step(row) is not None,
        any(offer.command == "withdraw" for offer in offers) and may_at_home(row, Scope.APPLY, today),
        row.step is not None and in_person_step(procedure) is None and sent_by_another(row) is None,
        may_fetch(row, today),
        sent_by.taker if sent_by else None,
    )


def apply(
    service: str,
    *,
    by: AtHome,
    applicant: Applicant,
    answers: Mapping[str, object],
    key: UUID,
    proxy: MandateWish | None = None,
) -> TakenIn:
    """
    Begin a case by the applicant's own first step; it then waits for the office's first officer.

    `proxy` is the mandate of whoever applies for the applicant, with the hash of its letter. The same `key` gives the same case.
    Raises LetterMissing for a proxy without one, and what `take_in` raises for the others; NotFromHome for a service that is asked for at the counter alone,
    UnknownProcedure, ApplicantIncomplete, PhoneShape, BadTerm for a NIK that is none, and AnswerUnknown.
    """
    published = current(by.office_key, service, offices.today(by.office_key, timezone.now()))
    if not published.procedure.from_home:
        raise NotFromHome(service=published.procedure.product)
    if proxy is not None:
        require_letter(proxy)
        by = replace(by, full_name=" ".join(proxy.taker.name.split()))
    taken = take_in(
        by.office_key,
        service,
        officer=by,
        applicant=applicant,
        answers=answers,
        checklist=(),
        key=key,
        channel=CHANNEL,
        proxy=proxy,
    )
    # Nothing was checked yet, so nothing can have been found lacking.
    assert isinstance(taken, TakenIn)
    return taken


def bring_paper(resi: str, requirement: str, scan: Scan, *, by: AtHome) -> PaperRecord:
    """Add a checked scan to the own case; of a requirement that its procedure does not know, as another paper. Raises as `add_paper`."""
    procedure = by_id(require_own(read_case(code_of(resi)), by, resi).procedure_id).procedure
    return add_paper(resi, requirement if requirement in procedure.requirements else OTHER, scan, officer=by)


def answer_return(resi: str, note: str, *, by: AtHome, key: UUID, letter: str = "") -> Acted:
    """
    Send the file in again after it was sent back to the applicant: the note says what was changed, and the step is done.

    Of an application that somebody else sent by a mandate, that one answers, while the mandate lets correct; `letter` is the hash of
    a new photograph of it, which makes a new mandate, to be accepted again; a mandate that was taken back is given anew only at the
    counter. The same `key` gives the same answer, whatever came
    between. Raises NoSuchCase, CorrectionMandateMissing, and NotSentBack for a file that does not wait for a step of the applicant.
    """
    by = _who_corrects(resi, by, key, letter)

    def commands(row: CaseRow) -> tuple[Command, ...]:
        step = awaited_step(row)
        if step is None:
            raise NotSentBack
        again = Complete(forward(step))
        return (Note(note), again) if note.strip() else (again,)

    return _do(resi, commands, by, key)


def _who_corrects(resi: str, by: AtHome, key: UUID, letter: str) -> AtHome:
    row = require_own(read_case(code_of(resi)), by, resi)
    sent_by = sent_by_another(row)
    if sent_by is None:
        return by
    if sent_by.taker is None:
        raise CorrectionMandateMissing
    today = offices.today(by.office_key, timezone.now())
    # What the applicant took back no photograph brings to life again.
    if letter and sent_by.ended_at is None and awaited_step(row) is not None:
        wish = MandateWish(sent_by.taker, sent_by.scope, today + LASTS, letter)
        give_mandate(row.resi, wish, by=by, key=uuid5(key, letter), channel=CHANNEL)
    if key not in {event.key for event in events_of_case(row.id)}:
        _require_correcting(row.resi, sent_by.taker.nik, today)
    return replace(by, full_name=sent_by.taker.name)


def _require_correcting(resi: str, nik: str, today: datetime.date) -> None:
    if mandate_for(resi, nik, Scope.CORRECT, today) is None:
        raise CorrectionMandateMissing


def take_back(resi: str, why: str, *, by: AtHome, key: UUID) -> Acted:
    """
    Withdraw the own application, up to the step that the procedure names; the same `key` gives the same answer.

    Raises NoSuchCase, NotByMandate, TooLateToWithdraw, ReasonMissing and CaseClosed.
    """
    row = require_own(read_case(code_of(resi)), by, resi)
    by = who_is_at_home(row, by, Scope.APPLY, offices.today(by.office_key, timezone.now()))
    return _do(resi, lambda _row: (Withdraw(why),), by, key)


def awaited_step(row: CaseRow) -> Step | None:
    """The step of the applicant at which the file waits after it was sent back, if it can be done from home."""
    procedure = by_id(row.procedure_id).procedure
    if not procedure.from_home or row.step != procedure.first.id or row.status != Status.WAITING_FOR_APPLICANT:
        return None
    return procedure.first


def _do(resi: str, commands: Callable[[CaseRow], tuple[Command, ...]], by: AtHome, key: UUID) -> Acted:
    """Do these, one after the other, the last under `key`; whoever comes back after a dropped line does what was not done."""
    for _ in range(TRIES):
        row = require_own(read_case(code_of(resi)), by, resi)
        done = {event.key for event in events_of_case(row.id)}
        if key in done:
            return replayed(row, by_id(row.procedure_id), by, key)
        try:
            return _each(row, commands(row), by, key, done)
        except StaleVersion:
            # An officer has moved the file between reading and writing.
            continue
    raise OfficeChanging


def _each(row: CaseRow, commands: tuple[Command, ...], by: AtHome, key: UUID, done: set[UUID]) -> Acted:
    *before, last = commands
    version = row.version
    for place, command in enumerate(before):
        own = uuid5(key, str(place))
        if own not in done:
            version = act(row.resi, command, officer=by, version=version, key=own, channel=CHANNEL).version
    return act(row.resi, last, officer=by, version=version, key=key, channel=CHANNEL)
