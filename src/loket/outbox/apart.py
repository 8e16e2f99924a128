"""
Jobs that are kept apart: what goes wrong in one, for one office, ends neither the others nor the process that does them all.

A fault is told by its kind and its place in the program, never by its words: those may name people or their telephones.
"""

import logging
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol, TypeVar

from loket.core.problems import Refusal

T = TypeVar("T")
_log: Final = logging.getLogger(__name__)
TOLD_EVERY_SECONDS: Final = 3600
"""The same fault of the same job is told so often and not more: the sender comes by every few seconds."""
_FRAMES: Final = 4


class Apart(Protocol):
    """Does one job of several, and answers `otherwise` where it fails and the others are to go on."""

    def __call__(self, what: str, work: Callable[[], T], otherwise: T, /) -> T:
        """`what` names the job in the log, without anything that people have typed."""
        ...


def together(_what: str, work: Callable[[], T], _otherwise: T, /) -> T:
    """The first job that fails ends them all. Raises what it raises."""
    return work()


class Faults:
    """What has gone wrong so far in a process; `count` tells how often."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.count = 0
        self._clock = clock
        self._told: dict[tuple[str, str], float] = {}
        self._silent: dict[tuple[str, str], int] = {}

    def apart(self, what: str, work: Callable[[], T], otherwise: T, /) -> T:
        """As `Apart` says."""
        try:
            return work()
        except Exception as broken:  # noqa: BLE001 (whatever broke in this job, the others are still to be done)
            fault = broken
        # Told out here: a log that cannot be written tells all that is being handled, with its words.
        self.count += 1
        self._tell(what, _kind(fault), fault)
        return otherwise

    def _tell(self, what: str, kind: str, fault: Exception) -> None:
        key, now = (what, kind), self._clock()
        told = self._told.get(key)
        if told is not None and now < told + TOLD_EVERY_SECONDS:
            self._silent[key] = self._silent.get(key, 0) + 1
            return
        self._told[key] = now
        _log.error("%s failed: %s at %s; %s times more before", what, kind, _place(fault), self._silent.pop(key, 0))


def _kind(fault: Exception) -> str:
    return f"{type(fault).__name__} {fault.id}" if isinstance(fault, Refusal) else type(fault).__name__


def _place(fault: Exception) -> str:
    # The first is the one here that has called the job.
    frames = traceback.extract_tb(fault.__traceback__)[1:][-_FRAMES:]
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
