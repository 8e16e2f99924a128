"""
A woman has one husband: in a KK there is at most one Suami.
"""

from collections.abc import Iterator

from loket.core.register.codes import Shdk
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("one-husband", Level.REFUSAL, "UU 1/1974 ps. 3")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by a second SHDK 2 in a KK.

    Basis: UU 1/1974 ps. 3.
    """
    for family in part.open_families:
        husbands = [m for m in part.members_of(family.id) if m.shdk is Shdk.HUSBAND]
        if len(husbands) > 1:
            names = " dan ".join(part.residents[m.resident_id].name for m in husbands)
            yield RULE.finding(
                (family.id,),
                f"Dalam satu KK hanya dapat tercatat satu Suami, tetapi ada {names}.",
                "Perbaiki hubungan keluarga salah satunya.",
            )
