"""`loket messages send` as it runs beside the server: until it is told to stop, and then at once and in order."""

import datetime
import signal
import subprocess
import sys
import time
from pathlib import Path

import time_machine
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from loket.casework.queries import Ending, complaint_of
from loket.core.messages.kinds import Kind
from loket.core.messages.states import State
from loket.outbox import models
from loket.outbox.services import turn
from tests.apps import factories
from tests.apps.complaints.complaining import named, told
from tests.apps.conftest import OwnDatabase
from tests.apps.outbox.gateway_server import GatewayServer
from tests.apps.outbox.messages import has_gateway, sent

SEND = "from loket.cli import app; app(['messages', 'send', '--every', '1'])"
PATIENCE_SECONDS = 40


def test_the_sender_sends_what_comes_in_until_it_is_told_to_stop(own_database: OwnDatabase, settings: Settings) -> None:
    settings.DATA_KEYS_ROOT = Path(own_database.environment["LOKET_HOME"]) / "kunci-data"
    with (
        GatewayServer() as server,
        subprocess.Popen([sys.executable, "-c", SEND], env=own_database.environment) as process,
    ):
        has_gateway(server.address)
        from_now = sent(now=timezone.now())
        connection.close()
        ends = time.monotonic() + PATIENCE_SECONDS
        while not server.heard and time.monotonic() < ends:
            time.sleep(0.1)
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    assert models.Standing.objects.get(message=from_now).state == State.DELIVERED


def test_one_round_closes_what_nobody_said_anything_of_and_tells_it(
    own_database: OwnDatabase, settings: Settings
) -> None:
    settings.DATA_KEYS_ROOT = Path(own_database.environment["LOKET_HOME"]) / "kunci-data"
    with GatewayServer() as server:
        has_gateway(server.address)
        with time_machine.travel(timezone.now() - datetime.timedelta(days=60)):
            made = told(named())
        turn(factories.hadi(), on=True)
        connection.close()
        for _ in range(2):
            once = [sys.executable, "-c", "from loket.cli import app; app(['messages', 'send', '--once'])"]
            subprocess.run(once, env=own_database.environment, check=True, timeout=PATIENCE_SECONDS)
        assert complaint_of(made.resi).ending is Ending.UNHEARD
        assert [row.kind for row in models.Message.objects.all()] == [Kind.COMPLAINT_CLOSED]
        assert models.Standing.objects.get().state == State.DELIVERED
        assert len(server.heard) == 1


def test_a_gateway_is_named_at_the_terminal_without_its_address_being_shown(own_database: OwnDatabase) -> None:
    def named(channel: str, address: str, typed: str, officer: str = "bintan.hadi") -> tuple[int, str]:
        words = ["messages", "gateway", channel, address, "--officer", officer]
        code = f"from loket.cli import app; app({words!r})"
        done = subprocess.run(
            [sys.executable, "-c", code],
            check=False,
            input=typed,
            env=own_database.environment,
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr

    code, said = named("sms", "apprise:", "json://kantor:rahasia@127.0.0.1:9/{to}\n")
    assert (code, said) == (0, "Gerbang sms: apprise:json.\n")
    code, said = named("sms", "apprise:", "syslog://{to}\n")
    assert code == 1
    assert "komputer server sendiri" in said
    assert named("pos", "apprise:", "")[0] == 2
    assert "kepala kantor atau pengelola" in named("sms", "-", "", "bintan.budi")[1]
    assert named("sms", "-", "")[1] == "Gerbang sms: dicabut.\n"
    assert models.Secret.objects.count() == 0
