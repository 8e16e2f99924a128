"""
A man may have more than one wife only with leave of the court.
"""

from collections.abc import Iterator

from loket.core.register.codes import Sex
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("more-than-one-wife", Level.WARNING, "UU 1/1974 ps. 3 to ps. 5")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Found for a man with two or more known wives; the reason names the ruling.

    Basis: UU 1/1974 ps. 3 to ps. 5.
    """
    for resident in part.residents.values():
        biodata = resident.biodata
        if biodata.sex is Sex.MALE and resident.is_active and len(biodata.spouse_ids) > 1:
            yield RULE.finding(
                (resident.id, *biodata.spouse_ids),
                f"{resident.name} tercatat mempunyai {len(biodata.spouse_ids)} istri.",
                "Tulis nomor dan tanggal izin pengadilan.",
            )
