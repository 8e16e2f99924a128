"""
Who arrives on a letter of departure that this register issued arrives on that letter, from where it was issued.
"""

from collections import defaultdict
from collections.abc import Iterator

from loket.core.register.context import Context
from loket.core.register.moves import MoveIn
from loket.core.register.slice import Slice
from loket.core.register.values import ResidentId, Transit
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("arrival-fits-letter", Level.WARNING, "Perpres 96/2018 ps. 26; Permendagri 109/2019, F-1.03")
_REGENCY = 4


def check(part: Slice, context: Context) -> Iterator[Finding]:
    """
    Found for those who were under way and arrive with another number of the SKPWNI, or from another kabupaten/kota, than
    the register has of their departure; those who left together are one finding.

    What the register does not know is not held against the form. Of what stands nothing is found: letter and origin are
    the event's alone.

    Basis: Perpres 96/2018 ps. 26; Permendagri 109/2019, F-1.03.
    """
    event, before = context.event, context.before
    if not isinstance(event, MoveIn) or before is None:
        return
    for move, movers in _arrived(part, before, event).items():
        differing = tuple(_differing(event, before, move))
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


def _differing(event: MoveIn, before: Slice, move: Transit) -> Iterator[str]:
    if move.skpwni_number and _plain(event.skpwni_number) != _plain(move.skpwni_number):
        yield f"SKPWNI-nya bernomor {move.skpwni_number}, bukan {event.skpwni_number}"
    left = before.left_from(move)
    if left is not None and event.origin is not None:
        was, told = left.region.digits[:_REGENCY], event.origin.digits[:_REGENCY]
        if was != told:
            yield f"kabupaten/kota asalnya berkode {was[:2]}.{was[2:]}, bukan {event.origin}"


def _plain(number: str) -> str:
    """A number as it is compared: neither capitals nor blanks tell two letters apart."""
    return "".join(number.split()).upper()
