"""
What a mandate does beside collecting: it lets somebody else apply and correct.

Whoever applies from home for another sends a photograph of the letter, which an officer accepts or sends back; at the counter
the letter itself is seen. Basis: form F-1.07, Permendagri 109/2019.
"""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID, uuid5

from loket.casework import models
from loket.casework.collecting import same_name
from loket.casework.procedures import by_id
from loket.casework.records import MANDATE, Applicant
from loket.casework.refusals import AlreadyHanded
from loket.casework.store.history import StoredEvent, events_of_case
from loket.casework.store.rows import CaseRow
from loket.collection import services as collection
from loket.collection.queries import mandate_for, mandates_of
from loket.collection.records import MandateRecord, MandateWish, Scope
from loket.collection.refusals import (
    AppliedBefore,
    BringerUnchecked,
    CorrectionMandateMissing,
    LetterMissing,
    LetterUnchecked,
    MandateIncomplete,
    MandateToOneself,
    NotByMandate,
)
from loket.core.engine import Command, Complete, Event, Offer, Withdraw
from loket.core.engine.events import CaseReopened, PapersCollected, StepCompleted, StepRecalled, StepReturned
from loket.core.engine.guards import title_of
from loket.core.engine.refusals import NoProxy
from loket.core.procedure.acts import BRINGING, BROUGHT_BY
from loket.core.procedure.model import Procedure, Step
from loket.core.terms import Nik
from loket.offices.records import AtHome, Officer

HOME: Final = "daring"
LASTS: Final = datetime.timedelta(days=90)
"""So long a mandate from home lets its holder apply and correct: an application with its returns, and no longer."""
_NIK, _CHECKED = (field.name for field in BRINGING)
_SENDS_BACK: Final = frozenset({StepReturned.kind, CaseReopened.kind})


def may_be_applied_for(procedure: Procedure) -> bool:
    """Whether somebody else may apply for the applicant: the first step does not want the applicant in person."""
    return not procedure.first.in_person


def in_person_step(procedure: Procedure) -> Step | None:
    """The step of a procedure at which nobody may stand in for the applicant when papers are handed over."""
    return next((step for step in hand_overs(procedure) if step.in_person), None)


def hand_overs(procedure: Procedure) -> list[Step]:
    """The steps of a procedure that hand papers over."""
    return [step for step in procedure.steps if "hand_over" in step.acts]


def require_may_collect(procedure: Procedure, wish: MandateWish) -> None:
    """A mandate to collect is of use. Raises NoProxy where papers go to the applicant alone."""
    if Scope.COLLECT in wish.scope and (alone := in_person_step(procedure)) is not None:
        raise NoProxy(step=title_of(procedure, alone.id))


def require_may_apply(procedure: Procedure, applicant: Applicant, wish: MandateWish) -> None:
    """
    Somebody else may apply by this mandate. Raises NoProxy where the first step wants the applicant, or the hand-over
    whom it lets collect, MandateIncomplete for one that is for something else, MandateToOneself, and BadTerm for a NIK that is none.
    """
    if not may_be_applied_for(procedure):
        raise NoProxy(step=title_of(procedure, procedure.first.id), fields=("applies_for",))
    if Scope.APPLY not in wish.scope:
        raise MandateIncomplete(fields=("scope",))
    require_may_collect(procedure, wish)
    require_another(applicant, wish)


def require_another(applicant: Applicant, wish: MandateWish) -> None:
    """The taker is not the applicant, whose NIK is written as digits. Raises MandateToOneself, and BadTerm for a NIK that is none."""
    nik = Nik.parse(wish.taker.nik, field="taker_nik").digits
    if nik == applicant.nik or (not applicant.nik and same_name(wish.taker.name, applicant.name)):
        raise MandateToOneself(fields=("taker_nik",))


def written(resi: str, wish: MandateWish, *, by: Officer, key: UUID, channel: str, at: datetime.datetime) -> UUID:
    """
    Write a mandate down; what an officer writes down was seen, so that its letter is accepted with it.

    Raises what `collection.add_mandate` raises.
    """
    mandate = collection.add_mandate(resi, wish, by=by, key=uuid5(key, MANDATE), channel=channel, at=at)
    if not isinstance(by, AtHome):
        collection.accept_letter(resi, mandate, by=by, at=at)
    return mandate


