"""
Kawin Tercatat has a date of marriage, Cerai Hidup Tercatat a date of divorce.
"""

from collections.abc import Iterator

from loket.core.register.codes import MaritalStatus
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("marital-dates-known", Level.WARNING, "Permendagri 109/2019, F-1.01")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Found for a resident whose status wants a date that is missing.

    Basis: Permendagri 109/2019, F-1.01.
    """
    for resident in part.residents.values():
        b = resident.biodata
        missing = (b.marital_status is MaritalStatus.KAWIN_TERCATAT and b.marriage_date is None) or (
            b.marital_status is MaritalStatus.CERAI_HIDUP_TERCATAT and b.divorce_date is None
        )
        if missing and resident.is_active:
            yield RULE.finding(
                (resident.id,),
                f"{resident.name} berstatus {b.marital_status.label}, tetapi tanggalnya belum tercatat.",
                "Isi tanggal dari aktanya; bila akta tidak ada, tulis mengapa.",
            )
