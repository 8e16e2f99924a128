"""Calendar, appointments and cases changed by somebody else between reading and writing: nobody's change is lost."""

import datetime
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from loket.casework import demo, models, queries, services
from loket.casework.audit import rebuilding
from loket.casework.records import Acted, TakenIn
from loket.casework.refusals import NoSeat, NoSuchCase, OfficeChanging, StaleVersion
from loket.casework.store import door, seen
from loket.casework.store.rows import CaseRow, Link, Snapshot
from loket.core.engine import Claim, Complete, Note, Release, Reopen, Withdraw
from loket.core.engine.refusals import NotHeld
from loket.core.worktime import HolidayKind
from loket.offices import queries as offices
from loket.offices import services as organisation
from loket.offices.memory import forget_all
from tests.apps import factories
from tests.apps.casework import tampering
from tests.apps.elsewhere import by_another_process
from tests.apps.factories import MONDAY, SARI, budi, decision, officer, wati

pytestmark = pytest.mark.django_db


def _holiday(day: datetime.date) -> None:
    organisation.set_holiday(
        "bintan", date=day, name="Banjir", kind=HolidayKind.REGIONAL, decree="SK 1", decision=decision()
    )


def _close_tomorrow() -> None:
    """Tomorrow, on which the promises of Monday count, becomes a holiday; the open cases are recomputed."""
    _holiday(MONDAY.date() + datetime.timedelta(days=1))
    services.recompute_due("bintan")


