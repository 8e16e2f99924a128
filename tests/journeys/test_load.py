"""The measure of load itself: short, it asks a real server, counts every answer, and finds each acknowledged act in the history."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.load import Found, aims
from benchmarks.load_clients import Answered

pytestmark = pytest.mark.long


ROOT = Path(__file__).resolve().parents[2]
SECONDS, PUBLIC, DESK = 2, 60, 20
# Of the machine of the tests nothing is asked; how long answers took is for `make bench` to say.
NOT_OF_TIME = ("no 5xx, every request answered", "every answer as it should be", "no acknowledged act lost, none twice")


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.load", "--json", "--only", "sqlite", "--cases", "60"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LOKET_", "DATABASE_URL"))}
    done = subprocess.run(
        [*command, "--seconds", str(SECONDS)], cwd=ROOT, env=kept, stdout=subprocess.PIPE, text=True, check=False
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def found(*answered: Answered, lost: int = 0, twice: int = 0) -> Found:
    """What a run would have found."""
    both = (Answered(False, "track", 0.01, 200, True), Answered(True, "note", 0.01, 200, True))
    return Found("sqlite", (*both, *answered), 0.0, lost, twice, 1, 0.0)


class TestAShortLoad:
    def test_sends_all_that_is_due(self, measured: dict[str, Any]) -> None:
        figures = measured["figures"]
        assert figures["public, all"]["count"] == SECONDS * PUBLIC
        assert figures["desk, all"]["count"] == SECONDS * DESK
        assert {"note", "claim", "complete"} < set(figures)

    def test_is_answered_and_loses_nothing(self, measured: dict[str, Any]) -> None:
        assert {aim: measured["reached"][aim] for aim in NOT_OF_TIME} == dict.fromkeys(NOT_OF_TIME, True)
        assert measured["lost"] == 0


class TestTheAims:
    def test_are_reached_by_quick_and_whole_answers(self) -> None:
        assert set(aims(found()).values()) == {True}

    @pytest.mark.parametrize(
        ("run", "missed"),
        [
            (found(Answered(False, "track", 9.0, 200, True)), {"public p95 at most 250 ms"}),
            (found(Answered(True, "note", 9.0, 200, True)), {"desk p95 at most 400 ms"}),
            (found(Answered(False, "track", 0.01, 429, False)), {"every answer as it should be"}),
            (found(Answered(False, "track", 0.01, 0, False)), {*NOT_OF_TIME[:2]}),
            (found(Answered(False, "track", 0.01, 503, False)), {*NOT_OF_TIME[:2]}),
            (found(lost=1), {NOT_OF_TIME[2]}),
            (found(twice=1), {NOT_OF_TIME[2]}),
        ],
    )
    def test_are_missed_by_what_is_slow_refused_or_lost(self, run: Found, missed: set[str]) -> None:
        assert {aim for aim, holds in aims(run).items() if not holds} == missed
