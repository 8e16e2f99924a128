"""Taking an application in: the counter's steps, from the first to the check of papers, as one act."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from django.db import IntegrityError
from django.utils import timezone

from loket.casework import models
from loket.casework.acting import acted_as
from loket.casework.acts import replay
from loket.casework.clocks import due_times
from loket.casework.judging import hold_office, require_seat, while_office_stands
from loket.casework.languages import USUAL, keep_language
from loket.casework.mandated import in_words, require_may_apply, written
from loket.casework.procedures import PublishedProcedure, by_id, complaints_of, current
from loket.casework.records import Applicant, ChecklistLine, TakenIn, TurnedAway
from loket.casework.refusals import (
    ApplicantIncomplete,
    IncompleteCannotWait,
    PhoneShape,
    UnknownProcedure,
    UnprintableText,
    UnwritableText,
)
from loket.casework.store import chain, door, seen
from loket.casework.store.history import events_of_case
from loket.casework.store.linking import Context, links
from loket.casework.store.rows import DueTimes, NewCase, opened, read_case, snapshot
from loket.casework.store.seen import SeenCase
from loket.collection.records import MandateWish
from loket.core.engine import (
    Actor,
    CaseState,
    Command,
    Complete,
    Event,
    Note,
    PauseClock,
    Return,
    ReturnLine,
    Submit,
    begin,
    decide,
    evolve,
    submit,
)
from loket.core.engine.events import CaseSubmitted, StepCompleted
from loket.core.engine.evidence import fields_of, open_papers
from loket.core.engine.refusals import (
    AlreadyMarked,
    DefinitiveOnly,
    MustDiffer,
    NotYourStep,
    PapersIncomplete,
    SignerActedBefore,
)
from loket.core.messages.receivers import language_in
from loket.core.printable import unfit_for_name, unprintable
from loket.core.procedure.model import Outcome, Procedure, Step
from loket.core.terms import Nik, Resi
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.register import services as residents
from loket.register.refusals import UnprintableName

_SOMEONE_ELSES: Final = (NotYourStep, DefinitiveOnly, MustDiffer, AlreadyMarked, SignerActedBefore)
_LACKING: Final = "berkas-kurang"
_LINE_WORDS: Final = {"missing": "Belum ada", "wrong": "Salah atau tidak terbaca", "not_applicable": "Belum dinilai"}


class Form(NamedTuple):
    """What the counter filled in."""

    applicant: Applicant
    answers: Mapping[str, object]
    checklist: tuple[ChecklistLine, ...]
    extra: Mapping[str, object]
    proxy: MandateWish | None = None


@dataclass(slots=True)
class _Span:
    """The counter's steps as far as they have been decided."""

    procedure: Procedure
    actor: Actor
    at: datetime.datetime
    events: list[Event]
    state: CaseState

    def do(self, command: Command) -> None:
        for event in decide(self.procedure, self.state, command, self.at, self.actor):
            self.events.append(event)
            self.state = evolve(self.state, event)

    @property
    def has_number(self) -> bool:
        return any(isinstance(event, StepCompleted) and event.book for event in self.events)


def take_in(  # noqa: PLR0913 (a counter form has this many parts, all by keyword)
    office_key: str,
    service: str,
    *,
    officer: Officer,
    applicant: Applicant,
    answers: Mapping[str, object],
    checklist: Sequence[ChecklistLine],
    key: UUID,
    channel: str = "loket",
    extra_evidence: Mapping[str, object] | None = None,
    at: datetime.datetime | None = None,
    kept_from: Collection[int] | None = None,
    proxy: MandateWish | None = None,
) -> TakenIn | TurnedAway:
    """
    Take an application in: submit it and do the counter's steps up to the check of papers, in one transaction.

    The steps go as far as the officer fills their lanes. The number is taken last, and only by a case that is
    written. Papers missing: a procedure that refuses those gets no case and no number but a slip (TurnedAway); one
    that waits gets a case that stands at its incomplete outcome or pauses. `extra_evidence` holds what the span's
    other steps ask for, by field name. `kept_from` makes it a complaint, by the procedure for these, which does not exist for
    those persons; nothing else is taken in by it. `proxy` is the mandate of whoever applies for the applicant, written down
    with the case. The same `key` gives the same answer, also from two browsers at once.
    Raises BadTerm for a NIK that is none, ApplicantIncomplete, UnprintableName, UnprintableText, PhoneShape, UnknownProcedure,
    NoSeat, OwnFamily, the engine's refusals, and for a proxy what `require_may_apply` and `collection.add_mandate` raise.
    """
    if officer.office_key != office_key:
        raise UnknownProcedure(service=service, near="layanan kantor Anda sendiri")
    require_seat(officer)
    moment = at or timezone.now()
    form = Form(_checked(applicant), answers, tuple(checklist), extra_evidence or {}, proxy)

    # An officer takes in no application of the own family, and none that the own family brings.
    brought_by = [Nik.parse(proxy.taker.nik, field="taker_nik").digits] if proxy else []
    residents.require_no_kin(officer, filter(None, [form.applicant.nik, *brought_by]))

    def judge(officer: Officer) -> TakenIn | TurnedAway:
        published = _procedure(office_key, service, offices.today(office_key, moment), kept_from)
        context = Context(Resi.new().code, published, officer, form.applicant.name, channel, key)
        try:
            span = _decide_span(published.procedure, form, officer, moment)
        except PapersIncomplete:
            return _turn_away(context, form, moment)
        return _open(context, form, span, kept_from)

    return while_office_stands(officer, at, judge)


