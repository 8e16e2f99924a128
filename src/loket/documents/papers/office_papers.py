"""
Papers that stay in the office: the dispatch list, the disposition sheet, and the record of destroyed blanks.

They carry no number of the register of residents, and refuse to know whose file is in a folder.
"""

from dataclasses import dataclass
from datetime import date, datetime

from loket.documents.dates import long_date, long_moment, plain_date, short_date
from loket.documents.papers.blocks import (
    Block,
    Cosigner,
    Facts,
    Head,
    Letter,
    LetterRecord,
    Lines,
    Rows,
    Ticks,
    Words,
    letter_page,
)
from loket.documents.papers.issue import NONE, Issue, Page


@dataclass(frozen=True, slots=True)
class DispatchLine:
    """One file or paper that is carried: its resi or number, what it is, and how many sheets; None: nobody counted."""

    reference: str
    content: str
    sheets: int | None = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchRecord:
    """A list of what is carried from one unit to another; the receiver signs each line."""

    issue: Issue
    from_unit: str
    to_unit: str
    sent_at: datetime
    carrier: str
    lines: tuple[DispatchLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DispositionRecord:
    """The sheet on a letter that came in: what it is, and boxes for whoever sends it on. `ticked` are those chosen."""

    issue: Issue
    sender: str
    letter_number: str
    letter_date: date
    received_on: date
    agenda_number: str
    subject: str
    passed_to: tuple[str, ...]
    instructions: tuple[str, ...]
    ticked: frozenset[str] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True)
class SpoiledBlank:
    """A spoiled blank, or a range of them: kind and serials, when they were spoiled and why."""

    kind: str
    serials: str
    quantity: int
    spoiled_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionRecord:
    """The berita acara of the destruction of spoiled blanks: how, before whom."""

    issue: Issue
    blanks: tuple[SpoiledBlank, ...]
    way: str
    witnesses: tuple[str, ...]


def dispatch_page(record: DispatchRecord) -> Page:
    """The page of a dispatch list."""
    zone = record.issue.letterhead.zone
    heads = (
        Head("No", 9, "center"),
        Head("Nomor resi/surat", 42),
        Head("Isi"),
        Head("Lembar", 15, "center"),
        Head("Diterima: nama, tanggal, paraf", 52),
    )
    rows = tuple(
        (str(place), line.reference, line.content, NONE if line.sheets is None else str(line.sheets), "")
        for place, line in enumerate(record.lines, start=1)
    )
    sent = long_moment(record.sent_at, zone)
    letter = Letter(
        "Daftar Ekspedisi",
        (
            Facts(
                (
                    ("Dari", record.from_unit),
                    ("Kepada", record.to_unit),
                    ("Dikirim", sent),
                    ("Pembawa", record.carrier),
                    ("Jumlah", f"{len(record.lines)} berkas"),
                )
            ),
            Rows(heads, rows, tall=True),
        ),
        cosigners=(Cosigner("Yang menyerahkan,", record.carrier), Cosigner("Yang menerima,", "")),
        unsigned=True,
    )
    return letter_page(LetterRecord(record.issue, (letter,), form="Ekspedisi"))


def disposition_page(record: DispositionRecord) -> Page:
    """The page of a disposition sheet."""
    blocks: list[Block] = [
        Facts(
            (
                ("Surat dari", record.sender),
                ("Nomor surat", record.letter_number),
                ("Tanggal surat", plain_date(record.letter_date)),
                ("Diterima tanggal", plain_date(record.received_on)),
                ("Nomor agenda", record.agenda_number),
                ("Perihal", record.subject),
            )
        ),
        Ticks(tuple((words, words in record.ticked) for words in record.passed_to), "Diteruskan kepada"),
        Ticks(tuple((words, words in record.ticked) for words in record.instructions), "Dengan hormat harap"),
    ]
    blocks += [*([Words(record.note)] if record.note else []), Lines(5, "Catatan")]
    letter = Letter("Lembar Disposisi", tuple(blocks))
    return letter_page(LetterRecord(record.issue, (letter,), form="Disposisi"))


def destruction_page(record: DestructionRecord) -> Page:
    """The page of the berita acara: every serial, and everyone who saw it."""
    heads = (
        Head("No", 9, "center"),
        Head("Jenis blangko", 30),
        Head("Nomor seri", 44),
        Head("Lembar", 15, "center"),
        Head("Tanggal rusak", 24, "center"),
        Head("Sebab"),
    )
    rows = tuple(
        (str(place), blank.kind, blank.serials, str(blank.quantity), short_date(blank.spoiled_on), blank.reason or NONE)
        for place, blank in enumerate(record.blanks, start=1)
    )
    total = sum(blank.quantity for blank in record.blanks)
    letter = Letter(
        "Berita Acara Pemusnahan Blangko",
        (
            Words(
                f"Pada hari {long_date(record.issue.issued_date)} telah dimusnahkan {total} lembar blangko "
                f"rusak dengan cara {record.way}:"
            ),
            Rows(heads, rows),
            Words("Demikian berita acara ini dibuat dengan sebenarnya."),
        ),
        cosigners=tuple(Cosigner("Saksi,", name) for name in record.witnesses),
    )
    return letter_page(LetterRecord(record.issue, (letter,)))
