"""
The letters of civil registration, and those that stand in for lost or missing papers.

A letter states what was recorded and on what basis; whether it may be recorded was judged before.
Basis: UU 23/2006 ps. 59; Perpres 96/2018 ps. 33 to ps. 51; Permendagri 96/2019 for SKPTI and SKPS.
"""

from dataclasses import dataclass
from datetime import date

from loket.core.register.codes import Sex
from loket.documents.dates import plain_date
from loket.documents.papers.akta import Court
from loket.documents.papers.blocks import Block, Facts, Head, Letter, LetterRecord, Rows, Words, letter_page
from loket.documents.papers.issue import Issue, Page
from loket.documents.papers.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class StillbirthRecord:
    """A child born dead after so many weeks: no person, no NIK, no certificate. Basis: Perpres 96/2018 ps. 33."""

    issue: Issue
    mother: Person
    father_name: str
    sex: Sex
    weeks: int
    born_on: date
    born_at_place: str
    determined_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnulmentRecord:
    """The annulment by a court of a marriage, or of a divorce when `of_divorce`; `akta_number` is withdrawn."""

    issue: Issue
    husband: Person
    wife: Person
    akta_number: str
    court: Court
    of_divorce: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionRecord:
    """An adoption by ruling of a court: the birth certificate gets a note, the names of the birth parents stay."""

    issue: Issue
    child: Person
    adopters: tuple[Person, ...]
    birth_akta: str
    court: Court


@dataclass(frozen=True, slots=True, kw_only=True)
class RenunciationRecord:
    """Citizenship given up, or lost, by a decision; `nationality` is the one held since."""

    issue: Issue
    people: tuple[Person, ...]
    decision: str
    decided_on: date
    nationality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementRecord:
    """
    A letter in place of papers lost in a disaster: SKPTI for identity, SKPS for certificates when `of_certificates`.

    `lost` names the papers, `disaster` what happened, `database` what the check against the register found.
    """

    issue: Issue
    people: tuple[Person, ...]
    lost: tuple[str, ...]
    disaster: str
    happened_on: date
    of_certificates: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteRecord:
    """
    The suket handed out while there are no blanks: it names the card that follows and ends when that is handed over.

    `paper` is the card in words, `valid_until` its last day; `scarce` tells that some blanks are left, for others.
    `because` says why someone who was handed the card needs another one.
    Basis: SE Mendagri 471.13/10231/DUKCAPIL.
    """

    issue: Issue
    person: Person
    paper: str
    valid_until: date
    scarce: bool = False
    because: str = ""


def stillbirth_page(record: StillbirthRecord) -> Page:
    """The page of a letter about a stillbirth."""
    return _letter(
        record.issue,
        "Surat Keterangan Lahir Mati",
        Words("Yang bertanda tangan di bawah ini menerangkan bahwa telah lahir mati seorang anak:"),
        Facts(
            (
                ("Jenis kelamin", record.sex.label),
                ("Lama dalam kandungan", f"{record.weeks} minggu"),
                ("Tanggal lahir mati", plain_date(record.born_on)),
                ("Tempat", record.born_at_place),
                ("Yang menentukan", record.determined_by),
            )
        ),
        Facts(record.mother.identity, "Ibu"),
        Facts((("Nama ayah", record.father_name.upper()),), "Ayah"),
        Words("Untuk lahir mati tidak diterbitkan akta dan tidak diberikan NIK."),
    )


def annulment_page(record: AnnulmentRecord) -> Page:
    """The page of a letter about an annulled marriage or divorce."""
    akta = "perceraian" if record.of_divorce else "perkawinan"
    effect = (
        "Dengan pembatalan ini perkawinan kedua pihak tercatat kembali."
        if record.of_divorce
        else "Dengan pembatalan ini kedua pihak kembali pada status perkawinan semula."
    )
    return _letter(
        record.issue,
        f"Surat Keterangan Pembatalan {akta.title()}",
        Words(f"Berdasarkan {record.court.words}, {akta} antara kedua pihak di bawah ini dibatalkan:"),
        Facts(record.husband.identity, "Suami" if record.of_divorce else "Pihak laki-laki"),
        Facts(record.wife.identity, "Istri" if record.of_divorce else "Pihak perempuan"),
        Facts(((f"Kutipan akta {akta} yang ditarik", record.akta_number),)),
        Words(effect, strong=True),
    )


