"""
Positions and accounts by two persons: one proposes, another confirms, and only then does it hold. For other apps it is in
`services`.

It refuses to know screens. Founding and the command line of the server are the exception, and the notes name them.
"""

import datetime
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from loket.core import worktime
from loket.core.engine.refusals import NotAllowed
from loket.offices import models, queries
from loket.offices.changes import Decision, change, found, keeps_office, note, officer_deciding, supervises
from loket.offices.people import Seating, checked_nip, make_account, make_appointment
from loket.offices.proposal_list import joined, record_of
from loket.offices.records import Officer, ProposalRecord
from loket.offices.refusals import OwnGrant, OwnProposal, ProposalDecided, ProposerGone
from loket.offices.terms import AppointmentKind, ProposalOutcome

FROM_THE_SERVER: Final = "dari perintah di komputer server"
_UNSET: Final = "!"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who gets an account: user name, full name with titles, NIP or nothing."""

    username: str
    full_name: str
    nip: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a confirmation has made; `username` is of a new account, empty where the person was there."""

    person: int
    full_name: str
    username: str = ""


@change(keeps_office)
def propose_appointment(office_key: str, *, person: int, seating: Seating, decision: Decision) -> int:
    """
    Propose a position for a person of the office; nothing holds before another confirms it. Returns its number.

    It is tried first, so that what cannot be confirmed is not proposed. Raises what `people.appoint` raises, and
    NotAllowed for a founding, which appoints by itself.
    """
    with transaction.atomic():
        make_appointment(office_key, person, seating, decision)
        transaction.set_rollback(True)
    holder = found(models.Person.objects.filter(office__key=office_key, pk=person).first(), "Petugas")
    return _propose(office_key, seating, decision, models.Proposal(person=holder))


@change(keeps_office)
def propose_officer(office_key: str, *, newcomer: Newcomer, seating: Seating, decision: Decision) -> int:
    """
    Propose an account with a first position; neither is there before another confirms it. Returns its number.

    Raises what `people.add_person` and `people.appoint` raise, and NotAllowed for a founding.
    """
    with transaction.atomic():
        make_officer(office_key, newcomer, seating, _UNSET, decision)
        transaction.set_rollback(True)
    nip = checked_nip(newcomer.nip) if newcomer.nip else ""
    row = models.Proposal(username=newcomer.username, full_name=newcomer.full_name, nip=nip)
    return _propose(office_key, seating, decision, row)


def make_officer(office_key: str, newcomer: Newcomer, seating: Seating, password_hash: str, decision: Decision) -> int:
    """An account in its first position, in the caller's transaction. Raises what `add_person` and `appoint` raise."""
    person = make_account(office_key, newcomer.username, newcomer.full_name, newcomer.nip, password_hash, decision)
    # Whoever makes it knows this password.
    models.Person.objects.filter(pk=person).update(must_change_password=True, password_made_at=decision.at)
    make_appointment(office_key, person, seating, decision)
    return person


def _propose(office_key: str, seating: Seating, decision: Decision, row: models.Proposal) -> int:
    if decision.by is None:
        raise NotAllowed
    position = models.Position.objects.filter(office__key=office_key, key=seating.position).first()
    row.position = found(position, "Jabatan")
    row.office_id, row.proposed_by_id, row.proposed_at = row.position.office_id, decision.by.person, decision.at
    row.kind, row.decree, row.why = seating.kind, seating.decree, decision.why.strip()
    row.valid_from, row.valid_until = seating.valid_from, seating.valid_until
    row.save()
    note(row.office_id, decision, f"Diusulkan: {_said(record_of(row))}")
    return row.pk


def _may_confirm_some(officer: Officer) -> bool:
    return keeps_office(officer) or supervises(officer)


@change(_may_confirm_some)
def confirm_proposal(office_key: str, *, proposal: int, password_hash: str, decision: Decision) -> Confirmed:
    """
    Make a proposal hold, as the second person; see `ProposalRecord.confirmable_by` for who may be that.

    `password_hash` is for a new account. A founding decides it from the command line of the server, and is noted as
    that. Raises OwnProposal, OwnGrant, NotAllowed, ProposalDecided, ProposerGone, and what has come to stand in the
    way since it was proposed.
    """
    row = _open(office_key, proposal)
    record = record_of(row)
    _require_second(record, decision)
    if queries.officer_by_id(record.proposed_by, queries.today(office_key, decision.at)) is None:
        raise ProposerGone
    kind = AppointmentKind(row.kind)
    seating = Seating(row.position.key, kind, row.decree, row.valid_from, row.valid_until)
    _decide(row, ProposalOutcome.CONFIRMED, decision)
    told = f" {FROM_THE_SERVER}" if decision.is_founding else ""
    note(row.office_id, decision, f"Dipastikan{told}: {_said(record)} (diusulkan {record.proposer})")
    if record.person is not None:
        make_appointment(office_key, record.person, seating, decision)
        return Confirmed(record.person, record.full_name)
    newcomer = Newcomer(row.username, row.full_name, row.nip)
    return Confirmed(make_officer(office_key, newcomer, seating, password_hash, decision), row.full_name, row.username)


def _require_second(record: ProposalRecord, decision: Decision) -> None:
    if decision.by is None:
        return
    if decision.by.person == record.proposed_by:
        raise OwnProposal
    if decision.by.person == record.person:
        raise OwnGrant
    now = officer_deciding(decision.by, decision.at)
    if now is None or not record.confirmable_by(now):
        raise NotAllowed


@change(_may_confirm_some)
def decline_proposal(office_key: str, *, proposal: int, decision: Decision) -> None:
    """Turn a proposal down, or take the own one back. Raises OwnGrant, NotAllowed, ProposalDecided."""
    row = _open(office_key, proposal)
    record = record_of(row)
    is_own = decision.by is not None and decision.by.person == record.proposed_by
    if not is_own:
        _require_second(record, decision)
    _decide(row, ProposalOutcome.WITHDRAWN if is_own else ProposalOutcome.DECLINED, decision)
    note(row.office_id, decision, f"{'Ditarik' if is_own else 'Ditolak'}: {_said(record)}")


def _open(office_key: str, proposal: int) -> models.Proposal:
    rows = models.Proposal.objects.filter(office__key=office_key, pk=proposal, outcome="")
    row = joined(rows).first()
    if row is None:
        raise ProposalDecided
    return row


def _decide(row: models.Proposal, outcome: ProposalOutcome, decision: Decision) -> None:
    """The lock of the office's row keeps two who decide at the same time apart."""
    row.outcome, row.decided_at = outcome, decision.at
    row.decided_by_id = decision.by.person if decision.by else None
    row.save(update_fields=["outcome", "decided_by", "decided_at"])


def _said(record: ProposalRecord) -> str:
    who = f"{record.full_name} ({record.username})" if record.username else record.full_name
    since: datetime.date = record.valid_from
    return f"{who} sebagai {record.printed_title} sejak {worktime.plain_date(since)} ({record.decree})"
