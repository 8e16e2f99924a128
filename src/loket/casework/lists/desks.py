"""What lies on an officer's desk. The lists and their counts come from the same rows."""

import datetime
from dataclasses import dataclass
from typing import Final

from loket.casework import models
from loket.casework.lists.lines import CaseLine, lines_for, most_urgent_first, with_names
from loket.core.engine import Actor
from loket.core.engine.guards import require_eligible
from loket.core.problems import Refusal
from loket.offices.records import Officer

DONE_DAYS: Final = 14
"""For how long a closed case stays in the list of what is done."""


@dataclass(frozen=True, slots=True)
class Desk:
    """
    The five lists, each case in one of them at most, the most urgent first.

    mine: held by me, or mine from before a loop. pool: anyone of my lane may take it. sent_back: came back to my lane.
    waiting: the clock stands or someone else has it, and I have worked on it or would be next. done: closed lately.
    """

    mine: tuple[CaseLine, ...]
    pool: tuple[CaseLine, ...]
    waiting: tuple[CaseLine, ...]
    sent_back: tuple[CaseLine, ...]
    done: tuple[CaseLine, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many each list has."""
        return {name: len(getattr(self, name)) for name in ("mine", "pool", "waiting", "sent_back", "done")}


def desk(officer: Officer, now: datetime.datetime) -> Desk:
    """The desk of an officer: two queries, whatever the number of cases, and one for the names of holders."""
    actors: dict[int, Actor] = {}
    piles: dict[str, list[CaseLine]] = {"mine": [], "pool": [], "waiting": [], "sent_back": []}
    for line in lines_for(officer, models.Case.objects.filter(closed_at=None)):
        actor = actors.get(line.procedure_id)
        if actor is None:
            actor = actors[line.procedure_id] = officer.actor(line.procedure)
        pile = _pile(line, actor)
        if pile is not None:
            piles[pile].append(line)
    since = now - datetime.timedelta(days=DONE_DAYS)
    closed = models.Case.objects.filter(closed_at__gte=since).order_by("-closed_at")
    done = tuple(line for line in lines_for(officer, closed) if line.passed_by(officer.person))
    sorted_piles = {name: tuple(most_urgent_first(pile)) for name, pile in piles.items()}
    sorted_piles["waiting"] = with_names(sorted_piles["waiting"])
    return Desk(done=done, **sorted_piles)


def _pile(line: CaseLine, actor: Actor) -> str | None:
    mine = line.passed_by(actor.person)
    if line.holder not in (None, actor.person):
        return "waiting" if mine else None
    if not may_take(line, actor):
        return "waiting" if mine else None
    if line.waits:
        return "waiting"
    if line.sent_back:
        return "sent_back"
    return "mine" if actor.person in (line.holder, line.preferred) else "pool"


def may_take(line: CaseLine, actor: Actor) -> bool:
    """Whether the engine lets this actor work on the open step, as far as lane and separation go."""
    step = line.procedure.by_id[line.step or ""]
    if not actor.lanes.intersection(line.procedure.lanes_for(step)):
        return False
    try:
        require_eligible(line.procedure, line.state, actor)
    except Refusal:
        return False
    return True


def workable(officer: Officer) -> tuple[CaseLine, ...]:
    """The open cases whose step this officer could finish now: eligible, free and with a running clock."""
    found = lines_for(officer, models.Case.objects.filter(closed_at=None))
    actors = {line.procedure_id: officer.actor(line.procedure) for line in found}
    able = (
        line
        for line in found
        if not line.waits and line.holder in (None, officer.person) and may_take(line, actors[line.procedure_id])
    )
    return tuple(most_urgent_first(able))
