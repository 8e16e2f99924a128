"""Several writes as one, on either database."""

import logging
from collections.abc import Callable
from typing import Final, TypeVar

from django.db import OperationalError, connection, transaction

from loket.storage.writer import writer

T = TypeVar("T")
TRIES: Final = 3
_DEADLOCK: Final = "40P01"
_log: Final = logging.getLogger(__name__)


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


def run_soon(work: Callable[[], object]) -> None:
    """
    Do a small write that nobody waits for, and whose loss would do no harm; what goes wrong is told to the log.

    On SQLite it stands at the end of the queue and is committed with whatever comes with it.
    """

    def told() -> None:
        try:
            with transaction.atomic():
                work()
        except Exception:  # noqa: BLE001 (whoever began it has long been answered)
            _log.exception("a write that nobody waits for has failed")

    if connection.vendor == "postgresql" or connection.in_atomic_block:
        told()
    else:
        writer().submit(told)
