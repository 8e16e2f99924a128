#!/usr/bin/env python3
"""
Writes the list of parts of Loket as it is installed in production: CycloneDX 1.6, from requirements.lock.

    tools/sbom.py [FILE]    without FILE to the standard output

Versions and hashes are those of the lock; licences those that the installed packages tell. Two runs give the same bytes.
"""

import json
import re
import sys
import tomllib
import uuid
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
PIN = re.compile(r"^([a-z0-9._-]+)==([^ \\;]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
LONGEST_LICENCE = 80


def pinned(lock: str) -> dict[str, tuple[str, list[str]]]:
    """Each package of a lock file with its version and the SHA-256 of its files."""
    entries = re.split(r"\n(?=\S)", lock.strip())
    found = {}
    for entry in entries:
        pin = PIN.match(entry)
        if pin:
            found[pin[1]] = (pin[2], HASH.findall(entry))
    return found


def component(name: str, version: str, hashes: list[str]) -> dict[str, Any]:
    """One part as the list names it."""
    purl = f"pkg:pypi/{name}@{version}"
    made: dict[str, Any] = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    if licence := _licence(name):
        made["licenses"] = [{"license": {"name": licence}}]
    # A package has a file for each platform, so that a hash of "the" part would be one of many.
    made["properties"] = [{"name": "loket:file-sha256", "value": value} for value in hashes]
    return made


def _licence(name: str) -> str:
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return ""
    classifiers = [
        line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")
    ]
    expressions, texts = told.get_all("License-Expression", []), told.get_all("License", [])
    return str(next(iter([*expressions, *classifiers, *texts]), ""))[:LONGEST_LICENCE]


def bill() -> dict[str, Any]:
    """The whole list."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = LOCK.read_text("utf-8")
    own = f"pkg:pypi/loket@{project['version']}"
    parts = [component(name, version, hashes) for name, (version, hashes) in sorted(pinned(text).items())]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, own + text)}",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": own, "name": "loket", "version": project["version"]},
        },
        "components": parts,
        "dependencies": [{"ref": own, "dependsOn": [part["bom-ref"] for part in parts]}],
    }


def main(words: list[str]) -> int:
    """Write it."""
    text = json.dumps(bill(), indent=1, ensure_ascii=False) + "\n"
    if not words:
        print(text, end="")
        return 0
    file = Path(words[0])
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    print(f"{file}: {len(bill()['components'])} parts")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