def _finish(case: TakenIn | Acted, key: uuid.UUID | None = None) -> Acted:
    by, command, version = demo.next_act(case.resi, "bintan", MONDAY)
    return services.act(case.resi, command, officer=by, version=version, key=key or uuid.uuid4(), at=MONDAY)


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Lets something happen once, after the next act was judged and before it is written."""
    waiting: list[Callable[[], object]] = []
    append = door.append_inside

    def first_what_waits() -> None:
        while waiting:
            by_another_process(waiting.pop())

    def late_append(row: CaseRow, columns: Snapshot, link: Link, revision: int) -> door.Recorded | None:
        first_what_waits()
        return append(row, columns, link, revision)

    monkeypatch.setattr(door, "append_inside", late_append)

    def late_run(work: Callable[[], object]) -> object:
        first_what_waits()
        return work()

    monkeypatch.setattr(door, "run", late_run)
    return waiting.append


class TestACalendarChangedBetweenReadingAndWriting:
    def test_moves_the_due_times_of_the_act_that_was_being_written(
        self, meanwhile: Callable[[Callable[[], object]], None]
    ) -> None:
        case = factories.case_at("verifikasi-kasi")
        meanwhile(_close_tomorrow)
        acted = _finish(case)
        assert acted.version == case.version + 1
        assert queries.would_move("bintan") == ()
        assert acted.promise_due_at is not None
        assert acted.promise_due_at.date() == datetime.date(2026, 11, 20), "three working days, one of them lost"

    def test_moves_those_of_an_application_that_was_being_written(
        self, meanwhile: Callable[[Callable[[], object]], None]
    ) -> None:
        meanwhile(_close_tomorrow)
        taken = factories.take_in()
        assert queries.would_move("bintan") == ()
        assert taken.promise_due_at is not None
        assert taken.promise_due_at.date() == datetime.date(2026, 11, 20)

    def test_moves_those_of_a_case_that_was_being_reopened(
        self, meanwhile: Callable[[Callable[[], object]], None]
    ) -> None:
        case = factories.act(factories.take_in(), Withdraw("tidak jadi"), budi())
        meanwhile(_close_tomorrow)
        factories.act(case, Reopen("serahkan", "salah paham"), wati())
        assert queries.would_move("bintan") == ()

    def test_that_never_ends_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        case = factories.take_in()
        append = door.append

        def after_one_more_change(row: CaseRow, columns: Snapshot, link: Link, revision: int) -> door.Recorded | None:
            by_another_process(_close_tomorrow)
            return append(row, columns, link, revision)

        monkeypatch.setattr(door, "append", after_one_more_change)
        with pytest.raises(OfficeChanging):
            _finish(case)
        assert models.Case.objects.get(resi=case.resi).version == case.version


class TestACalendarChangedElsewhere:
    def test_counts_for_the_next_act_at_once(self) -> None:
        case = factories.case_at("verifikasi-kasi")
        by_another_process(_close_tomorrow)
        _finish(case)
        assert queries.would_move("bintan") == ()

    def test_counts_for_the_next_application_at_once(self) -> None:
        factories.take_in()
        by_another_process(_close_tomorrow)
        taken = factories.take_in()
        assert taken.promise_due_at is not None
        assert taken.promise_due_at.date() == datetime.date(2026, 11, 20)

    def test_counts_for_all_of_a_bulk_act(self) -> None:
        cases = [factories.case_at("verifikasi-kasi") for _ in range(3)]
        by, command, _ = demo.next_act(cases[0].resi, "bintan", MONDAY)
        by_another_process(_close_tomorrow)
        items = [(case.resi, case.version) for case in cases]
        results = services.act_many(items, lambda _resi: command, officer=by, key=uuid.uuid4())
        assert [result.ok for result in results] == [True] * 3
        assert queries.would_move("bintan") == ()

    def test_is_not_undone_by_a_recomputation_with_an_older_one(self) -> None:
        factories.take_in()
        by_another_process(_close_tomorrow)
        assert services.recompute_due("bintan") == 0, "this process still remembers the calendar of before"
        forget_all()
        assert queries.would_move("bintan") == ()


class TestAnAppointmentEndedElsewhere:
    def test_ends_the_right_to_act_at_once(self) -> None:
        case = factories.case_at("verifikasi-kasi")
        kasi = wati()
        by_another_process(lambda: factories.away(kasi))
        with pytest.raises(NoSeat):
            factories.act(case, Claim(), kasi)

    def test_ends_the_right_to_take_in_at_once(self) -> None:
        counter = budi()
        by_another_process(lambda: factories.away(counter))
        with pytest.raises(NoSeat):
            factories.take_in(by=counter)

    def test_ends_the_right_to_turn_away_at_once(self) -> None:
        counter = budi()
        by_another_process(lambda: factories.away(counter))
        with pytest.raises(NoSeat):
            services.take_in(
                "bintan", "kk", officer=counter, applicant=SARI, answers={}, checklist=(), key=uuid.uuid4(), at=MONDAY
            )
        assert not models.IntakeRefusal.objects.exists()

    def test_ends_the_right_to_many_acts_at_once(self) -> None:
        case = factories.case_at("verifikasi-kasi")
        today = offices.today("bintan", timezone.now())
        kasi = officer("bintan.wati", today)
        held = services.act(case.resi, Claim(), officer=kasi, version=case.version, key=uuid.uuid4())
        by_another_process(
            lambda: organisation.record_absence(
                "bintan",
                person=kasi.person,
                valid_from=today,
                valid_until=today + datetime.timedelta(days=1),
                reason="cuti",
                decision=decision("cuti"),
            )
        )
        items = [(case.resi, held.version)]
        (result,) = services.act_many(items, lambda _: Release("pulang"), officer=kasi, key=uuid.uuid4())
        assert result.problem_id == "no-seat", "the store refused, and the act was judged anew"
        with pytest.raises(NoSeat):
            services.act_many(items, lambda _: Release("pulang"), officer=kasi, key=uuid.uuid4())

    def test_also_of_one_who_is_signed_off(self) -> None:
        case = factories.case_at("verifikasi-kasi")
        kasi = wati()
        by_another_process(
            lambda: organisation.deactivate_person(
                "bintan", person=kasi.person, on=MONDAY.date(), decision=decision("pindah")
            )
        )
        with pytest.raises(NoSeat):
            factories.act(case, Note("masih ada"), kasi)


class TestACaseThisProcessHasSeen:
    def test_needs_no_reading_for_its_next_step(self) -> None:
        case = factories.case_at("verifikasi-kasi")
        by, command, version = demo.next_act(case.resi, "bintan", MONDAY)
        with CaptureQueriesContext(connection) as sent:
            services.act(case.resi, command, officer=by, version=version, key=uuid.uuid4(), at=MONDAY)
        assert not [query for query in sent if "resi = " in query["sql"]]

    def test_is_read_anew_when_another_process_has_moved_it(self) -> None:
        case = factories.case_at("verifikasi-kasi")
        before = seen.at_version(case.resi, case.version)
        assert before is not None
        moved = factories.act(case, Claim(), wati())
        seen.remember(before)
        with pytest.raises(StaleVersion):
            factories.act(case, Claim(), wati())
        seen.remember(before)
        with pytest.raises(StaleVersion):
            factories.act(case, Complete("diteruskan"), budi())
        assert models.Case.objects.get(resi=case.resi).version == moved.version

    def test_is_read_anew_once_its_row_was_mended(self) -> None:
        case = factories.case_at("verifikasi-kasi")
        tampering.set_case(case.resi, holder=budi().person)
        seen.forget_cases()
        noted = factories.act(case, Note("dibaca dengan pemegang yang salah"), wati())
        tampering.set_case(case.resi, holder=budi().person)
        assert rebuilding.rebuild("bintan", repair=True).repaired
        factories.act(noted, Note("sesudah perbaikan"), wati())
        assert rebuilding.rebuild("bintan").count == 0

    def test_refuses_by_what_it_is_not_by_what_it_was(self) -> None:
        case = factories.case_at("verifikasi-kasi")
        seen.forget_cases()
        with pytest.raises(NotHeld):
            factories.act(case, Release("keliru"), wati())

    def test_of_another_office_does_not_exist(self) -> None:
        case = factories.take_in()
        with pytest.raises(NoSuchCase):
            services.act(case.resi, Note("x"), officer=factories.dewi(), version=case.version, key=uuid.uuid4())

    def test_is_forgotten_in_the_order_it_came(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(seen, "CAPACITY", 2)
        first, second, third = (factories.take_in(applicant=SARI) for _ in range(3))
        found = [seen.at_version(case.resi, case.version) is not None for case in (first, second, third)]
        assert found == [False, True, True]


class TestWhoActed:
    def test_is_written_once_for_many_events(self) -> None:
        joko = officer("bintan.joko")
        for _ in range(3):
            factories.complete(factories.case_at("teruskan"))
        rows = models.Event.objects.filter(step="teruskan", person=joko.person).order_by("case_id")
        texts = [(row.acting_id is not None, row.acted_as) for row in rows]
        assert texts[0][0] is False
        assert texts[1:] == [(True, "")] * 2

    def test_reads_the_same_either_way(self) -> None:
        cases = [factories.complete(factories.case_at("teruskan")) for _ in range(2)]
        long, short = (factories.view(case, budi()).events[-1].acted_as for case in cases)
        assert long == short != ""
