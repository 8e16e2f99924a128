"""The register tells what was so on any day, and what happened to whom."""

import datetime
from uuid import UUID

import pytest

from loket.core.register.codes import MaritalStatus, MoveClass, Shdk
from loket.core.register.events import ChangeStatus, Death, Marriage
from loket.core.register.moves import AddressChange
from loket.core.register.placements import JoinKk, NewKk
from loket.register import models, queries, services
from tests.apps import factories
from tests.apps.register import people

pytestmark = pytest.mark.django_db

TODAY = factories.TODAY
YESTERDAY = TODAY - datetime.timedelta(days=1)


class TestAFamily:
    def test_stands_as_it_stood_that_day(self) -> None:
        home = people.saris()
        new = NewKk(services.new_id(), home.members[1], {home.members[2]: Shdk.CHILD})
        people.record(Death(date=TODAY, resident_id=home.members[0], placements=(new,)))
        before = queries.family(home.kk_number, YESTERDAY)
        assert before is not None
        assert [r.shdk for r in before.rows] == [Shdk.HEAD, Shdk.WIFE, Shdk.CHILD]
        assert before.rows[1].biodata.marital_status is MaritalStatus.KAWIN_TERCATAT
        assert queries.family(home.kk_number, TODAY) is None
        assert queries.family(UUID(str(new.family_id)), YESTERDAY) is None
        assert queries.family(home.kk_number, people.SINCE - datetime.timedelta(days=1)) is None

    def test_is_told_in_two_statements(self, django_assert_num_queries: pytest.FixtureRequest) -> None:
        home = people.saris()
        with django_assert_num_queries(2):  # type: ignore[operator]
            queries.family(home.kk_number, TODAY)
        with django_assert_num_queries(2):  # type: ignore[operator]
            queries.who_lived_at(people.KIJANG, TODAY)
        with django_assert_num_queries(2):  # type: ignore[operator]
            queries.resident(home.members[0], TODAY)


class TestAnAddress:
    def test_names_who_lived_there_that_day(self) -> None:
        home, neighbours = people.saris(), people.watis()
        people.record(
            AddressChange(date=TODAY, family_id=home.id, address=people.NEXT_DOOR, move_class=MoveClass.WITHIN_VILLAGE)
        )
        there = {r.id for r in queries.who_lived_at(people.HOUSE, YESTERDAY)}
        assert there == set(home.members)
        assert queries.who_lived_at(people.HOUSE, TODAY) == ()
        now = queries.who_lived_at(people.NEXT_DOOR, TODAY)
        assert {r.id for r in now} == {*home.members, *neighbours.members}
        assert {r.address for r in now} == {people.NEXT_DOOR}
        before = queries.who_lived_at(people.KIJANG, YESTERDAY)
        assert {r.address for r in before if r.family_id == home.id} == {people.HOUSE}


class TestAResident:
    def test_has_a_history_of_versions_places_and_events(self) -> None:
        bride, groom = people.watis(), people.alone()
        place = JoinKk(groom.id, {bride.members[1]: Shdk.WIFE})
        event = Marriage(date=TODAY, husband_id=groom.members[0], wife_id=bride.members[1], placements=(place,))
        done = people.record(event)
        history = queries.history_of(bride.members[1])
        assert history is not None
        assert [v.biodata.marital_status for v in history.versions] == [
            MaritalStatus.BELUM_KAWIN,
            MaritalStatus.KAWIN_TERCATAT,
        ]
        assert [(m.shdk, m.until_date) for m in history.memberships] == [(Shdk.CHILD, TODAY), (Shdk.WIFE, None)]
        assert [e.id for e in history.events] == [done.id]
        assert [e.id for e in queries.events_of_family(bride.id)] == [done.id]
        was = queries.resident(bride.members[1], YESTERDAY)
        assert was is not None
        assert was.kk_number == bride.kk_number

    def test_keeps_what_was_written_earlier_on_the_same_day(self) -> None:
        home = people.saris()
        for occupation in (65, 88):
            people.record(
                ChangeStatus(
                    date=TODAY,
                    resident_id=home.members[0],
                    changes={"occupation": occupation},
                    papers={"occupation": "surat keterangan"},
                )
            )
        rows = models.ResidentVersion.objects.filter(resident=home.members[0]).order_by("pk")
        assert [(r.biodata.get("occupation"), r.superseded_at is None) for r in rows] == [
            (None, True),
            (65, False),
            (88, True),
        ]
        now = queries.resident(home.members[0], TODAY)
        assert now is not None
        assert now.record.biodata.occupation == 88

    def test_is_unknown_before_the_first_record(self) -> None:
        home = people.saris()
        assert queries.resident(home.members[0], people.SINCE - datetime.timedelta(days=1)) is None
        assert queries.history_of(services.new_id()) is None


class TestLists:
    def test_find_by_the_beginning_of_a_name_page_after_page(self) -> None:
        people.saris()
        people.watis()
        office = factories.budi().office_id
        names = [r.full_name for r in queries.residents(office)]
        assert names == ["Adi Salim", "Agus Salim", "Rina Rahayu", "Sari Wulandari", "Wati Rahayu"]
        first = queries.residents(office, limit=2)
        rest = queries.residents(office, after=(first[-1].full_name, first[-1].id))
        assert [r.full_name for r in rest] == names[2:]
        assert [r.full_name for r in queries.residents(office, name="a")] == ["Adi Salim", "Agus Salim"]
        assert queries.residents(factories.dewi().office_id) == ()

    def test_show_families_by_address(self) -> None:
        home, neighbours = people.saris(), people.watis()
        office = factories.budi().office_id
        first, second = queries.families(office)
        assert (first.id, first.head_name) == (home.id, "Agus Salim")
        rest = queries.families(office, after=(first.address.region.digits, first.address.street, first.id))
        assert [f.id for f in rest] == [second.id] == [neighbours.id]
        assert queries.families(office, region=people.PONTIANAK.region) == ()

    def test_show_once_who_was_in_two_families(self) -> None:
        bride, groom = people.watis(), people.alone()
        place = JoinKk(groom.id, {bride.members[1]: Shdk.WIFE})
        people.record(Marriage(date=TODAY, husband_id=groom.members[0], wife_id=bride.members[1], placements=(place,)))
        office = factories.budi().office_id
        assert [r.full_name for r in queries.residents(office)] == ["Joko Susilo", "Rina Rahayu", "Wati Rahayu"]
        people.record(Death(date=TODAY, resident_id=bride.members[0]))
        names = [r.full_name for r in queries.residents(office)]
        assert names == ["Joko Susilo", "Rina Rahayu", "Wati Rahayu"]
