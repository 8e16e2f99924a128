"""
A resident is in one KK at a time: two memberships never share a day.
"""

from collections.abc import Iterator
from itertools import pairwise

from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.register.values import Membership, ResidentId
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("one-open-membership", Level.REFUSAL, "UU 23/2006 ps. 62")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by two open memberships, and by two past ones that overlap.

    Basis: UU 23/2006 ps. 62.
    """
    by_resident: dict[ResidentId, list[Membership]] = {}
    for membership in part.memberships:
        if membership.until_date != membership.from_date:
            by_resident.setdefault(membership.resident_id, []).append(membership)
    for resident_id, memberships in by_resident.items():
        memberships.sort(key=lambda m: m.from_date)
        if any(a.until_date is None or b.from_date < a.until_date for a, b in pairwise(memberships)):
            name = part.residents[resident_id].name
            yield RULE.finding(
                (resident_id,),
                f"{name} tercatat dalam dua KK pada waktu yang sama.",
                "Keluarkan dahulu dari KK yang satu, lalu masukkan ke KK yang lain.",
            )
