"""To live abroad and home again: form F-1.03 for citizens who leave the country, or come back."""

from types import MappingProxyType
from typing import Final

from loket.core.entry.filled import Filled
from loket.core.entry.newcomers import arrivals
from loket.core.entry.placing import bad, left_behind, movers_of, people, settled
from loket.core.register.events import LifeEvent
from loket.core.register.moves import ArrivedFromAbroad, MoveAbroad


def leave(filled: Filled) -> tuple[LifeEvent, ...]:
    """Some of a KK, or all, go abroad for a year or more; who stays without a head is placed."""
    if not filled.values.ticked("one_year"):
        sentence = "Yang dicatat pindah ke luar negeri menetap di sana satu tahun atau lebih."
        hint = "Centang bila buktinya ada; perjalanan yang lebih singkat tidak memerlukan SKPLN."
        raise bad("entry-stay-too-short", sentence, hint, "one_year")
    kk, rows = filled.kk("family"), people(filled, "members")
    going = movers_of(filled, kk, rows, "members")
    ids = tuple(row.resident_id for row in kk.rows if row.resident_id in going)
    placements = left_behind(filled, kk, rows, going, "members")
    return (MoveAbroad(date=filled.today, resident_ids=ids, placements=placements),)


def come_home(filled: Filled) -> tuple[LifeEvent, ...]:
    """Who left is back with the old NIK, who was never recorded is new, and all enter one KK."""
    values = filled.values
    come = arrivals(filled, people(filled, "returning"))
    if not come.persons:
        raise bad("entry-nobody-arrives", "Belum ada yang datang.", "Isi NIK atau biodata pendatang.", "returning")
    return (
        ArrivedFromAbroad(
            date=values.date("arrival_date"),
            letter=values.text("letter_number"),
            newcomers=come.newcomers,
            biodata=come.biodata,
            placements=settled(filled, come.persons, "returning"),
        ),
    )


KINDS: Final = MappingProxyType({"pindah-luar-negeri": leave, "datang-luar-negeri": come_home})
