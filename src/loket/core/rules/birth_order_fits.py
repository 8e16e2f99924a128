"""
A child's order of birth is higher than the number of children that its mother bore before.
"""

import datetime
from collections.abc import Iterator
from typing import Final

from loket.core.register.ages import ONE_DELIVERY
from loket.core.register.context import Context
from loket.core.register.events import Birth
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("birth-order-fits", Level.WARNING, "Permendagri 109/2019, F-2.01")
_DAY: Final = datetime.timedelta(days=1)


def check(part: Slice, context: Context) -> Iterator[Finding]:
    """
    Found for the child of a reported birth whose order is no higher than the number of the mother's known earlier births.

    The dead count, for they were born; where the form tells of twins, children born within 7 days before do not, for forms
    number them either way. A higher order is no finding: elder children may live where this register does not reach. Of
    what stands in the register nothing is found, since the order is the event's alone.

    Basis: Permendagri 109/2019, F-2.01.
    """
    event = context.event
    if not isinstance(event, Birth) or event.particulars is None or event.particulars.order is None:
        return
    child, mother_id, order = event.biodata, event.biodata.mother_id, event.particulars.order
    if mother_id is None or event.child_id not in part.residents:
        return
    until = child.birth_date + _DAY if event.is_told_without_twin else child.birth_date - ONE_DELIVERY
    born = (r for r in part.births_by_mother.get(mother_id, ()) if r.id != event.child_id)
    elder = [r.name for r in born if r.biodata.birth_date < until]
    if order <= len(elder):
        yield RULE.finding(
            (event.child_id, mother_id),
            f"{child.full_name} ditulis sebagai kelahiran ke-{order}, tetapi {part.residents[mother_id].name} sudah "
            f"mempunyai {len(elder)} anak yang lahir lebih dahulu: {', '.join(elder)}.",
            "Cocokkan urutan kelahiran dengan surat keterangan kelahiran dan KK ibu; bila memang benar, tulis alasannya.",
        )
