"""
The letters of those who move: out of the regency (SKPWNI), into it (SKDWNI), abroad (SKPLN) and back (SKDLN).

They say who goes from where to where; that a move is allowed, and how long the letter lasts, was decided before.
Basis: Perpres 96/2018 ps. 25 to ps. 28; Permendagri 109/2019, form F-1.03.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from loket.documents.dates import plain_date
from loket.documents.papers.blocks import Cosigner, Facts, Head, Letter, LetterRecord, Rows, Words, letter_page
from loket.documents.papers.issue import NONE, Issue, Page
from loket.documents.papers.people import Person
from loket.documents.papers.places import Place

_MOVERS = (Head("No", 9, "center"), Head("NIK", 36, "center"), Head("Nama lengkap"), Head("SHDK", 38))


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOutRecord:
    """
    An SKPWNI. `movers` with the places they had in the KK of origin; `origin` is the head's KK and address there.

    `stayers_kk` and `movers_kk` are what becomes of the KKs, in the words of the form. `valid_until` is the first day on
    which it is no longer valid.
    """

    issue: Issue
    origin: Person
    applicant: Person
    movers: tuple[Person, ...]
    destination: Place
    classification: str
    kind: str
    reason: str
    stayers_kk: str
    movers_kk: str
    leaves_on: date
    valid_until: date | None = None
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveInRecord:
    """An SKDWNI: who arrived, with which SKPWNI, from where, and the KK they are in now, of which `head` is the head."""

    issue: Issue
    head: Person
    movers: tuple[Person, ...]
    origin: str
    skpwni_number: str
    arrived_on: date
    movers_kk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbroadRecord:
    """An SKPLN: who goes abroad to live, when, and where."""

    issue: Issue
    applicant: Person
    movers: tuple[Person, ...]
    country: str
    address: str
    reason: str
    leaves_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FromAbroadRecord:
    """An SKDLN: who has come from abroad, with which travel document, and where they live now."""

    issue: Issue
    applicant: Person
    movers: tuple[Person, ...]
    country: str
    travel_document: str
    arrived_on: date


def move_out_page(record: MoveOutRecord) -> Page:
    """The page of an SKPWNI."""
    origin = Facts(
        (
            ("Nomor KK", record.origin.kk_words),
            ("Nama kepala keluarga", record.origin.titled_name),
            *record.origin.place.rows,
            ("Telepon", record.phone or NONE),
            ("NIK pemohon", record.applicant.nik_words),
            ("Nama pemohon", record.applicant.titled_name),
        ),
        "Data daerah asal",
    )
    move = Facts(
        (
            ("Alasan pindah", record.reason),
            ("Alamat tujuan", record.destination.one_line),
            ("Klasifikasi kepindahan", record.classification),
            ("Jenis kepindahan", record.kind),
            ("Status KK yang tidak pindah", record.stayers_kk),
            ("Status KK yang pindah", record.movers_kk),
            ("Rencana tanggal pindah", plain_date(record.leaves_on)),
        ),
        "Data kepindahan",
    )
    letter = Letter(
        title="Surat Keterangan Pindah Warga Negara Indonesia",
        subtitle=record.classification.upper(),
        blocks=(origin, move, _movers("Keluarga yang pindah", record.movers)),
        cosigners=(Cosigner("Pemohon,", record.applicant.titled_name),),
        foot=_validity(record.valid_until),
    )
    return letter_page(LetterRecord(record.issue, (letter,), form="SKPWNI"))


def _validity(until: date | None) -> str:
    if until is None:
        return ""
    last = plain_date(until - timedelta(days=1))
    return f"Surat ini berlaku sampai dengan tanggal {last}. Laporkan kedatangan di kantor tujuan."


def move_in_page(record: MoveInRecord) -> Page:
    """The page of an SKDWNI."""
    letter = Letter(
        title="Surat Keterangan Datang Warga Negara Indonesia",
        blocks=(
            Facts((("Nomor SKPWNI", record.skpwni_number), ("Alamat asal", record.origin)), "Data daerah asal"),
            Facts(
                (
                    ("Status KK yang pindah", record.movers_kk),
                    ("Nomor KK", record.head.kk_words),
                    ("NIK kepala keluarga", record.head.nik_words),
                    ("Nama kepala keluarga", record.head.titled_name),
                    ("Tanggal kedatangan", plain_date(record.arrived_on)),
                    *record.head.place.rows,
                ),
                "Data daerah tujuan",
            ),
            _movers("Keluarga yang datang", record.movers),
        ),
        cosigners=(Cosigner("Pemohon,", record.movers[0].titled_name),),
    )
    return letter_page(LetterRecord(record.issue, (letter,), form="SKDWNI"))


def abroad_page(record: AbroadRecord) -> Page:
    """The page of an SKPLN."""
    letter = Letter(
        title="Surat Keterangan Pindah Luar Negeri",
        blocks=(
            Facts(record.applicant.identity, "Pemohon"),
            Facts(
                (
                    ("Negara tujuan", record.country),
                    ("Alamat di luar negeri", record.address),
                    ("Alasan pindah", record.reason),
                    ("Tanggal keberangkatan", plain_date(record.leaves_on)),
                ),
                "Kepindahan",
            ),
            _movers("Yang pindah", record.movers),
            Words(
                "KTP-el penduduk yang pindah ke luar negeri ditarik. Laporkan diri pada perwakilan Republik Indonesia."
            ),
        ),
        cosigners=(Cosigner("Pemohon,", record.applicant.titled_name),),
    )
    return letter_page(LetterRecord(record.issue, (letter,), form="SKPLN"))


def from_abroad_page(record: FromAbroadRecord) -> Page:
    """The page of an SKDLN."""
    letter = Letter(
        title="Surat Keterangan Datang dari Luar Negeri",
        blocks=(
            Facts(record.applicant.identity, "Pemohon"),
            Facts(
                (
                    ("Negara asal", record.country),
                    ("Dokumen perjalanan", record.travel_document),
                    ("Tanggal kedatangan", plain_date(record.arrived_on)),
                ),
                "Kedatangan",
            ),
            _movers("Yang datang", record.movers),
        ),
        cosigners=(Cosigner("Pemohon,", record.applicant.titled_name),),
    )
    return letter_page(LetterRecord(record.issue, (letter,), form="SKDLN"))


def _movers(title: str, movers: tuple[Person, ...]) -> Rows:
    rows = (
        (str(place), mover.nik_words, mover.titled_name, mover.shdk.label if mover.shdk else NONE)
        for place, mover in enumerate(movers, start=1)
    )
    return Rows(_MOVERS, tuple(rows), title)
