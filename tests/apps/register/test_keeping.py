"""What an office keeps, the names that pages point to, and the trace of every look."""

import datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from loket.core.register.codes import Shdk
from loket.core.register.events import Death
from loket.core.register.placements import NewKk
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.register import models, queries, services
from tests.apps import factories
from tests.apps.register import people

pytestmark = pytest.mark.django_db


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
        services.leave_trace(factories.budi(), "penduduk", resident=home.members[1])
        services.leave_trace(factories.wati(), "kembar", resident=home.members[1])
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
            services.leave_trace(factories.budi(), "penduduk")


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
