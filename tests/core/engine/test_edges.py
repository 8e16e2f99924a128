"""The questions an office asks when something unusual happens, and how the engine decides them."""

import pytest

from loket.core.engine import (
    Actor,
    Claim,
    Complete,
    PauseClock,
    Reassign,
    Recall,
    Release,
    Reopen,
    Return,
    Status,
    Submit,
    Withdraw,
    available,
    decide,
    submit,
)
from loket.core.engine.refusals import (
    AlreadyHeld,
    AlreadyMarked,
    AlreadyPaused,
    CaseClosed,
    DefinitiveOnly,
    HeldByAnother,
    MustDiffer,
    NotYourStep,
    SignerActedBefore,
    TooLateToRecall,
)
from loket.core.engine.state import RETURNED
from tests.core.engine.builders import (
    BUDI,
    CLOCK,
    ENTERED,
    HADI,
    KABID,
    LINE,
    MONDAY,
    PAPERS_PRESENT,
    PROCEDURE,
    RINA,
    SUPERIOR,
    WATI,
    WATI_AS_PLH_KABID,
    Case,
    case_at,
    with_changes,
    with_step,
)

BUDI_MOVED_AWAY = Actor(BUDI.person, frozenset({"arsip"}))
WATI_WITHOUT_SEAT = Actor(WATI.person, frozenset())
COLLEAGUE_KASI = Actor(12, frozenset({"kasi"}), frozenset({"kasi"}))
SUPERIOR_KASI = Actor(13, frozenset({"kasi"}), frozenset({"kasi"}), frozenset({"supervise"}))


class TestRecallAsksToo:
    def test_late_after_the_last_step_since_the_case_has_closed(self) -> None:
        case = case_at("serahkan").passes("serahkan")
        with pytest.raises(CaseClosed):
            case.does(BUDI, Recall())

    def test_late_after_a_return_even_by_who_returned(self) -> None:
        case = case_at("koreksi-kasi").goes_back(WATI, "tidak-sesuai")
        with pytest.raises(TooLateToRecall):
            case.does(WATI, Recall())

    def test_late_once_a_colleague_claimed_the_next_step_though_he_released_it(self) -> None:
        case = case_at("koreksi-kabid")
        case.does(KABID, Claim())
        case.does(KABID, Release())
        with pytest.raises(TooLateToRecall):
            case.does(WATI, Recall())

    def test_of_a_step_done_by_someone_else(self) -> None:
        with pytest.raises(TooLateToRecall):
            case_at("koreksi-kabid").does(COLLEAGUE_KASI, Recall())

    def test_before_anything_was_done(self) -> None:
        with pytest.raises(TooLateToRecall):
            Case().does(BUDI, Recall())

    def test_a_second_step_back(self) -> None:
        case = case_at("entri")
        case.does(BUDI, Recall())
        with pytest.raises(TooLateToRecall):
            case.does(BUDI, Recall())

    def test_of_a_step_that_the_procedure_does_not_let_back(self) -> None:
        case = case_at("koreksi-kabid", with_step("koreksi-kasi", recallable=False))
        with pytest.raises(TooLateToRecall):
            case.does(WATI, Recall())

    def test_by_who_no_longer_fills_the_lane_and_could_not_redo_it(self) -> None:
        with pytest.raises(NotYourStep):
            case_at("koreksi-kabid").does(WATI_WITHOUT_SEAT, Recall())

    def test_by_who_acts_for_another_now_where_the_holder_in_own_right_must(self) -> None:
        case = case_at("serahkan")
        with pytest.raises(DefinitiveOnly):
            case.does(Actor(HADI.person, HADI.lanes), Recall())


class TestHolderWhoLostTheLane:
    def test_cannot_finish_the_step_and_a_colleague_cannot_take_it(self) -> None:
        case = case_at("entri")
        case.does(BUDI, Claim())
        with pytest.raises(NotYourStep):
            case.does(BUDI_MOVED_AWAY, Complete("selesai", ENTERED))
        with pytest.raises(HeldByAnother):
            case.does(RINA, Complete("selesai", ENTERED))

    def test_can_still_release_it(self) -> None:
        case = case_at("entri")
        case.does(BUDI, Claim())
        case.does(BUDI_MOVED_AWAY, Release())
        case.does(RINA, Complete("selesai", ENTERED))
        assert case.state.step == "koreksi-kasi"

    def test_loses_it_by_a_superior(self) -> None:
        case = case_at("entri")
        case.does(BUDI, Claim())
        case.does(SUPERIOR, Reassign(RINA, "Budi pindah"))
        case.does(RINA, Complete("selesai", ENTERED))
        assert case.state.step == "koreksi-kasi"


