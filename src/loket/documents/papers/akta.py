"""
Excerpts of certificates of civil status, and the slip of a note in the margin of one.

Each says one event in the sentences of its certificate; a second excerpt, for a lost one, says that it is the second.
Basis: UU 23/2006 ps. 68; Perpres 96/2018 ps. 33 to ps. 51; Permendagri 109/2019.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from loket.core.register.codes import Citizenship
from loket.documents.dates import plain_date
from loket.documents.papers.blocks import Facts, Letter, LetterRecord, Words, letter_page
from loket.documents.papers.issue import Issue, Page, page
from loket.documents.papers.number_words import date_words, number_words
from loket.documents.papers.people import Person

UNRECORDED: Final = "yang perkawinannya belum tercatat sesuai dengan peraturan perundang-undangan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Court:
    """The ruling of a court, as papers name it."""

    name: str
    number: str
    on: date

    @property
    def words(self) -> str:
        """`Putusan Pengadilan Negeri Tanjungpinang Nomor 12/Pdt.P/2026 tanggal 3 November 2026`."""
        return f"{self.name} Nomor {self.number} tanggal {plain_date(self.on)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthAktaRecord:
    """
    A birth. Without father it is a child of the mother; without both its origin is not known.

    `unrecorded` says that the parents' marriage is not registered. Basis: Permendagri 108/2019; UU 24/2013 ps. 27.
    """

    issue: Issue
    akta_number: str
    child: Person
    order: int | None = None
    unrecorded: bool = False
    second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeathAktaRecord:
    """A death, where and when."""

    issue: Issue
    akta_number: str
    dead: Person
    died_on: date
    died_at_place: str
    second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarriageAktaRecord:
    """A marriage before `officiant`, the leader of a religion other than Islam, or one by ruling of a court."""

    issue: Issue
    akta_number: str
    husband: Person
    wife: Person
    married_on: date
    married_at_place: str
    officiant: str = ""
    second: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DivorceAktaRecord:
    """A divorce by ruling of a court; `marriage_akta` is the certificate it ends."""

    issue: Issue
    akta_number: str
    husband: Person
    wife: Person
    divorced_on: date
    court: Court
    marriage_akta: str
    second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgementAktaRecord:
    """A father acknowledges a child, with the mother's consent. Basis: UU 24/2013 ps. 49."""

    issue: Issue
    akta_number: str
    child: Person
    father: Person
    birth_akta: str
    second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginalNoteRecord:
    """
    A note in the margin of a certificate, on a slip that is kept with the register and with the excerpt.

    `words` is the note, `basis` the ruling or decision it rests on. The certificate itself is never edited.
    """

    issue: Issue
    akta: str
    akta_number: str
    person: Person
    words: str
    basis: str


_Row = dict[str, str]


def birth_akta_page(record: BirthAktaRecord) -> Page:
    """The excerpt of a birth certificate."""
    child, b = record.child, record.child.biodata
    order = f"anak ke-{number_words(record.order)}, " if record.order else ""
    rows = [
        *_opening("Kelahiran", record.akta_number, f"di {b.birth_place} pada tanggal {date_words(b.birth_date)}"),
        _words("telah lahir"),
        _name(child.name),
        _words(f"{order}{b.sex.label.lower()},"),
        *_parents(b.father_name, b.mother_name, unrecorded=record.unrecorded),
    ]
    return _page(record.issue, "Akta Kelahiran", rows, child, second=record.second)


def _parents(father: str, mother: str, *, unrecorded: bool) -> list[_Row]:
    if father and mother:
        rows = [_words("dari ayah"), _name(father.upper()), _words("dan ibu"), _name(mother.upper())]
    elif father or mother:
        rows = [_words(f"dari seorang {'ibu' if mother else 'ayah'}"), _name((mother or father).upper())]
    else:
        rows = [_words("yang asal-usul orang tuanya tidak diketahui")]
    return [*rows, _words(UNRECORDED)] if unrecorded else rows


def death_akta_page(record: DeathAktaRecord) -> Page:
    """The excerpt of a death certificate."""
    dead = record.dead
    rows = [
        *_opening(
            "Kematian", record.akta_number, f"di {record.died_at_place} pada tanggal {date_words(record.died_on)}"
        ),
        _words("telah meninggal dunia seorang bernama"),
        _name(dead.name),
        _words(f"lahir di {dead.born_in_words},"),
        _words(_child_of(dead)),
    ]
    return _page(record.issue, "Akta Kematian", rows, dead, second=record.second)


