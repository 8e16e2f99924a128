"""
The engine: a command becomes events, or is refused with a reason.

Pure: it is given the procedure, the state, the time and the actor, and changes nothing.
"""

import datetime
from collections.abc import Callable
from typing import Any, Final

from loket.core.engine.codec import plain
from loket.core.engine.collect import collect, require_person
from loket.core.engine.commands import (
    Actor,
    Claim,
    CloseUnheard,
    Collect,
    Command,
    Complete,
    Lapse,
    Note,
    PauseClock,
    Reassign,
    Recall,
    RecordPaper,
    Release,
    Reopen,
    ResumeClock,
    Return,
    Submit,
    Withdraw,
)
from loket.core.engine.ending import close_unheard, lapse, reopen, withdraw
from loket.core.engine.events import (
    CaseSubmitted,
    ClockPaused,
    ClockResumed,
    Event,
    NoteAdded,
    PaperSigned,
    StepClaimed,
    StepCompleted,
    StepReassigned,
    StepRecalled,
    StepReleased,
    StepReturned,
)
from loket.core.engine.evidence import corrects, require_checklist, require_given, require_papers
from loket.core.engine.evidence import require as require_evidence
from loket.core.engine.guards import (
    SUPERVISE,
    open_step,
    require_eligible,
    require_free,
    require_lane,
    require_reason,
    require_workable,
    title_of,
)
from loket.core.engine.refusals import (
    AlreadyHeld,
    AlreadyPaused,
    AnswerUnknown,
    NeverSigned,
    NoSuchOutcome,
    NotAllowed,
    NotDelegable,
    NotHeld,
    NotPaused,
    ReasonMissing,
    ReasonUnknown,
    TooLateToRecall,
)
from loket.core.engine.state import RETURNED, SIGNATURES, CaseState
from loket.core.procedure.model import Outcome, Procedure, Question, Step


def submit(procedure: Procedure, command: Submit, now: datetime.datetime, actor: Actor) -> tuple[Event, ...]:
    """
    Begin a case at the procedure's first step.

    Answers to questions the procedure does not ask are dropped, and answers left open (None), so a state holds nothing
    that a condition cannot read.
    Raises NotYourStep for an officer who does not take applications in, AnswerUnknown.
    """
    require_lane(procedure, procedure.first, actor)
    questions = procedure.questions
    answers = {name: value for name, value in command.answers.items() if name in questions and value is not None}
    for name, value in answers.items():
        _require_answer(name, questions[name], value)
    return (CaseSubmitted(now, actor.person, procedure.first.id, answers),)


def _require_answer(name: str, question: Question, value: object) -> None:
    if question.kind == "yes_no":
        fits, choices = isinstance(value, bool), "ya, tidak"
    else:
        fits, choices = isinstance(value, str) and value in question.choices, ", ".join(question.choices.values())
    if not fits:
        raise AnswerUnknown(question=question.text, choices=choices, fields=(name,))


