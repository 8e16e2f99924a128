"""
Split, join, a new head, a KK given up, and moves within the kabupaten/kota: what the life events of families change.

Each function works one event into a draft, or refuses.
"""

from dataclasses import replace

from loket.core.register.codes import MoveClass
from loket.core.register.context import Context
from loket.core.register.draft import Draft
from loket.core.register.facts import FamilyMoved, KkNumberSet
from loket.core.register.guards import require_active, require_open_family
from loket.core.register.moves import (
    AddressChange,
    Dissolve,
    HeadReplaced,
    JoinFamily,
    KkAssigned,
    LeaveFamily,
    NewFamily,
    class_of_move,
)
from loket.core.register.old_cards import destroy_cards
from loket.core.register.placements import JoinKk, NewKk, Placement
from loket.core.register.refusals import (
    AddressDiffers,
    AlreadyHead,
    ConsentMissing,
    NothingChanges,
    NotMembers,
    NumberKnown,
    PlaceMissing,
    StayersNeedAHead,
    WrongMoveClass,
)
from loket.core.register.slice import Slice
from loket.core.register.values import Family, FamilyId, ResidentId


def _names(part: Slice, ids: set[ResidentId] | frozenset[ResidentId]) -> str:
    return ", ".join(part.residents[i].name if i in part.residents else "?" for i in sorted(ids, key=str))


def members_of(part: Slice, family_id: FamilyId) -> set[ResidentId]:
    """The ids of everyone in a KK now."""
    return {m.resident_id for m in part.members_of(family_id)}


def require_members(part: Slice, family: Family, movers: frozenset[ResidentId]) -> set[ResidentId]:
    """All members of the KK, of whom the movers are some. Raises NotMembers."""
    members = members_of(part, family.id)
    strangers = movers - members
    if strangers:
        raise NotMembers(names=_names(part, strangers))
    return members


def require_placed(part: Slice, people: set[ResidentId], placements: tuple[Placement, ...]) -> None:
    """Every one of these people is placed. Raises PlaceMissing."""
    missing = people.difference(*(p.shdks for p in placements))
    if missing:
        raise PlaceMissing(names=_names(part, missing), fields=("placements",))


def new_family(draft: Draft, event: NewFamily, _: Context) -> None:
    """Some found a KK of their own. Raises PlaceMissing without one."""
    if not any(isinstance(p, NewKk) for p in event.placements):
        raise PlaceMissing(names="KK baru", fields=("placements",))
    draft.place(event.placements)


def head_replaced(draft: Draft, event: HeadReplaced, _: Context) -> None:
    """The KK closes and its members are in that of the new head. Raises AlreadyHead, PlaceMissing."""
    family = require_open_family(draft.part, event.family_id)
    if event.successor.head_id == family.head_id:
        raise AlreadyHead(name=draft.part.residents[family.head_id].name)
    everyone = (event.successor, *event.placements)
    require_placed(draft.part, members_of(draft.part, family.id), everyone)
    draft.place(everyone, follows=family.id)


def join_family(draft: Draft, event: JoinFamily, _: Context) -> None:
    """Residents are taken into a KK. Raises ConsentMissing, PlaceMissing."""
    if not event.consent_of.strip():
        raise ConsentMissing(fields=("consent_of",))
    if not any(isinstance(p, JoinKk) and p.members for p in event.placements):
        raise PlaceMissing(names="KK yang dimasuki", fields=("placements",))
    draft.place(event.placements)


def leave_family(draft: Draft, event: LeaveFamily, _: Context) -> None:
    """Residents leave for other KKs. Raises PlaceMissing, NothingChanges."""
    for resident_id in event.resident_ids:
        require_active(draft.part, resident_id)
    require_placed(draft.part, set(event.resident_ids), event.placements)
    homes = {i: draft.part.membership_of(i) for i in event.resident_ids}
    draft.place(event.placements)
    if any(m is not None and draft.part.membership_of(i) == m for i, m in homes.items()):
        raise NothingChanges


def dissolve(draft: Draft, event: Dissolve, _: Context) -> None:
    """Every member goes elsewhere and the KK closes. Raises PlaceMissing, StayersNeedAHead."""
    family = require_open_family(draft.part, event.family_id)
    members = members_of(draft.part, family.id)
    require_placed(draft.part, members, event.placements)
    draft.place(event.placements)
    left = members_of(draft.part, family.id)
    if left:
        raise StayersNeedAHead(names=_names(draft.part, left), fields=("placements",))


def kk_assigned(draft: Draft, event: KkAssigned, _: Context) -> None:
    """The centre's number, once. Raises NumberKnown."""
    family = require_open_family(draft.part, event.family_id)
    if family.kk_number is not None:
        raise NumberKnown(subject="KK ini", number=family.kk_number)
    draft.add(KkNumberSet(draft.day, draft.why, family.id, event.kk_number))


def address_change(draft: Draft, event: AddressChange, _: Context) -> None:
    """
    The KK goes on at the new address, whole or with its head and some; or members leave it for KKs there.

    Raises WrongMoveClass, NotMembers, PlaceMissing, AddressDiffers, NothingChanges.
    """
    family = require_open_family(draft.part, event.family_id)
    _require_class(family, event)
    members = require_members(draft.part, family, event.movers)
    movers = event.movers or frozenset(members)
    _destroy_cards(draft, movers)
    if family.head_id not in movers:
        _members_move(draft, event)
        return
    if event.address == family.address:
        raise NothingChanges
    stayers = members - movers
    require_placed(draft.part, stayers, event.placements)
    draft.place(event.placements)
    draft.add(FamilyMoved(draft.day, draft.why, family.id, event.address))


def _destroy_cards(draft: Draft, movers: frozenset[ResidentId]) -> None:
    for resident_id in sorted(movers, key=str):
        destroy_cards(draft, resident_id)


def _require_class(family: Family, event: AddressChange) -> None:
    right = class_of_move(family.address.region, event.address.region)
    if right is not event.move_class or right > MoveClass.BETWEEN_DISTRICTS:
        raise WrongMoveClass(right=right.label, given=event.move_class.label, fields=("move_class",))


def _members_move(draft: Draft, event: AddressChange) -> None:
    require_placed(draft.part, set(event.movers), event.placements)
    placements: list[Placement] = []
    for placement in event.placements:
        if isinstance(placement, NewKk) and placement.head_id in event.movers:
            placements.append(replace(placement, address=placement.address or event.address))
        else:
            placements.append(placement)
    draft.place(placements)
    for mover in event.movers:
        address = draft.part.address_of(mover)
        if address is None or address.region != event.address.region:
            raise AddressDiffers(fields=("address",))
