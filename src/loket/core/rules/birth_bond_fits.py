"""
Parents whose marriage a birth calls recorded are recorded as married, and to each other.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from loket.core.register.codes import MaritalStatus
from loket.core.register.context import Context
from loket.core.register.events import Birth
from loket.core.register.particulars import ParentsBond
from loket.core.register.slice import Slice
from loket.core.register.spouses import spouses_of
from loket.core.register.values import Resident
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("birth-bond-fits", Level.WARNING, "UU 23/2006 ps. 34; Permendagri 109/2019, F-2.04")
_UNRECORDED: Final = (MaritalStatus.KAWIN_BELUM_TERCATAT, MaritalStatus.BELUM_KAWIN)


def check(part: Slice, context: Context) -> Iterator[Finding]:
    """
    Found for the child of a reported birth whose parents' marriage is called recorded, while the register knows a parent as
    unmarried, as married without a record, or, where it knows both parents, as married to somebody else.

    Parents who are divorced or widowed since were married once, and are no finding, nor are those of whom one was ever
    recorded as the other's spouse. Spouses who are not recorded are read from the KK. Of what stands in the register
    nothing is found, since the bond is the event's alone.

    Basis: UU 23/2006 ps. 34; Permendagri 109/2019, F-2.04.
    """
    event = context.event
    if not isinstance(event, Birth) or event.particulars is None or event.particulars.bond is not ParentsBond.RECORDED:
        return
    if event.child_id not in part.residents:
        return
    parents = [part.residents[own] for own in event.biodata.parent_ids if own in part.residents]
    told = {one.id: denied for one in parents if (denied := _denied(part, one, parents))}
    if told:
        yield RULE.finding(
            (event.child_id, *told),
            f"Perkawinan orang tua {event.biodata.full_name} menurut register belum tercatat: {', '.join(told.values())}.",
            "Cocokkan akta perkawinan/buku nikah dan catat dulu perkawinannya, atau pilih perkawinan yang belum tercatat "
            "(SPTJM); bila akta perkawinannya memang ada, tulis alasannya.",
        )


def _denied(part: Slice, one: Resident, parents: Sequence[Resident]) -> str:
    """What of this parent denies that the marriage of both is recorded; empty when nothing does."""
    if one.biodata.marital_status in _UNRECORDED:
        return f"{one.name} berstatus {one.biodata.marital_status.label}"
    spouses = spouses_of(part, one.id)
    if len(parents) == 1 or not spouses or _were_a_couple(part, parents):
        return ""
    return f"{one.name} tercatat kawin dengan {' dan '.join(part.residents[own].name for own in spouses)}"


def _were_a_couple(part: Slice, parents: Sequence[Resident]) -> bool:
    ids = {one.id for one in parents}
    recorded = (own for one in parents for record in one.records for own in record.biodata.spouse_ids)
    in_a_kk = (own for one in parents for own in spouses_of(part, one.id))
    return not ids.isdisjoint((*recorded, *in_a_kk))
