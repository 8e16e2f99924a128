"""
What the work since an earlier checkout costs: completed steps a second of both, in turn on one machine.

    git worktree add ../before COMMIT && python -m benchmarks.against ../before --rounds 3

Each turn is a process and a fresh cluster of its own, so that neither finds what the other left. The peers are measured in
each turn as well; the ratio beside pgbench takes the spells of the machine out of the comparison.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from benchmarks.__main__ import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from pg_cluster import running_cluster

MOST_LOST = 0.15
"""The aim: what guards the papers and the data may cost less than this part of the steps."""


def main() -> int:
    """Measure both in turn, print each turn, and say with the exit code whether less than the aim is lost."""
    words = argparse.ArgumentParser(prog="python -m benchmarks.against", description=__doc__)
    words.add_argument("before", type=Path, help="the earlier checkout")
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--seconds", type=int, default=5)
    asked = words.parse_args()
    turns = [(_turn(asked.before.resolve(), asked.seconds), _turn(ROOT, asked.seconds)) for _ in range(asked.rounds)]
    for before, now in turns:
        print(f"before {before['Loket']:7,.0f} a second ({_beside(before):.3f} of pgbench)", end="   ")
        print(f"now {now['Loket']:7,.0f} ({_beside(now):.3f})   kept {_beside(now) / _beside(before):.3f}")
    steps = median(now["Loket"] / before["Loket"] for before, now in turns)
    kept = median(_beside(now) / _beside(before) for before, now in turns)
    print(f"kept, median of {len(turns)} rounds: {steps:.3f} of the steps, {kept:.3f} of the ratio beside pgbench")
    reached = 1 - kept < MOST_LOST
    print(f"lost at most {MOST_LOST:.0%}: {'reached' if reached else 'MISSED'}")
    return 0 if reached else 1


def _beside(found: dict[str, float]) -> float:
    return found["Loket"] / found["pgbench"]


def _turn(checkout: Path, seconds: int) -> dict[str, float]:
    """One round of everything on PostgreSQL, by the program of that checkout."""
    environment = {**os.environ, "PYTHONPATH": str(checkout / "src")}
    with running_cluster() as cluster:
        command = [sys.executable, "-m", "benchmarks", "--part", "postgresql", "--url", cluster.url]
        command += ["--rounds", "1", "--seconds", str(seconds)]
        done = subprocess.run(command, cwd=checkout, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout)["rounds"][0]
    return found


if __name__ == "__main__":
    sys.exit(main())
