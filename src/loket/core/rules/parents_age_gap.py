"""
A parent is hardly less than twelve years older than the child.
"""

from collections.abc import Iterator
from typing import Final

from loket.core.register.ages import age_on
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("parents-age-gap", Level.WARNING, "Permendagri 109/2019, F-1.01 dan F-2.01")

YOUNGEST_PARENT: Final = 12


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Found for a known parent who was younger than twelve when the child was born.

    Basis: Permendagri 109/2019, F-1.01 dan F-2.01.
    """
    for resident in part.residents.values():
        for parent_id in resident.biodata.parent_ids:
            parent = part.residents.get(parent_id)
            if parent is None:
                continue
            age = age_on(parent.biodata.birth_date, resident.biodata.birth_date)
            if 0 <= age < YOUNGEST_PARENT:
                yield RULE.finding(
                    (resident.id, parent_id),
                    f"{parent.name} baru berumur {age} tahun ketika {resident.name} lahir.",
                    "Periksa tanggal lahir keduanya; bila benar, tulis dasarnya.",
                )
