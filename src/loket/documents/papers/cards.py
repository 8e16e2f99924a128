"""
The cards: the front of a KTP-el to be proofed before SIAK prints it, the child's card, and a foreigner's SKTT.

A KTP-el from here is always marked as a specimen: the card itself is made by the centre's own system.
Basis: Permendagri 109/2019 (KTP-el), Permendagri 2/2016 (KIA), UU 23/2006 ps. 20 (SKTT).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from loket.core.register.codes import Citizenship, Sex
from loket.documents.dates import short_date
from loket.documents.papers.blocks import Facts, Letter, LetterRecord, Photo, Words, letter_page
from loket.documents.papers.issue import NONE, Issue, Page, page
from loket.documents.papers.people import Person

SPECIMEN: Final = "SPESIMEN"
LIFELONG: Final = "SEUMUR HIDUP"
KIA_PHOTO_AGE: Final = 5


@dataclass(frozen=True, slots=True)
class KtpElRecord:
    """The front of a KTP-el; `valid_until` is None for citizens, and the end of the ITAP for foreigners."""

    issue: Issue
    person: Person
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class KiaRecord:
    """A child's card; `with_photo` from the fifth birthday on, `valid_until` its last day."""

    issue: Issue
    person: Person
    valid_until: date
    with_photo: bool


@dataclass(frozen=True, slots=True)
class SkttRecord:
    """The SKTT of a foreigner with limited leave to stay: it lasts as long as the ITAS."""

    issue: Issue
    person: Person
    permit_number: str
    valid_until: date
    passport: str
    sponsor: str = ""


def ktp_el_page(record: KtpElRecord) -> Page:
    """The front of the card, in the office's language for citizens and with English words for foreigners."""
    person = record.person
    foreign = person.biodata.citizenship is Citizenship.WNA
    until = short_date(record.valid_until) if record.valid_until else LIFELONG
    # Red ground for an odd year of birth, blue for an even one.
    ground = "red" if person.biodata.birth_date.year % 2 else "blue"
    return page(
        "card",
        f"Spesimen KTP-el {person.nik_words}",
        record.issue,
        {
            "titles": [f"PROVINSI {person.place.province.upper()}", person.place.regency.upper()],
            "nik": person.nik_words,
            "rows": [*_front(person), ("Berlaku Hingga", until, False)],
            "ground": "orange" if foreign else "blue",
            "photo": "FOTO",
            "photo_ground": ground,
            "mark": SPECIMEN,
            "with_signer": False,
        },
    )


def _front(person: Person) -> list[tuple[str, str, bool]]:
    """Label, words, and whether two lines may be needed."""
    b, place = person.biodata, person.place
    foreign = b.citizenship is Citizenship.WNA
    sex = ("MALE" if b.sex is Sex.MALE else "FEMALE") if foreign else b.sex.label.upper()
    return [
        ("Nama", person.titled_name, True),
        ("Tempat/Tgl Lahir", person.born, False),
        ("Jenis Kelamin", f"{sex}    Gol. Darah: {person.blood}", False),
        ("Alamat", place.street_line.upper(), True),
        ("   RT/RW", place.rt_rw, False),
        ("   Kel/Desa", place.village.upper() or NONE, False),
        ("   Kecamatan", place.district.upper() or NONE, False),
        ("Agama", person.biodata.religion.label.upper(), False),
        ("Status Perkawinan", b.marital_status.ktp_el_label.upper(), False),
        ("Pekerjaan", person.occupation.upper() or NONE, False),
        ("Kewarganegaraan", person.citizenship.upper(), False),
    ]


def kia_page(record: KiaRecord) -> Page:
    """The card of a child: without a photograph until the fifth birthday, with one after it."""
    person = record.person
    place = person.place
    return page(
        "card",
        f"KIA {person.nik_words}",
        record.issue,
        {
            "titles": ["KARTU IDENTITAS ANAK", f"{place.regency}, {place.province}".upper()],
            "nik": person.nik_words,
            "rows": [
                ("Nama", person.titled_name, True),
                ("Tempat/Tgl Lahir", person.born, False),
                ("Jenis Kelamin", f"{person.biodata.sex.label.upper()}    Gol. Darah: {person.blood}", False),
                ("Nomor KK", person.kk_words, False),
                ("Kepala Keluarga", person.head_name.upper(), True),
                ("No. Akta Kelahiran", person.documents.birth_akta or NONE, False),
                ("Agama", person.biodata.religion.label.upper(), False),
                ("Kewarganegaraan", person.citizenship.upper(), False),
                ("Alamat", place.one_line.upper(), True),
                ("Berlaku Hingga", short_date(record.valid_until), False),
            ],
            "ground": "pink",
            "photo": "FOTO 2 × 3" if record.with_photo else "",
            "photo_ground": "",
            "mark": "KONSEP" if record.issue.draft else "",
            "with_signer": True,
        },
    )


def sktt_page(record: SkttRecord) -> Page:
    """The SKTT, with a place for the photograph."""
    person = record.person
    letter = Letter(
        title="Surat Keterangan Tempat Tinggal",
        subtitle="ORANG ASING IZIN TINGGAL TERBATAS",
        blocks=(
            Facts(
                (
                    ("NIK", person.nik_words),
                    ("Nama lengkap", person.titled_name),
                    ("Jenis kelamin", person.biodata.sex.label),
                    ("Tempat, tanggal lahir", person.born),
                    ("Kebangsaan", person.biodata.nationality),
                    ("Pekerjaan", person.occupation),
                    *person.place.rows,
                    ("Nomor paspor", record.passport),
                    ("Nomor KITAS", record.permit_number),
                    ("Penjamin", record.sponsor or NONE),
                    ("Berlaku sampai dengan", short_date(record.valid_until)),
                )
            ),
            Words(
                "SKTT berlaku selama izin tinggal terbatas berlaku. Perpanjang sebelum tanggal itu lewat.", strong=True
            ),
            Photo(30, 40),
        ),
    )
    return letter_page(LetterRecord(record.issue, (letter,), form="SKTT"))
