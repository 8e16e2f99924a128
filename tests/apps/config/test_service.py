"""The services of docs/examples as systemd itself reads them: every word known, closed to the outside, and room for the worker that opens files."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.house.tree import ROOT

EXAMPLE: Final = ROOT / "docs/examples/loket.service"
MOST_EXPOSED: Final = 15
"""Of 100, as systemd counts; a service without any of these settings has 96."""


@pytest.fixture(params=["loket.service", "loket-pesan.service"])
def unit(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Each example, with a program that is there."""
    text = (EXAMPLE.parent / request.param).read_text("utf-8")
    assert re.search("^ExecStart=/opt/loket/.venv/bin/loket (serve|messages send)", text, re.MULTILINE)
    made = tmp_path / "loket.service"
    made.write_text(text.replace("/opt/loket/.venv/bin/loket", "/bin/true").replace("/opt/loket", "/opt"))
    return made


def _analysed(*words: str) -> subprocess.CompletedProcess[str]:
    command = [str(shutil.which("systemd-analyze")), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def _judged(unit: Path, tmp_path: Path) -> int:
    judged = _analysed("security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", str(unit))
    return judged.returncode


def _words() -> configparser.SectionProxy:
    read = configparser.ConfigParser(interpolation=None, strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string(EXAMPLE.read_text("utf-8"))
    return read["Service"]


def _calls(name: str) -> set[str]:
    """The system calls of a set of systemd's, with those of the sets in it."""
    found: set[str] = set()
    for line in _analysed("syscall-filter", "--no-pager", name).stdout.splitlines()[1:]:
        word = line.strip()
        if word.startswith("@"):
            found |= _calls(word)
        elif word and not word.startswith("#"):
            found.add(word)
    return found


class TestTheExample:
    def test_has_no_word_that_systemd_does_not_know(self, unit: Path) -> None:
        told = _analysed("verify", "--man=no", str(unit))
        assert (told.returncode, "loket.service" in told.stderr) == (0, False), told.stderr

    def test_with_a_wrong_word_would_be_told(self, unit: Path) -> None:
        unit.write_text(unit.read_text().replace("ProtectSystem=strict", "ProtectSistem=strict"))
        assert "loket.service" in _analysed("verify", "--man=no", str(unit)).stderr

    def test_is_closed_as_systemd_counts(self, unit: Path, tmp_path: Path) -> None:
        assert _judged(unit, tmp_path) == 0

    @pytest.mark.parametrize("without", ["IPAddressDeny=any", "CapabilityBoundingSet=\n", "SystemCallFilter="])
    def test_would_be_open_without_one_of_its_lines(self, unit: Path, tmp_path: Path, without: str) -> None:
        unit.write_text(unit.read_text().replace(without, "#"))
        assert _judged(unit, tmp_path) != 0

    def test_reaches_nobody_who_is_not_named(self) -> None:
        words = _words()
        assert (words["IPAddressDeny"], words["IPAddressAllow"]) == ("any", "localhost")
        assert words["RestrictAddressFamilies"] == "AF_UNIX AF_INET AF_INET6"

    def test_lets_the_worker_that_opens_files_shut_itself_in(self) -> None:
        allowed = _calls(_words()["SystemCallFilter"])
        needed = {"prctl", "setrlimit", "prlimit64", "setpriority", "execve", "pipe2", "wait4", "socket", "connect"}
        assert len(allowed) > 200
        assert needed - allowed == set()
