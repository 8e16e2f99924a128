"""
The engine held against a second opinion, step by step, over invented procedures and the eight real ones.

At every state each actor tries every act, and one act by chance, sound or not. The engine accepts exactly what the
oracle allows, `available` offers exactly what the engine accepts, and every case can still come to an end.
"""

import datetime
import json
from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

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
    ReturnLine,
    Submit,
    Withdraw,
    available,
    begin,
    decide,
    evolve,
    fold,
    from_payload,
    pack_trail,
    step_of,
    submit,
    to_payload,
    unpack_trail,
)
from loket.core.engine.events import CaseSubmitted, StepCompleted
from loket.core.engine.state import OPEN_STATUSES
from loket.core.problems import Refusal
from loket.core.procedure.model import Procedure
from tests.core.engine.builders import HANDED_OVER, MONDAY
from tests.core.engine.oracle import Ledger
from tests.core.engine.worlds import (
    REAL,
    SOP,
    bad_evidence,
    everyone,
    good_evidence,
    people,
    procedures,
    real_procedure,
)

NEWCOMER = 99
MOVES = (Complete, Return, Recall, Reopen)
# A failing run is told by its steps; making it smaller takes minutes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
KINDS = {
    Claim: "claim",
    Release: "release",
    Reassign: "reassign",
    Complete: "complete",
    Return: "return",
    Recall: "recall",
    PauseClock: "pause",
    ResumeClock: "resume",
    Withdraw: "withdraw",
    Reopen: "reopen",
    Note: "note",
}


def choice_of(command: Command, latest: str | None) -> str | None:
    """What an offer for this command says that it chooses."""
    match command:
        case Complete() | Return():
            return command.outcome
        case PauseClock():
            return command.reason
        case Reopen():
            return command.to
        case Recall():
            return latest
        case _:
            return None


