"""What an officer does at a counter: call the next one, call again, serve, put aside, pass on, mark as not there, finish."""

from collections.abc import Callable
from typing import TypeVar

from loket.core.engine.refusals import NotAllowed
from loket.core.queue.choosing import Candidate, choose, run_after
from loket.core.queue.refusals import CounterBusy, TicketMoved
from loket.core.queue.ticket import AT_COUNTER, STATES, Event, Kind, State, require
from loket.core.terms import Resi
from loket.lobby import models
from loket.lobby.queue.days import Act, Held, holding, ticket_of
from loket.lobby.queue.records import TicketRecord
from loket.lobby.queue.taking import open_day, read_code
from loket.lobby.refusals import NoSuchCounter, NoSuchTicket
from loket.offices import queries as offices
from loket.offices.records import Officer

R = TypeVar("R")


def call_next(officer: Officer, counter: int, act: Act) -> TicketRecord | None:
    """
    Call whoever is next in the lines of this counter; None where nobody waits.

    Raises NotAllowed, NoQueueHere, NoSuchCounter, CounterBusy, QueueDayClosed.
    """

    def called(held: Held) -> TicketRecord | None:
        _require_free(held, counter)
        lines = held.rules.counters[counter]
        post = models.QueueCounter.objects.get_or_create(day=held.day, number=counter)[0]
        chosen = choose(
            _waiting(held, lines),
            run=post.run,
            ratio=held.rules.ratio,
            longest=held.rules.longest_wait,
            now=act.at,
        )
        if chosen is None:
            return None
        post.run = run_after(post.run, chosen)
        post.save(update_fields=["run"])
        return _called(held, models.QueueTicket.objects.get(pk=chosen.key), counter, act)

    return _at_counter(officer, counter, act, called)


def call(officer: Officer, counter: int, code: str, act: Act) -> TicketRecord:
    """
    Call a number again that was put aside. Nobody is called out of turn.

    Raises what `call_next` does, NoSuchTicket and TicketMoved.
    """

    def called(held: Held) -> TicketRecord:
        _require_free(held, counter)
        row = _row(held, code)
        if row.state != State.HELD:
            raise TicketMoved(number=str(row), state=STATES[State(row.state)])
        return _called(held, row, counter, act)

    return _at_counter(officer, counter, act, called)


def do(officer: Officer, counter: int, code: str, kind: Kind, act: Act) -> TicketRecord:
    """
    Recall, serve, hold, mark as not there or finish the number in hand.

    Raises NotAllowed, NoQueueHere, NoSuchCounter, NoSuchTicket, TicketMoved, AtAnotherCounter, RecalledEnough, QueueDayClosed.
    """
    return _on_ticket(officer, counter, code, Event(kind, act.at, counter), act)


def transfer(officer: Officer, counter: int, code: str, line: str, act: Act) -> TicketRecord:
    """Pass a number on to another line; its arrival counts as before. Raises what `do` does; NoSuchCounter for a line that there is not."""
    return _on_ticket(officer, counter, code, Event(Kind.TRANSFERRED, act.at, counter, line=line), act)


def taken_in(officer: Officer, counter: int | None, code: str, resi: Resi, act: Act) -> TicketRecord:
    """
    The number became this case, and is being served.

    `counter` None: whoever takes in has chosen none, and the ticket's own counts. Raises what `do` does.
    """

    def done(held: Held) -> TicketRecord:
        row = _row(held, code)
        require(ticket_of(row), Kind.TAKEN_IN, str(row), counter=counter)
        return held.write(row, Event(Kind.TAKEN_IN, act.at, row.counter, resi=resi.code), act)

    return _of_officer(officer, act, done)


def _on_ticket(officer: Officer, counter: int, code: str, event: Event, act: Act) -> TicketRecord:
    def done(held: Held) -> TicketRecord:
        row = _row(held, code)
        require(ticket_of(row), event.kind, str(row), counter=counter, recalls=held.rules.recalls)
        if event.line and event.line not in held.rules.lines:
            raise NoSuchCounter
        return held.write(row, event, act)

    return _at_counter(officer, counter, act, done)


def _at_counter(officer: Officer, counter: int, act: Act, work: Callable[[Held], R]) -> R | TicketRecord:
    def done(held: Held) -> R | TicketRecord:
        if counter not in held.rules.counters:
            raise NoSuchCounter
        return work(held)

    return _of_officer(officer, act, done)


def _of_officer(officer: Officer, act: Act, work: Callable[[Held], R]) -> R | TicketRecord:
    if "intake" not in officer.powers:
        raise NotAllowed

    def done(held: Held) -> R | TicketRecord:
        if again := held.answered(act):
            return again
        open_day(held, act, by_officer=True)
        return work(held)

    return holding(officer.office_id, offices.today(officer.office_key, act.at), done)


def _called(held: Held, row: models.QueueTicket, counter: int, act: Act) -> TicketRecord:
    line = held.line(row.line)
    line.calls += 1
    line.save(update_fields=["calls"])
    return held.write(row, Event(Kind.CALLED, act.at, counter), act)


def _waiting(held: Held, lines: tuple[str, ...]) -> list[Candidate]:
    calls = dict(models.QueueLine.objects.filter(day=held.day).values_list("letter", "calls"))
    rows = models.QueueTicket.objects.filter(day=held.day, state=State.WAITING, line__in=lines)
    return [
        Candidate(key, since, number, bool(priority), calls.get(line, 0) >= after)
        for key, since, number, priority, line, after in rows.values_list(
            "pk", "since", "number", "priority", "line", "after"
        )
        if since is not None
    ]


def _require_free(held: Held, counter: int) -> None:
    rows = models.QueueTicket.objects.filter(day=held.day, counter=counter, state__in=AT_COUNTER)
    if row := rows.first():
        raise CounterBusy(number=str(row))


def _row(held: Held, code: str) -> models.QueueTicket:
    row = models.QueueTicket.objects.filter(day=held.day, code=read_code(code)).first()
    if row is None:
        raise NoSuchTicket
    return row
