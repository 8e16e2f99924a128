"""
Everyone who lives here is in a KK, except foreigners with limited leave to stay, who hold an SKTT.
"""

from collections.abc import Iterator

from loket.core.register.codes import PermitKind
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("every-resident-in-a-kk", Level.REFUSAL, "UU 23/2006 ps. 62")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by an active resident without a KK.

    Basis: UU 23/2006 ps. 62.
    """
    for resident in part.residents.values():
        permit = resident.biodata.permit
        if not resident.is_active or part.memberships_of(resident.id) or (permit and permit.kind is PermitKind.ITAS):
            continue
        yield RULE.finding(
            (resident.id,),
            f"{resident.name} tidak tercatat dalam KK mana pun.",
            "Pilih KK yang dimasuki, atau buat KK baru.",
        )
