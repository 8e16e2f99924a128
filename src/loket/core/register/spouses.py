"""
Who is married to whom.

Old registers know couples only by their places in a KK, so that is read where no bond is recorded.
"""

from loket.core.register.codes import Shdk
from loket.core.register.slice import Slice
from loket.core.register.values import ResidentId

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
