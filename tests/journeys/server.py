"""The real server on its own demo offices, in a process of its own, for as long as the journeys last."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# What the installed `loket` does, without the need to have it on the path.
LOKET = (sys.executable, "-c", "from loket.cli import app; app()")
PATIENCE_SECONDS = 400


@dataclass(frozen=True)
class DemoServer:
    """Where it answers, what it writes, and the environment in which `loket` commands see the same database."""

    address: str
    environment: dict[str, str]
    log: Path

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a `loket` command on the database of this server."""
        return subprocess.run(
            [*LOKET, *arguments], env=self.environment, capture_output=True, text=True, timeout=60, check=False
        )


def environment(home: Path) -> dict[str, str]:
    """The environment of an office that has nothing yet; no setting of this shell leaks in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LOKET_", "DATABASE_URL"))}
    return {**kept, "LOKET_HOME": str(home), "DJANGO_SETTINGS_MODULE": "loket.config.settings"}


def copy_of_founded(founded: Path, home: Path) -> None:
    """Put the five demo offices into `home`; of the workers that share `founded` the first makes them for all."""
    making = founded.with_suffix(".making")
    try:
        founded.with_suffix(".claimed").mkdir()
    except FileExistsError:
        _wait_for(founded)
    else:
        making.mkdir()
        done = subprocess.run(
            [*LOKET, "setup-demo"],
            env=environment(making),
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"The demo offices were not founded:\n{done.stderr[-4000:]}")
        making.rename(founded)
    shutil.copytree(founded, home, dirs_exist_ok=True)


def _wait_for(founded: Path) -> None:
    latest = time.monotonic() + PATIENCE_SECONDS
    while not founded.exists():
        if time.monotonic() > latest:
            raise RuntimeError("No worker has founded the demo offices.")
        time.sleep(0.2)


@contextlib.contextmanager
def serving(home: Path, *, public: bool = False, settings: Mapping[str, str] | None = None) -> Iterator[DemoServer]:
    """
    Serve the demo offices from `home` until the block ends, and leave no process behind.

    With `public` their address is told to the public: the QR of a signed paper is a link to it. `settings` are those of
    this installation, by their names in the environment.
    """
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    told = {"LOKET_VERIFY_ADDRESS": address} if public else {}
    server = DemoServer(address, {**environment(home), **told, **(settings or {})}, home / "server.log")
    with server.log.open("wb") as output:
        process = subprocess.Popen(
            [*LOKET, "run", "--port", str(port)],
            env=server.environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_until_it_answers(process, server)
            yield server
        finally:
            _stop(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(process: subprocess.Popen[bytes], server: DemoServer) -> None:
    latest = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < latest:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{server.address}/masuk/", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{server.log.read_text('utf-8', 'replace')[-4000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server and its workers, which share its process group."""
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
