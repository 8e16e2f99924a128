"""Changes of single elements of a biodata: form F-1.06, each element with what it becomes and what that rests on."""

import datetime
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from loket.core.entry.filled import Filled
from loket.core.entry.placing import bad
from loket.core.register.codes import (
    BloodType,
    Citizenship,
    Disability,
    Education,
    MaritalStatus,
    PermitKind,
    Religion,
    Sex,
)
from loket.core.register.events import ChangeStatus, CorrectBiodata, LifeEvent
from loket.core.register.values import KkRow, Permit, Resident

Changes = Mapping[str, object]


class _Element(NamedTuple):
    """One line of F-1.06: what it reads from the form, and whether it was wrong from the start or has changed since."""

    read: Callable[[Filled], Changes]
    was_wrong: bool = False


def change_of_data(filled: Filled) -> tuple[LifeEvent, ...]:
    """What was wrong is corrected, what has changed is changed, each element with its paper. Raises BadTerm for no element."""
    resident = filled.resident("resident")
    day = filled.values.date("date") if "date" in filled.values else filled.today
    wrong, changed = _collected(filled, was_wrong=True), _collected(filled, was_wrong=False)
    if not wrong and not changed:
        raise bad("entry-no-element", "Belum ada data yang dicentang.", "Centang data yang diubah.", "change_name")
    events: list[LifeEvent] = []
    if wrong:
        corrections, papers = _parts(wrong)
        events.append(CorrectBiodata(date=day, resident_id=resident.id, changes=corrections, papers=papers))
    if changed:
        changes, papers = _parts(changed)
        events.append(ChangeStatus(date=day, resident_id=resident.id, changes=changes, papers=papers))
        events += _of_spouse(filled, resident, day, changes, papers)
    return tuple(events)


def _collected(filled: Filled, *, was_wrong: bool) -> dict[str, tuple[object, str]]:
    """Every ticked element with its new value and the paper it rests on."""
    found: dict[str, tuple[object, str]] = {}
    for name, element in _ELEMENTS.items():
        if element.was_wrong is was_wrong and filled.values.ticked(f"change_{name}"):
            paper = filled.values.text(f"{name}_basis")
            found |= {key: (value, paper) for key, value in element.read(filled).items()}
    return found


def _parts(found: Mapping[str, tuple[object, str]]) -> tuple[dict[str, object], dict[str, str]]:
    return {k: value for k, (value, _) in found.items()}, {k: paper for k, (_, paper) in found.items()}


def _of_spouse(
    filled: Filled, resident: Resident, day: datetime.date, changes: Changes, papers: Mapping[str, str]
) -> tuple[LifeEvent, ...]:
    """A marriage that is put on record is so for both: the spouse in the same KK changes along."""
    status = changes.get("marital_status")
    if not isinstance(status, MaritalStatus) or not status.is_married:
        return ()
    spouse = _only_spouse(filled, resident)
    if spouse is None or spouse.biodata.marital_status is status:
        return ()
    both = {k: v for k, v in changes.items() if k in ("marital_status", "marriage_date")}
    theirs = {k: papers[k] for k in both}
    return (ChangeStatus(date=day, resident_id=spouse.resident_id, changes=both, papers=theirs),)


def _only_spouse(filled: Filled, resident: Resident) -> KkRow | None:
    spouses = resident.biodata.spouse_ids
    kk = filled.known.kks.get(filled.known.family_of.get(resident.id, 0))
    if kk is None or len(spouses) != 1:
        return None
    return next((row for row in kk.rows if row.resident_id in spouses), None)


def _text(name: str) -> Callable[[Filled], Changes]:
    return lambda filled: {name: filled.values.text(name)}


def _birth_date(filled: Filled) -> Changes:
    return {"birth_date": filled.values.date("birth_date")}


