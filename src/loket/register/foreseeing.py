"""What life events would do if they were recorded now, one after the other: for the screen, before anything is written."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from loket.core.register import Context
from loket.core.register.change import FamilyChange, Output
from loket.core.register.decide import apply, check, decide
from loket.core.register.events import LifeEvent
from loket.core.register.facts import Fact
from loket.core.register.outputs import touched_families
from loket.core.register.refusals import RulesBroken, WarningsNotAccepted
from loket.core.rules import Finding, Level
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.register.finding import duplicates
from loket.register.kept_here import require_kept_here
from loket.register.office_settings import settings_of
from loket.register.store import loading


@dataclass(frozen=True, slots=True)
class Foreseen:
    """
    What is found, and, when nothing refuses it, every touched KK before and after and the papers that follow.

    `days_late` is the longest lateness of the events.
    """

    findings: tuple[Finding, ...] = ()
    families: tuple[FamilyChange, ...] = ()
    outputs: tuple[Output, ...] = ()
    days_late: int = 0


def foresee(
    events: Sequence[LifeEvent],
    *,
    officer: Officer,
    accepted: Mapping[str, str] | None = None,
    at: datetime.datetime | None = None,
    reported_on: datetime.date | None = None,
) -> Foreseen:
    """
    Judge events as if each were recorded after the one before. Writes nothing, mints nothing.

    `reported_on` is the day by which lateness counts, without it today. Warnings are listed whether or not `accepted`
    gives a reason for them; what follows is foreseen as if it did. Raises NotKeptHere and the refusals of a KTP-el record.
    """
    today = offices.today(officer.office_key, at or timezone.now())
    named = [i for event in events for i in event.named_residents]
    loaded = loading.load(named, [i for event in events for i in event.named_families])
    part = before = loaded.part
    settings = settings_of(officer.office_id)
    findings: list[Finding] = []
    facts: list[Fact] = []
    outputs: list[Output] = []
    late = 0
    for event in events:
        context = Context(today, dict(accepted or {}), settings.transit_days, reported_on)
        found = check(part, event, context)
        findings += found
        if any(finding.level is Level.REFUSAL for finding in found):
            return Foreseen(tuple(findings))
        change = decide(part, event, _lenient(context, found))
        require_kept_here(event, change.facts, loaded.offices, officer.office_id)
        known = {own: r.biodata for own, r in part.residents.items()}
        doubts = duplicates.doubts(change.facts, known, officer.office_id)
        findings += [doubt.finding for doubt in doubts]
        part = apply(part, change)
        facts += change.facts
        outputs += change.outputs
        late = max(late, change.days_late)
    return Foreseen(tuple(findings), touched_families(before, part, facts), _once(outputs), late)


def _lenient(context: Context, found: Sequence[Finding]) -> Context:
    return replace(context, accepted={f.rule: "." for f in found})


def _once(outputs: Sequence[Output]) -> tuple[Output, ...]:
    return tuple(dict.fromkeys(outputs))


def require(
    events: Sequence[LifeEvent],
    *,
    officer: Officer,
    accepted: Mapping[str, str] | None = None,
    at: datetime.datetime | None = None,
    reported_on: datetime.date | None = None,
) -> None:
    """
    Refuse what recording these events one after the other would refuse now. Writes nothing.

    Raises RulesBroken, WarningsNotAccepted, and the refusals of a KTP-el record.
    """
    found = foresee(events, officer=officer, accepted=accepted, at=at, reported_on=reported_on).findings
    if any(finding.level is Level.REFUSAL for finding in found):
        raise RulesBroken(found=found)
    missing = tuple(f for f in found if not f.reason_in(accepted or {}))
    if missing:
        raise WarningsNotAccepted(found=missing)
