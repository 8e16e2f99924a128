"""What an officer is offered at each turn of a case: the buttons of the desk."""

from loket.core.engine import Claim, Offer, PauseClock, Reopen, Withdraw, available
from loket.core.engine.commands import Actor
from tests.core.engine.builders import BUDI, DEWI, HADI, RINA, SUPERIOR, WATI, Case, case_at


def offered(case: Case, actor: Actor) -> list[tuple[str, str | None]]:
    return [(offer.command, offer.choice) for offer in available(case.procedure, case.state, actor)]


class TestOffers:
    def test_are_the_outcomes_of_ones_own_step_and_the_pauses_it_knows(self) -> None:
        assert offered(case_at("entri"), RINA) == [
            ("complete", "selesai"),
            ("claim", None),
            ("pause", "konfirmasi"),
            ("pause", "jaringan"),
            ("pause", "kantor-lain"),
            ("note", None),
        ]

    def test_tell_a_return_from_going_on(self) -> None:
        kinds = {choice: command for command, choice in offered(case_at("koreksi-kasi"), WATI) if choice}
        assert kinds["sesuai"] == "complete"
        assert kinds["tidak-sesuai"] == "return"

    def test_bear_the_words_of_the_procedure(self) -> None:
        case = case_at("koreksi-kasi")
        assert Offer("return", "tidak-sesuai", "Dikembalikan") in available(case.procedure, case.state, WATI)

    def test_let_go_of_what_one_holds_and_nobody_take_it(self) -> None:
        case = case_at("entri")
        case.does(RINA, Claim())
        assert ("release", None) in offered(case, RINA)
        assert offered(case, BUDI) == [("withdraw", None), ("note", None)]

    def test_let_a_superior_take_it_from_who_holds_it(self) -> None:
        case = case_at("entri")
        case.does(RINA, Claim())
        assert offered(case, SUPERIOR) == [("release", None), ("reassign", None), ("note", None)]

    def test_take_back_ones_latest_step_until_the_next_is_done(self) -> None:
        case = case_at("koreksi-kasi")
        recall = next(o for o in available(case.procedure, case.state, BUDI) if o.command == "recall")
        assert (recall.choice, recall.label) == ("entri", "Tarik kembali “1. Entri data”")

    def test_go_on_with_a_clock_that_waits_and_do_not_pause_it_twice(self) -> None:
        case = case_at("entri")
        case.does(BUDI, PauseClock("jaringan", ""))
        commands = [command for command, _ in offered(case, BUDI)]
        assert "resume" in commands
        assert "pause" not in commands

    def test_withdraw_with_the_power_to_and_reopen_as_a_superior(self) -> None:
        case = case_at("entri")
        assert ("withdraw", None) in offered(case, BUDI)
        case.does(BUDI, Withdraw("Pemohon batal pindah"))
        assert ("reopen", "periksa") not in offered(case, BUDI)
        assert offered(case, SUPERIOR)[:-1] == [("reopen", "ajukan"), ("reopen", "periksa")]
        case.does(SUPERIOR, Reopen("periksa", "Pemohon datang lagi"))
        assert not [command for command, _ in offered(case, SUPERIOR) if command == "reopen"]

    def test_are_nothing_for_who_has_no_place_in_the_office(self) -> None:
        assert offered(case_at("entri"), DEWI) == []

    def test_of_another_lane_are_a_note(self) -> None:
        assert offered(case_at("entri"), HADI) == [("note", None)]
