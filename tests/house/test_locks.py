"""The lock files pin every package by hash, and name no address."""

import json
import re
import tomllib

import pytest

from tests.house.tree import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")
OF_NODE = "tools/lighthouse/package-lock.json"
PINNED = re.compile(r"^([a-z0-9-]+)==([^ ]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / lock).read_text("utf-8")))


def canonical(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found.group()).lower()


@pytest.mark.parametrize("lock", LOCKS)
class TestLockFile:
    def test_names_no_address(self, lock: str) -> None:
        assert "://" not in (ROOT / lock).read_text("utf-8")

    def test_pins_every_package_by_hash(self, lock: str) -> None:
        entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8").strip())
        assert entries
        assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


class TestTheLockOfNode:
    """npm writes addresses of sponsors into it: `npm install --package-lock-only`, then take every `funding` out again."""

    def test_names_no_address(self) -> None:
        assert "://" not in (ROOT / OF_NODE).read_text("utf-8")

    def test_pins_every_package_by_hash(self) -> None:
        packages = json.loads((ROOT / OF_NODE).read_text("utf-8"))["packages"]
        assert len(packages) > 50
        assert [
            name for name, one in packages.items() if name and not one.get("integrity", "").startswith("sha512-")
        ] == []


class TestLocksTogether:
    def test_what_is_tested_is_what_runs(self) -> None:
        runtime, tested, measured = map(pins, LOCKS)
        assert runtime.items() <= tested.items() <= measured.items()

    def test_hold_what_the_project_asks_for(self) -> None:
        asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
        groups = asked["dependency-groups"]
        runtime = {canonical(r) for r in [*asked["project"]["dependencies"], *groups["build"]]}
        assert runtime <= pins("requirements.lock").keys()
        assert {canonical(r) for r in groups["dev"]} <= pins("requirements-dev.lock").keys()
