"""Forms filled in for the small neighbourhood of the register's tests, as an operator would."""

from collections.abc import Mapping
from typing import Any, TypeAlias
from uuid import UUID

import pytest

from loket.core.entry import Filled, Known, Ref, read
from loket.core.entry.kinds import KINDS
from loket.core.problems import BadTerm, Problem
from loket.core.register import FamilyId, Resident, ResidentId, Slice
from loket.core.register.codes import Shdk
from loket.core.register.events import LifeEvent
from tests.core.register.people import TODAY, kk_number, neighbourhood

Answers: TypeAlias = Mapping[str, Any]
"""Answers as typed."""

ADDRESS: dict[str, str] = {"street": "Jl. Pasar 3", "rt": "4", "rw": "1", "region": "21.01.12.2001"}


def nik(number: ResidentId, part: Slice | None = None) -> str:
    """What is typed to name a resident."""
    found = (part or neighbourhood()).residents[number].nik
    return found.digits if found else str(number)


def kk(number: int) -> str:
    """What is typed to name a KK."""
    return kk_number(number).digits


def row(number: ResidentId, shdk: Shdk | None = None, *, goes: bool = False, **more: str) -> dict[str, str]:
    """A line about someone of the neighbourhood."""
    said = {} if shdk is None else {"shdk": str(int(shdk))}
    return {"who": nik(number), "goes": "ya" if goes else "", **said, **more}


def known(part: Slice) -> Known:
    """What a store answers about everyone of this register."""
    residents: dict[Ref, Resident] = {r.nik: r for r in part.residents.values() if r.nik is not None}
    families: dict[Ref, FamilyId] = {f.kk_number: f.id for f in part.families.values() if f.kk_number is not None}
    family_of = {r: m.family_id for r in part.residents if (m := part.membership_of(r)) is not None}
    kks = {f: found for f in part.families if (found := part.kk(f)) is not None}
    return Known(residents, families, family_of, kks)


class Ids:
    """New ids in order: 1, 2, 3 and so on."""

    def __init__(self) -> None:
        self.last = 0

    def __call__(self) -> UUID:
        self.last += 1
        return UUID(int=self.last)


FIRST, SECOND, THIRD = (UUID(int=number) for number in (1, 2, 3))


def filled(kind: str, raw: Answers, part: Slice | None = None) -> Filled:
    """The form with these answers, every one of which is readable."""
    answers = read(KINDS[kind].form, raw)
    assert [(p.id, p.field) for p in answers.problems] == []
    return Filled(answers.values, known(part or neighbourhood()), TODAY, Ids())


def events(kind: str, raw: Answers, part: Slice | None = None) -> tuple[LifeEvent, ...]:
    """The life events of the form."""
    return KINDS[kind].events(filled(kind, raw, part))


def event(kind: str, raw: Answers, part: Slice | None = None) -> Any:
    """The one life event of the form."""
    (only,) = events(kind, raw, part)
    return only


def wrong(kind: str, raw: Answers, part: Slice | None = None) -> tuple[str, str | None]:
    """The problem of a form that does not fit the register: its id and its field."""
    problem = problem_of(kind, raw, part)
    return problem.id, problem.field


def problem_of(kind: str, raw: Answers, part: Slice | None = None) -> Problem:
    """The problem itself."""
    form = filled(kind, raw, part)
    with pytest.raises(BadTerm) as caught:
        KINDS[kind].events(form)
    return caught.value.problem
