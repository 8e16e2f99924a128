"""
What is asked for when somebody is looked for, and how one line of typing is read as such a question.

It knows what numbers, dates and names look like, and nothing of who is in the register.
"""

import contextlib
import datetime
import re
from dataclasses import dataclass, replace
from typing import Final

from loket.core.problems import BadTerm
from loket.core.terms import KkNumber, Nik, RegionCode, Resi

OLDEST: Final = 130
_DATE: Final = re.compile(r"\b(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\b")
_ISO: Final = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_YEAR: Final = re.compile(r"\b(18[5-9]\d|19\d\d|20\d\d)\b")
_DIGITS: Final = re.compile(r"\d")
_FEWEST_DIGITS: Final = 4
_SERIES: Final = 2


@dataclass(frozen=True, slots=True)
class NoDate:
    """What was typed as a date and is none, or has not come yet: as it stands there, and its numbers."""

    typed: str
    year: int
    month: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleQuery:
    """
    Whom to look for: a number finds exactly, a name by likeness, and the rest tells those apart who are called alike.

    `birth_year` may be off by one; `birth_date` says its year too. `birth_place` and `mother_name` may be misspelt.
    `region` of any level keeps only who lives there. `resi` is of a case: ask casework for it. `no_date` and `ignored` are
    what a line says that cannot be looked for: a date that nobody was born on, and digits that are nothing known.
    """

    nik: Nik | None = None
    kk_number: KkNumber | None = None
    document: str = ""
    resi: Resi | None = None
    name: str = ""
    birth_year: int | None = None
    birth_date: datetime.date | None = None
    birth_place: str = ""
    mother_name: str = ""
    region: RegionCode | None = None
    no_date: NoDate | None = None
    ignored: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of birth, from the date or said alone."""
        return self.birth_date.year if self.birth_date is not None else self.birth_year


def read_query(text: str, today: datetime.date) -> PeopleQuery:
    """
    One line of typing or scanning as a question: sixteen digits are a NIK or a KK number, or both; twelve letters and digits
    a resi, and a name as well where they are letters alone; a number with letters or strokes a document; else a name, with a
    date or year of birth somewhere.

    Of a date that cannot be its year counts, where somebody may have been born then; digits beside a name that are nothing
    known are left out of it.

    Basis: date as written in Indonesia, day first. Never raises: what is no number is a name.
    """
    line = " ".join(text.replace("\0", " ").split())
    numbers = PeopleQuery(nik=_nik(line), kk_number=_kk(line))
    if numbers.nik or numbers.kk_number:
        return numbers
    query = _dated(line, today) or _of_year(line, today)
    if query is None:
        named = _named(line)
        query = PeopleQuery(name=named[0], ignored=named[1]) if named else PeopleQuery(name=line)
        # One resi in ninety has no digit in it, so a name may be one as well; casework knows.
        with contextlib.suppress(BadTerm):
            query = replace(query, resi=Resi.parse(line))
    if len(_DIGITS.findall(line)) >= _FEWEST_DIGITS and (query.ignored or not _is_read(query)):
        query = replace(query, document=line)
    return query


def _is_read(query: PeopleQuery) -> bool:
    return query.year is not None or query.no_date is not None


def _dated(line: str, today: datetime.date) -> PeopleQuery | None:
    """The line with its date, which may be one that cannot be; nothing where it has none."""
    for pattern, order in ((_DATE, (3, 2, 1)), (_ISO, (1, 2, 3))):
        found = pattern.search(line)
        named = _named(line[: found.start()] + " " + line[found.end() :]) if found else None
        if found is None or named is None:
            continue
        name, ignored = named
        year, month, day = (int(found[place]) for place in order)
        with contextlib.suppress(ValueError):
            born = datetime.date(year, month, day)
            if born <= today:
                return PeopleQuery(name=name, birth_date=born, ignored=ignored)
        no_date = NoDate(found[0], year, month, day)
        likely = year if _may_be_born(year, today) else None
        return PeopleQuery(name=name, birth_year=likely, no_date=no_date, ignored=ignored)
    return None


def _of_year(line: str, today: datetime.date) -> PeopleQuery | None:
    """The line with its year, the last one that may be meant; nothing where it has none."""
    for found in reversed(list(_YEAR.finditer(line))):
        named = _named(line[: found.start()] + " " + line[found.end() :])
        if named is not None and _may_be_born(int(found[1]), today):
            return PeopleQuery(name=named[0], birth_year=int(found[1]), ignored=named[1])
    return None


def _may_be_born(year: int, today: datetime.date) -> bool:
    return today.year - OLDEST <= year <= today.year


def _named(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The words of a name and the digits beside them; nothing where letters and digits make a number together."""
    every = text.split()
    names = [word for word in every if not _DIGITS.search(word)]
    digits = tuple(word for word in every if _DIGITS.search(word))
    if any(map(str.isalpha, "".join(digits))):
        return None
    # One or two letters among digits are part of a document's number: "2101 LU 03052015 0007".
    if digits and not any(sum(map(str.isalpha, word)) > _SERIES for word in names):
        return None
    return " ".join(names), digits


def _nik(line: str) -> Nik | None:
    with contextlib.suppress(BadTerm):
        return Nik.parse(line)
    return None


def _kk(line: str) -> KkNumber | None:
    with contextlib.suppress(BadTerm):
        return KkNumber.parse(line)
    return None
