"""
A child is born of a living mother.
"""

from collections.abc import Iterator

from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("mother-lives-at-birth", Level.REFUSAL, "Permendagri 109/2019, F-2.01")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by a known mother who died before the child's birth date.

    Basis: Permendagri 109/2019, F-2.01.
    """
    for resident in part.residents.values():
        mother_id = resident.biodata.mother_id
        mother = part.residents.get(mother_id) if mother_id is not None else None
        died = mother.biodata.death_date if mother is not None else None
        if mother is not None and died is not None and died < resident.biodata.birth_date:
            yield RULE.finding(
                (resident.id, mother.id),
                f"{mother.name} meninggal sebelum {resident.name} lahir.",
                "Periksa tanggal lahir anak dan tanggal kematian ibu.",
            )
