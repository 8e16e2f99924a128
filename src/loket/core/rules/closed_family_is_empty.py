"""
A KK that is closed has no members left.
"""

from collections.abc import Iterator

from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("closed-family-is-empty", Level.REFUSAL, "UU 23/2006 ps. 62")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by an open membership in a KK that is not in force.

    Basis: UU 23/2006 ps. 62.
    """
    for family in part.families.values():
        if not family.is_open and part.members_of(family.id):
            yield RULE.finding(
                (family.id,),
                f"KK {family.kk_number or 'yang belum bernomor'} sudah ditutup, tetapi masih mempunyai anggota.",
                "Masukkan anggotanya ke KK lain, atau buat KK baru untuk mereka.",
            )
