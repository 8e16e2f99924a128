"""
What the register records has happened.
"""

from collections.abc import Iterator
from typing import Final

from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("no-future-dates", Level.REFUSAL, "Permendagri 109/2019, F-1.01 dan F-2.01")

WORDS: Final = ("lahir", "perkawinan", "perceraian", "kematian")


def check(part: Slice, context: Context) -> Iterator[Finding]:
    """
    Breached by a birth, marriage, divorce or death dated after today.

    Basis: Permendagri 109/2019, F-1.01 dan F-2.01.
    """
    for resident in part.residents.values():
        b = resident.biodata
        for day, word in zip((b.birth_date, b.marriage_date, b.divorce_date, b.death_date), WORDS, strict=True):
            if day is not None and day > context.today:
                yield RULE.finding(
                    (resident.id, word),
                    f"Tanggal {word} {resident.name} ({day:%d-%m-%Y}) belum tiba.",
                    "Periksa tanggalnya.",
                )
