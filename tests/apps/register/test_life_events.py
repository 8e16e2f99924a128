"""Each life event through the service: what it leaves in the register, what it refuses, and that it is all or nothing."""

import datetime
import uuid
from dataclasses import replace

import pytest

from loket.core.register import Biodata
from loket.core.register.codes import MaritalStatus, Religion, ResidentStatus, Sex, Shdk
from loket.core.register.events import Birth, CorrectBiodata, Death, DocumentLost, Marriage, NikAssigned, Stillbirth
from loket.core.register.moves import KkAssigned
from loket.core.register.placements import JoinKk, NewKk
from loket.core.register.refusals import LifeEventRefused, UnknownResident
from loket.core.terms import KkNumber, Nik
from loket.register import models, national, queries, services
from loket.register.refusals import (
    IdTaken,
    KeyReused,
    NoSeat,
    NotKeptHere,
    NumberTaken,
    ReferenceMissing,
    SettingRefused,
    UnknownAdapter,
    UnprintableName,
    UnstorableText,
)
from tests.apps import factories
from tests.apps.register import people
from tests.apps.register.people import Home

pytestmark = pytest.mark.django_db

TODAY = factories.TODAY
BORN = datetime.date(2026, 11, 1)


def _birth(home: Home, **more: object) -> Birth:
    biodata = Biodata(
        full_name="Lia Salim",
        sex=Sex.FEMALE,
        birth_place="Kijang",
        birth_date=BORN,
        religion=Religion.ISLAM,
        mother_id=home.members[1],
        father_id=home.members[0],
        mother_name="Sari Wulandari",
        father_name="Agus Salim",
    )
    return Birth(date=BORN, child_id=services.new_id(), biodata=biodata, **more)  # type: ignore[arg-type]


def _wedding(bride: Home, groom: Home) -> Marriage:
    place = JoinKk(groom.id, {bride.members[1]: Shdk.WIFE})
    return Marriage(date=TODAY, husband_id=groom.members[0], wife_id=bride.members[1], placements=(place,))


def _manual(adapter: str = national.MANUAL) -> None:
    services.choose_settings(
        adapter, transit_days=100, officer=factories.hadi(), why="SIAK tersambung", at=factories.MONDAY
    )


class TestABirth:
    def test_adds_the_child_to_the_kk_with_a_draft_nik(self) -> None:
        home = people.saris()
        done = people.record(_birth(home))
        kk = queries.family(home.kk_number, TODAY)
        assert kk is not None
        names = [(row.biodata.full_name, row.shdk) for row in kk.rows]
        assert names[-1] == ("Lia Salim", Shdk.CHILD)
        assert [row.nik.digits for row in kk.rows if row.nik][-1] == "2101064111269001"
        assert list(done.numbers.values()) == ["2101064111269001"]

    def test_of_twins_takes_two_numbers_of_one_series(self) -> None:
        home = people.saris()
        people.record(_birth(home))
        done = people.record(_birth(home), accepted={"mungkin-ganda": "Kembar"})
        assert list(done.numbers.values()) == ["2101064111269002"]

    def test_keeps_what_was_before_and_after(self) -> None:
        home = people.saris()
        done = people.record(_birth(home), case="7K2M94QXB3TD")
        (change,) = done.families
        assert len(change["before"]["rows"]) == 3
        assert len(change["after"]["rows"]) == 4
        assert change["after"]["rows"][3]["nik"] == "2101064111269001"
        assert [e.id for e in queries.events_of_case("7K2M94QXB3TD")] == [done.id]
        assert done.acted_as.startswith("Budi")

    def test_waits_for_its_nik_where_the_centre_gives_it(self) -> None:
        home = people.saris()
        _manual()
        event = _birth(home)
        assert people.record(event).numbers == {}
        child = queries.resident(uuid.UUID(str(event.child_id)), TODAY)
        assert child is not None
        assert child.nik is None
        nik = Nik("2101064111260007")
        people.record(NikAssigned(date=TODAY, resident_id=event.child_id, nik=nik), reference="SIAK 16-11-2026 no. 12")
        found = queries.resident(nik, TODAY)
        assert found is not None
        assert found.name == "Lia Salim"


