"""What a process remembers of offices, when it counts as fresh again, and when it must not."""

import datetime
import threading
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from loket.core.worktime import HolidayKind
from loket.offices import changes, memory, models, queries, services
from loket.offices.memory import CAPACITY, TIME_TO_LIVE_SECONDS, Grounds, Memory, OfficeMemory
from loket.offices.records import OfficeRecord
from loket.offices.refusals import CalendarConflict
from tests.apps import factories
from tests.apps.elsewhere import by_another_process
from tests.apps.factories import MONDAY, TODAY, decision, wati

TOMORROW = TODAY + datetime.timedelta(days=1)


class Clock:
    """The monotonic clock, moved by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now

    def past_the_time_to_live(self) -> None:
        self.now += TIME_TO_LIVE_SECONDS + 1


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("loket.offices.memory.monotonic", clock)
    return clock


@pytest.fixture
def elsewhere() -> Callable[[Callable[[], object]], None]:
    """Changes the database as another process does: what this one remembers stays as it is."""
    return by_another_process


Elsewhere = Callable[[Callable[[], object]], None]


def _revision(office_key: str = "bintan") -> int:
    return models.Office.objects.values_list("revision", flat=True).get(key=office_key)


def _office_id(office_key: str = "bintan") -> int:
    return models.Office.objects.values_list("pk", flat=True).get(key=office_key)


def _holiday(office_key: str = "bintan", date: datetime.date = TODAY) -> None:
    services.set_holiday(
        office_key, date=date, name="Libur", kind=HolidayKind.REGIONAL, decree="SK 1", decision=decision()
    )


def _is_open(office_key: str = "bintan", on: datetime.date = TODAY) -> bool:
    return queries.work_calendar(office_key).is_working_day(on)


class TestMemory:
    def test_reads_once(self) -> None:
        memory, reads = Memory[int](), [1, 2]
        assert [memory.get("bintan", lambda: reads.pop(0)) for _ in range(2)] == [1, 1]

    def test_keeps_nothing_that_was_read_before_a_change(self) -> None:
        memory = Memory[str]()

        def read_while_it_changes() -> str:
            memory.forget()
            return "lama"

        assert memory.get("bintan", read_while_it_changes) == "lama"
        assert memory.get("bintan", lambda: "baru") == "baru"


class Offices:
    """The table of two offices, with a memory of one word for each, as one process sees them."""

    def __init__(self) -> None:
        self.revisions = {1: 4, 2: 9}
        self.reads = 0
        self.grounds = Grounds(self._read)
        self.words: OfficeMemory[str] = OfficeMemory(self.grounds, lambda key, _word: int(str(key).split("/")[0]))

    def _read(self) -> Iterator[OfficeRecord]:
        self.reads += 1
        for number, revision in self.revisions.items():
            yield OfficeRecord(number, f"k{number}", "", "", "", "dinas", "", "Asia/Jakarta", {}, revision)

    def word(self, number: int, read: str) -> str:
        return self.words.get(f"{number}/word", lambda: read)


@pytest.fixture
def two(clock: Clock) -> Iterator[Offices]:
    found = Offices()
    yield found
    memory.EVERY.remove(found.grounds)
    memory.EVERY.remove(found.words)


class TestConfirming:
    def test_keeps_what_is_remembered_for_as_long_as_it_goes_on(self, two: Offices, clock: Clock) -> None:
        two.word(1, "lama")
        for _ in range(5):
            clock.now += TIME_TO_LIVE_SECONDS - 1
            assert two.grounds.confirm(1, 4)
        assert two.word(1, "baru") == "lama"
        assert two.reads == 1

    def test_of_another_revision_forgets_everything(self, two: Offices) -> None:
        two.word(1, "lama")
        two.word(2, "lama")
        assert not two.grounds.confirm(1, 5)
        two.revisions[1] = 5
        assert (two.word(1, "baru"), two.word(2, "baru")) == ("baru", "baru")
        assert two.grounds.confirm(1, 5)

    def test_of_an_office_of_which_nothing_is_remembered_is_no_confirmation(self, two: Offices) -> None:
        assert not two.grounds.confirm(1, 4)
        two.word(1, "lama")
        assert not two.grounds.confirm(3, 1)

    def test_of_one_office_keeps_nothing_of_another(self, two: Offices, clock: Clock) -> None:
        two.word(1, "lama")
        two.word(2, "lama")
        clock.now += TIME_TO_LIVE_SECONDS - 1
        assert two.grounds.confirm(1, 4)
        clock.now += 2
        two.revisions = {1: 5, 2: 10}
        assert two.word(1, "baru") == "lama"
        assert two.word(2, "baru") == "baru"

    def test_does_not_reach_what_was_read_before_the_change_and_kept_after_it(self, two: Offices) -> None:
        def read_slowly() -> str:
            # Meanwhile another thread learns that the office has moved on.
            two.revisions[1] = 5
            assert not two.grounds.confirm(1, 5)
            assert two.grounds.find(1) is not None
            return "lama"

        assert two.words.get("1/word", read_slowly) == "lama"
        assert two.grounds.confirm(1, 5)
        assert two.word(1, "baru") == "baru"

    def test_does_not_reach_what_rests_on_a_ground_that_was_replaced(self, two: Offices, clock: Clock) -> None:
        two.word(1, "lama")
        clock.past_the_time_to_live()
        two.revisions[1] = 5
        assert two.grounds.find(1) is not None
        assert two.grounds.confirm(1, 5)
        assert two.word(1, "baru") == "baru"


class TestTheTimeToLive:
    def test_ends_with_one_look_at_the_revision(self, two: Offices, clock: Clock) -> None:
        two.word(1, "lama")
        clock.past_the_time_to_live()
        assert two.word(1, "baru") == "lama"
        assert two.reads == 2
        clock.past_the_time_to_live()
        two.revisions[1] = 5
        assert two.word(1, "baru") == "baru"

    def test_of_the_list_is_not_prolonged(self, two: Offices, clock: Clock) -> None:
        two.grounds.all()
        clock.now += TIME_TO_LIVE_SECONDS - 1
        assert two.grounds.confirm(1, 4)
        assert two.grounds.confirm(2, 9)
        two.revisions[3] = 1
        clock.now += 2
        assert [office.id for office in two.grounds.all()] == [1, 2, 3]

    def test_is_not_needed_for_a_bound_on_what_is_kept(self, two: Offices) -> None:
        for day in range(3 * CAPACITY):
            two.words.get(f"1/{day}", lambda: "kata")
        assert len(two.words) <= CAPACITY


@pytest.mark.django_db
class TestARevision:
    def _decided(self) -> dict[str, Callable[[], object]]:
        return {
            "holiday": _holiday,
            "absence": lambda: factories.away(wati()),
            "closure": lambda: services.declare_closure(
                "bintan", start_at=MONDAY, end_at=MONDAY + datetime.timedelta(hours=1), reason="x", decision=decision()
            ),
            "incident": lambda: services.open_incident("bintan", start_at=MONDAY, reason="x", decision=decision()),
            "person": lambda: services.add_person(
                "bintan", username="bintan.baru", full_name="Baru", nip="", password_hash="!", decision=decision()
            ),
            "leaver": lambda: services.deactivate_person("bintan", person=wati().person, on=TODAY, decision=decision()),
        }

    def test_grows_by_one_with_each_change_of_its_office(self) -> None:
        others = _revision("pontianak")
        for number, service in enumerate(self._decided().values(), 1):
            before = _revision()
            service()
            assert _revision() == before + 1, number
        assert _revision("pontianak") == others

    def test_is_what_the_record_says(self) -> None:
        _holiday()
        assert queries.office("bintan").revision == _revision()

    def test_stays_when_a_change_is_refused_and_nothing_of_it_is_remembered(self) -> None:
        before = _revision()
        hours = queries.work_calendar("bintan").hours
        services.set_hours_period(
            "bintan", valid_from=TODAY, valid_until=TOMORROW, hours=hours, label="satu", decision=decision()
        )
        with pytest.raises(CalendarConflict), transaction.atomic():
            services.set_hours_period(
                "bintan", valid_from=TODAY, valid_until=TOMORROW, hours=hours, label="dua", decision=decision()
            )
        assert _revision() == before + 1
        assert [period.label for period in queries.work_calendar("bintan").periods] == ["satu"]

    def test_is_held_against_changes(self) -> None:
        with transaction.atomic():
            assert services.hold_revision(_office_id()) == _revision()
        with pytest.raises(queries.NoSuchOffice), transaction.atomic():
            services.hold_revision(0)


@pytest.mark.django_db
class TestAnotherProcess:
    def test_is_heard_of_when_an_act_reads_the_revision(self, elsewhere: Elsewhere) -> None:
        assert _is_open()
        elsewhere(_holiday)
        assert _is_open(), "until then this process remembers"
        assert not queries.confirm(_office_id(), _revision())
        assert not _is_open()
        assert queries.confirm(_office_id(), _revision())

    def test_is_heard_of_at_the_latest_when_the_time_to_live_has_passed(
        self, elsewhere: Elsewhere, clock: Clock
    ) -> None:
        person = wati().person
        elsewhere(lambda: factories.away(wati()))
        assert wati().seats
        clock.past_the_time_to_live()
        found = queries.officer_by_id(person, TODAY)
        assert found is not None
        assert not found.seats

    def test_that_changes_another_office_disturbs_nobody_here(self, elsewhere: Elsewhere) -> None:
        assert _is_open()
        elsewhere(lambda: _holiday("pontianak"))
        assert queries.confirm(_office_id(), _revision())

    def test_that_changes_nothing_costs_no_query_while_acts_confirm(
        self, clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        office, revision, person = _office_id(), _revision(), wati().person
        _is_open()
        queries.holders_of("bintan", "kasi-identitas", TODAY)
        queries.incidents("bintan")
        with django_assert_num_queries(0):
            for _ in range(10):
                clock.now += TIME_TO_LIVE_SECONDS - 1
                assert queries.confirm(office, revision)
                assert _is_open()
                assert queries.officer_by_id(person, TODAY) is not None
                assert queries.holders_of("bintan", "kasi-identitas", TODAY)
                assert queries.incidents("bintan") == ()
                assert queries.office_by_id(office).key == "bintan"

    def test_cannot_have_its_refused_revision_taken_for_a_later_one(self, elsewhere: Elsewhere) -> None:
        _is_open()

        def refused() -> None:
            with memory.changing(), transaction.atomic():
                changes.raise_revision("bintan")
                models.Holiday.objects.create(
                    office_id=_office_id(), date=TOMORROW, name="x", kind=HolidayKind.REGIONAL, decree="x"
                )
                assert not _is_open(on=TOMORROW)
                transaction.set_rollback(True)

        refused()
        elsewhere(_holiday)
        queries.confirm(_office_id(), _revision())
        assert (_is_open(), _is_open(on=TOMORROW)) == (False, True)


class TestHoldingARevision:
    def test_makes_a_change_wait(self, own_database: object, django_db_blocker: object) -> None:
        done = threading.Event()

        def change() -> None:
            try:
                with time_machine.travel(MONDAY, tick=True):
                    _holiday()
            finally:
                done.set()
                connection.close()

        other = threading.Thread(target=change)
        with transaction.atomic():
            held = services.hold_revision(_office_id())
            other.start()
            assert not done.wait(0.3), "the calendar changed under a case that was being taken in"
            assert _revision() == held
        other.join(20)
        assert _revision() == held + 1
