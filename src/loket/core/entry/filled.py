"""
A form that has been read, beside the people and KKs it names: what each kind of entry makes its life events from.

Whom the register does not know is a problem of the field that names him, never a crash.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from loket.core.entry.reading import Ref, Values
from loket.core.problems import BadTerm, Problem
from loket.core.register.values import FamilyId, Kk, Resident, ResidentId


@dataclass(frozen=True, slots=True)
class Known:
    """
    What the register answers about the names on a form.

    `residents` and `families` by the number or id on the form; `family_of` the KK each of these residents is in, and
    `kks` every such KK as it stands today, by id.
    """

    residents: Mapping[Ref, Resident] = field(default_factory=dict)
    families: Mapping[Ref, FamilyId] = field(default_factory=dict)
    family_of: Mapping[ResidentId, FamilyId] = field(default_factory=dict)
    kks: Mapping[FamilyId, Kk] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """The answers, what the register knows of whom they name, today's date, and where new ids come from."""

    values: Values
    known: Known
    today: datetime.date
    new_id: Callable[[], UUID]
    reported_date: datetime.date | None = None

    @property
    def reported(self) -> datetime.date:
        """The day the application came in, by which lateness counts; without one, today."""
        return self.reported_date or self.today

    def resident(self, name: str, row: Values | None = None) -> Resident:
        """The resident a field names. Raises BadTerm for one the register does not know."""
        values = row or self.values
        ref = values.ref(name)
        found = self.known.residents.get(ref) if ref is not None else None
        if found is None:
            sentence = f"{_shown(ref)} tidak ada dalam register kantor ini."
            raise _unknown(
                "entry-resident-unknown",
                sentence,
                "Periksa nomornya, atau cari menurut nama.",
                values.named(name),
            )
        return found

    def resident_or_none(self, name: str) -> Resident | None:
        """The same, where the field may be empty."""
        return self.resident(name) if name in self.values else None

    def kk(self, name: str, row: Values | None = None) -> Kk:
        """The KK a field names, as it stands today. Raises BadTerm for one that is unknown or no longer in force."""
        values = row or self.values
        ref = values.ref(name)
        family_id = self.known.families.get(ref) if ref is not None else None
        found = self.known.kks.get(family_id) if family_id is not None else None
        if found is None:
            sentence = f"KK {_shown(ref)} tidak ada, atau sudah tidak berlaku, dalam register kantor ini."
            hint = "Periksa nomor KK pada kartu yang dibawa pemohon."
            raise _unknown("entry-family-unknown", sentence, hint, values.named(name))
        return found

    def kk_of(self, resident: Resident, name: str = "") -> Kk:
        """The KK a resident is in. Raises BadTerm, at the field `name`, for someone who is in none."""
        family_id = self.known.family_of.get(resident.id)
        found = self.known.kks.get(family_id) if family_id is not None else None
        if found is None:
            sentence = f"{resident.name} tidak tercantum dalam KK mana pun."
            raise _unknown("entry-without-kk", sentence, "Masukkan dulu ke sebuah KK.", name)
        return found


def _shown(ref: Ref | None) -> str:
    return "Penduduk ini" if ref is None else getattr(ref, "digits", str(ref))


def _unknown(problem_id: str, sentence: str, hint: str, name: str) -> BadTerm:
    return BadTerm(Problem(problem_id, sentence, hint, field=name))
