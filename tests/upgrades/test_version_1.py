"""
What offices have stored under the first event schema: it loads, folds and goes on, whatever comes later.

The files beside this test are frozen. A change that breaks them needs a migration of stored cases, not new files.
"""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from loket.core.engine import (
    Actor,
    Claim,
    Command,
    Complete,
    Event,
    Note,
    Reassign,
    Recall,
    RecordPaper,
    Release,
    Reopen,
    Return,
    decide,
    events,
    fold,
    from_payload,
    pack_trail,
    to_payload,
    unpack_trail,
)
from loket.core.engine.codec import KINDS
from loket.core.procedure.model import Procedure
from loket.core.procedure.reader import catalogue, fingerprint

FROZEN = Path(__file__).parent / "v1"
EXAMPLES: dict[str, Any] = json.loads((FROZEN / "events.json").read_text("utf-8"))
CASE: dict[str, Any] = json.loads((FROZEN / "bintan/kk/finished_case.json").read_text("utf-8"))

WITHOUT_WORDS: dict[str, Command] = {"step-claimed": Claim(), "step-released": Release(), "step-recalled": Recall()}


def load(row: dict[str, Any]) -> Event:
    at = datetime.datetime.fromisoformat(row["at"])
    return from_payload(row["kind"], at, row["by"], row["step"], row["payload"])


def frozen_procedure() -> Procedure:
    reading = catalogue(FROZEN).latest("bintan/kk")
    assert reading is not None
    assert reading.procedure is not None
    return reading.procedure


def anyone(person: int) -> Actor:
    lanes = frozenset(frozen_procedure().actors)
    return Actor(person, lanes, lanes, frozenset({"supervise", "withdraw"}))


def command_behind(event: Event) -> Command:
    """The wish that led to a stored event."""
    match event:
        case events.StepCompleted():
            return Complete(event.outcome, event.evidence)
        case events.StepReturned():
            return Return(event.outcome, event.lines, event.evidence)
        case events.StepReassigned():
            return Reassign(anyone(event.to_person), event.reason)
        case events.CaseReopened():
            return Reopen(event.to, event.reason)
        case events.NoteAdded():
            return Note(event.text)
        case events.PaperSigned():
            return RecordPaper(event.code, event.sha256)
        case _:
            return WITHOUT_WORDS[event.kind]


class TestStoredEvents:
    def test_there_is_an_example_of_every_kind(self) -> None:
        assert {row["kind"] for row in EXAMPLES["events"]} >= {
            "case-submitted",
            "step-claimed",
            "step-released",
            "step-reassigned",
            "step-completed",
            "step-returned",
            "step-recalled",
            "clock-paused",
            "clock-resumed",
            "case-withdrawn",
            "case-reopened",
            "note-added",
            "paper-signed",
        }

    @pytest.mark.parametrize("row", EXAMPLES["events"], ids=lambda row: row["kind"])
    def test_load_and_say_the_same_again(self, row: dict[str, Any]) -> None:
        event = load(row)
        assert type(event) is KINDS[row["kind"]]
        assert to_payload(event) == row["payload"]

    def test_keep_their_meaning(self) -> None:
        loaded = [load(row) for row in EXAMPLES["events"]]
        returned = next(e for e in loaded if isinstance(e, events.StepReturned))
        assert returned.voids == ("koreksi-kasi",)
        assert returned.lines[0] == events.ReturnLine("nama", "salah-ketik", "eja ulang")
        assert returned.waits_for == "applicant"
        completed = [e for e in loaded if isinstance(e, events.StepCompleted)]
        assert [(e.book, e.marks, e.end) for e in completed] == [
            ("buku-register", (), None),
            (None, ("paraf",), None),
            (None, (), "finished"),
        ]


class TestStoredTrail:
    def test_loads_and_packs_the_same_again(self) -> None:
        passages, pauses = unpack_trail(EXAMPLES["trail"])
        assert [(p.step, p.marks, p.voided) for p in passages] == [
            ("periksa", (), False),
            ("koreksi", ("paraf",), True),
        ]
        assert [p.until is None for p in pauses] == [False, True]
        assert passages[0].at == datetime.datetime(2026, 12, 20, 9, 30, 0, 5, tzinfo=datetime.UTC)


class TestFinishedCase:
    def test_its_procedure_reads_and_keeps_its_fingerprint(self) -> None:
        assert fingerprint(frozen_procedure()) == CASE["fingerprint"]

    def test_folds_to_where_it_stood(self) -> None:
        state = fold(load(row) for row in CASE["events"])
        assert state.status == CASE["state"]["status"]
        assert state.version == CASE["state"]["version"] == len(CASE["events"])
        assert state.closed_at == datetime.datetime.fromisoformat(CASE["state"]["closed_at"])
        assert pack_trail(state) == CASE["state"]["trail"]

    def test_would_go_the_same_way_from_every_point_of_its_history(self) -> None:
        history = [load(row) for row in CASE["events"]]
        procedure = frozen_procedure()
        for place, event in enumerate(history[1:], 1):
            state = fold(history[:place])
            assert decide(procedure, state, command_behind(event), event.at, anyone(event.by)) == (event,)
