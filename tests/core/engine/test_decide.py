"""What each command does to a case, step by step."""

import datetime

import pytest

from loket.core.engine import (
    Claim,
    Complete,
    Lapse,
    Note,
    PauseClock,
    Reassign,
    Recall,
    Release,
    Reopen,
    ResumeClock,
    Return,
    ReturnLine,
    Status,
    Submit,
    Withdraw,
    fold,
    submit,
)
from loket.core.engine.events import (
    CaseLapsed,
    CaseReopened,
    CaseSubmitted,
    CaseWithdrawn,
    ClockPaused,
    ClockResumed,
    StepClaimed,
    StepCompleted,
    StepReassigned,
    StepRecalled,
    StepReleased,
    StepReturned,
)
from tests.core.engine.builders import (
    BUDI,
    CLOCKWORK,
    ENTERED,
    HADI,
    LINE,
    MONDAY,
    PAPERS_PRESENT,
    PROCEDURE,
    RINA,
    SUPERIOR,
    WATI,
    Case,
    case_at,
    with_changes,
    with_step,
)


class TestSubmit:
    def test_begins_at_the_first_step(self) -> None:
        case = Case()
        assert case.state.step == "ajukan"
        assert case.state.version == 1
        assert case.state.status is Status.IN_PROCESS
        assert case.state.submitted_at == case.state.opened_at == MONDAY

    def test_keeps_the_answers_of_the_procedure_and_drops_the_rest(self) -> None:
        (event,) = submit(PROCEDURE, Submit({"pindahan": True, "alasan": "baru", "warna": "biru"}), MONDAY, BUDI)
        assert event == CaseSubmitted(MONDAY, 1, "ajukan", {"pindahan": True, "alasan": "baru"})

    def test_drops_an_answer_left_open(self) -> None:
        (event,) = submit(PROCEDURE, Submit({"pindahan": None}), MONDAY, BUDI)
        assert event == CaseSubmitted(MONDAY, 1, "ajukan")


class TestComplete:
    def test_moves_the_case_to_the_next_step(self) -> None:
        case = case_at("entri")
        event = case.does(BUDI, Complete("selesai", ENTERED))
        assert event == StepCompleted(case.now, 1, "entri", "selesai", "koreksi-kasi", evidence=ENTERED)
        assert case.state.step == "koreksi-kasi"
        assert case.state.opened_at == case.now

    def test_needs_no_claim(self) -> None:
        case = case_at("entri")
        assert case.state.holder is None
        case.does(RINA, Complete("selesai", ENTERED))
        assert case.state.passages[-1].by == RINA.person

    def test_leaves_the_mark_of_its_act(self) -> None:
        case = case_at("koreksi-kabid")
        assert [(p.step, p.by, p.marks) for p in case.state.live_marks] == [("koreksi-kasi", 2, ("paraf",))]

    def test_ends_the_case(self) -> None:
        case = case_at("serahkan").passes("serahkan")
        assert case.state.status is Status.FINISHED
        assert case.state.step is None
        assert case.state.closed_at == case.now
        assert not case.state.is_open

    def test_rejects_the_case_by_an_outcome_that_says_so(self) -> None:
        case = case_at("koreksi-kasi")
        case.does(WATI, Complete("tolak"))
        assert case.state.status is Status.REJECTED

    def test_keeps_its_own_copy_of_the_evidence(self) -> None:
        case = case_at("periksa")
        lines = [{"requirement": "pengantar", "state": "present"}, {"requirement": "ijazah", "state": "present"}]
        event = case.does(BUDI, Complete("lengkap", {"checklist": tuple(lines)}))
        lines[0]["state"] = "missing"
        assert isinstance(event, StepCompleted)
        assert event.evidence["checklist"] == [
            {"requirement": "pengantar", "state": "present"},
            {"requirement": "ijazah", "state": "present"},
        ]

    def test_ends_the_wait_for_the_applicant_when_he_answers(self) -> None:
        case = case_at("periksa").goes_back(BUDI, "tidak-lengkap")
        returned_at = case.now
        assert case.state.open_pause is not None
        case.passes("ajukan")
        assert case.state.status is Status.IN_PROCESS
        assert case.state.open_pause is None
        assert [(p.since, p.until) for p in case.state.pauses] == [(returned_at, case.now)]


