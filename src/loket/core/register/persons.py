"""
Births, deaths, adoption, acknowledgement: what the life events of one person change.

Each function works one event into a draft, or refuses. It judges what the event names; the register it leaves is judged by
the rules.
"""

from loket.core.register.ages import kia_until_date
from loket.core.register.bonds import end_bond
from loket.core.register.change import Act, Paper
from loket.core.register.codes import MaritalStatus, ResidentStatus, Sex
from loket.core.register.context import Context
from loket.core.register.draft import Draft
from loket.core.register.events import (
    Adoption,
    Birth,
    ChildAcknowledgement,
    Death,
    NikAssigned,
    RecordAnnulled,
    Stillbirth,
)
from loket.core.register.facts import NikSet, ResidentAdded
from loket.core.register.guards import require_active, require_open_family, require_resident, require_sex
from loket.core.register.placements import JoinKk
from loket.core.register.refusals import (
    FatherOnRecord,
    NoKkForChild,
    NotAStillbirth,
    NumberKnown,
    PaperMissing,
    ReasonMissing,
)
from loket.core.register.slice import Slice
from loket.core.register.spouses import spouses_of
from loket.core.register.values import Documents, FamilyId

STILLBIRTH_WEEKS = 28


def _family_of_child(part: Slice, event: Birth) -> FamilyId:
    if event.family_id is not None:
        return event.family_id
    homes = (part.membership_of(parent_id) for parent_id in event.biodata.parent_ids)
    home = next((m for m in homes if m is not None), None)
    if home is None:
        raise NoKkForChild(name=event.biodata.full_name, fields=("family_id",))
    return home.family_id


def birth(draft: Draft, event: Birth, context: Context) -> None:
    """The child enters the KK of its mother, or else of its father. Parents may have died or moved since."""
    for parent_id in event.biodata.parent_ids:
        require_resident(draft.part, parent_id)
    family = require_open_family(draft.part, _family_of_child(draft.part, event))
    documents = Documents(birth_akta=event.akta_number or None)
    draft.add(ResidentAdded(draft.day, draft.why, event.child_id, event.nik, event.biodata, documents))
    draft.join(event.child_id, family.id, event.shdk)
    late = (context.reported - event.date).days > (event.report_within_days or 0)
    draft.output(Paper.AKTA_KELAHIRAN, event.child_id, note="LT" if late else "LU")
    # Three in one: certificate, KK and the child's card, unless the report comes after childhood.
    if kia_until_date(event.biodata, context.today) is not None:
        draft.output(Paper.KIA, event.child_id)
    else:
        draft.output(Paper.KTP_EL, event.child_id)


def stillbirth(draft: Draft, event: Stillbirth, _: Context) -> None:
    """A letter and nothing else. Raises NotAStillbirth below 28 weeks."""
    mother = require_active(draft.part, event.mother_id)
    require_sex(mother, Sex.FEMALE, "ibu")
    if event.weeks < STILLBIRTH_WEEKS:
        raise NotAStillbirth(weeks=event.weeks, fields=("weeks",))
    draft.output(Paper.SK_LAHIR_MATI, event.mother_id)


def death(draft: Draft, event: Death, _: Context) -> None:
    """The dead leave the KK, spouses are Cerai Mati, and who loses the head is placed."""
    dead = require_active(draft.part, event.resident_id)
    home = draft.part.membership_of(dead.id)
    for spouse_id in spouses_of(draft.part, dead.id):
        end_bond(draft, spouse_id, dead.id, MaritalStatus.CERAI_MATI)
    draft.change(dead.id, death_date=event.date, spouse_ids=())
    draft.document(dead.id, death_akta=event.akta_number or None)
    draft.set_status(dead.id, ResidentStatus.DEAD)
    draft.leave(dead.id)
    draft.place(event.placements, follows=home.family_id if home else None)
    if not event.akta_elsewhere:
        draft.output(Paper.AKTA_KEMATIAN, dead.id)


def record_annulled(draft: Draft, event: RecordAnnulled, _: Context) -> None:
    """The record leaves the KK as if the person had not been there; spouses keep their status for the officer to mend."""
    person = require_active(draft.part, event.resident_id)
    if not event.reason.strip():
        raise ReasonMissing(fields=("reason",))
    home = draft.part.membership_of(person.id)
    for spouse_id in person.biodata.spouse_ids:
        left = tuple(i for i in draft.part.residents[spouse_id].biodata.spouse_ids if i != person.id)
        draft.change(spouse_id, spouse_ids=left)
    draft.change(person.id, spouse_ids=())
    draft.set_status(person.id, ResidentStatus.ANNULLED)
    draft.leave(person.id)
    draft.place(event.placements, follows=home.family_id if home else None)


def adoption(draft: Draft, event: Adoption, _: Context) -> None:
    """The child enters the adopter's KK; the names of its birth parents stay, for the tie of blood is not cut."""
    child = require_active(draft.part, event.child_id)
    adopter = require_active(draft.part, event.adopter_id)
    if not event.court_number.strip():
        raise PaperMissing(names="penetapan pengadilan", fields=("court_number",))
    home = draft.part.membership_of(adopter.id)
    if home is None:
        raise NoKkForChild(name=child.name)
    draft.place((JoinKk(home.family_id, {child.id: event.shdk}), *event.placements))
    draft.output(Paper.SK_PENGANGKATAN_ANAK, child.id, adopter.id)
    draft.output(Paper.AKTA_KELAHIRAN, child.id, act=Act.ANNOTATE, note="pengangkatan anak")


def acknowledgement(draft: Draft, event: ChildAcknowledgement, _: Context) -> None:
    """The father's name enters the child's biodata. Raises FatherOnRecord when there is one."""
    child = require_active(draft.part, event.child_id)
    father = require_active(draft.part, event.father_id)
    if child.biodata.father_id is not None or child.biodata.father_name:
        raise FatherOnRecord(name=child.name, father=child.biodata.father_name or "ya")
    draft.change(child.id, father_id=father.id, father_name=father.name)
    draft.output(Paper.AKTA_PENGAKUAN_ANAK, child.id)
    draft.output(Paper.AKTA_KELAHIRAN, child.id, act=Act.ANNOTATE, note="pengakuan anak")


def nik_assigned(draft: Draft, event: NikAssigned, _: Context) -> None:
    """The centre's number, once. Raises NumberKnown."""
    person = require_active(draft.part, event.resident_id)
    if person.nik is not None:
        raise NumberKnown(subject=person.name, number=person.nik.masked)
    draft.add(NikSet(draft.day, draft.why, person.id, event.nik))
