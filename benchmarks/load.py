"""
`python -m benchmarks.load`: what waits when the public asks 60 times a second and the desks act 20 times a second.

A server as `loket run` starts it, on SQLite and on PostgreSQL. Requests are sent when they are due, whether or not those before
them are answered, and each wait counts from when it was due: what stands in line is counted, not hidden. Afterwards the history
is read: each act that was acknowledged stands in it once, and no other one twice.
"""

import argparse
import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.load_clients import Answered, Clients
from tools.pg_cluster import NoCluster, free_port, running_cluster

ROOT = Path(__file__).resolve().parents[1]

PUBLIC_A_SECOND, DESK_A_SECOND = 60, 20
PUBLIC_MILLISECONDS, DESK_MILLISECONDS = 250.0, 400.0
WARM_UP_SECONDS = 3
START_SECONDS = 60
LOKET = (sys.executable, "-c", "from loket.cli import app; app()")


@dataclass(frozen=True)
class Office:
    """The environment of one server, and what was prepared in its database."""

    environment: dict[str, str]
    prepared: dict[str, Any]


@dataclass(frozen=True)
class Found:
    """What one database was measured at; `late` is how long after its time the latest request was sent, in seconds."""

    database: str
    answered: tuple[Answered, ...]
    late: float
    lost: int
    twice: int
    acknowledged: int
    load: float


def main(words: list[str] | None = None) -> int:
    """Measure, print, and say with the exit code whether every aim is reached; 3 where there is no PostgreSQL."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--cases", type=int, default=400)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(words)
    missed = 0
    if asked.only != "postgresql":
        missed = _report(_on(asked, "sqlite", ""), as_json=asked.json)
    if asked.only == "sqlite":
        return missed
    try:
        with running_cluster() as cluster:
            return _report(_on(asked, "postgresql", cluster.url), as_json=asked.json) or missed
    except NoCluster as missing:
        print(f"*** NOT MEASURED on PostgreSQL: {missing}", file=sys.stderr)
        return 3


def _ask(environment: dict[str, str], *words: str, given: object = None) -> Any:
    command = [sys.executable, "-m", "benchmarks.load_office", *words]
    sent = json.dumps(given)
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, input=sent, text=True)
    return json.loads(done.stdout)


def _on(asked: argparse.Namespace, database: str, url: str) -> Found:
    with tempfile.TemporaryDirectory(prefix="loket-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LOKET_", "DATABASE_URL"))}
        # The clients stand behind a proxy of the office, so that each has an address of its own.
        environment = {**kept, "LOKET_HOME": folder, "LOKET_PROXIES": "127.0.0.1"}
        if url:
            environment["DATABASE_URL"] = url
        print(f"{database}: founding an office with {asked.cases} cases …", file=sys.stderr)
        office = Office(environment, _ask(environment, "prepare", "--cases", str(asked.cases)))
        with _serving(office) as address:
            clients = asyncio.run(_load(address, office, asked.seconds))
        return _checked(database, office, clients)


@contextlib.contextmanager
def _serving(office: Office) -> Iterator[str]:
    """The server in a process of its own, ended whatever happens."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with (Path(office.environment["LOKET_HOME"]) / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*LOKET, "run", "--port", str(port)],
            env=office.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_for(process, f"{address}/masuk/")
            yield address
        finally:
            _end(process)


def _wait_for(process: subprocess.Popen[bytes], address: str) -> None:
    latest = time.monotonic() + START_SECONDS
    while time.monotonic() < latest and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.1)
    raise RuntimeError("The server did not start.")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the server and its worker, which share its process group."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)


async def _load(address: str, office: Office, seconds: int) -> Clients:
    async with Clients.at(address, office.prepared) as clients:
        await clients.sign_in()
        await _fire(clients, WARM_UP_SECONDS, counted=False)
        await _fire(clients, seconds, counted=True)
        return clients