def decide(
    procedure: Procedure, state: CaseState, command: Command, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    """
    The events that the command causes, or a Refusal that says why it causes none.

    `now` must be aware. Whatever `available` offers is accepted here given its evidence; nothing else is.
    """
    return _HANDLERS[type(command)](procedure, state, command, now, actor)


def _outcome(procedure: Procedure, step: Step, name: str, *, returns: bool) -> Outcome:
    fitting = {key: o for key, o in step.outcomes.items() if (o.return_ is not None) is returns}
    if name not in fitting:
        choices = ", ".join(fitting) or "tidak ada"
        raise NoSuchOutcome(step=title_of(procedure, step.id), outcome=name, choices=choices)
    return fitting[name]


def _book_to_number(state: CaseState, step: Step) -> str | None:
    """The book whose next number this passing takes: only the first, recalled or not, since a number once given stays."""
    numbered_before = any(p.step == step.id and step.outcomes[p.outcome].return_ is None for p in state.passages)
    return step.book if step.takes_number and not numbered_before else None


def _complete(
    procedure: Procedure, state: CaseState, command: Complete, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    step = require_workable(procedure, state, actor)
    outcome = _outcome(procedure, step, command.outcome, returns=False)
    require_evidence(step, command.evidence, corrects=corrects(procedure, state))
    require_checklist(procedure, command.evidence)
    if "check" in step.acts and not outcome.incomplete:
        require_papers(procedure, state.answers, command.evidence)
    require_person(procedure, step, command.evidence)
    return (
        StepCompleted(
            now,
            actor.person,
            step.id,
            command.outcome,
            outcome.next,
            outcome.end,
            step.marks,
            _book_to_number(state, step),
            plain(command.evidence),
        ),
    )


def _return(
    procedure: Procedure, state: CaseState, command: Return, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    step = require_workable(procedure, state, actor)
    outcome = _outcome(procedure, step, command.outcome, returns=True)
    evidence = require_given(step, command.evidence)
    require_checklist(procedure, evidence)
    if not command.lines or not all(line.reason.strip() for line in command.lines):
        raise ReasonMissing(fields=("lines",))
    for line in command.lines:
        if procedure.return_reasons and line.reason not in procedure.return_reasons:
            raise ReasonUnknown(reason=line.reason, choices=", ".join(procedure.return_reasons))
    return (
        StepReturned(
            now,
            actor.person,
            step.id,
            command.outcome,
            str(outcome.return_),
            command.lines,
            outcome.voids,
            outcome.waits_for,
            plain(evidence),
        ),
    )


def _claim(
    procedure: Procedure, state: CaseState, _command: Claim, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    step = require_eligible(procedure, state, actor)
    require_free(state, actor)
    if state.holder == actor.person:
        raise AlreadyHeld
    return (StepClaimed(now, actor.person, step.id),)


def _release(
    procedure: Procedure, state: CaseState, command: Release, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    step = open_step(procedure, state)
    if state.holder is None:
        raise NotHeld
    if state.holder != actor.person:
        if SUPERVISE not in actor.powers:
            raise NotAllowed
        require_reason(command.reason)
    return (StepReleased(now, actor.person, step.id, command.reason.strip()),)


def _reassign(
    procedure: Procedure, state: CaseState, command: Reassign, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    step = require_reassignable(procedure, state, actor)
    require_eligible(procedure, state, command.to)
    if state.holder == command.to.person:
        raise AlreadyHeld
    require_reason(command.reason)
    return (StepReassigned(now, actor.person, step.id, command.to.person, command.reason.strip()),)


def require_reassignable(procedure: Procedure, state: CaseState, actor: Actor) -> Step:
    """A superior may give the open step to someone. Raises CaseClosed, NotAllowed, NotDelegable."""
    step = open_step(procedure, state)
    if SUPERVISE not in actor.powers:
        raise NotAllowed
    if not step.delegable:
        raise NotDelegable(step=title_of(procedure, step.id))
    return step


def recallable_step(procedure: Procedure, state: CaseState, actor: Actor) -> str:
    """
    The step that the actor may take back now, and still fills a lane of.

    Neither a return nor the step that closed the case is taken back. Raises CaseClosed, TooLateToRecall, NotYourStep,
    DefinitiveOnly.
    """
    open_step(procedure, state)
    latest = state.passages[-1] if state.passages else None
    if latest is None or latest.by != actor.person or state.touched or state.sent_back:
        raise TooLateToRecall
    step = procedure.by_id[latest.step]
    if not step.recallable:
        raise TooLateToRecall
    require_lane(procedure, step, actor)
    return step.id


def _wait_again(procedure: Procedure, state: CaseState, step: str) -> str | None:
    """Whom the case waits for again when the latest passing is recalled: it had answered a return or a reopening that waits."""
    pause = state.pauses[-1] if state.pauses else None
    if pause is None or pause.reason != RETURNED or pause.until != state.passages[-1].at:
        return None
    before = next((p for p in reversed(state.passages[:-1]) if not (p.voided and p.step == step)), None)
    if before is None or pause.since > before.at:
        # No return began the wait: the case was reopened here.
        return pause.waits_for
    outcome = procedure.by_id[before.step].outcomes[before.outcome]
    return outcome.waits_for if outcome.return_ == step else None


def pause_reasons(procedure: Procedure, step: Step) -> tuple[str, ...]:
    """The reasons for which the clock may stop at a step."""
    return tuple(key for key, reason in procedure.clock.pauses.items() if not reason.steps or step.id in reason.steps)


def require_pausable(procedure: Procedure, state: CaseState, actor: Actor) -> Step:
    """The actor works on the open step and its clock runs. Raises as `require_eligible`, HeldByAnother, AlreadyPaused."""
    step = require_eligible(procedure, state, actor)
    require_free(state, actor)
    if state.open_pause is not None:
        raise AlreadyPaused
    return step


def _pause(
    procedure: Procedure, state: CaseState, command: PauseClock, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    step = require_pausable(procedure, state, actor)
    reasons = pause_reasons(procedure, step)
    if command.reason not in reasons:
        raise ReasonUnknown(reason=command.reason, choices=", ".join(reasons) or "tidak ada")
    waits_for = procedure.clock.pauses[command.reason].waits_for
    return (ClockPaused(now, actor.person, step.id, command.reason, waits_for, command.note.strip()),)


def _resume(
    procedure: Procedure, state: CaseState, command: ResumeClock, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    step = require_resumable(procedure, state, actor)
    require_reason(command.note)
    return (ClockResumed(now, actor.person, step.id, command.note.strip()),)


def require_resumable(procedure: Procedure, state: CaseState, actor: Actor) -> Step:
    """The clock stands for a named reason and the actor may let it run: the step's officer or a superior."""
    step = open_step(procedure, state)
    if state.open_pause is None or state.open_pause.reason == RETURNED:
        raise NotPaused
    if SUPERVISE not in actor.powers:
        require_eligible(procedure, state, actor)
        require_free(state, actor)
    return step


def _recall(
    procedure: Procedure, state: CaseState, _command: Recall, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    step = recallable_step(procedure, state, actor)
    return (StepRecalled(now, actor.person, step, _wait_again(procedure, state, step)),)


def _note(
    _procedure: Procedure, _state: CaseState, command: Note, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    if not (actor.lanes or actor.powers):
        raise NotAllowed
    require_reason(command.text)
    return (NoteAdded(now, actor.person, command.text.strip()),)


def _record_paper(
    _procedure: Procedure, state: CaseState, command: RecordPaper, now: datetime.datetime, actor: Actor
) -> tuple[Event, ...]:
    # Whoever asked what became of a paper may write down the answer: nothing is decided by it. A signature voided since
    # counts here, for the paper was sent while it stood.
    if all(SIGNATURES.isdisjoint(passage.marks) for passage in state.passages):
        raise NeverSigned
    return (PaperSigned(now, actor.person, command.code, command.sha256),)


_Handler = Callable[[Procedure, CaseState, Any, datetime.datetime, Actor], tuple[Event, ...]]
_HANDLERS: Final[dict[type[Command], _Handler]] = {
    Claim: _claim,
    Release: _release,
    Reassign: _reassign,
    Complete: _complete,
    Collect: collect,
    Return: _return,
    Recall: _recall,
    PauseClock: _pause,
    ResumeClock: _resume,
    Withdraw: withdraw,
    Reopen: reopen,
    Lapse: lapse,
    CloseUnheard: close_unheard,
    Note: _note,
    RecordPaper: _record_paper,
}
