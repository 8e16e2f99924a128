"""
There is no KK of minors alone: an adult relative heads it, or the children join another KK under a guardian.
"""

from collections.abc import Iterator

from loket.core.register.ages import needs_ktp_el
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("minors-not-alone", Level.REFUSAL, "Permendagri 108/2019 ps. 10")


def check(part: Slice, context: Context) -> Iterator[Finding]:
    """
    Breached by a KK with members of whom none is seventeen or was ever married.

    Basis: Permendagri 108/2019 ps. 10.
    """
    for family in part.open_families:
        members = [part.residents[m.resident_id].biodata for m in part.members_of(family.id)]
        if members and not any(needs_ktp_el(b, context.today) for b in members):
            names = ", ".join(b.full_name for b in members)
            yield RULE.finding(
                (family.id,),
                f"Dalam KK ini tinggal anak-anak saja: {names}.",
                "Jadikan kerabat dewasa kepala keluarga, atau masukkan mereka ke KK kerabat dengan pernyataan wali.",
            )
