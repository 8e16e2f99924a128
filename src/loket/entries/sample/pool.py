"""
The families of an office that no invented application has asked about yet, and easy questions about them.

A family serves one application, so that one does not spoil the ground of another.
"""

import datetime
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from loket.core.register import Kk, KkRow, Resident, Slice
from loket.core.register.ages import age_on
from loket.core.register.codes import MaritalStatus, ResidentStatus, Shdk
from loket.core.register.values import FamilyId
from loket.register import queries as register

NUCLEAR: Final = frozenset({Shdk.HEAD, Shdk.HUSBAND, Shdk.WIFE, Shdk.CHILD})
Wanted = Callable[[Kk], bool]


@dataclass(slots=True)
class Pool:
    """What is left to choose from. `today` is the office's date, `elsewhere` a village of another regency."""

    part: Slice
    kks: list[Kk]
    in_transit: list[Resident]
    foreigners: list[Resident]
    today: datetime.date
    chance: random.Random
    regions: tuple[str, ...]
    elsewhere: str
    used: set[FamilyId] = field(default_factory=set)
    divorced: list[tuple[KkRow, KkRow]] = field(default_factory=list)

    def take(self, wanted: Wanted) -> Kk:
        """A family of which `wanted` is true, never given again. Raises LookupError when there is none."""
        for kk in self.kks:
            if kk.family_id not in self.used and wanted(kk):
                self.used.add(kk.family_id)
                return kk
        raise LookupError("no such family is left")

    def resident(self, row: KkRow) -> Resident:
        """The resident of a row."""
        return self.part.residents[row.resident_id]

    def age(self, row: KkRow) -> int:
        """Full years today."""
        return age_on(row.biodata.birth_date, self.today)

    def ago(self, days: int) -> str:
        """A day in the past, as forms write it."""
        return f"{self.today - datetime.timedelta(days=days):%d-%m-%Y}"

    def unmarried(self, kk: Kk, sex: int) -> Iterator[KkRow]:
        """Grown children of a family who never married."""
        for row in kk.rows:
            single = row.biodata.marital_status is MaritalStatus.BELUM_KAWIN
            if row.shdk is Shdk.CHILD and single and row.biodata.sex == sex and 20 <= self.age(row) <= 40 and row.nik:
                yield row


def pool_of(
    office_id: int, office_code: str, today: datetime.date, chance: random.Random, *, families: int = 500
) -> Pool:
    """The pool of an office, its families in a random order that `chance` gives."""
    part = register.crowd(office_id, families=families)
    kks = [
        kk
        for family in part.open_families
        if (kk := part.kk(family.id)) and kk.kk_number and all(r.nik for r in kk.rows)
    ]
    chance.shuffle(kks)
    waiting = register.with_status(office_id, ResidentStatus.IN_TRANSIT, limit=30)
    code = office_code.replace(".", "")
    villages = tuple(sorted({kk.address.region.digits for kk in kks}))
    return Pool(
        part=part,
        kks=kks,
        in_transit=[r for r in waiting if r.nik],
        foreigners=[r for r in register.guests(office_id, limit=30) if r.biodata.permit],
        today=today,
        chance=chance,
        regions=villages,
        elsewhere="6171011002" if not code.startswith("6171") else "2101061008",
    )


def nik(row: KkRow) -> str:
    """The NIK of a row, as typed."""
    return row.nik.digits if row.nik else str(row.resident_id)


def number(kk: Kk) -> str:
    """The number of a KK, as typed."""
    return kk.kk_number.digits if kk.kk_number else str(kk.family_id)


def is_nuclear(kk: Kk) -> bool:
    """A couple with children, or with none."""
    return all(row.shdk in NUCLEAR for row in kk.rows) and any(row.shdk is Shdk.WIFE for row in kk.rows)


def row_of(kk: Kk, shdk: Shdk) -> KkRow:
    """The first member with this place in the KK. Raises StopIteration when there is none."""
    return next(row for row in kk.rows if row.shdk is shdk)