def _child_of(person: Person) -> str:
    names = [name.upper() for name in (person.biodata.father_name, person.biodata.mother_name) if name]
    return f"anak dari {' dan '.join(names)}" if names else "yang nama orang tuanya tidak diketahui"


def marriage_akta_page(record: MarriageAktaRecord) -> Page:
    """The excerpt of a marriage certificate."""
    before = f"di hadapan {record.officiant}" if record.officiant else ""
    where = f"di {record.married_at_place} pada tanggal {date_words(record.married_on)}"
    rows = [
        *_opening("Perkawinan", record.akta_number, where),
        _words("telah tercatat perkawinan antara"),
        *_spouse(record.husband),
        _words("dengan"),
        *_spouse(record.wife),
        *([_words(f"yang dilangsungkan {before}")] if before else []),
        *([_words(record.note)] if record.note else []),
    ]
    return _page(record.issue, "Akta Perkawinan", rows, record.husband, second=record.second, niks=_both(record))


def divorce_akta_page(record: DivorceAktaRecord) -> Page:
    """The excerpt of a divorce certificate."""
    rows = [
        *_opening("Perceraian", record.akta_number, f"pada tanggal {date_words(record.divorced_on)}"),
        _words("telah tercatat perceraian antara"),
        *_spouse(record.husband),
        _words("dengan"),
        *_spouse(record.wife),
        _words(f"berdasarkan {record.court.words},"),
        _words(f"yang mengakhiri perkawinan dengan Akta Perkawinan Nomor {record.marriage_akta}"),
    ]
    return _page(record.issue, "Akta Perceraian", rows, record.husband, second=record.second, niks=_both(record))


def _both(record: MarriageAktaRecord | DivorceAktaRecord) -> str:
    return f"{record.husband.nik_words} / {record.wife.nik_words}"


def _spouse(person: Person) -> list[_Row]:
    return [_name(person.name), _words(f"lahir di {person.born_in_words}, {_child_of(person)}")]


def acknowledgement_akta_page(record: AcknowledgementAktaRecord) -> Page:
    """The excerpt of a certificate by which a child is acknowledged."""
    child = record.child
    rows = [
        *_opening("Pengakuan Anak", record.akta_number, f"pada tanggal {date_words(record.issue.issued_date)}"),
        _words("telah diakui seorang anak bernama"),
        _name(child.name),
        _words(f"lahir di {child.born_in_words}, dengan Akta Kelahiran Nomor {record.birth_akta},"),
        _words("oleh seorang ayah bernama"),
        _name(record.father.name),
        _words("dengan persetujuan ibu kandungnya bernama"),
        _name(child.biodata.mother_name.upper()),
    ]
    return _page(record.issue, "Akta Pengakuan Anak", rows, child, second=record.second)


def marginal_note_page(record: MarginalNoteRecord) -> Page:
    """The slip of a note in the margin."""
    letter = Letter(
        title="Catatan Pinggir",
        subtitle=f"pada {record.akta} Nomor {record.akta_number}",
        blocks=(
            Facts(
                (
                    ("NIK", record.person.nik_words),
                    ("Nama pada akta", record.person.name),
                    ("Tempat, tanggal lahir", record.person.born),
                    ("Dasar", record.basis),
                    ("Tanggal catatan", plain_date(record.issue.issued_date)),
                )
            ),
            Words(record.words, strong=True),
            Words("Catatan ini menyatu dengan register akta dan kutipannya. Isi akta tidak diubah."),
        ),
    )
    return letter_page(LetterRecord(record.issue, (letter,), form="Catatan pinggir"))


def _opening(akta: str, number: str, when: str) -> list[_Row]:
    return [_words(f"Berdasarkan Akta {akta} Nomor {number}"), _words(f"bahwa {when}")]


def _words(words: str) -> _Row:
    return {"kind": "words", "words": words}


def _name(words: str) -> _Row:
    return {"kind": "name", "words": words}


def _page(issue: Issue, akta: str, rows: list[_Row], person: Person, *, second: bool, niks: str = "") -> Page:
    foreign = person.biodata.citizenship is Citizenship.WNA
    closing = f"Kutipan ini dikeluarkan di {issue.place} pada tanggal {plain_date(issue.issued_date)}"
    texts: dict[str, object] = {
        "nik_label": "NIK",
        "nik": niks or person.nik_words,
        "citizenship": "Orang Asing" if foreign else "Warga Negara Indonesia",
        "title": f"Kutipan {'Kedua ' if second else ''}{akta}",
        "subtitle": "",
        "rows": rows,
        "closing": closing,
    }
    return page("akta", f"Kutipan {akta} {person.nik_words}", issue, texts)
