"""
KKs before and after, side by side: which rows came, went or changed, and in which element.

It compares what a change says, foreseen or recorded; it neither reads the register nor judges.
"""

import datetime
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace
from enum import IntEnum
from types import MappingProxyType
from typing import Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loket.core.register.change import FamilyChange
from loket.core.register.codes import (
    BloodType,
    Citizenship,
    Disability,
    Education,
    MaritalStatus,
    Religion,
    Sex,
    Shdk,
)
from loket.core.register.values import Address, Kk
from loket.web.desk.withheld import withheld, withheld_label

Mark = Literal["", "masuk", "keluar", "berubah"]
Words = Callable[[Any], str]
_ELEMENTS: Final[Mapping[str, tuple[str | Promise, type[IntEnum] | None]]] = MappingProxyType(
    {
        "full_name": (gettext_lazy("Nama"), None),
        "nik": (gettext_lazy("NIK"), None),
        "sex": (gettext_lazy("Jenis kelamin"), Sex),
        "birth_place": (gettext_lazy("Tempat lahir"), None),
        "birth_date": (gettext_lazy("Tanggal lahir"), None),
        "religion": (gettext_lazy("Agama"), Religion),
        "education": (gettext_lazy("Pendidikan"), Education),
        "occupation": (gettext_lazy("Pekerjaan"), None),
        "blood_type": (gettext_lazy("Golongan darah"), BloodType),
        "marital_status": (gettext_lazy("Status perkawinan"), MaritalStatus),
        "marriage_date": (gettext_lazy("Tanggal perkawinan"), None),
        "divorce_date": (gettext_lazy("Tanggal perceraian"), None),
        "shdk": (gettext_lazy("Hubungan dalam keluarga"), Shdk),
        "citizenship": (gettext_lazy("Kewarganegaraan"), Citizenship),
        "nationality": (gettext_lazy("Kebangsaan"), None),
        "belief_organisation": (gettext_lazy("Organisasi kepercayaan"), None),
        "father_name": (gettext_lazy("Nama ayah"), None),
        "mother_name": (gettext_lazy("Nama ibu"), None),
        "title_before": (gettext_lazy("Gelar depan"), None),
        "title_after": (gettext_lazy("Gelar belakang"), None),
        "disability": (gettext_lazy("Penyandang disabilitas"), Disability),
        "death_date": (gettext_lazy("Tanggal meninggal"), None),
    }
)
COLUMNS: Final = ("full_name", "nik", "shdk", "birth_date", "marital_status")
"""The elements that stand in columns of their own; of the others only what changes is shown."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One element of one row, and whether the other side says something else."""

    label: str
    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One member as one side prints it. `others` are changed elements that have no column."""

    mark: Mark
    cells: tuple[Cell, ...]
    others: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A KK before, or after."""

    number: str
    address: Cell
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One KK on both sides; None where it was not, or is no longer, in force."""

    family_id: str
    before: Side | None
    after: Side | None

    @property
    def title(self) -> str:
        """The number, as far as either side knows it."""
        return next((side.number for side in (self.after, self.before) if side and side.number), "")

    @property
    def fate(self) -> str:
        """What becomes of the KK, in a word."""
        if self.before is None:
            return _("KK baru")
        return _("KK ditutup") if self.after is None else _("KK berubah")


@dataclass(frozen=True, slots=True)
class _Plain:
    """One side as texts: its rows by resident."""

    number: str
    address: str
    rows: Mapping[str, Mapping[str, str]]


def compare(change: FamilyChange, occupations: Words = str) -> Compared:
    """A change that is foreseen."""
    before = _of_core(change.before, occupations) if change.before else None
    after = _of_core(change.after, occupations) if change.after else None
    return _compared(str(change.family_id), before, after)


def compare_stored(change: Mapping[str, Any], occupations: Words = str) -> Compared:
    """A change as a recorded life event keeps it."""
    before = _of_store(change["before"], occupations) if change["before"] else None
    after = _of_store(change["after"], occupations) if change["after"] else None
    return _compared(str(change["family_id"]), before, after)


def withheld_in(compared: Compared, names: Set[str]) -> Compared:
    """The same with every change of these elements told as one of specific data, without its name and its value."""
    labels = {str(_ELEMENTS[name][0]) for name in names & _ELEMENTS.keys()}
    if not labels:
        return compared
    return replace(compared, before=_bare(compared.before, labels), after=_bare(compared.after, labels))


def _bare(side: Side | None, labels: Set[str]) -> Side | None:
    if side is None:
        return None
    lines = (replace(line, others=tuple(_kept(cell, labels) for cell in line.others)) for line in side.lines)
    return replace(side, lines=tuple(lines))


def _kept(cell: Cell, labels: Set[str]) -> Cell:
    return Cell(withheld_label(), withheld(), cell.changed) if cell.label in labels else cell


def _of_core(kk: Kk, occupations: Words) -> _Plain:
    rows = {
        str(row.resident_id): _texts(
            {name: getattr(row.biodata, name, None) for name in _ELEMENTS}
            | {"nik": row.nik.digits if row.nik else "", "shdk": row.shdk},
            occupations,
        )
        for row in kk.rows
    }
    return _Plain(kk.kk_number.digits if kk.kk_number else "", address_line(kk.address), rows)


def _of_store(kk: Mapping[str, Any], occupations: Words) -> _Plain:
    rows = {
        str(row["resident_id"]): _texts({**row["biodata"], "nik": row["nik"], "shdk": row["shdk"]}, occupations)
        for row in kk["rows"]
    }
    home = kk["address"]
    return _Plain(kk["kk_number"] or "", _line(home["street"], home["rt"], home["rw"], home["hamlet"]), rows)


def address_line(address: Address) -> str:
    """`Jl. Nusantara 12, RT 001/RW 002`."""
    return _line(address.street, address.rt, address.rw, address.hamlet)


def _line(street: str, rt: str, rw: str, hamlet: str) -> str:
    parts = (street, hamlet, f"RT {rt}/RW {rw}")
    return ", ".join(part for part in parts if part)


def _texts(elements: Mapping[str, Any], occupations: Words) -> dict[str, str]:
    return {name: element_text(name, elements.get(name), occupations) for name in _ELEMENTS}


def element_text(name: str, value: Any, occupations: Words = str) -> str:
    """An element of biodata in words, from the core's value or from the one that was stored."""
    if value in (None, ""):
        return ""
    codes = _ELEMENTS[name][1] if name in _ELEMENTS else None
    if codes is not None:
        return str(getattr(codes(value), "label", value))
    if name == "occupation":
        return occupations(value)
    if name.endswith("_date"):
        day = value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))
        return f"{day:%d-%m-%Y}"
    return str(value)


def _compared(family_id: str, before: _Plain | None, after: _Plain | None) -> Compared:
    return Compared(
        family_id,
        _side(before, after, "keluar") if before else None,
        _side(after, before, "masuk") if after else None,
    )


def _side(this: _Plain, other: _Plain | None, alone: Mark) -> Side:
    """`alone` is the mark of a row that the other side does not have. A KK without another side changes as a whole."""
    lines = tuple(_line_of(row, other.rows.get(who) if other else row, alone) for who, row in this.rows.items())
    moved = other is not None and other.address != this.address
    return Side(this.number, Cell(_("Alamat"), this.address, moved), lines)


def _line_of(row: Mapping[str, str], there: Mapping[str, str] | None, alone: Mark) -> Line:
    if there is None:
        return Line(alone, tuple(Cell(str(_ELEMENTS[n][0]), row[n]) for n in COLUMNS))
    cells = tuple(Cell(str(_ELEMENTS[n][0]), row[n], row[n] != there[n]) for n in COLUMNS)
    others = tuple(
        Cell(str(_ELEMENTS[n][0]), row[n], True) for n in _ELEMENTS if n not in COLUMNS and row[n] != there[n]
    )
    return Line("berubah" if others or any(cell.changed for cell in cells) else "", cells, others)
