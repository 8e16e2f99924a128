"""The words for regions: a village with all above it, as the table of regions names them."""

from collections.abc import Iterable
from dataclasses import dataclass

from loket.core.terms import RegionCode
from loket.register import models

_LEVELS = (10, 6, 4, 2)


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """The village, kecamatan, kabupaten/kota and province of a code; empty for what the table does not name."""

    code: RegionCode
    village: str = ""
    district: str = ""
    regency: str = ""
    province: str = ""

    @property
    def short(self) -> str:
        """Village and kecamatan, or else the code."""
        return ", ".join(part for part in (self.village, self.district) if part) or str(self.code)


def places(codes: Iterable[RegionCode]) -> dict[RegionCode, PlaceNames]:
    """The names for these codes, in one statement however many they are."""
    wanted = set(codes)
    keys = {code.digits[:length] for code in wanted for length in _LEVELS if len(code.digits) >= length}
    found = dict(models.Region.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    return {code: PlaceNames(code, *(_name(found, code, length) for length in _LEVELS)) for code in wanted}


def _name(found: dict[str, str], code: RegionCode, length: int) -> str:
    return found.get(code.digits[:length], "") if len(code.digits) >= length else ""
