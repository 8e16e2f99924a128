"""What the commands say when there is no database to speak of: a sentence and 2, never "records were changed"."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOKET = [sys.executable, "-c", "from loket.cli import app; app()"]


def _run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {**os.environ, "LOKET_HOME": str(folder), "DATABASE_URL": "", **environment}
    return subprocess.run([*LOKET, *words], env=own, capture_output=True, text=True, check=False)


class TestWithoutADatabase:
    @pytest.mark.parametrize("words", [("audit", "verify"), ("rebuild",), ("token", "list")], ids=" ".join)
    def test_an_empty_one_says_what_to_run_first(self, tmp_path: Path, words: tuple[str, ...]) -> None:
        done = _run(tmp_path, *words)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "Basis data ini masih kosong. Jalankan dahulu `loket run` atau `loket setup-demo`.\n"

    def test_one_that_is_down_does_not_read_as_tampering(self, tmp_path: Path) -> None:
        done = _run(tmp_path, "audit", "verify", DATABASE_URL="postgresql://u@127.0.0.1:1/loket")
        assert done.returncode == 2
        assert done.stderr.startswith("Basis data tidak menjawab: ")
        assert "Traceback" not in done.stderr

    def test_an_address_of_no_kind_is_named(self, tmp_path: Path) -> None:
        done = _run(tmp_path, "audit", "verify", DATABASE_URL="foo://x")
        assert done.returncode == 2
        assert "foo" in done.stderr
        assert "Traceback" not in done.stderr