def in_words(wish: MandateWish) -> str:
    """A mandate as the history tells it: for what and until when, never who. It is data, so it is never translated."""
    words = {Scope.APPLY: "mengajukan", Scope.CORRECT: "memperbaiki", Scope.COLLECT: "mengambil"}
    said = ", ".join(words[one] for one in Scope if one in wish.scope)
    return f"Kuasa dicatat ({said}), berlaku sampai {wish.valid_until:%d-%m-%Y}"


def applied_among(row: CaseRow, mandates: Sequence[MandateRecord]) -> MandateRecord | None:
    """
    By which of all mandates of a case somebody else applied for the applicant.

    Who applied never changes: at the counter it is the first that lets apply, from home the first from home; of its taker the
    latest from home counts, for the letter may have come again. What the counter writes down later changes nobody's place.
    """
    to_apply = [one for one in mandates if Scope.APPLY in one.scope]
    if row.channel != HOME:
        return to_apply[0] if to_apply else None
    from_home = [one for one in to_apply if one.channel == HOME]
    return next((one for one in reversed(from_home) if _nik_of(one) == _nik_of(from_home[0])), None)


def _nik_of(mandate: MandateRecord) -> str:
    return mandate.taker.nik if mandate.taker else ""


def applied_by(row: CaseRow) -> MandateRecord | None:
    """The mandate by which somebody else applied for the applicant, see `applied_among`."""
    return applied_among(row, mandates_of(row.resi))


def sent_by_another(row: CaseRow) -> MandateRecord | None:
    """
    The mandate by which this application was sent from home; then it is its holder who is at home, and not the applicant.

    The applicant comes to the counter: from there nobody can tell the two apart who have the same code.
    """
    return applied_by(row) if row.channel == HOME else None


def require_sent_by(row: CaseRow, wish: MandateWish) -> None:
    """
    A mandate for an application that is there lets apply only whoever sent it from home: it is renewed, and gives nobody else a
    place. Raises AppliedBefore, and BadTerm for a NIK that is none.
    """
    if Scope.APPLY not in wish.scope:
        return
    nik = Nik.parse(wish.taker.nik, field="taker_nik").digits
    sent = sent_by_another(row)
    if sent is None or _nik_of(sent) != nik:
        raise AppliedBefore(fields=(f"scope_{Scope.APPLY}",))


def may_at_home(row: CaseRow, scope: Scope, today: datetime.date) -> bool:
    """Whether whoever is at home may act so far: the applicant always, the holder of a mandate while one that says so holds."""
    sent = sent_by_another(row)
    if sent is None:
        return True
    return sent.taker is not None and mandate_for(row.resi, sent.taker.nik, scope, today) is not None


def who_is_at_home(row: CaseRow, by: AtHome, scope: Scope, today: datetime.date) -> AtHome:
    """By whom an act from home is signed. Raises NotByMandate, see `may_at_home`."""
    sent = sent_by_another(row)
    if sent is None:
        return by
    if sent.taker is None or not may_at_home(row, scope, today):
        raise NotByMandate
    return replace(by, full_name=sent.taker.name)


def letter_to_check(row: CaseRow) -> MandateRecord | None:
    """
    The mandate by which this application was sent from home, while nobody has accepted its letter.

    No photograph is asked for any more once the counter has seen a letter that lets the same taker apply, nor that of a mandate
    taken back once the applicant has come and done the own step again.
    """
    if row.channel != HOME:
        return None
    found = mandates_of(row.resi)
    sent = applied_among(row, found)
    if sent is None or sent.checked_at is not None or _is_seen_since(sent, found):
        return None
    return None if sent.ended_at is not None and _has_come(row, sent) else sent


def _is_seen_since(sent: MandateRecord, found: Sequence[MandateRecord]) -> bool:
    since = found[found.index(sent) + 1 :]
    same = (one for one in since if Scope.APPLY in one.scope and _nik_of(one) == _nik_of(sent))
    return any(one.channel != HOME and one.checked_at is not None for one in same)


