"""
A Suami in a KK is a man beside a woman as head; an Istri is a woman beside a man.
"""

from collections.abc import Iterator
from typing import Final

from loket.core.register.codes import Sex, Shdk
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("spouse-sex-fits-head", Level.REFUSAL, "UU 1/1974 ps. 1")

_WANTED: Final = {Shdk.HUSBAND: Sex.MALE, Shdk.WIFE: Sex.FEMALE}


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached when SHDK 2 or 3 does not agree with the sex of the member or of the head.

    Basis: UU 1/1974 ps. 1.
    """
    for family in part.open_families:
        head = part.residents[family.head_id].biodata
        for membership in part.members_of(family.id):
            wanted = _WANTED.get(membership.shdk)
            member = part.residents[membership.resident_id].biodata
            if wanted is None or (member.sex is wanted and head.sex is not wanted):
                continue
            yield RULE.finding(
                (membership.resident_id, family.id),
                f"{member.full_name} ({member.sex.label}) tidak dapat tercatat sebagai {membership.shdk.label} dari "
                f"{head.full_name} ({head.sex.label}).",
                "Perbaiki hubungan keluarga atau jenis kelaminnya.",
            )
