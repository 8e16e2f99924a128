"""
Fifty clients and five counters at a real server that is killed while they are at it, and replies that are lost.

Every number is called exactly once, and once more each time that it was put aside, passed on or came back; none is missing, and
nobody who has waited the longest wait is overtaken.
"""

import datetime
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.utils import timezone

from loket.core.queue.rules import QueueRules
from loket.core.queue.ticket import Event, Kind, State, Ticket, evolve, folded
from loket.core.worktime.holidays import HolidayKind
from loket.lobby import models
from loket.lobby.queue import queries, services
from loket.lobby.queue.days import ticket_of
from loket.lobby.queue.services import Act
from loket.offices import queries as offices
from loket.offices.changes import Decision
from loket.offices.services import set_holiday
from tests.apps import factories
from tests.apps.conftest import OwnDatabase
from tests.apps.lobby.clients import Browser, Day, citizen, officer, signed_in
from tests.apps.served import free_port

pytestmark = pytest.mark.long

SERVE = "import sys; from loket.cli.serve import serve_here; serve_here(int(sys.argv[1]), 8)"
COUNTERS, CITIZENS, TICKETS = 5, 45, 4
PASSWORD = "uji-antrean-lima-loket"
AWAY = frozenset({Kind.HELD, Kind.REJOINED, Kind.TRANSFERRED})
"""After these a number is called once more."""
SHORT_WAIT_MINUTES = 0.05
"""Three seconds, so that many wait longer than they should within a test."""
RULES = QueueRules({"kk": "A", "skdwni": "B"}, {1: ("A", "B"), 2: ("A",), 3: ("B",), 4: ("B", "A"), 5: ("A", "B")})
CALLS = "/antrean/bintan/layar/panggilan/"


class Server:
    """A server that can be killed as a power cut would, and started again at the same port."""

    def __init__(self, own: OwnDatabase) -> None:
        self.port = free_port()
        self.environment = {**own.environment, "LOKET_PROXIES": "127.0.0.1"}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it takes connections."""
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(self.port)], env=self.environment, start_new_session=True
        )
        ends = time.monotonic() + 60
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            assert self.process.poll() is None
            assert time.monotonic() < ends
            time.sleep(0.05)

    def kill(self) -> None:
        """Kill -9: the process and its workers, whatever they are doing."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def served(own: OwnDatabase) -> Iterator[Server]:
    home = Path(own.environment["LOKET_HOME"])
    # The digest of who took a number needs the installation's own key.
    shutil.copytree(settings.DATA_KEYS_ROOT, home / Path(settings.DATA_KEYS_ROOT).name, dirs_exist_ok=True)
    server = Server(own)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def prepare() -> None:
    """The rules of the office, and an officer at the counter who can sign in."""
    office = offices.office("bintan")
    now = timezone.now()
    services.set_rules(office.id, RULES, officer=None, why="uji", at=now)
    kept = RULES.as_data() | {"longest": SHORT_WAIT_MINUTES}
    # On a day off whoever opens the queue closes it: the test runs at any hour.
    today = offices.today("bintan", now)
    decision = Decision.founding(now, "uji")
    set_holiday("bintan", date=today, name="Uji", kind=HolidayKind.REGIONAL, decree="uji", decision=decision)
    # Shorter than a page would let anybody set it.
    models.QueueSetting(office_id=office.id, rules=kept, why="uji", at=now).save(force_insert=True)
    User.objects.filter(username="bintan.budi").update(password=PBKDF2PasswordHasher().encode(PASSWORD, "garam-uji"))
    services.take("bintan", services.Wanted("kk"), Act(uuid.uuid4(), now), factories.budi())
    # As if line A had been called for hours: who came back to it and is passed on must not wait for as many calls of line B.
    models.QueueLine.objects.filter(letter="A").update(calls=500)


def browser(server: Server, number: int) -> Browser:
    return Browser(server.port, f"10.9.{number // 250}.{number % 250 + 1}", random.Random(number))


def events() -> list[models.QueueEvent]:
    return list(models.QueueEvent.objects.order_by("pk").select_related("ticket"))


