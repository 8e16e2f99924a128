#!/usr/bin/env python3
"""
Starts a throw-away PostgreSQL for one command, and leaves nothing behind.

    tools/pg_cluster.py find               say which PostgreSQL would be used; fails when there is none
    tools/pg_cluster.py run -- COMMAND     run COMMAND with DATABASE_URL pointing at a fresh cluster

The cluster listens on the loopback only and keeps fsync on, as an office would. PostgreSQL refuses to run as
root, so root hands the cluster to the user `postgres`, or `nobody` where that does not exist.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

DATABASE = "loket"
START_SECONDS = 60
STOP_SECONDS = 30


class NoCluster(Exception):
    """PostgreSQL is missing here, or did not start; the message says what to do."""


def find_binaries() -> Path:
    """Return the folder with the newest `initdb` and `postgres` of this machine. Raises NoCluster."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -int(p.parent.name))
    on_path = shutil.which("initdb")
    folders = [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    for folder in folders:
        if all((folder / name).exists() for name in ("initdb", "postgres", "pg_isready", "createdb")):
            return folder
    raise NoCluster("PostgreSQL is not installed here; on Debian: apt-get install postgresql")


def cluster_owner() -> pwd.struct_passwd:
    """Return the user that will own the cluster: never root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoCluster("PostgreSQL must not run as root, and this machine has neither `postgres` nor `nobody`.")


def free_port() -> int:
    """Return a port of the loopback that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Cluster:
    """One PostgreSQL in one folder, from initdb to removal."""

    def __init__(self, folder: Path, **settings: str) -> None:
        """`settings` are the server's own, beside those that every cluster has."""
        self.settings = settings
        self.binaries = find_binaries()
        self.owner = cluster_owner()
        self.folder = folder
        self.port = free_port()
        # Root hands everything to the owner; anyone else keeps what they have.
        root = os.geteuid() == 0
        self.user = self.owner.pw_uid if root else None
        self.group = self.owner.pw_gid if root else None
        self.extra_groups: list[int] | None = [] if root else None
        self.server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the empty database, as DATABASE_URL wants it."""
        return f"postgresql://{DATABASE}@127.0.0.1:{self.port}/{DATABASE}"

    def start(self) -> None:
        """Create the cluster and wait until it answers. Raises NoCluster with its log when it does not."""
        os.chown(self.folder, self.owner.pw_uid, self.owner.pw_gid)
        self._call(
            *("initdb", "--pgdata", str(self.folder / "data"), "--username", DATABASE, "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync", "--no-instructions"),
        )
        with (self.folder / "log").open("wb") as log:
            # A session of its own: Ctrl-C on the terminal reaches us first, and we stop the server in order.
            self.server = subprocess.Popen(
                [self.binaries / "postgres", "-D", self.folder / "data", *self._options()],
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=self.user,
                group=self.group,
                extra_groups=self.extra_groups,
            )
        self._wait_until_ready()
        self._call("createdb", *self._address(), DATABASE)

    def stop(self) -> None:
        """Shut the server down, by force if it does not listen."""
        if self.server is None or self.server.poll() is not None:
            return
        self.server.send_signal(signal.SIGINT)
        try:
            self.server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.server.send_signal(signal.SIGQUIT)
            self.server.wait(STOP_SECONDS)

    def _options(self) -> list[str]:
        settings = {
            "port": str(self.port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self.folder),
            "fsync": "on",
            **self.settings,
        }
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _address(self) -> list[str]:
        return ["--host", "127.0.0.1", "--port", str(self.port), "--username", DATABASE]

    def _call(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.binaries / program, *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            user=self.user,
            group=self.group,
            extra_groups=self.extra_groups,
        )
        if done.returncode != 0:
            raise NoCluster(f"{program} failed:\n{done.stderr.strip()}")

    def _wait_until_ready(self) -> None:
        assert self.server is not None
        patience = time.monotonic() + START_SECONDS
        while time.monotonic() < patience and self.server.poll() is None:
            answer = subprocess.run(
                [self.binaries / "pg_isready", "--quiet", *self._address()], check=False, cwd=self.folder
            )
            if answer.returncode == 0:
                return
            time.sleep(0.1)
        raise NoCluster("PostgreSQL did not start:\n" + (self.folder / "log").read_text(errors="replace"))


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Give a running cluster, and stop and remove it whatever happens inside."""
    folder = Path(tempfile.mkdtemp(prefix="loket-pg-"))
    try:
        cluster = Cluster(folder)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def run(command: list[str]) -> int:
    """Run a command beside a cluster and return its exit code."""
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    with running_cluster() as cluster:
        print(f"DATABASE_URL={cluster.url}", flush=True)
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": cluster.url}, check=False).returncode


def main(words: list[str]) -> int:
    """Do what the command line asks; the exit code of `run` is the command's own."""
    try:
        match words:
            case ["find"]:
                print(find_binaries())
                return 0
            case ["run", "--", *command] if command:
                return run(command)
    except NoCluster as missing:
        print(missing, file=sys.stderr)
        return 3
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
