"""What the commands say when there is no database to speak of: a sentence and 2, never "records were changed"."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.apps.served import free_port

LOKET = [sys.executable, "-c", "from loket.cli import app; app()"]


def _run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {**os.environ, "LOKET_HOME": str(folder), "DATABASE_URL": "", **environment}
    return subprocess.run([*LOKET, *words], env=own, capture_output=True, text=True, check=False)


def _ported(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(free_port()) if word == "0" else word for word in words)


class TestWithoutADatabase:
    @pytest.mark.parametrize("words", [("audit", "verify"), ("rebuild",), ("token", "list")], ids=" ".join)
    def test_an_empty_one_says_what_to_run_first(self, tmp_path: Path, words: tuple[str, ...]) -> None:
        done = _run(tmp_path, *words)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "Basis data ini masih kosong. Jalankan dahulu `loket run` atau `loket setup-demo`.\n"

    @pytest.mark.parametrize(
        "words", [("audit", "verify"), ("run", "--port", "0"), ("setup-demo",), ("manage", "migrate")], ids=" ".join
    )
    def test_one_that_is_down_is_a_sentence_and_does_not_read_as_tampering(
        self, tmp_path: Path, words: tuple[str, ...]
    ) -> None:
        done = _run(tmp_path, *_ported(words), DATABASE_URL="postgresql://u@127.0.0.1:1/loket")
        assert done.returncode == 2
        assert done.stderr.startswith("Basis data tidak menjawab: ")
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize(
        "words", [("audit", "verify"), ("run", "--port", "0"), ("setup-demo",), ("manage", "migrate")], ids=" ".join
    )
    def test_a_damaged_file_is_named_with_what_to_do(self, tmp_path: Path, words: tuple[str, ...]) -> None:
        (tmp_path / "loket.sqlite3").write_bytes(b"bukan basis data" * 99)
        done = _run(tmp_path, *_ported(words))
        assert done.returncode == 2
        assert f"{tmp_path / 'loket.sqlite3'} rusak" in done.stderr
        assert "loket backup restore" in done.stderr
        assert "Traceback" not in done.stderr

    def test_what_needs_none_is_not_kept_from_running(self, tmp_path: Path) -> None:
        done = _run(tmp_path, "manage", "diffsettings", DATABASE_URL="postgresql://u@127.0.0.1:1/loket")
        assert done.returncode == 0, done.stderr

    def test_a_fault_of_ours_is_not_taken_for_one_of_the_database(self, tmp_path: Path) -> None:
        assert _run(tmp_path, "manage", "migrate", "contenttypes").returncode == 0
        done = _run(tmp_path, "manage", "shell", "-c", "from django.db import connection as c; c.cursor().execute('x')")
        assert "Traceback" in done.stderr

    def test_an_address_that_is_none_says_which_are(self, tmp_path: Path) -> None:
        done = _run(tmp_path, "audit", "verify", DATABASE_URL="rahasia")
        assert done.returncode == 2
        assert "sqlite:///… atau postgresql://…" in done.stderr
        assert "“”" not in done.stderr
        assert "rahasia" not in done.stderr

    def test_an_address_of_no_kind_is_named(self, tmp_path: Path) -> None:
        done = _run(tmp_path, "audit", "verify", DATABASE_URL="foo://x")
        assert done.returncode == 2
        assert "foo" in done.stderr
        assert "Traceback" not in done.stderr
