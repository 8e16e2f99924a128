"""
A birth is recorded once: no child of the same mother born at most a year earlier or later bears almost the same name.
"""

import datetime
from collections.abc import Iterator
from typing import Final

from loket.core.naming import similarity
from loket.core.register.context import Context
from loket.core.register.events import Birth
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("birth-not-recorded-twice", Level.WARNING, "UU 23/2006 ps. 13; Permendagri 109/2019, F-2.01")

_DAY: Final = datetime.timedelta(days=1)
NEAR: Final = datetime.timedelta(days=366)
ONE_NAME: Final = 0.85
"""From this likeness on two names are one in two spellings."""


def check(part: Slice, context: Context) -> Iterator[Finding]:
    """
    Found for the child of a reported birth and each child of its mother, living or not, whose name is almost the same and
    whose day of birth is another, at most 366 days off.

    Children of one day are twins or one child: that is for the rule on the gap between siblings and for the search for
    duplicates in the whole register. Of what stands in the register nothing is found: siblings may be named alike, and
    whoever recorded them has looked.

    Basis: UU 23/2006 ps. 13; Permendagri 109/2019, F-2.01.
    """
    event = context.event
    if not isinstance(event, Birth) or event.biodata.mother_id is None or event.child_id not in part.residents:
        return
    child = event.biodata
    for sibling in part.births_by_mother.get(event.biodata.mother_id, ()):
        off = abs(sibling.biodata.birth_date - child.birth_date)
        if _DAY <= off <= NEAR and similarity(child.full_name, sibling.name).score >= ONE_NAME:
            yield RULE.finding(
                (event.child_id, sibling.id),
                f"{child.full_name} mungkin anak yang sama dengan {sibling.name}, yang sudah tercatat (lahir tanggal "
                f"{sibling.biodata.birth_date:%d-%m-%Y}, ibunya sama): periksa dulu.",
                "Bandingkan dengan surat keterangan kelahiran dan akta yang sudah ada. Bila anak yang sama, jangan dicatat "
                "lagi; bila anak lain, tulis alasannya.",
            )