class TestSeparation:
    def test_refuses_a_second_paraf_through_an_acting_seat_already_at_the_claim(self) -> None:
        with pytest.raises(AlreadyMarked):
            case_at("koreksi-kabid").does(WATI_AS_PLH_KABID, Claim())

    def test_refuses_to_give_the_step_to_who_may_not_do_it(self) -> None:
        with pytest.raises(AlreadyMarked):
            case_at("koreksi-kabid").does(SUPERIOR, Reassign(WATI_AS_PLH_KABID, "Kabid cuti"))

    def test_lets_the_same_person_pass_the_same_step_again_after_a_return(self) -> None:
        case = case_at("koreksi-kabid").goes_back(KABID, "tidak-sesuai").passes("koreksi-kasi")
        assert [(p.by, p.step) for p in case.state.live_marks] == [(WATI.person, "koreksi-kasi")]

    def test_frees_who_gave_a_paraf_that_a_return_voided(self) -> None:
        case = case_at("koreksi-kabid").goes_back(KABID, "tidak-sesuai")
        case.does(COLLEAGUE_KASI, Complete("sesuai"))
        case.does(WATI_AS_PLH_KABID, Complete("sesuai"))
        assert [(p.by, p.step) for p in case.state.live_marks] == [(12, "koreksi-kasi"), (2, "koreksi-kabid")]

    def test_frees_who_recalled_a_paraf(self) -> None:
        case = case_at("koreksi-kabid")
        case.does(WATI, Recall())
        case.does(SUPERIOR, Reassign(COLLEAGUE_KASI, "Wati menggantikan Kabid"))
        case.does(COLLEAGUE_KASI, Complete("sesuai"))
        case.does(WATI_AS_PLH_KABID, Complete("sesuai"))
        assert case.state.step == "tanda-tangan"

    def test_lets_the_signer_correct_and_then_sign(self) -> None:
        case = case_at("tanda-tangan").goes_back(HADI, "koreksi")
        case.passes("entri", "koreksi-kasi", "koreksi-kabid", "tanda-tangan")
        assert case.state.step == "serahkan"

    def test_keeps_who_only_recorded_the_submission_free_to_sign(self) -> None:
        """Taking in is doing the first step; the bare submission names who typed, and is no work on the file."""
        signer = Actor(HADI.person, frozenset({"loket", "kadis"}), frozenset({"loket", "kadis"}))
        case = Case(actor=signer).passes("ajukan", "periksa", "entri", "koreksi-kasi", "koreksi-kabid", "tanda-tangan")
        assert case.state.step == "serahkan"

    def test_bars_a_signer_who_recalled_work_on_the_file(self) -> None:
        signer = Actor(HADI.person, frozenset({"kasi", "kadis"}), frozenset({"kadis"}))
        case = case_at("koreksi-kasi")
        case.does(signer, Complete("sesuai"))
        case.does(signer, Recall())
        case.does(SUPERIOR, Reassign(WATI, "Kadis menandatangani"))
        case.passes("koreksi-kasi", "koreksi-kabid")
        with pytest.raises(SignerActedBefore):
            case.does(HADI, Complete("ditandatangani"))

    def test_differing_persons_differ_whichever_step_comes_first(self) -> None:
        case = case_at("koreksi-kasi").goes_back(WATI, "tidak-sesuai")
        wati_at_the_counter = Actor(WATI.person, frozenset({"loket"}), frozenset({"loket"}))
        with pytest.raises(MustDiffer):
            case.does(wati_at_the_counter, Complete("selesai", ENTERED))


class TestDefinitiveOnly:
    def test_asks_for_a_lane_of_this_step_in_own_right(self) -> None:
        plt_kadis_definitive_elsewhere = Actor(12, frozenset({"kasi", "kadis"}), frozenset({"kasi"}))
        with pytest.raises(DefinitiveOnly):
            case_at("tanda-tangan").does(plt_kadis_definitive_elsewhere, Claim())


class TestWaiting:
    def test_a_return_that_waits_takes_no_second_pause(self) -> None:
        with pytest.raises(AlreadyPaused):
            case_at("periksa").goes_back(BUDI, "tidak-lengkap").does(BUDI, PauseClock("konfirmasi"))

    def test_a_return_that_waits_can_be_claimed_and_released_and_waits_on(self) -> None:
        case = case_at("periksa").goes_back(BUDI, "tidak-lengkap")
        case.does(BUDI, Claim())
        case.does(BUDI, Release())
        assert case.state.status is Status.WAITING_FOR_APPLICANT

    def test_a_return_that_does_not_wait_lets_the_clock_run(self) -> None:
        case = case_at("koreksi-kasi").goes_back(WATI, "tidak-sesuai")
        assert case.state.status is Status.IN_PROCESS
        assert case.state.pauses == ()

    def test_a_second_return_ends_the_wait_of_the_first(self) -> None:
        procedure = with_step("ajukan", outcomes={"salah": {"return": "ajukan"}, "diajukan": {"next": "periksa"}})
        case = case_at("periksa", procedure).goes_back(BUDI, "tidak-lengkap").goes_back(BUDI, "salah")
        assert case.state.status is Status.IN_PROCESS
        assert case.state.pauses[-1].until == case.now

    def test_a_procedure_may_name_a_pause_like_the_word_for_returned(self) -> None:
        name = RETURNED.lower()
        clock = CLOCK.model_dump()
        clock["pauses"][name] = {"label": "Dikembalikan ke kelurahan", "waits_for": "office"}
        case = case_at("entri", with_changes(clock=clock))
        case.does(BUDI, PauseClock(name))
        assert "resume" in {o.command for o in available(case.procedure, case.state, BUDI)}

    def test_a_paused_case_can_be_withdrawn(self) -> None:
        case = case_at("entri")
        case.does(BUDI, PauseClock("konfirmasi"))
        case.does(BUDI, Withdraw("tidak jadi"))
        assert case.state.pauses[-1].until == case.now


