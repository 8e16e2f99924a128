"""Bring a fresh database to life from the folder of procedures: offices, their officers, what is in force."""

import datetime
from collections.abc import Collection
from pathlib import Path
from typing import Final

from loket.casework.procedures import publish
from loket.core.problems import Problem
from loket.core.procedure.reader import catalogue
from loket.offices.installation import install_with_officers
from loket.offices.services import Decision

SINCE: Final = datetime.date(2020, 1, 6)
"""From when the officers of the files are appointed: before any case that a demonstration makes."""


NOBODY: Final = "!"
"""A password hash that no password has."""


class BadSource(ValueError):
    """The folder has files that do not read; `problems` says where and why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{p.place}: {p.sentence}" for p in problems))


def found(
    folder: Path, *, now: datetime.datetime, password_hash: str = NOBODY, only: Collection[str] | None = None
) -> tuple[str, ...]:
    """
    Install every office of the folder (or those of `only`) with its officers, and publish its procedures.

    For an empty database. Returns the office keys. With the default `password_hash` nobody can sign in. Raises
    BadSource before anything is written when a file does not read, and NameTaken when the officers are there already.
    """
    sources = catalogue(folder)
    wanted = [o for o in sources.offices if o.office is not None and (only is None or o.office.key in only)]
    versions = [v for v in sources.readings if only is None or v.office_key in only]
    unread = [p for source in sources.offices for p in source.problems]
    unread += [p for version in versions for p in version.problems]
    if unread:
        raise BadSource(tuple(unread))
    decision = Decision.founding(now, "Pemasangan awal dari berkas kantor")
    for reading in wanted:
        if reading.office is not None:
            install_with_officers(reading.office, valid_from=SINCE, password_hash=password_hash, decision=decision)
    for version in versions:
        if version.procedure is not None and version.effective_date is not None:
            publish(version.procedure, effective=version.effective_date, now=now)
    return tuple(reading.office.key for reading in wanted if reading.office is not None)
