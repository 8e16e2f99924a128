"""
The columns of an exchange file, and one row as a person.

Codes may be written as numbers or in words, dates as dd-mm-yyyy or yyyy-mm-dd. Every fault of a row is told, not the first.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple, TypeVar

from loket.core.printable import unprintable
from loket.core.problems import BadTerm, Problem
from loket.core.register import Address, Biodata, Documents, Permit
from loket.core.register.codes import (
    BloodType,
    Citizenship,
    Coded,
    Disability,
    Education,
    MaritalStatus,
    PermitKind,
    Religion,
    Sex,
    Shdk,
)
from loket.core.register.recording import RecordingStatus
from loket.core.terms import KkNumber, Nik, RegionCode

T = TypeVar("T")
C = TypeVar("C", bound=Coded)

COLUMNS: Final = (
    *("nomor_kk", "nik", "nama_lengkap", "shdk", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "agama"),
    *("status_perkawinan", "tanggal_perkawinan", "tanggal_perceraian", "nik_pasangan", "pendidikan", "pekerjaan"),
    *("golongan_darah", "kewarganegaraan", "nik_ibu", "nama_ibu", "nik_ayah", "nama_ayah", "akta_kelahiran"),
    *("akta_perkawinan", "akta_perceraian", "rekaman_ktp_el", "kia_sampai", "alamat", "rt", "rw", "dusun"),
    *("kode_wilayah", "kode_pos", "berlaku_sejak", "kebangsaan", "izin_tinggal", "nomor_izin_tinggal"),
    *("izin_tinggal_sampai", "gelar_depan", "gelar_belakang", "disabilitas", "organisasi_kepercayaan"),
)
NEEDED: Final = (*COLUMNS[:9], "alamat", "rt", "rw", "kode_wilayah")


SPECIFIC_COLUMNS: Final = frozenset({"disabilitas"})
"""The columns of specific data, which an export has only when it is asked for them."""


class PersonRow(NamedTuple):
    """One row of a file, read: numbers of relatives are not yet ids."""

    number: int
    kk_number: KkNumber
    nik: Nik
    shdk: Shdk
    biodata: Biodata
    documents: Documents
    address: Address
    since: datetime.date
    mother: Nik | None
    father: Nik | None
    spouses: tuple[Nik, ...]


class Row(NamedTuple):
    """A row of a file as it stands there; the heading is row 1."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in a row; the problem's field names the column."""

    row: int
    problem: Problem


class Reader:
    """Reads rows for one day, with the office's list of occupations (name in small letters to number)."""

    def __init__(self, today: datetime.date, occupations: Mapping[str, int]) -> None:
        self._today = today
        self._occupations = occupations

    def person(self, row: Row) -> tuple[PersonRow | None, list[RowProblem]]:
        """The person of a row, or None with everything that is wrong."""
        taking = _Taking(row.cells)
        found = self._person(row.number, taking)
        return (None if taking.problems else found), [RowProblem(row.number, p) for p in taking.problems]

    def _person(self, number: int, cells: "_Taking") -> PersonRow:
        since = cells.take("berlaku_sejak", _date, self._today)
        if since > self._today:
            cells.wrong("berlaku_sejak", "Tanggal ini belum tiba.", "Tulis sejak kapan KK ini berlaku.")
        return PersonRow(
            number=number,
            kk_number=cells.take("nomor_kk", lambda text: KkNumber.parse(text, field="nomor_kk"), _NO_KK),
            nik=cells.take("nik", lambda text: Nik.parse(text, field="nik"), _NO_NIK),
            shdk=cells.take("shdk", _code(Shdk), Shdk.OTHER),
            biodata=self._biodata(cells),
            documents=_documents(cells),
            address=_address(cells),
            since=since,
            mother=cells.take("nik_ibu", lambda text: Nik.parse(text, field="nik_ibu"), None),
            father=cells.take("nik_ayah", lambda text: Nik.parse(text, field="nik_ayah"), None),
            spouses=cells.take("nik_pasangan", _niks, ()),
        )

    def _biodata(self, cells: "_Taking") -> Biodata:
        return Biodata(
            full_name=cells.take("nama_lengkap", _text(200), ""),
            sex=cells.take("jenis_kelamin", _code(Sex), Sex.MALE),
            birth_place=cells.take("tempat_lahir", _text(100), ""),
            birth_date=cells.take("tanggal_lahir", _date, self._today),
            religion=cells.take("agama", _code(Religion), Religion.ISLAM),
            marital_status=cells.take("status_perkawinan", _code(MaritalStatus), MaritalStatus.BELUM_KAWIN),
            marriage_date=cells.take("tanggal_perkawinan", _date, None),
            divorce_date=cells.take("tanggal_perceraian", _date, None),
            education=cells.take("pendidikan", _code(Education), Education.NONE),
            occupation=cells.take("pekerjaan", self._occupation, 1),
            blood_type=cells.take("golongan_darah", _code(BloodType), BloodType.UNKNOWN),
            citizenship=cells.take("kewarganegaraan", _code(Citizenship), Citizenship.WNI),
            mother_name=cells.take("nama_ibu", _text(200), ""),
            father_name=cells.take("nama_ayah", _text(200), ""),
            permit=_permit(cells),
            nationality=cells.take("kebangsaan", _text(100), _HERE),
            belief_organisation=cells.take("organisasi_kepercayaan", _text(200), ""),
            title_before=cells.take("gelar_depan", _text(50), ""),
            title_after=cells.take("gelar_belakang", _text(50), ""),
            disability=cells.take("disabilitas", _code(Disability), None),
        )

    def _occupation(self, text: str) -> int:
        if text.isdecimal() and int(text) in self._occupations.values():
            return int(text)
        if text.casefold() in self._occupations:
            return self._occupations[text.casefold()]
        raise ValueError(text)


