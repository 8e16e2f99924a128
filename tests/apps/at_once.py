"""Several threads that begin together, as officers at several counters do."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

from loket.core.problems import Refusal

T = TypeVar("T")


def at_once(*works: Callable[[], T]) -> list[T | Refusal]:
    """What each of them gets, in order; a refusal is an answer too, anything else that is raised is raised here."""
    start = threading.Barrier(len(works))

    def begin(work: Callable[[], T]) -> T | Refusal:
        start.wait()
        try:
            return work()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(begin, works))
