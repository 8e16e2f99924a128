"""
Between two births of one mother lie seven months or more, unless they are twins.
"""

import datetime
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from loket.core.register.ages import ONE_DELIVERY
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("siblings-birth-gap", Level.WARNING, "Permendagri 109/2019, F-1.01 and F-2.01")

SHORTEST: Final = datetime.timedelta(days=210)


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Found for two children whose biodata name the same mother, born more than 7 and less than 210 days apart.

    Only the children in this part are held against each other: around a birth that is all the register knows of, around a
    KK those of whoever was ever in it. It is about the mother first, in whose own KK all of them are to be seen.

    Basis: Permendagri 109/2019, F-1.01 and F-2.01.
    """
    for mother_id, children in part.births_by_mother.items():
        for elder, younger in combinations(children, 2):
            gap = younger.biodata.birth_date - elder.biodata.birth_date
            if ONE_DELIVERY < gap < SHORTEST:
                yield RULE.finding(
                    (mother_id, younger.id, elder.id),
                    f"{younger.name} lahir tanggal {younger.biodata.birth_date:%d-%m-%Y}, hanya {gap.days} hari sesudah "
                    f"{elder.name} dari ibu yang sama (lahir tanggal {elder.biodata.birth_date:%d-%m-%Y}).",
                    "Periksa kedua tanggal lahir dan siapa ibunya pada surat keterangan kelahiran; bila benar, tulis dasarnya.",
                )
