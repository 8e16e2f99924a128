"""
A KIA is for children below seventeen who were never married, and ends on the fifth or the seventeenth birthday.
"""

from collections.abc import Iterator

from loket.core.register.ages import KTP_EL_AGE, birthday, has_been_married
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("kia-holder", Level.REFUSAL, "Permendagri 2/2016 ps. 3 dan ps. 4")


def check(part: Slice, context: Context) -> Iterator[Finding]:
    """
    Breached by a KIA that runs past the holder's seventeenth birthday, or was given to someone married.

    Basis: Permendagri 2/2016 ps. 3 dan ps. 4.
    """
    for resident in part.residents.values():
        until, biodata = resident.documents.kia_until_date, resident.biodata
        if until is None or until <= context.today:
            continue
        if until > birthday(biodata.birth_date, KTP_EL_AGE) or has_been_married(biodata):
            yield RULE.finding(
                (resident.id,),
                f"{resident.name} tidak berhak atas KIA.",
                "Sejak 17 tahun, atau bila sudah kawin, yang berlaku KTP-el.",
            )
