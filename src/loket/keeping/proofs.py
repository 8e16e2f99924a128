"""The record of rehearsals, and how old the last proof is."""

import datetime
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import F, Min
from django.utils import timezone

from loket.core.problems import Refusal
from loket.keeping import models
from loket.keeping.manifest import Manifest
from loket.keeping.rehearsing import Outcome
from loket.storage.writing import run

OLDEST_PROOF: Final = datetime.timedelta(hours=36)
"""Past the next night, and its repetition in the morning. Basis: ours; no instrument known to us names hours."""


@dataclass(frozen=True, slots=True)
class ProofRecord:
    """One rehearsal as it came out."""

    backup: str
    backup_made_at: datetime.datetime | None
    opened_by: str
    equal: bool
    events: int
    papers: int
    seconds: float
    told: str
    at: datetime.datetime


def keep_proof(manifest: Manifest, outcome: Outcome, *, opened_by: str) -> ProofRecord:
    """Write down what a rehearsal found. `opened_by` is "malam" or "pemegang"."""
    return _keep(manifest, outcome, opened_by, "\n".join(outcome.differences))


def keep_failure(manifest: Manifest, why: Refusal, *, opened_by: str) -> ProofRecord:
    """Write down that a rehearsal came to no end, and why."""
    return _keep(manifest, Outcome(0, 0, 0.0, (why.explanation,)), opened_by, why.explanation)


def _keep(manifest: Manifest, outcome: Outcome, opened_by: str, told: str) -> ProofRecord:
    row = models.RestoreProof(
        backup=manifest.name,
        digest=manifest.digest.hex(),
        backup_made_at=datetime.datetime.fromisoformat(manifest.data["made_at"]),
        opened_by=opened_by,
        equal=outcome.equal,
        events=outcome.events,
        papers=outcome.papers,
        seconds=outcome.seconds,
        told=told[:4000],
        at=timezone.now(),
    )
    run(lambda: row.save(force_insert=True))
    return _record(row)


def _record(row: models.RestoreProof) -> ProofRecord:
    return ProofRecord(
        row.backup,
        row.backup_made_at,
        row.opened_by,
        row.equal,
        row.events,
        row.papers,
        row.seconds,
        row.told,
        row.at,
    )


def last_proof() -> ProofRecord | None:
    """
    The rehearsal that was equal and whose backup is the newest; None before the first.

    Who proves last year's backup today takes nothing from what the night has proved.
    """
    newest = F("backup_made_at").desc(nulls_last=True)
    row = models.RestoreProof.objects.filter(equal=True).order_by(newest, "-at").first()
    return _record(row) if row else None


def proofs(most: int = 30) -> tuple[ProofRecord, ...]:
    """The newest rehearsals, whatever came of them, newest first."""
    return tuple(_record(row) for row in models.RestoreProof.objects.order_by("-id")[:most])


@dataclass(frozen=True, slots=True)
class Unproved:
    """That nobody knows whether the office could be restored; `since` is the last proof, None where there is none."""

    since: datetime.datetime | None


def unproved(now: datetime.datetime) -> Unproved | None:
    """
    What the keepers of an office must be told: the last equal rehearsal is older than 36 hours, or there is none.

    What a rehearsal proved is as old as its backup. None while all is well, and in the first 36 hours of an installation.
    """
    proof = last_proof()
    if proof is not None:
        made_at = proof.backup_made_at or proof.at
        return Unproved(made_at) if now - made_at > OLDEST_PROOF else None
    founded = MigrationRecorder(connection).migration_qs.aggregate(first=Min("applied"))["first"]
    return Unproved(None) if founded is not None and now - founded > OLDEST_PROOF else None
