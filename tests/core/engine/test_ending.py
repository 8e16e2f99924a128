"""How a case ends otherwise than by its last step, and how it is opened again."""

from loket.core.engine import (
    Claim,
    CloseUnheard,
    Complete,
    Lapse,
    PauseClock,
    Recall,
    Reopen,
    Status,
    Withdraw,
    fold,
)
from loket.core.engine.events import (
    CaseLapsed,
    CaseReopened,
    CaseUnheard,
    CaseWithdrawn,
    StepCompleted,
)
from tests.core.engine.builders import (
    BUDI,
    CLOCKWORK,
    HADI,
    PAPERS_PRESENT,
    SUPERIOR,
    WATI,
    case_at,
    with_changes,
)
from tests.core.engine.refused_scenes import heard


class TestWithdraw:
    def test_closes_the_case_and_ends_the_wait(self) -> None:
        case = case_at("periksa").goes_back(BUDI, "tidak-lengkap")
        assert case.does(BUDI, Withdraw(" tidak jadi ")) == CaseWithdrawn(case.now, 1, "tidak jadi")
        assert case.state.status is Status.WITHDRAWN
        assert case.state.pauses[-1].until == case.now

    def test_is_possible_at_the_limit_itself(self) -> None:
        case = case_at("koreksi-kabid")
        case.does(BUDI, Withdraw("tidak jadi"))
        assert case.state.status is Status.WITHDRAWN

    def test_is_possible_anywhere_without_a_limit(self) -> None:
        procedure = with_changes(withdrawable_until=None)
        case = case_at("serahkan", procedure)
        case.does(BUDI, Withdraw("tidak jadi"))
        assert case.state.status is Status.WITHDRAWN

    def test_is_possible_again_after_a_return_behind_the_limit(self) -> None:
        case = case_at("tanda-tangan").goes_back(HADI, "koreksi")
        case.does(BUDI, Withdraw("tidak jadi"))
        assert case.state.status is Status.WITHDRAWN


class TestLapse:
    def test_closes_a_case_whose_applicant_did_not_answer(self) -> None:
        case = case_at("periksa").goes_back(BUDI, "tidak-lengkap")
        assert case.does(CLOCKWORK, Lapse(15)) == CaseLapsed(case.now, -1, 15)
        assert (case.state.status, case.state.is_open) == (Status.LAPSED, False)
        assert case.state.pauses[-1].until == case.now

    def test_closes_one_that_waits_for_papers_by_a_pause(self) -> None:
        case = case_at("entri")
        case.does(BUDI, PauseClock("konfirmasi"))
        case.does(CLOCKWORK, Lapse(15))
        assert case.state.status is Status.LAPSED

    def test_is_undone_by_a_superior(self) -> None:
        case = case_at("periksa").goes_back(BUDI, "tidak-lengkap")
        case.does(CLOCKWORK, Lapse(15))
        case.does(SUPERIOR, Reopen("periksa", "pemohon sakit"))
        assert (case.state.step, case.state.status) == ("periksa", Status.IN_PROCESS)

    def test_that_is_undone_at_the_applicants_step_waits_for_the_applicant_again(self) -> None:
        case = case_at("periksa").goes_back(BUDI, "tidak-lengkap")
        case.does(CLOCKWORK, Lapse(15))
        case.does(SUPERIOR, Reopen("ajukan", "pemohon sakit"))
        assert (case.state.step, case.state.status) == ("ajukan", Status.WAITING_FOR_APPLICANT)
        assert case.state.pauses[-1].until is None
        case.does(CLOCKWORK, Lapse(15))
        assert case.state.status is Status.LAPSED

    def test_waits_once_more_where_the_answer_after_it_was_undone_is_taken_back(self) -> None:
        case = case_at("periksa").goes_back(BUDI, "tidak-lengkap")
        case.does(CLOCKWORK, Lapse(15))
        case.does(SUPERIOR, Reopen("ajukan", "pemohon sakit"))
        case.passes("ajukan")
        assert case.state.status is Status.IN_PROCESS
        case.does(BUDI, Recall())
        assert (case.state.step, case.state.status) == ("ajukan", Status.WAITING_FOR_APPLICANT)


class TestCloseUnheard:
    def test_ends_a_complaint_as_answered_without_a_passing_of_its_last_step(self) -> None:
        case = heard("serahkan")
        assert case.does(CLOCKWORK, CloseUnheard("10 hari kerja")) == CaseUnheard(
            case.now, -1, "serahkan", "10 hari kerja"
        )
        assert (case.state.status, case.state.step, case.state.closed_at) == (Status.FINISHED, None, case.now)
        assert [p.step for p in case.state.passages][-1] == "tanda-tangan"

    def test_takes_it_from_whoever_holds_it(self) -> None:
        case = heard("serahkan")
        case.does(BUDI, Claim())
        case.does(CLOCKWORK, CloseUnheard("10 hari kerja"))
        assert case.state.holder is None

    def test_is_undone_by_a_superior(self) -> None:
        case = heard("serahkan")
        case.does(CLOCKWORK, CloseUnheard("10 hari kerja"))
        case.does(SUPERIOR, Reopen("tanda-tangan", "keberatan datang dengan surat"))
        assert (case.state.step, case.state.status) == ("tanda-tangan", Status.IN_PROCESS)

    def test_that_is_undone_at_the_complainants_step_leaves_its_clock_running(self) -> None:
        case = heard("serahkan")
        case.does(CLOCKWORK, CloseUnheard("10 hari kerja"))
        case.does(SUPERIOR, Reopen("ajukan", "keberatan datang dengan surat"))
        assert (case.state.step, case.state.status, case.state.open_pause) == ("ajukan", Status.IN_PROCESS, None)


class TestReopen:
    def test_opens_a_finished_case_at_a_step_it_passed_and_voids_the_marks_from_there(self) -> None:
        case = case_at("serahkan").passes("serahkan")
        event = case.does(SUPERIOR, Reopen("koreksi-kabid", " nama salah "))
        assert event == CaseReopened(case.now, 6, "koreksi-kabid", "nama salah", ("koreksi-kabid", "tanda-tangan"))
        assert case.state.status is Status.IN_PROCESS
        assert case.state.closed_at is None
        assert [p.step for p in case.state.live_marks] == ["koreksi-kasi"]

    def test_opens_a_rejected_case_at_the_step_that_rejected_it(self) -> None:
        case = case_at("koreksi-kasi")
        case.does(WATI, Complete("tolak"))
        case.does(SUPERIOR, Reopen("koreksi-kasi", "keberatan diterima"))
        case.passes("koreksi-kasi")
        assert case.state.step == "koreksi-kabid"

    def test_opens_a_withdrawn_case_at_a_step_it_passed(self) -> None:
        case = case_at("entri")
        case.does(BUDI, Withdraw("salah pencet"))
        case.does(SUPERIOR, Reopen("periksa", "dicabut karena keliru"))
        assert case.state.step == "periksa"
        event = case.does(BUDI, Complete("lengkap", PAPERS_PRESENT))
        assert isinstance(event, StepCompleted)
        assert event.book is None

    def test_case_finishes_again(self) -> None:
        case = case_at("serahkan").passes("serahkan")
        case.does(SUPERIOR, Reopen("koreksi-kabid", "nama salah"))
        case.passes("koreksi-kabid", "tanda-tangan", "serahkan")
        assert case.state.status is Status.FINISHED
        assert fold(case.events) == case.state
