"""What an applicant sees of the own file, and that nobody else sees anything."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loket.casework import demo
from loket.casework.records import Acted, Applicant, TakenIn
from loket.casework.tracking import track
from loket.casework.usual import FEWEST, usual
from loket.core.engine import PauseClock, Return, ReturnLine, Status, Withdraw
from loket.offices.memory import forget_all
from tests.apps import factories
from tests.apps.factories import MONDAY, SARI, act, budi, case_at, complete, take_in, wati

pytestmark = pytest.mark.django_db
BORN, PHONE = "01-01-1990", "0001"


class TestWhoIsAnswered:
    @pytest.mark.parametrize(
        "second", [BORN, "01011990", "1990-01-01", "01/01/1990", "1/1/1990", "1 Januari 1990", "1 jan 1990", PHONE]
    )
    def test_knows_the_day_of_birth_or_the_end_of_the_telephone_number(self, second: str) -> None:
        case = take_in()
        found = track(case.resi, second)
        assert found is not None
        assert found.resi == case.resi

    @pytest.mark.parametrize(
        "second",
        [
            "",
            "1",
            "001",
            "0002",
            "02-01-1990",
            "01-01-1991",
            "01-01-0090",
            "9901",
            "1 Foo 1990",
            "99-99-1990",
            "1-1",
            "1-1-1-1990",
            "١٩٩٠",
        ],
    )
    def test_knows_nothing_else(self, second: str) -> None:
        assert track(take_in().resi, second) is None

    @pytest.mark.parametrize("resi", ["", "bukan resi", "7K2M94QXB3TD", "\0", "É" * 12])
    def test_knows_the_resi_as_well(self, resi: str) -> None:
        assert track(resi, BORN) is None

    def test_is_nobody_where_neither_was_given(self) -> None:
        case = take_in(applicant=Applicant("Tanpa Surat"))
        for second in ("", "0000", "01-01-1990"):
            assert track(case.resi, second) is None

    def test_does_not_take_a_short_number_for_a_telephone(self) -> None:
        assert track(take_in(applicant=Applicant("Sari", phone="0001")).resi, "0001") is None

    def test_costs_the_same_whichever_is_wrong(self) -> None:
        case = take_in()
        asked = []
        for resi, second in ((case.resi, "9999"), ("7K2M94QXB3TD", PHONE)):
            with CaptureQueriesContext(connection) as captured:
                assert track(resi, second) is None
            asked.append(len(captured))
        assert asked == [1, 1]


class TestWhatIsTold:
    def test_is_the_step_in_public_words_and_the_promise(self) -> None:
        found = track(case_at("verifikasi-kasi").resi, BORN)
        assert found is not None
        assert found.status is Status.IN_PROCESS
        assert found.desk == "Kepala Seksi"
        assert [stage.label for stage in found.stages if stage.standing == "now"] == ["Berkas diverifikasi"]
        assert [stage.label for stage in found.stages if stage.standing == "done"][:2] == [
            "Anda menyerahkan berkas",
            "Berkas diterima loket",
        ]
        assert found.promised_at == found.runs_to
        assert found.promised_at is not None

    def test_names_no_person(self) -> None:
        told = str(track(case_at("verifikasi-kasi").resi, BORN))
        for secret in (SARI.name, SARI.nik, SARI.phone, budi().full_name, wati().full_name):
            assert secret not in told

    def test_is_what_the_file_was_sent_back_for(self) -> None:
        case = case_at("verifikasi-kasi")
        line = ReturnLine("f-1-01", "berkas-kurang", "Lembar kedua belum ada")
        case = act(case, Return("tidak-valid", (line,)), wati())
        found = track(case.resi, BORN)
        assert found is not None
        assert found.lacks == ()  # It waits for the counter, not for the applicant.
        case = act(case, Return("tidak-lengkap", (line,)), budi())
        found = track(case.resi, BORN)
        assert found is not None
        assert found.status is Status.WAITING_FOR_APPLICANT
        (lack,) = found.lacks
        assert lack.what == "Form Pendaftaran F-1.01 Untuk 1(satu) keluarga"
        assert lack.why.endswith("Lembar kedua belum ada")
        assert found.stages[0].standing == "now"
        assert found.stages[0].yours

    def test_is_why_the_clock_stands(self) -> None:
        factories.install("pesisir-selatan")
        case = case_at("cetak", "pesisir-selatan", "ktp-el")
        procedure = factories.procedure("pesisir-selatan", "ktp-el")
        printer = demo.officer_for(procedure, procedure.by_id["cetak"], "pesisir-selatan", MONDAY)
        act(case, PauseClock("menunggu-prr", "belum PRR"), printer)
        found = track(case.resi, BORN)
        assert found is not None
        assert found.status is Status.WAITING_FOR_CENTRE
        assert found.waits == "Menunggu status Print Ready Record (PRR) dari pusat"
        assert "belum PRR" not in str(found)

    def test_is_that_the_paper_is_ready_and_then_that_it_was_taken(self) -> None:
        hand_over = next(step.id for step in factories.procedure().steps if "hand_over" in step.acts)
        case = case_at(hand_over)
        found = track(case.resi, BORN)
        assert found is not None
        assert found.ready
        assert found.runs_to is None
        while case.step is not None:
            case = complete(case)
        found = track(case.resi, BORN)
        assert found is not None
        assert (found.status, found.desk, found.ready) == (Status.FINISHED, "", False)
        assert {stage.standing for stage in found.stages} == {"done"}

    def test_of_one_withdrawn_is_how_far_it_came(self) -> None:
        case = act(case_at("teruskan"), Withdraw("Pindah rumah"), budi())
        found = track(case.resi, BORN)
        assert found is not None
        assert found.status is Status.WITHDRAWN
        assert [stage.standing for stage in found.stages].count("now") <= 1
        assert found.stages[0].standing == "done"
        assert found.stages[-1].standing == "next"


class TestTheUsualTime:
    def finish(self, days: int, count: int) -> None:
        for _ in range(count):
            case: TakenIn | Acted = take_in(at=MONDAY, key=uuid.uuid4())
            later = MONDAY + datetime.timedelta(days=days)
            while case.step is not None:
                case = demo.complete_open_step(case, "bintan", later)

    def test_is_told_of_twenty_files_and_not_of_fewer(self) -> None:
        now = MONDAY + datetime.timedelta(days=30)
        self.finish(1, FEWEST - 1)
        assert usual("bintan", "kk", now) is None
        self.finish(3, 1)
        forget_all()
        found = usual("bintan", "kk", now)
        assert found is not None
        assert (found.half, found.nine_of_ten, found.files) == (1, 1, FEWEST)
        assert usual("bintan", "ktp-el", now) is None
        forget_all()
        assert usual("bintan", "kk", now + datetime.timedelta(days=90)) is None

    def test_says_within_what_nine_of_ten_were_ready(self) -> None:
        self.finish(1, 15)
        self.finish(4, 5)
        found = usual("bintan", "kk", MONDAY + datetime.timedelta(days=30))
        assert found is not None
        assert (found.half, found.nine_of_ten) == (1, 4)
