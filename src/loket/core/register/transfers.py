"""
Moves to another office until they arrive, are cancelled or run out, and moves abroad.

Between the phases the movers are in no KK here; the transit says where they came from, so that they can return.
"""

from collections.abc import Iterable

from loket.core.register.change import Act, Paper
from loket.core.register.codes import (
    MoveClass,
    MoveKind,
    MoveReason,
    ResidentStatus,
)
from loket.core.register.context import Context
from loket.core.register.draft import Draft
from loket.core.register.facts import FamilyReopened
from loket.core.register.guards import require_active, require_open_family, require_resident
from loket.core.register.households import require_members
from loket.core.register.moves import (
    ArrivedElsewhere,
    MoveAbroad,
    MoveOut,
    MoveOutCancelled,
    MoveOutExpired,
    OfMovers,
    class_of_move,
    skpwni_expires_date,
)
from loket.core.register.refusals import (
    NotExpired,
    NotInTransit,
    NotMembers,
    OriginClosed,
    ReasonMissing,
    WrongMoveClass,
    WrongMoveKind,
)
from loket.core.register.values import FamilyId, Resident, ResidentId, Transit

_AWAY = frozenset({ResidentStatus.IN_TRANSIT, ResidentStatus.MOVED, ResidentStatus.ABROAD})


def kinds_of_move(head_id: ResidentId, members: set[ResidentId], movers: frozenset[ResidentId]) -> tuple[MoveKind, ...]:
    """What F-1.03 calls a move of these people; a head who lives alone may be called by two names."""
    if head_id not in movers:
        return (MoveKind.MEMBERS,)
    if movers == members:
        return (MoveKind.HEAD_AND_ALL, MoveKind.HEAD) if len(members) == 1 else (MoveKind.HEAD_AND_ALL,)
    return (MoveKind.HEAD,) if len(movers) == 1 else (MoveKind.HEAD_AND_SOME,)


def move_out(draft: Draft, event: MoveOut, _: Context) -> None:
    """
    The movers are under way. With the head the KK closes, and who stays is placed; members alone leave the KK as it is.

    Raises WrongMoveClass, NotMembers, WrongMoveKind, ReasonMissing.
    """
    family = require_open_family(draft.part, event.family_id)
    right = class_of_move(family.address.region, event.destination)
    if not right.needs_skpwni:
        given = MoveClass.BETWEEN_REGENCIES.label
        raise WrongMoveClass(right=right.label, given=given, fields=("destination",))
    members = require_members(draft.part, family, event.movers)
    if not event.movers:
        raise NotMembers(names="belum ada yang dipilih", fields=("movers",))
    kinds = kinds_of_move(family.head_id, members, event.movers)
    if event.kind_of_move not in kinds:
        raise WrongMoveKind(given=event.kind_of_move.label, right=kinds[0].label, fields=("kind_of_move",))
    if event.reason is MoveReason.OTHER and not event.reason_text.strip():
        raise ReasonMissing(fields=("reason_text",))
    for membership in draft.part.members_of(family.id):
        if membership.resident_id in event.movers:
            shdk, kind, number = membership.shdk, event.kind_of_move, event.skpwni_number
            transit = Transit(family.id, shdk, draft.day, event.destination, kind, number)
            draft.set_status(membership.resident_id, ResidentStatus.IN_TRANSIT, transit)
            draft.leave(membership.resident_id)
    draft.place(event.placements, follows=family.id if family.head_id in event.movers else None)
    movers = tuple(m.resident_id for m in draft.before.members_of(family.id) if m.resident_id in event.movers)
    draft.output(Paper.SKPWNI, *movers, note=right.label)
    draft.output(Paper.BIODATA, *movers)


def _require_in_transit(draft: Draft, resident_id: ResidentId) -> tuple[Resident, Transit]:
    resident = require_resident(draft.part, resident_id)
    transit = resident.latest.transit
    if resident.status is not ResidentStatus.IN_TRANSIT or transit is None:
        raise NotInTransit(name=resident.name, status=resident.status)
    return resident, transit


def cancelled(draft: Draft, event: MoveOutCancelled, _: Context) -> None:
    """The movers are back. Raises NotInTransit, OriginClosed."""
    _bring_back(draft, event)


def expired(draft: Draft, event: MoveOutExpired, context: Context) -> None:
    """The movers are back, once the letter's term is over. Raises NotInTransit, NotExpired, OriginClosed."""
    for resident_id in event.resident_ids:
        resident, transit = _require_in_transit(draft, resident_id)
        ends = skpwni_expires_date(transit.departed_date, context.transit_days)
        if event.date < ends:
            raise NotExpired(name=resident.name, until=f"{ends:%d-%m-%Y}")
    _bring_back(draft, event)


def _bring_back(draft: Draft, event: OfMovers) -> None:
    _require_someone(event.resident_ids)
    placed = {resident_id for placement in event.placements for resident_id in placement.shdks}
    transits = {i: _require_in_transit(draft, i)[1] for i in event.resident_ids}
    for resident_id in event.resident_ids:
        draft.set_status(resident_id, ResidentStatus.ACTIVE)
    homeward = {i: transit for i, transit in transits.items() if i not in placed}
    for family_id in dict.fromkeys(t.family_id for t in homeward.values()):
        _reopen_for(draft, family_id, homeward)
    for resident_id, transit in homeward.items():
        draft.join(resident_id, transit.family_id, transit.shdk)
    draft.place(event.placements)
    draft.output(Paper.SKPWNI, *event.resident_ids, act=Act.WITHDRAW)


def _reopen_for(draft: Draft, family_id: FamilyId, returning: Iterable[ResidentId]) -> None:
    family = draft.part.families[family_id]
    if family.is_open:
        return
    ids = tuple(returning)
    if family.head_id not in ids:
        raise OriginClosed(name=draft.part.residents[ids[0]].name, fields=("placements",))
    draft.add(FamilyReopened(draft.day, draft.why, family_id, family.address))


def arrived_elsewhere(draft: Draft, event: ArrivedElsewhere, _: Context) -> None:
    """The movers live under another office. Raises NotInTransit."""
    _require_someone(event.resident_ids)
    for resident_id in event.resident_ids:
        _require_in_transit(draft, resident_id)
        draft.set_status(resident_id, ResidentStatus.MOVED)


def _require_someone(resident_ids: tuple[ResidentId, ...]) -> None:
    if not resident_ids:
        raise NotMembers(names="belum ada yang dipilih", fields=("resident_ids",))


def move_abroad(draft: Draft, event: MoveAbroad, _: Context) -> None:
    """Residents leave the country; who stays without a head is placed."""
    _require_someone(event.resident_ids)
    homes = {m.family_id: None for i in event.resident_ids if (m := draft.part.membership_of(i)) is not None}
    for resident_id in event.resident_ids:
        require_active(draft.part, resident_id)
        draft.set_status(resident_id, ResidentStatus.ABROAD)
        draft.leave(resident_id)
    follows = next(iter(homes)) if len(homes) == 1 else None
    draft.place(event.placements, follows=follows)
    draft.output(Paper.SKPLN, *event.resident_ids)
