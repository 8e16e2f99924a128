"""Faults of the installation that must stop it: a database that would not keep what it acknowledged."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags
from django.core.checks import register as register_check
from django.db import DatabaseError, connections

WANTED_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 20_000, "foreign_keys": 1}


def register() -> None:
    """Make Django run the checks at start-up and in `check --database default`."""
    register_check(sqlite_keeps_its_promise, Tags.database)


def sqlite_keeps_its_promise(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Read the pragmas back from every SQLite database; a database that lives in memory has no journal to check."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        in_memory = "memory" in str(connection.settings_dict["NAME"])
        if connection.vendor == "sqlite" and not in_memory:
            found.extend(_pragma_faults(alias))
    return found


def _pragma_faults(alias: str) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    try:
        with connections[alias].cursor() as cursor:
            for name, wanted in WANTED_PRAGMAS.items():
                cursor.execute(f"PRAGMA {name}")
                value = cursor.fetchone()[0]
                if value != wanted:
                    sentence = f"Basis data “{alias}”: PRAGMA {name} bernilai {value}, seharusnya {wanted}."
                    found.append(
                        Error(sentence, hint="Periksa OPTIONS.init_command pada DATABASES.", id="casework.E001")
                    )
    except DatabaseError as fault:
        hint = "Periksa folder LOKET_HOME dan izin berkasnya."
        found.append(Error(f"Basis data “{alias}” tidak dapat dibuka: {fault}", hint=hint, id="casework.E002"))
    return found