class TestNumbers:
    def test_the_first_passing_takes_the_next_number_of_the_book(self) -> None:
        case = case_at("periksa")
        event = case.does(BUDI, Complete("lengkap", PAPERS_PRESENT))
        assert isinstance(event, StepCompleted)
        assert event.book == "register"

    def test_a_step_without_a_numbered_act_takes_none(self) -> None:
        event = case_at("entri").does(BUDI, Complete("selesai", ENTERED))
        assert isinstance(event, StepCompleted)
        assert event.book is None

    def test_a_return_from_a_numbered_step_takes_none_and_leaves_the_number_for_later(self) -> None:
        case = case_at("periksa").goes_back(BUDI, "tidak-lengkap").passes("ajukan")
        event = case.does(BUDI, Complete("lengkap", PAPERS_PRESENT))
        assert isinstance(event, StepCompleted)
        assert event.book == "register"

    def test_a_second_passing_takes_none(self) -> None:
        procedure = with_step("entri", outcomes={"ulang": {"label": "Ulang", "return": "periksa"}})
        case = case_at("entri", procedure).goes_back(BUDI, "ulang")
        event = case.does(BUDI, Complete("lengkap", PAPERS_PRESENT))
        assert isinstance(event, StepCompleted)
        assert event.book is None

    def test_a_recalled_step_takes_none_when_done_again(self) -> None:
        case = case_at("periksa").passes("periksa")
        case.does(BUDI, Recall())
        event = case.does(BUDI, Complete("lengkap", PAPERS_PRESENT))
        assert isinstance(event, StepCompleted)
        assert event.book is None


class TestReturn:
    def test_sends_the_case_back_with_its_lines(self) -> None:
        case = case_at("koreksi-kasi")
        event = case.does(WATI, Return("tidak-sesuai", (LINE,)))
        assert event == StepReturned(case.now, 2, "koreksi-kasi", "tidak-sesuai", "entri", (LINE,))
        assert case.state.step == "entri"
        assert case.state.sent_back

    def test_prefers_who_did_the_step_before_and_counts_the_occurrence(self) -> None:
        case = case_at("koreksi-kasi").goes_back(WATI, "tidak-sesuai")
        assert case.state.preferred == BUDI.person
        assert case.state.occurrence == 2
        assert case.state.holder is None

    def test_that_waits_says_for_whom(self) -> None:
        case = case_at("periksa").goes_back(BUDI, "tidak-lengkap")
        assert case.state.status is Status.WAITING_FOR_APPLICANT

    def test_voids_the_marks_that_the_procedure_names(self) -> None:
        case = case_at("tanda-tangan").goes_back(HADI, "koreksi")
        assert case.state.live_marks == ()

    def test_leaves_other_marks_alone(self) -> None:
        procedure = with_step(
            "tanda-tangan", outcomes={"koreksi": {"return": "koreksi-kabid", "voids": ("koreksi-kabid",)}}
        )
        case = case_at("tanda-tangan", procedure).goes_back(HADI, "koreksi")
        assert [p.step for p in case.state.live_marks] == ["koreksi-kasi"]

    def test_keeps_what_was_filled_in_and_drops_what_was_left_blank(self) -> None:
        procedure = with_step("serahkan", outcomes={"batal": {"return": "entri"}})
        evidence = {"collector_name": "Sari", "collector_nik": " ", "resi_shown": False, "collector_relation": None}
        event = case_at("serahkan", procedure).does(BUDI, Return("batal", (LINE,), evidence))
        assert isinstance(event, StepReturned)
        assert event.evidence == {"collector_name": "Sari"}

    def test_takes_any_reason_where_the_procedure_lists_none(self) -> None:
        procedure = with_changes(return_reasons={})
        case = case_at("koreksi-kasi", procedure)
        event = case.does(WATI, Return("tidak-sesuai", (ReturnLine("nama", "salah eja"),)))
        assert isinstance(event, StepReturned)
        assert event.lines[0].reason == "salah eja"


class TestClaimAndRelease:
    def test_a_claim_takes_the_step_out_of_the_pool(self) -> None:
        case = case_at("entri")
        assert case.does(BUDI, Claim()) == StepClaimed(case.now, 1, "entri")
        assert case.state.holder == BUDI.person

    def test_the_holder_releases_without_a_reason(self) -> None:
        case = case_at("entri")
        case.does(BUDI, Claim())
        assert case.does(BUDI, Release()) == StepReleased(case.now, 1, "entri")
        assert case.state.holder is None

    def test_a_superior_releases_what_another_holds_with_a_reason(self) -> None:
        case = case_at("entri")
        case.does(BUDI, Claim())
        event = case.does(SUPERIOR, Release(" sakit "))
        assert event == StepReleased(case.now, 6, "entri", "sakit")

    def test_finishing_frees_the_next_step(self) -> None:
        case = case_at("periksa")
        case.does(BUDI, Claim())
        case.passes("periksa")
        assert case.state.holder is None
        assert not case.state.touched


