"""Gathers the papers of population registration: KK, biodata, cards, SKTT and the substitute letter."""

from datetime import date, timedelta
from typing import Final

from loket.core.register import Kk, Record
from loket.core.register.ages import KIA_PHOTO_AGE, age_on, kia_until_date, needs_ktp_el
from loket.core.register.change import Paper
from loket.core.register.codes import Citizenship, ResidentStatus
from loket.core.register.recording import RecordingStatus
from loket.documents.gathering.frame import drafts_of_niks, drafts_of_numbers
from loket.documents.gathering.table import Table
from loket.documents.papers.biodata import BiodataRecord
from loket.documents.papers.cards import KiaRecord, KtpElRecord, SkttRecord
from loket.documents.papers.civil_letters import SubstituteRecord
from loket.documents.papers.kk import KkRecord
from loket.documents.papers.people import Person

SCARCE: Final = "menipis"
"""The detail `stock` of a suket while there still are some blanks, kept for others; otherwise there are none."""
RECORDED: Final = frozenset(
    {
        RecordingStatus.PRINT_READY_RECORD,
        RecordingStatus.SENT_FOR_CARD_PRINTING,
        RecordingStatus.CARD_PRINTED,
        RecordingStatus.CARD_SHIPPED,
        RecordingStatus.CARD_ISSUED,
    }
)
"""From where on a record is ready to become a card: nobody else is told to hold a KTP-el. Basis: Perpres 96/2018 ps. 15."""
_OF_AGE: Final = "usia 17 tahun atau status pernah kawin pada"
_DAY: Final = timedelta(days=1)


def kk(table: Table) -> KkRecord:
    """A KK as it stands at the end of the day of the request."""
    request = table.request
    found = table.reader.kk(request.family_id) if request.family_id else None
    if found is None:
        table.needs.missing.append("KK yang berlaku pada tanggal itu")
        table.needs.refuse_gaps()
    assert found is not None
    return kk_of(table, found)


def kk_of(table: Table, found: Kk) -> KkRecord:
    """A KK given as a value, such as one before or after a change that is not recorded yet."""
    place, occupations, needs = table.reader.place(found.address), table.reader.occupations(), table.needs
    for words, value in (
        ("alamat", place.street),
        ("RT", place.rt),
        ("RW", place.rw),
        (f"nama {place.village_label}", place.village),
        (f"nama {place.district_label}", place.district),
        ("nama kabupaten/kota", place.regency),
        ("nama provinsi", place.province),
    ):
        needs.have(value, words)
    if not any(row.resident_id == found.head_id for row in found.rows):
        needs.missing.append("kepala keluarga di antara anggota KK")
    for row in found.rows:
        b = row.biodata
        needs.have(b.full_name, "nama lengkap salah satu anggota")
        needs.have(b.birth_place, f"tempat lahir {b.full_name}")
        needs.have(occupations.get(b.occupation, ""), f"jenis pekerjaan {b.full_name}")
    draft = drafts_of_numbers(found.kk_number, tuple(row.nik for row in found.rows))
    return KkRecord(table.frame(draft), found, place, occupations)


def biodata(table: Table) -> BiodataRecord:
    """The biodata of each resident of the request."""
    people = table.people("penduduk yang bersangkutan")
    draft = drafts_of_niks(tuple(person.nik for person in people))
    return BiodataRecord(table.frame(draft), people, table.needs.optional("phone"), table.needs.optional("email"))


def ktp_el(table: Table) -> KtpElRecord:
    """The specimen of a card; only for someone who must hold one."""
    person = table.person()
    table.housed(person)
    b = person.biodata
    if not needs_ktp_el(b, table.request.on):
        table.needs.missing.append(f"{_OF_AGE} {b.full_name}")
    until = None
    if b.citizenship is Citizenship.WNA:
        until = table.needs.date("permit_until", "akhir izin tinggal tetap", b.permit.until_date if b.permit else None)
    return KtpElRecord(table.frame(drafts_of_niks((person.nik,))), person, until)


def kia(table: Table) -> KiaRecord:
    """A child's card, whose last day is the one before the birthday at which it ends."""
    person, on, needs = table.person(), table.request.on, table.needs
    table.housed(person)
    ends = kia_until_date(person.biodata, on)
    if ends is None:
        needs.missing.append(f"hak atas KIA pada {person.biodata.full_name} (di bawah 17 tahun, belum kawin)")
    needs.have(person.documents.birth_akta or "", "nomor akta kelahiran")
    needs.have(person.head_name, "nama kepala keluarga")
    issue = table.frame(drafts_of_numbers(person.kk_number, (person.nik,)))
    with_photo = age_on(person.biodata.birth_date, on) >= KIA_PHOTO_AGE
    return KiaRecord(issue, person, (ends or on) - _DAY, with_photo)


def sktt(table: Table) -> SkttRecord:
    """The SKTT of a foreigner with limited leave to stay."""
    person, needs = table.person(), table.needs
    table.housed(person)
    permit = person.biodata.permit
    if person.biodata.citizenship is not Citizenship.WNA:
        needs.missing.append("kewarganegaraan asing pada biodata")
    number = needs.text("permit_number", "nomor KITAS", permit.number if permit else "")
    until = needs.date("permit_until", "akhir izin tinggal", permit.until_date if permit else None)
    passport = needs.text("passport", "nomor paspor")
    sponsor = needs.optional("sponsor")
    return SkttRecord(table.letter((person,)), person, number, until, passport, sponsor)


def substitute(table: Table) -> SubstituteRecord:
    """A suket while there are no blanks; only for someone whose card could be printed today if there were."""
    person, needs = table.person(), table.needs
    table.housed(person)
    paper = needs.text("paper", "dokumen yang digantikan")
    until = needs.date("valid_until", "tanggal akhir berlakunya surat")
    needs.missing += lacks_for_card(paper, person, table.request.on)
    return SubstituteRecord(
        issue=table.letter((person,)),
        person=person,
        paper=paper,
        valid_until=until,
        scarce=needs.optional("stock") == SCARCE,
        because=needs.optional("because"),
    )


def holds_card(paper: str, holder: Record, on: date) -> bool:
    """Whether the register says that someone has been handed this card, and a KIA that is not over."""
    if paper == Paper.KTP_EL:
        return holder.documents.ktp_el is RecordingStatus.CARD_ISSUED
    until = holder.documents.kia_until_date
    return paper == Paper.KIA and until is not None and on <= until


def lacks_for_card(paper: str, holder: Record | Person, on: date) -> tuple[str, ...]:
    """
    What someone lacks, in words, for the card to be printed that day; nothing for another paper than KTP-el and KIA.

    Whoever has died, moved away or is under way is given no card here.
    """
    if paper not in (Paper.KTP_EL, Paper.KIA):
        return ()
    biodata, name = holder.biodata, holder.biodata.full_name
    lacking = []
    if holder.status is not ResidentStatus.ACTIVE:
        lacking.append(f"status aktif {name} di register (kini {holder.status.value})")
    if paper == Paper.KIA and kia_until_date(biodata, on) is None:
        lacking.append(f"hak atas KIA pada {name} (di bawah 17 tahun, belum kawin)")
    if paper == Paper.KTP_EL and not needs_ktp_el(biodata, on):
        lacking.append(f"{_OF_AGE} {name}")
    if paper == Paper.KTP_EL and holder.documents.ktp_el not in RECORDED:
        lacking.append(f"perekaman KTP-el {name} yang siap cetak")
    return tuple(lacking)
