"""
A Cucu is younger than the head, and than the eldest Anak where there is one in the KK.
"""

from collections.abc import Iterator

from loket.core.register.codes import Shdk
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("grandchild-younger-than-child", Level.WARNING, "Permendagri 109/2019, F-1.01")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Found for SHDK 6 born no later than the head or the eldest child.

    Basis: Permendagri 109/2019, F-1.01.
    """
    for family in part.open_families:
        members = [(m, part.residents[m.resident_id].biodata) for m in part.members_of(family.id)]
        born = [part.residents[family.head_id].biodata.birth_date]
        eldest = min((b.birth_date for m, b in members if m.shdk is Shdk.CHILD), default=born[0])
        for membership, member in members:
            if membership.shdk is Shdk.GRANDCHILD and member.birth_date <= max(eldest, *born):
                yield RULE.finding(
                    (membership.resident_id, family.id),
                    f"{member.full_name} tercatat sebagai Cucu, tetapi tidak lebih muda dari generasi di atasnya.",
                    "Periksa hubungan keluarga atau tanggal lahirnya.",
                )
