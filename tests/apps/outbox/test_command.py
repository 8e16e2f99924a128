"""`loket messages send` as it runs beside the server: until it is told to stop, and then at once and in order."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from loket.core.messages.states import State
from loket.outbox import models
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
