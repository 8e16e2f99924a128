"""What an office keeps, the names that pages point to, and the trace of every look."""

import datetime
from collections.abc import Iterator
from uuid import UUID

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from loket.core.oversight.purposes import Purpose, PurposeKind
from loket.core.register.codes import Shdk
from loket.core.register.events import Death
from loket.core.register.placements import NewKk
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.offices.records import Officer
from loket.register import models, queries, services
from loket.register.readings import FORM, ONE_LOOK, leave_traces
from tests.apps import factories
from tests.apps.register import people

pytestmark = pytest.mark.django_db

ASKED = Purpose(PurposeKind.COMPLAINT, "menanyakan datanya")


@pytest.fixture
def at_nine() -> Iterator[time_machine.Traveller]:
    """A clock that stands still until it is moved."""
    with time_machine.travel(factories.MONDAY, tick=False) as clock:
        yield clock


class TestTheKeeper:
    def test_is_known_by_nik_kk_number_and_id(self) -> None:
        home = people.saris()
        here = factories.budi().office_id
        assert queries.keeper_of(Nik("9901064303860001")) == (home.members[1], here)
        assert queries.keeper_of(home.kk_number) == (home.id, here)
        assert queries.keeper_of(home.members[0]) == (home.members[0], here)
        for unknown in (Nik("9901064303869999"), KkNumber("9901060601209999"), services.new_id()):
            assert queries.keeper_of(unknown) is None

    def test_is_named_with_people_and_kks_in_one_statement_each(
        self, django_assert_num_queries: pytest.FixtureRequest
    ) -> None:
        home, other = people.saris(), people.alone(office=factories.dewi())
        with django_assert_num_queries(1):  # type: ignore[operator]
            found = queries.people([*home.members, *other.members, 7])
        assert {one.office_id for one in found.values()} == {factories.budi().office_id, factories.dewi().office_id}
        with django_assert_num_queries(1):  # type: ignore[operator]
            named = queries.families_named([home.id, other.id])
        assert {one.head_name for one in named.values()} == {"Agus Salim", "Joko Susilo"}
        with django_assert_num_queries(0):  # type: ignore[operator]
            assert not queries.people([])
            assert not queries.families_named([])


class TestAKk:
    def test_is_told_through_all_its_time_in_four_statements(
        self, django_assert_num_queries: pytest.FixtureRequest
    ) -> None:
        home = people.saris()
        new = NewKk(services.new_id(), home.members[1], {home.members[2]: Shdk.CHILD})
        people.record(Death(date=factories.TODAY, resident_id=home.members[0], placements=(new,)))
        with django_assert_num_queries(4):  # type: ignore[operator]
            old = queries.family_record(home.id)
        assert old is not None
        assert (old.opened_date, old.closed_date) == (people.SINCE, factories.TODAY)
        assert [one.until_date for one in old.members] == [factories.TODAY] * 3
        assert [one.id for one in old.followed_by] == [new.family_id]
        later = queries.family_record(UUID(str(new.family_id)))
        assert later is not None
        assert later.follows is not None
        assert later.follows.id == home.id
        assert queries.family_record(services.new_id()) is None


class TestWaiting:
    def test_reads_few_rows_however_large_the_register(self) -> None:
        """The rows without a number stand together in the index that makes numbers unique."""
        rows = models.Resident.objects.filter(nik=None, office=factories.budi().office_id)[:200]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor, transaction.atomic():
                cursor.execute("SET LOCAL enable_seqscan = off")
                plan = rows.explain()
            assert "nik IS NULL" in plan.partition("Index Cond")[2], plan
        else:
            assert "(nik=?)" in rows.explain(), rows.explain()


