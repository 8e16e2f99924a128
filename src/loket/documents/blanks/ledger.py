"""
Where each blank is, as a fold of its movements: a pure function that knows neither rows nor offices.

A blank goes from the supplier to the store, from there to an officer, into a printer, and spoiled ones to destruction.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from loket.documents.blanks.serials import Serials
from loket.documents.refusals import BlankNotAvailable


class BlankAct(StrEnum):
    """What happens to blanks, in the words of the ledger."""

    RECEIVE = "terima"
    ISSUE = "serahkan"
    GIVE_BACK = "kembalikan"
    USE = "pakai"
    SPOIL = "rusak"
    LEND = "pinjamkan"
    RETURN = "dipulangkan"
    COUNT = "hitung"
    DESTROY = "musnahkan"


class Whereabouts(StrEnum):
    """Where a blank is, as a sentence ends with it."""

    UNKNOWN = "belum pernah diterima kantor ini"
    STORE = "ada di gudang"
    WITH_OFFICER = "dipegang petugas lain"
    USED = "sudah dipakai"
    SPOILED = "sudah dicatat rusak"
    LENT = "sedang dipinjamkan"
    DESTROYED = "sudah dimusnahkan"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one blank is, and with whom if with an officer."""

    where: Whereabouts = Whereabouts.UNKNOWN
    holder: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One movement of a range; `holder` is the officer concerned."""

    act: BlankAct
    first: int
    last: int
    holder: int | None = None


_W = Whereabouts
_FROM: Final[Mapping[BlankAct, frozenset[Whereabouts]]] = MappingProxyType(
    {
        BlankAct.RECEIVE: frozenset({_W.UNKNOWN}),
        BlankAct.ISSUE: frozenset({_W.STORE}),
        BlankAct.GIVE_BACK: frozenset({_W.WITH_OFFICER}),
        BlankAct.USE: frozenset({_W.STORE, _W.WITH_OFFICER}),
        BlankAct.SPOIL: frozenset({_W.STORE, _W.WITH_OFFICER, _W.USED}),
        BlankAct.LEND: frozenset({_W.STORE}),
        BlankAct.RETURN: frozenset({_W.LENT}),
        BlankAct.DESTROY: frozenset({_W.SPOILED}),
    }
)
_TO: Final[Mapping[BlankAct, Whereabouts]] = MappingProxyType(
    {
        BlankAct.RECEIVE: _W.STORE,
        BlankAct.ISSUE: _W.WITH_OFFICER,
        BlankAct.GIVE_BACK: _W.STORE,
        BlankAct.USE: _W.USED,
        BlankAct.SPOIL: _W.SPOILED,
        BlankAct.LEND: _W.LENT,
        BlankAct.RETURN: _W.STORE,
        BlankAct.DESTROY: _W.DESTROYED,
    }
)
_HANDS: Final = frozenset({BlankAct.USE, BlankAct.GIVE_BACK})


def standings(moves: Iterable[Move], first: int, last: int) -> list[Standing]:
    """Where each blank from `first` to `last` is after these movements, oldest first."""
    found = [Standing()] * (last - first + 1)
    for move in moves:
        start, end = max(move.first, first), min(move.last, last)
        if start > end:
            continue
        after = Standing(_TO[move.act], move.holder if move.act is BlankAct.ISSUE else None)
        found[start - first : end - first + 1] = [after] * (end - start + 1)
    return found


def require_movable(kind: str, act: BlankAct, serials: Serials, found: list[Standing], holder: int | None) -> None:
    """
    Refuse a movement that some blank of the range cannot make, naming the first such blank.

    Only its holder uses or gives back what an officer holds; others get it through the store. Raises BlankNotAvailable.
    """
    for place, standing in enumerate(found):
        in_other_hands = act in _HANDS and standing.where is Whereabouts.WITH_OFFICER and standing.holder != holder
        if standing.where not in _FROM[act] or in_other_hands:
            raise BlankNotAvailable(
                kind=kind,
                serial=serials.serial(serials.first + place),
                act=act,
                state=standing.where,
                fields=("serial",),
            )