def overtaken(of: list[models.QueueEvent], longest: datetime.timedelta) -> list[str]:
    """
    Who was overtaken, after the longest wait, by somebody who came later and was called by a counter of both lines.

    However it has come to wait: who was transferred waits since the arrival, who came back since the return. Who was put
    aside waits for no call.
    """
    numbers = {one.ticket_id: one.ticket for one in of}
    now: dict[int, Ticket] = {}
    found: list[str] = []
    for event in of:
        before = now.get(event.ticket_id)
        now[event.ticket_id] = evolve(before, _event(event))
        if event.kind != Kind.CALLED or before is None or before.state is not State.WAITING:
            continue
        lines = RULES.counters[event.counter or 0]
        order = (before.since, event.ticket.number)
        found += [
            f"{numbers[key]} by {event.ticket}"
            for key, other in now.items()
            if other.state is State.WAITING
            and other.line in lines
            and other.since is not None
            and other.since <= event.at - longest
            and (other.since, numbers[key].number) < order
        ]
    return found


class TestFiftyClients:
    def test_every_number_is_called_as_often_as_it_should_be_and_nobody_is_overtaken_too_long(
        self, own_database: OwnDatabase, capfd: pytest.CaptureFixture[str]
    ) -> None:
        prepare()
        first = models.QueueTicket.objects.get().code
        day = Day(CITIZENS)
        with served(own_database) as server:
            desks = [browser(server, 900 + number) for number in range(COUNTERS)]
            for desk in desks:
                signed_in(desk, "bintan.budi", PASSWORD)
            people = [browser(server, number) for number in range(CITIZENS)]
            with ThreadPoolExecutor(CITIZENS + COUNTERS) as threads:
                at_work = [threads.submit(citizen, one, day, place, TICKETS) for place, one in enumerate(people)]
                at_work += [threads.submit(officer, one, day, place + 1) for place, one in enumerate(desks)]
                while len(day.called) < CITIZENS:
                    assert not any(one.done() and one.exception() for one in at_work)
                    time.sleep(0.05)
                server.kill()
                cut = len(day.called)
                server.start()
                for one in at_work:
                    one.result()
            shown = json.loads(people[0].get(CALLS).body)
            server.kill()
            server.start()
            assert json.loads(people[0].get(CALLS).body) | {"clock": ""} == shown | {"clock": ""}

        assert "Traceback" not in capfd.readouterr().err
        assert cut < len(day.called), "the server was killed while counters were calling"
        assert sum(one.lost for one in (*people, *desks)) > 50
        self._judge(day, first)

    def _judge(self, day: Day, first: str) -> None:
        expected = CITIZENS * TICKETS + 1
        rows = list(models.QueueTicket.objects.order_by("pk"))
        assert {row.code for row in rows} == {first, *day.given}
        assert len(rows) == len(day.given) + 1 == expected
        for letter in RULES.lines:
            numbers = sorted(row.number for row in rows if row.letter == letter)
            assert numbers == list(range(1, len(numbers) + 1))

        told = events()
        calls = Counter(event.ticket.code for event in told if event.kind == Kind.CALLED)
        away = Counter(event.ticket.code for event in told if event.kind in AWAY)
        assert {event.kind for event in told} >= AWAY
        assert calls == Counter(row.code for row in rows) + away == Counter(day.called)
        assert sorted(day.finished) == sorted(row.code for row in rows)
        assert {row.state for row in rows} == {State.SERVED}
        for row in rows:
            mine = [event for event in told if event.ticket_id == row.pk]
            assert folded(_event(one) for one in mine) == ticket_of(row)

        longest = datetime.timedelta(minutes=SHORT_WAIT_MINUTES)
        assert any(_wait(told, row) > longest for row in rows), "nobody waited long enough to show anything"
        assert overtaken(told, longest) == []
        counts = services.close_day(factories.budi(), Act(uuid.uuid4(), timezone.now()))
        assert counts == {"served": expected, "left": 0, "cancelled": 0, "ditutup": 0}
        assert queries.counts_of(factories.budi().office_id, offices.today("bintan", timezone.now())) == counts


def _event(row: models.QueueEvent) -> Event:
    return Event(Kind(row.kind), row.at, row.counter, row.line, row.since, row.after, row.resi)


def _wait(told: list[models.QueueEvent], row: models.QueueTicket) -> datetime.timedelta:
    called = next(event.at for event in told if event.ticket_id == row.pk and event.kind == Kind.CALLED)
    assert row.since is not None
    return called - row.since
