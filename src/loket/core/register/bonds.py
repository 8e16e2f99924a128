"""
Who is married to whom, and how a bond is tied and untied on both sides.

Old registers know couples only by their places in a KK, so that is read where no bond is recorded.
"""

from loket.core.register.codes import MaritalStatus, Shdk
from loket.core.register.draft import Draft
from loket.core.register.slice import Slice
from loket.core.register.values import Record, Resident, ResidentId

_SPOUSES = (Shdk.HUSBAND, Shdk.WIFE)


def spouses_of(part: Slice, resident_id: ResidentId) -> tuple[ResidentId, ...]:
    """The living spouses of a resident, as recorded, or else as the KK shows head and Suami or Istri."""
    resident = part.residents[resident_id]
    recorded = tuple(i for i in resident.biodata.spouse_ids if i in part.residents)
    membership = part.membership_of(resident_id)
    if recorded or membership is None or not resident.biodata.marital_status.is_married:
        return recorded
    members = part.members_of(membership.family_id)
    if membership.shdk is Shdk.HEAD:
        return tuple(m.resident_id for m in members if m.shdk in _SPOUSES)
    if membership.shdk in _SPOUSES:
        return tuple(m.resident_id for m in members if m.shdk is Shdk.HEAD)
    return ()


def tie_bond(draft: Draft, resident_id: ResidentId, spouse_id: ResidentId, status: MaritalStatus) -> None:
    """
    Let a resident be married to another, from the draft's day on; spouses of earlier marriages that last stay.

    Who is married already keeps status and date of that marriage.
    """
    earlier = spouses_of(draft.part, resident_id)
    for other_id in earlier:
        draft.change(other_id, spouse_ids=(resident_id,))
    elements: dict[str, object] = {"spouse_ids": (*earlier, spouse_id)}
    if not earlier:
        elements["marital_status"] = status
    draft.change(resident_id, **elements)


def end_bond(draft: Draft, resident_id: ResidentId, spouse_id: ResidentId, status: MaritalStatus) -> bool:
    """Let a resident no longer be married to another; the status changes only when no other spouse is left."""
    left = tuple(i for i in spouses_of(draft.part, resident_id) if i != spouse_id)
    if left:
        draft.change(resident_id, spouse_ids=left)
    else:
        draft.change(resident_id, spouse_ids=(), marital_status=status)
    return not left


def record_before_bond(resident: Resident, spouse_id: ResidentId) -> Record | None:
    """The latest record from before the bond that is now in force; None when the history does not reach back so far."""
    for record in reversed(resident.records):
        if spouse_id not in record.biodata.spouse_ids:
            return record
    return None
