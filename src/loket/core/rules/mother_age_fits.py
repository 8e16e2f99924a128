"""
A mother is hardly older than fifty-five when her child is born.
"""

from collections.abc import Iterator
from typing import Final

from loket.core.register.ages import age_on
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("mother-age-fits", Level.WARNING, "Permendagri 109/2019, F-1.01 dan F-2.01")

OLDEST_MOTHER: Final = 55


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Found for a known mother who was fifty-six or older when the child was born.

    Basis: Permendagri 109/2019, F-1.01 dan F-2.01.
    """
    for resident in part.residents.values():
        mother_id = resident.biodata.mother_id
        mother = part.residents.get(mother_id) if mother_id is not None else None
        if mother is None:
            continue
        age = age_on(mother.biodata.birth_date, resident.biodata.birth_date)
        if age > OLDEST_MOTHER:
            yield RULE.finding(
                (resident.id, mother.id),
                f"{mother.name} sudah berumur {age} tahun ketika {resident.name} lahir.",
                "Periksa tanggal lahir keduanya dan siapa ibunya; bila benar, tulis dasarnya.",
            )
