"""
What a process remembers of offices between requests, so that a step costs no query for officer or calendar.

A change in this process forgets at once. Another process learns of it when an act reads the office's revision and
`Grounds.confirm` finds it moved on, or at the latest when the time to live has passed.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from typing import Final, Generic, Protocol, TypeVar

from loket.offices.records import OfficeRecord

V = TypeVar("V")
TIME_TO_LIVE_SECONDS: Final = 10.0
CAPACITY: Final = 4096

_changing: ContextVar[bool] = ContextVar("changing", default=False)


class _Forgets(Protocol):
    def forget(self) -> None:
        """Drop everything."""


EVERY: Final[list[_Forgets]] = []
"""Every memory of this process."""


class Memory(Generic[V]):
    """
    Values by key, each for a short time. Safe between threads: the worst that happens is reading twice.

    What was being read while something changed is not kept: it may be of before.
    """

    def __init__(self, seconds: float = TIME_TO_LIVE_SECONDS) -> None:
        self._kept: dict[Hashable, tuple[float, V]] = {}
        self._seconds = seconds
        EVERY.append(self)

    def get(self, key: Hashable, read: Callable[[], V]) -> V:
        """Return what is kept under `key`, reading it anew when it is too old or unknown."""
        kept = self._kept
        found = kept.get(key)
        now = monotonic()
        if found is not None and found[0] > now:
            return found[1]
        value = read()
        if len(kept) >= CAPACITY:
            kept.clear()
        kept[key] = (now + self._seconds, value)
        return value

    def forget(self) -> None:
        """Drop everything."""
        self._kept = {}


@dataclass(slots=True, eq=False)
class Ground:
    """
    What remembered values of one office rest on: the office as read before them, and until when that counts.

    A value is right as long as the office's revision is the one that was read before the value. A new revision is a
    new ground, so that what rests on the old one is never confirmed by the new.
    """

    record: OfficeRecord
    fresh_until: float


class Grounds:
    """The offices as this process last read them, each with its own time to live."""

    def __init__(self, read: Callable[[], Iterable[OfficeRecord]]) -> None:
        self._read = read
        # By number and by key. Replaced as a whole and never changed, so that a reader needs no lock.
        self._grounds: dict[int | str, Ground] = {}
        self._listed_until = 0.0
        EVERY.append(self)

    def forget(self) -> None:
        """Drop everything."""
        self._grounds, self._listed_until = {}, 0.0

    def confirm(self, office: int, revision: int) -> bool:
        """Say that the database has just answered `revision`; see `queries.confirm`."""
        ground = self._grounds.get(office)
        if ground is None or ground.record.revision != revision:
            forget_all()
            return False
        ground.fresh_until = monotonic() + TIME_TO_LIVE_SECONDS
        return True

    def all(self) -> tuple[OfficeRecord, ...]:
        """Every office, in the order it was read; confirming one office does not keep the list from being read."""
        fresh = self._listed_until > monotonic() and not _changing.get()
        grounds = self._grounds if fresh else self._refreshed()
        return tuple(ground.record for name, ground in grounds.items() if isinstance(name, int))

    def find(self, office: int | str) -> OfficeRecord | None:
        """The office of that number or key."""
        ground = self._grounds.get(office)
        if ground is None or ground.fresh_until <= monotonic() or _changing.get():
            ground = self._refreshed().get(office)
        return ground.record if ground else None

    def known(self) -> dict[int | str, Ground]:
        """What a value that is read from now on may rest on."""
        return self._grounds or self._refreshed()

    def holds(self, ground: Ground) -> bool:
        """Whether what rests on this ground may be used; asks for the revision when it has not been of late."""
        office = ground.record.id
        if self._grounds.get(office) is not ground:
            return False
        return ground.fresh_until > monotonic() or self._refreshed().get(office) is ground

    def _refreshed(self) -> dict[int | str, Ground]:
        before = {} if _changing.get() else self._grounds
        # The time to live begins before the reading: what changes meanwhile is not of it.
        fresh_until = monotonic() + TIME_TO_LIVE_SECONDS
        after: dict[int | str, Ground] = {}
        for record in self._read():
            ground = before.get(record.id)
            if ground is None or ground.record != record:
                ground = Ground(record, fresh_until)
            ground.fresh_until = max(ground.fresh_until, fresh_until)
            after[record.id] = after[record.key] = ground
        # Not where something was forgotten meanwhile: what was read may be of before the change.
        if self._grounds is before:
            self._grounds, self._listed_until = after, fresh_until
        return after


class OfficeMemory(Generic[V]):
    """Values of offices by key, each as long as the ground it rests on holds. Safe between threads, as `Memory`."""

    def __init__(self, grounds: Grounds, office_of: Callable[[Hashable, V], int | str | None]) -> None:
        self._grounds = grounds
        self._office_of = office_of
        self._kept: dict[Hashable, tuple[Ground, V]] = {}
        EVERY.append(self)

    def get(self, key: Hashable, read: Callable[[], V]) -> V:
        """Return what is kept under `key`, reading it anew when its ground no longer holds."""
        if _changing.get():
            return read()
        kept = self._kept
        found = kept.get(key)
        if found is not None and self._grounds.holds(found[0]):
            return found[1]
        # First the revisions, then the value: a change in between makes the value newer than its ground, never older.
        grounds = self._grounds.known()
        value = read()
        office = self._office_of(key, value)
        ground = grounds.get(office) if office is not None else None
        if ground is not None:
            if len(kept) >= CAPACITY:
                kept.clear()
            kept[key] = (ground, value)
        return value

    def __len__(self) -> int:
        """How many values are kept."""
        return len(self._kept)

    def forget(self) -> None:
        """Drop everything."""
        self._kept = {}


def forget_all() -> None:
    """Drop every memory of this process: after a change, and between tests."""
    for memory in EVERY:
        memory.forget()


@contextmanager
def changing() -> Iterator[None]:
    """
    Keep nothing that is read while this block writes, and forget what was kept before it, whether it succeeds or not.

    What a transaction reads of its own writes may be rolled back, and its revision may be given out once more.
    """
    token = _changing.set(True)
    try:
        yield
    finally:
        _changing.reset(token)
        forget_all()
