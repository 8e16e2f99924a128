"""Several writes as one, on either database."""

from collections.abc import Callable
from typing import Final, TypeVar

from django.db import OperationalError, connection, transaction

from loket.storage.writer import writer

T = TypeVar("T")
TRIES: Final = 3
_DEADLOCK: Final = "40P01"


def run(work: Callable[[], T]) -> T:
    """
    Do several writes as one: all are committed when this returns, or none when it raises.

    On SQLite the work runs in the writer thread, so it must not open a transaction of another thread and wait for it.
    On PostgreSQL work that waited in a ring with others, and was chosen to give way, is done again from its start.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            return work()
    if connection.vendor != "postgresql":
        return writer().submit(work).outcome()
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return work()
        except OperationalError as error:
            if not left or getattr(error.__cause__, "sqlstate", "") != _DEADLOCK:
                raise
    raise AssertionError("the last try answers or raises")
