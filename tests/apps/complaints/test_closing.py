"""Complaints of whose answer nobody says anything: closed by the calendar, told apart from every other end, and still marked."""

import datetime
import uuid

import pytest
import time_machine
from django.utils import timezone

from loket.casework import queries as casework
from loket.casework.queries import Ending
from loket.complaints import queries, services
from loket.complaints.records import Taken
from loket.complaints.refusals import HearingOver, NotHeardNow
from loket.core.engine import Claim, CloseUnheard, Complete, Reopen, Status
from loket.core.engine.refusals import NotAllowed
from loket.offices import queries as offices
from loket.offices.services import declare_closure
from loket.outbox import models as messages
from loket.outbox import services as outbox
from tests.apps import factories
from tests.apps.complaints.complaining import do, nisa, taken, told
from tests.apps.factories import MONDAY

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def due_of(made: Taken) -> datetime.datetime:
    """Until when an objection is taken."""
    at = casework.complaint_of(made.resi).case.step_due_at
    assert at is not None
    return at


def ending(made: Taken) -> Ending | None:
    return casework.complaint_of(made.resi).ending


class TestClosing:
    def test_comes_after_ten_working_days_of_the_office_and_not_at_their_last_moment(self) -> None:
        made = told()
        calendar, due = offices.work_calendar("bintan"), due_of(made)
        counted, day = 0, MONDAY.date()
        while counted < 10:
            day += DAY
            counted += calendar.is_working_day(day)
        assert calendar.localise(due).date() == day
        assert services.close_unheard(due) == 0
        assert ending(made) is None
        assert services.close_unheard(due + datetime.timedelta(seconds=1)) == 1
        assert ending(made) is Ending.UNHEARD
        assert services.close_unheard(due + DAY) == 0

    def test_follows_a_holiday_that_was_declared_meanwhile(self) -> None:
        made = told()
        before = due_of(made)
        declare_closure(
            "bintan",
            start_at=MONDAY + 2 * DAY - datetime.timedelta(hours=9),
            end_at=MONDAY + 3 * DAY - datetime.timedelta(hours=9),
            reason="Banjir",
            decision=factories.decision("BPBD"),
        )
        assert services.close_unheard(before + datetime.timedelta(minutes=1)) == 0
        assert services.close_unheard(before + DAY + datetime.timedelta(minutes=1)) == 1

    def test_is_an_event_of_nobody_that_says_why(self) -> None:
        made = told()
        with time_machine.travel(MONDAY + 20 * DAY):
            services.close_unheard()
            view = casework.case_view(made.resi, nisa(), timezone.now())
        assert (view.state.status, view.state.step) == (Status.FINISHED, None)
        event = view.events[-1]
        assert event.acted_as == "Loket · menurut batas waktu SOP"
        assert "10 hari kerja" in event.sentence

    def test_takes_what_an_officer_holds_and_leaves_what_is_not_told(self) -> None:
        held, untold = told(), taken()
        do(held.resi, Claim(), nisa())
        with time_machine.travel(MONDAY + 20 * DAY):
            assert services.close_unheard() == 1
        assert (ending(held), ending(untold)) == (Ending.UNHEARD, None)

    def test_gives_way_to_whoever_objects_at_the_same_moment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made = told()
        silent = casework.silences(nisa().office_id, MONDAY + 20 * DAY)
        services.hear(made.code, 1, "Uangnya belum saya terima sampai hari ini.", key=uuid.uuid4())
        monkeypatch.setattr("loket.casework.queries.silences", lambda _office, _at: silent)
        assert services.close_unheard(MONDAY + 20 * DAY) == 0
        assert casework.complaint_of(made.resi).case.step == "disposisi"

    def test_is_no_act_of_an_officer(self) -> None:
        made = told()
        with pytest.raises(NotAllowed):
            do(made.resi, CloseUnheard("10 hari kerja"), nisa())

    def test_goes_on_after_one_that_cannot_be_closed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        first, second = told(), told()
        found = casework.silences(nisa().office_id, MONDAY + 20 * DAY)
        stale = [one._replace(version=one.version - 1) if one.resi == first.resi else one for one in found]
        with time_machine.travel(MONDAY + 20 * DAY), monkeypatch.context() as patch:
            patch.setattr("loket.casework.queries.silences", lambda _office, _at: stale)
            assert services.close_unheard() == 1
        assert (ending(first), ending(second)) == (None, Ending.UNHEARD)
        with time_machine.travel(MONDAY + 20 * DAY):
            assert services.close_unheard() == 1

    def test_is_undone_by_a_superior(self) -> None:
        made = told()
        with time_machine.travel(MONDAY + 20 * DAY):
            services.close_unheard()
            do(made.resi, Reopen("sampaikan", "keberatan datang dengan surat"), factories.officer("bintan.hadi"))
        assert ending(made) is None

    def test_comes_again_to_one_that_was_opened_again_at_the_complainants_step(self) -> None:
        made = told()
        services.hear(made.code, 3, "", key=uuid.uuid4())
        do(made.resi, Reopen("tanggapan", "tekanan kepada pelapor"), factories.officer("bintan.hadi"))
        assert services.close_unheard(due_of(made)) == 0
        with time_machine.travel(MONDAY + 40 * DAY):
            assert services.close_unheard() == 1
        assert casework.complaint_of(made.resi).case.closed_at is not None


