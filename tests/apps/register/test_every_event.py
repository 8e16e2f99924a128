"""
Every kind of life event through the service: the tables hold exactly what the core decided, and no rule is broken.

The core's own tests say what each event changes; here it is what is read back that counts.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

import pytest

from loket.core.register import Context, Documents, Permit, Slice
from loket.core.register import events as e
from loket.core.register import moves as m
from loket.core.register.codes import (
    Citizenship,
    MaritalStatus,
    MoveClass,
    MoveKind,
    MoveReason,
    PermitKind,
    Sex,
    Shdk,
)
from loket.core.register.decide import HANDLERS, apply, decide
from loket.core.register.events import LifeEvent
from loket.core.register.placements import JoinKk, KeepKk, NewKk
from loket.core.register.recording import RecordingStatus
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.register import checking, models, national, services
from loket.register.store import loading
from tests.apps import factories
from tests.apps.register import people
from tests.apps.register.people import Home

pytestmark = pytest.mark.django_db

TODAY = factories.TODAY
LATER = factories.MONDAY + datetime.timedelta(days=150)
METRO = RegionCode("1872011001")
SURE = {"couple-shares-kk": "tugas di kota lain", "more-than-one-wife": "izin pengadilan", "name-two-words": "tetap"}


@dataclass
class Street:
    """Three households: Agus, Sari and Adi; Wati and Rina; Joko."""

    saris: Home
    watis: Home
    jokos: Home


@pytest.fixture
def street(db: None) -> Street:
    services.choose_settings(
        national.MANUAL, transit_days=100, officer=factories.hadi(), why="uji", at=factories.MONDAY
    )
    return Street(people.saris(), people.watis(), people.alone())


def _born(street: Street) -> e.Birth:
    biodata = people.person("Lia Salim", Sex.FEMALE, "2026-11-01", mother_id=street.saris.members[1])
    return e.Birth(date=people.day("2026-11-01"), child_id=services.new_id(), biodata=biodata)


def _wed(street: Street) -> e.Marriage:
    bride, groom = street.watis.members[1], street.jokos.members[0]
    places = (JoinKk(street.jokos.id, {bride: Shdk.WIFE}),)
    return e.Marriage(date=TODAY, husband_id=groom, wife_id=bride, placements=places)


def _out(street: Street) -> m.MoveOut:
    return m.MoveOut(
        date=TODAY,
        family_id=street.watis.id,
        movers=frozenset({street.watis.members[1]}),
        kind_of_move=MoveKind.MEMBERS,
        destination=METRO,
        reason=MoveReason.WORK,
    )


def _all_out(street: Street) -> m.MoveOut:
    everyone = frozenset(street.saris.members)
    return replace(_out(street), family_id=street.saris.id, movers=everyone, kind_of_move=MoveKind.HEAD_AND_ALL)


def _newcomer(**more: object) -> m.Newcomer:
    biodata = people.person("Lukman Hakim", Sex.MALE, "1990-09-09", **more)
    return m.Newcomer(services.new_id(), Nik("9901060909909001"), biodata, people.CARD)


def _arrival() -> m.MoveIn:
    new = _newcomer()
    home = KeepKk(services.new_id(), new.resident_id, KkNumber("9902060601200777"), people.HOUSE)
    return m.MoveIn(date=TODAY, skpwni_number="SKPWNI/1872/01112026/0001", newcomers=(new,), placements=(home,))


def _foreigner() -> m.ForeignerRegistered:
    permit = Permit(PermitKind.ITAS, "2C21", people.day("2027-06-01"))
    new = _newcomer(citizenship=Citizenship.WNA, nationality="Jepang", permit=permit)
    return m.ForeignerRegistered(date=TODAY, newcomer=replace(new, documents=Documents()), address=people.HOUSE)


def _recorded(street: Street) -> m.PeopleRecorded:
    new = _newcomer()
    place = JoinKk(street.saris.id, {new.resident_id: Shdk.OTHER})
    return m.PeopleRecorded(date=TODAY, newcomers=(new,), statement="F-1.04", placements=(place,))


def _child(street: Street) -> UUID:
    return street.saris.members[2]


def _split(divorced: Street) -> tuple[NewKk]:
    agus, sari, adi = divorced.saris.members
    del agus
    return (NewKk(services.new_id(), sari, {adi: Shdk.CHILD}),)


Story = Callable[[Street], list[LifeEvent]]
STORIES: dict[str, Story] = {
    "birth": lambda s: [_born(s)],
    "numbers": lambda s: [
        born := _born(s),
        e.NikAssigned(date=TODAY, resident_id=born.child_id, nik=Nik("2101064111260007")),
    ],
    "stillbirth": lambda s: [e.Stillbirth(date=TODAY, mother_id=s.saris.members[1], weeks=30, sex=Sex.MALE)],
    "death": lambda s: [e.Death(date=TODAY, resident_id=s.saris.members[1], akta_number="2101-KM-1")],
    "marriage annulled": lambda s: [
        _wed(s),
        e.MarriageAnnulment(
            date=TODAY,
            husband_id=s.jokos.members[0],
            wife_id=s.watis.members[1],
            placements=(JoinKk(s.watis.id, {s.watis.members[1]: Shdk.CHILD}),),
        ),
    ],
    "divorce annulled": lambda s: [
        e.Divorce(date=TODAY, husband_id=s.saris.members[0], wife_id=s.saris.members[1], placements=_split(s)),
        e.DivorceAnnulment(date=TODAY, husband_id=s.saris.members[0], wife_id=s.saris.members[1]),
    ],
    "adoption": lambda s: [
        e.Adoption(date=TODAY, child_id=_child(s), adopter_id=s.jokos.members[0], court_number="1/Pdt.P/2026")
    ],
    "acknowledgement": lambda s: [
        born := _born(s),
        e.ChildAcknowledgement(date=TODAY, child_id=born.child_id, father_id=s.saris.members[0]),
    ],
    "correction": lambda s: [
        e.CorrectBiodata(
            date=TODAY,
            resident_id=s.saris.members[0],
            changes={"full_name": "Agus Salim Putra"},
            papers={"full_name": "penetapan pengadilan 2/2026"},
        )
    ],
    "change": lambda s: [
        e.ChangeStatus(date=TODAY, resident_id=_child(s), changes={"occupation": 3}, papers={"occupation": "surat"})
    ],
    "lost": lambda s: [
        e.DocumentLost(date=TODAY, resident_id=s.jokos.members[0], document="ktp-el", police_letter="LP/1")
    ],
    "card": lambda s: [
        e.KtpElAdvanced(date=TODAY, resident_id=s.jokos.members[0], to=RecordingStatus.PRINT_READY_RECORD),
        e.KtpElAdvanced(date=TODAY, resident_id=s.jokos.members[0], to=RecordingStatus.SENT_FOR_CARD_PRINTING),
    ],
    "kia": lambda s: [
        e.KiaRequested(date=TODAY, resident_id=_child(s)),
        e.KiaIssued(date=TODAY, resident_id=_child(s)),
    ],
    "letter": lambda s: [
        e.SubstituteLetter(date=TODAY, resident_id=s.jokos.members[0], letter="skpti", lost=("kk",), ground="7/2026")
    ],
    "citizenship": lambda s: [
        e.CitizenshipGivenUp(
            date=TODAY, resident_ids=(s.watis.members[1],), decree="AHU-1/2026", nationality="Malaysia"
        )
    ],
    "annulled": lambda s: [e.RecordAnnulled(date=TODAY, resident_id=_child(s), reason="terekam dua kali")],
    "new family": lambda s: [
        m.NewFamily(date=TODAY, placements=(new := NewKk(services.new_id(), s.watis.members[1]),)),
        m.KkAssigned(date=TODAY, family_id=new.family_id, kk_number=KkNumber("2101061611260001")),
    ],
    "head replaced": lambda s: [
        m.HeadReplaced(
            date=TODAY,
            family_id=s.watis.id,
            successor=NewKk(services.new_id(), s.watis.members[1], {s.watis.members[0]: Shdk.PARENT}),
        )
    ],
    "join": lambda s: [
        m.JoinFamily(date=TODAY, consent_of="Wati", placements=(JoinKk(s.watis.id, {s.jokos.members[0]: Shdk.OTHER}),))
    ],
    "leave": lambda s: [
        m.LeaveFamily(
            date=TODAY,
            resident_ids=(s.watis.members[1],),
            placements=(JoinKk(s.saris.id, {s.watis.members[1]: Shdk.OTHER_KIN}),),
        )
    ],
    "dissolve": lambda s: [
        m.Dissolve(
            date=TODAY,
            family_id=s.jokos.id,
            placements=(JoinKk(s.saris.id, {s.jokos.members[0]: Shdk.OTHER_KIN}),),
        )
    ],
    "address": lambda s: [
        m.AddressChange(date=TODAY, family_id=s.saris.id, address=people.NEXT_DOOR, move_class=MoveClass.WITHIN_VILLAGE)
    ],
    "out and arrived": lambda s: [_out(s), m.ArrivedElsewhere(date=TODAY, resident_ids=(s.watis.members[1],))],
    "out and back": lambda s: [_all_out(s), m.MoveOutCancelled(date=TODAY, resident_ids=s.saris.members)],
    "out and expired": lambda s: [
        _all_out(s),
        m.MoveOutExpired(date=LATER.date(), resident_ids=s.saris.members),
    ],
    "in": lambda _: [_arrival()],
    "recorded": lambda s: [_recorded(s)],
    "foreigner": lambda _: [
        new := _foreigner(),
        m.PermitProlonged(
            date=TODAY,
            resident_id=new.newcomer.resident_id,
            permit=Permit(PermitKind.ITAS, "2C22", people.day("2028-06-01")),
            address=people.NEXT_DOOR,
        ),
    ],
    "abroad and back": lambda s: [
        m.MoveAbroad(date=TODAY, resident_ids=(s.watis.members[1],)),
        m.ArrivedFromAbroad(
            date=TODAY, letter="SKPLN 1", placements=(JoinKk(s.saris.id, {s.watis.members[1]: Shdk.OTHER_KIN}),)
        ),
    ],
}


def _part(event: LifeEvent) -> Slice:
    return loading.load(event.named_residents, event.named_families).part


def _same(stored: Slice, decided: Slice) -> None:
    assert {i: stored.residents.get(i) for i in decided.residents} == decided.residents
    assert {i: stored.families.get(i) for i in decided.families} == decided.families
    kept = {x for x in stored.memberships if x.resident_id in decided.residents}
    assert kept == set(decided.memberships)


class TestEveryEvent:
    @pytest.mark.parametrize("story", STORIES)
    def test_is_stored_as_it_was_decided(self, story: str, street: Street) -> None:
        for event in STORIES[story](street):
            at = LATER if event.date > TODAY else factories.MONDAY
            before = _part(event)
            decided = apply(before, decide(before, event, Context(at.date(), SURE)))
            people.record(event, accepted=SURE, at=at, reference="SIAK 1")
            families = {UUID(str(i)) for i in decided.families}
            stored = loading.load_families(families, {UUID(str(i)) for i in decided.residents}).part
            _same(stored, decided)
        report = checking.check(LATER.date())
        assert report.ok, report.first

    def test_is_told_in_a_story_here(self, street: Street) -> None:
        told = {type(event) for story in STORIES.values() for event in story(street)}
        assert told == set(HANDLERS)

    def test_of_an_arrival_brings_who_was_kept_elsewhere(self, street: Street) -> None:
        mover = street.watis.members[1]
        people.record(replace(_out(street), destination=people.PONTIANAK.region))
        home = NewKk(services.new_id(), mover, address=people.PONTIANAK)
        arrived = m.MoveIn(date=TODAY, skpwni_number="SKPWNI/2101/16112026/0001", placements=(home,))
        people.record(arrived, by=factories.dewi())
        assert models.Resident.objects.get(pk=mover).office_id == factories.dewi().office_id
        assert models.Family.objects.get(head=mover).office_id == factories.dewi().office_id

    def test_of_a_widow_keeps_her_status(self, street: Street) -> None:
        people.record(e.Death(date=TODAY, resident_id=street.saris.members[1]))
        row = models.Resident.objects.get(pk=street.saris.members[0])
        assert row.marital_status == int(MaritalStatus.CERAI_MATI)
