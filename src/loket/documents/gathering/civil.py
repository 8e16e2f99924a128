"""Gathers the papers of civil registration: excerpts, notes in the margin, and the letters about an event."""

from collections.abc import Mapping
from typing import Final

from loket.core.register.change import Paper
from loket.core.register.codes import Sex
from loket.documents.gathering.frame import drafts_of_letter
from loket.documents.gathering.table import Table, or_awaited
from loket.documents.papers.akta import (
    AcknowledgementAktaRecord,
    BirthAktaRecord,
    DeathAktaRecord,
    DivorceAktaRecord,
    MarginalNoteRecord,
    MarriageAktaRecord,
)
from loket.documents.papers.civil_letters import (
    AdoptionRecord,
    AnnulmentRecord,
    RenunciationRecord,
    ReplacementRecord,
    StillbirthRecord,
)
from loket.documents.papers.people import Person

SECOND: Final = "kutipan kedua"
_YES: Final = "ya"


def _second(table: Table) -> bool:
    return table.needs.optional("second") == _YES or table.request.note == SECOND


def birth(table: Table) -> BirthAktaRecord:
    """The excerpt of a birth certificate; `order` is the place among the mother's children."""
    child, needs = table.person(), table.needs
    number = table.akta_number(child.documents.birth_akta)
    return BirthAktaRecord(
        order=needs.number("order", "anak keberapa") if needs.optional("order") else None,
        unrecorded=needs.optional("parents_unrecorded") == _YES,
        second=_second(table),
        issue=table.letter((child,), number),
        akta_number=or_awaited(number),
        child=child,
    )


def death(table: Table) -> DeathAktaRecord:
    """The excerpt of a death certificate."""
    dead, needs = table.person(), table.needs
    number = table.akta_number(dead.documents.death_akta)
    return DeathAktaRecord(
        died_on=needs.date("death_date", "tanggal meninggal", dead.biodata.death_date),
        died_at_place=needs.text("death_place", "tempat meninggal"),
        second=_second(table),
        issue=table.letter((dead,), number),
        akta_number=or_awaited(number),
        dead=dead,
    )


def _couple(table: Table) -> tuple[Person, Person]:
    """Husband and wife, whichever the request names first."""
    found = table.people("suami dan istri", least=2)
    husband, wife = sorted(found[:2], key=lambda person: person.biodata.sex)
    if (husband.biodata.sex, wife.biodata.sex) != (Sex.MALE, Sex.FEMALE):
        table.needs.missing.append("suami dan istri")
    return husband, wife


def marriage(table: Table) -> MarriageAktaRecord:
    """The excerpt of a marriage certificate."""
    (husband, wife), needs = _couple(table), table.needs
    number = table.akta_number(husband.documents.marriage_akta)
    return MarriageAktaRecord(
        married_on=needs.date("marriage_date", "tanggal perkawinan", husband.biodata.marriage_date),
        married_at_place=needs.text("marriage_place", "tempat perkawinan"),
        officiant=needs.optional("officiant"),
        note=needs.optional("note"),
        second=_second(table),
        issue=table.letter((husband, wife), number),
        akta_number=or_awaited(number),
        husband=husband,
        wife=wife,
    )


def divorce(table: Table) -> DivorceAktaRecord:
    """The excerpt of a divorce certificate."""
    (husband, wife), needs = _couple(table), table.needs
    number = table.akta_number(husband.documents.divorce_akta)
    return DivorceAktaRecord(
        divorced_on=needs.date("divorce_date", "tanggal perceraian", husband.biodata.divorce_date),
        court=table.court(),
        marriage_akta=needs.text("marriage_akta", "nomor akta perkawinan", husband.documents.marriage_akta or ""),
        second=_second(table),
        issue=table.letter((husband, wife), number),
        akta_number=or_awaited(number),
        husband=husband,
        wife=wife,
    )


def acknowledgement(table: Table) -> AcknowledgementAktaRecord:
    """The excerpt of the certificate by which a father acknowledges a child; the father is in the child's biodata."""
    child, needs = table.people("anak")[0], table.needs
    father = _father(table, child)
    birth_akta = needs.text("birth_akta", "nomor akta kelahiran anak", child.documents.birth_akta or "")
    needs.have(child.biodata.mother_name, "nama ibu")
    return AcknowledgementAktaRecord(
        second=_second(table),
        issue=table.letter((child, father), table.request.number),
        akta_number=or_awaited(table.request.number),
        child=child,
        father=father,
        birth_akta=birth_akta,
    )


def _father(table: Table, child: Person) -> Person:
    known = child.biodata.father_id
    found = next((p for p in table.reader.people((known,))), None) if known and not isinstance(known, int) else None
    if found is None:
        table.needs.missing.append("ayah yang mengakui")
        table.needs.refuse_gaps()
    assert found is not None
    return found