def _parent(role: str) -> Callable[[Filled], Changes]:
    """
    A parent by NIK, or by name alone. An empty NIK does not undo who was recorded: the office may not be shown that person.
    """

    def read(filled: Filled) -> Changes:
        found = filled.resident_or_none(role)
        name = found.name if found else filled.values.text(f"{role}_name")
        if not name:
            raise bad("element-parent-missing", "Orang tua belum diisi.", "Isi NIK atau namanya.", f"{role}_name")
        if found is None and not filled.values.ticked(f"{role}_unlinked"):
            return _same_parent(filled, role, name)
        return {f"{role}_id": found.id if found else None, f"{role}_name": name}

    return read


def _same_parent(filled: Filled, role: str, name: str) -> Changes:
    """The name alone; of a parent who is a resident it is that resident's, so another one needs the NIK."""
    held = filled.resident("resident").biodata
    if getattr(held, f"{role}_id") is not None and name != getattr(held, f"{role}_name"):
        raise bad(
            "element-parent-recorded",
            "Orang tua ini tercatat sebagai penduduk dan namanya mengikuti data penduduk itu.",
            "Isi NIK orang tua yang benar; bila penduduk itu bukan orang tuanya, centang bahwa hubungannya dilepas.",
            role,
        )
    return {f"{role}_name": name}


def _religion(filled: Filled) -> Changes:
    religion = filled.values.code(Religion, "religion")
    held = filled.values.text("belief_organisation") if religion is Religion.KEPERCAYAAN else ""
    return {"religion": religion, "belief_organisation": held}


def _marital(filled: Filled) -> Changes:
    values = filled.values
    status = values.code(MaritalStatus, "marital_status")
    changes: dict[str, object] = {"marital_status": status}
    if "marital_date" in values and status is not MaritalStatus.BELUM_KAWIN:
        element = "marriage_date" if status.is_married else "divorce_date"
        if status is not MaritalStatus.CERAI_MATI:
            changes[element] = values.date("marital_date")
    return changes


def _disability(filled: Filled) -> Changes:
    held = filled.values.code(Disability, "disability") if "disability" in filled.values else None
    return {"disability": held}


def _citizenship(filled: Filled) -> Changes:
    """Basis: UU 12/2006 ps. 8 (a foreigner becomes a citizen) and ps. 6 (a child with two citizenships)."""
    citizenship = filled.values.code(Citizenship, "citizenship")
    if citizenship is Citizenship.WNA:
        sentence = "Menjadi warga negara asing tidak dicatat di sini."
        raise bad("element-renounced", sentence, "Ajukan sebagai pelepasan kewarganegaraan.", "citizenship")
    return {"citizenship": citizenship, "nationality": "Indonesia", "permit": None}


def _permit(filled: Filled) -> Changes:
    values = filled.values
    until = values.date("permit_until") if "permit_until" in values else None
    return {"permit": Permit(PermitKind.ITAP, values.text("permit_number"), until)}


_ELEMENTS: Final[Mapping[str, _Element]] = MappingProxyType(
    {
        "name": _Element(_text("full_name"), was_wrong=True),
        "birth_place": _Element(_text("birth_place"), was_wrong=True),
        "birth_date": _Element(_birth_date, was_wrong=True),
        "sex": _Element(lambda filled: {"sex": filled.values.code(Sex, "sex")}, was_wrong=True),
        "mother": _Element(_parent("mother"), was_wrong=True),
        "father": _Element(_parent("father"), was_wrong=True),
        "title": _Element(lambda f: {n: f.values.text(n) for n in ("title_before", "title_after")}),
        "religion": _Element(_religion),
        "education": _Element(lambda filled: {"education": filled.values.code(Education, "education")}),
        "occupation": _Element(lambda filled: {"occupation": filled.values.number("occupation")}),
        "blood_type": _Element(lambda filled: {"blood_type": filled.values.code(BloodType, "blood_type")}),
        "marital": _Element(_marital),
        "disability": _Element(_disability),
        "citizenship": _Element(_citizenship),
        "permit": _Element(_permit),
    }
)

KINDS: Final = MappingProxyType({"perubahan-data": change_of_data})
