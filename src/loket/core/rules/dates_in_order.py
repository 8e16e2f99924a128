"""
Birth comes before marriage, marriage before divorce, all before death; and nobody is in a KK before being in the register.
"""

import datetime
from collections.abc import Iterator
from typing import Final

from loket.core.register.codes import MaritalStatus
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.register.values import Biodata
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("dates-in-order", Level.REFUSAL, "Permendagri 109/2019, F-1.01 dan F-2.01")

_DIVORCED: Final = (MaritalStatus.CERAI_HIDUP_TERCATAT, MaritalStatus.CERAI_HIDUP_BELUM_TERCATAT)


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached by dates of one person in another order.

    Basis: Permendagri 109/2019, F-1.01 dan F-2.01.
    """
    for resident in part.residents.values():
        for first, earlier, second, later in _pairs(resident.biodata):
            if earlier is not None and later is not None and later < earlier:
                yield RULE.finding(
                    (resident.id, first, second),
                    f"Tanggal {second} {resident.name} ({later:%d-%m-%Y}) mendahului "
                    f"tanggal {first} ({earlier:%d-%m-%Y}).",
                    "Periksa kedua tanggal pada aktanya.",
                )
    for membership in part.memberships:
        resident = part.residents[membership.resident_id]
        until = membership.until_date
        too_early = membership.from_date < resident.records[0].from_date
        if too_early or (until is not None and until < membership.from_date):
            yield RULE.finding(
                (membership.resident_id, membership.family_id),
                f"Tanggal masuk atau keluar KK {resident.name} tidak mungkin.",
                "Periksa tanggal masuk dan keluar KK.",
            )


def _pairs(b: Biodata) -> Iterator[tuple[str, datetime.date | None, str, datetime.date | None]]:
    yield "lahir", b.birth_date, "perkawinan", b.marriage_date
    yield "lahir", b.birth_date, "perceraian", b.divorce_date
    yield "lahir", b.birth_date, "kematian", b.death_date
    yield "perkawinan", b.marriage_date, "kematian", b.death_date
    yield "perceraian", b.divorce_date, "kematian", b.death_date
    # Who has married again has a newer marriage beside the older divorce.
    if b.marital_status in _DIVORCED:
        yield "perkawinan", b.marriage_date, "perceraian", b.divorce_date
