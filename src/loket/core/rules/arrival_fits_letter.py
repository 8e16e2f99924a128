"""
Who arrives on a letter of departure that this register issued arrives on that letter, from where and to where it says.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from loket.core.register.context import Context
from loket.core.register.moves import MoveIn
from loket.core.register.slice import Slice
from loket.core.register.values import Address, ResidentId, Transit
from loket.core.rules.rule import Finding, Level, Rule
from loket.core.terms import RegionCode

RULE = Rule("arrival-fits-letter", Level.WARNING, "Perpres 96/2018 ps. 26; Permendagri 109/2019, F-1.03")
_REGENCY: Final = 4
_WORD: Final = re.compile(r"\w+")
_STREETS: Final = frozenset({"jl", "jln", "jalan", "no", "nomor"})


def check(part: Slice, context: Context) -> Iterator[Finding]:
    """
    Found for those who were under way and arrive with another number or date of the SKPWNI, from another kabupaten/kota or
    street, or in another kabupaten/kota, than the register has of their departure; those who left together are one finding.

    What the register or the form does not tell is not held against the other. Of a street its own words and numbers must
    be there, in whatever order and with whatever else. Of what stands nothing is found: the letter is the event's alone.

    Basis: Perpres 96/2018 ps. 26; Permendagri 109/2019, F-1.03.
    """
    event, before = context.event, context.before
    if not isinstance(event, MoveIn) or before is None:
        return
    for move, movers in _arrived(part, before, event).items():
        differing = (
            *_letters(event, move),
            *_origins(event, before.left_from(move)),
            *_destinations(part.address_of(movers[0]), move),
        )
        if differing:
            names = ", ".join(part.residents[own].name for own in movers)
            yield RULE.finding(
                movers,
                f"Yang datang tidak cocok dengan kepindahan {names} di register: {'; '.join(differing)}.",
                "Cocokkan dengan SKPWNI yang dibawa dan betulkan isiannya; bila suratnya memang lain, tulis alasannya.",
            )


def _arrived(part: Slice, before: Slice, event: MoveIn) -> dict[Transit, tuple[ResidentId, ...]]:
    """Whom the event has brought, by the move they were on; of those who left together, that of the first of them."""
    movers: defaultdict[tuple[object, ...], list[ResidentId]] = defaultdict(list)
    moves: dict[tuple[object, ...], Transit] = {}
    for own, resident in before.residents.items():
        move = resident.latest.transit
        if own in event.named_residents and move is not None and part.residents[own].is_active:
            key = move.family_id, move.departed_date, move.skpwni_number
            moves.setdefault(key, move)
            movers[key].append(own)
    return {moves[key]: tuple(own) for key, own in movers.items()}


def _letters(event: MoveIn, move: Transit) -> Iterator[str]:
    if move.skpwni_number and _plain(event.skpwni_number) != _plain(move.skpwni_number):
        yield f"SKPWNI-nya bernomor {move.skpwni_number}, bukan {event.skpwni_number}"
    if event.skpwni_date is not None and event.skpwni_date != move.departed_date:
        yield f"SKPWNI-nya bertanggal {move.departed_date:%d-%m-%Y}, bukan {event.skpwni_date:%d-%m-%Y}"


def _origins(event: MoveIn, left: Address | None) -> Iterator[str]:
    if left is None:
        return
    if event.origin is not None and _regency(left.region) != _regency(event.origin):
        yield f"kabupaten/kota asalnya berkode {_regency(left.region)}, bukan {event.origin}"
    if event.origin_address and not _words(left.street) <= _words(event.origin_address):
        yield f"alamat asalnya {left.street}, bukan {event.origin_address}"


def _destinations(home: Address | None, move: Transit) -> Iterator[str]:
    if home is not None and _regency(home.region) != _regency(move.destination):
        yield f"tujuannya kabupaten/kota berkode {_regency(move.destination)}, bukan {_regency(home.region)}"


def _regency(region: RegionCode) -> str:
    return f"{region.digits[:2]}.{region.digits[2:_REGENCY]}"


def _words(address: str) -> frozenset[str]:
    """What tells one street and house from another, however it is written."""
    return frozenset(word.lstrip("0") for word in _WORD.findall(address.casefold())) - _STREETS


def _plain(number: str) -> str:
    """A number as it is compared: neither capitals nor blanks tell two letters apart."""
    return "".join(number.split()).upper()
