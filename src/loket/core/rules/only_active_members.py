"""
Only residents who live here are in a KK: the dead, the moved and those under way are not.
"""

from collections.abc import Iterator

from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("only-active-members", Level.REFUSAL, "UU 23/2006 ps. 62")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by an open membership of a resident whose status is not active.

    Basis: UU 23/2006 ps. 62.
    """
    for membership in part.memberships:
        resident = part.residents[membership.resident_id]
        if membership.is_open and not resident.is_active:
            yield RULE.finding(
                (resident.id,),
                f"{resident.name} berstatus {resident.status}, jadi tidak dapat menjadi anggota KK.",
                "Periksa kembali siapa yang dimaksud.",
            )
