"""
What a certificate tells beside the register: the hour and place of a birth or death, who reported it, a court's ruling.

Held with the life event and printed from there. None of it changes the register; of all of it rules look at the kind and
the order of a birth and at the bond of the parents alone, while the birth is judged. Codes of lists that an office may
extend are plain numbers.
Basis: Permendagri 109/2019, form F-2.01.
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from loket.core.terms import Nik


class ParentsBond(StrEnum):
    """What a birth certificate says of the parents, chosen by the papers that were shown."""

    RECORDED = "tercatat"
    UNRECORDED = "belum-tercatat"
    MOTHER_ALONE = "ibu-saja"
    UNKNOWN = "tidak-diketahui"

    @property
    def phrase(self) -> str:
        """
        The words the certificate adds; empty for parents whose marriage is on record.

        Basis: UU 23/2006 ps. 28 (no parents known); form F-2.04 of Permendagri 109/2019 (SPTJM of husband and wife).
        """
        return _PHRASES[self]


_SINGLE: Final = 1
_PHRASES: Final = {
    ParentsBond.RECORDED: "",
    ParentsBond.UNRECORDED: "yang perkawinannya belum tercatat sesuai dengan ketentuan peraturan perundang-undangan",
    ParentsBond.MOTHER_ALONE: "anak seorang ibu",
    ParentsBond.UNKNOWN: "anak yang tidak diketahui asal-usul atau keberadaan orang tuanya",
}


@dataclass(frozen=True, slots=True)
class Declarant:
    """Someone who reports an event or witnesses it; the NIK is None where it was not given."""

    name: str
    nik: Nik | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthParticulars:
    """
    The birth as F-2.01 describes it: time as "07:30", weight in gram, length in centimetre, `order` among the mother's births.

    `late_decision` is the number of the head of office's decision on a birth reported after sixty days.
    """

    bond: ParentsBond = ParentsBond.RECORDED
    time: str = ""
    place_kind: int | None = None
    birth_kind: int | None = None
    order: int | None = None
    helper: int | None = None
    weight: int | None = None
    length: int | None = None
    late_decision: str = ""
    police_report: str = ""
    reporter: Declarant | None = None
    witnesses: tuple[Declarant, ...] = ()

    @property
    def is_multiple(self) -> bool:
        """Whether more than one child was born at once: a kind of birth is told, and it is not TUNGGAL."""
        return self.birth_kind not in (None, _SINGLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class StillbirthParticulars:
    """The stillbirth as F-2.01 describes it; the father by name, for the register asks for the mother alone."""

    birth_kind: int | None = None
    order: int | None = None
    place_kind: int | None = None
    place: str = ""
    helper: int | None = None
    cause: str = ""
    determined_by: int | None = None
    father_name: str = ""
    reporter: Declarant | None = None
    witnesses: tuple[Declarant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeathParticulars:
    """The death as F-2.01 describes it: time as "07:30", cause and who determined it as codes, the letter it rests on."""

    time: str = ""
    place: str = ""
    cause: int | None = None
    determined_by: int | None = None
    letter: str = ""
    guardian_statement: str = ""
    reporter: Declarant | None = None
    witnesses: tuple[Declarant, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """A court's ruling or a decree: who gave it, its number, its date."""

    court: str
    number: str
    given_date: datetime.date

    def __str__(self) -> str:
        return f"{self.court} {self.number} tanggal {self.given_date:%d-%m-%Y}"
