"""
Parents whose marriage a birth calls recorded are recorded as married.
"""

from collections.abc import Iterator
from typing import Final

from loket.core.register.codes import MaritalStatus
from loket.core.register.context import Context
from loket.core.register.events import Birth
from loket.core.register.particulars import ParentsBond
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("birth-bond-fits", Level.WARNING, "UU 23/2006 ps. 34; Permendagri 109/2019, F-2.04")
_UNRECORDED: Final = (MaritalStatus.KAWIN_BELUM_TERCATAT, MaritalStatus.BELUM_KAWIN)


def check(part: Slice, context: Context) -> Iterator[Finding]:
    """
    Found for the child of a reported birth whose parents' marriage is called recorded, while the register knows a parent as
    unmarried or as married without a record.

    Parents who are divorced or widowed since were married once, and are no finding. Of what stands in the register nothing
    is found, since the bond is the event's alone.

    Basis: UU 23/2006 ps. 34; Permendagri 109/2019, F-2.04.
    """
    event = context.event
    if not isinstance(event, Birth) or event.particulars is None or event.particulars.bond is not ParentsBond.RECORDED:
        return
    if event.child_id not in part.residents:
        return
    parents = [part.residents[own] for own in event.biodata.parent_ids if own in part.residents]
    unrecorded = [one for one in parents if one.biodata.marital_status in _UNRECORDED]
    if unrecorded:
        told = ", ".join(f"{one.name} berstatus {one.biodata.marital_status.label}" for one in unrecorded)
        yield RULE.finding(
            (event.child_id, *(one.id for one in unrecorded)),
            f"Perkawinan orang tua {event.biodata.full_name} menurut register belum tercatat: {told}.",
            "Cocokkan akta perkawinan/buku nikah dan catat dulu perkawinannya, atau pilih perkawinan yang belum tercatat "
            "(SPTJM); bila akta perkawinannya memang ada, tulis alasannya.",
        )
