"""
The history of one case as a file that proves itself to whoever holds the office's public key.

It tells only what a signed checkpoint covers; what happened since waits for the next one. It refuses to judge: that is
`standalone/loket_verify_case.py`, which needs nothing of Loket.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from loket.casework import queries as casework
from loket.casework import services as casework_services
from loket.casework.queries import SealedHead
from loket.core.problems import Refusal
from loket.core.proof.note import SignedNote
from loket.core.proof.tree import inclusion_path
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.signing import models
from loket.signing.cosigning import cosigned
from loket.signing.history import latest_seal, leaves_of, paper_entry, paper_leaf
from loket.signing.records import SignedSeal
from loket.signing.refusals import CaseBroken, CaseNotSealed, CaseSealedTomorrow
from loket.signing.standalone.loket_verify_case import FORMAT, canonical

READ_AS: Final = "ekspor riwayat"


@dataclass(frozen=True, slots=True)
class CaseExport:
    """`text` is the file. `events` of all that the case has by now are in it; `later` are not sealed yet."""

    resi: str
    text: str
    events: int
    later: int


def export_case(resi: str, officer: Officer, *, witnessed: bool = False) -> CaseExport:
    """
    The sealed history of a case of the officer's office, with its signed papers and the proofs that all of it is sealed.

    `witnessed` adds what witnesses answered; who checks it then needs their keys too. It is a look at the case, which
    leaves its trace. Raises NoSuchCase, NothingSealedYet, CaseNotSealed, CaseSealedTomorrow, CaseBroken and HistoryRewritten.
    Basis: UU 27/2022 ps. 31 and 32 (the track record of processing); UU 24/2013 ps. 94.
    """
    casework_services.require_shown(resi, officer, READ_AS)
    standing = casework.standing(resi)
    seal = latest_seal(officer.office_key)
    head = casework.newest_sealed([standing.resi], seal.number).get(standing.resi)
    if head is None:
        raise _not_sealed(standing.resi, officer.office_key, seal.number)
    return CaseExport(
        standing.resi,
        _text(head, seal, cosigned(seal) if witnessed else seal.note),
        head.version,
        standing.state.version - head.version,
    )


def _not_sealed(resi: str, office_key: str, number: int) -> Refusal:
    """A second seal on one day is none: the same command would answer the seal of the day."""
    today = offices.today(office_key, timezone.now())
    return (
        CaseSealedTomorrow(resi=resi) if casework.sealed_date(office_key, number) == today else CaseNotSealed(resi=resi)
    )


def _text(head: SealedHead, seal: SignedSeal, note: SignedNote) -> str:
    history = casework.sealed_history(head.resi, head.version)
    if (len(history.events), history.head) != (head.version, head.head_hash):
        raise CaseBroken(resi=head.resi, why="bukan yang disegel")
    leaves = leaves_of(seal)
    papers = models.PaperLeaf.objects.filter(resi=head.resi, note__number__lte=seal.number).order_by("pk")
    told = {
        "format": FORMAT,
        "case": dict(history.facts),
        "events": list(history.events),
        "proof": _proof(leaves, head.leaf),
        "papers": [{**paper_entry(paper), "proof": _proof(leaves, paper_leaf(paper))} for paper in papers],
        "checkpoint": note.text,
    }
    return f"{canonical(told)}\n"


def _proof(leaves: Sequence[bytes], leaf: bytes) -> dict[str, object]:
    index = leaves.index(leaf)
    return {"index": index, "path": [step.hex() for step in inclusion_path(leaves, index)]}
