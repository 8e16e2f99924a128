"""
The Anak of the head, own, adopted or of the spouse, are younger than the head.
"""

from collections.abc import Iterator

from loket.core.register.codes import Shdk
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("child-younger-than-head", Level.WARNING, "Permendagri 109/2019, F-1.01")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Found for SHDK 4 born on the head's birth date or earlier.

    Basis: Permendagri 109/2019, F-1.01.
    """
    for family in part.open_families:
        head = part.residents[family.head_id].biodata
        for membership in part.members_of(family.id):
            member = part.residents[membership.resident_id].biodata
            if membership.shdk is Shdk.CHILD and member.birth_date <= head.birth_date:
                yield RULE.finding(
                    (membership.resident_id, family.id),
                    f"{member.full_name} tercatat sebagai Anak, tetapi tidak lebih muda dari {head.full_name}.",
                    "Periksa hubungan keluarga atau tanggal lahirnya.",
                )
