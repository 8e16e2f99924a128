"""
Changes of single elements of a biodata (form F-1.06).

It knows which event may change which element and of what kind its value is. NIK and KK number are elements of none.
"""

import datetime
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

from loket.core.register.change import Act, Paper
from loket.core.register.codes import BloodType, Citizenship, Disability, Education, MaritalStatus, Religion, Sex
from loket.core.register.context import Context
from loket.core.register.draft import Draft
from loket.core.register.events import ChangeStatus, CorrectBiodata
from loket.core.register.guards import require_active
from loket.core.register.refusals import (
    CoupleEventNeeded,
    ElementUnknown,
    ElementUnreadable,
    NothingChanges,
    PaperMissing,
)
from loket.core.register.spouses import spouses_of
from loket.core.register.values import Permit, Resident

Kinds = Mapping[str, tuple[type, ...]]
_NONE: Final = type(None)
_DATE: Final = (datetime.date, _NONE)
_ID: Final = (UUID, int, _NONE)

CORRECTED: Final[Kinds] = MappingProxyType(
    {
        "full_name": (str,),
        "birth_place": (str,),
        "birth_date": (datetime.date,),
        "sex": (Sex,),
        "mother_name": (str,),
        "father_name": (str,),
        "mother_id": _ID,
        "father_id": _ID,
        "marriage_date": _DATE,
        "divorce_date": _DATE,
    }
)
"""What a court, an akta or an ijazah corrects."""

CHANGED: Final[Kinds] = MappingProxyType(
    {
        "religion": (Religion,),
        "belief_organisation": (str,),
        "education": (Education,),
        "occupation": (int,),
        "blood_type": (BloodType,),
        "disability": (Disability, _NONE),
        "title_before": (str,),
        "title_after": (str,),
        "citizenship": (Citizenship,),
        "nationality": (str,),
        "permit": (Permit, _NONE),
        "marital_status": (MaritalStatus,),
        "marriage_date": _DATE,
        "divorce_date": _DATE,
    }
)
"""What a life changes; the marital status here is for a spouse whom this register does not know."""

ON_BIRTH_AKTA: Final = frozenset(
    {"full_name", "birth_place", "birth_date", "sex", "mother_name", "father_name", "mother_id", "father_id"}
)


def _require_changes(person: Resident, kinds: Kinds, changes: Mapping[str, object], papers: Mapping[str, str]) -> None:
    _complain(ElementUnknown, (name for name in changes if name not in kinds))
    _complain(ElementUnreadable, (name for name, value in changes.items() if not isinstance(value, kinds[name])))
    _complain(PaperMissing, (name for name in changes if not papers.get(name, "").strip()))
    if all(getattr(person.biodata, name) == value for name, value in changes.items()):
        raise NothingChanges


def _complain(
    refusal: type[ElementUnknown] | type[ElementUnreadable] | type[PaperMissing], names: Iterable[str]
) -> None:
    wrong = tuple(names)
    if wrong:
        raise refusal(names=", ".join(wrong), fields=wrong)


def correct_biodata(draft: Draft, event: CorrectBiodata, _: Context) -> None:
    """
    Correct what was wrong from the start, each element with its paper; the akta gets a note in the margin.

    Raises ElementUnknown, ElementUnreadable, PaperMissing, NothingChanges.
    """
    person = require_active(draft.part, event.resident_id)
    _require_changes(person, CORRECTED, event.changes, event.papers)
    draft.change(person.id, **event.changes)
    if person.documents.birth_akta and ON_BIRTH_AKTA.intersection(event.changes):
        draft.output(Paper.AKTA_KELAHIRAN, person.id, act=Act.ANNOTATE, note="pembetulan")


def change_status(draft: Draft, event: ChangeStatus, _: Context) -> None:
    """
    Change what a life changes. A marriage of two residents ends by an event of both, not here.

    Raises CoupleEventNeeded beside what correct_biodata raises.
    """
    person = require_active(draft.part, event.resident_id)
    _require_changes(person, CHANGED, event.changes, event.papers)
    changes = dict(event.changes)
    status = changes.get("marital_status", person.biodata.marital_status)
    if isinstance(status, MaritalStatus) and not status.is_married:
        for spouse in [draft.part.residents[i] for i in spouses_of(draft.part, person.id)]:
            if spouse.is_active:
                raise CoupleEventNeeded(name=person.name, spouse=spouse.name)
            left = tuple(i for i in spouse.biodata.spouse_ids if i != person.id)
            draft.change(spouse.id, spouse_ids=left)
        changes["spouse_ids"] = ()
    draft.change(person.id, **changes)