def _procedure(
    office_key: str, service: str, on: datetime.date, kept_from: Collection[int] | None
) -> PublishedProcedure:
    return current(office_key, service, on) if kept_from is None else complaints_of(office_key, on)


def _checked(applicant: Applicant) -> Applicant:
    name = " ".join(applicant.name.split())
    if not name:
        raise ApplicantIncomplete(fields=("name",))
    nik = Nik.parse(applicant.nik).digits if applicant.nik.strip() else ""
    checked = Applicant(name, nik, applicant.phone.strip(), applicant.subject.strip(), language_in(applicant.language))
    for field in ("name", "phone", "subject"):
        if any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in getattr(checked, field)):
            raise UnwritableText(fields=(field,))
    if sign := unfit_for_name(name):
        raise UnprintableName(sign=sign, fields=("name",))
    if sign := unprintable(checked.subject):
        raise UnprintableText(sign=sign, fields=("subject",))
    if not checked.phone_reads:
        raise PhoneShape(fields=("phone",))
    return checked


def _decide_span(procedure: Procedure, form: Form, officer: Officer, at: datetime.datetime) -> _Span:
    """
    The events of the counter. Raises PapersIncomplete when the file is to be turned away.

    A step that belongs to another officer ends the span; one that lacks evidence refuses it. Of a complaint it is the first step
    alone: what it is, somebody decides who has read it.
    """
    actor = officer.actor(procedure)
    (first,) = submit(procedure, Submit(form.answers), at, actor)
    assert isinstance(first, CaseSubmitted)
    span = _Span(procedure, actor, at, [first], begin(first))
    if form.proxy is not None:
        require_may_apply(procedure, form.applicant, form.proxy)
        span.do(Note(in_words(form.proxy)))
    for _ in procedure.steps:
        if span.state.step is None:
            break
        step = procedure.by_id[span.state.step]
        if (step.takes_number and span.has_number) or (procedure.complaint is not None and step is not procedure.first):
            break
        try:
            if "check" in step.acts:
                _check(span, step, form)
                break
            span.do(Complete(forward(step), _evidence(step, form)))
        except _SOMEONE_ELSES:
            break
    return span


def _check(span: _Span, step: Step, form: Form) -> None:
    evidence = _evidence(step, form)
    lacking = open_papers(span.procedure, span.state.answers, evidence)
    if not lacking:
        span.do(Complete(forward(step), evidence))
        return
    if span.procedure.counter_incomplete == "refuse":
        texts = "; ".join(span.procedure.requirements[name].text for name in lacking)
        raise PapersIncomplete(requirements=texts, fields=lacking)
    span.do(_waiting(span.procedure, step, lacking, form))


def _waiting(procedure: Procedure, step: Step, lacking: Sequence[str], form: Form) -> Command:
    """The command by which an incomplete file waits: the step's incomplete outcome, or a pause for the applicant."""
    found = next(((key, outcome) for key, outcome in step.outcomes.items() if outcome.incomplete), None)
    if found is not None:
        return _incomplete(procedure, step, found, lacking, form)
    for key, pause in procedure.clock.pauses.items():
        if pause.waits_for == "applicant" and (not pause.steps or step.id in pause.steps):
            return PauseClock(key, ", ".join(procedure.requirements[name].text for name in lacking))
    raise IncompleteCannotWait(requirements="; ".join(procedure.requirements[name].text for name in lacking))


def _incomplete(
    procedure: Procedure, step: Step, found: tuple[str, Outcome], lacking: Sequence[str], form: Form
) -> Command:
    key, outcome = found
    if outcome.return_ is None:
        return Complete(key, _evidence(step, form))
    reasons = procedure.return_reasons
    reason = _LACKING if _LACKING in reasons else next(iter(reasons), _LACKING)
    given = {line.requirement: line for line in form.checklist}
    return Return(key, tuple(_return_line(name, reason, given.get(name)) for name in lacking), _evidence(step, form))


def _return_line(requirement: str, reason: str, line: ChecklistLine | None) -> ReturnLine:
    words = _LINE_WORDS.get(line.state if line else "missing", "")
    return ReturnLine(requirement, reason, (line.note if line else "") or words)


def forward(step: Step) -> str:
    """The ordinary way on: the first outcome that leads forward and is not the one for incomplete files."""
    ways = [key for key, o in step.outcomes.items() if o.return_ is None and not o.incomplete]
    return next((key for key in ways if step.outcomes[key].next), ways[0] if ways else "")


def _evidence(step: Step, form: Form) -> dict[str, object]:
    given: dict[str, object] = {**form.extra, "checklist": [_plain(line) for line in form.checklist]}
    return {field.name: given[field.name] for field in fields_of(step) if field.name in given}


