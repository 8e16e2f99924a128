"""
Which data of a person are specific, and so shown only to who needs them, and never in an export by default: one table.

Every field of a resident and of a form is decided here, by name; it refuses to know who is asking.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Final

from loket.core.register.values import Biodata


class FieldClass(StrEnum):
    """How far a field of a person may go. Basis: UU 27/2022 ps. 4."""

    GENERAL = "umum"
    SPECIFIC = "khusus"


@dataclass(frozen=True, slots=True)
class SpecificField:
    """
    A field of specific data: why, and in which kinds of forms (empty: wherever the name stands).

    `is_sealed`: it is kept with the key of its owner.
    """

    name: str
    basis: str
    kinds: frozenset[str] = frozenset()
    is_sealed: bool = False

    def stands_in(self, kind: str) -> bool:
        """Whether a field of this name is specific in a kind of form; "" is the register itself."""
        return not self.kinds or kind in self.kinds


class Undecided(LookupError):
    """A field that nobody has put into a class."""


_DISABILITY: Final = "UU 24/2013 ps. 84 (1) a; UU 27/2022 ps. 4 (2) a"
_HEALTH: Final = "UU 27/2022 ps. 4 (2) a; UU 24/2013 ps. 84 (1) e"
_AIB: Final = "UU 24/2013 ps. 84 (1) e"

# Fingerprints, iris, photo and signature are in no field: of a recording the register keeps its station alone, and the
# `photo` of a form is the tick that one was handed in.
SPECIFIC: Final = (
    SpecificField("disability", _DISABILITY, is_sealed=True),
    SpecificField("disability_basis", _DISABILITY, is_sealed=True),
    SpecificField("change_disability", _DISABILITY, is_sealed=True),
    SpecificField("cause", _HEALTH, frozenset({"kematian", "lahir-mati"})),
    SpecificField("police_report", _AIB, frozenset({"kelahiran"})),
    SpecificField("father_unlinked", _AIB, frozenset({"perubahan-data"})),
    SpecificField("mother_unlinked", _AIB, frozenset({"perubahan-data"})),
)
OPEN_TO: Final = frozenset({"supervise"})
"""Powers that see specific data beside who may fill a form with them: who answers for the work of others."""
SPECIFIC_NAMES: Final = frozenset(one.name for one in SPECIFIC)
SEALED: Final = frozenset(one.name for one in SPECIFIC if one.is_sealed)

_OF_THE_REGISTER: Final = """
    address belief_organisation biodata birth_akta birth_date birth_place blood_type citizenship death_akta death_date
    departed_date destination divorce_akta divorce_date documents education ended_why family_id father_id father_name
    follows from_date full_name hamlet head_id id kia_until_date kind kk_number ktp_el marital_status marriage_akta
    marriage_date mother_id mother_name nationality nik number occupation permit postal_code records region religion
    resident_id rt rw sex shdk skpwni_number spouse_ids status stays street title_after title_before transit
    until_date why
"""
_OF_FORMS: Final = """
    abroad_address adopter akta_number apart arrival_date basis birth_date_basis birth_kind birth_place_basis
    birth_time blood_type_basis card cause change change_birth_date change_birth_place change_blood_type
    change_citizenship change_education change_father change_marital change_mother change_name change_occupation
    change_permit change_religion change_sex change_title child child_name citizenship_basis consent_of country court
    damage date determined_by disaster disaster_date education_basis family father father_basis father_nik
    father_unlisted final_date foreign foster_family goes guardian guardian_statement head helper home host husband
    husband_members husband_was itap_number itap_until_date kept_kk kk late_decision leaver length letter
    letter_number lost_birth lost_divorce lost_kia lost_kk lost_ktp_el lost_marriage marital_basis marital_date
    members mission mother mother_basis mother_nik mother_unlisted movers movers_kk moves name_basis newcomers
    occupation_basis one_year order origin origin_address parents passport_number passport_numbers passport_until_date
    permit_basis permit_date permit_kind permit_number permit_place permit_until phone photo place place_kind
    planned_date police_date police_letter print_ready reason reason_text recorded_date religion_basis reporter_name
    reporter_nik resident returning ruling_date ruling_number searched sex_basis skpwni_date sponsor_address
    sponsor_kind sponsor_name spouse_shdk statement survey_date survey_letter time title_basis together unchanged
    weeks weight who wife wife_members wife_was witness1_name witness1_nik witness2_name witness2_nik
"""
GENERAL: Final = frozenset(f"{_OF_THE_REGISTER} {_OF_FORMS}".split())
"""All other fields. A field that is new stands in neither table until somebody has decided."""


def class_of(name: str, kind: str = "") -> FieldClass:
    """The class of a field of the register, or of a form of `kind`. Raises Undecided."""
    if any(one.name == name and one.stands_in(kind) for one in SPECIFIC):
        return FieldClass.SPECIFIC
    if name in GENERAL:
        return FieldClass.GENERAL
    raise Undecided(name)


def specific_in(kind: str) -> frozenset[str]:
    """The names that are specific in a kind of form; "" for the register itself."""
    return frozenset(one.name for one in SPECIFIC if one.stands_in(kind))


def without(biodata: Biodata, names: frozenset[str]) -> Biodata:
    """The biodata as if nothing had been said in the fields of these names."""
    return replace(biodata, **dict(_empty(names)))


def _empty(names: frozenset[str]) -> Iterator[tuple[str, Any]]:
    yield from ((one.name, one.default) for one in fields(Biodata) if one.name in names & SPECIFIC_NAMES)
