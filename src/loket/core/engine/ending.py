"""How a case ends otherwise than by its last step, and how it is opened again: withdrawn, lapsed, unheard, reopened."""

import datetime
from typing import Final

from loket.core.engine.commands import Actor, CloseUnheard, Lapse, Reopen, Withdraw
from loket.core.engine.events import CaseLapsed, CaseReopened, CaseUnheard, CaseWithdrawn, Event
from loket.core.engine.guards import SUPERVISE, open_step, require_no_complaint, require_reason, title_of
from loket.core.engine.refusals import (
    CaseStillOpen,
    NoSuchStep,
    NotAllowed,
    NotLapsed,
    NotUnheard,
    TooLateToWithdraw,
)
from loket.core.engine.state import CaseState, Status
from loket.core.procedure.model import Procedure

WITHDRAW: Final = "withdraw"
LAPSE: Final = "lapse"


def require_withdrawable(procedure: Procedure, state: CaseState, actor: Actor) -> None:
    """
    The case may be withdrawn now, recorded by this actor, waiting or not; the limit counts in printed order.

    Raises CaseClosed, NotAllowed, NotTakenBack, TooLateToWithdraw.
    """
    step = open_step(procedure, state)
    if WITHDRAW not in actor.powers:
        raise NotAllowed
    require_no_complaint(procedure)
    limit = procedure.withdrawable_until
    if limit is not None and procedure.order[step.id] > procedure.order[limit]:
        raise TooLateToWithdraw(step=title_of(procedure, limit))


def withdraw(
    procedure: Procedure, state: CaseState, command: Withdraw, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    """The applicant takes the application back."""
    require_withdrawable(procedure, state, actor)
    require_reason(command.reason)
    return (CaseWithdrawn(now, actor.person, command.reason.strip()),)


def lapse(
    procedure: Procedure, state: CaseState, command: Lapse, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    """The clock closes a case that waits for its applicant. Raises CaseClosed, NotAllowed, NotLapsed."""
    open_step(procedure, state)
    if LAPSE not in actor.powers:
        raise NotAllowed
    waiting = procedure.clock.waiting
    if state.status is not Status.WAITING_FOR_APPLICANT or waiting is None or waiting.close_after != command.days:
        raise NotLapsed
    return (CaseLapsed(now, actor.person, command.days),)


def close_unheard(
    procedure: Procedure, state: CaseState, command: CloseUnheard, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    """
    The clock closes a complaint that was answered, and of whose answer nobody said anything. Raises CaseClosed, NotAllowed,
    NotUnheard.
    """
    step = open_step(procedure, state)
    if LAPSE not in actor.powers:
        raise NotAllowed
    named = procedure.complaint
    if named is None or step.id != named.heard_by or step.time != command.time or state.open_pause is not None:
        raise NotUnheard
    return (CaseUnheard(now, actor.person, step.id, command.time),)


def reopenable_steps(state: CaseState, actor: Actor) -> tuple[str, ...]:
    """
    The steps at which the actor may reopen the closed case, each once, in the order passed.

    None for a case withdrawn before its first step was done: the applicant applies again.
    Raises CaseStillOpen, NotAllowed.
    """
    if state.is_open:
        raise CaseStillOpen
    if SUPERVISE not in actor.powers:
        raise NotAllowed
    return tuple(dict.fromkeys(p.step for p in state.passages))


def reopen(
    procedure: Procedure, state: CaseState, command: Reopen, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    """
    A superior opens a closed case again at a step it has passed; at a step of the applicant's it waits for the applicant.

    The step of a complainant is none to wait at: the time to object runs on its own, and ends by CloseUnheard.
    """
    if command.to not in reopenable_steps(state, actor):
        raise NoSuchStep(step=command.to)
    require_reason(command.reason)
    since = procedure.order[command.to]
    voids = tuple(dict.fromkeys(p.step for p in state.live_marks if procedure.order[p.step] >= since))
    lane = procedure.actors[procedure.by_id[command.to].actor]
    waits_for = "applicant" if lane.kind == "applicant" and procedure.complaint is None else None
    return (CaseReopened(now, actor.person, command.to, command.reason.strip(), voids, waits_for),)
