"""What is shown of a queue: the display of the waiting room, a holder's place, and the counter of an officer."""

import datetime
from collections import Counter
from typing import Final

from loket.core.queue.numbers import printed, spoken
from loket.core.queue.ticket import AT_COUNTER, Kind, State
from loket.core.queue.waiting import LOOKED_BACK, estimate
from loket.lobby import models
from loket.lobby.queue.days import record_of
from loket.lobby.queue.records import Board, CallRecord, CounterView, Place, TicketRecord
from loket.lobby.queue.rules import rules_of
from loket.lobby.refusals import NoQueueHere, NoSuchCounter
from loket.offices import queries as offices

CALLS_SHOWN: Final = 6
_CALLS: Final = (Kind.CALLED, Kind.RECALLED)
_IN_SIGHT: Final = (State.WAITING, State.HELD, State.LEFT, *sorted(AT_COUNTER))
_SHOWN: Final = 50


def board(office_id: int, date: datetime.date) -> Board:
    """The display of that day, made from what is stored: after a restart it is the same. Raises NoQueueHere."""
    rules = rules_of(office_id)
    if rules is None:
        raise NoQueueHere
    day = models.QueueDay.objects.filter(office=office_id, date=date).first()
    if day is None:
        return Board(date, (), {}, 0, is_closed=False, notice=rules.notice)
    events = models.QueueEvent.objects.filter(day=day, kind__in=_CALLS).order_by("-pk")
    rows = events.values_list("pk", "ticket__letter", "ticket__number", "counter", "at")[:CALLS_SHOWN]
    calls = tuple(
        CallRecord(order, printed(letter, number), counter, spoken(letter, number, counter), at)
        for order, letter, number, counter, at in rows
        if counter is not None
    )
    shown = models.QueueTicket.objects.filter(day=day, state__in=(State.WAITING, *AT_COUNTER))
    tickets = list(shown.values_list("state", "counter", "letter", "number"))
    at_counters = {
        counter: printed(letter, number)
        for state, counter, letter, number in tickets
        if counter is not None and state != State.WAITING
    }
    waiting = sum(1 for ticket in tickets if ticket[0] == State.WAITING)
    is_closed = day.closed_at is not None
    return Board(date, calls, dict(sorted(at_counters.items())), waiting, is_closed=is_closed, notice=rules.notice)


def place_of(ticket: TicketRecord, now: datetime.datetime) -> Place | None:
    """The place of a ticket that waits, None for any other. Those with priority may still come before it."""
    if ticket.state is not State.WAITING or ticket.since is None:
        return None
    day = models.QueueDay.objects.get(office=ticket.office_id, date=ticket.date)
    line = models.QueueTicket.objects.filter(day=day, state=State.WAITING, line=ticket.line)
    own = (ticket.since, ticket.number)
    ahead = sum(1 for since, number in line.values_list("since", "number") if (since, number) < own)
    calls = models.QueueEvent.objects.filter(
        day=day, kind=Kind.CALLED, ticket__line=ticket.line, at__gte=now - LOOKED_BACK
    )
    return Place(ahead, estimate(ahead, calls.values_list("at", flat=True), now))


def counter_view(office_key: str, counter: int, now: datetime.datetime) -> CounterView:
    """The counter of an officer today. Raises NoQueueHere, NoSuchCounter."""
    office = offices.office(office_key)
    rules = rules_of(office.id)
    if rules is None:
        raise NoQueueHere
    if counter not in rules.counters:
        raise NoSuchCounter
    lines = rules.counters[counter]
    day = models.QueueDay.objects.filter(office=office.id, date=offices.today(office_key, now)).first()
    if day is None:
        return CounterView(counter, None, (), (), (), dict.fromkeys(lines, 0), is_closed=False)
    rows = models.QueueTicket.objects.filter(day=day, state__in=_IN_SIGHT).order_by("since", "number")
    tickets = [record_of(row, day) for row in rows]
    waiting = [one for one in tickets if one.state is State.WAITING]
    counts = Counter(one.line for one in waiting)
    mine = (one for one in tickets if one.counter == counter and one.state in AT_COUNTER)
    return CounterView(
        counter,
        next(mine, None),
        tuple(one for one in tickets if one.state is State.HELD and one.line in lines),
        tuple(one for one in tickets if one.state is State.LEFT and one.line in lines)[-_SHOWN:],
        tuple(one for one in waiting if one.line in lines)[:_SHOWN],
        {line: counts[line] for line in lines},
        is_closed=day.closed_at is not None,
    )


def counts_of(office_id: int, date: datetime.date) -> dict[str, int]:
    """How many tickets of a closed day ended how; empty while it is open."""
    found = models.QueueDay.objects.filter(office=office_id, date=date).values_list("counts", flat=True).first()
    return dict(found or {})
