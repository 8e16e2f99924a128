"""A warning that was taken on names nobody, on the pages of an office, whom another office keeps."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loket.core.register.codes import Sex
from loket.core.register.events import Birth, CorrectBiodata
from loket.core.register.particulars import BirthParticulars
from loket.core.rules import RULES, Level
from loket.register import queries as register
from loket.register.finding import duplicates
from loket.register.records import LifeEventRecord
from loket.web.desk.register.accepted import TITLES, accepted_as_seen
from tests.apps import factories
from tests.apps.entries import elsewhere
from tests.apps.register import people
from tests.apps.web.desk import DeskBrowser

pytestmark = pytest.mark.django_db
SENTENCE = "Agus Salim dan Sari Wulandari suami istri dalam KK yang berbeda."
QUIET = "Peringatan yang diterima petugas: Suami istri dalam KK yang berbeda. Alasan: bekerja di Pontianak"


@pytest.fixture
def arrival() -> tuple[elsewhere.Apart, LifeEventRecord]:
    """Sari's arrival in Pontianak, with the reason why her husband stays in Bintan."""
    couple = elsewhere.apart()
    history = register.history_of(couple.here.members[1])
    assert history is not None
    return couple, next(one for one in history.events if one.accepted)


def born(home: people.Home, name: str = "Lia") -> LifeEventRecord:
    """A child with a name of one word."""
    child = people.person(name, Sex.FEMALE, "2026-11-01", father_id=home.members[0], mother_id=home.members[1])
    event = Birth(date=child.birth_date, child_id=uuid.uuid4(), biodata=child)
    return people.record(event, accepted={"name-two-words": "orang tua tetap menghendaki"})


def shown(event: LifeEventRecord, office_id: int, **changes: Any) -> list[str]:
    """The sentences of its warnings as an office reads them."""
    accepted: tuple[Mapping[str, Any], ...] = tuple({**one, **changes} for one in event.accepted)
    seen = accepted_as_seen([replace(event, accepted=accepted)], office_id)
    return [str(one.sentence) for one in seen[event.id]]


class TestOnAPage:
    def test_names_who_is_kept_here(self, budi: DeskBrowser) -> None:
        home = people.saris()
        event = born(home)
        for address in (f"/penduduk/{event.payload['child_id']}/", f"/penduduk/kk/{home.id}/"):
            page = budi.get(address)
            assert "Nama “Lia” hanya satu kata. Alasan: orang tua tetap menghendaki" in page.text, address

    def test_names_nobody_whom_another_office_keeps(
        self, dewi: DeskBrowser, arrival: tuple[elsewhere.Apart, LifeEventRecord]
    ) -> None:
        couple, event = arrival
        assert [one["sentence"] for one in event.accepted] == [SENTENCE]
        for address in (f"/penduduk/{couple.here.members[1]}/", f"/penduduk/kk/{couple.there.id}/"):
            page = dewi.get(address)
            assert QUIET in page.text, address
            assert SENTENCE not in page.text


class TestASentence:
    def test_is_told_to_an_office_that_keeps_all_whom_it_names(
        self, arrival: tuple[elsewhere.Apart, LifeEventRecord]
    ) -> None:
        couple, event = arrival
        agus, sari = (str(one) for one in couple.here.members)
        budi, dewi = factories.budi().office_id, factories.dewi().office_id
        assert event.accepted[0]["about"] == sorted([agus, sari])
        assert shown(event, dewi) == shown(event, budi) == ["Suami istri dalam KK yang berbeda."]
        assert shown(event, dewi, about=[sari]) == shown(event, budi, about=[agus]) == [SENTENCE]

    @pytest.mark.parametrize("about", [[], [str(uuid.UUID(int=7))]])
    def test_that_does_not_say_whom_it_names_is_told_to_nobody(self, about: list[str]) -> None:
        event = born(people.saris())
        assert shown(event, event.office_id, about=about) == ["Nama hanya satu kata."]

    def test_of_an_earlier_version_is_told_to_nobody(self) -> None:
        event = born(people.saris())
        before = tuple({name: one[name] for name in ("rule", "sentence", "reason")} for one in event.accepted)
        seen = accepted_as_seen([replace(event, accepted=before)], event.office_id)
        assert [str(one.sentence) for one in seen[event.id]] == ["Nama hanya satu kata."]

    def test_leaves_out_the_officers_own_words_where_it_gives_way(self) -> None:
        event = born(people.saris())
        apart = replace(event, accepted=tuple({**one, "about": [str(uuid.uuid4())]} for one in event.accepted))
        offices = (event.office_id, factories.dewi().office_id)
        reasons = [accepted_as_seen([apart], office)[event.id][0].reason for office in offices]
        assert reasons == ["orang tua tetap menghendaki", ""]

    def test_of_a_rule_that_is_no_more_names_nobody(self) -> None:
        event = born(people.saris())
        assert shown(event, event.office_id, about=[], rule="aturan-lama") == ["Data tidak biasa."]

    def test_about_a_kk_may_name_its_head(self) -> None:
        home = people.saris()
        event = CorrectBiodata(
            date=factories.TODAY,
            resident_id=home.members[2],
            changes={"birth_date": people.day("1983-04-04")},
            papers={"birth_date": "Akta kelahiran"},
        )
        done = people.record(
            event, accepted=dict.fromkeys(("child-younger-than-head", "nik-fits-biodata"), "anak angkat")
        )
        [about] = [one["about"] for one in done.accepted if one["rule"] == "child-younger-than-head"]
        assert about == sorted(str(home.members[place]) for place in (0, 2))

    def test_may_name_more_than_it_is_about(self) -> None:
        home = people.saris()
        adi, sari = home.members[2], home.members[1]
        people.record(
            CorrectBiodata(
                date=factories.TODAY,
                resident_id=adi,
                changes={"mother_id": sari},
                papers={"mother_id": "Akta kelahiran"},
            )
        )
        child = people.person("Lia Salim", Sex.FEMALE, "2026-11-01", father_id=home.members[0], mother_id=sari)
        event = Birth(
            date=child.birth_date, child_id=uuid.uuid4(), biodata=child, particulars=BirthParticulars(order=1)
        )
        done = people.record(event, accepted={"birth-order-fits": "uji"})
        [one] = done.accepted
        assert "Adi Salim" in one["sentence"]
        assert one["about"] == sorted(str(own) for own in (event.child_id, sari, adi))

    def test_costs_one_question_for_all_events_and_none_without_any(self) -> None:
        home = people.saris()
        events = [born(home), born(home, "Nia")]
        shown(events[0], events[0].office_id)
        with CaptureQueriesContext(connection) as asked:
            accepted_as_seen(events, events[0].office_id)
        assert len(asked) == 1
        with CaptureQueriesContext(connection) as asked:
            assert accepted_as_seen([replace(events[0], accepted=())], events[0].office_id) == {}
        assert len(asked) == 0


class TestATitle:
    def test_is_there_for_every_rule_that_warns(self) -> None:
        warning = {one.RULE.id for one in RULES if one.RULE.level is Level.WARNING}
        assert TITLES.keys() == warning | {duplicates.RULE}
