"""A part of the papers of a step handed over: what it leaves, and to whom it is refused."""

import pytest

from loket.core.engine import Collect, Status, from_payload, to_payload
from loket.core.engine.events import PapersCollected
from loket.core.engine.refusals import NoProxy
from tests.core.engine.builders import BUDI, HANDED_OVER, case_at, with_step


class TestCollect:
    def test_hands_over_a_part_and_leaves_the_step_open(self) -> None:
        case = case_at("serahkan")
        before = case.state
        event = case.does(BUDI, Collect(("1 KK",), {**HANDED_OVER, "signature": "M 1 1"}))
        assert event == PapersCollected(
            case.now, BUDI.person, "serahkan", ("1 KK",), {**HANDED_OVER, "signature": "M 1 1"}
        )
        assert (case.state.step, case.state.version, case.state.status) == (
            "serahkan",
            before.version + 1,
            Status.IN_PROCESS,
        )

    def test_keeps_whoever_brought_the_file_there_from_taking_that_back(self) -> None:
        case = case_at("serahkan")
        case.does(BUDI, Collect(("1 KK",), HANDED_OVER))
        assert case.state.touched

    def test_is_refused_to_a_stand_in_where_the_applicant_must_come(self) -> None:
        case = case_at("serahkan", with_step("serahkan", no_proxy=True))
        with pytest.raises(NoProxy):
            case.does(BUDI, Collect(("1 KK",), {**HANDED_OVER, "collector_relation": "family"}))

    def test_is_kept_and_read_as_it_was(self) -> None:
        case = case_at("serahkan")
        event = case.does(BUDI, Collect(("1 KK",), HANDED_OVER))
        assert isinstance(event, PapersCollected)
        assert from_payload(event.kind, event.at, event.by, event.step, to_payload(event)) == event
