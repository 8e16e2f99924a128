"""Several writes as one, on either database."""

from collections.abc import Callable
from typing import TypeVar

from django.db import connection, transaction

from loket.storage.writer import writer

T = TypeVar("T")


def run(work: Callable[[], T]) -> T:
    """
    Do several writes as one: all are committed when this returns, or none when it raises.

    On SQLite the work runs in the writer thread, so it must not open a transaction of another thread and wait for it.
    """
    if connection.vendor == "postgresql" or connection.in_atomic_block:
        with transaction.atomic():
            return work()
    return writer().submit(work).outcome()
