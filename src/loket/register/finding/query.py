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


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleQuery:
    """
    Whom to look for: a number finds exactly, a name by likeness, and the rest tells those apart who are called alike.

    `birth_year` may be off by one; `birth_date` says its year too. `birth_place` and `mother_name` may be misspelt.
    `region` of any level keeps only who lives there. `resi` is of a case: ask casework for it.
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

    @property
    def year(self) -> int | None:
        """The year of birth, from the date or said alone."""
        return self.birth_date.year if self.birth_date is not None else self.birth_year


def read_query(text: str, today: datetime.date) -> PeopleQuery:
    """
    One line of typing or scanning as a question: sixteen digits are a NIK or a KK number, or both; twelve letters and digits
    a resi; a number with letters or strokes a document; else a name, with a date or year of birth somewhere.

    Basis: date as written in Indonesia, day first. Never raises: what is no number is a name.
    """
    line = " ".join(text.replace("\0", " ").split())
    numbers = PeopleQuery(nik=_nik(line), kk_number=_kk(line))
    if numbers.nik or numbers.kk_number:
        return numbers
    born, rest = _date(line)
    if born is not None and born <= today:
        return PeopleQuery(name=rest, birth_date=born)
    query = PeopleQuery(name=line)
    for found in reversed(list(_YEAR.finditer(line))):
        if today.year - OLDEST <= int(found[1]) <= today.year and _is_name(line[: found.start()] + line[found.end() :]):
            name = " ".join((line[: found.start()] + " " + line[found.end() :]).split())
            return PeopleQuery(name=name, birth_year=int(found[1]))
    if len(_DIGITS.findall(line)) >= _FEWEST_DIGITS:
        query = replace(query, document=line)
    with contextlib.suppress(BadTerm):
        if _DIGITS.search(line):
            query = replace(query, resi=Resi.parse(line))
    return query


def _is_name(text: str) -> bool:
    return not _DIGITS.search(text)


def _nik(line: str) -> Nik | None:
    with contextlib.suppress(BadTerm):
        return Nik.parse(line)
    return None


def _kk(line: str) -> KkNumber | None:
    with contextlib.suppress(BadTerm):
        return KkNumber.parse(line)
    return None


def _date(line: str) -> tuple[datetime.date | None, str]:
    """The date in a line and what is left of the line; a day that does not exist is no date."""
    for pattern, order in ((_DATE, (3, 2, 1)), (_ISO, (1, 2, 3))):
        found = pattern.search(line)
        if found is None or not _is_name(line[: found.start()] + line[found.end() :]):
            continue
        year, month, day = (int(found[place]) for place in order)
        with contextlib.suppress(ValueError):
            return datetime.date(year, month, day), " ".join((line[: found.start()] + line[found.end() :]).split())
    return None, line
