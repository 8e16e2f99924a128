"""What an applicant does to the own case without coming."""

import uuid

import pytest

from loket.casework import queries, services
from loket.casework.records import Applicant, TakenIn
from loket.casework.refusals import NotFromHome, NotSentBack
from loket.core.engine import Complete, Return, ReturnLine, Status
from loket.core.engine.refusals import CaseClosed, NotYourStep, TooLateToWithdraw
from loket.offices import queries as offices
from loket.offices.records import AtHome, at_home
from tests.apps import factories
from tests.apps.factories import SARI, budi, case_at

pytestmark = pytest.mark.django_db
ANSWERS = {"keperluan": "kk-rusak", "pindahan": False, "beda_data": False}


def _sari(proxy: str = "") -> AtHome:
    return at_home(offices.office("bintan"), proxy)


def _applied(key: uuid.UUID | None = None, *, by: AtHome | None = None, applicant: Applicant = SARI) -> TakenIn:
    return services.apply("kk", by=by or _sari(), applicant=applicant, answers=ANSWERS, key=key or uuid.uuid4())


def _sent_back() -> str:
    case = _applied()
    taken = services.act(case.resi, Complete("diterima"), officer=budi(), version=case.version, key=uuid.uuid4())
    lines = (ReturnLine("f-1-15", "berkas-kurang", "Belum ditandatangani"),)
    returned = services.act(
        case.resi, Return("tidak-lengkap", lines), officer=budi(), version=taken.version, key=uuid.uuid4()
    )
    assert returned.status is Status.WAITING_FOR_APPLICANT
    return case.resi


class TestApplying:
    def test_does_the_applicants_step_and_waits_for_the_counter(self) -> None:
        case = _applied()
        view = queries.case_view(case.resi, budi(), factories.MONDAY)
        assert (case.step, case.status, case.register_number) == ("terima", Status.IN_PROCESS, "")
        assert [event.kind for event in view.events] == ["case-submitted", "step-completed"]
        assert {event.acted_as for event in view.events} == {"Sari Wulandari (pemohon) · dari rumah"}
        assert view.case.channel == "daring"

    def test_says_who_acted_for_the_applicant(self) -> None:
        case = _applied(by=_sari("Joko"))
        events = queries.case_view(case.resi, budi(), factories.MONDAY).events
        assert {event.acted_as for event in events} == {"Joko (kuasa) · dari rumah · a.n. Sari Wulandari (pemohon)"}

    def test_sent_twice_is_one_case(self) -> None:
        key = uuid.uuid4()
        first, again = _applied(key), _applied(key)
        assert (again.resi, again.replayed) == (first.resi, True)

    def test_is_refused_where_the_applicant_must_come(self) -> None:
        with pytest.raises(NotFromHome):
            services.apply("ktp-el", by=_sari(), applicant=SARI, answers={}, key=uuid.uuid4())

    def test_gives_no_other_step(self) -> None:
        case = _applied()
        with pytest.raises(NotYourStep):
            services.act(case.resi, Complete("diterima"), officer=_sari(), version=case.version, key=uuid.uuid4())


class TestAnsweringAReturn:
    def test_does_the_step_again_with_what_was_changed(self) -> None:
        resi = _sent_back()
        done = services.answer_return(resi, "Sudah ditandatangani", by=_sari(), key=uuid.uuid4())
        events = queries.case_view(resi, budi(), factories.MONDAY).events
        assert (done.step, done.status) == ("terima", Status.IN_PROCESS)
        assert [(event.kind, event.acted_as) for event in events[-2:]] == [
            ("note-added", "Pemohon · dari rumah"),
            ("step-completed", "Sari Wulandari (pemohon) · dari rumah"),
        ]

    def test_needs_no_note(self) -> None:
        resi = _sent_back()
        services.answer_return(resi, " ", by=_sari(), key=uuid.uuid4())
        assert queries.case_view(resi, budi(), factories.MONDAY).events[-2].kind == "step-returned"

    def test_sent_twice_is_done_once(self) -> None:
        resi, key = _sent_back(), uuid.uuid4()
        first = services.answer_return(resi, "Sudah", by=_sari(), key=key)
        again = services.answer_return(resi, "Sudah", by=_sari(), key=key)
        assert (again.version, again.replayed) == (first.version, True)

    def test_goes_on_where_the_line_dropped_after_the_note(self, monkeypatch: pytest.MonkeyPatch) -> None:
        resi, key = _sent_back(), uuid.uuid4()
        whole = services.act
        dropped = iter([True])

        def drops(*args: object, **named: object) -> object:
            if isinstance(args[1], Complete) and next(dropped, False):
                raise ConnectionResetError
            return whole(*args, **named)  # type: ignore[arg-type]

        monkeypatch.setattr("loket.casework.from_home.act", drops)
        with pytest.raises(ConnectionResetError):
            services.answer_return(resi, "Sudah", by=_sari(), key=key)
        services.answer_return(resi, "Sudah", by=_sari(), key=key)
        kinds = [event.kind for event in queries.case_view(resi, budi(), factories.MONDAY).events]
        assert kinds[-3:] == ["step-returned", "note-added", "step-completed"]

    def test_is_refused_while_nothing_is_asked(self) -> None:
        with pytest.raises(NotSentBack):
            services.answer_return(_applied().resi, "Sudah", by=_sari(), key=uuid.uuid4())


class TestTakingBack:
    def test_ends_the_case(self) -> None:
        case, key = _applied(), uuid.uuid4()
        done = services.take_back(case.resi, "Tidak jadi", by=_sari(), key=key)
        assert done.status is Status.WITHDRAWN
        assert services.take_back(case.resi, "Tidak jadi", by=_sari(), key=key).replayed
        with pytest.raises(CaseClosed):
            services.take_back(case.resi, "Tidak jadi", by=_sari(), key=uuid.uuid4())

    def test_ends_where_the_procedure_says(self) -> None:
        case = case_at("sahkan")
        with pytest.raises(TooLateToWithdraw):
            services.take_back(case.resi, "Tidak jadi", by=_sari(), key=uuid.uuid4())
