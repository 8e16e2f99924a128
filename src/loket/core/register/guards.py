"""
What every life event asks first: that the people and the KKs it names are there and can still change.

Each guard raises one refusal or returns what it proved.
"""

from loket.core.register.codes import Sex
from loket.core.register.refusals import FamilyClosed, NotActive, NotOfThisSex, UnknownFamily, UnknownResident
from loket.core.register.slice import Slice
from loket.core.register.values import Family, FamilyId, Resident, ResidentId


def require_resident(part: Slice, resident_id: ResidentId) -> Resident:
    """The resident with this id, in whatever status. Raises UnknownResident."""
    resident = part.residents.get(resident_id)
    if resident is None:
        raise UnknownResident
    return resident


def require_active(part: Slice, resident_id: ResidentId) -> Resident:
    """
    A resident who lives here. Raises UnknownResident, NotActive.

    Basis: UU 23/2006 ps. 15 dan ps. 44.
    """
    resident = require_resident(part, resident_id)
    if not resident.is_active:
        raise NotActive(name=resident.name, status=resident.status)
    return resident


def require_sex(resident: Resident, sex: Sex, role: str) -> None:
    """The resident is a man, or a woman, as the role asks. Raises NotOfThisSex."""
    if resident.biodata.sex is not sex:
        raise NotOfThisSex(name=resident.name, sex=resident.biodata.sex.label, role=role)


def require_open_family(part: Slice, family_id: FamilyId) -> Family:
    """A KK in force. Raises UnknownFamily, FamilyClosed."""
    family = part.families.get(family_id)
    if family is None:
        raise UnknownFamily
    if not family.is_open:
        raise FamilyClosed(number=family.kk_number or "tanpa nomor")
    return family