class TestADeath:
    def test_takes_the_dead_off_the_kk_and_widows_the_spouse(self) -> None:
        home = people.saris()
        new = NewKk(services.new_id(), home.members[1], {home.members[2]: Shdk.CHILD})
        done = people.record(Death(date=TODAY, resident_id=home.members[0], placements=(new,)))
        assert queries.family(home.kk_number, TODAY) is None
        after = queries.family(uuid.UUID(str(new.family_id)), TODAY)
        assert after is not None
        assert [(r.biodata.full_name, r.shdk) for r in after.rows] == [
            ("Sari Wulandari", Shdk.HEAD),
            ("Adi Salim", Shdk.CHILD),
        ]
        assert after.rows[0].biodata.marital_status is MaritalStatus.CERAI_MATI
        assert done.numbers[str(new.family_id)] == "2101061611269001"
        dead = queries.resident(home.members[0], TODAY)
        assert dead is not None
        assert dead.record.status is ResidentStatus.DEAD
        assert dead.family_id is None

    def test_of_a_head_whose_family_goes_nowhere_is_refused_and_leaves_nothing(self) -> None:
        home = people.saris()
        with pytest.raises(LifeEventRefused):
            people.record(Death(date=TODAY, resident_id=home.members[0]))
        assert not models.LifeEvent.objects.exists()
        kk = queries.family(home.kk_number, TODAY)
        assert kk is not None
        assert len(kk.rows) == 3


class TestAMarriage:
    def test_brings_the_wife_into_the_kk_of_the_husband(self) -> None:
        bride, groom = people.watis(), people.alone()
        people.record(_wedding(bride, groom))
        kk = queries.family(groom.kk_number, TODAY)
        assert kk is not None
        assert [(r.shdk, r.biodata.marital_status) for r in kk.rows] == [
            (Shdk.HEAD, MaritalStatus.KAWIN_TERCATAT),
            (Shdk.WIFE, MaritalStatus.KAWIN_TERCATAT),
        ]
        left = queries.family(bride.kk_number, TODAY)
        assert left is not None
        assert [r.biodata.full_name for r in left.rows] == ["Wati Rahayu"]

    def test_founds_a_kk_with_a_draft_number(self) -> None:
        bride, home = (
            people.watis(),
            people.live(
                (people.person("Umar Hakim", Sex.MALE, "1970-01-01"), Shdk.HEAD),
                (people.person("Joko Hakim", Sex.MALE, "1995-08-08"), Shdk.CHILD),
                number=3,
            ),
        )
        groom = home.members[1]
        place = NewKk(services.new_id(), groom, {bride.members[1]: Shdk.WIFE}, people.NEXT_DOOR)
        event = Marriage(date=TODAY, husband_id=groom, wife_id=bride.members[1], placements=(place,))
        done = people.record(event)
        kk = queries.family(KkNumber(done.numbers[str(place.family_id)]), TODAY)
        assert kk is not None
        assert [r.shdk for r in kk.rows] == [Shdk.HEAD, Shdk.WIFE]
        assert kk.address == people.NEXT_DOOR

    def test_of_someone_married_already_is_refused(self) -> None:
        home, groom = people.saris(), people.alone()
        event = Marriage(date=TODAY, husband_id=groom.members[0], wife_id=home.members[1])
        assert services.preview(event, officer=factories.budi(), at=factories.MONDAY)
        with pytest.raises(LifeEventRefused):
            people.record(event)


