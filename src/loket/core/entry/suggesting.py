"""
What everyone of a KK is to another head: a first proposal for the operator, who knows better.

Read from the ties on record, and where there are none from what each was to the head before. It decides nothing.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from loket.core.register.codes import Sex, Shdk
from loket.core.register.values import Kk, KkRow, ResidentId

_STAYS: Final = frozenset({Shdk.SERVANT, Shdk.OTHER})
_AFTER_SPOUSE: Final[Mapping[Shdk, Shdk]] = MappingProxyType(
    {
        Shdk.CHILD: Shdk.CHILD,
        Shdk.CHILD_IN_LAW: Shdk.CHILD_IN_LAW,
        Shdk.GRANDCHILD: Shdk.GRANDCHILD,
        Shdk.PARENT: Shdk.PARENT_IN_LAW,
        Shdk.PARENT_IN_LAW: Shdk.PARENT,
    }
)
_AFTER_CHILD: Final[Mapping[Shdk, Shdk]] = MappingProxyType(
    {Shdk.HEAD: Shdk.PARENT, Shdk.HUSBAND: Shdk.PARENT, Shdk.WIFE: Shdk.PARENT}
)


def shdks_under(kk: Kk, head_id: ResidentId) -> dict[ResidentId, Shdk]:
    """What each of a KK would be if this member were its head, that member included; empty for someone not in it."""
    rows = {row.resident_id: row for row in kk.rows}
    head = rows.get(head_id)
    if head is None:
        return {}
    return {i: Shdk.HEAD if i == head_id else _to(head, row, rows) for i, row in rows.items()}


def _to(head: KkRow, row: KkRow, rows: Mapping[ResidentId, KkRow]) -> Shdk:
    by_tie = _by_tie(head, row, rows)
    if by_tie is not None:
        return by_tie
    if row.shdk in _STAYS or head.shdk in _STAYS:
        return Shdk.OTHER if row.shdk is not Shdk.SERVANT else Shdk.SERVANT
    table = {Shdk.HUSBAND: _AFTER_SPOUSE, Shdk.WIFE: _AFTER_SPOUSE, Shdk.CHILD: _AFTER_CHILD}.get(head.shdk, {})
    return table.get(row.shdk, Shdk.OTHER_KIN)


def _by_tie(head: KkRow, row: KkRow, rows: Mapping[ResidentId, KkRow]) -> Shdk | None:
    h, p = head.biodata, row.biodata
    children = {i for i, other in rows.items() if head.resident_id in other.biodata.parent_ids}
    spouses = [rows[i].biodata for i in h.spouse_ids if i in rows]
    if head.resident_id in p.spouse_ids:
        return Shdk.HUSBAND if p.sex is Sex.MALE else Shdk.WIFE
    if row.resident_id in children:
        return Shdk.CHILD
    if row.resident_id in h.parent_ids:
        return Shdk.PARENT
    if children.intersection(p.spouse_ids):
        return Shdk.CHILD_IN_LAW
    if children.intersection(p.parent_ids):
        return Shdk.GRANDCHILD
    return Shdk.PARENT_IN_LAW if any(row.resident_id in spouse.parent_ids for spouse in spouses) else None
