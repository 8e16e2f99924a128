"""
Parents and children, and brothers and sisters, do not marry.
"""

from collections.abc import Iterator

from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("spouses-are-not-kin", Level.REFUSAL, "UU 1/1974 ps. 8")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by a known marriage of two of whom one is the other's parent, or who share a parent.

    Basis: UU 1/1974 ps. 8.
    """
    for resident in part.residents.values():
        for spouse_id in resident.biodata.spouse_ids:
            spouse = part.residents.get(spouse_id)
            if spouse is None:
                continue
            parents = set(resident.biodata.parent_ids)
            if spouse_id in parents or parents.intersection(spouse.biodata.parent_ids):
                yield RULE.finding(
                    (resident.id, spouse_id),
                    f"{resident.name} dan {spouse.name} bersaudara atau orang tua dan anak, jadi tidak dapat kawin.",
                    "Periksa kembali data orang tua keduanya.",
                )
