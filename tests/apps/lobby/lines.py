"""A queue for tests: two lines and three counters of Bintan, and acts with keys of their own."""

import datetime
import uuid

from loket.core.queue.rules import QueueRules
from loket.core.queue.ticket import Kind
from loket.lobby.queue import services
from loket.lobby.queue.queries import TicketRecord
from loket.lobby.queue.services import Act, Wanted
from loket.offices import queries as offices
from loket.offices.records import Officer
from tests.apps import factories
from tests.apps.factories import MONDAY

RULES = QueueRules(
    {"kk": "A", "skdwni": "B"},
    {1: ("A", "B"), 2: ("A",), 3: ("B",)},
    ratio=2,
    longest=60,
    places=2,
    recalls=3,
    rejoin=2,
)


def has_queue(office: str = "bintan", rules: QueueRules = RULES) -> None:
    """Give an office these rules."""
    found = services.set_rules(offices.office(office).id, rules, officer=None, why="uji", at=MONDAY)
    assert found == ()


def at(minutes: float = 0) -> datetime.datetime:
    """So many minutes after nine on Monday."""
    return MONDAY + datetime.timedelta(minutes=minutes)


def act(minutes: float = 0, key: uuid.UUID | None = None, person: int | None = None) -> Act:
    """An act with a key of its own."""
    return Act(key or uuid.uuid4(), at(minutes), person)


def taken(minutes: float = 0, service: str = "kk", priority: str = "", identity: str = "") -> TicketRecord:
    """A number taken at the kiosk."""
    return services.take("bintan", Wanted(service, priority, identity), act(minutes))


def called(counter: int, minutes: float, by: Officer | None = None) -> TicketRecord | None:
    """Whoever a counter calls."""
    return services.call_next(by or factories.budi(), counter, act(minutes))


def done(ticket: TicketRecord | None, kind: Kind, minutes: float) -> TicketRecord:
    """Something done to the number in hand, at its counter."""
    assert ticket is not None
    assert ticket.counter is not None
    return services.do(factories.budi(), ticket.counter, ticket.code, kind, act(minutes))


def served(counter: int, minutes: float) -> str:
    """Call and finish whoever is next; the number, empty where nobody waits."""
    ticket = called(counter, minutes)
    return done(ticket, Kind.FINISHED, minutes).text if ticket else ""
