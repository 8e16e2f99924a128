"""I1, I2, I6: counters that fail, are killed, are audited in mid-work: nothing is lost that was answered."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from loket.casework import models
from loket.casework.audit import verification
from loket.casework.audit.checkpoints import checkpoints_of
from tests.apps.casework.sealing import seal
from tests.apps.conftest import OwnDatabase

pytestmark = pytest.mark.long

COUNTERS = 8
FAILURE_SHARE = 0.05
PATIENCE_SECONDS = 120
REPOSITORY = Path(__file__).resolve().parents[3]


def _start(database: OwnDatabase, folder: Path, count: int, share: float, run: int = 0) -> list[subprocess.Popen[str]]:
    return [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.apps.casework.intake_worker"),
                *(str(count), str(run * COUNTERS + number), str(folder / f"answers-{number}"), str(share)),
            ],
            env=database.environment,
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(COUNTERS)
    ]


def _failures(counters: list[subprocess.Popen[str]]) -> int:
    failed = 0
    for counter in counters:
        said, complaint = counter.communicate(timeout=PATIENCE_SECONDS)
        assert counter.returncode == 0, complaint
        failed += int(said)
    return failed


def _answers(folder: Path) -> dict[str, str]:
    """What the counters were told: resi and register number; a line cut off by a kill was never told."""
    text = "".join(file.read_text() for file in sorted(folder.glob("answers-*")))
    whole = [line.split(" ") for line in text.splitlines(keepends=True) if line.endswith("\n")]
    found = {resi: number.strip() for resi, number in whole}
    assert len(found) == len(whole), "a resi was given twice"
    return found


def _stored() -> dict[str, str]:
    return dict(models.Case.objects.values_list("resi", "register_number"))


def _numbers() -> list[int]:
    numbers = models.Event.objects.exclude(number=None).values_list("number", flat=True)
    return sorted(number for number in numbers if number is not None)


class TestEightCounters:
    def test_are_audited_and_sealed_while_they_work(self, own_database: OwnDatabase, tmp_path: Path) -> None:
        counters = _start(own_database, tmp_path, 60, FAILURE_SHARE)
        audits = 0
        while any(counter.poll() is None for counter in counters):
            assert verification.verify().bad_rows == ()
            seal("bintan")
            audits += 1
        _failures(counters)
        assert audits > 1
        assert len(checkpoints_of("bintan")) == 1
        assert verification.verify().bad_rows == ()


class TestKilledCounters:
    def test_lose_nothing_that_was_answered(self, own_database: OwnDatabase, tmp_path: Path) -> None:
        counters = _start(own_database, tmp_path, 100_000, FAILURE_SHARE)
        _wait_for_answers(tmp_path, 300)
        for counter in counters:
            counter.kill()
        for counter in counters:
            counter.communicate()
        answers, stored = _answers(tmp_path), _stored()
        assert answers.items() <= stored.items()
        # Each killed process may have committed one application whose answer it could no longer write down.
        assert len(stored) - len(answers) <= COUNTERS
        assert verification.verify().bad_rows == ()
        assert _numbers() == list(range(1, len(stored) + 1))

        _failures(_start(own_database, tmp_path, 10, FAILURE_SHARE, run=1))
        assert len(_stored()) == len(stored) + 10 * COUNTERS
        assert _numbers() == list(range(1, len(stored) + 10 * COUNTERS + 1))
        assert verification.verify().bad_rows == ()


def _wait_for_answers(folder: Path, count: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        files = list(folder.glob("answers-*"))
        lines = [file.read_text().count("\n") for file in files]
        if sum(lines) >= count and len(files) == COUNTERS and all(lines):
            return
        time.sleep(0.05)
    pytest.fail(f"only {sum(lines)} answers")
