"""A real kill of the sender at random moments: every telephone rings once, by a gateway that would ring again for each request."""

import datetime
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from loket.core.messages.states import State
from loket.outbox import models
from loket.outbox.sending import send_due
from tests.apps import factories
from tests.apps.conftest import OwnDatabase
from tests.apps.outbox.gateway_server import GatewayServer
from tests.apps.outbox.messages import has_gateway, sent, standing

MESSAGES = 24
KILLS = 30
SEED = 20261116


@pytest.fixture
def gateway(own_database: OwnDatabase, settings: Settings) -> Iterator[GatewayServer]:
    """A gateway that Bintan uses, and keys that the sender shares."""
    settings.DATA_KEYS_ROOT = Path(own_database.environment["LOKET_HOME"]) / "kunci-data"
    with GatewayServer() as server:
        has_gateway(server.address)
        yield server


@pytest.fixture
def sender(own_database: OwnDatabase, gateway: GatewayServer) -> Iterator["Sender"]:
    """A sender on the same database, who has everything loaded."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.apps.outbox.sending_worker"],
        env=own_database.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        cwd=Path(__file__).parents[3],
    ) as process:
        yield Sender(process)
        process.terminate()


class Sender:
    """Sends what is due, each time in a process that may be killed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._asked, self._told = process.stdin, process.stdout

    def kill(self, at: datetime.datetime, mark: str, after: float) -> bool:
        """Send, and kill that process so many seconds after it told of the mark; whether that was before its end."""
        self._asked.write(f"{at.isoformat()}\n")
        process, word = int(self._next()), self._next()
        while word != mark and not word.startswith("ended"):
            word = self._next()
        if not word.startswith("ended"):
            time.sleep(after)
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while not word.startswith("ended"):
            word = self._next()
        return word == f"ended {signal.SIGKILL:d}"

    def _next(self) -> str:
        word = self._told.readline().strip()
        assert word, "the sender is gone"
        return word


class TestAKilledSender:
    def test_sends_no_message_twice_and_loses_none(self, sender: Sender, gateway: GatewayServer) -> None:
        messages = [sent() for _ in range(MESSAGES)]
        connection.close()
        chance, now, early = random.Random(SEED), factories.MONDAY, 0
        for _ in range(KILLS):
            mark = chance.choice(("begin", "sent", "sent", "answered"))
            early += sender.kill(now, mark, chance.uniform(0, 0.02))
            now += datetime.timedelta(seconds=1)
        in_hand = models.Standing.objects.filter(state=State.SENDING).count()
        for _ in range(400):
            due = (
                models.Standing.objects.exclude(due_at=None).order_by("due_at").values_list("due_at", flat=True).first()
            )
            if due is None:
                break
            now = max(now, due)
            send_due(now)
        assert [standing(message).state for message in messages] == [State.DELIVERED] * MESSAGES
        rings = Counter(heard.body["id"] for heard in gateway.heard if heard.method == "PUT")
        assert (len(rings), set(rings.values())) == (MESSAGES, {1})
        assert early >= KILLS // 3
        assert in_hand > 0
        sys.stdout.write(f"{early} early kills of {KILLS}, {in_hand} in hand when killed\n")
