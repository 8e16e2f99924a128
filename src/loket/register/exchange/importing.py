"""
Takes a file into the register: everything, or nothing when one row is wrong or the process ends.

The file is read twice. First every row is checked, and the numbers it brings are noted in a table that only this
connection sees; then, where nothing is wrong, the rows are written, all in one transaction. Memory holds one portion.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from loket.core.problems import Problem, Refusal, Severity
from loket.core.register import Context, Family, Membership, Record, Resident, Slice, Stay
from loket.core.register.codes import Shdk
from loket.core.rules import RULES, Level
from loket.core.terms import Nik
from loket.offices import queries as offices
from loket.register import models
from loket.register.code_lists import codes
from loket.register.exchange.columns import PersonRow, Reader, RowProblem
from loket.register.exchange.files import fingerprint, rows_of
from loket.register.ids import new_id
from loket.register.store import reading, writing

WHY: Final = "impor"
IN: Final = "masuk"
FAMILIES_AT_ONCE: Final = 200
MOST_KEPT: Final = 200
_NOTES: Final = "register_import_notes"


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


class _Portion(NamedTuple):
    """Rows of some whole families; `families` has the rows of each, `problems` what could not be read."""

    families: list[list[PersonRow]]
    problems: list[RowProblem]
    rows: int


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

    `tell` gets every problem as it is found, `step` the number of rows read. What is taken in has no life event: it was so
    before. Raises NoSuchOffice, UnreadableFile, TakenBefore, FileChanged and
    RegisterChanged.
    """
    office = offices.office(office_key)
    moment = at or timezone.now()
    digest = fingerprint(path)
    _require_new(path, office.id, digest)
    run = _Run(path, office.id, offices.today(office_key, moment), moment)
    with _notes():
        # The check holds no lock: at the counter work goes on while a long file is read.
        report = run.check(step, tell)
        if not dry_run and not report.errors:
            try:
                with transaction.atomic():
                    run.write(step)
                    if fingerprint(path) != digest:
                        raise FileChanged(name=path.name)
                    _note_run(path, office.id, digest, report, moment)
            except IntegrityError as clash:
                raise RegisterChanged from clash
            report.written = True
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

    def __init__(self, path: Path, office_id: int, today: datetime.date, at: datetime.datetime) -> None:
        self._path = path
        self._context = Context(today)
        self._pen = writing.Pen(office_id, at, None)
        occupations = {entry.name.casefold(): entry.code for entry in codes("pekerjaan", today)}
        self._reader = Reader(today, occupations)

    def check(self, step: Callable[[int], None], tell: Callable[[RowProblem], None]) -> ImportReport:
        report = ImportReport()
        for portion in self._portions():
            report.rows += portion.rows
            report.families += len(portion.families)
            found = [*portion.problems, *_taken(portion), *self._broken(portion)]
            _take_notes(portion)
            for problem in sorted(found, key=attrgetter("row")):
                report.add(problem)
                tell(problem)
            step(portion.rows)
        return report

    def write(self, step: Callable[[int], None]) -> None:
        for portion in self._portions():
            _write(portion, self._pen, _ids(portion))
            step(portion.rows)

    def _portions(self) -> Iterator[_Portion]:
        """Whole families, some hundred at a time."""
        families = groupby(rows_of(self._path), key=lambda row: row.cells.get("nomor_kk", "").strip())
        while some := [list(rows) for _, rows in islice(families, FAMILIES_AT_ONCE)]:
            portion = _Portion([], [], sum(len(rows) for rows in some))
            for rows in some:
                people = [self._reader.person(row) for row in rows]
                portion.problems.extend(problem for _, problems in people for problem in problems)
                read = [person for person, _ in people if person is not None]
                if len(read) == len(rows):
                    portion.families.append(read)
            yield portion

    def _broken(self, portion: _Portion) -> Iterator[RowProblem]:
        """What the rules say of each family by itself, once all its rows can be read."""
        for rows in portion.families:
            head = [row for row in rows if row.shdk is Shdk.HEAD]
            if len(head) != 1:
                sentence = f"KK {rows[0].kk_number} mempunyai {len(head)} kepala keluarga, seharusnya satu."
                yield _wrong(rows[0], "import-head", sentence, "Tandai satu anggota dengan SHDK 1.", "shdk")
                continue
            if any((row.address, row.since) != (rows[0].address, rows[0].since) for row in rows):
                sentence = f"Anggota KK {rows[0].kk_number} berbeda alamat atau tanggal berlaku."
                yield _wrong(rows[0], "import-address", sentence, "Samakan alamat seluruh anggota.", "alamat")
                continue
            yield from self._judged(rows)

    def _judged(self, rows: list[PersonRow]) -> Iterator[RowProblem]:
        ids = {row.nik: new_id() for row in rows}
        family, people, places = _values(rows, new_id(), ids)
        part = Slice.of(people, [family], places)
        by_id = {ids[row.nik]: row for row in rows}
        for rule in RULES:
            for finding in rule.check(part, self._context):
                row = next((by_id[i] for i in finding.about if isinstance(i, UUID) and i in by_id), rows[0])
                level = Severity.ERROR if finding.level is Level.REFUSAL else Severity.WARNING
                yield RowProblem(row.number, Problem(finding.rule, finding.sentence, finding.hint, level))


def _wrong(row: PersonRow, problem_id: str, sentence: str, hint: str, column: str) -> RowProblem:
    return RowProblem(row.number, Problem(problem_id, sentence, hint, field=column))


