"""
What a process remembers of offices between requests, so that a step costs no query for officer or calendar.

A change in this process forgets at once; another process learns of it when the time to live has passed.
"""

import time
from collections.abc import Callable, Hashable
from typing import Any, Final, Generic, TypeVar

V = TypeVar("V")
TIME_TO_LIVE_SECONDS: Final = 10.0
CAPACITY: Final = 4096


class Memory(Generic[V]):
    """
    Values by key, each for a short time. Safe between threads: the worst that happens is reading twice.

    What was being read while something changed is not kept: it may be of before.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[float, V]] = {}
        _ALL.append(self)

    def get(self, key: Hashable, read: Callable[[], V]) -> V:
        """Return what is kept under `key`, reading it anew when it is too old or unknown."""
        kept = self._kept
        found = kept.get(key)
        now = time.monotonic()
        if found is not None and found[0] > now:
            return found[1]
        value = read()
        if len(kept) >= CAPACITY:
            kept.clear()
        kept[key] = (now + TIME_TO_LIVE_SECONDS, value)
        return value

    def forget(self) -> None:
        """Drop everything."""
        self._kept = {}


_ALL: Final[list[Memory[Any]]] = []


def forget_all() -> None:
    """Drop every memory of this process: after a change, and between tests."""
    for memory in _ALL:
        memory.forget()
