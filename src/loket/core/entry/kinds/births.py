"""Births and stillbirths: form F-2.01, the blocks kelahiran and lahir mati."""

from types import MappingProxyType
from typing import Final, NamedTuple

from loket.core.entry.declared import reporter, witnesses
from loket.core.entry.filled import Filled
from loket.core.entry.placing import bad
from loket.core.register.codes import Citizenship, PermitKind, Religion, Sex, Shdk
from loket.core.register.events import Birth, LifeEvent, Stillbirth
from loket.core.register.particulars import BirthParticulars, ParentsBond, StillbirthParticulars
from loket.core.register.values import Biodata, Kk, Permit, Resident

_BY_PLACE_OF_PARENT: Final = MappingProxyType(
    {
        Shdk.HEAD: Shdk.CHILD,
        Shdk.HUSBAND: Shdk.CHILD,
        Shdk.WIFE: Shdk.CHILD,
        Shdk.CHILD: Shdk.GRANDCHILD,
        Shdk.CHILD_IN_LAW: Shdk.GRANDCHILD,
    }
)


class _Parents(NamedTuple):
    """Father and mother: residents where the register knows them, else names."""

    bond: ParentsBond
    mother: Resident | None = None
    father: Resident | None = None
    mother_name: str = ""
    father_name: str = ""

    @property
    def known(self) -> tuple[Resident, ...]:
        """Those whom the register knows, mother first."""
        return tuple(p for p in (self.mother, self.father) if p is not None)


def birth(filled: Filled) -> tuple[LifeEvent, ...]:
    """A child in the KK of its mother, or in the one that is named; a foundling in that of whoever cares for it."""
    values = filled.values
    parents = _parents(filled)
    kk = _home(filled, parents)
    event = Birth(
        date=values.date("birth_date"),
        child_id=filled.new_id(),
        biodata=_biodata(filled, parents),
        shdk=_shdk(filled, parents, kk),
        family_id=kk.family_id,
        particulars=_particulars(filled, parents.bond),
    )
    late = (filled.reported - event.date).days > (event.report_within_days or 0)
    if late and not values.text("late_decision"):
        sentence = "Kelahiran ini dilaporkan lebih dari 60 hari sesudahnya."
        hint = "Isi nomor keputusan Kepala Dinas tentang pencatatan terlambat."
        raise bad("birth-decision-missing", sentence, hint, "late_decision")
    return (event,)


def _parents(filled: Filled) -> _Parents:
    """Basis: UU 23/2006 ps. 27 dan ps. 28; Perpres 96/2018 ps. 33."""
    bond = ParentsBond(filled.values.choice("parents"))
    if bond is ParentsBond.UNKNOWN:
        return _Parents(bond)
    mother, mother_name = _parent(filled, "mother")
    if bond is ParentsBond.MOTHER_ALONE:
        return _Parents(bond, mother, None, mother_name)
    father, father_name = _parent(filled, "father")
    if bond is ParentsBond.UNRECORDED and mother and father and not _are_a_couple(filled, mother, father):
        sentence = f"{father.name} dan {mother.name} tidak tercantum sebagai suami istri dalam register."
        hint = "Catat dulu perkawinannya dengan SPTJM, atau cantumkan hanya nama ibu."
        raise bad("birth-parents-not-a-couple", sentence, hint, "parents")
    return _Parents(bond, mother, father, mother_name, father_name)


def _parent(filled: Filled, role: str) -> tuple[Resident | None, str]:
    if filled.values.ticked(f"{role}_unlisted"):
        return None, filled.values.text(f"{role}_name")
    found = filled.resident(role)
    return found, found.name


def _are_a_couple(filled: Filled, mother: Resident, father: Resident) -> bool:
    if father.id in mother.biodata.spouse_ids:
        return True
    hers, his = (filled.known.family_of.get(p.id) for p in (mother, father))
    married = mother.biodata.marital_status.is_married and father.biodata.marital_status.is_married
    return married and hers is not None and hers == his