class TestReassigning:
    def test_leaves_a_superior_out_who_does_not_fill_the_lane(self) -> None:
        with pytest.raises(NotYourStep):
            case_at("entri").does(SUPERIOR, Reassign(SUPERIOR, "saya kerjakan"))

    def test_lets_a_superior_take_what_a_colleague_holds(self) -> None:
        case = case_at("koreksi-kasi")
        case.does(WATI, Claim())
        case.does(SUPERIOR_KASI, Reassign(SUPERIOR_KASI, "Wati sakit"))
        assert case.state.holder == SUPERIOR_KASI.person

    def test_to_the_holder_changes_nothing_and_says_so(self) -> None:
        case = case_at("entri")
        case.does(SUPERIOR, Reassign(RINA, "beban"))
        with pytest.raises(AlreadyHeld):
            case.does(SUPERIOR, Reassign(RINA, "beban"))

    def test_is_not_offered_where_the_procedure_keeps_the_step_to_its_lane(self) -> None:
        case = case_at("tanda-tangan", with_step("tanda-tangan", delegable=False))
        assert [o.command for o in available(case.procedure, case.state, SUPERIOR)] == ["note"]


class TestReopening:
    def test_is_not_offered_for_a_case_withdrawn_before_its_first_step(self) -> None:
        case = Case()
        case.does(BUDI, Withdraw("salah layanan"))
        assert [o.command for o in available(PROCEDURE, case.state, SUPERIOR)] == ["note"]

    def test_offers_each_passed_step_once(self) -> None:
        case = case_at("koreksi-kasi").goes_back(WATI, "tidak-sesuai").passes("entri")
        case.does(WATI, Complete("tolak"))
        offers = available(PROCEDURE, case.state, SUPERIOR)
        assert [o.choice for o in offers if o.command == "reopen"] == ["ajukan", "periksa", "entri", "koreksi-kasi"]

    def test_clears_who_held_and_prefers_who_did_it(self) -> None:
        case = case_at("serahkan").passes("serahkan")
        case.does(SUPERIOR, Reopen("koreksi-kasi", "nama salah"))
        assert case.state.holder is None
        assert case.state.preferred == WATI.person
        assert case.state.sent_back

    def test_still_bars_the_person_who_signed_from_another_mark(self) -> None:
        case = case_at("serahkan").passes("serahkan")
        case.does(SUPERIOR, Reopen("serahkan", "dokumen tertukar"))
        assert [p.step for p in case.state.live_marks] == ["koreksi-kasi", "koreksi-kabid", "tanda-tangan"]


class TestReturnTargets:
    def test_a_step_may_be_returned_to_itself(self) -> None:
        procedure = with_step("periksa", outcomes={"ulang": {"return": "periksa", "waits_for": "applicant"}})
        case = case_at("periksa", procedure).goes_back(BUDI, "ulang")
        assert case.state.step == "periksa"
        assert case.state.occurrence == 2

    def test_an_incomplete_file_may_go_on_by_the_outcome_for_it(self) -> None:
        case = case_at("periksa")
        checklist = {"checklist": [{"requirement": "pengantar", "state": "missing"}]}
        case.does(BUDI, Complete("kurang", checklist))
        assert case.state.step == "periksa"

    def test_a_return_leaves_the_checklist_as_it_was_judged(self) -> None:
        case = case_at("periksa")
        checklist = {"checklist": [{"requirement": "pengantar", "state": "wrong", "note": "tanpa stempel"}]}
        case.does(BUDI, Return("tidak-lengkap", (LINE,), checklist))
        assert getattr(case.events[-1], "evidence", None) == checklist


class TestPurity:
    def test_deciding_changes_nothing_and_gives_the_same_answer_twice(self) -> None:
        case = case_at("periksa")
        before = case.state
        first = decide(PROCEDURE, case.state, Complete("lengkap", PAPERS_PRESENT), MONDAY, BUDI)
        assert decide(PROCEDURE, case.state, Complete("lengkap", PAPERS_PRESENT), MONDAY, BUDI) == first
        assert case.state == before
        assert submit(PROCEDURE, Submit(), MONDAY, BUDI) == submit(PROCEDURE, Submit(), MONDAY, BUDI)
