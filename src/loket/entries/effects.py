"""
What finishing a step does to the register: it asks for the form, holds back what a verifier doubts, and at the step the
procedure names records the life events and numbers the papers, in the transaction of the case's own event.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID, uuid5

from loket.core.entry.cards import CARDS, card_events, kia_handed_over
from loket.core.problems import BadTerm
from loket.core.procedure.model import Entry, Procedure, Step
from loket.core.register.change import Act, Paper
from loket.core.register.events import Birth, ChildAcknowledgement, Death, LifeEvent
from loket.core.register.moves import MoveOut
from loket.entries import models
from loket.entries.judging import events_of, filled
from loket.entries.letters import take_number
from loket.entries.records import Application, EntryRecord
from loket.entries.refusals import EffectStands, EntryFaulty, EntryMissing, FieldsDoubted
from loket.entries.rows import latest, latest_of
from loket.entries.saving import kinds_for
from loket.entries.use import uses_register
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.register import queries
from loket.register import services as register
from loket.register.records import LifeEventRecord

NUMBERED: Final[Mapping[type[LifeEvent], tuple[str, Paper]]] = {
    Birth: ("akta_number", Paper.AKTA_KELAHIRAN),
    Death: ("akta_number", Paper.AKTA_KEMATIAN),
    ChildAcknowledgement: ("akta_number", Paper.AKTA_PENGAKUAN_ANAK),
    MoveOut: ("skpwni_number", Paper.SKPWNI),
}
"""Events that bear the number of the paper they yield: it is taken before they are recorded."""


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step that an officer finishes forward: who, when, with which evidence, under which key."""

    application: Application
    step: Step
    officer: Officer
    at: datetime.datetime
    evidence: Mapping[str, object]
    key: UUID


def concerns(step: str, procedure: Procedure, office_id: int) -> bool:
    """Whether finishing this step asks anything of the form or the register."""
    entry, order = procedure.entry, procedure.order
    return entry is not None and order[step] >= order[entry.fill] and uses_register(office_id)


def at_step(done: StepDone) -> None:
    """
    Do what finishing this step does to the register. Must run inside the transaction that writes the step.

    Raises EntryMissing, EntryFaulty, FieldsDoubted, the refusals of life events and of a KTP-el record; the caller's
    transaction then undoes everything.
    """
    entry = done.application.procedure.entry
    found = latest(done.application.resi)
    assert entry is not None
    if found is None or found.kind not in kinds_for(done.application):
        raise EntryMissing
    if found.outside:
        return
    if not _revision_took_effect(found, entry):
        _require_no_doubt(done, found, entry)
        if done.step.id == entry.effect:
            _take_effect(done, found)
        elif done.step.id == entry.fill:
            _require_standing(done, found)
    _move_card(done, found)


def _require_no_doubt(done: StepDone, found: EntryRecord, entry: Entry) -> None:
    doubted = sum(1 for tick in found.ticks.values() if tick.verdict == "salah")
    if doubted and _before_effect(done, entry):
        raise FieldsDoubted(count=doubted)


def require_undoable(resi: str, step: str | None = None) -> None:
    """
    A step that has changed the register is not taken back, nor is its application withdrawn: what was recorded stands.

    `step` is the step to take back; None asks of any. Raises EffectStands.
    """
    effects = models.Effect.objects.filter(resi=resi)
    if step is not None:
        effects = effects.filter(step__in=(step, _card_step(step)))
    if effects.exists():
        raise EffectStands


def _card_step(step: str) -> str:
    return f"{step}/kartu"[:40]


def _before_effect(done: StepDone, entry: Entry) -> bool:
    order = done.application.procedure.order
    return order[done.step.id] <= order[entry.effect]


def _events(done: StepDone, found: EntryRecord) -> tuple[LifeEvent, ...]:
    form, problems = filled(found.kind, found.values, done.officer, done.at, done.application.submitted_on)
    if problems:
        raise EntryFaulty(problems=problems)
    try:
        return events_of(found.kind, form)
    except BadTerm as bad:
        raise EntryFaulty(problems=(bad.problem,)) from bad


def _require_standing(done: StepDone, found: EntryRecord) -> None:
    """The operator's step ends with a form that the register would take, warnings answered."""
    events = _events(done, found)
    reported_on = done.application.submitted_on
    register.require(events, officer=done.officer, accepted=found.accepted, at=done.at, reported_on=reported_on)


def _revision_took_effect(found: EntryRecord, entry: Entry) -> bool:
    """Whether this very revision has changed the register before, in a case that was sent back since."""
    return models.Effect.objects.filter(entry=found.id, step=entry.effect).exists()


