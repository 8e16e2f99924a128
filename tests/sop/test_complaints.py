"""How each office handles complaints: the same way, by its own positions, within the times of the law."""

import pytest

from tests.sop.procedures import COMPLAINTS, procedure, source_text

PROMISED = {
    "informasi": "5 hari kerja",
    "sederhana": "5 hari kerja",
    "sengketa": "14 hari kerja",
    "lapangan": "60 hari kerja",
}


@pytest.mark.parametrize("key", COMPLAINTS)
class TestComplaints:
    def test_promise_by_their_category(self, key: str) -> None:
        sop = procedure(key)
        assert sop.clock.promise_by is not None
        assert sop.complaint is not None
        assert sop.clock.promise_by.step == sop.complaint.verified_by
        assert sop.clock.promise_by.outcomes == PROMISED
        assert sop.clock.stops_after == sop.complaint.told_by

    def test_promise_the_shortest_time_as_long_as_nobody_has_said_of_which_category(self, key: str) -> None:
        clock = procedure(key).clock
        assert clock.duration_after(None) == clock.duration_after("sederhana")

    def test_are_replied_to_in_three_days_and_heard_for_ten_working_days(self, key: str) -> None:
        sop = procedure(key)
        assert sop.complaint is not None
        assert sop.by_id[sop.complaint.verified_by].time == "3 hari"
        assert sop.by_id[sop.complaint.heard_by].time == "10 hari kerja"

    def test_are_numbered_as_soon_as_they_are_made(self, key: str) -> None:
        first = procedure(key).first
        assert first.takes_number
        assert procedure(key).actors[first.actor].kind == "applicant"

    def test_are_checked_by_another_than_who_answers(self, key: str) -> None:
        sop = procedure(key)
        answering = {step.id for step in sop.steps if step.id.startswith("jawab-")}
        assert answering == set(sop.by_id["periksa"].differs_from)
        assert {outcome.next for outcome in sop.by_id["disposisi"].outcomes.values()} == answering

    def test_print_nothing_but_the_letterhead(self, key: str) -> None:
        sop = procedure(key)
        assert sop.template is not None
        source = source_text(sop.identity.source.file)
        assert [line for line in sop.identity.letterhead if line not in source] == []
        assert sop.identity.legal_basis == ()
