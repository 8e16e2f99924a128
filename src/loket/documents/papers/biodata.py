"""
The biodata of residents, one page each. Disability is printed: the paper goes to the person alone.

Basis: Permendagri 109/2019, form F-1.08; UU 24/2013 ps. 84 for what is protected.
"""

from dataclasses import dataclass

from loket.core.register.codes import Citizenship
from loket.core.terms import Nik
from loket.documents.dates import short_date
from loket.documents.papers.blocks import Cosigner, Facts, Letter, LetterRecord, letter_page
from loket.documents.papers.issue import NONE, Issue, Page
from loket.documents.papers.people import Person


@dataclass(frozen=True, slots=True)
class BiodataRecord:
    """The biodata of these people, in this order; `phone` and `email` are those of the applicant, if given."""

    issue: Issue
    people: tuple[Person, ...]
    phone: str = ""
    email: str = ""


def biodata_page(record: BiodataRecord) -> Page:
    """A page for each person: personal data, then the papers held."""
    letters = tuple(_letter(person, record) for person in record.people)
    return letter_page(LetterRecord(record.issue, letters, form="F-1.08"))


def _letter(person: Person, record: BiodataRecord) -> Letter:
    foreign = person.biodata.citizenship is Citizenship.WNA
    return Letter(
        title=f"Biodata Penduduk {'Orang Asing' if foreign else 'Warga Negara Indonesia'}",
        blocks=(
            Facts((("NIK", person.nik_words), ("Nomor KK", person.kk_words))),
            Facts((*_personal(person), *_reached(person, record)), "Data personal", numbered=True),
            Facts(_papers(person), "Data kepemilikan dokumen", numbered=True),
        ),
        cosigners=(Cosigner("Yang bersangkutan,", person.titled_name),),
    )


def _personal(person: Person) -> tuple[tuple[str, str], ...]:
    b = person.biodata
    return (
        ("Nama lengkap", person.titled_name),
        ("Tempat, tanggal lahir", person.born),
        ("Jenis kelamin", b.sex.label),
        ("Akta lahir", "Ada" if person.documents.birth_akta else "Tidak ada"),
        ("Agama", person.religion),
        ("Pendidikan terakhir", b.education.label),
        ("Pekerjaan", person.occupation),
        ("Golongan darah", person.blood),
        ("Penyandang cacat", b.disability.label if b.disability else NONE),
        ("Status perkawinan", b.marital_status.label),
        ("Status hubungan dalam keluarga", person.shdk.label if person.shdk else NONE),
        ("Kewarganegaraan", person.citizenship),
        ("NIK dan nama ayah", _parent(person.father_nik, b.father_name)),
        ("NIK dan nama ibu", _parent(person.mother_nik, b.mother_name)),
    )


def _reached(person: Person, record: BiodataRecord) -> tuple[tuple[str, str], ...]:
    return (
        ("Alamat", person.place.one_line),
        ("Telepon", record.phone or NONE),
        ("Surel", record.email or NONE),
    )


def _parent(nik: Nik | None, name: str) -> str:
    return " · ".join(part for part in (nik.digits if nik else "", name.upper()) if part) or NONE


def _papers(person: Person) -> tuple[tuple[str, str], ...]:
    b, held = person.biodata, person.documents
    return (
        ("Nomor KK", person.kk_words),
        ("Nomor KITAS/KITAP", b.permit.number if b.permit else NONE),
        (
            "Berlaku sampai dengan",
            short_date(b.permit.until_date) if b.permit and b.permit.until_date else NONE,
        ),
        ("Nomor akta kelahiran", held.birth_akta or NONE),
        ("Nomor akta perkawinan/buku nikah", held.marriage_akta or NONE),
        ("Tanggal perkawinan", short_date(b.marriage_date) if b.marriage_date else NONE),
        ("Nomor akta perceraian", held.divorce_akta or NONE),
        ("Tanggal perceraian", short_date(b.divorce_date) if b.divorce_date else NONE),
    )
