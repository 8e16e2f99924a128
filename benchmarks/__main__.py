"""
`make bench`: completed steps per second, beside peers in the same run on the same machine, and then the waits of a large
register (`benchmarks.register_scale`; --people 0 leaves it out), the setting of papers (`benchmarks.papers`) and a server under
load (`benchmarks.load`).

Rounds are interleaved, so that a slow spell of the machine meets everyone; medians of the ratios are what counts.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from pg_cluster import NoCluster, find_binaries, running_cluster  # noqa: E402 (a tool of the build, not a package)

from benchmarks import cost, load, loket_steps, office, papers, register_scale, sqlite_writers  # noqa: E402
from benchmarks.measure import Tally, measure  # noqa: E402
from benchmarks.peers import django_orm, pgbench, spiff  # noqa: E402

AIMS = {"pgbench": 0.35, "SpiffWorkflow": 2.5, "Django ORM": 2.0}
LONGEST_WAIT_SECONDS = 0.5
MOST_STATEMENTS = 2
MOST_WAL_BYTES = 900
Round = dict[str, float]


def main() -> int:
    """Measure, print, and say with the exit code whether every aim is reached."""
    words = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--seconds", type=int, default=5)
    words.add_argument("--clients", type=int, default=8)
    words.add_argument("--people", type=int, default=register_scale.people_asked_for())
    words.add_argument("--json", action="store_true")
    words.add_argument("--part", choices=["postgresql", "sqlite"], help=argparse.SUPPRESS)
    words.add_argument("--url", help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.part:
        return _part(asked)
    try:
        postgresql = _on_postgresql(asked)
    except NoCluster as missing:
        print(f"*** NOT MEASURED on PostgreSQL: {missing}", file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory(prefix="loket-bench-") as folder:
        sqlite = _own_process(asked, "sqlite", f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
    missed = _report({**postgresql, "sqlite": sqlite}, as_json=asked.json)
    # One document of JSON: the register has its own, by `python -m benchmarks.register_scale --json`.
    if not asked.json:
        missed = papers.main([]) or missed
        missed = load.main([]) or missed
    if asked.people and not asked.json:
        missed = register_scale.main(["--people", str(asked.people)]) or missed
    return missed


def _own_process(asked: argparse.Namespace, part: str, url: str) -> dict[str, object]:
    """Settings are read once in a process, so each database has one of its own."""
    command = [sys.executable, "-m", "benchmarks", "--part", part, "--url", url, "--seconds", str(asked.seconds)]
    command += ["--rounds", str(asked.rounds), "--clients", str(asked.clients)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def _on_postgresql(asked: argparse.Namespace) -> dict[str, object]:
    with running_cluster() as cluster:
        return _own_process(asked, "postgresql", cluster.url)


def _part(asked: argparse.Namespace) -> int:
    found = _sqlite(asked) if asked.part == "sqlite" else _postgresql(asked)
    print(json.dumps(found))
    return 0


def _sqlite(asked: argparse.Namespace) -> dict[str, object]:
    return asdict(sqlite_writers.measure(asked.url, seconds=asked.seconds))


def _postgresql(asked: argparse.Namespace) -> dict[str, object]:
    office.set_up(asked.url)
    office.found()
    # The price first, while the tables are fresh: what the rounds leave, the server tidies when it likes, and logs it.
    price = asdict(cost.measure(asked.url))
    return {"rounds": [_round(asked, number) for number in range(asked.rounds)], "cost": price}


def _round(asked: argparse.Namespace, number: int) -> Round:
    print(f"Round {number + 1} of {asked.rounds} …", file=sys.stderr)

    def run(prepare: object) -> float:
        tally: Tally = measure(prepare, clients=asked.clients, seconds=asked.seconds)  # type: ignore[arg-type]
        return tally.per_second

    return {
        "pgbench": pgbench.steps_per_second(asked.url, find_binaries(), clients=asked.clients, seconds=asked.seconds),
        "Loket": run(loket_steps.preparation(asked.url)),
        "Django ORM": run(django_orm.preparation(asked.url)),
        "SpiffWorkflow": run(spiff.preparation(asked.url)),
    }


def _report(found: dict[str, object], *, as_json: bool) -> int:
    rounds: list[Round] = found["rounds"]  # type: ignore[assignment]
    price: dict[str, float] = found["cost"]  # type: ignore[assignment]
    sqlite: dict[str, float] = found["sqlite"]  # type: ignore[assignment]
    ratios = {peer: median(one["Loket"] / one[peer] for one in rounds) for peer in AIMS}
    reached = {
        **{f"{peer}: at least {aim}": ratios[peer] >= aim for peer, aim in AIMS.items()},
        f"statements a step: at most {MOST_STATEMENTS}": price["statements"] <= MOST_STATEMENTS,
        f"WAL bytes a step: at most {MOST_WAL_BYTES}": price["wal_bytes"] <= MOST_WAL_BYTES,
        f"SQLite, longest wait of 8 writers: at most {LONGEST_WAIT_SECONDS} s": sqlite["longest"]
        <= LONGEST_WAIT_SECONDS,
    }
    if as_json:
        print(json.dumps({**found, "ratios": ratios, "reached": reached}, indent=2))
    else:
        _tables(rounds, ratios, price, sqlite, reached)
    return 0 if all(reached.values()) else 1


def _tables(
    rounds: list[Round],
    ratios: dict[str, float],
    price: dict[str, float],
    sqlite: dict[str, float],
    reached: dict[str, bool],
) -> None:
    console = Console()
    speeds = Table(title="Completed steps a second on PostgreSQL", title_justify="left")
    for heading in ("", *(f"round {n + 1}" for n in range(len(rounds))), "Loket / peer"):
        speeds.add_column(heading, justify="right" if heading else "left")
    for name in rounds[0]:
        ratio = f"{ratios[name]:.2f}" if name in ratios else ""
        speeds.add_row(name, *(f"{one[name]:,.0f}" for one in rounds), ratio)
    console.print(speeds)
    console.print(f"One step: {price['statements']:.2f} statements, {price['wal_bytes']:.0f} bytes of WAL.")
    console.print(
        f"SQLite, 8 writers: {sqlite['per_second']:,.0f} steps a second, median wait {sqlite['median'] * 1000:.1f} ms,"
        f" longest {sqlite['longest'] * 1000:.0f} ms."
    )
    for aim, holds in reached.items():
        console.print(f"  {'reached' if holds else 'MISSED '}  {aim}")


if __name__ == "__main__":
    sys.exit(main())
