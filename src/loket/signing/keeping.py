"""Where the bytes of signed papers stand, and how far each attempt has come. Every state is written once, in order."""

import datetime
import hashlib
from collections.abc import Callable, Iterable

from django.db import IntegrityError
from django.db.models import QuerySet

from loket.core.proof.states import SignatureState
from loket.offices import queries as offices
from loket.signing import models
from loket.signing.refusals import SignedFileDamaged
from loket.storage.files import keep, kept
from loket.storage.writing import run


def keep_pdf(office_key: str, pdf: bytes) -> str:
    """Keep a paper under its own hash, and return that; it is on the disk before any row names it."""
    digest = hashlib.sha256(pdf).hexdigest()
    keep(_name(office_key, digest), pdf)
    return digest


def read_pdf(paper: models.SignedPaper, digest: str) -> bytes:
    """The kept bytes, which are those of the hash. Raises SignedFileDamaged."""
    content = kept(_name(offices.office_by_id(paper.office_id).key, digest))
    if content is None or hashlib.sha256(content).hexdigest() != digest:
        raise SignedFileDamaged(code=paper.code)
    return content


def _name(office_key: str, digest: str) -> str:
    return f"{office_key}/tte/{digest[:2]}/{digest}.pdf"


def state_of(paper: models.SignedPaper) -> models.SigningState:
    """The present state of an attempt; every attempt has one."""
    return paper.states.order_by("-seq")[0]


def sent_at(paper: models.SignedPaper) -> datetime.datetime:
    """When an attempt was sent, which it was."""
    return paper.states.get(state=SignatureState.SENT).at


def with_states(papers: QuerySet[models.SignedPaper]) -> list[tuple[models.SignedPaper, models.SigningState]]:
    """Attempts with their present states, oldest first, in two statements."""
    rows = list(papers.order_by("product", "attempt"))
    states = _latest(row.pk for row in rows)
    return [(row, states[row.pk]) for row in rows]


def _latest(papers: Iterable[int]) -> dict[int, models.SigningState]:
    rows = models.SigningState.objects.filter(paper__in=list(papers)).order_by("seq")
    return {row.paper_id: row for row in rows}


def begin(paper: models.SignedPaper) -> None:
    """Write a prepared paper, in the caller's transaction."""
    paper.save(force_insert=True)
    models.SigningState.objects.create(paper=paper, seq=1, state=SignatureState.PREPARED, at=paper.at)


def move(
    paper: models.SignedPaper,
    after: models.SigningState,
    state: SignatureState,
    at: datetime.datetime,
    *,
    reason: str = "",
    sha256: str = "",
    told: Callable[[], None] | None = None,
) -> bool:
    """
    Write that an attempt has come from `after` to `state`; False when another process was first, or the move is none.

    The database judges: of two writers one wins, and the other must read what is so. What `told` writes before it is
    kept together with it; what it raises undoes both.
    """
    row = models.SigningState(paper=paper, seq=after.seq + 1, state=state, reason=reason[:400], sha256=sha256, at=at)
    try:
        run(lambda: _write(row, told))
    except IntegrityError:
        return False
    return True


def _write(row: models.SigningState, told: Callable[[], None] | None) -> None:
    if told is not None:
        told()
    row.save(force_insert=True)
