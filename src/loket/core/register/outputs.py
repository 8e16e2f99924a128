"""
The papers that follow from what changed, whatever the event: a KK for every KK that prints otherwise, cards that show old data.

It compares the register before and after; papers of a single kind of event are that event's own business.
Basis: Perpres 96/2018 ps. 11 dan ps. 12 (KK anew on every change); UU 24/2013 ps. 64 (card anew on changed data).
"""

from collections.abc import Iterable, Iterator

from loket.core.register import facts as f
from loket.core.register.change import Act, FamilyChange, Output, Paper
from loket.core.register.codes import ResidentStatus
from loket.core.register.recording import RecordingStatus
from loket.core.register.slice import Slice
from loket.core.register.values import FamilyId, ResidentId

_STILL_OURS = frozenset({ResidentStatus.ACTIVE, ResidentStatus.IN_TRANSIT, ResidentStatus.MOVED})


def touched_families(before: Slice, after: Slice, facts: Iterable[f.Fact]) -> tuple[FamilyChange, ...]:
    """Every KK that the facts change, directly or through a member's data, before and after, in order of touching."""
    touched: dict[FamilyId, None] = {}
    for fact in facts:
        touched.update(dict.fromkeys(_families_of(before, after, fact)))
    changes = (FamilyChange(i, before.kk(i), after.kk(i)) for i in touched)
    return tuple(change for change in changes if change.before != change.after)


def _families_of(before: Slice, after: Slice, fact: f.Fact) -> Iterator[FamilyId]:
    match fact:
        case f.FamilyOpened() | f.FamilyMoved() | f.FamilyClosed() | f.FamilyReopened() | f.KkNumberSet():
            yield fact.family_id
        case f.MembershipOpened() | f.MembershipClosed():
            yield fact.membership.family_id
        case f.BiodataChanged() | f.NikSet():
            for part in (before, after):
                yield from (m.family_id for m in part.memberships_of(fact.resident_id) if m.family_id in part.families)
        case _:
            pass


def common_outputs(before: Slice, after: Slice, families: Iterable[FamilyChange]) -> Iterator[Output]:
    """KKs to print and to take back, and the cards of everyone in them that no longer say what is so."""
    people: dict[ResidentId, None] = {}
    for change in families:
        act = Act.ISSUE if change.after is not None else Act.WITHDRAW
        yield Output(Paper.KK, act, family_id=change.family_id)
        for kk in (change.before, change.after):
            people.update(dict.fromkeys(row.resident_id for row in (kk.rows if kk else ())))
    for resident_id in people:
        yield from _cards(before, after, resident_id)


def _cards(before: Slice, after: Slice, resident_id: ResidentId) -> Iterator[Output]:
    now = after.residents[resident_id]
    has_ktp_el = now.documents.ktp_el is RecordingStatus.CARD_ISSUED
    has_kia = now.documents.kia_until_date is not None
    papers = [paper for paper, held in ((Paper.KTP_EL, has_ktp_el), (Paper.KIA, has_kia)) if held]
    if now.status not in _STILL_OURS:
        yield from (Output(paper, Act.WITHDRAW, (resident_id,)) for paper in papers)
    elif now.is_active:
        for paper in papers:
            printed = _on_ktp_el if paper is Paper.KTP_EL else _on_kia
            if printed(before, resident_id) != printed(after, resident_id):
                yield Output(paper, Act.ISSUE, (resident_id,))


def _on_both(part: Slice, resident_id: ResidentId) -> tuple[object, ...]:
    resident = part.residents.get(resident_id)
    if resident is None:
        return ()
    b = resident.biodata
    address = part.address_of(resident_id)
    return (
        resident.nik,
        b.full_name,
        b.birth_place,
        b.birth_date,
        b.sex,
        b.blood_type,
        b.religion,
        b.citizenship,
        address,
    )


def _on_ktp_el(part: Slice, resident_id: ResidentId) -> tuple[object, ...]:
    resident = part.residents.get(resident_id)
    own = (resident.biodata.marital_status.ktp_el_label, resident.biodata.occupation) if resident else ()
    return *_on_both(part, resident_id), *own


def _on_kia(part: Slice, resident_id: ResidentId) -> tuple[object, ...]:
    family = part.family_of(resident_id)
    of_kk = (family.kk_number, part.residents[family.head_id].name) if family else ()
    return *_on_both(part, resident_id), *of_kk