def _plain(line: ChecklistLine) -> dict[str, object]:
    parts = {"note": line.note or None, "original": line.original, "copies": line.copies}
    known = {name: value for name, value in parts.items() if value is not None}
    return {"requirement": line.requirement, "state": line.state, **known}


def _open(context: Context, form: Form, span: _Span, kept_from: Collection[int] | None) -> TakenIn | TurnedAway:
    published, applicant = context.published, form.applicant
    office = offices.office(published.office_key)
    due = due_times(span.procedure, span.state, office.key)
    case = NewCase(
        resi=context.resi,
        office_id=office.id,
        procedure_id=published.id,
        applicant_name=applicant.name,
        name_key=applicant.name.upper(),
        applicant_nik=applicant.nik,
        applicant_phone=applicant.phone,
        subject=applicant.subject,
        channel=context.channel,
        key=context.key,
        answers=chain.canonical(dict(span.state.answers)),
        submitted_at=span.state.submitted_at,
        submitted_by=context.officer.person,
    )
    root = chain.case_root(
        chain.case_facts(
            resi=case.resi,
            office_key=office.key,
            fingerprint=published.fingerprint,
            applicant_name=case.applicant_name,
            applicant_nik=case.applicant_nik,
            applicant_phone=case.applicant_phone,
            subject=case.subject,
            channel=case.channel,
        )
    )
    chained = links(context, span.events, 1)
    columns = snapshot(span.state, DueTimes(*due, context.officer.revision))

    def write() -> tuple[int, door.Recorded]:
        hold_office(context.officer)
        opened_case = door.open_case(case, root, columns, chained)
        if kept_from is not None:
            door.keep_from(opened_case[0], kept_from)
        if form.proxy is not None:
            by, at = context.officer, span.state.submitted_at
            written(case.resi, form.proxy, by=by, key=context.key, channel=context.channel, at=at)
        if applicant.language != USUAL:
            signed = acted_as(context.officer, published.procedure, published.procedure.first)
            keep_language(opened_case[0], applicant.language, context.officer, signed, opened_case[1].recorded_at)
        return opened_case

    try:
        case_id, recorded = door.run(write)
    except IntegrityError:
        found = _accepted_before(context)
        if found is None:
            raise
        return found
    row = opened(case_id, case, columns, recorded.recorded_at, recorded.hash, recorded.label)
    if kept_from is None:  # Else the row holds more than was opened.
        seen.remember(SeenCase(row, span.state))
    return TakenIn(case.resi, span.state.version, recorded.label or "", due[1], span.state.step, span.state.status)


def _accepted_before(context: Context) -> TakenIn | None:
    """The first answer to the key, if the office has a case with it."""
    wanted = models.Case.objects.filter(key=context.key, office=context.officer.office_id)
    resi = wanted.values_list("resi", flat=True).first()
    row = read_case(resi) if resi else None
    if row is None:
        return None
    events = [event for event in events_of_case(row.id) if event.key == context.key]
    answer = replay(row, by_id(row.procedure_id), events, context.key)
    return TakenIn(
        row.resi, answer.version, answer.number or "", answer.promise_due_at, answer.step, answer.status, replayed=True
    )


def _turn_away(context: Context, form: Form, at: datetime.datetime) -> TakenIn | TurnedAway:
    earlier = _accepted_before(context)
    if earlier is not None:
        return earlier
    published, officer = context.published, context.officer
    applicant, key = form.applicant, _slip_key(context, form)
    slip = models.IntakeRefusal(
        key=key,
        office_id=officer.office_id,
        procedure_id=published.id,
        applicant_name=applicant.name,
        applicant_nik=applicant.nik,
        applicant_phone=applicant.phone,
        subject=applicant.subject,
        channel=context.channel,
        answers=dict(form.answers),
        checklist=[_plain(line) for line in form.checklist],
        person=officer.person,
        acted_as=acted_as(officer, published.procedure, published.procedure.first),
        at=at,
    )

    def write() -> None:
        hold_office(officer)
        slip.save(force_insert=True)

    try:
        door.run(write)
    except IntegrityError:
        found = models.IntakeRefusal.objects.filter(key=key, office=officer.office_id).first()
        if found is None:
            raise
        return _turned_away(found, replayed=True)
    return _turned_away(slip, replayed=False)


def _slip_key(context: Context, form: Form) -> UUID:
    """One slip for one form as filled in: sent again after it was changed, it is judged and written anew."""
    said = [_as_printed(form.applicant), dict(form.answers), [_plain(line) for line in form.checklist]]
    return uuid5(context.key, chain.canonical(said))


def _as_printed(applicant: Applicant) -> dict[str, str]:
    """What the slip says of who applies: nobody is written to about a file that was not taken."""
    return {name: value for name, value in asdict(applicant).items() if name != "language"}


def _turned_away(slip: models.IntakeRefusal, *, replayed: bool) -> TurnedAway:
    return TurnedAway(slip.pk, tuple(ChecklistLine(**line) for line in slip.checklist), replayed)
