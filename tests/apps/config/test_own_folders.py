"""What an installation keeps is its owner's to read; and whoever only looks makes nothing."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from loket.config.policy import host_of_files

LOKET = [sys.executable, "-c", "from loket.cli import app; app()"]


def _run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    own = {**os.environ, "LOKET_HOME": str(home), "DATABASE_URL": ""}
    # The usual mask of a server, under which others read what is made.
    shell = ["sh", "-c", 'umask 022; exec "$@"', "sh"]
    return subprocess.run([*shell, *LOKET, *words], env=own, capture_output=True, text=True, check=False, timeout=120)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


class TestTheFolderOfTheInstallation:
    def test_is_the_owners_and_so_is_the_database(self, tmp_path: Path) -> None:
        home = tmp_path / "loket"
        assert _run(home, "manage", "migrate", "contenttypes").returncode == 0
        assert _mode(home) == 0o700
        files = list(home.glob("loket.sqlite3*"))
        assert files
        assert {file.name: _mode(file) for file in files} == {file.name: 0o600 for file in files}

    def test_closes_a_database_that_others_could_read(self, tmp_path: Path) -> None:
        (tmp_path / "loket.sqlite3").touch(mode=0o644)
        (tmp_path / "loket.sqlite3").chmod(0o644)
        assert _run(tmp_path, "manage", "migrate", "contenttypes").returncode == 0
        assert _mode(tmp_path / "loket.sqlite3") == 0o600

    def test_that_is_there_is_left_as_its_owner_chose(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o750)
        _run(tmp_path, "manage", "diffsettings")
        assert _mode(tmp_path) == 0o750


class TestACheck:
    def test_makes_no_folder_of_a_mistyped_name_and_says_so(self, tmp_path: Path) -> None:
        home = tmp_path / "lokte"
        told = _run(home, "check")
        assert told.returncode == 1
        assert f"Folder {home} tidak ada" in told.stdout
        assert "Traceback" not in told.stderr
        assert list(tmp_path.iterdir()) == []

    def test_writes_nothing_into_a_folder_that_is_there(self, tmp_path: Path) -> None:
        told = _run(tmp_path, "check")
        assert told.returncode == 1
        assert "loket.sqlite3 tidak ada" in told.stdout
        assert list(tmp_path.iterdir()) == []


class TestTheHostOfScans:
    @pytest.mark.parametrize("right", ["", "pindaian.contoh.go.id", "127.0.0.1:8001", "[::1]:8001"])
    def test_is_a_host_as_a_browser_writes_it(self, monkeypatch: pytest.MonkeyPatch, right: str) -> None:
        monkeypatch.setenv("LOKET_FILES_HOST", right)
        assert host_of_files() == right

    @pytest.mark.parametrize("wrong", ["https://a.id", "a.id/x", "a.id; script-src *", "a b", "*", ".id", "a.id:port"])
    def test_of_another_form_stops_the_start(self, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
        monkeypatch.setenv("LOKET_FILES_HOST", wrong)
        with pytest.raises(ImproperlyConfigured, match="LOKET_FILES_HOST"):
            host_of_files()
