"""
The heart of the register: a life event becomes a change, or is refused with every reason.

Pure: it is given the part of the register the event touches and a context, and changes nothing. What it allows keeps all
rules, in history too; the store writes the facts in one transaction.
"""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from loket.core.register import (
    arrivals,
    citizenship,
    couples,
    elements,
    foreigners,
    held,
    households,
    persons,
    transfers,
)
from loket.core.register import events as e
from loket.core.register import moves as m
from loket.core.register.change import Acceptance, Change
from loket.core.register.context import Context
from loket.core.register.draft import Draft
from loket.core.register.facts import fold
from loket.core.register.outputs import common_outputs, touched_families
from loket.core.register.refusals import FutureEvent, LifeEventRefused, RulesBroken, WarningsNotAccepted
from loket.core.register.slice import Slice
from loket.core.rules import Finding, Level, judge

Handler = Callable[[Draft, Any, Context], None]


def decide(part: Slice, event: e.LifeEvent, context: Context) -> Change:
    """
    The change that the event causes.

    `part` holds what `Slice.around(event.named_residents, event.named_families)` holds. Raises LifeEventRefused with its
    `findings`: RulesBroken names every rule, WarningsNotAccepted what still needs a reason in `context.accepted`.
    Refusals of the KTP-el record (NotPrintReady, NoSuchTransition, HolderAbsent) come as they are.
    """
    draft = _tried(part, event, context)
    found = judge(part, draft.part, replace(context, event=event, before=part))
    if any(finding.level is Level.REFUSAL for finding in found):
        raise RulesBroken(found=found)
    missing = tuple(finding for finding in found if not finding.reason_in(context.accepted))
    if missing:
        raise WarningsNotAccepted(found=missing)
    families = touched_families(part, draft.part, draft.facts)
    return Change(
        event,
        draft.day,
        tuple(draft.facts),
        families,
        (*draft.outputs, *common_outputs(part, draft.part, families)),
        tuple(Acceptance(finding, finding.reason_in(context.accepted)) for finding in found),
        days_late(event, context.reported),
    )


def check(part: Slice, event: e.LifeEvent, context: Context) -> tuple[Finding, ...]:
    """All that would be found if the event were asked for now: what refuses it, and what an officer must accept."""
    try:
        draft = _tried(part, event, context)
    except LifeEventRefused as refused:
        return refused.findings
    return judge(part, draft.part, replace(context, event=event, before=part))


def apply(part: Slice, change: Change) -> Slice:
    """The register after a change; `part` must be the one it was decided on, or one that holds it."""
    return fold(part, change.facts)


def days_late(event: e.LifeEvent, reported: datetime.date) -> int:
    """Days since the reporting term ended; 0 in time or without a term. Basis: UU 23/2006 and UU 24/2013, per event."""
    term = event.report_within_days
    return max(0, (reported - event.date).days - term) if term is not None else 0


def _tried(part: Slice, event: e.LifeEvent, context: Context) -> Draft:
    """The event worked into a draft, taking effect on its date or, when reported late, after what changed since."""
    if event.date > context.today:
        raise FutureEvent(date=f"{event.date:%d-%m-%Y}", fields=("date",))
    draft = _draft(part, event, context, event.date)
    effective = max(draft.floors(), default=event.date)
    return draft if effective <= event.date else _draft(part, event, context, effective)


def _draft(part: Slice, event: e.LifeEvent, context: Context, day: datetime.date) -> Draft:
    draft = Draft(part, event.kind, day)
    HANDLERS[type(event)](draft, event, context)
    draft.settle()
    return draft


HANDLERS: Final[dict[type[e.LifeEvent], Handler]] = {
    e.Birth: persons.birth,
    e.Stillbirth: persons.stillbirth,
    e.Death: persons.death,
    e.Marriage: couples.marriage,
    e.MarriageAnnulment: couples.marriage_annulled,
    e.Divorce: couples.divorce,
    e.DivorceAnnulment: couples.divorce_annulled,
    e.Adoption: persons.adoption,
    e.ChildAcknowledgement: persons.acknowledgement,
    e.CorrectBiodata: elements.correct_biodata,
    e.ChangeStatus: elements.change_status,
    e.CitizenshipGivenUp: citizenship.citizenship_given_up,
    e.DocumentLost: held.document_lost,
    e.NikAssigned: persons.nik_assigned,
    e.KtpElAdvanced: held.ktp_el_advanced,
    e.KiaRequested: held.kia_requested,
    e.KiaIssued: held.kia_issued,
    e.SubstituteLetter: held.substitute_letter,
    e.RecordAnnulled: persons.record_annulled,
    m.NewFamily: households.new_family,
    m.HeadReplaced: households.head_replaced,
    m.JoinFamily: households.join_family,
    m.LeaveFamily: households.leave_family,
    m.Dissolve: households.dissolve,
    m.KkAssigned: households.kk_assigned,
    m.AddressChange: households.address_change,
    m.MoveOut: transfers.move_out,
    m.MoveOutCancelled: transfers.cancelled,
    m.MoveOutExpired: transfers.expired,
    m.ArrivedElsewhere: transfers.arrived_elsewhere,
    m.MoveIn: arrivals.move_in,
    m.ArrivedFromAbroad: arrivals.arrived_from_abroad,
    m.PeopleRecorded: arrivals.people_recorded,
    m.ForeignerRegistered: foreigners.foreigner_registered,
    m.PermitProlonged: foreigners.permit_prolonged,
    m.MoveAbroad: transfers.move_abroad,
}
