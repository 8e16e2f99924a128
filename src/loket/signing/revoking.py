"""
Revoking a signed paper, and making it valid again: decisions of the head of the office, each with its reason.

It refuses to touch the file, the signature, or the register: what is revoked was signed all the same.
"""

import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from loket.core.proof.standing import Standing, may_follow
from loket.core.proof.states import SignatureState
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.signing import models
from loket.signing.refusals import NoSuchSignedPaper, ReasonToRevokeMissing, RevokedByOthers, StandingMoved
from loket.storage.writing import run

LONGEST_REASON: Final = 400
_OF_A_HEAD: Final = frozenset({"supervise", "audit"})


def revoke(paper: UUID, officer: Officer, reason: str, *, at: datetime.datetime | None = None) -> None:
    """
    From now on whoever checks this signed paper is told that it was revoked, and since when.

    Decided by the head of its office, with a reason of at most 400 letters. Raises RevokedByOthers, NoSuchSignedPaper
    (for another office's paper and one that is not signed as well), ReasonToRevokeMissing, and StandingMoved for one
    that is revoked already.
    Basis: UU 30/2014 ps. 64 dan ps. 66 (an official revokes or cancels an own decision that has a fault).
    """
    _decide(paper, officer, reason, Standing.REVOKED, at or timezone.now())


def reinstate(paper: UUID, officer: Officer, reason: str, *, at: datetime.datetime | None = None) -> None:
    """
    A revoked paper is valid again. As `revoke`; StandingMoved for one that is not revoked.

    Basis: UU 30/2014 ps. 64 dan ps. 66.
    """
    _decide(paper, officer, reason, Standing.VALID, at or timezone.now())


def _decide(paper: UUID, officer: Officer, reason: str, standing: Standing, at: datetime.datetime) -> None:
    now = require_head(officer, at)
    rows = models.SignedPaper.objects.filter(uuid=paper, office=now.office_id)
    row = rows.filter(states__state=SignatureState.SIGNED).first()
    if row is None:
        raise NoSuchSignedPaper
    words = " ".join(reason.split())
    if not words or len(words) > LONGEST_REASON:
        raise ReasonToRevokeMissing(fields=("reason",))
    last = row.decisions.order_by("-seq").first()
    if not may_follow(Standing(last.standing) if last else None, standing):
        raise StandingMoved
    decision = models.StandingDecision(
        paper=row,
        seq=last.seq + 1 if last else 1,
        standing=standing,
        reason=words,
        person=now.person,
        acted_as=now.signature(next(iter(now.seats), None)),
        at=at,
    )
    try:
        run(lambda: decision.save(force_insert=True))
    except IntegrityError as other_first:
        raise StandingMoved from other_first


def require_head(officer: Officer, at: datetime.datetime) -> Officer:
    """The officer as of now, who heads the office. Raises RevokedByOthers."""
    now = offices.officer_by_id(officer.person, offices.today(officer.office_key, at))
    if now is None or now.office_id != officer.office_id or not is_head(now):
        raise RevokedByOthers
    return now


def is_head(officer: Officer) -> bool:
    """Whether this is the head of the office, or who stands in for the head."""
    return any(seat.powers >= _OF_A_HEAD for seat in officer.seats)