class TestReassign:
    def test_gives_the_open_step_to_a_colleague(self) -> None:
        case = case_at("entri")
        case.does(BUDI, Claim())
        event = case.does(SUPERIOR, Reassign(RINA, "beban kerja"))
        assert event == StepReassigned(case.now, 6, "entri", RINA.person, "beban kerja")
        assert case.state.holder == RINA.person

    def test_works_while_the_case_waits_and_leaves_it_waiting(self) -> None:
        case = case_at("entri")
        case.does(BUDI, PauseClock("jaringan"))
        case.does(SUPERIOR, Reassign(RINA, "pindah tugas"))
        assert case.state.status is Status.WAITING_FOR_CENTRE


class TestRecall:
    def test_takes_back_my_latest_step_and_gives_it_to_me(self) -> None:
        case = case_at("koreksi-kabid")
        assert case.does(WATI, Recall()) == StepRecalled(case.now, 2, "koreksi-kasi")
        assert case.state.step == "koreksi-kasi"
        assert case.state.holder == WATI.person
        assert case.state.live_marks == ()

    def test_lets_the_same_person_do_the_step_again(self) -> None:
        case = case_at("koreksi-kabid")
        case.does(WATI, Recall())
        case.passes("koreksi-kasi")
        assert case.state.occurrence == 1
        assert [p.voided for p in case.state.passages if p.step == "koreksi-kasi"] == [True, False]

    def test_of_an_answer_makes_the_case_wait_again_from_now_on(self) -> None:
        case = case_at("periksa").goes_back(BUDI, "tidak-lengkap").passes("ajukan")
        event = case.does(BUDI, Recall())
        assert event == StepRecalled(case.now, 1, "ajukan", "applicant")
        assert case.state.status is Status.WAITING_FOR_APPLICANT
        assert [p.until is None for p in case.state.pauses] == [False, True]

    def test_of_a_second_answer_makes_the_case_wait_again_too(self) -> None:
        case = case_at("periksa").goes_back(BUDI, "tidak-lengkap").passes("ajukan")
        case.does(BUDI, Recall())
        case.passes("ajukan")
        assert case.does(BUDI, Recall()) == StepRecalled(case.now, 1, "ajukan", "applicant")

    def test_of_a_step_that_answered_nothing_lets_the_clock_run(self) -> None:
        case = case_at("periksa").goes_back(BUDI, "tidak-lengkap").passes("ajukan", "periksa")
        assert case.does(BUDI, Recall()) == StepRecalled(case.now, 1, "periksa")
        assert case.state.open_pause is None

    def test_of_a_step_done_in_the_same_instant_as_the_answer_lets_the_clock_run(self) -> None:
        case = case_at("periksa").goes_back(BUDI, "tidak-lengkap").passes("ajukan")
        case.now -= datetime.timedelta(minutes=1)
        case.passes("periksa")
        assert case.state.passages[-1].at == case.state.pauses[-1].until
        assert case.does(BUDI, Recall()) == StepRecalled(case.now, 1, "periksa")

    def test_of_a_step_finished_after_a_named_pause_lets_the_clock_run(self) -> None:
        case = case_at("entri")
        case.does(BUDI, PauseClock("konfirmasi"))
        case.does(BUDI, ResumeClock("sudah dijawab"))
        case.now -= datetime.timedelta(minutes=1)
        case.passes("entri")
        assert case.does(BUDI, Recall()) == StepRecalled(case.now, 1, "entri")


class TestPause:
    @pytest.mark.parametrize(
        ("reason", "status"),
        [
            ("konfirmasi", Status.WAITING_FOR_APPLICANT),
            ("jaringan", Status.WAITING_FOR_CENTRE),
            ("kantor-lain", Status.WAITING_FOR_OFFICE),
        ],
    )
    def test_says_who_is_waited_for(self, reason: str, status: Status) -> None:
        case = case_at("entri")
        event = case.does(BUDI, PauseClock(reason, " ditelepon "))
        assert isinstance(event, ClockPaused)
        assert event.note == "ditelepon"
        assert case.state.status is status

    def test_a_resume_lets_the_clock_run_and_says_what_came(self) -> None:
        case = case_at("entri")
        case.does(BUDI, PauseClock("konfirmasi"))
        paused_at = case.now
        assert case.does(BUDI, ResumeClock(" fotokopi ")) == ClockResumed(case.now, 1, "entri", "fotokopi")
        assert case.state.status is Status.IN_PROCESS
        assert [(p.since, p.until) for p in case.state.pauses] == [(paused_at, case.now)]

    def test_a_superior_resumes_what_another_paused(self) -> None:
        case = case_at("entri")
        case.does(BUDI, PauseClock("konfirmasi"))
        case.does(SUPERIOR, ResumeClock("warga datang"))
        assert case.state.open_pause is None

    def test_a_note_does_not_end_it(self) -> None:
        case = case_at("entri")
        case.does(BUDI, PauseClock("konfirmasi"))
        case.does(RINA, Note("sudah ditelepon dua kali"))
        assert case.state.open_pause is not None


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
