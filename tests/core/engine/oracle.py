"""
A second opinion on what is allowed, written from the design and from nothing in the engine's own rules.

It reads the bare history and the procedure. Whether evidence suffices is not its business.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from loket.core.engine import (
    Actor,
    Claim,
    CloseUnheard,
    Collect,
    Command,
    Complete,
    Event,
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
    Withdraw,
    events,
)
from loket.core.procedure.model import Procedure, Step

MARKING = {"paraf", "sign", "tte"}
SIGNING = {"sign", "tte"}
NUMBERING = {"register", "number"}


@dataclass
class Work:
    """One piece of work on the file: who passed which step, whether forward, and whether its mark still counts."""

    person: int
    step: str
    forward: bool
    mark_counts: bool


@dataclass
class Ledger:
    """What an attentive clerk knows who has read every line of the history."""

    procedure: Procedure
    where: str | None = None
    holder: int | None = None
    untouched: bool = True
    came_forward: bool = False
    named_pause: bool = False
    return_pause: bool = False
    waits_for: str | None = None
    numbered: list[str] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)

    def read(self, history: Iterable[Event]) -> "Ledger":
        for event in history:
            self._note(event)
        return self

    def _moves(self, to: str | None, *, came_forward: bool = False) -> None:
        self.where, self.holder, self.untouched, self.came_forward = to, None, True, came_forward
        self.named_pause = self.return_pause = False
        self.waits_for = None

    def _strike(self, steps: Iterable[str]) -> None:
        for work in self.works:
            if work.step in steps:
                work.mark_counts = False

    def _note(self, event: Event) -> None:
        match event:
            case events.StepClaimed() | events.StepReleased() | events.StepReassigned():
                self._changes_hands(event)
            case events.StepCompleted() | events.StepReturned() | events.StepRecalled():
                self._is_worked_on(event)
            case events.ClockPaused() | events.ClockResumed():
                self.named_pause, self.untouched = isinstance(event, events.ClockPaused), False
                self.waits_for = event.waits_for if isinstance(event, events.ClockPaused) else None
            case events.CaseWithdrawn() | events.CaseLapsed() | events.CaseUnheard():
                self._moves(None)
            case events.CaseSubmitted() | events.CaseReopened():
                self._strike(getattr(event, "voids", ()))
                self._moves(event.to)
                waits_for = getattr(event, "waits_for", None)
                self.return_pause, self.waits_for = waits_for is not None, waits_for
            case events.PapersCollected():
                self.untouched = False
            case _:
                assert isinstance(event, events.NoteAdded | events.PaperSigned)

    def _changes_hands(self, event: events.StepClaimed | events.StepReleased | events.StepReassigned) -> None:
        self.untouched = False
        match event:
            case events.StepClaimed():
                self.holder = event.by
            case events.StepReleased():
                self.holder = None
            case events.StepReassigned():
                self.holder = event.to_person

    def _is_worked_on(self, event: events.StepCompleted | events.StepReturned | events.StepRecalled) -> None:
        match event:
            case events.StepCompleted():
                marked = bool(MARKING & set(self.procedure.by_id[event.step].acts))
                self.works.append(Work(event.by, event.step, forward=True, mark_counts=marked))
                self.numbered += [event.step] if event.book else []
                self._moves(event.to, came_forward=True)
            case events.StepReturned():
                self._strike(event.voids)
                self.works.append(Work(event.by, event.step, forward=False, mark_counts=False))
                self._moves(event.to)
                self.return_pause, self.waits_for = event.waits_for is not None, event.waits_for
            case events.StepRecalled():
                self.works[-1].mark_counts = False
                self._moves(event.step)
                self.holder, self.untouched = event.by, False
                self.return_pause, self.waits_for = event.waits_for is not None, event.waits_for

    @property
    def step(self) -> Step | None:
        return next((s for s in self.procedure.steps if s.id == self.where), None)

    def fills_a_lane(self, actor: Actor, step: Step) -> bool:
        lane = self.procedure.actors[step.actor]
        fitting = {step.actor} if lane.kind == "position" else set(lane.assisted_by)
        return bool(fitting & actor.lanes & (actor.definitive if step.definitive_only else actor.lanes))

    def kept_apart(self, person: int, step: Step) -> bool:
        """Whether this person's earlier work on the file leaves this step to others."""
        elsewhere = [w for w in self.works if w.person == person and w.step != step.id]
        if MARKING & set(step.acts) and any(w.mark_counts for w in elsewhere):
            return True
        if SIGNING & set(step.acts) and elsewhere:
            return True
        steps = {s.id: s for s in self.procedure.steps}
        return any(w.step in step.differs_from or step.id in steps[w.step].differs_from for w in elsewhere)

    def may_do(self, actor: Actor) -> bool:
        step = self.step
        return step is not None and self.fills_a_lane(actor, step) and not self.kept_apart(actor.person, step)

    def has_the_desk(self, actor: Actor) -> bool:
        return self.may_do(actor) and self.holder in (None, actor.person)

    def may_take_back(self, actor: Actor) -> bool:
        if not (self.where and self.works and self.untouched and self.came_forward):
            return False
        latest = self.works[-1]
        step = next(s for s in self.procedure.steps if s.id == latest.step)
        return latest.person == actor.person and step.recallable and self.fills_a_lane(actor, step)

    def may_end(self, actor: Actor, command: Withdraw | Lapse | CloseUnheard) -> bool:
        match command:
            case Withdraw():
                return self.may_withdraw(actor)
            case Lapse():
                return self.may_lapse(actor, command)
            case CloseUnheard():
                return self.may_close_unheard(actor, command)

    def may_withdraw(self, actor: Actor) -> bool:
        if self.where is None or "withdraw" not in actor.powers or self.procedure.complaint is not None:
            return False
        names = [s.id for s in self.procedure.steps]
        limit = self.procedure.withdrawable_until
        return limit is None or names.index(self.where) <= names.index(limit)

    def may_lapse(self, actor: Actor, command: Lapse) -> bool:
        waiting = self.procedure.clock.waiting
        if self.where is None or waiting is None or "lapse" not in actor.powers:
            return False
        return self.waits_for == "applicant" and waiting.close_after == command.days

    def may_close_unheard(self, actor: Actor, command: CloseUnheard) -> bool:
        step, named = self.step, self.procedure.complaint
        if step is None or named is None or "lapse" not in actor.powers:
            return False
        return step.id == named.heard_by and step.time == command.time and self.waits_for is None

    def pauses(self) -> set[str]:
        reasons = self.procedure.clock.pauses.items()
        return {name for name, reason in reasons if not reason.steps or self.where in reason.steps}

    def way_out(self, command: Complete | Return | Collect) -> bool:
        """Whether the open step has this outcome, of this direction; for a part, whether it hands anything over."""
        if isinstance(command, Collect):
            return self.step is not None and "hand_over" in self.step.acts
        outcome = self.step.outcomes.get(command.outcome) if self.step else None
        return outcome is not None and (outcome.return_ is not None) == isinstance(command, Return)

    def takes_number(self, step: Step) -> bool:
        done = any(w.step == step.id and w.forward for w in self.works)
        return bool(NUMBERING & set(step.acts)) and not done

    def allows(self, actor: Actor, command: Command) -> bool:
        """Whether the design lets this actor do this now, if the evidence and the reason are in order."""
        match command:
            case Complete() | Return() | Collect():
                return self.has_the_desk(actor) and not self.named_pause and self.way_out(command)
            case Claim() | Release() | Reassign():
                return self.may_change_hands(actor, command)
            case PauseClock() | ResumeClock():
                return self.may_stop_or_start(actor, command)
            case Recall():
                return self.may_take_back(actor)
            case Withdraw() | Lapse() | CloseUnheard():
                return self.may_end(actor, command)
            case Reopen():
                known = command.to in {w.step for w in self.works}
                return self.where is None and "supervise" in actor.powers and known
            case Note():
                return bool(actor.lanes or actor.powers)
            case RecordPaper():
                steps = self.procedure.by_id
                return any(SIGNING & set(steps[w.step].acts) for w in self.works if w.forward)

    def may_change_hands(self, actor: Actor, command: Claim | Release | Reassign) -> bool:
        step, superior = self.step, "supervise" in actor.powers
        if step is None:
            return False
        match command:
            case Claim():
                return self.may_do(actor) and self.holder is None
            case Release():
                return self.holder is not None and (superior or self.holder == actor.person)
            case Reassign():
                given = step.delegable and superior
                return given and self.may_do(command.to) and self.holder != command.to.person

    def may_stop_or_start(self, actor: Actor, command: PauseClock | ResumeClock) -> bool:
        if isinstance(command, ResumeClock):
            return self.named_pause and ("supervise" in actor.powers or self.has_the_desk(actor))
        running = not (self.named_pause or self.return_pause)
        return self.has_the_desk(actor) and running and command.reason in self.pauses()
