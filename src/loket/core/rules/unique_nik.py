"""
A NIK belongs to one person, for life and after it.
"""

from collections.abc import Iterator

from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.register.values import Resident
from loket.core.rules.rule import Finding, Level, Rule
from loket.core.terms import Nik

RULE = Rule("unique-nik", Level.REFUSAL, "UU 23/2006 ps. 13")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by two residents with the same NIK.

    Basis: UU 23/2006 ps. 13.
    """
    holders: dict[Nik, Resident] = {}
    for resident in part.residents.values():
        if resident.nik is None:
            continue
        first = holders.setdefault(resident.nik, resident)
        if first is not resident:
            yield RULE.finding(
                (resident.id, first.id),
                f"NIK {resident.nik.masked} sudah dipakai {first.name}.",
                "Periksa NIK pada KK; bila satu orang tercatat dua kali, batalkan salah satunya.",
            )
