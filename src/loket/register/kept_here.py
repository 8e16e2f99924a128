"""
Whose residents and KKs a life event may change: those of the recording office, and of those who arrive.

What the law lets an event do to people elsewhere, such as the status of a widow, is allowed; their KK is not touched.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from loket.core.register import facts as f
from loket.core.register.events import LifeEvent
from loket.core.register.moves import Arrival
from loket.register.refusals import NotKeptHere


def require_kept_here(event: LifeEvent, facts: Iterable[f.Fact], keepers: Mapping[UUID, int], office_id: int) -> None:
    """
    `keepers` gives the office of every resident and KK that is there already.

    Raises NotKeptHere when none of those the event names is kept here, or when it would change a KK, or who is in it, of
    another office. Basis: UU 23/2006 ps. 15 (who moves is taken over by the office of arrival).
    """
    if isinstance(event, Arrival):
        return
    named = {
        keepers[i] for i in (*event.named_residents, *event.named_families) if isinstance(i, UUID) and i in keepers
    }
    moved = {keepers[i] for fact in facts for i in _homes(fact) if isinstance(i, UUID) and i in keepers}
    if (named and office_id not in named) or moved - {office_id}:
        raise NotKeptHere


def _homes(fact: f.Fact) -> Iterable[object]:
    """Whose place the fact changes."""
    match fact:
        case f.FamilyOpened() | f.FamilyMoved() | f.FamilyClosed() | f.FamilyReopened() | f.KkNumberSet():
            return (fact.family_id,)
        case f.MembershipOpened() | f.MembershipClosed():
            return fact.membership.family_id, fact.membership.resident_id
        case _:
            return ()
