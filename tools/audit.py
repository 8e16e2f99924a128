#!/usr/bin/env python3
"""
Asks a public database of known holes for every package that runs in production.

    tools/audit.py    1 when a hole is known; 0 otherwise, also when nothing could be asked: then it says so, loudly

pip-audit does the asking, in an environment of its own that is removed again.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
SECONDS = 300


def main() -> int:
    """Ask, and tell what came of it."""
    with tempfile.TemporaryDirectory(prefix="loket-audit-") as folder:
        try:
            answer = asked(Path(folder))
        except (subprocess.SubprocessError, OSError, ValueError) as fault:
            return not_audited(f"{type(fault).__name__}: {str(fault).splitlines()[0][:200]}")
    return judged(answer)


def asked(folder: Path) -> dict[str, Any]:
    """What the database says of the lock file. Raises SubprocessError, OSError and ValueError where it does not answer."""
    venv.create(folder / "venv", with_pip=True)
    python = str(folder / "venv/bin/python")
    quiet = {"capture_output": True, "text": True, "timeout": SECONDS}
    subprocess.run([python, "-m", "pip", "install", "--quiet", "pip-audit"], check=True, **quiet)  # type: ignore[call-overload]
    told = folder / "told.json"
    command = [python, "-m", "pip_audit", "--disable-pip", "--require-hashes", "-r", str(LOCK)]
    done = subprocess.run([*command, "--format", "json", "--output", str(told)], check=False, **quiet)  # type: ignore[call-overload]
    if not told.exists():
        raise ValueError((done.stderr.strip().splitlines() or ["no answer"])[-1])
    answer: dict[str, Any] = json.loads(told.read_text("utf-8"))
    return answer


def judged(answer: dict[str, Any]) -> int:
    """Say what is known of each package; 1 when any has a hole."""
    packages = answer["dependencies"]
    known = [package for package in packages if "vulns" in package]
    holes = [(package, hole) for package in known for hole in package["vulns"]]
    for package, hole in holes:
        mended = ", ".join(hole.get("fix_versions", [])) or "none yet"
        print(f"*** {package['name']} {package['version']}: {hole['id']}, mended in {mended}", file=sys.stderr)
    if holes:
        return 1
    if len(known) < len(packages):
        reason = next(package["skip_reason"] for package in packages if "vulns" not in package)
        return not_audited(f"{len(packages) - len(known)} of {len(packages)} packages are unknown there; {reason}")
    print(f"{len(known)} packages, no known hole.")
    return 0


def not_audited(why: str) -> int:
    """Say loudly that nothing was proved."""
    print(f"\n*** NOT AUDITED: the database of known holes did not answer for what runs here. {why}\n", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
