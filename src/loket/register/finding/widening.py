"""
Looks further where nobody surely fits: for who was born at another time, and whether another office keeps the one meant.

It adds to what was found and says what is what; how alike names are is for `people`, the words about it for the pages.
"""

from dataclasses import dataclass, replace
from typing import Final

from loket.core import naming
from loket.register.finding.people import PersonHit, find_people
from loket.register.finding.query import PeopleQuery

SURE: Final = 0.85
"""From here on two names are one in two spellings, and somebody of another office is said to be recorded there."""
ENOUGH: Final = 0.9
"""A name this alike is the one that was asked for. Less is often a sibling's or a neighbour's: "Hadi Pranoto", "Andi Pranoto"."""
_EXACT: Final = 1.0
_LOOKED_THROUGH: Final = 48


@dataclass(frozen=True, slots=True)
class Looked:
    """
    Who was found as asked; who has the name but was born at another time; whether surely another office keeps who is meant.

    `other_years` is empty unless the year was in the way: everyone of the name where nobody was found as asked, else only
    whose name surely fits, and better than that of anybody found as asked.
    """

    hits: tuple[PersonHit, ...]
    other_years: tuple[PersonHit, ...] = ()
    elsewhere: bool = False


def look_for(query: PeopleQuery, office_id: int, *, limit: int, everywhere: bool = True) -> Looked:
    """
    Whom this office keeps, each list at most `limit`; one look more without the year, and one `everywhere` if that is asked.

    Further looks are made only where no name of the first is enough alike. `everywhere` tells nothing but that there is one.
    """
    hits = find_people(query, office_id=office_id, limit=limit)
    best = max((_named(hit, query) for hit in hits), default=0.0)
    if best >= ENOUGH:
        return Looked(hits)
    surely = find_people(query, limit=1) if everywhere else ()
    elsewhere = any(hit.score >= SURE and hit.office_id != office_id for hit in surely)
    return Looked(hits, _of_other_years(query, office_id, best)[:limit], elsewhere)


def _named(hit: PersonHit, query: PeopleQuery) -> float:
    """How well the name alone fits, whatever the year; a number that fits is the name as well."""
    return _EXACT if hit.score == _EXACT else naming.similarity(query.name, hit.matched_name).score


def _of_other_years(query: PeopleQuery, office_id: int, best: float) -> tuple[PersonHit, ...]:
    """Whose name fits better than the best so far, whenever they were born; the likeliest slip of the date first."""
    if query.year is None:
        return ()
    timeless = replace(query, birth_year=None, birth_date=None, document="")
    found = find_people(timeless, office_id=office_id, limit=_LOOKED_THROUGH)
    if best:
        found = tuple(hit for hit in found if _named(hit, query) >= SURE and _named(hit, query) > best)
    return tuple(sorted(found, key=lambda hit: _slip(hit, query)))


def _slip(hit: PersonHit, query: PeopleQuery) -> tuple[float, bool, int]:
    born, day = hit.resident.birth_date, query.birth_date
    same_day = day is not None and (day.month, day.day) == (born.month, born.day)
    return -round(hit.score, 2), not same_day, abs(born.year - (query.year or born.year))
