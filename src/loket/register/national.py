"""
The port to the national register: where NIK and KK number come from. Only SIAK gives official ones.

Three ways, chosen per office: `local` mints drafts at once; `manual` leaves the number open until an operator types what
SIAK answered; `file` leaves it open until a file of the centre is taken in.
"""

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from loket.core.register.codes import Sex
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.register import numbers

LOCAL: Final = "local"
MANUAL: Final = "manual"
FILE: Final = "file"


class National(Protocol):
    """What a way to the centre answers at once. None: the number comes later."""

    def next_nik(self, region: RegionCode, birth_date: datetime.date, sex: Sex) -> Nik | None:
        """A NIK for someone born that day who is recorded in that region; called as the last thing before the writes."""

    def next_kk(self, region: RegionCode, date: datetime.date) -> KkNumber | None:
        """A KK number for a family founded there that day; called as the last thing before the writes."""


class Local:
    """Drafts of this office's own series; see `numbers.is_draft`."""

    def next_nik(self, region: RegionCode, birth_date: datetime.date, sex: Sex) -> Nik | None:
        """The next of the series of region, date and sex. Raises NumbersExhausted."""
        return numbers.take_nik(region, birth_date, sex)

    def next_kk(self, region: RegionCode, date: datetime.date) -> KkNumber | None:
        """The next of the series of region and date. Raises NumbersExhausted."""
        return numbers.take_kk(region, date)


class Later:
    """The number comes by `NikAssigned` and `KkAssigned`: typed by an operator, or from a file."""

    def next_nik(self, region: RegionCode, birth_date: datetime.date, sex: Sex) -> Nik | None:  # noqa: ARG002 (the port)
        """Nothing yet."""
        return None

    def next_kk(self, region: RegionCode, date: datetime.date) -> KkNumber | None:  # noqa: ARG002 (the port)
        """Nothing yet."""
        return None


ADAPTERS: Final[Mapping[str, National]] = MappingProxyType({LOCAL: Local(), MANUAL: Later(), FILE: Later()})
