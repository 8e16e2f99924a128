"""The forms of invented applications: chosen before the applicant comes, saved when the file is at the operator's step."""

import datetime
import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from loket.casework.applications import application_of
from loket.casework.procedures import PublishedProcedure
from loket.core.procedure.entering import kind_for, may_fill
from loket.core.procedure.model import Procedure
from loket.entries import queries as entries
from loket.entries import services as entry_services
from loket.entries.records import Filling
from loket.entries.sample import Asked, Pool, ask, pool_of
from loket.entries.sample.divorces import divorce
from loket.offices import queries as offices
from loket.offices.records import Officer

DIVORCES: Final = 14
DAYS_BEFORE: Final = 8
NOBODY_LEFT: Final = "Contoh tanpa pemohon yang cocok dalam register latihan"


@dataclass(slots=True)
class Forms:
    """The forms that wait for their application to come to the operator, by resi."""

    chance: random.Random
    waiting: dict[str, Filling] = field(default_factory=dict)

    def fill(self, resi: str, officer: Officer, at: datetime.datetime) -> None:
        """Save the form of an application that stands where it is filled; others are left alone."""
        filling = self.waiting.get(resi)
        if filling is None:
            return
        application = application_of(resi, officer)
        if not may_fill(application.procedure, application.step or ""):
            return
        key = uuid.UUID(int=self.chance.getrandbits(128))
        entry_services.save_entry(application, filling, officer=officer, revision=0, key=key, at=at)
        del self.waiting[resi]


@dataclass(slots=True)
class Applications:
    """Whom the next application of a service is by, what is answered at the counter, and its form."""

    pool: Pool | None
    officer: Officer | None

    def next(self, version: PublishedProcedure, number: int) -> tuple[Mapping[str, object], Asked | None]:
        """The answers and the form of the service's application with this number; every kind comes in turn."""
        ways = ways_of(version.procedure)
        if self.pool is None or self.officer is None or not ways:
            return {}, None
        kinds = sorted(ways)
        for kind in kinds[number % len(kinds) :] + kinds[: number % len(kinds)]:
            try:
                return ways[kind], ask(kind, self.pool, self.officer)
            except LookupError:
                continue
        kind = kinds[0]
        return ways[kind], Asked(Filling(kind, {}, outside=NOBODY_LEFT), "", "")


def applications(office_key: str, now: datetime.datetime, chance: random.Random) -> Applications:
    """The applications of an office, by people of its register where it uses one."""
    office = offices.office(office_key)
    today = offices.today(office_key, now)
    found = (offices.officer_by_id(p.person, today) for p in offices.persons(office_key))
    officer = next((o for o in found if o is not None and o.seats), None)
    if officer is None or not entries.uses_register(office.id):
        return Applications(None, None)
    # Whatever is told had happened before the first application of the demonstration came in.
    pool = pool_of(office.id, office.code, today - datetime.timedelta(days=DAYS_BEFORE), chance)
    divorce(pool, officer, chance, count=DIVORCES)
    return Applications(pool, officer)


def ways_of(procedure: Procedure) -> dict[str, Mapping[str, object]]:
    """For each kind of form of a procedure, answers at the counter that lead to it."""
    tried: list[Mapping[str, object]] = [{}]
    tried += [{name: value} for name, q in procedure.questions.items() for value in q.choices]
    tried += [{name: True} for name, q in procedure.questions.items() if q.kind == "yes_no"]
    ways: dict[str, Mapping[str, object]] = {}
    for answers in tried:
        kind = kind_for(procedure, answers)
        if kind is not None:
            ways.setdefault(kind, answers)
    return ways
