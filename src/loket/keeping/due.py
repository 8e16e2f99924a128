"""What is past its term today. It only looks: nothing is destroyed here."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from loket.casework import queries as casework
from loket.core.engine import Status
from loket.keeping.terms import Term

SCANS_OF: Final[Mapping[str, frozenset[Status]]] = {
    "pindaian-selesai": frozenset({Status.FINISHED}),
    "pindaian-ditolak": frozenset({Status.REJECTED}),
    "pindaian-ditarik": frozenset({Status.WITHDRAWN, Status.LAPSED}),
}
"""The classes that may be destroyed, and how their applications ended."""


@dataclass(frozen=True, slots=True)
class Due:
    """The scans of one class in one office whose term has passed: applications, scans, bytes, and the oldest ending."""

    office_key: str
    term: Term
    cases: tuple[str, ...]
    scans: int
    bytes: int
    oldest: datetime.date


def due(
    office_key: str, known: tuple[Term, ...], today: datetime.date, *, but: Collection[str] = frozenset()
) -> tuple[Due, ...]:
    """
    What of an office is past its term on a day of its own calendar; classes without years have nothing due.

    Applications of `but` are left out.

    The day on which an application was closed counts whole: a term of two years from 22-11-2024 has passed on 23-11-2026.
    Raises offices' NoSuchOffice.
    """
    found = []
    for term in known:
        if term.years is None or term.id not in SCANS_OF:
            continue
        past = casework.old_scans(office_key, SCANS_OF[term.id], closed_before=years_before(today, term.years))
        old = [one for one in past if one.resi not in but]
        if old:
            scans, size = sum(one.scans for one in old), sum(one.bytes for one in old)
            resis = tuple(one.resi for one in old)
            found.append(Due(office_key, term, resis, scans, size, min(one.closed_date for one in old)))
    return tuple(found)


def years_before(day: datetime.date, years: int) -> datetime.date:
    """The same day some years ago; the last of February for a leap day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
