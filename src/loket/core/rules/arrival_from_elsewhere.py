"""
Who arrives with an SKPWNI comes from another kabupaten/kota.
"""

from collections.abc import Iterator
from typing import Final

from loket.core.register.context import Context
from loket.core.register.moves import MoveIn
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("arrival-from-elsewhere", Level.REFUSAL, "Perpres 96/2018 ps. 25; Permendagri 108/2019")
_REGENCY: Final = 4


def check(part: Slice, context: Context) -> Iterator[Finding]:
    """
    Breached by an arrival in the kabupaten/kota that the SKPWNI is said to come from: a move inside it has no SKPWNI.

    Of what stands nothing is found: the origin is the event's alone.

    Basis: Perpres 96/2018 ps. 25; Permendagri 108/2019.
    """
    event = context.event
    if not isinstance(event, MoveIn) or event.origin is None:
        return
    own = event.origin.digits[:_REGENCY]
    placed = [i for i in event.named_residents if i in part.residents and part.residents[i].is_active]
    homes = ((i, part.address_of(i)) for i in placed)
    there = sorted((i for i, home in homes if home and home.region.digits[:_REGENCY] == own), key=str)
    if there:
        yield RULE.finding(
            tuple(there),
            f"Kabupaten/kota asal pendatang berkode {event.origin}, padahal alamat barunya di kabupaten/kota itu juga: "
            "pindah di dalam satu kabupaten/kota tidak memakai SKPWNI.",
            "Betulkan kabupaten/kota asalnya. Bila pindah di dalam satu kabupaten/kota, pakai pindah alamat; bila "
            "kepindahannya batal, pakai batal pindah.",
        )
