"""
A kepala keluarga holds a KTP-el: seventeen or older, or ever married.
"""

from collections.abc import Iterator

from loket.core.register.ages import needs_ktp_el
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("head-is-eligible", Level.REFUSAL, "UU 24/2013 ps. 63; Permendagri 108/2019 ps. 10")


def check(part: Slice, context: Context) -> Iterator[Finding]:
    """
    Breached by a head who is too young although an adult is in the KK; minors alone are another rule's matter.

    Basis: UU 24/2013 ps. 63; Permendagri 108/2019 ps. 10.
    """
    for family in part.open_families:
        members = [part.residents[m.resident_id].biodata for m in part.members_of(family.id)]
        head = part.residents[family.head_id].biodata
        adult_there = any(needs_ktp_el(b, context.today) for b in members)
        if adult_there and not needs_ktp_el(head, context.today):
            yield RULE.finding(
                (family.id,),
                f"{head.full_name} belum 17 tahun dan belum pernah kawin, jadi belum dapat menjadi kepala keluarga.",
                "Pilih anggota yang sudah 17 tahun atau pernah kawin sebagai kepala keluarga.",
            )
