"""Reminded while there is time, closed when nobody answered, and never without having been told."""

import datetime
import uuid
from collections.abc import Iterator

import pytest
import time_machine

from loket.casework import queries as casework
from loket.casework import services
from loket.core.engine import Complete, Lapse, PauseClock, Reopen, Return, ReturnLine, Status
from loket.core.engine.refusals import NotAllowed, NotLapsed
from loket.core.messages.kinds import Kind
from loket.core.messages.states import State
from loket.core.worktime.holidays import HolidayKind
from loket.offices import queries as offices
from loket.offices.services import set_holiday
from loket.outbox import models
from loket.outbox import queries as messages
from loket.outbox import services as outbox
from loket.outbox.records import CallResult
from tests.apps import factories
from tests.apps.factories import MONDAY, budi, hadi

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
FIFTH, TENTH, FIFTEENTH = (MONDAY + days * DAY for days in (8, 15, 22))
"""Over an hour after the fifth, tenth and fifteenth working day of a file that began to wait on Monday at nine."""
END = FIFTEENTH + DAY
"""The fifth working day after a reminder of the tenth is over."""
LINES = (ReturnLine("f-1-15", "berkas-kurang", "Belum ditandatangani"),)


@pytest.fixture(autouse=True)
def _bintan_tells() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        outbox.turn(hadi(), on=True)
        yield


def _waiting() -> str:
    case = factories.case_at("verifikasi-kasi")
    back = factories.act(case, Return("tidak-valid", LINES), factories.wati())
    return factories.act(back, Return("tidak-lengkap", LINES), budi()).resi


def _pass(at: datetime.datetime) -> tuple[int, int]:
    with time_machine.travel(at, tick=False):
        return outbox.keep_terms(at)


def _reminders() -> list[str]:
    return list(models.Message.objects.filter(kind=Kind.REMINDER).order_by("pk").values_list("key", flat=True))


def _arrives(state: State = State.DELIVERED) -> None:
    models.Standing.objects.filter(message__kind=Kind.REMINDER).update(state=state)


def _status(resi: str) -> Status:
    return casework.case_view(resi, budi(), MONDAY).state.status


class TestReminding:
    def test_comes_at_each_time_of_the_procedure_once(self) -> None:
        _waiting()
        assert _pass(FIFTH - 2 * DAY) == (0, 0)
        assert [_pass(FIFTH), _pass(FIFTH), _pass(TENTH), _pass(TENTH)] == [(1, 0), (0, 0), (1, 0), (0, 0)]
        assert [key.rpartition(":")[2] for key in _reminders()] == ["ingat-0", "ingat-1"]

    def test_that_nobody_sent_in_time_is_one_and_not_two(self) -> None:
        _waiting()
        assert _pass(FIFTEENTH) == (1, 0)
        assert [key.rpartition(":")[2] for key in _reminders()] == ["ingat-1"]

    def test_ends_with_the_answer(self) -> None:
        resi = _waiting()
        version = casework.case_view(resi, budi(), MONDAY).case.version
        services.act(resi, Complete("diserahkan"), officer=budi(), version=version, key=uuid.uuid4())
        assert _pass(FIFTEENTH) == (0, 0)

    def test_is_for_who_waits_by_a_pause_as_well_and_for_nobody_without_a_time(self) -> None:
        assert casework.waits(budi().office_id) == ()
        _waiting()
        assert len(casework.waits(budi().office_id)) == 1
        case = factories.take_in("pontianak", answers={})
        reasons = factories.procedure("pontianak").clock.pauses
        for reason, pause in reasons.items():
            if pause.waits_for == "applicant" and not pause.steps:
                factories.act(case, PauseClock(reason), factories.dewi())
        assert casework.waits(factories.dewi().office_id) == ()

    def test_is_left_to_offices_that_tell_their_applicants(self) -> None:
        _waiting()
        outbox.turn(hadi(), on=False)
        assert _pass(FIFTEENTH) == (0, 0)


