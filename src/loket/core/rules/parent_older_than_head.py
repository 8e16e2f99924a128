"""
The Orang Tua of the head are older than the head.
"""

from collections.abc import Iterator

from loket.core.register.codes import Shdk
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("parent-older-than-head", Level.WARNING, "Permendagri 109/2019, F-1.01")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Found for SHDK 7 born on the head's birth date or later.

    Basis: Permendagri 109/2019, F-1.01.
    """
    for family in part.open_families:
        head = part.residents[family.head_id].biodata
        for membership in part.members_of(family.id):
            member = part.residents[membership.resident_id].biodata
            if membership.shdk is Shdk.PARENT and member.birth_date >= head.birth_date:
                yield RULE.finding(
                    (membership.resident_id, family.id),
                    f"{member.full_name} tercatat sebagai Orang Tua, tetapi tidak lebih tua dari {head.full_name}.",
                    "Periksa hubungan keluarga atau tanggal lahirnya.",
                )
