"""
Starts the process that opens a stranger's file, waits for it and reads its answer; few at a time, so that pages go on.

It believes nothing of what comes back but one line of JSON with known words.
"""

import contextlib
import json
import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from loket.documents import scan_quarantine
from loket.documents.scan_limits import WORKER_SECONDS, Finding

_log = logging.getLogger(__name__)
_SOURCES: Final = str(Path(__file__).resolve().parents[2])
_PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); from loket.documents.scan_worker import main; main(*sys.argv[2:])"
)
# Killed for its work, or for its memory.
_TOO_MUCH: Final = {-24, -9}


class Busy(Exception):
    """Too many files wait already, or one waited too long."""


class Faulty(Exception):
    """Not the file but the checking itself failed; the log says why."""


class Places:
    """So many at work at once, so many more waiting, and the rest told to come back: waiting takes a thread of the server."""

    def __init__(self, *, at_work: int, waiting: int, patience_seconds: float) -> None:
        self._at_work = threading.BoundedSemaphore(at_work)
        self._inside = threading.BoundedSemaphore(at_work + waiting)
        self._patience = patience_seconds

    @contextlib.contextmanager
    def one(self) -> Iterator[None]:
        """A place at work for as long as the block lasts. Raises Busy."""
        if not self._inside.acquire(blocking=False):
            raise Busy
        try:
            if not self._at_work.acquire(timeout=self._patience):
                raise Busy
            try:
                yield
            finally:
                self._at_work.release()
        finally:
            self._inside.release()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the process found or made: one of `finding` and `content` counts. `peak_kilobytes` is 0 when it was killed."""

    finding: Finding | None
    content: bytes
    pages: int
    peak_kilobytes: int
    why: str = ""


def ask(task: str, *, folder: str = "", file: IO[bytes] | None = None, seconds: float = WORKER_SECONDS) -> Answer:
    """Let a process of its own do the task, on the open file or in the folder. Raises Faulty."""
    command = [sys.executable, "-I", "-c", _PROGRAM, _SOURCES, task, *([folder] if folder else [])]
    # Into files and not pipes: the kernel bounds what a process writes to those, and this one's memory stays its own.
    with (
        tempfile.TemporaryFile(dir=scan_quarantine.folder()) as output,
        tempfile.TemporaryFile(dir=scan_quarantine.folder()) as complaint,
    ):
        try:
            done = subprocess.run(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL if file is None else file,
                stdout=output,
                stderr=complaint,
                timeout=seconds,
                env={"LC_ALL": "C.UTF-8"},
                cwd="/",
                check=False,
            )
        except subprocess.TimeoutExpired:
            return _found(Finding.TOO_MUCH_WORK)
        output.seek(0)
        complaint.seek(0)
        return _judged(done.returncode, output, complaint)


def _judged(code: int, output: IO[bytes], complaint: IO[bytes]) -> Answer:
    if code in _TOO_MUCH:
        return _found(Finding.TOO_MUCH_WORK)
    if code < 0:
        return _found(Finding.BROKEN)
    if code:
        _log.error("The scan worker failed: %s", complaint.read()[-2000:].decode(errors="replace"))
        raise Faulty
    try:
        return _read(output.read())
    except (ValueError, KeyError, TypeError, AttributeError) as odd:
        _log.error("The scan worker answered what it never answers: %s", type(odd).__name__)
        raise Faulty from odd


def _found(finding: Finding) -> Answer:
    return Answer(finding, b"", 0, 0)


def _read(output: bytes) -> Answer:
    line, _, content = output.partition(b"\n")
    head: dict[str, Any] = json.loads(line)
    if not head.get("barred"):
        _say_unbarred()
    finding = Finding(head["finding"]) if "finding" in head else None
    return Answer(
        finding, content, int(head.get("pages", 0)), int(head.get("peak_kilobytes", 0)), str(head.get("why", ""))
    )


_said = threading.Event()


def _say_unbarred() -> None:
    """Once for each server: what a person who runs it must know and no clerk can mend."""
    if not _said.is_set():
        _said.set()
        _log.warning(
            "This kernel refuses the filter of system calls (seccomp), so files from outside are opened WITHOUT being shut off from "
            "files and network; limits of memory and time hold."
        )
