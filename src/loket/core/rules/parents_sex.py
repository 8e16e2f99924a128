"""
A mother is a woman and a father is a man.
"""

from collections.abc import Iterator

from loket.core.register.codes import Sex
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("parents-sex", Level.REFUSAL, "Permendagri 109/2019, F-2.01")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by a known parent of the other sex.

    Basis: Permendagri 109/2019, F-2.01.
    """
    for resident in part.residents.values():
        parents = ((resident.biodata.mother_id, Sex.FEMALE, "ibu"), (resident.biodata.father_id, Sex.MALE, "ayah"))
        for parent_id, sex, word in parents:
            parent = part.residents.get(parent_id) if parent_id is not None else None
            if parent is not None and parent.biodata.sex is not sex:
                yield RULE.finding(
                    (resident.id, parent.id),
                    f"{parent.name} ({parent.biodata.sex.label}) tidak dapat tercatat sebagai {word} {resident.name}.",
                    "Pilih orang tua yang benar, atau perbaiki jenis kelaminnya lebih dahulu.",
                )
