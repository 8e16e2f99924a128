"""Histories as states and as stored data."""

import datetime
import json
from dataclasses import replace

import pytest

from loket.core.engine import evolve, fold, from_payload, pack_trail, step_of, to_payload, unpack_trail
from loket.core.engine.events import CaseSubmitted, NoteAdded, StepReturned
from loket.core.engine.state import Pause
from tests.core.engine.builders import BUDI, HADI, LINE, MONDAY, case_at

WIB = datetime.timezone(datetime.timedelta(hours=7))


class TestFold:
    def test_refuses_a_history_that_begins_in_the_middle(self) -> None:
        with pytest.raises(ValueError, match="dimulai dengan pengajuan"):
            fold([NoteAdded(MONDAY, 1, "halo")])

    def test_refuses_an_empty_history(self) -> None:
        with pytest.raises(ValueError, match="dimulai dengan pengajuan"):
            fold([])

    def test_refuses_a_second_submission(self) -> None:
        case = case_at("periksa")
        with pytest.raises(ValueError, match="case-submitted tidak dapat mengikuti"):
            evolve(case.state, CaseSubmitted(MONDAY, 1, "ajukan"))

    def test_takes_any_iterable(self) -> None:
        case = case_at("entri")
        assert fold(iter(case.events)) == case.state


class TestMovedAt:
    def test_is_when_the_case_came_to_its_step_until_its_clock_stops_or_it_closes(self) -> None:
        hour, case = datetime.timedelta(hours=1), case_at("entri")
        assert case.state.moved_at == case.state.opened_at
        paused = Pause(case.state.opened_at + hour, "centre", "menunggu-pusat")
        assert replace(case.state, pauses=(paused,)).moved_at == paused.since
        ended = replace(paused, until=paused.since + hour)
        assert replace(case.state, pauses=(ended,)).moved_at == ended.until
        closed = replace(case.state, pauses=(ended,), step=None, closed_at=ended.since + 3 * hour)
        assert closed.moved_at == closed.closed_at


class TestPayload:
    def test_leaves_out_columns_and_what_is_at_its_default(self) -> None:
        assert to_payload(NoteAdded(MONDAY, 1, "halo")) == {"text": "halo"}
        assert to_payload(CaseSubmitted(MONDAY, 1, "ajukan")) == {"to": "ajukan"}
        assert to_payload(CaseSubmitted(MONDAY, 1, "ajukan", {"luas": 2.5}))["answers"] == {"luas": 2.5}

    def test_keeps_an_end_without_a_next_step(self) -> None:
        case = case_at("serahkan").passes("serahkan")
        payload = to_payload(case.events[-1])
        assert payload["to"] is None
        assert payload["end"] == "finished"

    def test_carries_the_lines_of_a_return(self) -> None:
        event = StepReturned(MONDAY, 1, "periksa", "tidak-lengkap", "ajukan", (LINE,), ("paraf",), "applicant")
        payload = json.loads(json.dumps(to_payload(event)))
        assert from_payload(event.kind, MONDAY, 1, "periksa", payload) == event

    def test_concerns_a_step_or_the_whole_case(self) -> None:
        case = case_at("periksa")
        assert step_of(case.events[-1]) == "ajukan"
        assert step_of(case.events[0]) is None

    def test_of_an_unknown_kind_is_refused(self) -> None:
        with pytest.raises(KeyError):
            from_payload("case-dreamt", MONDAY, 1, None, {})


class TestTrail:
    def test_is_exact_to_the_microsecond_in_any_zone(self) -> None:
        case = case_at("periksa")
        case.now = datetime.datetime(2026, 12, 21, 15, 4, 5, 678901, tzinfo=WIB)
        case.goes_back(BUDI, "tidak-lengkap").passes("ajukan")
        packed = json.loads(json.dumps(pack_trail(case.state)))
        assert unpack_trail(packed) == (case.state.passages, case.state.pauses)

    def test_keeps_an_open_pause_open(self) -> None:
        case = case_at("periksa").goes_back(BUDI, "tidak-lengkap")
        _, pauses = unpack_trail(pack_trail(case.state))
        assert pauses == case.state.pauses
        assert pauses[-1].until is None


class TestTheLastSignature:
    def test_is_that_of_the_step_which_signs(self) -> None:
        assert case_at("tanda-tangan").state.last_signature is None
        signed = case_at("tanda-tangan").passes("tanda-tangan").state.last_signature
        assert signed is not None
        assert (signed.step, signed.by) == ("tanda-tangan", HADI.person)
