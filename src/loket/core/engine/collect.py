"""Handing over: who may collect at a step, and a part of what it hands over."""

import datetime
from collections.abc import Mapping

from loket.core.engine.codec import plain
from loket.core.engine.commands import Actor, Collect
from loket.core.engine.events import Event, PapersCollected
from loket.core.engine.evidence import require_collecting
from loket.core.engine.guards import require_workable, title_of
from loket.core.engine.refusals import NoProxy, NotHandingOver, PapersNotChosen
from loket.core.engine.state import CaseState
from loket.core.procedure.model import Procedure, Step


def require_person(procedure: Procedure, step: Step, evidence: Mapping[str, object]) -> None:
    """Raise NoProxy where the step wants the applicant and another was named as the collector."""
    if step.in_person and evidence.get("collector_relation", "self") != "self":
        raise NoProxy(step=title_of(procedure, step.id))


def collect(
    procedure: Procedure, state: CaseState, command: Collect, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    """
    Some papers of the open step go to one collector; the step stays open for the rest.

    Which papers there are, an engine does not know. Raises what `require_workable` raises, NotHandingOver, PapersNotChosen,
    EvidenceMissing, EvidenceUnknown and NoProxy.
    """
    step = require_workable(procedure, state, actor)
    if "hand_over" not in step.acts:
        raise NotHandingOver(step=title_of(procedure, step.id))
    if not command.papers or not all(paper.strip() for paper in command.papers):
        raise PapersNotChosen(fields=("papers",))
    require_collecting(command.evidence)
    require_person(procedure, step, command.evidence)
    return (PapersCollected(now, actor.person, step.id, command.papers, plain(command.evidence)),)
