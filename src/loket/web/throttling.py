"""
How often somebody outside may ask within a minute: so often one address, and so often all together.

It counts in the memory of this process, which serves alone, and forgets with it. It refuses to know what is asked for, so
that a refusal tells nothing.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

WINDOW_SECONDS: Final = 60
_alarms: Final = logging.getLogger("loket.alarm")


class Throttle:
    """
    Takes `of_one` requests a minute from one address and `of_all` from all.

    The first that is refused in a minute is told to the log `loket.alarm`, for each address and for all.
    """

    def __init__(self, name: str, *, of_one: int, of_all: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._name, self._of_one, self._of_all, self._clock = name, of_one, of_all, clock
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Begin a new minute."""
        self._began = self._clock()
        self._all = 0
        # At most as many addresses as are taken in all, and one more.
        self._of: dict[str, int] = {}
        self._told: set[str] = set()

    def takes(self, address: str) -> bool:
        """Count a request from this address and say whether it is answered."""
        with self._lock:
            if self._clock() - self._began >= WINDOW_SECONDS:
                self.forget()
            if self._all >= self._of_all:
                return self._refuse("semua alamat")
            count = self._of.get(address, 0)
            if count >= self._of_one:
                return self._refuse(address)
            self._of[address] = count + 1
            self._all += 1
            return True

    def is_full(self, address: str) -> bool:
        """Whether one more of this address would be refused now; counts nothing, for what counts by its outcome."""
        with self._lock:
            if self._clock() - self._began >= WINDOW_SECONDS:
                return False
            return self._all >= self._of_all or self._of.get(address, 0) >= self._of_one

    def _refuse(self, whom: str) -> bool:
        if whom not in self._told:
            self._told.add(whom)
            _alarms.warning("%s: terlalu sering ditanya dari %s", self._name, whom)
        return False
