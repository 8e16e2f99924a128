"""The process that opens a stranger's file, what it cannot do, and where the file lies meanwhile."""

import contextlib
import os
import shutil
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from loket.core.problems import Refusal
from loket.documents import scan_process, scans
from loket.documents.refusals import ScanBroken, ScanNotChecked, ScanTooLarge
from loket.documents.scan_limits import MAX_ANSWER_BYTES, Finding
from loket.documents.scan_process import Places, ask
from loket.documents.scan_quarantine import LEFT_OVER_SECONDS, folder, held_folder, quarantined, sweep_quarantine
from loket.documents.services import accept_scan
from tests.apps.documents import strange_files as strange

SOURCES = str(Path(scan_process.__file__).parents[2])
BARRED = "import os, socket, sys; sys.path.insert(0, sys.argv[1]); from loket.documents import scan_barrier;"
DOT = strange.encoded(strange.photograph(9, 9), "PNG")


def alone(program: str, output: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """The program in a process of its own, which finds the sources."""
    command = [sys.executable, "-I", "-c", program, SOURCES]
    if output is None:
        return subprocess.run(command, capture_output=True, text=True, check=False)
    with output.open("w") as file:
        return subprocess.run(command, stdout=file, stderr=subprocess.DEVNULL, text=True, check=False)


def saying(place: Path, head: str) -> Path:
    """A program in the place of Python that answers so."""
    made = place / "python"
    made.write_text(f"#!/bin/sh\necho '{head}'\n")
    made.chmod(0o755)
    return made


class TestWorker:
    def test_has_no_more_memory_than_its_share(self) -> None:
        program = (
            "import sys; sys.path.insert(0, sys.argv[1]); from loket.documents import scan_barrier; scan_barrier.bind_resources();"
            "import resource as r; print(r.getrlimit(r.RLIMIT_AS)[1], r.getrlimit(r.RLIMIT_CPU)[1]);"
            "print(len(bytearray(600 * 1024 * 1024)))"
        )
        done = alone(program)
        assert done.stdout.split() == [str(512 * 1024 * 1024), "15"]
        assert "MemoryError" in done.stderr

    @pytest.mark.parametrize(
        "way_out",
        [
            "open('/etc/hostname')",
            "open('/tmp/ditulis', 'w')",
            "os.listdir('/')",
            "socket.socket()",
            "os.fork()",
            "os.execv('/bin/true', ['true'])",
            "os.kill(1, 0)",
        ],
    )
    def test_cleaning_reaches_no_file_no_network_and_no_program(self, way_out: str) -> None:
        done = alone(f"{BARRED} assert scan_barrier.shut_in(); print('di dalam', flush=True); {way_out}")
        assert done.stdout.strip() == "di dalam"
        assert "PermissionError" in done.stderr

    @pytest.mark.parametrize(
        "way_out", ["socket.socket()", "os.execv('/bin/true', ['true'])", "os.kill(os.getppid(), 0)"]
    )
    def test_drawing_reaches_no_network_no_program_and_no_other_process(self, way_out: str) -> None:
        done = alone(
            f"{BARRED} assert scan_barrier.shut_off(); open('/etc/hostname'); print('di dalam', flush=True); {way_out}"
        )
        assert done.stdout.strip() == "di dalam"
        assert "PermissionError" in done.stderr

    def test_without_a_filter_of_the_kernel_works_on_and_says_so_once(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(scan_process, "_said", threading.Event())
        monkeypatch.setattr(sys, "executable", str(saying(tmp_path, '{"pages": 1, "barred": false}')))
        for _ in range(2):
            assert accept_scan("kk.png", DOT).pages == 1
        assert caplog.text.count("WITHOUT being shut off") == 1

    def test_answers_within_a_second_of_work(self) -> None:
        page = strange.encoded(Image.effect_noise((1654, 2339), 40), "JPEG")
        spent = []
        for _ in range(3):
            started = time.monotonic()
            accept_scan("kk.jpg", page)
            spent.append(time.monotonic() - started)
        assert min(spent) < 3

    def test_that_is_not_free_in_time_asks_to_come_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        places = Places(at_work=1, waiting=1, patience_seconds=0.05)
        monkeypatch.setattr(scans, "_PLACES", places)
        with places.one(), pytest.raises(ScanNotChecked) as refused:
            accept_scan("kk.png", DOT)
        assert "Coba lagi" in refused.value.hint

    def test_with_too_many_waiting_asks_to_come_back_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        places = Places(at_work=1, waiting=0, patience_seconds=60)
        monkeypatch.setattr(scans, "_PLACES", places)
        started = time.monotonic()
        with places.one(), pytest.raises(ScanNotChecked):
            accept_scan("kk.png", DOT)
        assert time.monotonic() - started < 5

    def test_at_fault_itself_does_not_blame_the_file(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(sys, "executable", shutil.which("false"))
        with pytest.raises(ScanNotChecked):
            accept_scan("kk.png", DOT)
        assert "The scan worker failed" in caplog.text

    @pytest.mark.parametrize(
        "head", ["", "bukan json", "[]", '"teks"', '{"finding": "kata lain"}', '{"pages": "x"}', '{"pages": null}']
    )
    def test_that_answers_otherwise_is_not_believed(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, head: str
    ) -> None:
        monkeypatch.setattr(sys, "executable", str(saying(tmp_path, head)))
        with pytest.raises(ScanNotChecked):
            accept_scan("kk.png", DOT)

    def test_that_works_for_too_long_is_ended(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        slow = tmp_path / "python"
        slow.write_text("#!/bin/sh\nexec sleep 60\n")
        slow.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(slow))
        assert ask("png", seconds=0.2).finding is Finding.TOO_MUCH_WORK

    @pytest.mark.parametrize(
        ("signal", "refusal"), [("XCPU", ScanTooLarge), ("KILL", ScanTooLarge), ("SEGV", ScanBroken)]
    )
    def test_that_is_killed_by_a_file_refuses_the_file(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, signal: str, refusal: type[Refusal]
    ) -> None:
        dying = tmp_path / "python"
        dying.write_text(f"#!/bin/sh\nkill -{signal} $$\n")
        dying.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(dying))
        with pytest.raises(refusal):
            accept_scan("kk.png", DOT)

    def test_cannot_fill_the_memory_of_who_asks(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        endless = "import resource, os; os.dup2(1, 9); scan_barrier.bind_resources()\nwhile True: os.write(9, b'x' * 1_000_000)"
        done = alone(f"{BARRED} exec({endless!r})", output=tmp_path / "jawaban")
        assert done.returncode != 0
        assert (tmp_path / "jawaban").stat().st_size <= MAX_ANSWER_BYTES

    def test_gives_its_place_back_after_a_refusal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(scans, "_PLACES", Places(at_work=1, waiting=0, patience_seconds=20))
        for _ in range(2):
            with pytest.raises(ScanBroken):
                accept_scan("kk.pdf", b"%PDF-")
        assert accept_scan("kk.png", DOT).pages == 1


class TestQuarantine:
    """Invariant I9: empty, or of less than an hour."""

    @pytest.fixture(autouse=True)
    def _own_folder(self, tmp_path: Path, settings: Settings) -> None:
        settings.QUARANTINE_ROOT = tmp_path / "karantina"

    def test_holds_a_file_while_it_is_checked_for_the_owner_alone(self) -> None:
        with quarantined(b"isi") as file:
            (lying,) = folder().iterdir()
            assert (lying.read_bytes(), file.read()) == (b"isi", b"isi")
            assert stat.S_IMODE(lying.stat().st_mode) == 0o600
            assert stat.S_IMODE(folder().stat().st_mode) == 0o700

    @pytest.mark.parametrize("content", [DOT, b"%PDF-", strange.bomb_png()], ids=["clean", "broken", "bomb"])
    def test_i9_is_empty_after_every_check(self, content: bytes) -> None:
        with contextlib.suppress(Refusal):
            accept_scan("kk", content)
        assert [path for path in folder().rglob("*") if path.is_file()] == []

    def test_i9_leftovers_of_more_than_an_hour_are_removed_and_logged(self, caplog: pytest.LogCaptureFixture) -> None:
        old, young = folder() / "lama.periksa", folder() / "baru.periksa"
        old.write_bytes(b"12345")
        young.write_bytes(b"")
        os.utime(old, (time.time() - LEFT_OVER_SECONDS - 5,) * 2)
        accept_scan("kk.png", DOT)
        assert [path for path in folder().rglob("*") if path.is_file()] == [young]
        assert "lama.periksa, 5 bytes" in caplog.text
        assert sweep_quarantine(now=time.time() + LEFT_OVER_SECONDS + 5) == 1

    def test_i9_whatever_was_left_goes_and_what_waits_with_its_note_stays(self) -> None:
        (folder() / "gambar-x").mkdir()
        (folder() / "gambar-x" / "scan.pdf").write_bytes(b"%PDF-")
        (folder() / "unggahan.upload.pdf").write_bytes(b"%PDF-")
        for name in ("a.lkt", "a.json", "tanpa-catatan.lkt", "setengah.baru"):
            (held_folder() / name).write_bytes(b"")
        assert sweep_quarantine() == 0
        assert sweep_quarantine(now=time.time() + LEFT_OVER_SECONDS + 5) == 4
        assert sorted(path.name for path in folder().rglob("*")) == ["a.json", "a.lkt", "tertahan"]
