"""
How long a backup and the rehearsal of its restore take: a million events, on both databases.

    python -m benchmarks.restore [--events N] [--only sqlite|postgresql] [--folder FOLDER]

What is measured is the command of the night: `loket backup nightly`. It tells the time and "equal"; then the backup is
searched for the NIK of an applicant.
Everything is made in a temporary folder and removed; --folder says where there is room (some 5 GB for a million events).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from pg_cluster import NoCluster, running_cluster  # noqa: E402 (a tool of the build, not a package)

from benchmarks import many_events, office  # noqa: E402

EVENTS = 1_000_000
LOKET = [sys.executable, "-c", "from loket.cli import app; app()"]


def main() -> int:
    """Measure each database in turn; 1 when a rehearsal was not equal, 3 without PostgreSQL."""
    words = argparse.ArgumentParser(prog="python -m benchmarks.restore", description=__doc__)
    words.add_argument("--events", type=int, default=EVENTS)
    words.add_argument("--only", choices=["sqlite", "postgresql"])
    words.add_argument("--folder", type=Path)
    words.add_argument("--build", action="store_true", help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.build:
        return _build(asked.events)
    failed = 0
    with tempfile.TemporaryDirectory(prefix="loket-bench-", dir=asked.folder) as folder:
        place = Path(folder)
        if asked.only != "postgresql":
            failed = _measure("SQLite", f"sqlite:///{place / 'bench.sqlite3'}", place / "sqlite", asked.events)
        if asked.only != "sqlite":
            try:
                with running_cluster() as cluster:
                    failed = _measure("PostgreSQL", cluster.url, place / "postgresql", asked.events) or failed
            except NoCluster as missing:
                print(f"*** NOT MEASURED on PostgreSQL: {missing}", file=sys.stderr)
                return 3
    return failed


def _build(events: int) -> int:
    office.set_up(os.environ["DATABASE_URL"])
    office.found()
    print(f"  built and sealed in {many_events.build(events):.0f} s")
    from loket.casework import models

    known = models.Case.objects.exclude(applicant_nik="").values_list("applicant_nik", flat=True)[0]
    (Path(os.environ["LOKET_HOME"]) / "nik.txt").write_text(known)
    return 0


def _measure(title: str, url: str, home: Path, events: int) -> int:
    print(f"{title}, {events:,} events:", flush=True)
    home.mkdir()
    own = {"LOKET_HOME": str(home), "DATABASE_URL": url, "TMPDIR": str(home)}
    environment = {**os.environ, **own}
    building = [sys.executable, "-m", "benchmarks.restore", "--build", "--events", str(events)]
    subprocess.run(building, cwd=ROOT, env=environment, check=True)
    for name in ("data", "keys"):
        made = subprocess.run(
            [*LOKET, "backup", "new-identity", str(home / f"{name}-identity.txt")],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        (home / f"{name}.txt").write_text(made.stdout)
    started = time.monotonic()
    command = [*LOKET, "backup", "nightly", "--to", str(home / "cadangan")]
    command += ["--recipients", str(home / "data.txt"), "--key-recipients", str(home / "keys.txt")]
    done = subprocess.run(command, env=environment, check=False)
    print(f"  the whole night's work: {time.monotonic() - started:.0f} s", flush=True)
    found = _files_with((home / "nik.txt").read_bytes(), home / "cadangan")
    print(f"  files of the backup with a known NIK in them: {found}", flush=True)
    return min(done.returncode + found, 1)


def _files_with(text: bytes, folder: Path) -> int:
    """In how many files below a folder a text stands; pieces overlap, so that no border hides it."""
    return sum(_has(text, file) for file in folder.rglob("*") if file.is_file())


def _has(text: bytes, file: Path) -> bool:
    tail = b""
    with file.open("rb") as opened:
        while piece := opened.read(1 << 20):
            if text in tail + piece:
                return True
            tail = piece[-len(text) :]
    return False


if __name__ == "__main__":
    sys.exit(main())
