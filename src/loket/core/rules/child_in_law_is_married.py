"""
A Menantu is, or was, married to a child of the head.
"""

from collections.abc import Iterator

from loket.core.register.ages import has_been_married
from loket.core.register.codes import Shdk
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("child-in-law-is-married", Level.WARNING, "Permendagri 109/2019, F-1.01")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Found for SHDK 5 with status Belum Kawin.

    Basis: Permendagri 109/2019, F-1.01.
    """
    for membership in part.memberships:
        biodata = part.residents[membership.resident_id].biodata
        if membership.is_open and membership.shdk is Shdk.CHILD_IN_LAW and not has_been_married(biodata):
            yield RULE.finding(
                (membership.resident_id, membership.family_id),
                f"{biodata.full_name} tercatat sebagai Menantu, tetapi berstatus {biodata.marital_status.label}.",
                "Periksa hubungan keluarga atau status perkawinannya.",
            )
