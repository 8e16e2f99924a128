"""
The population register: residents and families with their history, and the life events that change both.

Read through this package; change through `decide`, which is imported from its module, since it needs the rules and the
rules need these values.
"""

from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.register.values import (
    Address,
    Biodata,
    Documents,
    Family,
    FamilyId,
    Kk,
    KkRow,
    Membership,
    Permit,
    Record,
    Resident,
    ResidentId,
    Stay,
    Transit,
)

__all__ = [
    "Address",
    "Biodata",
    "Context",
    "Documents",
    "Family",
    "FamilyId",
    "Kk",
    "KkRow",
    "Membership",
    "Permit",
    "Record",
    "Resident",
    "ResidentId",
    "Slice",
    "Stay",
    "Transit",
]