def adoption_page(record: AdoptionRecord) -> Page:
    """The page of a letter about an adoption."""
    return _letter(
        record.issue,
        "Surat Keterangan Pengangkatan Anak",
        Words(f"Berdasarkan {record.court.words}, telah dicatat pengangkatan anak:"),
        Facts((*record.child.identity, ("Nomor akta kelahiran", record.birth_akta)), "Anak"),
        Facts(
            (
                ("Ayah kandung", record.child.biodata.father_name.upper()),
                ("Ibu kandung", record.child.biodata.mother_name.upper()),
            ),
            "Orang tua kandung",
        ),
        _people("Orang tua angkat", record.adopters),
        Words("Pengangkatan anak tidak memutus hubungan darah antara anak dan orang tua kandungnya."),
    )


def renunciation_page(record: RenunciationRecord) -> Page:
    """The page of a letter about a change of citizenship."""
    return _letter(
        record.issue,
        "Surat Keterangan Pelepasan Kewarganegaraan Indonesia",
        Words(
            f"Berdasarkan {record.decision} tanggal {plain_date(record.decided_on)}, telah dicatat pelepasan "
            "kewarganegaraan Indonesia dari:"
        ),
        _people("Yang melepaskan kewarganegaraan", record.people),
        Facts((("Kewarganegaraan sekarang", record.nationality),)),
        Words("KTP-el ditarik, dan NIK tidak berlaku lagi untuk pelayanan."),
    )


def replacement_page(record: ReplacementRecord) -> Page:
    """The page of an SKPTI or SKPS."""
    what = "Pencatatan Sipil" if record.of_certificates else "Pengganti Tanda Identitas"
    return _letter(
        record.issue,
        f"Surat Keterangan {what}",
        Words(
            f"Akibat {record.disaster} pada tanggal {plain_date(record.happened_on)}, penduduk di bawah ini kehilangan "
            "dokumennya. Datanya tercatat dalam basis data kependudukan:"
        ),
        _people("Penduduk", record.people),
        Rows(
            (Head("No", 9, "center"), Head("Dokumen")),
            tuple((str(place), lost) for place, lost in enumerate(record.lost, start=1)),
            "Dokumen yang hilang",
        ),
        Facts((("Alamat", record.people[0].place.one_line),)),
        Words(
            "Surat ini menjadi dasar penerbitan kutipan kedua."
            if record.of_certificates
            else "Surat ini berlaku sebagai tanda identitas sampai KK dan KTP-el pengganti diterbitkan."
        ),
    )


def substitute_page(record: SubstituteRecord) -> Page:
    """The page of a suket."""
    return _letter(
        record.issue,
        f"Surat Keterangan Pengganti {record.paper}",
        Words(
            f"Blangko {record.paper} sedang {'menipis' if record.scarce else 'kosong'}. Yang bertanda tangan di bawah ini menerangkan bahwa:"
        ),
        Facts(record.person.identity),
        Words(
            f"telah tercatat dan berhak atas {record.paper}. Surat ini berlaku sebagai penggantinya sampai dengan "
            f"tanggal {plain_date(record.valid_until)}, atau sampai {record.paper} diserahkan."
            + (f" Alasan penggantian: {record.because}." if record.because else "")
        ),
        Words(f"Bawa surat ini saat mengambil {record.paper}; surat ini ditarik pada saat itu.", strong=True),
    )


def _people(title: str, people: tuple[Person, ...]) -> Rows:
    heads = (
        Head("No", 9, "center"),
        Head("NIK", 36, "center"),
        Head("Nama lengkap"),
        Head("Tempat, tanggal lahir", 50),
    )
    rows = ((str(place), p.nik_words, p.titled_name, p.born) for place, p in enumerate(people, start=1))
    return Rows(heads, tuple(rows), title)


def _letter(issue: Issue, title: str, *blocks: Block) -> Page:
    return letter_page(LetterRecord(issue, (Letter(title, blocks),)))