def _take_effect(done: StepDone, found: EntryRecord) -> None:
    events = _events(done, found)
    # Families before numbers, for everyone: who has taken a number makes all others of its series wait.
    register.hold_around(events)
    _record(done, found, done.step.id, [_numbered(done, event) for event in events])


def _move_card(done: StepDone, latest_form: EntryRecord) -> None:
    """The stations of a card follow from the acts of the step, for the resident that its form names."""
    found = latest_of(latest_form.resi, CARDS)
    if found is None:
        _hand_over_kia(done, latest_form)
        return
    form, problems = filled(found.kind, found.values, done.officer, done.at)
    if problems:
        raise EntryFaulty(problems=problems)
    holder = form.resident("resident")
    events = card_events(found.kind, frozenset(done.step.acts), holder, _today(done), in_person=_in_person(done))
    if events:
        _record(done, found, _card_step(done.step.id), events)


def _hand_over_kia(done: StepDone, found: EntryRecord) -> None:
    """The card of a child that came with another paper, as with a birth, counts as held from its hand-over."""
    if "hand_over" not in done.step.acts:
        return
    issued = models.Product.objects.filter(resi=done.application.resi, paper=Paper.KIA, act=Act.ISSUE)
    children = {UUID(i) for ids in issued.values_list("residents", flat=True) for i in ids}
    if children:
        events = kia_handed_over(queries.known(children).residents.values(), _today(done))
        if events:
            _record(done, found, _card_step(done.step.id), events)


def _in_person(done: StepDone) -> bool:
    """Whether the holder was there: recorded, activated, or collecting for himself."""
    there = (done.evidence.get(name) is True for name in ("holder_present", "person_present"))
    return any(there) or done.evidence.get("collector_relation") == "self"


def _today(done: StepDone) -> datetime.date:
    return offices.today(done.officer.office_key, done.at)


def _numbered(done: StepDone, event: LifeEvent) -> LifeEvent:
    name, paper = NUMBERED.get(type(event), ("", None))
    if paper is None or getattr(event, name):
        return event
    today = _today(done)
    reported = done.application.submitted_on or today
    late = isinstance(event, Birth) and (reported - event.date).days > (event.report_within_days or 0)
    changes: dict[str, Any] = {name: take_number(paper, _office_code(done), today, "LT" if late else "")}
    return replace(event, **changes)


def _office_code(done: StepDone) -> str:
    return offices.office_by_id(done.officer.office_id).code


def _record(done: StepDone, found: EntryRecord, step: str, events: Sequence[LifeEvent]) -> None:
    recorded = [
        register.record_life_event(
            event,
            officer=done.officer,
            key=uuid5(done.key, f"{found.id}/{step}/{place}"),
            case=done.application.resi,
            accepted=found.accepted,
            reference=str(found.values.get("reference", "")),
            at=done.at,
            reported_on=done.application.submitted_on,
        )
        for place, event in enumerate(events)
    ]
    effect = models.Effect.objects.create(
        resi=done.application.resi,
        entry_id=found.id,
        step=step,
        life_events=[str(record.id) for record in recorded],
        at=done.at,
    )
    models.Product.objects.bulk_create(_products(done, effect, recorded))


def _products(done: StepDone, effect: models.Effect, recorded: Sequence[LifeEventRecord]) -> Iterator[models.Product]:
    """Each paper once: what two events of one form both touch is printed as the later one leaves it."""
    today = _today(done)
    papers: dict[tuple[object, ...], tuple[LifeEventRecord, Mapping[str, Any]]] = {}
    for record in recorded:
        for output in record.outputs:
            same = output["paper"], output["act"], tuple(output["resident_ids"]), output["family_id"]
            papers[same] = (record, output)
    for place, (record, output) in enumerate(papers.values()):
        yield models.Product(
            resi=done.application.resi,
            effect=effect,
            place=place,
            paper=output["paper"],
            act=output["act"],
            residents=output["resident_ids"],
            family=output["family_id"],
            number=_number(done, record, output, today),
            note=output["note"],
            life_event=record.id,
            issued_on=today,
        )


def _number(done: StepDone, record: LifeEventRecord, output: Mapping[str, Any], today: datetime.date) -> str:
    paper = Paper(output["paper"])
    if output["act"] != Act.ISSUE:
        return ""
    own = next((name for name, of in NUMBERED.values() if of is paper), "")
    given = str(record.payload.get(own) or "")
    return given or take_number(paper, _office_code(done), today, output["note"])
