"""PostgreSQL's own benchmark: one UPDATE and one INSERT per commit, prepared. The yardstick of this machine."""

import re
import subprocess
import tempfile
from pathlib import Path

import psycopg

CASES = 2000
_SCHEMA = """
CREATE TABLE IF NOT EXISTS yard_case (id int PRIMARY KEY, version int NOT NULL, step int NOT NULL);
CREATE TABLE IF NOT EXISTS yard_event (
  id bigserial PRIMARY KEY, case_id int NOT NULL, version int NOT NULL, at timestamptz NOT NULL, what text NOT NULL);
TRUNCATE yard_case, yard_event;
INSERT INTO yard_case SELECT n, 0, 0 FROM generate_series(1, %d) AS n;
"""
_STEP = f"""\\set id random(1, {CASES})
BEGIN;
UPDATE yard_case SET version = version + 1, step = (step + 1) % 10 WHERE id = :id;
INSERT INTO yard_event (case_id, version, at, what) VALUES (:id, 1, now(), 'langkah selesai');
COMMIT;
"""


def steps_per_second(url: str, binaries: Path, *, clients: int, seconds: int) -> float:
    """Run pgbench on fresh tables and return its transactions per second, connecting excluded."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_SCHEMA % CASES)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(_STEP)
        script.flush()
        command = [binaries / "pgbench", "--no-vacuum", "--protocol=prepared", f"--client={clients}"]
        command += ["--jobs=2", f"--time={seconds}", f"--file={script.name}", url]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if found is None:
        raise RuntimeError(f"pgbench answered without a figure:\n{done.stdout}")
    return float(found[1])
