"""
What must be known of a whole file while its rows come one by one: the numbers it brings, and the relatives it names.

Kept in a database of its own in a file without a name, which the system removes with the process, however that ends:
neither the register nor a folder keeps anything of a trial.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from uuid import UUID

from loket.register.ids import new_id

_AT_ONCE: Final = 500


class Relative(NamedTuple):
    """A parent or spouse that a row names by NIK."""

    row: int
    column: str
    nik: str


class Notes:
    """Numbers to the ids that their residents and KKs get, and relatives that no row has brought so far."""

    def __init__(self) -> None:
        # The rows are written by another thread than they are checked by, one after the other.
        self._base = sqlite3.connect("", check_same_thread=False)
        self._base.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE number (number TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;"
            "CREATE TABLE relative (line INTEGER NOT NULL, col TEXT NOT NULL, nik TEXT NOT NULL);"
        )

    def close(self) -> None:
        """Forget everything."""
        self._base.close()

    def ids(self, numbers: Iterable[str]) -> dict[str, UUID]:
        """The ids of those numbers that were noted."""
        wanted = sorted(set(numbers))
        marks = ", ".join("?" * len(wanted))
        rows = self._base.execute(f"SELECT number, id FROM number WHERE number IN ({marks})", wanted)  # noqa: S608 (marks only)
        return {number: UUID(text) for number, text in rows}

    def take(self, numbers: Iterable[str]) -> None:
        """Note numbers; one that was noted before keeps its id."""
        rows = ((number, new_id().hex) for number in numbers)
        self._base.executemany("INSERT OR IGNORE INTO number VALUES (?, ?)", rows)

    def name(self, relatives: Iterable[Relative]) -> None:
        """Note who is named as a relative."""
        self._base.executemany("INSERT INTO relative VALUES (?, ?, ?)", relatives)

    def strangers(self) -> Iterator[list[Relative]]:
        """The relatives that no row of the whole file has brought, in order of rows, some hundred at a time."""
        found = self._base.execute(
            "SELECT line, col, nik FROM relative WHERE NOT EXISTS"
            " (SELECT 1 FROM number WHERE number.number = 'nik ' || nik) ORDER BY line, col"
        )
        while rows := found.fetchmany(_AT_ONCE):
            yield [Relative(*row) for row in rows]
