"""
Who stands in a KK as Suami or Istri is married, and so is the head.
"""

from collections.abc import Iterator

from loket.core.register.codes import Shdk
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("spouse-of-head-is-married", Level.REFUSAL, "Permendagri 109/2019, F-1.01")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached when one of the two is not Kawin Tercatat or Kawin Belum Tercatat.

    Basis: Permendagri 109/2019, F-1.01.
    """
    for family in part.open_families:
        head = part.residents[family.head_id].biodata
        for membership in part.members_of(family.id):
            if membership.shdk not in (Shdk.HUSBAND, Shdk.WIFE):
                continue
            member = part.residents[membership.resident_id].biodata
            if not (member.marital_status.is_married and head.marital_status.is_married):
                yield RULE.finding(
                    (membership.resident_id, family.id),
                    f"{member.full_name} tercatat sebagai {membership.shdk.label}, tetapi status perkawinannya "
                    f"{member.marital_status.label} dan kepala keluarganya {head.marital_status.label}.",
                    "Catat perkawinannya, atau ubah hubungan keluarganya.",
                )