async def _fire(clients: Clients, seconds: int, *, counted: bool) -> None:
    """Send everything when it is due, and wait for the last answer."""
    due = [(number / PUBLIC_A_SECOND, clients.public) for number in range(seconds * PUBLIC_A_SECOND)]
    due += [((number + 0.5) / DESK_A_SECOND, clients.desk) for number in range(seconds * DESK_A_SECOND)]
    begun = time.perf_counter()
    async with asyncio.TaskGroup() as everyone:
        for after, act in sorted(due, key=lambda one: one[0]):
            at = begun + after
            if (left := at - time.perf_counter()) > 0:
                await asyncio.sleep(left)
            if counted:
                clients.late = max(clients.late, time.perf_counter() - at)
            everyone.create_task(act(at, counted=counted))


def _checked(database: str, office: Office, clients: Clients) -> Found:
    """Hold the answers against the history. The load of the machine is that of the minute."""
    stands = _ask(
        office.environment, "history", given=[{"key": act.key, "program": act.program} for act in clients.acts]
    )
    return Found(
        database=database,
        answered=tuple(clients.answered),
        late=clients.late,
        lost=sum(act.acknowledged and not times for act, times in zip(clients.acts, stands, strict=True)),
        twice=sum(times > 1 for times in stands),
        acknowledged=sum(act.acknowledged for act in clients.acts),
        load=os.getloadavg()[0],
    )


def _share(waits: list[float], part: float) -> float:
    """The wait, in milliseconds, that this part of the sorted waits does not exceed."""
    return waits[min(len(waits) - 1, int(part * len(waits)))] * 1000


def figures(found: Found) -> dict[str, dict[str, Any]]:
    """For each kind of request and for public and desk as a whole: how many, the waits in milliseconds, the statuses."""
    names = sorted({(one.desk, one.kind) for one in found.answered})
    kinds = {kind: [one for one in found.answered if one.kind == kind] for _desk, kind in names}
    rows = {
        "public, all": [one for one in found.answered if not one.desk],
        "desk, all": [one for one in found.answered if one.desk],
        **kinds,
    }
    return {name: _row(ones) for name, ones in rows.items() if ones}


def _row(ones: list[Answered]) -> dict[str, Any]:
    waits = sorted(one.wait for one in ones)
    statuses = sorted({one.status for one in ones})
    return {
        "count": len(ones),
        **{name: _share(waits, part) for name, part in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("longest", 1.0))},
        "statuses": {status: sum(one.status == status for one in ones) for status in statuses},
        "unexpected": sum(not one.expected for one in ones),
    }


def aims(found: Found) -> dict[str, bool]:
    """What was to be reached, and whether it was. A status of 0 is an answer that never came."""
    rows = figures(found)
    public, desk = rows["public, all"], rows["desk, all"]
    statuses = {one.status for one in found.answered}
    return {
        f"public p95 at most {PUBLIC_MILLISECONDS:g} ms": public["p95"] <= PUBLIC_MILLISECONDS,
        f"desk p95 at most {DESK_MILLISECONDS:g} ms": desk["p95"] <= DESK_MILLISECONDS,
        "no 5xx, every request answered": not any(status == 0 or status >= 500 for status in statuses),
        "every answer as it should be": public["unexpected"] + desk["unexpected"] == 0,
        "no acknowledged act lost, none twice": found.lost == 0 and found.twice == 0,
    }


def _report(found: Found, *, as_json: bool) -> int:
    rows, reached = figures(found), aims(found)
    if as_json:
        print(json.dumps({"database": found.database, "figures": rows, "lost": found.lost, "reached": reached}))
        return 0 if all(reached.values()) else 1
    table = Table(title=f"Load, {found.database} (load of the machine {found.load:.1f})", title_justify="left")
    for heading in ("ms", "requests", "p50", "p95", "p99", "longest", "statuses"):
        table.add_column(heading, justify="left" if heading in {"ms", "statuses"} else "right")
    for name, row in rows.items():
        told = " ".join(f"{status}×{count}" for status, count in row["statuses"].items())
        waits = (f"{row[part]:.1f}" for part in ("p50", "p95", "p99", "longest"))
        table.add_row(name, f"{row['count']:,}", *waits, told)
    console = Console()
    console.print(table)
    console.print(
        f"{found.acknowledged} acts acknowledged, {found.lost} of them not in the history, {found.twice} there twice; "
        f"the latest request was sent {found.late * 1000:.0f} ms after its time."
    )
    for aim, holds in reached.items():
        console.print(f"  {'reached' if holds else 'MISSED '}  {aim}")
    return 0 if all(reached.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
