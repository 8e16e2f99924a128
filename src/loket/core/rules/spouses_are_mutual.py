"""
A marriage binds two: each is the other's spouse, both are married, one is a man and one a woman, and she has one husband.
"""

from collections.abc import Iterator

from loket.core.register.codes import Sex
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.register.values import Resident
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("spouses-are-mutual", Level.REFUSAL, "UU 1/1974 ps. 1 dan ps. 3")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by a known marriage that only one of the two has, or that the status or the sex of one denies.

    Basis: UU 1/1974 ps. 1 dan ps. 3.
    """
    for resident in part.residents.values():
        if not resident.is_active:
            continue
        biodata = resident.biodata
        if biodata.sex is Sex.FEMALE and len(biodata.spouse_ids) > 1:
            sentence = f"{resident.name} tercatat mempunyai lebih dari satu suami."
            yield RULE.finding((resident.id,), sentence, "Catat dahulu berakhirnya perkawinan yang terdahulu.")
        for spouse_id in biodata.spouse_ids:
            spouse = part.residents.get(spouse_id)
            if spouse is not None and not _bound(resident, spouse):
                yield RULE.finding(
                    (resident.id, spouse_id),
                    f"Perkawinan {resident.name} dan {spouse.name} tidak cocok pada keduanya.",
                    "Periksa status perkawinan dan jenis kelamin keduanya.",
                )


def _bound(one: Resident, other: Resident) -> bool:
    return (
        one.id in other.biodata.spouse_ids
        and one.biodata.marital_status.is_married
        and one.biodata.sex is not other.biodata.sex
    )
