"""
Both marry at nineteen or later; younger only with a dispensation of the court.
"""

import datetime
from collections.abc import Iterator
from typing import Final

from loket.core.register.ages import age_on
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("marriage-age", Level.WARNING, "UU 16/2019 ps. 7")

IN_FORCE: Final = datetime.date(2019, 10, 15)
MARRIAGE_AGE: Final = 19


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Found for a marriage since the law came into force in which one was younger than nineteen.

    Basis: UU 16/2019 ps. 7.
    """
    for resident in part.residents.values():
        biodata = resident.biodata
        married = biodata.marriage_date
        if not biodata.marital_status.is_married or married is None or married < IN_FORCE:
            continue
        age = age_on(biodata.birth_date, married)
        if age < MARRIAGE_AGE:
            yield RULE.finding(
                (resident.id, married),
                f"{resident.name} berumur {age} tahun ketika kawin, kurang dari 19 tahun.",
                "Tulis nomor dan tanggal dispensasi pengadilan.",
            )
