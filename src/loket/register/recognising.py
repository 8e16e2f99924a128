"""
That numbers which an office gave itself count, so that papers with them are no drafts: one person proposes it, another
confirms it. That they no longer count, one person decides alone.

It refuses to know papers. The command line of the server may be the second person, and the setting says so.
"""

import datetime
from dataclasses import dataclass, replace
from typing import Final

from django.db import IntegrityError

from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.offices.refusals import OwnProposal, ProposalDecided, ProposerGone, WhyMissing
from loket.offices.terms import ProposalOutcome
from loket.register import models
from loket.register.acting import acted_as, require_keeper
from loket.register.office_settings import keep_setting, settings_of
from loket.register.refusals import RecognitionWaits, SettingRefused
from loket.storage.writing import run

LONGEST_CERTIFICATE: Final = 200
FROM_THE_SERVER: Final = "perintah di komputer server"
_LONGEST_WHY: Final = 400


@dataclass(frozen=True, slots=True)
class RecognitionRecord:
    """What waits for a second person: by which decision the numbers shall count, why, and who proposed it."""

    id: int
    office_id: int
    certificate: str
    why: str
    proposed_by: int
    proposed_as: str
    proposed_at: datetime.datetime

    def confirmable_by(self, officer: Officer) -> bool:
        """Whether this officer may be the second person: another who keeps the office."""
        return officer.office_id == self.office_id and officer.keeps_office and officer.person != self.proposed_by


def open_recognition(office_id: int) -> RecognitionRecord | None:
    """What an office has not decided yet; there is one at most."""
    row = models.Recognition.objects.filter(office=office_id, outcome="").first()
    return _record(row) if row else None


def recognition_waits_for(officer: Officer) -> bool:
    """Whether one waits for this officer as the second person; nobody but a keeper of the office costs a query."""
    waiting = open_recognition(officer.office_id) if officer.keeps_office else None
    return waiting is not None and waiting.confirmable_by(officer)


def propose_recognition(officer: Officer, certificate: str, *, why: str, at: datetime.datetime) -> int:
    """
    Propose that the numbers of the officer's office count by a decision, at most 200 letters. Returns its number.

    Nothing counts before another confirms it. Raises SettingRefused, WhyMissing, RecognitionWaits.
    """
    now, named = require_keeper(officer, at), " ".join(certificate.split())
    if not why.strip():
        raise WhyMissing(fields=("why",))
    if not named or len(named) > LONGEST_CERTIFICATE:
        raise SettingRefused(fields=("certificate",))
    row = models.Recognition(
        office_id=now.office_id,
        certificate=named,
        why=why.strip()[:_LONGEST_WHY],
        proposed_by=now.person,
        proposed_as=acted_as(now),
        proposed_at=at,
    )
    try:
        run(lambda: row.save(force_insert=True))
    except IntegrityError as another:
        raise RecognitionWaits from another
    return row.pk


def confirm_recognition(officer: Officer | None, office_id: int, number: int, *, at: datetime.datetime) -> str:
    """
    Make a proposal count, as the second person; None is whoever runs the server. Returns the decision that it names.

    Raises SettingRefused, ProposalDecided, OwnProposal and ProposerGone.
    """
    now = require_keeper(officer, at) if officer else None

    def confirm() -> str:
        record = _open(office_id, number)
        if now is not None and now.person == record.proposed_by:
            raise OwnProposal
        if now is not None and not record.confirmable_by(now):
            raise ProposalDecided
        office = offices.office_by_id(office_id)
        proposer = offices.officer_by_id(record.proposed_by, offices.today(office.key, at))
        if proposer is None or not proposer.keeps_office:
            raise ProposerGone
        _decide(record, ProposalOutcome.CONFIRMED, now, at)
        keep_setting(
            replace(settings_of(office_id), certificate=record.certificate),
            office_id=office_id,
            person=now.person if now else record.proposed_by,
            signed=f"{record.proposed_as} / {acted_as(now) if now else FROM_THE_SERVER}",
            at=at,
            why=record.why,
        )
        return record.certificate

    return run(confirm)


def decline_recognition(officer: Officer, number: int, *, at: datetime.datetime) -> None:
    """Turn a proposal of the officer's office down, or take the own one back. Raises SettingRefused, ProposalDecided."""
    now = require_keeper(officer, at)

    def decline() -> None:
        record = _open(now.office_id, number)
        is_own = record.proposed_by == now.person
        _decide(record, ProposalOutcome.WITHDRAWN if is_own else ProposalOutcome.DECLINED, now, at)

    run(decline)


def end_recognition(officer: Officer, *, why: str, at: datetime.datetime) -> None:
    """Decide that papers with the office's own numbers are drafts again. Raises SettingRefused, WhyMissing."""
    now = require_keeper(officer, at)
    if not why.strip():
        raise WhyMissing(fields=("why",))
    chosen = replace(settings_of(now.office_id), certificate="")
    keep_setting(chosen, office_id=now.office_id, person=now.person, signed=acted_as(now), at=at, why=why)


def _open(office_id: int, number: int) -> RecognitionRecord:
    record = open_recognition(office_id)
    if record is None or record.id != number:
        raise ProposalDecided
    return record


def _decide(
    record: RecognitionRecord, outcome: ProposalOutcome, officer: Officer | None, at: datetime.datetime
) -> None:
    """The condition keeps two who decide at the same time apart. Raises ProposalDecided."""
    changed = models.Recognition.objects.filter(pk=record.id, outcome="").update(
        outcome=outcome.value,
        decided_by=officer.person if officer else None,
        decided_as=acted_as(officer) if officer else FROM_THE_SERVER,
        decided_at=at,
    )
    if not changed:
        raise ProposalDecided


def _record(row: models.Recognition) -> RecognitionRecord:
    return RecognitionRecord(
        row.pk, row.office_id, row.certificate, row.why, row.proposed_by, row.proposed_as, row.proposed_at
    )
