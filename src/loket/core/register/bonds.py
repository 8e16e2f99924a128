"""
How a bond is tied and untied on both sides, and what stood before it.

Who is married to whom is read elsewhere; whether a bond is allowed is for the rules.
"""

from loket.core.register.codes import MaritalStatus
from loket.core.register.draft import Draft
from loket.core.register.spouses import spouses_of
from loket.core.register.values import Record, Resident, ResidentId


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
