"""
A KK number belongs to one KK and is not used again after it is closed.
"""

from collections.abc import Iterator

from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.register.values import FamilyId
from loket.core.rules.rule import Finding, Level, Rule
from loket.core.terms import KkNumber

RULE = Rule("unique-kk-number", Level.REFUSAL, "UU 23/2006 ps. 61")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by two KKs, in force or not, with the same number.

    Basis: UU 23/2006 ps. 61.
    """
    holders: dict[KkNumber, FamilyId] = {}
    for family in part.families.values():
        if family.kk_number is None:
            continue
        first = holders.setdefault(family.kk_number, family.id)
        if first != family.id:
            yield RULE.finding(
                (family.id, first),
                f"Nomor KK {family.kk_number} sudah pernah dipakai KK lain.",
                "Periksa nomornya; nomor KK yang sudah ditutup tidak dipakai lagi.",
            )
