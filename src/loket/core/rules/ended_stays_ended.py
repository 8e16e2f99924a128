"""
The data of the dead and the annulled no longer change, and who is under way or has moved changes only in what another's event brings.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from loket.core.register.codes import ResidentStatus
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.register.values import Record
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("ended-stays-ended", Level.REFUSAL, "UU 23/2006 ps. 15 dan ps. 44")

FINAL: Final = frozenset({ResidentStatus.DEAD, ResidentStatus.ANNULLED})


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by biodata that changed after the resident's status had ended, and by a return from death.

    A marriage that ends by the spouse's death or move still shows on the one who is under way.
    Basis: UU 23/2006 ps. 15 dan ps. 44.
    """
    for resident in part.residents.values():
        for earlier, later in pairwise(resident.records):
            if _revived(earlier, later) or _altered(earlier, later):
                yield RULE.finding(
                    (resident.id, later.from_date),
                    f"Data {resident.name} sudah berstatus {earlier.status} dan tidak dapat diubah.",
                    "Bila status itu keliru, batalkan dahulu peristiwanya.",
                )


def _revived(earlier: Record, later: Record) -> bool:
    return earlier.status in FINAL and later.status is not earlier.status


def _altered(earlier: Record, later: Record) -> bool:
    if earlier.status is ResidentStatus.ACTIVE or later.status is not earlier.status:
        return False
    was, now = earlier.biodata, later.biodata
    if earlier.status not in FINAL:
        was = replace(was, marital_status=now.marital_status, spouse_ids=now.spouse_ids)
    return was != now