_HERE: Final = "Indonesia"
MOST_NAMED: Final = 7
"""Codes that are named beside one that is none."""
_SEXES: Final[Mapping[str, Sex]] = {"l": Sex.MALE, "p": Sex.FEMALE}
_CODED: Final[Mapping[str, tuple[type[Coded], str]]] = {
    "shdk": (Shdk, "shdk"),
    "jenis_kelamin": (Sex, "jenis-kelamin"),
    "agama": (Religion, "agama"),
    "status_perkawinan": (MaritalStatus, "status-perkawinan"),
    "pendidikan": (Education, "pendidikan"),
    "golongan_darah": (BloodType, "golongan-darah"),
    "kewarganegaraan": (Citizenship, "kewarganegaraan"),
    "disabilitas": (Disability, "disabilitas"),
}
"""The codes of a column, and what `loket register codes` calls them."""
_SHAPES: Final[Mapping[str, str]] = {
    "rt": "Tulis paling banyak tiga angka, misalnya 001.",
    "rw": "Tulis paling banyak tiga angka, misalnya 001.",
    "kode_pos": "Tulis lima angka, atau kosongkan.",
    "rekaman_ktp_el": f"Tulis salah satu: {', '.join(RecordingStatus)}.",
    "izin_tinggal": f"Tulis salah satu: {', '.join(PermitKind)}.",
}
_NO_KK: Final = KkNumber("0" * 16)
_NO_NIK: Final = Nik("0" * 16)


