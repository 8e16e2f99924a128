"""Serials of blanks as printed on them: letters, then digits. It knows no stock."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from loket.documents.refusals import BlankRangeRefused, SerialMalformed

LARGEST_RANGE: Final = 10_000
_PRINTED: Final = re.compile(r"([A-Z]{0,20})([0-9]{1,15})")


class BlankKind(StrEnum):
    """The kinds of numbered blanks an office keeps."""

    KTP_EL = "KTP-el"
    KIA = "KIA"
    SECURITY = "kertas sekuriti"


@dataclass(frozen=True, slots=True)
class Serials:
    """The serials from `first` to `last`, both included, of one prefix and width."""

    prefix: str
    width: int
    first: int
    last: int

    @classmethod
    def parse(cls, first: str, last: str = "") -> Self:
        """
        Read a range as typed or scanned; blanks, dots and hyphens are ignored. Without `last` it is a single blank.

        Raises SerialMalformed, BlankRangeRefused.
        """
        prefix, width, start = _read(first)
        other, other_width, end = _read(last) if last.strip() else (prefix, width, start)
        why = ""
        if (other, other_width) != (prefix, width):
            why = "kedua nomor bukan dari seri yang sama"
        elif end < start:
            why = "nomor terakhir lebih kecil daripada nomor pertama"
        elif end - start >= LARGEST_RANGE:
            why = f"lebih dari {LARGEST_RANGE:,} lembar".replace(",", ".")
        if why:
            raise BlankRangeRefused(first=first, last=last, why=why, fields=("last",))
        return cls(prefix, width, start, end)

    @property
    def quantity(self) -> int:
        """How many blanks."""
        return self.last - self.first + 1

    def serial(self, number: int) -> str:
        """One of them as printed."""
        return f"{self.prefix}{number:0{self.width}}"

    def without(self, others: Iterable[Self]) -> tuple[Self, ...]:
        """What is left of the range when others of the same series are taken out."""
        left = [(self.first, self.last)]
        for other in others:
            left = [
                part
                for first, last in left
                for part in ((first, min(last, other.first - 1)), (max(first, other.last + 1), last))
                if part[0] <= part[1]
            ]
        return tuple(replace(self, first=first, last=last) for first, last in left)

    def __str__(self) -> str:
        first = self.serial(self.first)
        return first if self.quantity == 1 else f"{first}–{self.serial(self.last)}"


def _read(text: str) -> tuple[str, int, int]:
    found = _PRINTED.fullmatch("".join(sign for sign in text.upper() if sign not in " .-"))
    if found is None:
        raise SerialMalformed(serial=text, fields=("serial",))
    return found[1], len(found[2]), int(found[2])
