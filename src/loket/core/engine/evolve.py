"""
Events to state. Total and deterministic: the same events always give the same state.

It never refuses and never looks at a procedure; what an event says, happened.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from loket.core.engine.events import (
    CaseReopened,
    CaseSubmitted,
    CaseWithdrawn,
    ClockPaused,
    ClockResumed,
    Event,
    NoteAdded,
    StepClaimed,
    StepCompleted,
    StepReassigned,
    StepRecalled,
    StepReleased,
    StepReturned,
)
from loket.core.engine.state import RETURNED, CaseState, Passage, Pause, Status

_WAITING: Final = {
    "applicant": Status.WAITING_FOR_APPLICANT,
    "centre": Status.WAITING_FOR_CENTRE,
    "office": Status.WAITING_FOR_OFFICE,
}


def begin(event: CaseSubmitted) -> CaseState:
    """The state of a case that has just been submitted."""
    return CaseState(1, Status.IN_PROCESS, event.at, event.to, event.at, answers=event.answers)


def evolve(state: CaseState, event: Event) -> CaseState:
    """The state after one more event. A CaseSubmitted only begins a case; folding it twice raises ValueError."""
    apply = _APPLY.get(type(event))
    if apply is None:
        raise ValueError(f"{event.kind} tidak dapat mengikuti peristiwa lain.")
    return replace(apply(state, event), version=state.version + 1)


def fold(events: Iterable[Event]) -> CaseState:
    """The state that a whole history gives. Raises ValueError for a history that does not begin with CaseSubmitted."""
    history = iter(events)
    first = next(history, None)
    if not isinstance(first, CaseSubmitted):
        raise ValueError("Riwayat harus dimulai dengan pengajuan.")
    state = begin(first)
    for event in history:
        state = evolve(state, event)
    return state


def _end_pause(pauses: tuple[Pause, ...], at: datetime.datetime) -> tuple[Pause, ...]:
    if pauses and pauses[-1].until is None:
        return (*pauses[:-1], replace(pauses[-1], until=at))
    return pauses


def _arrive(state: CaseState, to: str, at: datetime.datetime, *, sent_back: bool) -> CaseState:
    earlier = [p for p in state.passages if p.step == to]
    return replace(
        state,
        status=Status.IN_PROCESS,
        step=to,
        opened_at=at,
        occurrence=len(earlier) + 1,
        holder=None,
        preferred=earlier[-1].by if earlier else None,
        touched=False,
        sent_back=sent_back,
        closed_at=None,
        pauses=_end_pause(state.pauses, at),
    )


def _close(state: CaseState, status: Status, at: datetime.datetime) -> CaseState:
    return replace(
        state,
        status=status,
        step=None,
        holder=None,
        preferred=None,
        touched=False,
        sent_back=False,
        closed_at=at,
        pauses=_end_pause(state.pauses, at),
    )


def _void(passages: tuple[Passage, ...], steps: tuple[str, ...]) -> tuple[Passage, ...]:
    return tuple(replace(p, voided=True) if p.step in steps and p.marks else p for p in passages)


def _completed(state: CaseState, event: StepCompleted) -> CaseState:
    passage = Passage(event.step, event.by, event.outcome, event.at, event.marks)
    state = replace(state, passages=(*state.passages, passage))
    if event.to is None:
        return _close(state, Status(event.end or Status.FINISHED), event.at)
    return _arrive(state, event.to, event.at, sent_back=False)


def _returned(state: CaseState, event: StepReturned) -> CaseState:
    passage = Passage(event.step, event.by, event.outcome, event.at)
    state = replace(state, passages=(*_void(state.passages, event.voids), passage))
    state = _arrive(state, event.to, event.at, sent_back=True)
    if event.waits_for is None:
        return state
    pause = Pause(event.at, event.waits_for, RETURNED)
    return replace(state, status=_WAITING[event.waits_for], pauses=(*state.pauses, pause))


def _recalled(state: CaseState, event: StepRecalled) -> CaseState:
    *earlier, latest = state.passages
    state = replace(state, passages=(*earlier, replace(latest, voided=True)))
    state = _arrive(state, event.step, event.at, sent_back=False)
    return replace(state, holder=event.by, touched=True)


def _paused(state: CaseState, event: ClockPaused) -> CaseState:
    pause = Pause(event.at, event.waits_for, event.reason)
    return replace(state, status=_WAITING[event.waits_for], touched=True, pauses=(*state.pauses, pause))


def _resumed(state: CaseState, event: ClockResumed) -> CaseState:
    return replace(state, status=Status.IN_PROCESS, touched=True, pauses=_end_pause(state.pauses, event.at))


def _reopened(state: CaseState, event: CaseReopened) -> CaseState:
    state = replace(state, passages=_void(state.passages, event.voids))
    return _arrive(state, event.to, event.at, sent_back=True)


_APPLY: Final[dict[type[Event], Callable[[CaseState, Any], CaseState]]] = {
    StepClaimed: lambda state, event: replace(state, holder=event.by, touched=True),
    StepReleased: lambda state, _: replace(state, holder=None, touched=True),
    StepReassigned: lambda state, event: replace(state, holder=event.to_person, touched=True),
    StepCompleted: _completed,
    StepReturned: _returned,
    StepRecalled: _recalled,
    ClockPaused: _paused,
    ClockResumed: _resumed,
    CaseWithdrawn: lambda state, event: _close(state, Status.WITHDRAWN, event.at),
    CaseReopened: _reopened,
    NoteAdded: lambda state, _: state,
}
