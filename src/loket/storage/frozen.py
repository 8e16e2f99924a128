"""
SQLite's file as of one instant, readable byte by byte while writers go on: a backup needs no second, plain copy.

A reader that begins when the journal is empty reads the file alone, and as long as it reads nothing is written back into
that file (decision 22). It knows no table.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.db import connection

from loket.storage.writer import turn

PATIENCE_SECONDS: Final = 60.0


class NeverStill(Exception):
    """Others read or wrote the whole time, so that the journal could not be emptied."""


@contextmanager
def frozen_file(patience: float = PATIENCE_SECONDS) -> Iterator[Path]:
    """
    The database's file, whose bytes stay as they are until the block ends; statements inside read that same instant.

    Read it from another process: closing the file in this one would let go of the locks of its connections.
    Raises NeverStill after `patience` seconds.
    """
    file = Path(connection.settings_dict["NAME"])
    deadline = time.monotonic() + patience
    while not _holds_the_file(file):
        if time.monotonic() > deadline:
            raise NeverStill
        time.sleep(0.05)
    try:
        yield file
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def _holds_the_file(file: Path) -> bool:
    journal = Path(f"{file}-wal")
    with turn(), connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if cursor.fetchone()[0]:
            return False
        cursor.execute("BEGIN DEFERRED")
        cursor.execute("SELECT count(*) FROM sqlite_master")
        cursor.fetchone()
        # Whoever wrote between the two statements, past the queue, has put something there.
        if journal.exists() and journal.stat().st_size:
            cursor.execute("ROLLBACK")
            return False
    return True
