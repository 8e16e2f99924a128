"""
What may this officer do with this case now? The same guards as `decide`, asked without evidence.

The desk, the API and the rehearsal all draw their buttons from here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from loket.core.engine.commands import Actor
from loket.core.engine.decide import (
    pause_reasons,
    recallable_step,
    require_pausable,
    require_reassignable,
    require_resumable,
)
from loket.core.engine.ending import reopenable_steps, require_withdrawable
from loket.core.engine.guards import SUPERVISE, require_eligible, require_workable, title_of
from loket.core.engine.state import CaseState
from loket.core.problems import Refusal
from loket.core.procedure.model import Procedure

CommandKind = Literal[
    "claim", "release", "reassign", "complete", "return", "recall", "pause", "resume", "withdraw", "reopen", "note"
]


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing the officer may do: the command, its choice (outcome, pause reason or step) and the words for it."""

    command: CommandKind
    choice: str | None
    label: str


def _allowed(guard: Callable[[], object]) -> bool:
    try:
        guard()
    except Refusal:
        return False
    return True


def available(procedure: Procedure, state: CaseState, actor: Actor) -> tuple[Offer, ...]:
    """
    Every command that `decide` would accept from this actor, given the evidence or reason it asks for.

    Reassigning is offered to superiors; whether the chosen colleague may take the step is judged when chosen.
    """
    return tuple(_offers(procedure, state, actor))


def _offers(procedure: Procedure, state: CaseState, actor: Actor) -> Iterator[Offer]:
    if _allowed(lambda: require_workable(procedure, state, actor)):
        yield from _outcomes(procedure, state)
    yield from _holding(procedure, state, actor)
    yield from _clock(procedure, state, actor)
    if _allowed(lambda: recallable_step(procedure, state, actor)):
        latest = state.passages[-1].step
        yield Offer("recall", latest, f"Tarik kembali “{title_of(procedure, latest)}”")
    if _allowed(lambda: require_withdrawable(procedure, state, actor)):
        yield Offer("withdraw", None, "Cabut permohonan")
    if _allowed(lambda: reopenable_steps(state, actor)):
        for step in reopenable_steps(state, actor):
            yield Offer("reopen", step, f"Buka kembali pada “{title_of(procedure, step)}”")
    if actor.lanes or actor.powers:
        yield Offer("note", None, "Tambah catatan")


def _outcomes(procedure: Procedure, state: CaseState) -> Iterator[Offer]:
    for key, outcome in procedure.by_id[state.step or ""].outcomes.items():
        yield Offer("complete" if outcome.return_ is None else "return", key, outcome.label)


def _holding(procedure: Procedure, state: CaseState, actor: Actor) -> Iterator[Offer]:
    eligible = _allowed(lambda: require_eligible(procedure, state, actor))
    if eligible and state.holder is None:
        yield Offer("claim", None, "Ambil")
    if state.holder is not None and (state.holder == actor.person or SUPERVISE in actor.powers):
        yield Offer("release", None, "Lepas")
    if _allowed(lambda: require_reassignable(procedure, state, actor)):
        yield Offer("reassign", None, "Alihkan")


def _clock(procedure: Procedure, state: CaseState, actor: Actor) -> Iterator[Offer]:
    if _allowed(lambda: require_resumable(procedure, state, actor)):
        yield Offer("resume", None, "Lanjutkan: yang ditunggu sudah datang")
    if _allowed(lambda: require_pausable(procedure, state, actor)):
        for reason in pause_reasons(procedure, procedure.by_id[state.step or ""]):
            yield Offer("pause", reason, procedure.clock.pauses[reason].label)