def _has_come(row: CaseRow, sent: MandateRecord) -> bool:
    """
    Whether the applicant's own step was done again at the counter since, with nobody named who brought it.

    Only where the file had been sent back was it asked who brings it; after a recall nothing is asked, and nothing said.
    """
    procedure, was_sent_back = by_id(row.procedure_id).procedure, False
    for event in events_of_case(row.id):
        if event.kind in _SENDS_BACK:
            was_sent_back = True
        elif event.kind in (StepCompleted.kind, StepRecalled.kind):
            if was_sent_back and event.occurred_at > sent.at and _is_the_applicants(event, procedure):
                return True
            was_sent_back = False
    return False


def _is_the_applicants(event: StoredEvent, procedure: Procedure) -> bool:
    """Whether it is the applicant's own step, done at the counter for the applicant and brought by nobody else."""
    done = event.engine_event()
    if not isinstance(done, StepCompleted) or event.channel == HOME or _NIK in done.evidence:
        return False
    return procedure.actors[procedure.by_id[done.step].actor].kind == "applicant"


def require_letter(wish: MandateWish) -> None:
    """From home a mandate comes with a photograph of its letter. Raises LetterMissing."""
    if not wish.paper:
        raise LetterMissing


def by_mandate(row: CaseRow, procedure: Procedure, command: Command, event: Event, today: datetime.date) -> Event:
    """
    The event of an act as far as mandates go. Raises AlreadyHanded, LetterUnchecked, CorrectionMandateMissing and BringerUnchecked.
    """
    require_nothing_handed(row, procedure, command)
    require_letter_checked(row, procedure, event)
    return require_bringer(row, command, event, today)


def require_letter_checked(row: CaseRow, procedure: Procedure, event: Event) -> None:
    """
    An application sent from home for another does not pass the check of papers before its letter was accepted; in a procedure
    without such a check, not the first step of the office. It may be sent back, refused and withdrawn. Raises LetterUnchecked.
    """
    if not isinstance(event, StepCompleted) or event.end == "rejected":
        return
    step = procedure.by_id[event.step]
    if step.outcomes[event.outcome].incomplete or not _looks_at_letters(procedure, step):
        return
    if letter_to_check(row) is not None:
        raise LetterUnchecked


def _looks_at_letters(procedure: Procedure, step: Step) -> bool:
    if any("check" in one.acts for one in procedure.steps):
        return "check" in step.acts
    return procedure.actors[step.actor].kind != "applicant"


def require_bringer(row: CaseRow, command: Command, event: Event, today: datetime.date) -> Event:
    """
    The event of a correction with the name of whoever brought it for the applicant, by a mandate that lets correct on that day.

    Nothing is asked of the applicant, who is taken to have come where no NIK is given. Raises CorrectionMandateMissing and
    BringerUnchecked.
    """
    if not isinstance(command, Complete) or not isinstance(event, StepCompleted) or _NIK not in event.evidence:
        return event
    nik = Nik.parse(str(event.evidence[_NIK])).digits
    found = mandate_for(row.resi, nik, Scope.CORRECT, today)
    if found is None:
        raise CorrectionMandateMissing(fields=(_NIK,))
    if event.evidence.get(_CHECKED) is not True:
        raise BringerUnchecked(fields=(_CHECKED,))
    name = found.taker.name if found.taker else ""
    return replace(event, evidence={BROUGHT_BY.name: name, **event.evidence})


def require_nothing_handed(row: CaseRow, procedure: Procedure, command: Command) -> None:
    """Of an application of which a paper is out of the house nothing is taken back. Raises AlreadyHanded."""
    if isinstance(command, Withdraw) and row.step is not None and _is_something_handed(row, procedure):
        raise AlreadyHanded


def without_withdrawing(offers: tuple[Offer, ...], row: CaseRow, procedure: Procedure) -> tuple[Offer, ...]:
    """What is left of the offers of a case of which a paper was handed over."""
    if not any(offer.command == "withdraw" for offer in offers) or not _is_something_handed(row, procedure):
        return offers
    return tuple(offer for offer in offers if offer.command != "withdraw")


def _is_something_handed(row: CaseRow, procedure: Procedure) -> bool:
    """A part was collected, or a hand-over was done and not recalled since."""
    for passage in row.state().passages:
        step = procedure.by_id[passage.step]
        if "hand_over" in step.acts and not passage.voided and step.outcomes[passage.outcome].return_ is None:
            return True
    return models.Event.objects.filter(case=row.id, kind=PapersCollected.kind).exists()
