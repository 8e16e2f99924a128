"""
Fetches who may be meant, in one statement: more than are shown, since likeness is judged afterwards.

Both databases go by whole words of the register (`wording`), those of a name with the year of birth before them, so that
every list that is read holds one year alone.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from loket.core import naming
from loket.core.register.codes import MaritalStatus, ResidentStatus, Sex
from loket.core.terms import RegionCode
from loket.register.codec import coded
from loket.register.finding import tables, wording
from loket.register.finding.index import document_token
from loket.register.finding.query import PeopleQuery
from loket.register.finding.wording import Wording
from loket.register.records import ResidentLine
from loket.register.store import reading

LOOKED_AT: Final = 120
"""How many of each way of looking are fetched."""
JUDGED: Final = 48
"""How many are compared letter by letter: those that are likeliest at a quick look."""
MOST_READ: Final = 2000
"""How many of those who have a word are put in order; PostgreSQL, told so, does not expect more and compile the plan."""
YEARS_OFF: Final = 1
Parameters = list[int | str | datetime.date]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant: the line for a list, and what the search key says. `name` may be a former one."""

    line: ResidentLine
    name: str
    current: bool
    birth_place: str
    mother_name: str
    mother_id: UUID | None
    office_id: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A statement that gives ids of search keys."""

    sql: str
    parameters: Parameters


@dataclass(frozen=True, slots=True)
class Scope:
    """Where is looked: at one office or all, and in a region or everywhere."""

    office_id: int | None = None
    region: RegionCode | None = None

    def condition(self) -> _Part:
        """The condition on a search key `s`, which begins with AND or is empty."""
        sql, parameters = "", Parameters()
        if self.office_id is not None:
            sql += " AND s.office_id = %s"
            parameters.append(self.office_id)
        if self.region is not None:
            sql += (
                " AND EXISTS (SELECT 1 FROM register_membership m JOIN register_family f ON f.id = m.family_id"
                " WHERE m.resident_id = s.resident_id AND m.until_date IS NULL AND f.region BETWEEN %s AND %s)"
            )
            parameters += [self.region.digits.ljust(10, "0"), self.region.digits.ljust(10, "9")]
        return _Part(sql, parameters)


def by_nik(nik: str, scope: Scope) -> list[Candidate]:
    """Who has this NIK."""
    sql = "SELECT s.id FROM register_resident q JOIN register_searchkey s ON s.resident_id = q.id AND s.current"
    return _fetched([_scoped(_Part(f"{sql} WHERE q.nik = %s", [nik]), scope)])


def by_kk(kk_number: str, scope: Scope) -> list[Candidate]:
    """Who is in this KK, or was until it was closed."""
    sql = (
        "SELECT s.id FROM register_family k JOIN register_membership q ON q.family_id = k.id"
        " AND (q.until_date IS NULL OR q.until_date = k.closed_date)"
        " JOIN register_searchkey s ON s.resident_id = q.resident_id AND s.current WHERE k.kk_number = %s"
    )
    return _fetched([_scoped(_Part(sql, [kk_number]), scope)])


def by_document(number: str, scope: Scope) -> list[Candidate]:
    """Who holds the akta with this number, or held it."""
    return _fetched([_matching(wording.quoted(document_token(number)), scope)])


def by_name(query: PeopleQuery, scope: Scope) -> list[Candidate]:
    """Who may be called so, and was born about the year where one is said: the likeliest at a quick look."""
    name_key = naming.key(query.name)
    asked = wording.heard(query)
    if query.year is not None:
        parts = _of_year(query, query.year, asked, scope)
    else:
        parts = [_matching(tier, scope, len(name_key)) for tier in wording.tiers(asked)]
    return [_candidate(row) for row in _likeliest(_rows(parts), query, asked)]


def by_birth(days: Sequence[datetime.date], scope: Scope) -> list[Candidate]:
    """Who was born on one of these days, under any name."""
    return _fetched([_born_on(days, scope)]) if days else []


def by_name_or_birth(query: PeopleQuery, days: Sequence[datetime.date], scope: Scope) -> list[Candidate]:
    """Who may be called so and was born about that year, and whoever was born on one of these days."""
    asked, name_key = wording.heard(query), naming.key(query.name)
    named = _of_year(query, query.year, asked, scope) if query.year is not None else []
    # Most who share no more than a day have nothing of the name.
    rows = [row for row in _rows([*named, _born_on(days, scope)]) if naming.resembles(name_key, row[0])]
    return [_candidate(row) for row in _likeliest(rows, query, asked)]


def _likeliest(rows: list[tuple[Any, ...]], query: PeopleQuery, asked: Wording) -> list[tuple[Any, ...]]:
    look = _Look(naming.grams(naming.key(query.name)), query.year, query.birth_date, asked)
    return sorted(rows, key=look.rank)[:JUDGED]


def _born_on(days: Sequence[datetime.date], scope: Scope) -> _Part:
    marks = ", ".join(["%s"] * len(days))
    sql = f"SELECT s.id FROM register_searchkey s WHERE s.birth_date IN ({marks})"  # noqa: S608 (marks only)
    return _scoped(_Part(sql, [*days]), scope)


def _of_year(query: PeopleQuery, year: int, asked: Wording, scope: Scope) -> list[_Part]:
    """Those born about that year who have most of the words; then who was born that very day or year, and a name as long."""
    where, answered, words = scope.condition(), _answered(), Parameters()
    conditions = wording.weighed(asked, range(year - YEARS_OFF, year + YEARS_OFF + 1))
    if not conditions:
        return []
    one = (
        "SELECT * FROM (SELECT s.id, {weight} AS weight, length(s.name_key) AS size, s.birth_year, s.birth_date"
        " FROM {answered}{where} LIMIT {most}) p{place}"
    )
    every = []
    for place, (condition, weight) in enumerate(conditions):
        every.append(one.format(weight=weight, answered=answered, where=where.sql, most=MOST_READ, place=place))
        words += [condition, *where.parameters]
    near = "abs(size - %s) - CASE WHEN birth_year = %s THEN 3 ELSE 0 END"
    parameters = [*words, len(naming.key(query.name)), year]
    if query.birth_date is not None:
        near += " - CASE WHEN birth_date = %s THEN 9 ELSE 0 END"
        parameters.append(query.birth_date)
    sql = (
        f"SELECT id FROM ({' UNION ALL '.join(every)}) w GROUP BY id, size, birth_year, birth_date"  # noqa: S608 (own words)
        f" ORDER BY {near} - sum(weight) LIMIT {LOOKED_AT}"
    )
    return [_Part(sql, parameters)]


def _answered() -> str:
    """The tables and the condition for search keys `s` whose tokens answer a query of words."""
    if connection.vendor == "sqlite":
        return (
            "register_search JOIN register_searchkey s ON s.id = register_search.rowid WHERE register_search MATCH %s"
        )
    return f"register_searchkey s WHERE {tables.TOKENS} @@ %s::tsquery"


def _matching(words: str, scope: Scope, size: int = 0) -> _Part:
    """Whose tokens answer a query of words, those with a name of that length first."""
    where = scope.condition()
    inner = f"SELECT s.id, length(s.name_key) AS size FROM {_answered()}{where.sql} LIMIT {MOST_READ}"  # noqa: S608
    sql = f"SELECT id FROM ({inner}) w ORDER BY abs(size - %s) LIMIT {LOOKED_AT}"  # noqa: S608 (own words)
    return _Part(sql, [words, *where.parameters, size])


def _scoped(part: _Part, scope: Scope) -> _Part:
    where = scope.condition()
    return _Part(part.sql + where.sql, [*part.parameters, *where.parameters])


_COLUMNS: Final = (
    "s.name_key, s.tokens, r.id, r.nik, r.full_name, r.sex, r.birth_date, r.marital_status, r.status, f.kk_number, f.region,"
    " s.name, s.current, s.birth_place, s.mother_name, r.mother_id, s.office_id"
)
_JOINED: Final = (
    " JOIN register_searchkey s ON s.id = c.id JOIN register_resident r ON r.id = s.resident_id"
    " LEFT JOIN register_membership m ON m.resident_id = r.id AND m.until_date IS NULL"
    " LEFT JOIN register_family f ON f.id = m.family_id"
)


def _fetched(parts: list[_Part]) -> list[Candidate]:
    return [_candidate(row) for row in _rows(parts)]


def _rows(parts: list[_Part]) -> list[tuple[Any, ...]]:
    """The columns of the search keys of all parts, each key once."""
    if not parts:
        return []
    ids = " UNION ".join(f"SELECT id FROM ({part.sql}) p{place}" for place, part in enumerate(parts))  # noqa: S608 (own words)
    sql = f"SELECT {_COLUMNS} FROM ({ids}) c{_JOINED}"  # noqa: S608 (own words)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for part in parts for value in part.parameters])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@dataclass(frozen=True, slots=True)
class _Look:
    """A quick look at rows, since comparing two names letter by letter takes a hundred times as long."""

    grams: frozenset[str]
    year: int | None
    birth_date: datetime.date | None
    asked: Wording

    def rank(self, row: tuple[Any, ...]) -> float:
        """Runs of letters in common, the day or the year, and words of the mother and of the place; least is best."""
        there = naming.grams(row[0])
        like = 2 * len(self.grams & there) / (len(self.grams) + len(there) or 1)
        born = row[6] if isinstance(row[6], datetime.date) else datetime.date.fromisoformat(row[6])
        like += 0.1 * (born.year == self.year) + 0.3 * (born == self.birth_date)
        if self.asked.mother or self.asked.birth_place:
            tokens = frozenset(row[1].split())
            mother = sum(any(f"m{word}" in tokens for word in place) for place in self.asked.mother)
            like += 0.25 * mother + 0.1 * any(f"p{word}" in tokens for word in self.asked.birth_place)
        return -like


def _candidate(row: tuple[Any, ...]) -> Candidate:
    (
        _,
        _,
        own,
        nik,
        name,
        sex,
        born,
        marital,
        status,
        kk_number,
        region,
        called,
        current,
        place,
        mother,
        mother_id,
        office_id,
    ) = row
    line = ResidentLine(
        id=_uuid(own),
        nik=reading.nik_of(nik),
        full_name=name,
        sex=coded(Sex, sex),
        birth_date=born if isinstance(born, datetime.date) else datetime.date.fromisoformat(born),
        marital_status=coded(MaritalStatus, marital),
        status=ResidentStatus(status),
        kk_number=reading.kk_of(kk_number),
        region=RegionCode(region) if region else None,
    )
    known_mother = _uuid(mother_id) if mother_id is not None else None
    return Candidate(line, called, bool(current), place, mother, known_mother, office_id)


def _uuid(stored: UUID | str) -> UUID:
    return stored if isinstance(stored, UUID) else UUID(stored)