class TestClosing:
    def test_follows_the_last_reminder_that_arrived(self) -> None:
        resi = _waiting()
        _pass(TENTH)
        _arrives()
        assert _pass(FIFTEENTH - 2 * DAY) == (0, 0)
        assert _pass(END) == (0, 1)
        event = casework.case_view(resi, budi(), END).events[-1]
        assert (_status(resi), event.acted_as) == (Status.LAPSED, "Loket · menurut batas waktu SOP")
        assert "15 hari kerja" in event.sentence
        assert _pass(END) == (0, 0)

    def test_waits_for_who_was_not_told(self) -> None:
        resi = _waiting()
        _pass(TENTH)
        _arrives(State.FAILED)
        assert _pass(FIFTEENTH + 30 * DAY) == (0, 0)
        assert _status(resi) is Status.WAITING_FOR_APPLICANT

    def test_gives_who_was_told_late_the_same_working_days(self) -> None:
        resi = _waiting()
        for day in range(3, 7):
            set_holiday(
                "bintan",
                date=(FIFTEENTH + day * DAY).date(),
                name="Libur daerah",
                kind=HolidayKind.REGIONAL,
                decree="SK 1/2026",
                decision=factories.decision("libur", by=hadi()),
            )
        late = FIFTEENTH + 2 * DAY
        _pass(late)
        _arrives()
        (wait,) = casework.waits(budi().office_id)
        ends = casework.wait_ends("bintan", late, 5)
        assert ends > late + 7 * DAY > wait.close_at
        assert _pass(ends - DAY) == (0, 0)
        assert _pass(ends) == (0, 1)
        assert _status(resi) is Status.LAPSED

    def test_of_who_cannot_be_written_to_is_told_by_somebody_first(self) -> None:
        resi = _waiting()
        _pass(FIFTH)
        assert messages.to_call(budi()) == ()
        _pass(TENTH)
        (call,) = messages.to_call(budi())
        assert (call.message.state, call.message.resi) == (State.NOT_SENT, resi)
        with time_machine.travel(TENTH, tick=False):
            outbox.note_call(budi(), call.message.id, CallResult.TOLD, "datang ke loket")
        assert _pass(END) == (0, 1)

    @pytest.mark.parametrize(("result", "closed"), [(CallResult.TOLD, 1), (CallResult.WRONG_NUMBER, 0)])
    def test_counts_a_call_that_told_it(self, result: CallResult, closed: int) -> None:
        _waiting()
        _pass(TENTH)
        _arrives(State.FAILED)
        message = models.Message.objects.get(kind=Kind.REMINDER)
        models.Called.objects.create(message=message, result=result, person=budi().person, acted_as="x", at=TENTH)
        assert _pass(END) == (0, closed)

    def test_is_undone_by_a_superior_and_told(self) -> None:
        resi = _waiting()
        _pass(TENTH)
        _arrives()
        _pass(END)
        outbox.follow(budi().office_id)
        assert models.Message.objects.filter(kind=Kind.LAPSED).count() == 1
        view = casework.case_view(resi, hadi(), END)
        with time_machine.travel(END + DAY, tick=False):
            services.act(
                resi,
                Reopen("periksa", "pemohon sakit"),
                officer=factories.officer("bintan.hadi"),
                version=view.case.version,
                key=uuid.uuid4(),
            )
        assert _status(resi) is Status.IN_PROCESS

    def test_gives_way_to_whoever_has_just_moved_the_file(self) -> None:
        resi = _waiting()
        _pass(TENTH)
        _arrives()
        (wait,) = casework.waits(budi().office_id)
        stale = wait._replace(version=wait.version - 1)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("loket.casework.queries.waits", lambda _office: (stale,))
            assert _pass(END) == (0, 0)
        assert _status(resi) is Status.WAITING_FOR_APPLICANT

    def test_is_nobodys_act(self) -> None:
        resi = _waiting()
        version = casework.case_view(resi, budi(), MONDAY).case.version
        with pytest.raises(NotAllowed):
            services.act(resi, Lapse(15), officer=hadi(), version=version, key=uuid.uuid4())
        (wait,) = casework.waits(budi().office_id)
        with pytest.raises(NotLapsed):
            services.lapse(offices.office("bintan").id, wait._replace(days=14))
