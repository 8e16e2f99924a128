"""
The labelled set for finding people: residents of the register under names as somebody else would write them, and how many
of them are among the first five; beside pg_trgm's likeness of the plain names alone.
"""

import datetime
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from loket.core.naming.variants import variant

FIRST = 5
YEAR_OFF = 0.15
"""The share of people who are looked for with a year of birth that is off by one."""
_DRAWN_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Sought:
    """Somebody who is looked for: under which name and year of birth, who it is, and what is right."""

    text: str
    kind: str
    year: int
    resident_id: UUID
    name: str
    born: datetime.date


@dataclass(slots=True)
class Recall:
    """
    How often the person was among the first five, and how often somebody of that very name and year, whom a name and a
    year alone cannot tell from the person; by kind of variant, and which were missed.
    """

    asked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    missed: list[Sought] = field(default_factory=list)

    @property
    def of_persons(self) -> float:
        """The share of persons found."""
        return self.found.total() / self.asked.total()

    @property
    def of_names(self) -> float:
        """The share of names found."""
        return self.named.total() / self.asked.total()


Finder = Callable[[Sought], Sequence[tuple[UUID, str, int]]]
"""Gives id, name and year of birth of the first five."""


def labelled(size: int, seed: int) -> list[Sought]:
    """Residents drawn by chance, each under one variant of the name; the same register and seed give the same."""
    chance = random.Random(seed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM register_searchkey")
        first, last = cursor.fetchone()
        drawn: list[Sought] = []
        while len(drawn) < size:
            ids = [chance.randint(first, last) for _ in range(min(_DRAWN_AT_ONCE, size))]
            marks = ", ".join(["%s"] * len(ids))
            cursor.execute(
                f"SELECT resident_id, name, birth_date FROM register_searchkey WHERE current AND id IN ({marks}) ORDER BY id",
                ids,
            )
            for own, name, born in cursor.fetchall():
                given = variant(name, chance)
                day = born if isinstance(born, datetime.date) else datetime.date.fromisoformat(born)
                off = chance.choice((-1, 1)) if chance.random() < YEAR_OFF else 0
                drawn.append(Sought(given.text, given.kind, day.year + off, _uuid(own), name, day))
    return drawn[:size]


def _uuid(stored: UUID | str) -> UUID:
    return stored if isinstance(stored, UUID) else UUID(stored)


def recall(wanted: Sequence[Sought], find: Finder) -> Recall:
    """Look for each of them."""
    result = Recall()
    for one in wanted:
        hits = find(one)
        there = any(own == one.resident_id for own, _, _ in hits[:FIRST])
        alike = any((name, year) == (one.name, one.born.year) for _, name, year in hits[:FIRST])
        result.asked[one.kind] += 1
        result.found[one.kind] += there
        result.named[one.kind] += there or alike
        if not there and not alike:
            result.missed.append(one)
    return result


def by_loket(one: Sought) -> list[tuple[UUID, str, int]]:
    """The search of the register, by name and year of birth."""
    from loket.register.finding.people import find_people
    from loket.register.finding.query import PeopleQuery

    hits = find_people(PeopleQuery(name=one.text, birth_year=one.year), limit=FIRST)
    return [(hit.resident.id, hit.matched_name, hit.resident.birth_date.year) for hit in hits]


def by_date(one: Sought) -> list[tuple[UUID, str, int]]:
    """The same with the whole date of birth, which tells most namesakes apart."""
    from loket.register.finding.people import find_people
    from loket.register.finding.query import PeopleQuery

    hits = find_people(PeopleQuery(name=one.text, birth_date=one.born), limit=FIRST)
    return [(hit.resident.id, hit.matched_name, hit.resident.birth_date.year) for hit in hits]


def by_trigrams(one: Sought) -> list[tuple[UUID, str, int]]:
    """pg_trgm's likeness of the plain names alone, within the year and those beside it; computed here, without the extension."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT resident_id, name, birth_year FROM register_searchkey WHERE birth_year BETWEEN %s AND %s AND current"
            " ORDER BY id",
            [one.year - 1, one.year + 1],
        )
        rows = cursor.fetchall()
    wanted = trigrams(one.text)
    rows.sort(key=lambda row: -_likeness(wanted, trigrams(row[1])))
    return [(_uuid(own), name, year) for own, name, year in rows[:FIRST]]


def trigrams(text: str) -> frozenset[str]:
    """The trigrams of a text as pg_trgm takes them: each word in small letters, two blanks before and one behind."""
    words = re.findall(r"\w+", text.lower())
    return frozenset(f"  {word} "[i : i + 3] for word in words for i in range(len(word) + 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
