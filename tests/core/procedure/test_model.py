"""The procedure as data: what its parts say of themselves."""

import pytest
from pydantic import ValidationError

from loket.core.procedure.model import Outcome
from loket.core.worktime.duration import Duration, Unit
from tests.core.procedure.example import example


class TestStep:
    def test_reads_its_printed_time(self) -> None:
        assert example().by_id["periksa"].duration == Duration(10, Unit.MINUTES)

    @pytest.mark.parametrize("time", ['"-"', "secepatnya", "null"])
    def test_has_no_duration_where_no_time_is_printed(self, time: str) -> None:
        assert example(("time: 10 menit", f"time: {time}")).by_id["periksa"].duration is None

    def test_knows_its_marks_and_numbers(self) -> None:
        steps = example().by_id
        assert steps["verifikasi"].marks == ("paraf",)
        assert steps["periksa"].marks == ()
        assert steps["periksa"].takes_number
        assert not steps["verifikasi"].takes_number

    def test_needs_the_applicant_for_a_fingerprint_or_when_it_says_so(self) -> None:
        assert example(("acts: [hand_over]", "acts: [activate]")).by_id["serahkan"].in_person
        assert example(("acts: [hand_over]", "acts: [hand_over]\n    no_proxy: true")).by_id["serahkan"].in_person
        assert not example().by_id["serahkan"].in_person


class TestOutcome:
    def test_leads_forward_back_or_nowhere(self) -> None:
        assert Outcome(next="cetak").target == "cetak"
        assert Outcome.model_validate({"return": "periksa"}).target == "periksa"
        assert Outcome(end="finished").target is None


class TestClock:
    def test_reads_the_promise(self) -> None:
        assert example().clock.duration == Duration(3, Unit.WORKING_DAYS)
        assert example(("promise: 3 hari kerja, ", "")).clock.duration is None
        assert example(("promise: 3 hari kerja", "promise: segera")).clock.duration is None

    def test_promises_by_the_outcome_of_a_step_where_it_says_so(self) -> None:
        by = "promise_by: {step: verifikasi, outcomes: {valid: 5 hari kerja, tidak-valid: segera}}, "
        clock = example(("clock: {promise", f"clock: {{{by}promise")).clock
        assert clock.duration_after("valid") == Duration(5, Unit.WORKING_DAYS)
        assert clock.duration_after("tidak-valid") is None
        assert clock.duration_after("lain") == clock.duration_after(None) == Duration(3, Unit.WORKING_DAYS)
        assert example().clock.duration_after("valid") == Duration(3, Unit.WORKING_DAYS)


class TestProcedure:
    def test_knows_its_first_step_and_the_order_of_the_print(self) -> None:
        assert example().first.id == "ajukan"
        assert example().order["serahkan"] == 4

    def test_says_which_lanes_may_record_a_step(self) -> None:
        sop = example()
        assert sop.lanes_for(sop.by_id["verifikasi"]) == ("kasi",)
        assert sop.lanes_for(sop.by_id["ajukan"]) == ("loket",)

    def test_says_whose_holders_may_record_a_step(self) -> None:
        assert example().positions_by_step["verifikasi"] == {"kasi"}
        assert example().positions_by_step["ajukan"] == {"loket"}

    def test_cannot_be_changed(self) -> None:
        with pytest.raises(ValidationError):
            example().product = "lain"  # type: ignore[misc]