class CaseMachine(RuleBasedStateMachine):
    """A case of one procedure, in the hands of an office drawn by chance."""

    fixed: Procedure | None = None

    @initialize(data=st.data())
    def takes_in(self, data: st.DataObject) -> None:
        self.procedure = self.fixed or data.draw(procedures())
        self.people = data.draw(people(self.procedure))
        self.now = MONDAY
        answers: dict[str, object] = {
            name: data.draw(st.booleans()) for name, q in self.procedure.questions.items() if q.kind == "yes_no"
        }
        (event,) = submit(self.procedure, Submit(answers), self.now, self.people[0])
        assert isinstance(event, CaseSubmitted)
        self.events: list[Event] = [event]
        self.state = begin(event)

    def ledger(self) -> Ledger:
        return Ledger(self.procedure).read(self.events)

    def is_usual(self, command: Complete) -> bool:
        return self.state.step is not None and command.outcome == next(
            iter(self.procedure.by_id[self.state.step].outcomes)
        )

    def line(self) -> ReturnLine:
        return ReturnLine("berkas", next(iter(self.procedure.return_reasons), "salah"))

    def every_command(self) -> Iterator[Command]:
        """Every act there is, with sound evidence for the open step."""
        evidence = good_evidence(self.procedure, self.state)
        for outcome in sorted({name for step in self.procedure.steps for name in step.outcomes}):
            yield Complete(outcome, evidence)
            yield Return(outcome, (self.line(),), evidence)
        for reason in (*self.procedure.clock.pauses, "bosan"):
            yield PauseClock(reason)
        for step in (*self.procedure.by_id, "legalisir"):
            yield Reopen(step, "salah nama")
        yield from (Claim(), Release("sakit"), Recall(), ResumeClock("datang"), Withdraw("batal"), Note("catatan"))
        yield from (Lapse(15), Lapse(16), CloseUnheard("10 hari kerja"), CloseUnheard("11 hari kerja"))
        yield Collect(("1 KK",), HANDED_OVER)
        yield RecordPaper("7K2M94QXB3TD", "a" * 64)
        newcomers = (everyone(self.procedure, person) for person in (NEWCOMER, NEWCOMER + 1))
        for colleague in (*self.people, *newcomers):
            yield Reassign(colleague, "sakit")

    def try_it(self, actor: Actor, command: Command) -> tuple[Event, ...]:
        try:
            return decide(self.procedure, self.state, command, self.now, actor)
        except Refusal:
            return ()

    def record(self, caused: tuple[Event, ...]) -> None:
        for event in caused:
            self.events.append(event)
            self.state = evolve(self.state, event)

    def later(self, data: st.DataObject) -> None:
        """Time passes, or two acts fall into the same instant."""
        self.now += datetime.timedelta(microseconds=data.draw(st.sampled_from([0, 1, 60_000_000])))

    @rule(data=st.data())
    def someone_does_what_is_allowed(self, data: st.DataObject) -> None:
        self.later(data)
        ledger = self.ledger()
        allowed = [(a, c) for a in self.people for c in self.every_command() if ledger.allows(a, c)]
        moves: list[tuple[Actor, Command]] = [(a, c) for a, c in allowed if isinstance(c, MOVES)]
        onward: list[tuple[Actor, Command]] = [(a, c) for a, c in moves if isinstance(c, Complete) and self.is_usual(c)]
        pace = data.draw(st.sampled_from([onward, onward, moves, allowed]))
        actor, command = data.draw(st.sampled_from(pace or allowed))
        caused = self.try_it(actor, command)
        assert len(caused) == 1
        if isinstance(caused[0], StepCompleted):
            takes_number = ledger.takes_number(self.procedure.by_id[caused[0].step])
            assert (caused[0].book is not None) == takes_number
        self.record(caused)

    @rule(data=st.data())
    def someone_forgets_something(self, data: st.DataObject) -> None:
        self.later(data)
        evidence = data.draw(bad_evidence(self.procedure, self.state))
        outcomes = sorted({name for step in self.procedure.steps for name in step.outcomes})
        unsound: list[Command] = [
            Complete(data.draw(st.sampled_from(outcomes)), evidence),
            Return(data.draw(st.sampled_from(outcomes)), ()),
            Return(data.draw(st.sampled_from(outcomes)), (ReturnLine("berkas", " "),)),
            Return(data.draw(st.sampled_from(outcomes)), (self.line(),), {"warna": "biru"}),
            Reassign(everyone(self.procedure, NEWCOMER), " "),
            ResumeClock(" "),
            Withdraw(""),
            Reopen(self.procedure.first.id, "\n"),
            Note(""),
        ]
        actor = data.draw(st.sampled_from(self.people))
        assert self.try_it(actor, data.draw(st.sampled_from(unsound))) == ()

    @invariant()
    def the_engine_accepts_what_the_oracle_allows_and_offers_it(self) -> None:
        ledger = self.ledger()
        latest = self.state.passages[-1].step if self.state.passages else None
        for actor in self.people:
            accepted = set()
            for command in self.every_command():
                caused = self.try_it(actor, command)
                assert bool(caused) == ledger.allows(actor, command), (actor, command)
                # No officer chooses to record a paper or to close a file for its silence: a signature and the calendar do. A part
                # is handed over where the whole may be.
                if caused and not isinstance(command, RecordPaper | Lapse | CloseUnheard | Collect):
                    accepted.add((KINDS[type(command)], choice_of(command, latest)))
            offers = available(self.procedure, self.state, actor)
            assert len(offers) == len({(o.command, o.choice) for o in offers})
            assert {(o.command, o.choice) for o in offers} == accepted

    @invariant()
    def the_state_is_what_the_history_says(self) -> None:
        assert fold(self.events) == self.state
        assert self.state.version == len(self.events)
        assert self.state.step == self.ledger().where
        assert self.state.holder == self.ledger().holder

    @invariant()
    def there_is_one_open_occurrence_or_none(self) -> None:
        assert self.state.is_open == (self.state.status in OPEN_STATUSES)
        assert self.state.is_open == (self.state.closed_at is None)
        if self.state.is_open:
            assert self.state.occurrence == 1 + sum(p.step == self.state.step for p in self.state.passages)
        assert all(pause.until is not None for pause in self.state.pauses[:-1])
        assert (self.state.open_pause is not None) == self.state.status.startswith("waiting")

    @invariant()
    def nobody_has_live_marks_at_two_steps_and_no_step_takes_two_numbers(self) -> None:
        marks = {(p.by, p.step) for p in self.state.live_marks}
        assert len(marks) == len({person for person, _ in marks})
        counting = sorted((w.person, w.step) for w in self.ledger().works if w.mark_counts)
        assert counting == sorted((p.by, p.step) for p in self.state.live_marks)
        numbered = self.ledger().numbered
        assert len(numbered) == len(set(numbered))

    @invariant()
    def everything_survives_being_stored(self) -> None:
        event = self.events[-1]
        payload = json.loads(json.dumps(to_payload(event)))
        assert from_payload(event.kind, event.at, event.by, step_of(event), payload) == event
        packed = json.loads(json.dumps(pack_trail(self.state)))
        assert unpack_trail(packed) == (self.state.passages, self.state.pauses)

    def teardown(self) -> None:
        """From wherever chance has led, an office with enough hands brings the case to an end."""
        if not hasattr(self, "state"):
            return
        for person in range(NEWCOMER + 2, NEWCOMER + 2 * len(self.procedure.steps) + 5):
            if self.state.is_open:
                self.record(self._fair_act(everyone(self.procedure, person)))
        assert not self.state.is_open

    def _fair_act(self, actor: Actor) -> tuple[Event, ...]:
        """What a fresh pair of hands does first: wake the case, take it over, or finish the step on the way out."""
        offers = {o.command for o in available(self.procedure, self.state, actor)}
        if "resume" in offers:
            return self.try_it(actor, ResumeClock("sudah datang"))
        if "complete" not in offers:
            return self.try_it(actor, Release("diambil alih"))
        step = self.procedure.by_id[self.state.step or ""]
        nearest = max(
            (name for name, o in step.outcomes.items() if o.return_ is None),
            key=lambda name: self._progress(step.outcomes[name].next),
        )
        return self.try_it(actor, Complete(nearest, good_evidence(self.procedure, self.state)))

    def _progress(self, to: str | None) -> int:
        return len(self.procedure.steps) if to is None else self.procedure.order[to]


class TestEngineAgreesWithTheOracle:
    def test_over_invented_procedures(self) -> None:
        run_state_machine_as_test(
            CaseMachine, settings=settings(max_examples=60, stateful_step_count=25, phases=PHASES)
        )

    @pytest.mark.parametrize("key", REAL)
    def test_over_a_real_procedure(self, key: str) -> None:
        machine = type("RealCaseMachine", (CaseMachine,), {"fixed": real_procedure(key)})
        # Templates repeat the pattern of a printed one, which is looked at longer.
        examples = 3 if real_procedure(key).template else 15
        run_state_machine_as_test(
            machine, settings=settings(max_examples=examples, stateful_step_count=25, phases=PHASES)
        )

    def test_leaves_out_no_procedure_of_the_repository(self) -> None:
        assert tuple(sorted({f"{p.parts[-3]}/{p.parts[-2]}" for p in SOP.glob("*/*/*.yaml")})) == REAL
