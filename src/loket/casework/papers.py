"""Scanned papers of a case: their bytes stand in the store of files, named by their own hash."""

import hashlib
from typing import Final, Protocol

from django.db import IntegrityError
from django.utils import timezone

from loket.casework import models
from loket.casework.acts import code_of, require_own
from loket.casework.judging import require_seat
from loket.casework.procedures import by_id
from loket.casework.readings import PAPER, leave_trace
from loket.casework.records import PaperRecord
from loket.casework.refusals import NoSuchCase, PaperDamaged, UnknownRequirement
from loket.casework.store import door
from loket.casework.store.rows import read_case
from loket.core.engine.refusals import CaseClosed, NotAllowed
from loket.core.procedure.model import Procedure
from loket.offices.records import Officer
from loket.storage.files import keep, kept

OTHER = "lainnya"
"""The requirement of a paper that belongs to the file but that the procedure does not ask for."""
_BRINGING_PAPERS: Final = frozenset({"intake", "supervise"})


class Scan(Protocol):
    """A file that was checked and written anew: what documents.services.accept_scan gives."""

    @property
    def kind(self) -> str:
        """pdf, jpeg or png."""

    @property
    def content(self) -> bytes:
        """The clean bytes."""

    @property
    def sha256(self) -> str:
        """Their hash, in hexadecimal."""

    @property
    def pages(self) -> int:
        """How many pages it has."""


def may_add_paper(officer: Officer, procedure: Procedure) -> bool:
    """Whoever does a step of the procedure, takes applications in or supervises; not who only looks at the file."""
    actor = officer.actor(procedure)
    return bool(actor.lanes) or not actor.powers.isdisjoint(_BRINGING_PAPERS)


def add_paper(resi: str, requirement: str, scan: Scan, *, officer: Officer) -> PaperRecord:
    """
    Keep a checked scan with a case; the same scan for the same requirement is kept once.

    The bytes are stored before the row, so that a row never points to nothing. Raises NoSuchCase, NoSeat, NotAllowed
    (see `may_add_paper`), CaseClosed and UnknownRequirement.
    """
    row = require_own(read_case(code_of(resi)), officer, resi)
    require_seat(officer)
    procedure = by_id(row.procedure_id).procedure
    if not may_add_paper(officer, procedure):
        raise NotAllowed
    if row.step is None:
        raise CaseClosed
    if requirement != OTHER and requirement not in procedure.requirements:
        raise UnknownRequirement(requirement=requirement)
    name = f"{officer.office_key}/{scan.sha256[:2]}/{scan.sha256}.{scan.kind}"
    keep(name, scan.content)
    paper = models.Paper(
        case_id=row.id,
        requirement=requirement,
        file=name,
        sha256=scan.sha256,
        kind=scan.kind,
        size=len(scan.content),
        pages=scan.pages,
        uploaded_by=officer.person,
        at=timezone.now(),
    )
    try:
        door.run(lambda: paper.save(force_insert=True))
    except IntegrityError:
        paper = models.Paper.objects.get(case=row.id, requirement=requirement, sha256=scan.sha256)
    return _record(paper)


def read_paper(resi: str, paper: int, *, officer: Officer) -> tuple[PaperRecord, bytes]:
    """
    One scan with its bytes, which are those that were kept. Raises NoSuchCase, for another office's paper as well, and
    PaperDamaged when the file is gone or no longer the one whose hash was kept.
    """
    row = require_own(read_case(code_of(resi)), officer, resi)
    found = models.Paper.objects.filter(case=row.id, pk=paper).first()
    if found is None:
        raise NoSuchCase(resi=resi)
    leave_trace(row.id, officer, f"{PAPER} {found.pk}")
    content = kept(found.file)
    if content is None or hashlib.sha256(content).hexdigest() != found.sha256:
        raise PaperDamaged(requirement=found.requirement)
    return _record(found), content


def _record(paper: models.Paper) -> PaperRecord:
    return PaperRecord(
        paper.pk,
        paper.requirement,
        paper.file,
        paper.sha256,
        paper.kind,
        paper.size,
        paper.pages,
        paper.uploaded_by,
        paper.at,
    )