class TestALook:
    def test_is_kept_newest_first_and_never_changed(self) -> None:
        home = people.saris()
        services.leave_trace(factories.budi(), "penduduk", purpose=ASKED, resident=home.members[1])
        services.leave_trace(factories.wati(), "kembar", purpose=ASKED, resident=home.members[1])
        assert [one.what for one in queries.readings_of(resident=home.members[1])] == ["kembar", "penduduk"]
        assert queries.readings_of(family=home.id) == ()
        for spoil in (
            lambda: models.Reading.objects.update(what="x"),
            lambda: models.Reading.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                spoil()

    def test_is_of_one_resident_or_kk(self) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            services.leave_trace(factories.budi(), "penduduk", purpose=ASKED)


class TestManyLooks:
    """Of a page that is asked for again and again."""

    def look(self, home: people.Home, officer: Officer | None = None, what: str = FORM) -> None:
        leave_traces(officer or factories.budi(), what, purpose=ASKED, residents=home.members, families=[home.id])

    def looks(self, home: people.Home) -> list[int]:
        found = (queries.readings_of(resident=own) for own in home.members)
        return [len(one) for one in (*found, queries.readings_of(family=home.id))]

    def test_are_one_for_each_resident_and_kk(self) -> None:
        home = people.saris()
        for _ in range(2):
            self.look(home)
        assert self.looks(home) == [1, 1, 1, 1]

    def test_are_told_apart_by_officer_and_by_what_was_looked_at(self) -> None:
        home = people.alone()
        self.look(home)
        self.look(home, factories.wati())
        self.look(home, what="penduduk")
        assert self.looks(home) == [3, 3]

    def test_are_another_look_after_a_while(self, at_nine: time_machine.Traveller) -> None:
        home = people.alone()
        self.look(home)
        at_nine.shift(ONE_LOOK - datetime.timedelta(seconds=1))
        self.look(home)
        assert self.looks(home) == [1, 1]
        at_nine.shift(datetime.timedelta(seconds=1))
        self.look(home)
        assert self.looks(home) == [2, 2]

    def test_are_another_look_when_the_clock_had_been_ahead(self, at_nine: time_machine.Traveller) -> None:
        home = people.alone()
        self.look(home)
        at_nine.shift(-datetime.timedelta(days=1))
        self.look(home)
        assert self.looks(home) == [2, 2]

    def test_note_only_whom_was_not_noted(self) -> None:
        home = people.saris()
        leave_traces(factories.budi(), FORM, purpose=ASKED, residents=home.members[:1])
        self.look(home)
        assert self.looks(home) == [1, 1, 1, 1]

    def test_leave_out_what_is_no_id_of_the_register(self) -> None:
        leave_traces(factories.budi(), FORM, purpose=ASKED, residents=[7, None])
        assert not models.Reading.objects.exists()

    def test_take_one_statement_and_one_more_that_writes(
        self, django_assert_num_queries: pytest.FixtureRequest
    ) -> None:
        home, officer = people.saris(), factories.budi()
        with django_assert_num_queries(0):  # type: ignore[operator]
            leave_traces(officer, FORM, purpose=ASKED)
        with django_assert_num_queries(5) as asked:  # type: ignore[operator]
            self.look(home, officer)
        assert [one["sql"].split()[0] for one in asked] == ["SELECT", "SAVEPOINT", "INSERT", "RELEASE", "SELECT"], (
            "the watch list"
        )
        with django_assert_num_queries(1):  # type: ignore[operator]
            self.look(home, officer)

    def test_are_asked_for_by_an_index(self) -> None:
        since = factories.MONDAY
        rows = models.Reading.objects.filter(office_id=1, person=1, at__gt=since - ONE_LOOK, at__lte=since)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor, transaction.atomic():
                cursor.execute("SET LOCAL enable_seqscan = off")
                plan = rows.explain()
        else:
            plan = rows.explain()
        assert "register_reading_by_person" in plan, plan


class TestPlaces:
    def test_are_named_upwards_in_one_statement(self, django_assert_num_queries: pytest.FixtureRequest) -> None:
        with django_assert_num_queries(1):  # type: ignore[operator]
            found = queries.places([people.KIJANG, RegionCode("21.01".replace(".", ""))])
        assert found[people.KIJANG].regency == "Kabupaten Bintan"
        assert found[people.KIJANG].short.endswith(found[people.KIJANG].district)
        assert found[RegionCode("2101")].district == ""
        assert queries.places([RegionCode("9999999999")])[RegionCode("9999999999")].short == "99.99.99.9999"


class TestCodeVersions:
    def test_keep_every_wording_the_latest_first(self) -> None:
        later = factories.TODAY + datetime.timedelta(days=3)
        services.set_code(
            "agama", 5, "BUDDHA", from_date=later, source="Permen 1/2027", officer=factories.hadi(), at=factories.MONDAY
        )
        lines = [line for line in queries.code_versions("agama") if line.code == 5]
        assert [(line.name, line.valid_from, line.valid_until) for line in lines] == [
            ("BUDDHA", later, None),
            ("BUDHA", None, later),
        ]
        assert queries.code_versions("tidak-ada") == ()
        counts = {one.name: one.lines for one in queries.code_lists_known(factories.TODAY)}
        assert counts["agama"] == 7
