"""
Whether the first six digits of a NIK are a kecamatan that the table of regions knows, now or of old.

A NIK keeps the code of the kecamatan that first issued it, and codes change: an unknown one is a warning, never a refusal.
Where the table does not know the regency at all, because only the office's own places were loaded, nothing is said.
Basis: UU 23/2006 ps. 13.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from loket.core.register import Resident
from loket.core.rules import Finding, Level, Rule
from loket.core.terms import Nik
from loket.register import models

RULE: Final = Rule("nik-region-known", Level.WARNING, "UU 23/2006 ps. 13")
PROVINCES: Final = 38
HINT: Final = "Periksa pada KK lama; NIK dari kecamatan yang sudah dimekarkan memang memakai kode lamanya."
_DISTRICT: Final = 3
_REGENCY: Final = 2


class NikRegions:
    """The kecamatan of the table, read once; seven thousand for the whole country."""

    def __init__(self) -> None:
        rows = models.Region.objects.filter(level__in=(1, _REGENCY, _DISTRICT)).values_list("code", "level")
        codes = list(rows)
        self._districts = frozenset(code for code, level in codes if level == _DISTRICT)
        self._regencies = frozenset(code[:4] for code in self._districts)
        self._whole = sum(level == 1 for _, level in codes) >= PROVINCES

    def knows(self, nik: Nik) -> bool:
        """False only where the table covers the place and does not have the code."""
        covered = self._whole or nik.digits[:4] in self._regencies
        return nik.digits[:6] in self._districts or not covered

    def findings(self, residents: Iterable[Resident]) -> Iterator[Finding]:
        """A warning for each resident whose NIK begins with a code that nobody knows."""
        for resident in residents:
            if resident.nik is not None and not self.knows(resident.nik):
                yield RULE.finding((resident.id,), sentence_on(resident.nik, resident.name), HINT)


def sentence_on(nik: Nik, name: str) -> str:
    """What is unusual about this NIK."""
    return f"NIK {nik.masked} ({name}) diawali kode kecamatan {nik.digits[:6]}, yang tidak ada dalam daftar wilayah."
