"""
Numbers of the centre by file: who still waits for a NIK or KK number is written out, and what came back is taken in.

Each number is a life event of its own with the centre's reference; a file is taken in whole or not at all, and a second
time changes nothing.
"""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from uuid import UUID, uuid5

from django.utils import timezone

from loket.core.problems import BadTerm, Problem, Refusal, Severity
from loket.core.register.codes import ResidentStatus
from loket.core.register.events import NikAssigned
from loket.core.register.moves import KkAssigned
from loket.core.register.refusals import LifeEventRefused
from loket.core.terms import KkNumber, Nik
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.register import models, nik_regions
from loket.register.exchange.columns import Row, RowProblem
from loket.register.exchange.files import fingerprint, rows_of
from loket.register.exchange.importing import ImportReport
from loket.register.exchange.leaving import leaving_as, note_export, require_reason
from loket.register.life_events import record_life_event
from loket.register.nik_regions import NikRegions
from loket.storage.tabular import writing_to
from loket.storage.writing import run

COLUMNS: Final = ("jenis", "id", "nama", "tanggal", "wilayah", "nomor", "rujukan", "alasan")
NEEDED: Final = ("jenis", "id", "nomor", "rujukan")
_KEYS: Final = UUID("6b1d8a0e-3f0c-5b0e-9a55-6f1f0a3d2c11")
"""The same number for the same resident or family is the same act, whichever file it comes from."""
_TOLD_ONCE: Final = 500


class _Trial(Exception):
    """Takes back what a trial, or a file with faults, has written, and bears what was found."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self.report = report


class _Steps:
    """Tells of each row once, also when the file is gone through again."""

    def __init__(self, step: Callable[[int], None]) -> None:
        self._step = step
        self._reached = 0

    def reach(self, row: int) -> None:
        if row > self._reached:
            self._reached = row
            self._step(1)


def write_waiting(path: Path, office_key: str, *, reason: str) -> int:
    """
    Write the residents and KKs of an office that wait for a number, one row each; returns how many.

    `nomor` and `rujukan` are empty, to be filled in. Raises NoSuchOffice, ReasonMissing, FileExists and OSError.
    """
    office, said = offices.office(office_key), require_reason(reason)
    rows = [*_waiting(office.id)]
    people = [UUID(row["id"]) for row in rows if row["jenis"] == "nik"]
    with leaving_as(path) as unfinished:
        with writing_to(unfinished, COLUMNS, title="Menunggu nomor") as write:
            write(rows)
        digest = fingerprint(unfinished)
        note_export(office.id, name=path.name, sha256=digest, rows=len(rows), reason=said, residents=people)
    return len(rows)


def _waiting(office_id: int) -> Iterator[dict[str, str]]:
    people = models.Resident.objects.filter(office=office_id, nik=None, status=str(ResidentStatus.ACTIVE))
    for person in people.order_by("pk").iterator(chunk_size=_TOLD_ONCE):
        born = f"{person.birth_date:%d-%m-%Y}"
        yield {"jenis": "nik", "id": str(person.pk), "nama": person.full_name, "tanggal": born}
    families = models.Family.objects.filter(office=office_id, kk_number=None, closed_date=None).select_related("head")
    for family in families.order_by("pk").iterator(chunk_size=_TOLD_ONCE):
        opened = f"{family.opened_date:%d-%m-%Y}"
        named = {"nama": family.head.full_name, "tanggal": opened, "wilayah": family.region}
        yield {"jenis": "kk", "id": str(family.pk)} | named


def assign_numbers(
    path: Path,
    *,
    officer: Officer,
    dry_run: bool,
    step: Callable[[int], None] = lambda _: None,
    at: datetime.datetime | None = None,
) -> ImportReport:
    """
    Record every number of a file as given by the centre; rows without a number still wait and are passed over.

    `alasan` accepts the warnings of its row. One fault, or a trial, and nothing is recorded. Raises UnreadableFile.
    """
    moment, regions, steps = at or timezone.now(), NikRegions(), _Steps(step)

    def work() -> ImportReport:
        # All of this may be done again from its start, so nothing of an earlier try is counted.
        report = ImportReport()
        for row in rows_of(path, COLUMNS, NEEDED):
            if row.cells["nomor"].strip():
                report.rows += 1
                for problem in _assigned(row, officer, moment, regions):
                    report.add(RowProblem(row.number, problem))
            steps.reach(row.number)
        if dry_run or report.errors:
            raise _Trial(report)
        return report

    try:
        report = run(work)
    except _Trial as trial:
        return trial.report
    report.written = True
    return report


def _assigned(row: Row, officer: Officer, at: datetime.datetime, regions: NikRegions) -> tuple[Problem, ...]:
    """Record one row; returns why not, or what is unusual."""
    today = offices.today(officer.office_key, at)
    reason = row.cells.get("alasan", "").strip()
    try:
        event = _event(row, today)
        key = uuid5(_KEYS, f"{row.cells['id']} {row.cells['nomor']}")
        accepted = {"nik-fits-biodata": reason} if reason else {}
        reference = row.cells["rujukan"]
        record_life_event(event, officer=officer, key=key, accepted=accepted, reference=reference, at=at)
    except BadTerm as bad:
        return (bad.problem,)
    except ValueError:
        sentence = "Jenis atau id baris ini bukan dari daftar tunggu."
        return (Problem("assign-row", sentence, "Pakai berkas daftar tunggu tanpa mengubah kolom id.", field="id"),)
    except LifeEventRefused as refused:
        return tuple(Problem(x.rule, x.sentence, x.hint, field="nomor") for x in refused.findings)
    except Refusal as refusal:
        return (refusal.as_problem("nomor"),)
    if isinstance(event, NikAssigned) and not regions.knows(event.nik):
        sentence = nik_regions.sentence_on(event.nik, row.cells.get("nama", ""))
        return (Problem(nik_regions.RULE.id, sentence, nik_regions.HINT, Severity.WARNING, field="nomor"),)
    return ()


def _event(row: Row, today: datetime.date) -> NikAssigned | KkAssigned:
    own, number = UUID(row.cells["id"].strip()), row.cells["nomor"]
    match row.cells["jenis"].strip().casefold():
        case "nik":
            return NikAssigned(date=today, resident_id=own, nik=Nik.parse(number, field="nomor"))
        case "kk":
            return KkAssigned(date=today, family_id=own, kk_number=KkNumber.parse(number, field="nomor"))
    raise ValueError(row.cells["jenis"])
