"""
The kinds of entry: for each, its form and the life events a filled form asks for.

One module per group of kinds; a kind has a file in `data/` and a row here. Nothing here decides whether an event is allowed.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from loket.core.entry.filled import Filled
from loket.core.entry.forms import form_of
from loket.core.entry.kinds import (
    abroad,
    births,
    cards,
    courts,
    deaths,
    elements,
    families,
    foreigners,
    letters,
    moves,
)
from loket.core.entry.model import EntryForm
from loket.core.register.events import LifeEvent

Events = Callable[[Filled], tuple[LifeEvent, ...]]
"""What a filled form asks of the register, in order. Raises BadTerm for an answer that does not fit the register."""


class Kind(NamedTuple):
    """One kind of entry."""

    name: str
    events: Events

    @property
    def form(self) -> EntryForm:
        """Its form."""
        return form_of(self.name)


_GROUPS: Final = (
    births.KINDS,
    deaths.KINDS,
    courts.KINDS,
    elements.KINDS,
    cards.KINDS,
    letters.KINDS,
    families.KINDS,
    moves.KINDS,
    abroad.KINDS,
    foreigners.KINDS,
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {name: Kind(name, events) for group in _GROUPS for name, events in group.items()}
)