def _values(
    rows: list[PersonRow], family_id: UUID, ids: dict[Nik, UUID]
) -> tuple[Family, list[Resident], list[Membership]]:
    """A family of the file as values; `ids` has the residents it may refer to."""
    head = next(row for row in rows if row.shdk is Shdk.HEAD)
    family = Family(family_id, head.kk_number, ids[head.nik], (Stay(head.address, head.since),))
    people = []
    for row in rows:
        biodata = replace(
            row.biodata,
            mother_id=ids.get(row.mother) if row.mother else None,
            father_id=ids.get(row.father) if row.father else None,
            spouse_ids=tuple(ids[nik] for nik in row.spouses if nik in ids),
        )
        people.append(Resident(ids[row.nik], row.nik, (Record(row.since, biodata, row.documents, why=WHY),)))
    places = [Membership(ids[row.nik], family_id, row.shdk, row.since, why=WHY) for row in rows]
    return family, people, places


@contextmanager
def _notes() -> Iterator[None]:
    """A table for the numbers of the file, outside the register; it goes with the connection at the latest."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {_NOTES} (number varchar(20) PRIMARY KEY, id varchar(36) NOT NULL)")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {_NOTES}")


def _noted(numbers: Iterable[str]) -> dict[str, UUID]:
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number, id FROM {_NOTES} WHERE number IN ({marks})", wanted)  # noqa: S608 (marks only)
        return {number: UUID(text) for number, text in cursor.fetchall()}


def _take_notes(portion: _Portion) -> None:
    rows = [row for family in portion.families for row in family]
    numbers = {f"nik {row.nik}" for row in rows} | {f"kk {row.kk_number}" for row in rows}
    new = sorted(numbers - _noted(numbers).keys())
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {_NOTES} (number, id) VALUES (%s, %s)",  # noqa: S608 (own name)
            [(number, str(new_id())) for number in new],
        )


def _taken(portion: _Portion) -> Iterator[RowProblem]:
    """Numbers that came before, in this portion, in this file or in the register."""
    rows = [row for family in portion.families for row in family]
    firsts = {f"kk {family[0].kk_number}": family[0] for family in portion.families}
    earlier = set(_noted([*(f"nik {row.nik}" for row in rows), *firsts]))
    niks = [row.nik.digits for row in rows]
    known = models.Resident.objects.filter(nik__in=niks).values_list("nik", flat=True)
    kks = [family[0].kk_number.digits for family in portion.families]
    founded = models.Family.objects.filter(kk_number__in=kks).values_list("kk_number", flat=True)
    in_register = {f"nik {nik}" for nik in known} | {f"kk {number}" for number in founded}
    for family in portion.families:
        for row in family:
            yield from _repeated(row, f"nik {row.nik}", "nik", f"NIK {row.nik.masked}", earlier, in_register)
        first, kk_number = family[0], family[0].kk_number
        yield from _repeated(first, f"kk {kk_number}", "nomor_kk", f"Nomor KK {kk_number}", earlier, in_register)


def _repeated(
    row: PersonRow, number: str, column: str, words: str, earlier: set[str], in_register: set[str]
) -> Iterator[RowProblem]:
    if number in in_register:
        yield _wrong(row, "import-known", f"{words} sudah ada dalam register.", "Hapus baris ini dari berkas.", column)
    elif number in earlier:
        hint = "Satu penduduk satu baris; baris satu KK harus berurutan."
        yield _wrong(row, "import-twice", f"{words} sudah muncul pada baris sebelumnya.", hint, column)
    earlier.add(number)


def _ids(portion: _Portion) -> dict[str, UUID]:
    """The ids of everyone the portion names: noted for this file, or known to the register before it."""
    rows = [row for family in portion.families for row in family]
    related = {nik for row in rows for nik in (row.nik, row.mother, row.father, *row.spouses) if nik is not None}
    numbers = [f"nik {nik}" for nik in related] + [f"kk {family[0].kk_number}" for family in portion.families]
    known = models.Resident.objects.filter(nik__in=[nik.digits for nik in related]).values_list("nik", "pk")
    return {f"nik {nik}": pk for nik, pk in known} | _noted(numbers)


def _write(portion: _Portion, pen: writing.Pen, ids: dict[str, UUID]) -> None:
    residents: list[models.Resident] = []
    versions, families, stays, memberships = [], [], [], []
    by_nik = {Nik(number[4:]): i for number, i in ids.items() if number.startswith("nik ")}
    for rows in portion.families:
        own = ids[f"kk {rows[0].kk_number}"]
        family, people, places = _values(rows, own, by_nik)
        for one, row in zip(people, rows, strict=True):
            columns = reading.current_columns(one)
            residents.append(models.Resident(id=by_nik[row.nik], office_id=pen.office_id, **columns))
            versions.append(writing.version_row(one, one.latest, None, pen))
        head = next(by_nik[row.nik] for row in rows if row.shdk is Shdk.HEAD)
        columns = reading.family_columns(family)
        families.append(models.Family(id=own, office_id=pen.office_id, head_id=head, **columns))
        stays += writing.stay_rows(family, 0, pen)
        memberships += [writing.membership_row(place) for place in places]
    models.Resident.objects.bulk_create(residents)
    models.ResidentVersion.objects.bulk_create(versions)
    models.Family.objects.bulk_create(families)
    models.FamilyVersion.objects.bulk_create(stays)
    models.Membership.objects.bulk_create(memberships)
