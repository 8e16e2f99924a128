"""
Fetches who may be meant, in one statement on either database: more than are shown, since likeness is judged afterwards.

PostgreSQL goes by its trigram index on year and name; SQLite by a full-text table whose words are runs of three letters
with the year before them, so that every list it reads holds one year alone.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final
from uuid import UUID

from django.db import connection

from loket.core import naming
from loket.core.register.codes import MaritalStatus, ResidentStatus, Sex
from loket.core.terms import RegionCode
from loket.register.codec import coded
from loket.register.finding import tables
from loket.register.finding.index import SHORT, document_token, short_token, year_token
from loket.register.finding.query import PeopleQuery
from loket.register.records import ResidentLine
from loket.register.store import reading

LOOKED_AT: Final = 80
"""How many go into the ranking of each way of looking."""
YEARS_OFF: Final = 1
_SHARE: Final = 0.3
"""The share of a name's runs of letters that a candidate must have, as pg_trgm does by default."""
_MOST_GRAMS: Final = 60
_MOST_WORDS: Final = 5
_STEM: Final = 3
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
    return _fetched([_matching(_quoted(document_token(number)), scope)])


def by_name(query: PeopleQuery, scope: Scope) -> list[Candidate]:
    """Who may be called so, and was born about the year where one is said."""
    name_key = naming.key(query.name)
    if not name_key:
        return []
    if query.year is not None:
        return _fetched(_of_year(query, query.year, name_key, scope), name_key)
    return _fetched(_of_any_year(query, name_key, scope), name_key)


def by_birth(days: Sequence[datetime.date], scope: Scope) -> list[Candidate]:
    """Who was born on one of these days, under any name."""
    return _fetched([_born_on(days, scope)]) if days else []


def by_name_or_birth(query: PeopleQuery, days: Sequence[datetime.date], scope: Scope) -> list[Candidate]:
    """Who may be called so and was born about that year, and whoever was born on one of these days."""
    name_key = naming.key(query.name)
    named = _of_year(query, query.year, name_key, scope) if name_key and query.year is not None else []
    return _fetched([*named, _born_on(days, scope)], name_key)


def _born_on(days: Sequence[datetime.date], scope: Scope) -> _Part:
    marks = ", ".join(["%s"] * len(days))
    sql = f"SELECT s.id FROM register_searchkey s WHERE s.birth_date IN ({marks})"  # noqa: S608 (marks only)
    return _scoped(_Part(sql, [*days]), scope)


def _of_year(query: PeopleQuery, year: int, name_key: str, scope: Scope) -> list[_Part]:
    years = range(year - YEARS_OFF, year + YEARS_OFF + 1)
    parts = []
    if len(name_key) <= SHORT - 1:
        parts.append(_matching(_any([_quoted(short_token(y, name_key)) for y in years]), scope, LOOKED_AT * 5))
    if connection.vendor == "sqlite":
        return [*parts, _sqlite_by_grams(years, name_key, scope, query.birth_date)]
    words = [_quoted(year_token(y, word)) for y in years for word in name_key.split()[:_MOST_WORDS]]
    if not tables.by_likeness():
        return [*parts, _matching(_any(words), scope, LOOKED_AT * 5)]
    return [*parts, *_nearest(query, year, name_key, _any(words), scope)]


def _nearest(query: PeopleQuery, year: int, name_key: str, words: str, scope: Scope) -> list[_Part]:
    """
    PostgreSQL's trigrams: any likeness within the year said, and a word in common within those beside it.

    A range of years would be read three times as long as one year.
    """
    where = scope.condition()
    near = "similarity(s.name_key, %s)"
    parameters: Parameters = [name_key]
    if query.birth_date is not None:
        near += " + CASE WHEN s.birth_date = %s THEN 0.2 ELSE 0 END"
        parameters.append(query.birth_date)
    ends = f"{where.sql} ORDER BY {near} DESC LIMIT"
    start = "SELECT s.id FROM register_searchkey s WHERE"
    # A name of one word that is misspelt has no other word to be found by; its few trigrams are read quickly.
    off = YEARS_OFF if " " not in name_key else 0
    return [
        *(
            _Part(
                f"{start} s.birth_year = %s::smallint AND s.name_key %% %s{ends} {LOOKED_AT}",
                [one_year, name_key, *where.parameters, *parameters],
            )
            for one_year in range(year - off, year + off + 1)
        ),
        _Part(
            f"{start} {tables.TOKENS} @@ %s::tsquery{ends} {LOOKED_AT // 2}", [words, *where.parameters, *parameters]
        ),
    ]