class _Taking:
    """The cells of one row; what cannot be read is noted, and something else stands in for it meanwhile."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells
        self.problems: list[Problem] = []

    def take(self, column: str, read: Callable[[str], Any], otherwise: T) -> T:
        text = self._cells.get(column, "").strip()
        if not text:
            if column in NEEDED:
                self.wrong(column, f"Kolom {column} kosong.", "Isi kolom ini.")
            return otherwise
        try:
            return read(text)  # type: ignore[no-any-return]  # the reader of a column gives what stands in for it
        except BadTerm as bad:
            self.problems.append(replace(bad.problem, field=column))
        except ValueError:
            self.wrong(column, f"“{text}” tidak dikenal dalam kolom {column}.", _accepted(column))
        return otherwise

    def wrong(self, column: str, sentence: str, hint: str) -> None:
        self.problems.append(Problem("import-cell", sentence, hint, field=column))


def _accepted(column: str) -> str:
    """What may be written in a column of codes or figures: all of it, or where that is long its beginning and where the rest is."""
    if column in _SHAPES:
        return _SHAPES[column]
    kind, listed = _CODED.get(column, (None, column))
    lines = [f"{int(entry)} {entry.label}" for entry in kind or ()]
    if not lines:
        return f"Tulis kode atau namanya. Daftarnya: loket register codes {listed}"
    if len(lines) <= MOST_NAMED:
        return f"Tulis kode atau namanya: {', '.join(lines)}."
    named = ", ".join(lines[:MOST_NAMED])
    return f"Tulis kode atau namanya: {named}, … Semuanya: loket register codes {listed}"


def _text(longest: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > longest or not text.isprintable() or unprintable(text):
            sentence = f"Isian ini lebih panjang dari {longest} huruf atau berisi tanda yang tidak tercetak."
            raise BadTerm(Problem("import-text", sentence, "Ketik ulang isian ini."))
        return text

    return read


def _code(kind: type[C]) -> Callable[[str], C]:
    def read(text: str) -> C:
        for entry in kind:
            if text in (str(int(entry)), f"{int(entry):02}") or text.casefold() == entry.label.casefold():
                return entry
        if kind is Sex and text.casefold() in _SEXES:
            return kind(_SEXES[text.casefold()])
        raise ValueError(text)

    return read


def _date(text: str) -> datetime.date:
    for form in ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.datetime.strptime(text, form).replace(tzinfo=datetime.UTC).date()
        except ValueError:
            continue
    sentence = f"“{text}” bukan tanggal."
    raise BadTerm(Problem("import-date", sentence, "Tulis seperti 31-12-1990."))


def _niks(text: str) -> tuple[Nik, ...]:
    return tuple(Nik.parse(part, field="nik_pasangan") for part in text.split(";") if part.strip())


def _documents(cells: _Taking) -> Documents:
    return Documents(
        birth_akta=cells.take("akta_kelahiran", _text(100), None),
        marriage_akta=cells.take("akta_perkawinan", _text(100), None),
        divorce_akta=cells.take("akta_perceraian", _text(100), None),
        ktp_el=cells.take("rekaman_ktp_el", RecordingStatus, RecordingStatus.BELUM_WAJIB),
        kia_until_date=cells.take("kia_sampai", _date, None),
    )


def _permit(cells: _Taking) -> Permit | None:
    kind: PermitKind | None = cells.take("izin_tinggal", PermitKind, None)
    number = cells.take("nomor_izin_tinggal", _text(50), "")
    until: datetime.date | None = cells.take("izin_tinggal_sampai", _date, None)
    if kind is None and (number or until):
        cells.wrong("izin_tinggal", "Ada nomor atau tanggal izin tinggal tanpa jenisnya.", "Tulis ITAS atau ITAP.")
    return Permit(kind, number, until) if kind is not None else None


def _address(cells: _Taking) -> Address:
    region = cells.take("kode_wilayah", _village, RegionCode("0" * 10))
    return Address(
        street=cells.take("alamat", _text(200), ""),
        rt=cells.take("rt", _three_digits, "000"),
        rw=cells.take("rw", _three_digits, "000"),
        region=region,
        hamlet=cells.take("dusun", _text(100), ""),
        postal_code=cells.take("kode_pos", _postal_code, ""),
    )


def _village(text: str) -> RegionCode:
    code = RegionCode.parse(text, field="kode_wilayah")
    if len(code.digits) != 10:
        sentence = f"“{text}” bukan kode desa/kelurahan."
        raise BadTerm(
            Problem("import-village", sentence, "Tulis sepuluh angka, misalnya 21.01.06.1001.", field="kode_wilayah")
        )
    return code


def _three_digits(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise ValueError(text)
    return text.zfill(3)


def _postal_code(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) == 5):
        raise ValueError(text)
    return text


def cells_of(person: Biodata, documents: Documents) -> dict[str, str]:
    """The cells of a person's own data, as a file is written; numbers, places and address are the writer's."""
    return {
        "nama_lengkap": person.full_name,
        "jenis_kelamin": str(int(person.sex)),
        "tempat_lahir": person.birth_place,
        "tanggal_lahir": _written(person.birth_date),
        "agama": str(int(person.religion)),
        "status_perkawinan": str(int(person.marital_status)),
        "tanggal_perkawinan": _written(person.marriage_date),
        "tanggal_perceraian": _written(person.divorce_date),
        "pendidikan": str(int(person.education)),
        "pekerjaan": str(person.occupation),
        "golongan_darah": str(int(person.blood_type)),
        "kewarganegaraan": str(int(person.citizenship)),
        "nama_ibu": person.mother_name,
        "nama_ayah": person.father_name,
        "akta_kelahiran": documents.birth_akta or "",
        "akta_perkawinan": documents.marriage_akta or "",
        "akta_perceraian": documents.divorce_akta or "",
        "rekaman_ktp_el": str(documents.ktp_el),
        "kia_sampai": _written(documents.kia_until_date),
        "kebangsaan": person.nationality if person.nationality != _HERE else "",
        "gelar_depan": person.title_before,
        "gelar_belakang": person.title_after,
        "disabilitas": str(int(person.disability)) if person.disability else "",
        "organisasi_kepercayaan": person.belief_organisation,
        **_permit_cells(person.permit),
    }


def _permit_cells(permit: Permit | None) -> dict[str, str]:
    if permit is None:
        return {}
    until = _written(permit.until_date)
    return {"izin_tinggal": str(permit.kind), "nomor_izin_tinggal": permit.number, "izin_tinggal_sampai": until}


def _written(day: datetime.date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""
