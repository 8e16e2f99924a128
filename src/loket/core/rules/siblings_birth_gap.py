"""
Between two births of one mother lie seven months or more, unless they are twins.
"""

import datetime
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from loket.core.register.ages import ONE_DELIVERY
from loket.core.register.context import Context
from loket.core.register.events import Birth
from loket.core.register.slice import Slice
from loket.core.register.values import Resident
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("siblings-birth-gap", Level.WARNING, "Permendagri 109/2019, F-1.01 dan F-2.01")

SHORTEST: Final = datetime.timedelta(days=210)


def check(part: Slice, context: Context) -> Iterator[Finding]:
    """
    Found for two children whose biodata name the same mother, born more than 7 and less than 210 days apart.

    Twins may be born up to 7 days apart; a child whose birth is now reported is nobody's twin unless the form says so by
    the kind of birth. Only the children in this part are held against each other: around a birth that is all the register
    knows of, around a KK those of whoever was ever in it. It is about the mother first, in whose own KK all of them are
    to be seen.

    Basis: Permendagri 109/2019, F-1.01 dan F-2.01.
    """
    for mother_id, children in part.births_by_mother.items():
        for elder, younger in combinations(children, 2):
            gap = younger.biodata.birth_date - elder.biodata.birth_date
            about = mother_id, younger.id, elder.id
            if ONE_DELIVERY < gap < SHORTEST:
                yield RULE.finding(about, *_too_soon(elder, younger))
            elif gap <= ONE_DELIVERY and _is_no_twin(context, elder, younger):
                yield RULE.finding(about, *_not_told_as_twins(elder, younger))


def _is_no_twin(context: Context, *pair: Resident) -> bool:
    event = context.event
    return isinstance(event, Birth) and event.is_told_without_twin and event.child_id in {one.id for one in pair}


def _too_soon(elder: Resident, younger: Resident) -> tuple[str, str]:
    gap = younger.biodata.birth_date - elder.biodata.birth_date
    sentence = (
        f"{younger.name} lahir tanggal {younger.biodata.birth_date:%d-%m-%Y}, hanya {gap.days} hari sesudah "
        f"{elder.name} dari ibu yang sama (lahir tanggal {elder.biodata.birth_date:%d-%m-%Y})."
    )
    hint = "Periksa kedua tanggal lahir dan siapa ibunya pada surat keterangan kelahiran; bila benar, tulis dasarnya."
    return sentence, hint


def _not_told_as_twins(elder: Resident, younger: Resident) -> tuple[str, str]:
    sentence = (
        f"{younger.name} (lahir tanggal {younger.biodata.birth_date:%d-%m-%Y}) dan {elder.name} (lahir tanggal "
        f"{elder.biodata.birth_date:%d-%m-%Y}) lahir dari ibu yang sama hampir bersamaan, tetapi jenis kelahirannya tidak "
        "ditulis kembar."
    )
    hint = (
        "Periksa apakah anak ini sudah tercatat. Bila memang kembar, pilih jenis kelahiran kembar; bila tidak, betulkan "
        "tanggal lahirnya atau tulis dasarnya."
    )
    return sentence, hint
