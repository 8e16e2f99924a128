"""Lighthouse itself, on every page that is open to everyone: access and best practice."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import StorageState

from tests.journeys.conftest import CHROMIUM
from tests.journeys.public import Walk
from tests.journeys.server import DemoServer

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / ".venv/lighthouse"
LEAST = 0.95
PATIENCE_SECONDS = 900


@pytest.fixture(scope="module")
def audited(server: DemoServer, walked: tuple[Walk, StorageState]) -> list[dict[str, Any]]:
    if not PACKAGES.exists():
        raise pytest.UsageError("Lighthouse is not installed: tools/lighthouse/install.sh (needs node and npm).")
    walk, state = walked
    kept = ("name", "value", "domain", "path")
    cookies = [{key: one.get(key) for key in kept} for one in state["cookies"]]
    pages = [
        {"name": name, "address": f"{server.address}{address}"} for name, address in sorted(walk.addresses.items())
    ]
    done = subprocess.run(
        ["node", ROOT / "tools/lighthouse/audit.mjs", PACKAGES.resolve()],
        input=json.dumps({"cookies": cookies, "pages": pages}),
        env={**os.environ, "CHROME_PATH": str(CHROMIUM)},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


class TestLighthouse:
    def test_looks_at_every_public_page(
        self, audited: list[dict[str, Any]], server: DemoServer, walked: tuple[Walk, StorageState]
    ) -> None:
        shown = {one["name"]: one["shown"].removeprefix(server.address) for one in audited}
        assert shown == dict(walked[0].addresses)
        assert [one["fault"] for one in audited if one["fault"]] == []

    def test_finds_access_and_best_practice_well_kept(
        self, audited: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\nLighthouse {audited[0]['version']}{'access':>14}{'best practice':>15}\n")
            for one in audited:
                access, practice = (round(100 * one["scores"][key]) for key in ("accessibility", "best-practices"))
                sys.stdout.write(f"{one['name']:24}{access:8}{practice:15}  {' '.join(one['missed'])}\n")
        low = {one["name"]: one["missed"] for one in audited if min(one["scores"].values()) < LEAST}
        assert low == {}