def _home(filled: Filled, parents: _Parents) -> Kk:
    if parents.bond is ParentsBond.UNKNOWN:
        return filled.kk("foster_family")
    if "family" in filled.values:
        return filled.kk("family")
    for parent in parents.known:
        found = filled.known.kks.get(filled.known.family_of.get(parent.id, 0))
        if found is not None:
            return found
    sentence = "Orang tua anak tidak tercantum dalam KK mana pun."
    raise bad("birth-without-kk", sentence, "Isi nomor KK tempat anak tinggal.", "family")


def _shdk(filled: Filled, parents: _Parents, kk: Kk) -> Shdk:
    """What the child is to the head: as the form says, or as follows from what its parent is."""
    if "shdk" in filled.values:
        return filled.values.code(Shdk, "shdk")
    ids = {p.id for p in parents.known}
    of_parents = (row.shdk for row in kk.rows if row.resident_id in ids)
    found = next((_BY_PLACE_OF_PARENT.get(shdk, Shdk.OTHER_KIN) for shdk in of_parents), None)
    if found is None:
        sentence = "Orang tua anak tidak ada dalam KK itu, jadi hubungannya harus dipilih."
        raise bad("birth-shdk-missing", sentence, "Pilih hubungan anak dengan kepala keluarga.", "shdk")
    return found


def _biodata(filled: Filled, parents: _Parents) -> Biodata:
    values = filled.values
    foreign = values.ticked("foreign")
    until = values.date("permit_until") if "permit_until" in values else None
    mother, father = parents.mother, parents.father
    return Biodata(
        full_name=values.text("child_name"),
        sex=values.code(Sex, "sex"),
        birth_place=values.text("birth_place"),
        birth_date=values.date("birth_date"),
        religion=_religion(filled, parents),
        citizenship=Citizenship.WNA if foreign else Citizenship.WNI,
        nationality=values.text("nationality") if foreign else "Indonesia",
        permit=Permit(PermitKind.ITAP, values.text("permit_number"), until) if foreign else None,
        mother_name=parents.mother_name,
        father_name=parents.father_name,
        mother_id=mother.id if mother else None,
        father_id=father.id if father else None,
    )


def _religion(filled: Filled, parents: _Parents) -> Religion:
    if "religion" in filled.values:
        return filled.values.code(Religion, "religion")
    if not parents.known:
        sentence = "Agama anak belum diisi, dan orang tuanya tidak ada dalam register."
        raise bad("birth-religion-missing", sentence, "Pilih agama anak.", "religion")
    return parents.known[0].biodata.religion


def _particulars(filled: Filled, bond: ParentsBond) -> BirthParticulars:
    told = filled.values.as_read
    return BirthParticulars(
        bond=bond,
        time=told.text("birth_time"),
        place_kind=told.number_or_none("place_kind"),
        birth_kind=told.number_or_none("birth_kind"),
        order=filled.values.number_or_none("order"),
        helper=told.number_or_none("helper"),
        weight=told.number_or_none("weight"),
        length=told.number_or_none("length"),
        late_decision=told.text("late_decision"),
        police_report=told.text("police_report"),
        reporter=reporter(told),
        witnesses=witnesses(told),
    )


def stillbirth(filled: Filled) -> tuple[LifeEvent, ...]:
    """A letter, no person."""
    values, told = filled.values, filled.values.as_read
    father = filled.resident_or_none("father")
    particulars = StillbirthParticulars(
        birth_kind=told.number_or_none("birth_kind"),
        order=told.number_or_none("order"),
        place_kind=told.number_or_none("place_kind"),
        place=told.text("place"),
        helper=told.number_or_none("helper"),
        cause=told.text("cause"),
        determined_by=told.number_or_none("determined_by"),
        father_name=father.name if father else told.text("father_name"),
        reporter=reporter(told),
        witnesses=witnesses(told),
    )
    return (
        Stillbirth(
            date=values.date("date"),
            mother_id=filled.resident("mother").id,
            weeks=values.number("weeks"),
            sex=values.code(Sex, "sex"),
            particulars=particulars,
        ),
    )


KINDS: Final = MappingProxyType({"kelahiran": birth, "lahir-mati": stillbirth})
