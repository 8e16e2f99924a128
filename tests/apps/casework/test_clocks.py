"""Due times: cached at each step, moved when a calendar changes late, and always explained."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from loket.casework import queries, services
from loket.core.engine import Complete, Reopen, Return, ReturnLine, Withdraw
from loket.core.worktime import Closure
from loket.offices import queries as offices
from loket.offices import services as office_services
from tests.apps import factories
from tests.apps.factories import act, budi, officer, wati

pytestmark = pytest.mark.django_db

WIB = ZoneInfo("Asia/Jakarta")


def wib(day: int, clock: str = "09:00") -> datetime.datetime:
    """A time of November 2026 on Bintan's clock; the 16th is a Monday."""
    return datetime.datetime.fromisoformat(f"2026-11-{day:02d}T{clock}").replace(tzinfo=WIB)


class TestDueTimes:
    def test_follow_each_step(self) -> None:
        taken = factories.take_in(at=wib(16, "09:00"))
        row = factories.view(taken, budi()).case
        assert row.step_due_at == wib(16, "09:03"), "3 Menit"
        case = act(taken, Complete("diteruskan", {"entry_note": "x"}), officer("bintan.joko"), at=wib(16, "11:50"))
        assert case.step_due_at == wib(16, "13:20"), "30 Menit, across the break"
        assert case.promise_due_at == wib(19, "16:00"), "3 Hari Kerja"

    def test_rest_while_the_applicant_is_waited_for(self) -> None:
        case = factories.case_at("verifikasi-kasi", at=wib(16))
        fault = (ReturnLine("f-1-01", "berkas-kurang", "Tanda tangan"),)
        case = act(case, Return("tidak-valid", fault), wati(), at=wib(16, "10:00"))
        case = act(case, Return("tidak-lengkap", fault), budi(), at=wib(16, "10:00"))
        assert (case.step_due_at, case.promise_due_at) == (None, None)
        case = act(case, Complete("diserahkan"), budi(), at=wib(18, "10:00"))
        assert case.promise_due_at == wib(23, "10:00"), "two working days waited move the end by two"

    def test_of_a_promise_end_with_the_office_that_makes_it(self) -> None:
        assert factories.take_in("pontianak", at=wib(16)).promise_due_at is None, "Pontianak's SOP promises nothing"


class TestAClosureDeclaredLate:
    def test_moves_what_was_promised_when_it_is_recomputed(self) -> None:
        case = factories.take_in(at=wib(16))
        before = factories.view(case, budi()).case
        _close(17)
        assert [moved.resi for moved in queries.would_move("bintan")] == [case.resi]
        assert factories.view(case, budi()).case.promise_due_at == before.promise_due_at
        assert services.recompute_due("bintan") == 1
        after = factories.view(case, budi()).case
        assert (before.promise_due_at, after.promise_due_at) == (wib(19, "16:00"), wib(20, "16:30"))
        assert after.version == before.version, "a calendar is no event of the case"

    def test_is_seen_before_it_is_declared(self) -> None:
        case = factories.take_in(at=wib(16))
        closure = Closure(wib(17, "00:00"), wib(18, "00:00"), "Banjir", wib(18))
        tried = offices.work_calendar("bintan").with_closure(closure)
        (moved,) = queries.would_move("bintan", tried)
        assert (moved.resi, moved.old_promise_due_at) == (case.resi, wib(19, "16:00"))
        assert moved.promise_due_at == wib(20, "16:30")
        assert services.recompute_due("bintan") == 0

    def test_leaves_other_offices_and_closed_cases(self) -> None:
        factories.take_in("pontianak", at=wib(16))
        _close(17)
        assert services.recompute_due("pontianak") == 0

    def test_moves_a_closed_case_once_it_is_reopened(self) -> None:
        case = act(factories.take_in(at=wib(16)), Withdraw("tidak jadi"), budi(), at=wib(16, "10:00"))
        _close(17)
        services.recompute_due("bintan")
        case = act(case, Reopen("periksa", "salah paham"), wati(), at=wib(18))
        assert case.promise_due_at == wib(20, "16:30")
        assert queries.would_move("bintan") == ()

    def test_is_named_in_the_explanation(self) -> None:
        case = factories.take_in(at=wib(16))
        _close(17)
        explained = dict(factories.view(case, budi()).explanations)
        assert "Selasa 17 November 2026: kantor tutup – Banjir." in explained["Janji kepada pemohon"]


class TestAnIncident:
    def test_counts_for_nobody(self) -> None:
        case = factories.take_in(at=wib(16, "09:00"))
        number = office_services.open_incident(
            "bintan", start_at=wib(16, "09:01"), reason="SIAK mati", decision=factories.decision(at=wib(16, "09:05"))
        )
        services.recompute_due("bintan")
        assert factories.view(case, budi()).case.step_due_at is None, "nobody knows how long it lasts"
        office_services.close_incident(
            "bintan", incident=number, end_at=wib(16, "11:01"), decision=factories.decision(at=wib(16, "11:01"))
        )
        services.recompute_due("bintan")
        view = factories.view(case, budi(), now=wib(16, "11:31"))
        assert view.case.step_due_at == wib(16, "11:03")
        assert view.measures.outage == datetime.timedelta(hours=2)
        assert view.measures.office_working_time == datetime.timedelta(minutes=31)


def _close(day: int) -> None:
    office_services.declare_closure(
        "bintan",
        start_at=wib(day, "00:00"),
        end_at=wib(day + 1, "00:00"),
        reason="Banjir",
        decision=factories.decision("BPBD", at=wib(18)),
    )
