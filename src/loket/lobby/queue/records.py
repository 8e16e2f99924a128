"""What other apps may know of a queue: frozen records, never rows."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from loket.core.queue.numbers import printed
from loket.core.queue.ticket import ENDS, STATES, State


class Channel(StrEnum):
    """Where a ticket was taken."""

    KIOSK = "anjungan"
    COUNTER = "loket"
    ONLINE = "daring"


PRIORITIES: Final = ("lansia", "disabilitas", "hamil")
"""Who is called before others, by the ratio of the office. Basis: UU 25/2009 ps. 29; Permenpan-RB 15/2014."""


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """One ticket as it stands."""

    id: int
    office_id: int
    date: datetime.date
    code: str
    letter: str
    number: int
    service: str
    priority: str
    channel: str
    slot_at: datetime.datetime | None
    state: State
    line: str
    since: datetime.datetime | None
    counter: int | None
    recalls: int
    resi: str

    @property
    def text(self) -> str:
        """The number as people read it: A-012."""
        return printed(self.letter, self.number)

    @property
    def state_words(self) -> str:
        """The state in Indonesian."""
        return STATES[self.state]

    @property
    def has_ended(self) -> bool:
        """Whether nothing more happens to it, unless its holder comes back."""
        return self.state in ENDS


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a ticket is asked for: the service, a priority or none, and by whom, as a text that is kept as a keyed digest alone."""

    service: str
    priority: str = ""
    identity: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CallRecord:
    """A call as the display shows and says it; `order` grows with each call."""

    order: int
    text: str
    counter: int
    clips: tuple[str, ...]
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Board:
    """What hangs in the waiting room: the latest calls, newest first, which number is at which counter, and how many wait.

    `notice`: what the office says to all.
    """

    date: datetime.date
    calls: tuple[CallRecord, ...]
    counters: Mapping[int, str]
    waiting: int
    is_closed: bool
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """How many are called before a ticket at the least, and for how many minutes it waits where that is known."""

    ahead: int
    minutes: int | None


@dataclass(frozen=True, slots=True)
class CounterView:
    """A counter as its officer sees it: the ticket in hand, those put aside, who may come back, and how many wait by line."""

    number: int
    current: TicketRecord | None
    held: tuple[TicketRecord, ...]
    left: tuple[TicketRecord, ...]
    waiting: tuple[TicketRecord, ...]
    counts: Mapping[str, int]
    is_closed: bool


@dataclass(frozen=True, slots=True)
class RulesChange:
    """Who set the rules of the queue, when and why."""

    at: datetime.datetime
    acted_as: str
    why: str