class TestEndings:
    def test_are_told_apart(self) -> None:
        accepted, noted, silent, passed_on = told(), told(), told(), taken()
        services.hear(accepted.code, 3, "", key=uuid.uuid4())
        do(noted.resi, Complete("selesai"), nisa())
        do(passed_on.resi, Complete("diteruskan"), nisa())
        with time_machine.travel(MONDAY + 20 * DAY):
            services.close_unheard()
        endings = [ending(made) for made in (accepted, noted, silent, passed_on)]
        assert endings == [Ending.HEARD, Ending.NOTED, Ending.UNHEARD, Ending.OTHERWISE]
        assert {one.standing for one in queries.follow(accepted.code).stages} == {"done"}
        passed = [one.standing for one in queries.follow(passed_on.code).stages]
        assert passed == ["done"] * 2 + ["next"] * (len(passed) - 2)
        found = queries.recap(nisa(), MONDAY - DAY, MONDAY + DAY, MONDAY + 20 * DAY)
        assert found.endings == dict.fromkeys(Ending, 1)

    def test_by_silence_leaves_the_answer_in_time(self) -> None:
        told()
        with time_machine.travel(MONDAY + 20 * DAY):
            services.close_unheard()
        found = queries.recap(nisa(), MONDAY - DAY, MONDAY + DAY, MONDAY + 90 * DAY)
        assert (found.whole.answered.in_time, found.whole.answered.late) == (1, 0)


class TestMarksAfterwards:
    def test_are_taken_once_and_change_nothing_else(self) -> None:
        made = told()
        with time_machine.travel(MONDAY + 20 * DAY):
            services.close_unheard()
            followed = queries.follow(made.code)
            assert (followed.is_heard, followed.awaits_mark) == (False, True)
            assert [one.standing for one in followed.stages][-2:] == ["done", "next"]
            with pytest.raises(HearingOver):
                services.hear(made.code, 1, "Uangnya belum saya terima sampai hari ini.", key=uuid.uuid4())
            key = uuid.uuid4()
            for _ in range(2):
                services.hear(made.code, 2, "", key=key)
            after = queries.follow(made.code)
            assert (after.mark, after.awaits_mark, after.line.ending) == (2, False, Ending.UNHEARD)
            with pytest.raises(NotHeardNow):
                services.hear(made.code, 4, "", key=uuid.uuid4())

    def test_are_not_taken_of_one_that_an_officer_closed(self) -> None:
        made = told()
        do(made.resi, Complete("selesai"), nisa())
        with pytest.raises(NotHeardNow):
            services.hear(made.code, 4, "", key=uuid.uuid4())


class TestMessagesOfCases:
    def test_tell_nothing_of_complaints_by_their_resi(self) -> None:
        with time_machine.travel(MONDAY):
            outbox.turn(factories.hadi(), on=True)
        case = factories.take_in()
        made = told()
        outbox.follow_all(timezone.now() + DAY)
        resis = set(messages.Message.objects.values_list("resi", flat=True))
        assert case.resi in resis
        assert made.resi not in resis
