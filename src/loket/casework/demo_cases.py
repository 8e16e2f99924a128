"""Fills an office with invented cases at every stage, as if its officers had worked for some days."""

import datetime
import random
import uuid
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from loket.casework import demo, demo_troubles
from loket.casework.demo_forms import Forms, applications
from loket.casework.intake import take_in
from loket.casework.procedures import PublishedProcedure, services_of
from loket.casework.records import Acted, Applicant, TakenIn
from loket.core.worktime import open_spans
from loket.entries.sample import Asked
from loket.offices import queries as offices

DAYS_BACK: Final = 6
SERVICE_CASES: Final = 12
# Of each service, these do not simply go on: one was sent back, one waits for its applicant, one has lost its holder.
RETURNED, AWAITED, ORPHANED = 9, 10, 11


def fill(office_key: str, now: datetime.datetime, *, cases: int = SERVICE_CASES, seed: int = 1) -> int:
    """Take in `cases` applications of every service of the office and bring them to different steps."""
    chance = random.Random(f"{seed}/{office_key}")  # noqa: S311 (invented people, not secrets)
    made, forms = 0, Forms(chance)
    asking = applications(office_key, now, chance)
    for version in services_of(office_key, offices.today(office_key, now)):
        # The deputy of that case stands in on the days of the others too.
        for number in sorted(range(cases), key=lambda number: number != ORPHANED):
            _one(_Ask(office_key, version, number, *asking.next(version, number)), now, forms)
            made += 1
    return made


class _Ask(NamedTuple):
    """One application to be: the service, its number among those of the service, the answers, and its form."""

    office_key: str
    version: PublishedProcedure
    number: int
    answers: Mapping[str, object]
    asked: Asked | None


def _one(ask: _Ask, now: datetime.datetime, forms: Forms) -> None:
    office_key, number, chance = ask.office_key, ask.number, forms.chance
    procedure = ask.version.procedure
    days = DAYS_BACK if number == ORPHANED else chance.uniform(0.2, DAYS_BACK)
    moments = _moments(office_key, now, chance, now - datetime.timedelta(days=days))
    at = next(moments)
    officer = demo.officer_for(procedure, procedure.first, office_key, at)
    taken = take_in(
        office_key,
        ask.version.service,
        officer=officer,
        applicant=_applicant(ask.asked, chance),
        answers=ask.answers,
        checklist=demo.complete_papers(procedure, ask.answers),
        key=uuid.UUID(int=chance.getrandbits(128)),
        extra_evidence=demo.extra_evidence(procedure),
        at=at,
    )
    if not isinstance(taken, TakenIn):
        raise TypeError(f"{office_key}/{ask.version.service}: complete papers were turned away")
    if ask.asked is not None:
        forms.waiting[taken.resi] = ask.asked.filling
    if number == RETURNED:
        demo_troubles.send_back(taken, office_key, moments, forms)
    elif number == AWAITED:
        demo_troubles.await_applicant(taken, office_key, moments, forms)
    elif number == ORPHANED:
        demo_troubles.leave_without_holder(taken, office_key, moments, now, forms)
    else:
        _go_on(taken, office_key, number % (len(procedure.steps) + 1), moments, forms)


def _applicant(asked: Asked | None, chance: random.Random) -> Applicant:
    invented = demo.applicant(chance)
    return Applicant(asked.name, asked.nik, invented.phone) if asked and asked.name else invented


def _go_on(taken: TakenIn, office_key: str, steps: int, moments: Iterator[datetime.datetime], forms: Forms) -> None:
    """Every stage is shown: case n stops n steps on, the last ones are finished."""
    standing: TakenIn | Acted = taken
    for _ in range(steps):
        if standing.step is None:
            break
        standing = demo.complete_open_step(standing, office_key, next(moments), forms)


def _moments(
    office_key: str, now: datetime.datetime, chance: random.Random, start: datetime.datetime
) -> Iterator[datetime.datetime]:
    """Ever later moments within opening hours, and at last the present itself."""
    for opened_at, closed_at in open_spans(offices.work_calendar(office_key), start, now):
        at = opened_at
        while (at := at + datetime.timedelta(minutes=chance.randint(2, 50))) < closed_at:
            yield at
    while True:
        yield now
