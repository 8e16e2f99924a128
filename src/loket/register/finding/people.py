"""
Finds residents and says why: numbers exactly, names as people misspell them, the most likely first.

It judges likeness and orders; where candidates come from is for `candidates`, and what is shown of a NIK for the page.
"""

import datetime
from dataclasses import dataclass
from typing import Final

from loket.core import naming
from loket.core.register.codes import ResidentStatus
from loket.register.finding import candidates
from loket.register.finding.candidates import Candidate, Scope
from loket.register.finding.query import PeopleQuery
from loket.register.records import ResidentLine

LEAST: Final = 0.5
_PART: Final = 0.75
_NAME, _BORN, _MOTHER, _PLACE = 6.0, 2.0, 2.5, 1.0
_NEXT_YEAR: Final = 0.6
_SAME_YEAR: Final = 0.85
_PART_OF_DATE: Final = 0.9


@dataclass(frozen=True, slots=True)
class PersonHit:
    """
    A resident who may be meant: how well it fits, from 0 to 1, and why, in short phrases.

    `matched_name` is the name that fitted, which may be a former one. The NIK is whole: a list masks it.
    """

    resident: ResidentLine
    office_id: int
    score: float
    reasons: tuple[str, ...]
    matched_name: str
    birth_place: str
    mother_name: str


def find_people(query: PeopleQuery, *, office_id: int | None = None, limit: int = 20) -> tuple[PersonHit, ...]:
    """
    Residents who fit the question, best first, at most `limit`; two statements, one for a number that is one thing alone.

    With `office_id` only whom that office keeps. A number finds exactly or nothing, whatever else is said; a question
    without number and name finds nobody. Among equals the active come first, then those younger.
    """
    scope = Scope(office_id, query.region)
    hits: dict[object, PersonHit] = {}
    for hit in _hits(query, scope):
        if hit.resident.id not in hits or _rank(hit) < _rank(hits[hit.resident.id]):
            hits[hit.resident.id] = hit
    return tuple(sorted(hits.values(), key=_rank)[:limit])


def _hits(query: PeopleQuery, scope: Scope) -> list[PersonHit]:
    if query.nik or query.kk_number:
        found = candidates.by_nik(query.nik.digits, scope) if query.nik else []
        exact = [_hit(one, 1.0, ("NIK",)) for one in found]
        found = candidates.by_kk(query.kk_number.digits, scope) if query.kk_number and not exact else []
        return exact + [_hit(one, 1.0, ("Nomor KK",)) for one in found]
    if query.document and (found := candidates.by_document(query.document, scope)):
        return [_hit(one, 1.0, ("nomor dokumen",)) for one in found]
    judged = (judge(one, query) for one in candidates.by_name(query, scope))
    return [hit for hit in judged if hit.score >= LEAST]


def _rank(hit: PersonHit) -> tuple[float, bool, int, str]:
    active = hit.resident.status is ResidentStatus.ACTIVE
    return -round(hit.score, 4), not active, -hit.resident.birth_date.toordinal(), str(hit.resident.id)


def _hit(one: Candidate, score: float, reasons: tuple[str, ...]) -> PersonHit:
    return PersonHit(one.line, one.office_id, score, reasons, one.name, one.birth_place, one.mother_name)


def judge(one: Candidate, query: PeopleQuery) -> PersonHit:
    """How well a candidate fits all that is asked; what the register does not know counts neither way."""
    likeness = naming.similarity(query.name, one.name)
    if likeness.score < LEAST:
        # A name that is hardly alike is not made up for by a date that thousands share.
        return _hit(one, likeness.score, likeness.reasons)
    # Who types one name of three left the others out; that contradicts nothing, as another name would. A mother tells more.
    is_part = not query.mother_name and naming.says_part_of(query.name, one.name)
    weighed = [(_NAME, max(likeness.score, _PART) if is_part else likeness.score)]
    reasons = list(likeness.reasons)
    if not one.current and one.name != one.line.full_name:
        reasons.append(f"nama dahulu “{one.name}”")
    if query.year is not None:
        score, why = born_likeness(query.year, query.birth_date, one.line.birth_date)
        weighed.append((_BORN, score))
        reasons.append(why)
    for weight, asked, known, label in (
        (_MOTHER, query.mother_name, one.mother_name, "nama ibu"),
        (_PLACE, query.birth_place, one.birth_place, "tempat lahir"),
    ):
        if asked and known:
            score = naming.similarity(asked, known).score
            weighed.append((weight, score))
            reasons.append(f"{label} {'sama' if score == 1 else 'mirip' if score >= LEAST else 'berbeda'}")
    total = sum(weight * score for weight, score in weighed) / sum(weight for weight, _ in weighed)
    return _hit(one, total, tuple(reasons))


def born_likeness(year: int, day: datetime.date | None, born: datetime.date) -> tuple[float, str]:
    """How well a date of birth, or a year alone, fits the one that is known, from 0 to 1, and in words."""
    if day is None:
        return (1.0, "tahun lahir sama") if born.year == year else (_NEXT_YEAR, f"lahir {born.year}")
    if day == born:
        return 1.0, "tanggal lahir sama"
    if (day.year, day.month, day.day) == (born.year, born.day, born.month):
        return _PART_OF_DATE, "tanggal dan bulan lahir tertukar"
    parts = sum((day.year == born.year, day.month == born.month, day.day == born.day))
    if parts == 2:
        return _SAME_YEAR, "tanggal lahir berbeda satu bagian"
    return (_NEXT_YEAR, "tahun lahir sama") if born.year == day.year else (_NEXT_YEAR / 2, f"lahir {born.year}")