class TestTheService:
    def test_gives_the_same_answer_to_the_same_key(self) -> None:
        event, key = _birth(people.saris()), uuid.uuid4()
        first, again = people.record(event, key=key), people.record(event, key=key)
        assert (first.replayed, again.replayed) == (False, True)
        assert again.id == first.id
        assert models.LifeEvent.objects.count() == 1

    def test_refuses_a_key_of_another_event(self) -> None:
        home, key = people.saris(), uuid.uuid4()
        people.record(_birth(home), key=key)
        with pytest.raises(KeyReused):
            people.record(_birth(home), key=key)

    def test_keeps_the_reason_of_an_accepted_warning(self) -> None:
        home = people.saris()
        event = _birth(home)
        event = Birth(date=BORN, child_id=event.child_id, biodata=replace(event.biodata, full_name="Lia"))
        with pytest.raises(LifeEventRefused) as refused:
            people.record(event)
        assert [x.rule for x in refused.value.findings] == ["name-two-words"]
        done = people.record(event, accepted={"name-two-words": "orang tua tetap menghendaki"})
        assert [(x["rule"], x["reason"]) for x in done.accepted] == [("name-two-words", "orang tua tetap menghendaki")]

    def test_refuses_an_officer_who_is_away(self) -> None:
        home = people.saris()
        away = factories.away(factories.budi())
        with pytest.raises(NoSeat):
            people.record(_birth(home), by=away)

    def test_refuses_an_office_that_keeps_none_of_them(self) -> None:
        with pytest.raises(NotKeptHere):
            people.record(_birth(people.saris()), by=factories.dewi())

    def test_refuses_an_id_that_somebody_has(self) -> None:
        home, other = people.saris(), people.alone()
        event = _birth(home)
        with pytest.raises(IdTaken):
            people.record(Birth(date=BORN, child_id=other.members[0], biodata=event.biodata))
        assert models.Resident.objects.count() == 4

    def test_refuses_a_nik_that_somebody_has(self) -> None:
        home, other = people.saris(), people.alone()
        taken = models.Resident.objects.get(pk=other.members[0]).nik
        assert taken is not None
        with pytest.raises(NumberTaken):
            people.record(_birth(home, nik=Nik(taken)), accepted={"nik-fits-biodata": "uji"})

    @pytest.mark.parametrize("place", ["Kijang\0", "Kijang \ud800", "K" * 101])
    def test_refuses_a_text_that_cannot_be_kept(self, place: str) -> None:
        event = _birth(people.saris())
        event = replace(event, biodata=replace(event.biodata, birth_place=place))
        with pytest.raises(UnstorableText):
            people.record(event)

    @pytest.mark.parametrize(("name", "sign"), [("Siti 🙂", "🙂 (U+1F642)"), ("Сити", "С (U+0421)")])
    def test_refuses_a_name_that_no_paper_can_show_at_a_correction(self, name: str, sign: str) -> None:
        home = people.saris()
        changes, papers = {"mother_name": name}, {"mother_name": "Akta 7"}
        event = CorrectBiodata(date=TODAY, resident_id=home.members[1], changes=changes, papers=papers)
        with pytest.raises(UnprintableName) as refused:
            people.record(event)
        assert refused.value.data["sign"] == sign
        people.record(replace(event, changes={"mother_name": "Ni Luh D’Souza-Muñoz, S.H."}))

    def test_refuses_a_parent_whom_the_register_does_not_know(self) -> None:
        home = people.saris()
        event = CorrectBiodata(
            date=TODAY,
            resident_id=home.members[2],
            changes={"mother_id": services.new_id()},
            papers={"mother_id": "akta kelahiran"},
        )
        with pytest.raises(UnknownResident):
            people.record(event)

    def test_tells_its_own_numbers_from_the_centres(self) -> None:
        done = people.record(_birth(people.saris()))
        (nik,) = done.numbers.values()
        assert queries.is_draft(Nik(nik))
        assert not queries.is_draft(Nik("2101064111260007"))

    def test_wants_the_reference_of_a_number_from_the_centre(self) -> None:
        home = people.saris()
        with pytest.raises(ReferenceMissing):
            people.record(KkAssigned(date=TODAY, family_id=home.id, kk_number=KkNumber("2101060101200001")))

    def test_writes_an_event_that_changes_nothing_in_the_register(self) -> None:
        home = people.saris()
        lost = people.record(Stillbirth(date=TODAY, mother_id=home.members[1], weeks=30, sex=Sex.MALE))
        history = queries.history_of(home.members[1])
        assert history is not None
        assert [e.id for e in history.events] == [lost.id]
        assert len(history.versions) == 1
        card = people.record(
            DocumentLost(date=TODAY, resident_id=home.members[0], document="kk", police_letter="LP/1/2026")
        )
        assert card.outputs[0]["paper"] == "KK"


class TestSettings:
    def test_are_decided_by_the_head_alone_with_a_reason(self) -> None:
        with pytest.raises(SettingRefused):
            services.choose_settings(
                national.FILE, transit_days=30, officer=factories.budi(), why="coba", at=factories.MONDAY
            )
        with pytest.raises(SettingRefused):
            services.choose_settings(
                national.FILE, transit_days=30, officer=factories.hadi(), why=" ", at=factories.MONDAY
            )
        with pytest.raises(UnknownAdapter):
            _manual("siak")
        assert queries.settings_of(factories.budi().office_id).national == national.LOCAL

    def test_the_latest_counts(self) -> None:
        _manual()
        _manual(national.FILE)
        assert queries.settings_of(factories.budi().office_id).national == national.FILE
        assert queries.settings_of(factories.dewi().office_id).national == national.LOCAL