def _sqlite_by_grams(years: range, name_key: str, scope: Scope, birth_date: datetime.date | None) -> _Part:
    """Those of these years that share most runs of letters, for their length; who was born that very day first."""
    wanted = sorted(naming.grams(name_key))[:_MOST_GRAMS]
    one = "SELECT rowid AS id FROM register_search WHERE register_search MATCH %s"
    words: Parameters = [f'"{y}{gram}"' for y in years for gram in wanted]
    where = scope.condition()
    born = " + (s.birth_date = %s) * 0.2" if birth_date is not None else ""
    sql = (
        f"SELECT s.id FROM (SELECT id, count(*) AS hits FROM ({' UNION ALL '.join([one] * len(words))}) GROUP BY id"  # noqa: S608
        f" HAVING count(*) >= %s) h JOIN register_searchkey s ON s.id = h.id WHERE 1 = 1{where.sql}"
        f" ORDER BY 2.0 * hits / (%s + length(s.name_key)){born} DESC LIMIT {LOOKED_AT}"
    )
    parameters = [*words, max(1, int(len(wanted) * _SHARE)), *where.parameters, len(name_key)]
    return _Part(sql, [*parameters, birth_date] if birth_date is not None else parameters)


def _of_any_year(query: PeopleQuery, name_key: str, scope: Scope) -> list[_Part]:
    """By whole words and their beginnings: all of them, then any two of the name, the mother and the place."""
    names = [f"n{word}" for word in name_key.split()[:_MOST_WORDS]]
    stems = [_begins(word[: _STEM + 1]) if len(word) > _STEM + 1 else _quoted(word) for word in names]
    last = _begins(names[-1]) if len(names[-1]) > _STEM else _quoted(names[-1])
    extras = [f"m{word}" for word in naming.key(query.mother_name).split()[:_MOST_WORDS]]
    extras += [f"p{word}" for word in naming.key(query.birth_place).split()[:1]]
    tiers = [_all([*map(_quoted, names[:-1]), last])]
    if extras:
        tiers.insert(0, _all([_any(stems), _any([_quoted(word) for word in extras])]))
    pairs = [_all(pair) for pair in combinations(stems, 2)]
    if pairs:
        tiers.append(_any(pairs))
    return [_matching(tier, scope) for tier in tiers]


def _matching(words: str, scope: Scope, limit: int = LOOKED_AT * 2) -> _Part:
    """Whose tokens answer a query of words, in no order."""
    where = scope.condition()
    if connection.vendor == "sqlite":
        sql = (
            "SELECT s.id FROM register_search JOIN register_searchkey s ON s.id = register_search.rowid"
            " WHERE register_search MATCH %s"
        )
    else:
        sql = f"SELECT s.id FROM register_searchkey s WHERE {tables.TOKENS} @@ %s::tsquery"  # noqa: S608 (own words)
    return _Part(f"{sql}{where.sql} LIMIT {limit}", [words, *where.parameters])


def _scoped(part: _Part, scope: Scope) -> _Part:
    where = scope.condition()
    return _Part(part.sql + where.sql, [*part.parameters, *where.parameters])


def _quoted(word: str) -> str:
    return f'"{word}"' if connection.vendor == "sqlite" else f"'{word}'"


def _begins(word: str) -> str:
    return f'"{word}"*' if connection.vendor == "sqlite" else f"'{word}':*"


def _all(words: Any) -> str:
    return "(" + (" AND " if connection.vendor == "sqlite" else " & ").join(words) + ")"


def _any(words: Any) -> str:
    return "(" + (" OR " if connection.vendor == "sqlite" else " | ").join(words) + ")"


_COLUMNS: Final = (
    "s.name_key, r.id, r.nik, r.full_name, r.sex, r.birth_date, r.marital_status, r.status, f.kk_number, f.region,"
    " s.name, s.current, s.birth_place, s.mother_name, r.mother_id, s.office_id"
)
_JOINED: Final = (
    " JOIN register_searchkey s ON s.id = c.id JOIN register_resident r ON r.id = s.resident_id"
    " LEFT JOIN register_membership m ON m.resident_id = r.id AND m.until_date IS NULL"
    " LEFT JOIN register_family f ON f.id = m.family_id"
)


def _fetched(parts: list[_Part], name_key: str = "") -> list[Candidate]:
    """The candidates of all parts, each key once; with a name's key only those that resemble it at a quick look."""
    ids = " UNION ".join(f"SELECT id FROM ({part.sql}) p{place}" for place, part in enumerate(parts))  # noqa: S608 (own words)
    sql = f"SELECT {_COLUMNS} FROM ({ids}) c{_JOINED}"  # noqa: S608 (own words)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for part in parts for value in part.parameters])
        rows = cursor.fetchall()
    # Most have nothing of the name: a record is made of the others alone.
    return [_candidate(row[1:]) for row in rows if not name_key or naming.resembles(name_key, row[0])]


def _candidate(row: tuple[Any, ...]) -> Candidate:
    (
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
