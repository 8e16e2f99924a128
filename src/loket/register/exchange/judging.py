"""
What is wrong or unusual in a portion of a file: rows against one another, the register, the rules and the regions.

Each family is judged by itself; whom it names as a relative elsewhere is asked at the end, from the notes.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple
from uuid import UUID

from loket.core.problems import Problem, Severity
from loket.core.register import Context, Family, Membership, Record, Resident, Slice, Stay
from loket.core.register.codes import Shdk
from loket.core.rules import RULES, Level
from loket.core.terms import Nik
from loket.register import models, nik_regions
from loket.register.exchange.columns import PersonRow, RowProblem
from loket.register.exchange.notes import Notes, Relative
from loket.register.ids import new_id

WHY: Final = "impor"
_RELATIVES: Final = {"nik_ibu": "ibu", "nik_ayah": "ayah", "nik_pasangan": "pasangan"}


class Portion(NamedTuple):
    """Rows of some whole families; `families` has the rows of each, `problems` what could not be read."""

    families: list[list[PersonRow]]
    problems: list[RowProblem]
    rows: int

    @property
    def people(self) -> list[PersonRow]:
        """All rows that could be read."""
        return [row for family in self.families for row in family]

    @property
    def numbers(self) -> dict[str, None]:
        """The numbers the portion brings, each once, as the notes know them."""
        niks = dict.fromkeys(nik_note(row.nik) for row in self.people)
        return niks | dict.fromkeys(kk_note(family) for family in self.families)


def nik_note(nik: Nik) -> str:
    """A NIK as the notes know it."""
    return f"nik {nik.digits}"


def kk_note(family: list[PersonRow]) -> str:
    """The number of a family as the notes know it."""
    return f"kk {family[0].kk_number.digits}"


class Judge:
    """Holds portions against the rules of one day and the regions as they are now."""

    def __init__(self, today: datetime.date, notes: Notes) -> None:
        self._context = Context(today)
        self._notes = notes
        self._nik_regions = nik_regions.NikRegions()

    def findings(self, portion: Portion) -> Iterator[RowProblem]:
        """Everything about the portion, and take its numbers and relatives into the notes."""
        yield from portion.problems
        yield from self._taken(portion)
        yield from self._broken(portion)
        yield from self._places(portion)
        self._notes.take(portion.numbers)
        self._notes.name(relative for row in portion.people for relative in _relatives(row))

    def strangers(self) -> Iterator[RowProblem]:
        """Once the whole file was read: relatives whom neither it nor the register has."""
        for relatives in self._notes.strangers():
            niks = {relative.nik for relative in relatives}
            known = set(models.Resident.objects.filter(nik__in=niks).values_list("nik", flat=True))
            for relative in relatives:
                if relative.nik not in known:
                    yield _stranger(relative)

    def _taken(self, portion: Portion) -> Iterator[RowProblem]:
        """Numbers that came before, in this portion, in this file or in the register."""
        earlier = set(self._notes.ids(portion.numbers))
        niks = [row.nik.digits for row in portion.people]
        known = models.Resident.objects.filter(nik__in=niks).values_list("nik", flat=True)
        kks = [family[0].kk_number.digits for family in portion.families]
        founded = models.Family.objects.filter(kk_number__in=kks).values_list("kk_number", flat=True)
        there = {f"nik {nik}" for nik in known} | {f"kk {number}" for number in founded}
        for family in portion.families:
            for row in family:
                yield from _repeated(row, nik_note(row.nik), "nik", f"NIK {row.nik.masked}", earlier, there)
            words = f"Nomor KK {family[0].kk_number}"
            yield from _repeated(family[0], kk_note(family), "nomor_kk", words, earlier, there)

    def _broken(self, portion: Portion) -> Iterator[RowProblem]:
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
        family, people, places = values_of(rows, new_id(), ids)
        part = Slice.of(people, [family], places)
        by_id = {ids[row.nik]: row for row in rows}
        for rule in RULES:
            for finding in rule.check(part, self._context):
                row = next((by_id[i] for i in finding.about if isinstance(i, UUID) and i in by_id), rows[0])
                level = Severity.ERROR if finding.level is Level.REFUSAL else Severity.WARNING
                yield RowProblem(row.number, Problem(finding.rule, finding.sentence, finding.hint, level))

    def _places(self, portion: Portion) -> Iterator[RowProblem]:
        """Codes of regions that the table does not have: of the village, and inside a NIK."""
        villages = {family[0].address.region.digits for family in portion.families}
        known = set(models.Region.objects.filter(code__in=villages).values_list("code", flat=True))
        for family in portion.families:
            first, region = family[0], family[0].address.region
            if region.digits not in known:
                sentence = f"Kode {region} tidak ada dalam daftar wilayah, sehingga nama desanya tidak tercetak."
                hint = "Periksa kodenya, atau muat daftar wilayah dengan `loket register regions --nationwide`."
                yield _unusual(first.number, "import-village-unknown", sentence, hint, "kode_wilayah")
            for row in family:
                if not self._nik_regions.knows(row.nik):
                    sentence = nik_regions.sentence_on(row.nik, row.biodata.full_name)
                    yield _unusual(row.number, nik_regions.RULE.id, sentence, nik_regions.HINT, "nik")


def _relatives(row: PersonRow) -> Iterator[Relative]:
    for column, niks in (("nik_ibu", (row.mother,)), ("nik_ayah", (row.father,)), ("nik_pasangan", row.spouses)):
        yield from (Relative(row.number, column, nik.digits) for nik in niks if nik is not None)


def _stranger(relative: Relative) -> RowProblem:
    nik, word = Nik(relative.nik), _RELATIVES[relative.column]
    sentence = f"NIK {word} {nik.masked} tidak ada dalam berkas dan register; hubungannya tidak dicatat, namanya tetap."
    hint = "Bila orangnya penduduk di sini, tambahkan barisnya. Bila tidak, tidak perlu apa-apa."
    return _unusual(relative.row, "import-relative-unknown", sentence, hint, relative.column)


def _wrong(row: PersonRow, problem_id: str, sentence: str, hint: str, column: str) -> RowProblem:
    return RowProblem(row.number, Problem(problem_id, sentence, hint, field=column))


def _unusual(row: int, problem_id: str, sentence: str, hint: str, column: str) -> RowProblem:
    return RowProblem(row, Problem(problem_id, sentence, hint, Severity.WARNING, field=column))


def _repeated(
    row: PersonRow, number: str, column: str, words: str, earlier: set[str], in_register: set[str]
) -> Iterator[RowProblem]:
    if number in in_register:
        yield _wrong(row, "import-known", f"{words} sudah ada dalam register.", "Hapus baris ini dari berkas.", column)
    elif number in earlier:
        hint = "Satu penduduk satu baris; baris satu KK harus berurutan."
        yield _wrong(row, "import-twice", f"{words} sudah muncul pada baris sebelumnya.", hint, column)
    earlier.add(number)


def values_of(
    rows: Iterable[PersonRow], family_id: UUID, ids: dict[Nik, UUID]
) -> tuple[Family, list[Resident], list[Membership]]:
    """
    A family of the file as values; `ids` has the residents it may refer to.

    Nobody is in a KK before birth: who was born after the KK began is in it from that day on.
    """
    rows = list(rows)
    head = next(row for row in rows if row.shdk is Shdk.HEAD)
    family = Family(family_id, head.kk_number, ids[head.nik], (Stay(head.address, head.since),))
    people, places = [], []
    for row in rows:
        biodata = replace(
            row.biodata,
            mother_id=ids.get(row.mother) if row.mother else None,
            father_id=ids.get(row.father) if row.father else None,
            spouse_ids=tuple(ids[nik] for nik in row.spouses if nik in ids),
        )
        since = max(row.since, biodata.birth_date)
        people.append(Resident(ids[row.nik], row.nik, (Record(since, biodata, row.documents, why=WHY),)))
        places.append(Membership(ids[row.nik], family_id, row.shdk, since, why=WHY))
    return family, people, places
