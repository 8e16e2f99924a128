"""Real servers beside a test: each in a process of its own, waited for until it answers, and gone afterwards."""

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator
from typing import Any, Final

_START_SECONDS: Final = 60


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(command: list[str], port: int, **more: Any) -> Iterator[None]:
    """The server that this command starts at that port of 127.0.0.1, for as long as the block lasts."""
    process = subprocess.Popen(command, **more)
    try:
        ends = time.monotonic() + _START_SECONDS
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            assert process.poll() is None
            assert time.monotonic() < ends
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()
