"""
SQLite's one writer: a thread that takes writes in the order they came and commits many at once.

With a connection per thread SQLite lets writers sleep and poll: throughput stays, but some wait seconds. Through one
queue nobody overtakes, and one flush to the disk serves all who wait. Several processes take turns by a lock on a
file beside the database, for the same reason: the kernel wakes who waits, and frees what a killed process held.
"""

import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final, Generic, TypeVar

from django.db import connections, transaction

T = TypeVar("T")
LARGEST_BATCH: Final = 128


class Job(Generic[T]):
    """One piece of work and, once it is committed or refused, its result."""

    def __init__(self, work: Callable[[], T]) -> None:
        self.work = work
        self.result: T | None = None
        self.error: BaseException | None = None
        self.done = threading.Event()

    def run(self) -> None:
        """Do the work in a savepoint: its failure undoes nothing of the others."""
        try:
            with transaction.atomic():
                self.result = self.work()
        except Exception as fault:  # noqa: BLE001 (it is raised again in the thread that waits for it)
            self.error = fault

    def outcome(self) -> T:
        """The committed result, or the exception that undid it, in the waiting thread."""
        self.done.wait()
        if self.error is not None:
            raise self.error
        return self.result  # type: ignore[return-value]  # T itself may be None


class Writer:
    """The thread of one process for one database file."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Job[Any] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._drain, name="loket-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[], T]) -> Job[T]:
        """Put work at the end of the queue."""
        job = Job(work)
        self._queue.put(job)
        return job

    def stop(self) -> None:
        """Finish what is queued and end the thread."""
        self._queue.put(None)
        self._thread.join()

    def _drain(self) -> None:
        try:
            while (batch := self._next_batch()) is not None:
                _commit(batch)
        finally:
            connections.close_all()

    def _next_batch(self) -> list[Job[Any]] | None:
        first = self._queue.get()
        if first is None:
            return None
        batch = [first]
        while len(batch) < LARGEST_BATCH:
            try:
                job = self._queue.get_nowait()
            except Empty:
                break
            if job is None:
                self._queue.put(None)
                break
            batch.append(job)
        return batch


@contextmanager
def turn() -> Iterator[None]:
    """No other process writes through its queue for the time of the block."""
    name = connections["default"].settings_dict["NAME"]
    with Path(f"{name}.antrean").open("a") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        yield


def _commit(batch: list[Job[Any]]) -> None:
    try:
        with turn(), transaction.atomic():
            for job in batch:
                job.run()
    except Exception as fault:  # noqa: BLE001 (a failed commit is the failure of each job in it)
        for job in batch:
            job.error = job.error or fault
    finally:
        for job in batch:
            job.done.set()


_lock: Final = threading.Lock()
_writers: Final[dict[tuple[int, str], Writer]] = {}


def writer() -> Writer:
    """The writer of this process for the current database; a forked child gets its own."""
    name = (os.getpid(), str(connections["default"].settings_dict["NAME"]))
    with _lock:
        if name not in _writers:
            _writers[name] = Writer()
        return _writers[name]


def stop_writers() -> None:
    """End the writers of this process in order: at shutdown, and when a test gives its database back."""
    with _lock:
        own = [name for name in _writers if name[0] == os.getpid()]
        for name in own:
            _writers.pop(name).stop()
