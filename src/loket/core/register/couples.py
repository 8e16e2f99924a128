"""
Marriage, divorce and their annulment: what the life events of a couple change on both sides.

Each function works one event into a draft, or refuses; where the two live afterwards is said by the event's placements.
"""

from loket.core.register.bonds import end_bond, record_before_bond, tie_bond
from loket.core.register.change import Act, Paper
from loket.core.register.codes import MaritalStatus, Religion, Sex
from loket.core.register.context import Context
from loket.core.register.draft import Draft
from loket.core.register.events import Divorce, DivorceAnnulment, Marriage, MarriageAnnulment, OfCouple
from loket.core.register.guards import require_active, require_sex
from loket.core.register.refusals import AlreadyMarried, FormerStatusUnknown, NotDivorced, NotSpouses
from loket.core.register.spouses import spouses_of
from loket.core.register.values import Resident, ResidentId

_DIVORCED = (MaritalStatus.CERAI_HIDUP_TERCATAT, MaritalStatus.CERAI_HIDUP_BELUM_TERCATAT)


def _couple(draft: Draft, event: OfCouple) -> tuple[Resident, Resident]:
    husband = require_active(draft.part, event.husband_id)
    wife = require_active(draft.part, event.wife_id)
    require_sex(husband, Sex.MALE, "suami")
    require_sex(wife, Sex.FEMALE, "istri")
    return husband, wife


def _require_spouses(draft: Draft, husband: Resident, wife: Resident) -> None:
    if wife.id not in spouses_of(draft.part, husband.id):
        raise NotSpouses(husband=husband.name, wife=wife.name)


def _is_dukcapils(event: OfCouple, husband: Resident) -> bool:
    # The KUA records marriages of Muslims, a religious court their divorces: the office only takes note.
    ours = event.registered and not event.akta_elsewhere
    return ours and husband.biodata.religion is not Religion.ISLAM


def marriage(draft: Draft, event: Marriage, _: Context) -> None:
    """
    Both are married from the event on. A man may have a wife already, known to the register; a woman no husband.

    Raises AlreadyMarried, NotOfThisSex. Basis: UU 1/1974 ps. 3 dan ps. 9.
    """
    husband, wife = _couple(draft, event)
    for one, known in ((wife, False), (husband, bool(spouses_of(draft.part, husband.id)))):
        if one.biodata.marital_status.is_married and not known:
            raise AlreadyMarried(name=one.name, status=one.biodata.marital_status.label)
    status = MaritalStatus.KAWIN_TERCATAT if event.registered else MaritalStatus.KAWIN_BELUM_TERCATAT
    for one, other in ((husband, wife), (wife, husband)):
        first = not one.biodata.marital_status.is_married
        tie_bond(draft, one.id, other.id, status)
        if first:
            draft.change(one.id, marriage_date=event.wedding_date or event.date)
            if event.registered:
                draft.document(one.id, marriage_akta=event.akta_number or None)
    draft.place(event.placements)
    if _is_dukcapils(event, husband):
        draft.output(Paper.AKTA_PERKAWINAN, husband.id, wife.id)


def marriage_annulled(draft: Draft, event: MarriageAnnulment, _: Context) -> None:
    """Both are again what they were before this marriage. Raises NotSpouses, FormerStatusUnknown."""
    husband, wife = _couple(draft, event)
    _require_spouses(draft, husband, wife)
    _restore(draft, husband, wife.id, event.husband_was)
    _restore(draft, wife, husband.id, event.wife_was)
    draft.place(event.placements)
    draft.output(Paper.SK_PEMBATALAN_PERKAWINAN, husband.id, wife.id)
    if _is_dukcapils(event, husband):
        draft.output(Paper.AKTA_PERKAWINAN, husband.id, wife.id, act=Act.WITHDRAW)


def _restore(draft: Draft, person: Resident, spouse_id: ResidentId, given: MaritalStatus | None) -> None:
    former = record_before_bond(person, spouse_id)
    status = given or (former.biodata.marital_status if former else None)
    if status is None or (given is None and person.biodata.spouse_ids == ()):
        raise FormerStatusUnknown(name=person.name)
    if end_bond(draft, person.id, spouse_id, status):
        married = former.biodata.marriage_date if former and given is None else None
        draft.change(person.id, marriage_date=married)
        draft.document(person.id, marriage_akta=former.documents.marriage_akta if former and given is None else None)


def divorce(draft: Draft, event: Divorce, _: Context) -> None:
    """
    Both are divorced, except a man whom another wife keeps married. Raises NotSpouses.

    Who stands in the KK as spouse must leave it or become something else there; the rules see to that.
    """
    husband, wife = _couple(draft, event)
    _require_spouses(draft, husband, wife)
    registered = event.registered
    status = MaritalStatus.CERAI_HIDUP_TERCATAT if registered else MaritalStatus.CERAI_HIDUP_BELUM_TERCATAT
    for one, other in ((wife, husband), (husband, wife)):
        if end_bond(draft, one.id, other.id, status):
            draft.change(one.id, divorce_date=event.date)
            if registered:
                draft.document(one.id, divorce_akta=event.akta_number or None)
    draft.place(event.placements)
    if _is_dukcapils(event, husband):
        draft.output(Paper.AKTA_PERCERAIAN, husband.id, wife.id)


def divorce_annulled(draft: Draft, event: DivorceAnnulment, _: Context) -> None:
    """Both are Kawin Tercatat again. Raises NotDivorced when one was not divorced, or has married since."""
    husband, wife = _couple(draft, event)
    for one in (husband, wife):
        if one.biodata.marital_status not in _DIVORCED:
            raise NotDivorced(name=one.name, status=one.biodata.marital_status.label)
    for one, other in ((husband, wife), (wife, husband)):
        tie_bond(draft, one.id, other.id, MaritalStatus.KAWIN_TERCATAT)
        draft.change(one.id, divorce_date=None)
        draft.document(one.id, divorce_akta=None)
    draft.place(event.placements)
    draft.output(Paper.SK_PEMBATALAN_PERCERAIAN, husband.id, wife.id)
    if _is_dukcapils(event, husband):
        draft.output(Paper.AKTA_PERCERAIAN, husband.id, wife.id, act=Act.WITHDRAW)
        draft.output(Paper.AKTA_PERKAWINAN, husband.id, wife.id, act=Act.ANNOTATE, note="pembatalan perceraian")
