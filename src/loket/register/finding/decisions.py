"""
What people decided about two residents who may be one: the same, different, or not yet decided, with a reason.

Only ever added to; the latest of a pair counts. It merges nobody: what follows from "the same" are life events.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args
from uuid import UUID

from django.db.models import Q

from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Refusal
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.register import models
from loket.register.acting import acted_as
from loket.register.kinship import require_no_kin
from loket.register.refusals import NoSeat
from loket.storage.writing import run

Verdict = Literal["same", "different", "undecided"]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
LONGEST_REASON: Final = 400


class DecisionReasonMissing(Refusal):
    """A decision about two people says why, for whoever reads it later."""

    id = "duplicate-reason-missing"
    sentence = "Alasan keputusan belum ditulis, atau lebih dari 400 huruf."
    hint = "Tulis singkat apa yang dibandingkan, misalnya akta, foto, atau keterangan keluarga."


class NotAPair(Refusal):
    """A decision is about two different residents of this register."""

    id = "duplicate-not-a-pair"
    sentence = "Keputusan ini harus tentang dua penduduk yang berbeda dan tercatat di register."
    hint = "Cari kembali kedua penduduk itu."


class NotYourPair(Refusal):
    """At least one of the two is kept by the office that decides."""

    id = "duplicate-not-kept-here"
    sentence = "Tidak satu pun dari kedua penduduk ini tercatat di kantor Anda."
    hint = "Minta kantor yang mencatat mereka memutuskan."


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what about a pair, when and why. `first` and `second` are in the order of their ids."""

    first: UUID
    second: UUID
    decision: str
    reason: str
    acted_as: str
    at: datetime.datetime


def decide_duplicate(
    one: UUID,
    other: UUID,
    decision: Verdict,
    *,
    officer: Officer,
    reason: str,
    at: datetime.datetime,
) -> Decision:
    """
    Write down what an officer with a seat decided about two residents, at least one of them of the own office.

    Raises NoSeat, NotAllowed for who only audits, OwnFamily, DecisionReasonMissing, NotAPair and NotYourPair.
    """
    now = offices.officer_by_id(officer.person, offices.today(officer.office_key, at))
    if now is None or not now.seats:
        raise NoSeat
    if now.only_audits:
        raise NotAllowed
    require_no_kin(now, (str(one), str(other)))
    text = " ".join(reason.split())
    if not 0 < len(text) <= LONGEST_REASON:
        raise DecisionReasonMissing
    keepers = dict(models.Resident.objects.filter(pk__in=(one, other)).values_list("pk", "office_id"))
    if len(keepers) != len({one, other}) or one == other or decision not in VERDICTS:
        raise NotAPair
    if now.office_id not in keepers.values():
        raise NotYourPair
    row = _row(one, other, decision, reason=text, officer=now, at=at)
    run(lambda: row.save(force_insert=True))
    return _decision(row)


def note_different(reasons: Mapping[tuple[UUID, UUID], str], *, officer: Officer, at: datetime.datetime) -> None:
    """What an officer said of newcomers, pair by pair, while recording the event, in the caller's transaction."""
    rows = [
        _row(a, b, "different", reason=reason[:LONGEST_REASON], officer=officer, at=at)
        for (a, b), reason in reasons.items()
    ]
    if rows:
        models.DuplicateDecision.objects.bulk_create(rows)


def decided_about(resident_id: UUID) -> dict[UUID, Decision]:
    """The latest decision about this resident and each other one."""
    rows = models.DuplicateDecision.objects.filter(Q(first=resident_id) | Q(second=resident_id)).order_by("at", "pk")
    found = (_decision(row) for row in rows)
    return {one.second if one.first == resident_id else one.first: one for one in found}


def decisions_on(one: UUID, other: UUID) -> tuple[Decision, ...]:
    """Every decision about two residents, oldest first."""
    first, second = sorted((one, other))
    rows = models.DuplicateDecision.objects.filter(first=first, second=second).order_by("at", "pk")
    return tuple(_decision(row) for row in rows)


def _row(
    one: UUID, other: UUID, decision: Verdict, *, reason: str, officer: Officer, at: datetime.datetime
) -> models.DuplicateDecision:
    first, second = sorted((one, other))
    return models.DuplicateDecision(
        first_id=first,
        second_id=second,
        decision=decision,
        reason=reason,
        office_id=officer.office_id,
        person=officer.person,
        acted_as=acted_as(officer),
        at=at,
    )


def _decision(row: models.DuplicateDecision) -> Decision:
    return Decision(row.first_id, row.second_id, row.decision, row.reason, row.acted_as, row.at)
