"""Deaths: form F-2.01, block kematian, with the place of everyone who loses the head of the KK."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from loket.core.entry.declared import reporter, witnesses
from loket.core.entry.filled import Filled
from loket.core.entry.placing import Person, bad, left_behind, people
from loket.core.register.ages import needs_ktp_el
from loket.core.register.events import Death, LifeEvent
from loket.core.register.particulars import DeathParticulars
from loket.core.register.placements import NewKk, Placement
from loket.core.register.values import Kk, Resident


def death(filled: Filled) -> tuple[LifeEvent, ...]:
    """A resident dies; when it is a head, those left have a new head, a guardian among or beside them, or another KK."""
    told = filled.values.as_read
    dead = filled.resident("resident")
    particulars = DeathParticulars(
        time=told.text("time"),
        place=told.text("place"),
        cause=told.number_or_none("cause"),
        determined_by=told.number_or_none("determined_by"),
        letter=told.text("letter"),
        guardian_statement=told.text("guardian_statement"),
        reporter=reporter(told),
        witnesses=witnesses(told),
    )
    return (
        Death(
            date=filled.values.date("date"),
            resident_id=dead.id,
            particulars=particulars,
            placements=after_loss(filled, dead, "members"),
        ),
    )


def after_loss(filled: Filled, gone: Resident, name: str) -> tuple[Placement, ...]:
    """
    Where those of a KK go whom someone has left: the rows of the field `name`, and the fields guardian and
    guardian_statement when only minors stay.

    Raises BadTerm for minors without a guardian's statement. Basis: Permendagri 108/2019 ps. 10.
    """
    rows = people(filled, name)
    guardian = filled.resident_or_none("guardian")
    if gone.id not in filled.known.family_of:
        return ()
    kk = filled.kk_of(gone, "resident")
    stay = [person for person in rows if person.id != gone.id]
    if kk.head_id != gone.id:
        return left_behind(filled, kk, stay, {gone.id}, name)
    if _minors_only(filled, kk, gone):
        _require_statement(filled)
    if guardian is None:
        return left_behind(filled, kk, stay, {gone.id}, name)
    return _under_guardian(filled, kk, guardian, stay, name)


def _minors_only(filled: Filled, kk: Kk, gone: Resident) -> bool:
    left = [row for row in kk.rows if row.resident_id != gone.id]
    return bool(left) and not any(needs_ktp_el(row.biodata, filled.today) for row in left)


def _require_statement(filled: Filled) -> None:
    if not filled.values.text("guardian_statement"):
        sentence = "Yang tinggal dalam KK ini anak-anak saja."
        hint = "Isi nomor dan tanggal surat pernyataan wali, dan pilih wali atau KK kerabat yang menerima mereka."
        raise bad("guardian-statement-missing", sentence, hint, "guardian_statement")


def _under_guardian(
    filled: Filled, kk: Kk, guardian: Resident, stay: Sequence[Person], name: str
) -> tuple[Placement, ...]:
    """The guardian heads a KK at the children's address; those with a KK in their row go there instead."""
    apart = [person for person in stay if person.host is not None]
    members = {person.id: person.shdk for person in stay if person.host is None and person.id != guardian.id}
    return (
        NewKk(filled.new_id(), guardian.id, members, kk.address),
        *left_behind(filled, kk, apart, {kk.head_id}, name),
    )


KINDS: Final = MappingProxyType({"kematian": death})
