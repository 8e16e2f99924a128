"""
A day's queue, which one writer at a time holds: numbers without a gap, a call and the close follow each other.

The events are proof, and a ticket's row is their fold; both are written together. The same key is answered the same.
"""

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from loket.core.queue.rules import QueueRules
from loket.core.queue.ticket import Event, State, Ticket, evolve
from loket.lobby import models
from loket.lobby.queue.records import TicketRecord
from loket.lobby.queue.rules import rules_of
from loket.lobby.refusals import NoQueueHere, QueueDayClosed
from loket.storage.writing import run

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Act:
    """An act on the queue: its key, when, and by whom of the office, None for the public."""

    key: uuid.UUID
    at: datetime.datetime
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """The day's row, held, and the rules of the office."""

    day: models.QueueDay
    rules: QueueRules

    def answered(self, act: Act) -> TicketRecord | None:
        """What the act with this key has already done."""
        found = models.QueueEvent.objects.filter(day=self.day, key=act.key).select_related("ticket").first()
        return record_of(found.ticket, self.day) if found else None

    def write(self, row: models.QueueTicket, event: Event, act: Act) -> TicketRecord:
        """Add the event and bring the row of its ticket up to it; a new row is written first."""
        before = ticket_of(row) if row.pk else None
        _set(row, evolve(before, event))
        row.save()
        event_row(self.day, row, event, act).save(force_insert=True)
        return record_of(row, self.day)

    def line(self, letter: str) -> models.QueueLine:
        """The row of a letter, made when it is first needed."""
        return models.QueueLine.objects.get_or_create(day=self.day, letter=letter)[0]


def holding(office_id: int, date: datetime.date, work: Callable[[Held], T]) -> T:
    """
    Do the work while nobody else writes to the office's queue of that day: all of it, or nothing.

    Raises NoQueueHere, QueueDayClosed, and what the work raises.
    """

    def alone() -> T:
        rules = rules_of(office_id)
        if rules is None:
            raise NoQueueHere
        day = held_day(office_id, date)
        if day.closed_at is not None:
            raise QueueDayClosed
        return work(Held(day, rules))

    return run(alone)


def held_day(office_id: int, date: datetime.date) -> models.QueueDay:
    """The row of a day, made when it is first needed, and held until the transaction ends."""
    rows = models.QueueDay.objects.filter(office=office_id, date=date)
    # On SQLite the one writer holds everything already.
    day = rows.select_for_update().first()
    if day is None:
        models.QueueDay.objects.bulk_create([models.QueueDay(office_id=office_id, date=date)], ignore_conflicts=True)
        day = rows.select_for_update().get()
    return day


def ticket_of(row: models.QueueTicket) -> Ticket:
    """The ticket as the core sees it."""
    return Ticket(State(row.state), row.line, row.since, row.counter, row.recalls, row.after, row.resi)


def event_row(day: models.QueueDay, row: models.QueueTicket, event: Event, act: Act) -> models.QueueEvent:
    """The event as it is kept."""
    return models.QueueEvent(
        day=day,
        ticket=row,
        key=act.key,
        kind=event.kind,
        at=event.at,
        counter=event.counter,
        line=event.line,
        since=event.since,
        after=event.after,
        resi=event.resi,
        person=act.person,
    )


def record_of(row: models.QueueTicket, day: models.QueueDay) -> TicketRecord:
    """The row as a record."""
    return TicketRecord(
        row.pk,
        day.office_id,
        day.date,
        row.code,
        row.letter,
        row.number,
        row.service,
        row.priority,
        row.channel,
        row.slot_at,
        State(row.state),
        row.line,
        row.since,
        row.counter,
        row.recalls,
        row.resi,
    )


def _set(row: models.QueueTicket, ticket: Ticket) -> None:
    row.state, row.line, row.since, row.counter = ticket.state, ticket.line, ticket.since, ticket.counter
    row.recalls, row.after, row.resi = ticket.recalls, ticket.after, ticket.resi
