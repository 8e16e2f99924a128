"""
Takes a file into the register: everything, or nothing when one row is wrong or the process ends.

The file is read twice. First every row is checked, without a lock, and what must be known of the whole file is noted
beside the register; then, where nothing is wrong, the rows are written, all in one transaction. Memory holds one portion.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from loket.core.problems import Refusal, Severity
from loket.core.terms import KkNumber, Nik
from loket.offices import queries as offices
from loket.register import models, numbers
from loket.register.code_lists import codes
from loket.register.exchange.columns import Reader, RowProblem
from loket.register.exchange.files import fingerprint, rows_of
from loket.register.exchange.judging import WHY, Judge, Portion, kk_note, nik_note, values_of
from loket.register.exchange.notes import Notes
from loket.register.finding import index
from loket.register.store import bulk, writing
from loket.storage.writing import run

IN: Final = "masuk"
FAMILIES_AT_ONCE: Final = 200
MOST_KEPT: Final = 200


class TakenBefore(Refusal):
    """The same file, byte for byte, is in the register."""

    id = "import-taken-before"
    sentence = "Berkas {name} sudah dimasukkan pada {date}."
    hint = "Tidak ada yang perlu dilakukan lagi."


class RegisterChanged(Refusal):
    """Between checking and writing someone recorded a person or KK of the file."""

    id = "import-register-changed"
    sentence = "Register berubah selagi berkas dimasukkan; tidak ada yang dimasukkan."
    hint = "Jalankan sekali lagi."


class FileChanged(Refusal):
    """The file was written to while it was read."""

    id = "import-file-changed"
    sentence = "Berkas {name} berubah selagi dibaca; tidak ada yang dimasukkan."
    hint = "Tunggu sampai berkas selesai ditulis, lalu ulangi."


@dataclass(slots=True)
class ImportReport:
    """What a run found and did: counts, and the first problems in order of rows. `written` tells a run from a trial."""

    rows: int = 0
    families: int = 0
    errors: int = 0
    warnings: int = 0
    written: bool = False
    kinds: Counter[str] = field(default_factory=Counter)
    first: list[RowProblem] = field(default_factory=list)

    def add(self, found: RowProblem) -> None:
        """Count a problem, and keep it while there is room."""
        if found.problem.severity is Severity.WARNING:
            self.warnings += 1
        else:
            self.errors += 1
        self.kinds[found.problem.id] += 1
        if len(self.first) < MOST_KEPT:
            self.first.append(found)


def import_file(
    path: Path,
    office_key: str,
    *,
    dry_run: bool,
    step: Callable[[int], None] = lambda _: None,
    tell: Callable[[RowProblem], None] = lambda _: None,
    at: datetime.datetime | None = None,
) -> ImportReport:
    """
    Check a file, and unless it is a trial take it in when no row has an error; warnings do not hinder.

    `tell` gets every problem as it is found, `step` the number of rows gone through: each row once, and when it is taken
    in again as it is written and as its name is noted for the search. What is taken in has no life event: it was so
    before. Raises NoSuchOffice, UnreadableFile, TakenBefore, FileChanged and RegisterChanged.
    """
    office = offices.office(office_key)
    moment = at or timezone.now()
    digest = fingerprint(path)
    _require_new(path, office.id, digest)
    with closing(Notes()) as notes:
        work = _Run(path, writing.Pen(office.id, moment, None), offices.today(office_key, moment), notes)
        # The check holds no lock: at the counter work goes on while a long file is read.
        report = work.check(step, tell)
        if dry_run or report.errors:
            return report

        def write() -> None:
            work.write(step)
            if fingerprint(path) != digest:
                raise FileChanged(name=path.name)
            _note_run(path, office.id, digest, report, moment)

        try:
            run(write)
        except IntegrityError as clash:
            raise RegisterChanged from clash
        report.written = True
    # Derived from what is committed, in portions of its own; one that is interrupted here is completed by the next.
    run(bulk.settle)
    index.complete(step)
    return report


def _require_new(path: Path, office_id: int, digest: str) -> None:
    before = models.ExchangeRun.objects.filter(office=office_id, sha256=digest, direction=IN).first()
    if before is not None:
        raise TakenBefore(name=path.name, date=f"{before.at:%d-%m-%Y}")


def _note_run(path: Path, office_id: int, digest: str, report: ImportReport, at: datetime.datetime) -> None:
    models.ExchangeRun.objects.create(
        office_id=office_id, direction=IN, name=path.name[:200], sha256=digest, rows=report.rows, reason=WHY, at=at
    )


class _Run:
    """One file for one office."""

    def __init__(self, path: Path, pen: writing.Pen, today: datetime.date, notes: Notes) -> None:
        self._path = path
        self._pen = pen
        self._notes = notes
        self._judge = Judge(today, notes)
        occupations = {entry.name.casefold(): entry.code for entry in codes("pekerjaan", today)}
        self._reader = Reader(today, occupations)

    def check(self, step: Callable[[int], None], tell: Callable[[RowProblem], None]) -> ImportReport:
        report = ImportReport()

        def add(problem: RowProblem) -> None:
            report.add(problem)
            tell(problem)

        for portion in self._portions():
            report.rows += portion.rows
            report.families += len(portion.families)
            for problem in sorted(self._judge.findings(portion), key=attrgetter("row")):
                add(problem)
            step(portion.rows)
        for problem in self._judge.strangers():
            add(problem)
        return report

    def write(self, step: Callable[[int], None]) -> None:
        bulk.make_room()
        for portion in self._portions():
            self._write(portion)
            step(portion.rows)

    def _portions(self) -> Iterator[Portion]:
        """Whole families, some hundred at a time."""
        families = groupby(rows_of(self._path), key=lambda row: row.cells.get("nomor_kk", "").strip())
        while some := [list(rows) for _, rows in islice(families, FAMILIES_AT_ONCE)]:
            portion = Portion([], [], sum(len(rows) for rows in some))
            for rows in some:
                people = [self._reader.person(row) for row in rows]
                portion.problems.extend(problem for _, problems in people for problem in problems)
                read = [person for person, _ in people if person is not None]
                if len(read) == len(rows):
                    portion.families.append(read)
            yield portion

    def _write(self, portion: Portion) -> None:
        batch, ids = bulk.Batch(self._pen), self._ids(portion)
        by_nik = {Nik(number[4:]): i for number, i in ids.items() if number.startswith("nik ")}
        for rows in portion.families:
            family, people, places = values_of(rows, ids[kk_note(rows)], by_nik)
            for one in people:
                batch.resident(one)
            batch.family(family)
            for place in places:
                batch.membership(place)
        batch.save()
        bulk.raise_series(_drafts(portion))

    def _ids(self, portion: Portion) -> dict[str, UUID]:
        """The ids of everyone the portion names: noted for this file, or known to the register before it."""
        people = portion.people
        related = {nik for row in people for nik in (row.mother, row.father, *row.spouses) if nik is not None}
        known = models.Resident.objects.filter(nik__in=[nik.digits for nik in related]).values_list("nik", "pk")
        noted = self._notes.ids([*portion.numbers, *map(nik_note, related)])
        return {f"nik {nik}": pk for nik, pk in known} | noted


def _drafts(portion: Portion) -> dict[str, int]:
    """The highest serial of each series of drafts among the numbers of a portion, which this office must not mint again."""
    niks = ((numbers.nik_series(row.nik.digits[:12]), row.nik) for row in portion.people)
    kks = ((numbers.kk_series(f[0].kk_number.digits[:12]), f[0].kk_number) for f in portion.families)
    found: dict[str, int] = {}
    for series, number in chain[tuple[str, Nik | KkNumber]](niks, kks):
        if numbers.is_draft(number):
            found[series] = max(found.get(series, 0), int(number.digits[12:]))
    return found
