"""
Who stands in a KK as Suami or Istri is married to the head of that KK, not to somebody else.
"""

from collections.abc import Iterator

from loket.core.register.codes import Shdk
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("spouse-is-the-heads", Level.REFUSAL, "Permendagri 109/2019, F-1.01")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached when both are married and a marriage of either is recorded, but to another. Old registers record none.

    Basis: Permendagri 109/2019, F-1.01.
    """
    for family in part.open_families:
        head = part.residents[family.head_id]
        for membership in part.members_of(family.id):
            if membership.shdk not in (Shdk.HUSBAND, Shdk.WIFE):
                continue
            member = part.residents[membership.resident_id]
            recorded = member.biodata.spouse_ids or head.biodata.spouse_ids
            married = member.biodata.marital_status.is_married and head.biodata.marital_status.is_married
            if married and recorded and head.id not in member.biodata.spouse_ids:
                yield RULE.finding(
                    (member.id, family.id),
                    f"{member.name} tercatat sebagai {membership.shdk.label}, tetapi tidak kawin dengan {head.name}.",
                    "Periksa hubungan keluarganya, atau catat perkawinannya lebih dahulu.",
                )
