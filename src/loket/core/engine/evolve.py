"""
Events to state. Total and deterministic: the same events always give the same state.

It never refuses and never looks at a procedure; what an event says, happened.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from loket.core.engine.events import (
    CaseLapsed,
    CaseReopened,
    CaseSubmitted,
    CaseUnheard,
    CaseWithdrawn,
    ClockPaused,
    ClockResumed,
    Event,
    NoteAdded,
    PapersCollected,
    PaperSigned,
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
    return apply(state, event)


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


@dataclass(frozen=True, slots=True)
class _Arrival:
    """How a case comes to a step: who holds it at once, whether it was sent back, and whom it waits for."""

    at: datetime.datetime
    to: str
    holder: int | None = None
    sent_back: bool = False
    waits_for: str | None = None


def _arrive(state: CaseState, arrival: _Arrival, passages: tuple[Passage, ...]) -> CaseState:
    earlier = [p.by for p in passages if p.step == arrival.to]
    pauses = _end_pause(state.pauses, arrival.at)
    status = Status.IN_PROCESS
    if arrival.waits_for is not None:
        pauses = (*pauses, Pause(arrival.at, arrival.waits_for, RETURNED))
        status = _WAITING[arrival.waits_for]
    return CaseState(
        version=state.version + 1,
        status=status,
        submitted_at=state.submitted_at,
        step=arrival.to,
        opened_at=arrival.at,
        occurrence=len(earlier) + 1,
        holder=arrival.holder,
        preferred=earlier[-1] if earlier else None,
        touched=arrival.holder is not None,
        sent_back=arrival.sent_back,
        answers=state.answers,
        passages=passages,
        pauses=pauses,
    )


def _close(state: CaseState, status: Status, at: datetime.datetime, passages: tuple[Passage, ...]) -> CaseState:
    return replace(
        state,
        version=state.version + 1,
        status=status,
        step=None,
        holder=None,
        preferred=None,
        touched=False,
        sent_back=False,
        closed_at=at,
        passages=passages,
        pauses=_end_pause(state.pauses, at),
    )


def _hold(state: CaseState, holder: int | None) -> CaseState:
    return replace(state, version=state.version + 1, holder=holder, touched=True)


def _void(passages: tuple[Passage, ...], steps: tuple[str, ...]) -> tuple[Passage, ...]:
    return tuple(replace(p, voided=True) if p.step in steps and p.marks else p for p in passages)


def _completed(state: CaseState, event: StepCompleted) -> CaseState:
    passage = Passage(event.step, event.by, event.outcome, event.at, event.marks)
    passages = (*state.passages, passage)
    if event.to is None:
        return _close(state, Status(event.end or Status.FINISHED), event.at, passages)
    return _arrive(state, _Arrival(event.at, event.to), passages)


def _returned(state: CaseState, event: StepReturned) -> CaseState:
    passage = Passage(event.step, event.by, event.outcome, event.at)
    arrival = _Arrival(event.at, event.to, sent_back=True, waits_for=event.waits_for)
    return _arrive(state, arrival, (*_void(state.passages, event.voids), passage))


def _recalled(state: CaseState, event: StepRecalled) -> CaseState:
    *earlier, latest = state.passages
    arrival = _Arrival(event.at, event.step, holder=event.by, waits_for=event.waits_for)
    return _arrive(state, arrival, (*earlier, replace(latest, voided=True)))


def _paused(state: CaseState, event: ClockPaused) -> CaseState:
    pauses = (*state.pauses, Pause(event.at, event.waits_for, event.reason))
    return replace(state, version=state.version + 1, status=_WAITING[event.waits_for], touched=True, pauses=pauses)


def _resumed(state: CaseState, event: ClockResumed) -> CaseState:
    pauses = _end_pause(state.pauses, event.at)
    return replace(state, version=state.version + 1, status=Status.IN_PROCESS, touched=True, pauses=pauses)


def _reopened(state: CaseState, event: CaseReopened) -> CaseState:
    arrival = _Arrival(event.at, event.to, sent_back=True, waits_for=event.waits_for)
    return _arrive(state, arrival, _void(state.passages, event.voids))


_APPLY: Final[dict[type[Event], Callable[[CaseState, Any], CaseState]]] = {
    StepClaimed: lambda state, event: _hold(state, event.by),
    StepReleased: lambda state, _: _hold(state, None),
    StepReassigned: lambda state, event: _hold(state, event.to_person),
    StepCompleted: _completed,
    # Whoever brought the case here may not take that back any more: a paper is out of the house.
    PapersCollected: lambda state, _: replace(state, version=state.version + 1, touched=True),
    StepReturned: _returned,
    StepRecalled: _recalled,
    ClockPaused: _paused,
    ClockResumed: _resumed,
    CaseWithdrawn: lambda state, event: _close(state, Status.WITHDRAWN, event.at, state.passages),
    CaseLapsed: lambda state, event: _close(state, Status.LAPSED, event.at, state.passages),
    CaseUnheard: lambda state, event: _close(state, Status.FINISHED, event.at, state.passages),
    CaseReopened: _reopened,
    NoteAdded: lambda state, _: replace(state, version=state.version + 1),
    PaperSigned: lambda state, _: replace(state, version=state.version + 1),
}
