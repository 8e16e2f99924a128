"""A ticket as a fold of what happened to it, and what may happen next."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from loket.core.queue.refusals import AtAnotherCounter, RecalledEnough, TicketMoved


class State(StrEnum):
    """Where a ticket stands; the last three are ends."""

    BOOKED = "booked"
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    LEFT = "left"
    SERVED = "served"
    CANCELLED = "cancelled"


class Kind(StrEnum):
    """What happens to a ticket."""

    BOOKED = "booked"
    TAKEN = "taken"
    CHECKED_IN = "checked-in"
    CALLED = "called"
    RECALLED = "recalled"
    SERVING = "serving"
    HELD = "held"
    TRANSFERRED = "transferred"
    LEFT = "left"
    REJOINED = "rejoined"
    TAKEN_IN = "taken-in"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    CLOSED = "closed"


ENDS: Final = frozenset({State.LEFT, State.SERVED, State.CANCELLED})
AT_COUNTER: Final = frozenset({State.CALLED, State.SERVING})
"""States in which a counter has the ticket in hand; a held one it has put aside."""
FROM: Final[Mapping[Kind, frozenset[State]]] = {
    Kind.CHECKED_IN: frozenset({State.BOOKED}),
    Kind.CALLED: frozenset({State.WAITING, State.HELD}),
    Kind.RECALLED: frozenset({State.CALLED}),
    Kind.SERVING: frozenset({State.CALLED}),
    Kind.HELD: AT_COUNTER,
    Kind.TRANSFERRED: frozenset({State.CALLED, State.SERVING, State.HELD}),
    Kind.LEFT: frozenset({State.CALLED, State.HELD}),
    Kind.REJOINED: frozenset({State.LEFT}),
    Kind.TAKEN_IN: AT_COUNTER,
    Kind.FINISHED: AT_COUNTER,
    Kind.CANCELLED: frozenset({State.BOOKED, State.WAITING}),
    Kind.CLOSED: frozenset(State) - ENDS,
}
"""From which states something may happen; what is in no row begins a ticket."""
OF_THE_DAYS_END: Final[Mapping[State, State]] = {
    State.BOOKED: State.LEFT,
    State.CALLED: State.LEFT,
    State.SERVING: State.SERVED,
    State.WAITING: State.CANCELLED,
    State.HELD: State.CANCELLED,
}
"""How a ticket ends that is still open when the day is closed: who was called did not come, who waits was not served."""
_INTO: Final[Mapping[Kind, State]] = {
    Kind.BOOKED: State.BOOKED,
    Kind.TAKEN: State.WAITING,
    Kind.CHECKED_IN: State.WAITING,
    Kind.CALLED: State.CALLED,
    Kind.RECALLED: State.CALLED,
    Kind.SERVING: State.SERVING,
    Kind.HELD: State.HELD,
    Kind.TRANSFERRED: State.WAITING,
    Kind.LEFT: State.LEFT,
    Kind.REJOINED: State.WAITING,
    Kind.TAKEN_IN: State.SERVING,
    Kind.FINISHED: State.SERVED,
    Kind.CANCELLED: State.CANCELLED,
}
_OF_ONE_COUNTER: Final = frozenset({Kind.RECALLED, Kind.SERVING, Kind.HELD, Kind.TAKEN_IN, Kind.FINISHED})


@dataclass(frozen=True, slots=True)
class Event:
    """
    One thing that happened. `counter`: where. `line`: the letter of the line it stands in from now on. `since`: from when
    its waiting counts. `after`: after how many calls of its line it may be called again.
    """

    kind: Kind
    at: datetime.datetime
    counter: int | None = None
    line: str = ""
    since: datetime.datetime | None = None
    after: int = 0
    resi: str = ""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket has come to."""

    state: State
    line: str
    since: datetime.datetime | None = None
    counter: int | None = None
    recalls: int = 0
    after: int = 0
    resi: str = ""


def evolve(ticket: Ticket | None, event: Event) -> Ticket:
    """The ticket after what happened; whether it might have happened is asked of `require` before."""
    if ticket is None:
        return Ticket(_INTO[event.kind], event.line, event.since)
    state = OF_THE_DAYS_END[ticket.state] if event.kind is Kind.CLOSED else _INTO[event.kind]
    return replace(
        ticket,
        state=state,
        line=event.line or ticket.line,
        # A transfer names no new beginning: who has waited goes on waiting.
        since=event.since or ticket.since,
        counter=None if state in (State.WAITING, State.BOOKED) else (event.counter or ticket.counter),
        recalls=_recalls(ticket, event),
        after=_after(ticket, event),
        resi=event.resi or ticket.resi,
    )


def folded(events: Iterable[Event]) -> Ticket:
    """The ticket after all its events, oldest first. Raises ValueError where there are none."""
    ticket: Ticket | None = None
    for event in events:
        ticket = evolve(ticket, event)
    if ticket is None:
        raise ValueError("A ticket begins with an event.")
    return ticket


def require(ticket: Ticket, kind: Kind, number: str, *, counter: int | None = None, recalls: int = 0) -> None:
    """
    Refuse what may not happen to this ticket now.

    `counter`: the one that acts, None where its holder or the office does. `recalls`: how often a number is recalled.
    Raises TicketMoved, AtAnotherCounter, RecalledEnough.
    """
    if ticket.state not in FROM[kind]:
        raise TicketMoved(number=number, state=STATES[ticket.state])
    is_theirs = ticket.counter is not None and counter is not None and ticket.counter != counter
    if is_theirs and (kind in _OF_ONE_COUNTER or ticket.state in AT_COUNTER):
        raise AtAnotherCounter(number=number, counter=ticket.counter)
    if kind is Kind.RECALLED and ticket.recalls >= recalls:
        raise RecalledEnough(number=number, recalls=recalls)


STATES: Final[Mapping[State, str]] = {
    State.BOOKED: "dipesan",
    State.WAITING: "menunggu",
    State.CALLED: "dipanggil",
    State.SERVING: "dilayani",
    State.HELD: "ditahan",
    State.LEFT: "tidak hadir",
    State.SERVED: "selesai",
    State.CANCELLED: "dibatalkan",
}
"""What the states are called on screens and paper."""


def _after(ticket: Ticket, event: Event) -> int:
    if event.kind is Kind.REJOINED:
        return event.after
    # The calls that it lets pass are those of the line it came back to; another line counts its own.
    return 0 if event.kind is Kind.TRANSFERRED else ticket.after


def _recalls(ticket: Ticket, event: Event) -> int:
    if event.kind is Kind.RECALLED:
        return ticket.recalls + 1
    return 0 if event.kind is Kind.CALLED else ticket.recalls
