"""Scanned papers of a case: their bytes stand in the store of files, named by their own hash and sealed with the key of their case."""

import hashlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final, Protocol

from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils import timezone

from loket.casework import models
from loket.casework.acts import code_of, require_own
from loket.casework.judging import require_seat
from loket.casework.procedures import by_id
from loket.casework.readings import PAPER, leave_trace
from loket.casework.records import PaperRecord
from loket.casework.refusals import (
    NoPapersOfComplaints,
    NoSuchCase,
    PaperDamaged,
    PaperDestroyed,
    ScansDestroyed,
    UnknownRequirement,
)
from loket.casework.store import door
from loket.casework.store.rows import CaseRow, read_case
from loket.core.engine.refusals import CaseClosed, NotAllowed
from loket.core.procedure.model import Procedure
from loket.offices.records import Officer
from loket.storage.files import keep, kept, remove
from loket.vault.refusals import KeyDestroyed, KeyMissing, SealBroken
from loket.vault.services import of_case, require_not_destroyed, seal, unseal

OTHER = "lainnya"
"""The requirement of a paper that belongs to the file but that the procedure does not ask for."""
_SEALED: Final = ".lkt"
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
    (see `may_add_paper`), NoPapersOfComplaints, CaseClosed, UnknownRequirement, and ScansDestroyed for a case whose scans were destroyed.
    """
    row = require_own(read_case(code_of(resi)), officer, resi)
    if row.kept_from is not None:
        raise NoPapersOfComplaints
    require_seat(officer)
    procedure = by_id(row.procedure_id).procedure
    if not may_add_paper(officer, procedure):
        raise NotAllowed
    if row.step is None:
        raise CaseClosed
    if requirement != OTHER and requirement not in procedure.requirements:
        raise UnknownRequirement(requirement=requirement)
    try:
        return _added(row, requirement, scan, officer)
    except KeyDestroyed as gone:
        raise ScansDestroyed(**gone.data) from gone


def _added(row: CaseRow, requirement: str, scan: Scan, officer: Officer) -> PaperRecord:
    before = models.Paper.objects.filter(case=row.id, requirement=requirement, sha256=scan.sha256).first()
    if before is not None:
        _mend(before, row.resi, scan)
        return _record(before)
    # Of its own for each time, so that what a failed one left behind, sealed with a key that never was, is in nobody's way.
    name = _sealed_name(officer.office_key, row.id, f"{scan.sha256}-{secrets.token_hex(4)}", scan.kind)
    keep(name, seal(of_case(row.resi), _as_scan(scan.sha256), scan.content))
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
        remove(name)
        paper = models.Paper.objects.get(case=row.id, requirement=requirement, sha256=scan.sha256)
    return _record(paper)


def _mend(before: models.Paper, resi: str, scan: Scan) -> None:
    """Who brings the same scan again brings back one whose file was lost or damaged."""
    content = _opened(before, resi)
    if content is None or hashlib.sha256(content).hexdigest() != before.sha256:
        remove(_name_of(before))
        keep(_name_of(before), seal(of_case(resi), _as_scan(scan.sha256), scan.content))


def requirements_held(case_id: int) -> tuple[str, ...]:
    """The requirements for which a case holds a scan, each once, in the order they came."""
    rows = models.Paper.objects.filter(case=case_id).order_by("pk").values_list("requirement", flat=True)
    return tuple(dict.fromkeys(rows))


def read_paper(resi: str, paper: int, *, officer: Officer) -> tuple[PaperRecord, bytes]:
    """
    One scan with its bytes, which are those that were kept. Raises NoSuchCase, for another office's paper as well,
    PaperDestroyed, PaperDamaged when the file is gone or no longer the one whose hash was kept, KeyDestroyed and KeyMissing.
    """
    row = require_own(read_case(code_of(resi)), officer, resi)
    found = models.Paper.objects.filter(case=row.id, pk=paper).first()
    if found is None:
        raise NoSuchCase(resi=resi)
    if found.destroyed_at is not None:
        day = timezone.localdate(found.destroyed_at).strftime("%d-%m-%Y")
        raise PaperDestroyed(requirement=found.requirement, day=day, under=found.destroyed_under)
    leave_trace(row.id, officer, f"{PAPER} {found.pk}")
    content = _opened(found, row.resi)
    if content is None or hashlib.sha256(content).hexdigest() != found.sha256:
        raise PaperDamaged(requirement=found.requirement)
    return _record(found), content


def bad_papers() -> Iterator[str]:
    """
    The kept name of each scan that is gone, or is no longer the one whose hash was kept; of every office.

    A scan whose key was destroyed on purpose is as it should be, whether its file is still there or not.
    """
    for row in models.Paper.objects.order_by("pk").select_related("case").iterator():
        if not _is_whole(row):
            yield _name_of(row)


def _is_whole(row: models.Paper) -> bool:
    try:
        content = _opened(row, row.case.resi)
    except KeyDestroyed:
        return True
    except KeyMissing:
        return False
    return content is not None and hashlib.sha256(content).hexdigest() == row.sha256


def seal_old_papers(*, done: Callable[[int], None]) -> int:
    """
    Seal the scans that were kept in the clear before scans were sealed, and return how many; what is sealed stays as it is.

    A clear file goes once every case that it belongs to has its own sealed one. One that is missing or damaged is left.
    """
    sealed = 0
    rows = _in_the_clear().order_by("file").select_related("case")
    for name, same in groupby(rows, key=attrgetter("file")):
        content = kept(name)
        if content is not None and all(_sealed_anew(row, content) for row in same):
            remove(name)
            sealed += 1
            done(1)
    return sealed


def old_papers() -> int:
    """How many files the rows of scans name that were kept in the clear; some may be sealed by now."""
    return _in_the_clear().values("file").distinct().count()


def _in_the_clear() -> "QuerySet[models.Paper]":
    return models.Paper.objects.filter(destroyed_at=None).exclude(file__endswith=_SEALED)


def remove_destroyed(resis: Sequence[str]) -> None:
    """
    Take the files of destroyed scans of these cases out of the store; done twice it does nothing more.

    A file in the clear that a scan of another case is kept in stays for that one.
    """
    rows = list(models.Paper.objects.filter(case__resi__in=resis).exclude(destroyed_at=None))
    for row in rows:
        remove(_name_of(row))
    clear = {row.file for row in rows if not row.file.endswith(_SEALED)}
    for name in clear.difference(_in_the_clear().filter(file__in=clear).values_list("file", flat=True)):
        remove(name)


def _sealed_anew(row: models.Paper, content: bytes) -> bool:
    if hashlib.sha256(content).hexdigest() != row.sha256:
        return False
    name, sealed = _name_of(row), seal(of_case(row.case.resi), _as_scan(row.sha256), content)
    keep(name, sealed)
    if _opened(row, row.case.resi) != content:
        # What stood there already is of another key: a folder and a database of different days.
        remove(name)
        keep(name, sealed)
    return _opened(row, row.case.resi) == content


def _opened(row: models.Paper, resi: str) -> bytes | None:
    content = kept(_name_of(row))
    if content is None:
        require_not_destroyed(of_case(resi))
        return None if row.file.endswith(_SEALED) else kept(row.file)
    try:
        return unseal(of_case(resi), _as_scan(row.sha256), content)
    except SealBroken:
        return None


def _name_of(row: models.Paper) -> str:
    if row.file.endswith(_SEALED):
        return row.file
    return _sealed_name(row.file.partition("/")[0], row.case_id, row.sha256, row.kind)


def _sealed_name(office_key: str, case_id: int, stem: str, kind: str) -> str:
    return f"{office_key}/berkas/{case_id}/{stem}.{kind}{_SEALED}"


def _as_scan(sha256: str) -> str:
    return f"pindaian:{sha256}"


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
        paper.destroyed_at,
        paper.destroyed_under,
    )
