"""
The Kartu Keluarga: the layout in force since 2019, and the one before it, which is only looked at.

It knows columns, rows and how a member is written in them, and refuses to know whose data they are.
Basis: Permendagri 109/2019 ps. 12 dan ps. 21, form F-1.09.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from loket.core.register import Biodata, Kk, KkRow
from loket.core.register.codes import PermitKind
from loket.core.terms import KkNumber
from loket.documents.dates import short_date
from loket.documents.papers.issue import NONE, Issue, Page, full_name, number_or_awaited, page
from loket.documents.papers.places import Place

ROWS_A_SHEET: Final = 10


@dataclass(frozen=True, slots=True)
class KkRecord:
    """
    A KK to print: `kk` as it stands, where it lies in words, and the names of the occupations in it.

    `old_layout` is the one used up to 2019: it shows how a KK of that time read and is never handed out.
    """

    issue: Issue
    kk: Kk
    place: Place
    occupations: Mapping[int, str]
    old_layout: bool = False


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: the heading as printed, its width in millimetres, and what a member writes into it."""

    heading: str
    width: int
    key: str
    group: str = ""


_NEW: Final = (
    (
        _Column("Nama Lengkap", 62, "name"),
        _Column("NIK", 34, "nik"),
        _Column("Jenis Kelamin", 20, "sex"),
        _Column("Tempat Lahir", 34, "birth_place"),
        _Column("Tanggal Lahir", 20, "birth_date"),
        _Column("Agama", 22, "religion"),
        _Column("Pendidikan", 33, "education"),
        _Column("Jenis Pekerjaan", 34, "occupation"),
        _Column("Golongan Darah", 14, "blood"),
    ),
    (
        _Column("Status Perkawinan", 32, "marital"),
        _Column("Tanggal Perkawinan", 25, "marriage_date"),
        _Column("Status Hubungan Dalam Keluarga", 32, "shdk"),
        _Column("Kewarganegaraan", 24, "citizenship"),
        _Column("No. Paspor", 29, "passport", "Dokumen Imigrasi"),
        _Column("No. KITAP", 29, "permit", "Dokumen Imigrasi"),
        _Column("Ayah", 51, "father", "Nama Orang Tua"),
        _Column("Ibu", 51, "mother", "Nama Orang Tua"),
    ),
)
_OLD: Final = (
    (
        _Column("Nama Lengkap", 66, "name"),
        _Column("NIK", 34, "nik"),
        _Column("Jenis Kelamin", 21, "sex"),
        _Column("Tempat Lahir", 36, "birth_place"),
        _Column("Tanggal Lahir", 21, "birth_date"),
        _Column("Agama", 23, "religion"),
        _Column("Pendidikan", 35, "education"),
        _Column("Jenis Pekerjaan", 37, "occupation"),
    ),
    (
        _Column("Status Perkawinan", 36, "old_marital"),
        _Column("Status Hubungan Dalam Keluarga", 36, "shdk"),
        _Column("Kewarganegaraan", 27, "citizenship"),
        _Column("No. Paspor", 32, "passport", "Dokumen Imigrasi"),
        _Column("No. KITAS/KITAP", 32, "permit", "Dokumen Imigrasi"),
        _Column("Ayah", 55, "father", "Nama Orang Tua"),
        _Column("Ibu", 55, "mother", "Nama Orang Tua"),
    ),
)
_OLD_SHEETS: Final = ("Kepala Keluarga", "RT", "Desa/Kelurahan", "Kecamatan")


def kk_page(record: KkRecord) -> Page:
    """The page of a KK: ten members a sheet, further sheets with the same number, unused rows with dashes."""
    kk, place = record.kk, record.place
    rows = [_written(row, record.occupations) for row in kk.rows]
    head = next((full_name(row.biodata) for row in kk.rows if row.resident_id == kk.head_id), NONE)
    left, right = _old_heads(head, place) if record.old_layout else _heads(head, place)
    parts, first = [], 1
    for columns in _OLD if record.old_layout else _NEW:
        parts.append(_part(columns, first))
        first += len(columns)
    return page(
        "kk",
        f"Kartu Keluarga {kk_number_words(kk.kk_number)}",
        record.issue,
        {
            "kk_number": number_or_awaited(kk.kk_number),
            "head_name": head,
            "left": left,
            "right": right,
            "parts": parts,
            "sheets": [rows[start : start + ROWS_A_SHEET] for start in range(0, len(rows), ROWS_A_SHEET)] or [[]],
            "rows_a_sheet": ROWS_A_SHEET,
            "old": record.old_layout,
            "old_sheets": list(_OLD_SHEETS) if record.old_layout else [],
        },
    )


def kk_number_words(number: KkNumber | None) -> str:
    """The number in the title of the file, or that it is awaited."""
    return number_or_awaited(number)


def _part(columns: tuple[_Column, ...], first: int) -> dict[str, object]:
    """A table: its columns, numbered on from `first`."""
    return {
        "columns": [
            {"heading": c.heading, "width": c.width, "key": c.key, "group": c.group, "number": first + place}
            for place, c in enumerate(columns)
        ],
    }


def _heads(head: str, place: Place) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    left = [
        ("Nama Kepala Keluarga", head),
        ("Alamat", place.street_line.upper()),
        ("RT/RW", place.rt_rw),
        ("Kode Pos", place.postal_code or NONE),
    ]
    right = [
        (place.village_label, place.village.upper()),
        (place.district_label, place.district.upper()),
        ("Kabupaten/Kota", place.regency.upper()),
        ("Provinsi", place.province.upper()),
    ]
    return left, right


def _old_heads(head: str, place: Place) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    new_left, new_right = _heads(head, place)
    return [*new_left[:3], new_right[0]], [new_right[1], new_right[2], new_left[3], new_right[3]]


def _written(row: KkRow, occupations: Mapping[int, str]) -> dict[str, str]:
    """A member as the cells say it: capitals, and a dash where there is nothing."""
    b = row.biodata
    permit = b.permit.number if b.permit and b.permit.kind is PermitKind.ITAP else NONE
    cells = {
        "nik": number_or_awaited(row.nik),
        "sex": b.sex.label,
        "birth_place": b.birth_place,
        "birth_date": short_date(b.birth_date),
        "religion": b.religion.label,
        "education": b.education.label,
        "occupation": occupations.get(b.occupation, ""),
        "blood": b.blood_type.label,
        "marital": b.marital_status.label,
        "old_marital": b.marital_status.ktp_el_label,
        "marriage_date": _marriage_date(b),
        "shdk": row.shdk.label,
        "citizenship": b.citizenship.label,
        "passport": NONE,
        "permit": permit,
        "father": b.father_name,
        "mother": b.mother_name,
    }
    upper = {key: words.upper() if key != "nik" else words for key, words in cells.items()}
    return {"name": full_name(b), **{key: words or NONE for key, words in upper.items()}}


def _marriage_date(b: Biodata) -> str:
    """Column 11: the date of the marriage, while there is one or was one."""
    return short_date(b.marriage_date) if b.marriage_date else NONE
