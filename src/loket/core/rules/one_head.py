"""
A KK in force has exactly one kepala keluarga, and it is the person the KK is named after.
"""

from collections.abc import Iterator

from loket.core.register.codes import Shdk
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("one-head", Level.REFUSAL, "UU 23/2006 ps. 61 dan ps. 62")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Breached when nobody, more than one, or another than the named head stands in the KK as head.

    Basis: UU 23/2006 ps. 61 dan ps. 62.
    """
    for family in part.open_families:
        heads = [m.resident_id for m in part.members_of(family.id) if m.shdk is Shdk.HEAD]
        if heads == [family.head_id]:
            continue
        number = family.kk_number or "yang belum bernomor"
        if not heads:
            sentence = f"KK {number} tidak mempunyai kepala keluarga."
        elif len(heads) > 1:
            sentence = f"KK {number} mempunyai {len(heads)} kepala keluarga."
        else:
            sentence = f"Kepala KK {number} bukan orang yang namanya dipakai KK itu."
        yield RULE.finding((family.id,), sentence, "Tetapkan satu kepala keluarga; KK baru mendapat nomor baru.")