_AKTA_OF: Final[Mapping[str, str]] = {
    Paper.AKTA_KELAHIRAN: "birth_akta",
    Paper.AKTA_KEMATIAN: "death_akta",
    Paper.AKTA_PERKAWINAN: "marriage_akta",
    Paper.AKTA_PERCERAIAN: "divorce_akta",
}


def marginal_note(table: Table) -> MarginalNoteRecord:
    """The slip of a note in the margin of a certificate of the first resident."""
    request, needs = table.request, table.needs
    person = table.person()
    held = getattr(person.documents, _AKTA_OF.get(request.paper, ""), None)
    event = table.event()
    words = f"Catatan pinggir tentang {request.note}." if request.note else ""
    number = needs.text("akta_number", "nomor akta yang dicatat", held or "")
    return MarginalNoteRecord(
        words=needs.text("words", "isi catatan pinggir", words),
        basis=needs.text("basis", "dasar catatan pinggir", event.reference if event else ""),
        issue=table.frame(drafts_of_letter((person,), number)),
        akta=request.paper.value.title(),
        akta_number=number,
        person=person,
    )


def stillbirth(table: Table) -> StillbirthRecord:
    """The letter about a stillbirth: mother from the register, weeks and sex from the life event."""
    mother, needs, event = table.person("ibu"), table.needs, table.event()
    payload = event.payload if event else {}
    sex = next((s for s in Sex if str(int(s)) == needs.optional("sex") or s == payload.get("sex")), None)
    if sex is None:
        needs.missing.append("jenis kelamin")
    weeks = payload.get("weeks")
    return StillbirthRecord(
        mother=mother,
        father_name=needs.text("father_name", "nama ayah"),
        sex=sex or Sex.MALE,
        weeks=int(weeks) if weeks else needs.number("weeks", "lama dalam kandungan (minggu)"),
        born_on=needs.date("birth_date", "tanggal lahir mati", event.happened_on if event else None),
        born_at_place=needs.text("birth_place", "tempat lahir mati"),
        determined_by=needs.text("determined_by", "yang menentukan lahir mati"),
        issue=table.letter((mother,)),
    )


def marriage_annulment(table: Table) -> AnnulmentRecord:
    """The letter about an annulled marriage."""
    husband, wife = _couple(table)
    return AnnulmentRecord(
        akta_number=table.needs.text("akta_number", "nomor akta perkawinan yang ditarik", _withdrawn(table)),
        court=table.court(),
        issue=table.letter((husband, wife)),
        husband=husband,
        wife=wife,
    )


def divorce_annulment(table: Table) -> AnnulmentRecord:
    """The letter about an annulled divorce."""
    husband, wife = _couple(table)
    return AnnulmentRecord(
        akta_number=table.needs.text("akta_number", "nomor akta perceraian yang ditarik", _withdrawn(table)),
        court=table.court(),
        issue=table.letter((husband, wife)),
        husband=husband,
        wife=wife,
        of_divorce=True,
    )


def _withdrawn(table: Table) -> str:
    """The number that the life event withdrew."""
    event = table.event()
    return str(event.payload.get("akta_number") or "") if event else ""


def adoption(table: Table) -> AdoptionRecord:
    """The letter about an adoption: the child is named first, then those who adopt it."""
    people, needs = table.people("anak dan orang tua angkat", least=2), table.needs
    child = people[0]
    return AdoptionRecord(
        court=table.court(),
        birth_akta=needs.text("birth_akta", "nomor akta kelahiran anak", child.documents.birth_akta or ""),
        issue=table.letter(people),
        child=child,
        adopters=people[1:],
    )


def renunciation(table: Table) -> RenunciationRecord:
    """The letter about citizenship given up."""
    people, needs = table.people("yang melepaskan kewarganegaraan"), table.needs
    return RenunciationRecord(
        decision=needs.text("decision", "keputusan tentang kewarganegaraan"),
        decided_on=needs.date("decision_date", "tanggal keputusan"),
        nationality=needs.text("nationality", "kewarganegaraan sekarang"),
        issue=table.letter(people),
        people=people,
    )


def identity_replacement(table: Table) -> ReplacementRecord:
    """An SKPTI."""
    return _replacement(table, of_certificates=False)


def certificate_replacement(table: Table) -> ReplacementRecord:
    """An SKPS."""
    return _replacement(table, of_certificates=True)


def _replacement(table: Table, *, of_certificates: bool) -> ReplacementRecord:
    people, needs = table.people("penduduk yang kehilangan dokumen"), table.needs
    lost = needs.text("lost", "dokumen yang hilang")
    return ReplacementRecord(
        lost=tuple(part.strip() for part in lost.replace("\n", ";").split(";") if part.strip()),
        disaster=needs.text("disaster", "bencana atau sebab kehilangan"),
        happened_on=needs.date("happened_on", "tanggal kejadian"),
        of_certificates=of_certificates,
        issue=table.letter(people),
        people=people,
    )
