"""
Who may do what at the step where the case stands: the rules every command shares.

Each guard raises one refusal or returns what it proved. Guards read state and procedure, never evidence.
"""

from collections.abc import Iterable
from typing import Final

from loket.core.engine.commands import Actor
from loket.core.engine.refusals import (
    AlreadyMarked,
    CaseClosed,
    DefinitiveOnly,
    HeldByAnother,
    MustDiffer,
    NotTakenBack,
    NotYourStep,
    ReasonMissing,
    SignerActedBefore,
    StillPaused,
)
from loket.core.engine.state import RETURNED, SIGNATURES, CaseState
from loket.core.procedure.model import Procedure, Step

SUPERVISE: Final = "supervise"


def title_of(procedure: Procedure, step_id: str) -> str:
    """How officers call a step."""
    return procedure.by_id[step_id].title


def open_step(procedure: Procedure, state: CaseState) -> Step:
    """The step the case stands at. Raises CaseClosed."""
    if state.step is None:
        raise CaseClosed
    return procedure.by_id[state.step]


def require_lane(procedure: Procedure, step: Step, actor: Actor) -> None:
    """
    The actor fills a lane of the step, in own right where the procedure asks; a step of the applicant may be done by the
    applicant, too. Raises NotYourStep, DefinitiveOnly.
    """
    lanes = procedure.lanes_for(step)
    held = actor.lanes.intersection((step.actor, *lanes))
    if not held:
        titles = " / ".join(procedure.actors[lane].title for lane in lanes)
        raise NotYourStep(step=title_of(procedure, step.id), lanes=titles)
    if step.definitive_only and not actor.definitive.intersection(held):
        raise DefinitiveOnly(step=title_of(procedure, step.id))


def _steps_done_by(state: CaseState, person: int, but: str) -> Iterable[str]:
    return (p.step for p in state.passages if p.by == person and p.step != but)


def require_separation(procedure: Procedure, state: CaseState, step: Step, actor: Actor) -> None:
    """
    Nobody marks twice in one chain, no signer handled the file before, and `differs_from` holds both ways.

    A mark that a return has voided does not count; passing the same step again is not a second mark. Work that was
    recalled or voided still counts as having handled the file.
    Raises AlreadyMarked, SignerActedBefore, MustDiffer. Basis: design section 6; UU 30/2014 ps. 14 for acting officers.
    """
    if step.marks:
        for passage in state.live_marks:
            if passage.by == actor.person and passage.step != step.id:
                raise AlreadyMarked(step=title_of(procedure, passage.step))
    if SIGNATURES.intersection(step.acts):
        for earlier in _steps_done_by(state, actor.person, step.id):
            raise SignerActedBefore(step=title_of(procedure, earlier))
    for earlier in _steps_done_by(state, actor.person, step.id):
        if earlier in step.differs_from or step.id in procedure.by_id[earlier].differs_from:
            raise MustDiffer(step=title_of(procedure, earlier))


def require_free(state: CaseState, actor: Actor) -> None:
    """The step is in the pool or held by the actor. Raises HeldByAnother."""
    if state.holder not in (None, actor.person):
        raise HeldByAnother(holder=state.holder)


def require_eligible(procedure: Procedure, state: CaseState, actor: Actor) -> Step:
    """The actor may do the open step as far as lane and separation go; returns the step."""
    step = open_step(procedure, state)
    require_lane(procedure, step, actor)
    require_separation(procedure, state, step, actor)
    return step


def require_workable(procedure: Procedure, state: CaseState, actor: Actor) -> Step:
    """The actor may finish the open step now: eligible, free, and the clock does not stand for a named reason."""
    step = require_eligible(procedure, state, actor)
    require_free(state, actor)
    pause = state.open_pause
    if pause is not None and pause.reason != RETURNED:
        reason = procedure.clock.pauses.get(pause.reason)
        raise StillPaused(reason=reason.label if reason else pause.reason)
    return step


def require_no_complaint(procedure: Procedure) -> None:
    """The procedure is one for applications. Raises NotTakenBack."""
    if procedure.complaint is not None:
        raise NotTakenBack


def require_reason(text: str) -> None:
    """Something is said. Raises ReasonMissing."""
    if not text.strip():
        raise ReasonMissing(fields=("reason",))
