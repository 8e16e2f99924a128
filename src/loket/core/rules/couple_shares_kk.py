"""
A married couple normally shares a KK; it may differ, for example when one works elsewhere.
"""

from collections.abc import Iterator

from loket.core.register.codes import Sex
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("couple-shares-kk", Level.WARNING, "UU 23/2006 ps. 62")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Found for each pair of spouses who live here in different KKs.

    Basis: UU 23/2006 ps. 62.
    """
    for resident in part.residents.values():
        mine = part.membership_of(resident.id)
        if resident.biodata.sex is not Sex.MALE or mine is None:
            continue
        for wife_id in resident.biodata.spouse_ids:
            hers = part.membership_of(wife_id)
            if hers is not None and hers.family_id != mine.family_id:
                yield RULE.finding(
                    (resident.id, wife_id),
                    f"{resident.name} dan {part.residents[wife_id].name} suami istri dalam KK yang berbeda.",
                    "Tulis mengapa mereka tidak dalam satu KK.",
                )
