"""Life events drawn by chance for whoever lives in a part of the register: mostly sensible, sometimes not."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any, Final, TypeVar

from loket.core.register import Address, Biodata, Documents, Family, Membership, Permit, Resident, ResidentId, Slice
from loket.core.register import events as e
from loket.core.register import moves as m
from loket.core.register.codes import (
    Citizenship,
    Education,
    MaritalStatus,
    MoveKind,
    MoveReason,
    PermitKind,
    Religion,
    ResidentStatus,
    Sex,
    Shdk,
)
from loket.core.register.events import LifeEvent
from loket.core.register.placements import JoinKk, KeepKk, Members, NewKk, Placement
from loket.core.register.recording import NEXT
from loket.core.terms import KkNumber, Nik, RegionCode
from tests.core.register.people import BATAM, KIJANG, METRO, SUNGAI_ENAM, TOAPAYA

T = TypeVar("T")
REGIONS: Final = (KIJANG, KIJANG, SUNGAI_ENAM, TOAPAYA)
LOOSE: Final = (Shdk.OTHER, Shdk.OTHER_KIN, Shdk.OTHER, Shdk.CHILD, Shdk.PARENT, Shdk.WIFE)


class Chance:
    """One draw after another from the people of a register, on a given day."""

    def __init__(self, part: Slice, today: datetime.date, random: Random, next_id: int) -> None:
        self.part = part
        self.today = today
        self.random = random
        self.next_id = next_id

    def new_id(self) -> int:
        self.next_id += 1
        return self.next_id

    def one(self, things: Sequence[T]) -> T:
        return self.random.choice(things)

    def day(self) -> datetime.date:
        return self.today - datetime.timedelta(days=self.one((0, 0, 0, 3, 40, 400)))

    def address(self) -> Address:
        return Address(f"Jl. {self.random.randrange(9)}", "001", "001", self.one(REGIONS))

    def people(self, status: ResidentStatus = ResidentStatus.ACTIVE) -> list[Resident]:
        """Those of a status; everyone when there are none."""
        found = [r for r in self.part.residents.values() if r.status is status]
        return found or list(self.part.residents.values())

    def person(self, sex: Sex | None = None) -> Resident:
        fitting = [r for r in self.people() if sex is None or r.biodata.sex is sex]
        return self.one(fitting or self.people())

    def anyone(self) -> Resident:
        return self.one(list(self.part.residents.values())) if self.random.random() < 0.1 else self.person()

    def family(self) -> Family:
        open_ones = list(self.part.open_families) if self.random.random() < 0.95 else []
        return self.one(open_ones or list(self.part.families.values()))

    def members(self, family: Family) -> list[Membership]:
        return list(self.part.members_of(family.id))

    def loosely(self, ids: Sequence[ResidentId]) -> Members:
        return {i: self.one(LOOSE) for i in ids}

    def placing(self, ids: Sequence[ResidentId]) -> tuple[Placement, ...]:
        """Somewhere for all of these; the eldest heads a new KK, or all join one."""
        if not ids:
            return ()
        if self.random.random() < 0.35:
            return (JoinKk(self.family().id, self.loosely(ids)),)
        eldest = min(ids, key=lambda i: self.part.residents[i].biodata.birth_date)
        rest = [i for i in ids if i != eldest]
        return (NewKk(self.new_id(), eldest, dict.fromkeys(rest, Shdk.OTHER), self.address()),)

    def left_by(self, resident: Resident) -> tuple[Placement, ...]:
        """Where those go who lose this resident as head; forgotten now and then."""
        home = self.part.family_of(resident.id)
        if home is None or home.head_id != resident.id or self.random.random() < 0.1:
            return ()
        return self.placing([x.resident_id for x in self.members(home) if x.resident_id != resident.id])

    def biodata(self, born: datetime.date, **elements: Any) -> Biodata:
        sex = self.one(list(Sex))
        name = self.one(("Bima Sakti", "Putri Ayu", "Joko", "R2D2", "Siti Aminah Zahra"))
        fields = {"religion": self.one(list(Religion)), "birth_place": "Kijang", **elements}
        return Biodata(full_name=name, sex=sex, birth_date=born, **fields)

    def nik(self, facts: Biodata) -> Nik:
        offset = 40 if facts.sex is Sex.FEMALE else 0
        return Nik(f"990106{facts.birth_date.day + offset:02}{facts.birth_date:%m%y}{self.new_id() % 10000:04}")

    def kk_number(self) -> KkNumber:
        return KkNumber(f"9901{self.random.randrange(10, 99)}010126{self.new_id() % 10000:04}")


def _birth(c: Chance) -> LifeEvent:
    mother, day = c.person(Sex.FEMALE), c.day()
    father = mother.biodata.spouse_ids[0] if mother.biodata.spouse_ids else None
    facts = c.biodata(day, mother_id=mother.id, father_id=father)
    return e.Birth(date=day, child_id=c.new_id(), biodata=facts)


def _stillbirth(c: Chance) -> LifeEvent:
    return e.Stillbirth(date=c.day(), mother_id=c.person(Sex.FEMALE).id, weeks=c.one((20, 28, 36)), sex=Sex.MALE)


def _death(c: Chance) -> LifeEvent:
    dead = c.anyone()
    return e.Death(date=c.day(), resident_id=dead.id, placements=c.left_by(dead))


def _marriage(c: Chance) -> LifeEvent:
    single = [r for r in c.people() if not r.biodata.marital_status.is_married] or c.people()
    husband = c.one([r for r in single if r.biodata.sex is Sex.MALE] or single)
    wife = c.one([r for r in single if r.biodata.sex is Sex.FEMALE] or single)
    home = c.part.family_of(husband.id)
    if home is not None and home.head_id == husband.id and not c.left_by(wife):
        placements: tuple[Placement, ...] = (JoinKk(home.id, {wife.id: Shdk.WIFE}),)
    else:
        placements = (NewKk(c.new_id(), husband.id, {wife.id: Shdk.WIFE}, c.address()), *c.left_by(wife))
    kind = c.one((True, True, False))
    return e.Marriage(date=c.day(), husband_id=husband.id, wife_id=wife.id, registered=kind, placements=placements)


def _apart(kind: type[Any]) -> Callable[[Chance], LifeEvent]:
    def draw(c: Chance) -> LifeEvent:
        husbands = [r for r in c.people() if r.biodata.sex is Sex.MALE and r.biodata.spouse_ids] or c.people()
        husband = c.one(husbands)
        wife_id = c.one(husband.biodata.spouse_ids or (c.anyone().id,))
        home = c.part.family_of(husband.id)
        stays = home is None or home.head_id != husband.id
        goes: tuple[Placement, ...] = () if stays else c.placing([wife_id])
        event: LifeEvent = kind(date=c.day(), husband_id=husband.id, wife_id=wife_id, placements=goes)
        return event

    return draw


def _annulled_divorce(c: Chance) -> LifeEvent:
    divorced = [r for r in c.people() if r.biodata.divorce_date is not None] or c.people()
    husband = c.one([r for r in divorced if r.biodata.sex is Sex.MALE] or divorced)
    wife = c.one([r for r in divorced if r.biodata.sex is Sex.FEMALE] or divorced)
    return e.DivorceAnnulment(date=c.day(), husband_id=husband.id, wife_id=wife.id)


def _adoption(c: Chance) -> LifeEvent:
    child = max((c.anyone() for _ in range(4)), key=lambda r: r.biodata.birth_date)
    return e.Adoption(date=c.day(), child_id=child.id, adopter_id=c.person().id, court_number="12/2026")


def _acknowledged(c: Chance) -> LifeEvent:
    child = max((c.anyone() for _ in range(4)), key=lambda r: r.biodata.birth_date)
    return e.ChildAcknowledgement(date=c.day(), child_id=child.id, father_id=c.person(Sex.MALE).id)


def _corrected(c: Chance) -> LifeEvent:
    changes: dict[str, object] = {"full_name": c.one(("Ani Baru", "Ani 2"))}
    if c.random.random() < 0.3:
        changes = {"birth_date": c.anyone().biodata.birth_date}
    papers = dict.fromkeys(changes, "PN 12/2026")
    return e.CorrectBiodata(date=c.day(), resident_id=c.anyone().id, changes=changes, papers=papers)


def _changed(c: Chance) -> LifeEvent:
    options: tuple[dict[str, object], ...] = (
        {"education": c.one(list(Education))},
        {"marital_status": c.one(list(MaritalStatus))},
    )
    changes = c.one(options)
    papers = dict.fromkeys(changes, "surat")
    return e.ChangeStatus(date=c.day(), resident_id=c.anyone().id, changes=changes, papers=papers)


def _lost(c: Chance) -> LifeEvent:
    document = c.one(("kk", "ktp-el", "kia", "birth_akta"))
    return e.DocumentLost(date=c.day(), resident_id=c.anyone().id, document=document, damaged=True)


def _nik(c: Chance) -> LifeEvent:
    person = c.one([r for r in c.people() if r.nik is None] or c.people())
    nik = c.anyone().nik if c.random.random() < 0.1 else None
    return e.NikAssigned(date=c.day(), resident_id=person.id, nik=nik or c.nik(person.biodata))


def _card(c: Chance) -> LifeEvent:
    person = c.anyone()
    to = c.one(sorted(NEXT[person.documents.ktp_el]))
    return e.KtpElAdvanced(date=c.day(), resident_id=person.id, to=to, in_person=True)


def _kia(c: Chance) -> LifeEvent:
    return e.KiaIssued(date=c.day(), resident_id=c.anyone().id)


def _annulled(c: Chance) -> LifeEvent:
    person = c.anyone()
    return e.RecordAnnulled(date=c.day(), resident_id=person.id, reason="ganda", placements=c.left_by(person))


def _split(c: Chance) -> LifeEvent:
    return m.NewFamily(date=c.day(), placements=c.placing([c.anyone().id]))


def _new_head(c: Chance) -> LifeEvent:
    family = c.family()
    ids = [x.resident_id for x in c.members(family)]
    head = c.one(ids or [family.head_id])
    rest = dict.fromkeys((i for i in ids if i != head), Shdk.OTHER)
    return m.HeadReplaced(date=c.day(), family_id=family.id, successor=NewKk(c.new_id(), head, rest))


def _joined(c: Chance) -> LifeEvent:
    person = c.anyone()
    placements = (JoinKk(c.family().id, c.loosely([person.id])), *c.left_by(person))
    return m.JoinFamily(date=c.day(), placements=placements, consent_of="pemilik rumah")


def _left(c: Chance) -> LifeEvent:
    person = c.anyone()
    return m.LeaveFamily(date=c.day(), resident_ids=(person.id,), placements=c.placing([person.id]))


def _dissolved(c: Chance) -> LifeEvent:
    family = c.family()
    ids = [x.resident_id for x in c.members(family)]
    return m.Dissolve(date=c.day(), family_id=family.id, placements=(JoinKk(c.family().id, c.loosely(ids)),))


def _number(c: Chance) -> LifeEvent:
    family = c.one([f for f in c.part.open_families if f.kk_number is None] or [c.family()])
    taken = c.family().kk_number if c.random.random() < 0.1 else None
    return m.KkAssigned(date=c.day(), family_id=family.id, kk_number=taken or c.kk_number())


def _moved(c: Chance) -> LifeEvent:
    family, address = c.family(), c.address()
    ids = [x.resident_id for x in c.members(family)]
    movers = frozenset(c.random.sample(ids, c.random.randint(0, len(ids))))
    left = [i for i in ids if movers and i not in movers]
    placed = c.placing(left if family.head_id in movers else sorted(movers, key=str))
    move_class = m.class_of_move(family.address.region, address.region)
    return m.AddressChange(
        date=c.day(), family_id=family.id, address=address, move_class=move_class, movers=movers, placements=placed
    )


def _moved_out(c: Chance) -> LifeEvent:
    family = c.family()
    ids = [x.resident_id for x in c.members(family)] or [family.head_id]
    movers = frozenset(ids if c.random.random() < 0.4 else c.random.sample(ids, c.random.randint(1, len(ids))))
    kind = MoveKind.MEMBERS if family.head_id not in movers else MoveKind.HEAD_AND_SOME
    if family.head_id in movers and len(movers) in (1, len(ids)):
        kind = MoveKind.HEAD_AND_ALL if len(movers) == len(ids) else MoveKind.HEAD
    left = [i for i in ids if family.head_id in movers and i not in movers]
    return m.MoveOut(
        date=c.day(),
        family_id=family.id,
        movers=movers,
        kind_of_move=kind,
        destination=c.one((METRO, BATAM, RegionCode("2171"))),
        reason=c.one((MoveReason.WORK, MoveReason.FAMILY)),
        placements=c.placing(left),
    )


def _under_way(c: Chance) -> list[Resident]:
    """One who is under way with all who left the same KK, or by chance someone else."""
    one = c.one(c.people(ResidentStatus.IN_TRANSIT))
    transit = one.latest.transit
    if transit is None or c.random.random() < 0.1:
        return [one]
    same = [r for r in c.people(ResidentStatus.IN_TRANSIT) if r.latest.transit is not None]
    return [r for r in same if r.latest.transit and r.latest.transit.family_id == transit.family_id]


def _ended(kind: type[Any]) -> Callable[[Chance], LifeEvent]:
    def draw(c: Chance) -> LifeEvent:
        people = tuple(r.id for r in _under_way(c))
        placements = c.placing(people) if kind is not m.ArrivedElsewhere and c.random.random() < 0.3 else ()
        event: LifeEvent = kind(date=c.day(), resident_ids=people, placements=placements)
        return event

    return draw


def _moved_in(c: Chance) -> LifeEvent:
    people = _under_way(c)
    transit = people[0].latest.transit
    family = c.part.families.get(transit.family_id) if transit else None
    ids = {r.id: r.latest.transit.shdk for r in people if r.latest.transit}
    if family is not None and family.head_id in ids and c.random.random() < 0.7:
        others = {i: shdk for i, shdk in ids.items() if i != family.head_id}
        placements: tuple[Placement, ...] = (KeepKk(family.id, family.head_id, family.kk_number, c.address(), others),)
    else:
        placements = c.placing([r.id for r in people])
    return m.MoveIn(date=c.day(), skpwni_number="SKPWNI/1", placements=placements)


def _newcomer(c: Chance, **elements: Any) -> m.Newcomer:
    facts = c.biodata(c.today - datetime.timedelta(days=c.random.randrange(5000, 20000)), **elements)
    return m.Newcomer(c.new_id(), c.nik(facts), facts, Documents())


def _strangers(c: Chance) -> LifeEvent:
    people = [_newcomer(c) for _ in range(c.random.randint(1, 3))]
    rest = {n.resident_id: Shdk.OTHER for n in people[1:]}
    number = c.one((None, c.kk_number()))
    head = people[0].resident_id
    place: Placement = NewKk(c.new_id(), head, rest, c.address())
    if number is not None:
        place = KeepKk(c.new_id(), head, number, c.address(), rest)
    return m.MoveIn(date=c.day(), skpwni_number="SKPWNI/2", newcomers=tuple(people), placements=(place,))


def _foreigner(c: Chance) -> LifeEvent:
    permit = Permit(c.one((PermitKind.ITAS, PermitKind.ITAS, PermitKind.ITAP)), "2C", c.today)
    person = _newcomer(c, citizenship=Citizenship.WNA, permit=permit)
    return m.ForeignerRegistered(date=c.day(), newcomer=person, address=c.address())


def _home_again(c: Chance) -> LifeEvent:
    people = [r.id for r in c.people(ResidentStatus.ABROAD)[:2]]
    new = tuple(_newcomer(c) for _ in range(c.random.randint(0, 1)))
    placements = c.placing([*people]) if not new else (NewKk(c.new_id(), new[0].resident_id, {}, c.address()),)
    return m.ArrivedFromAbroad(date=c.day(), letter="SKPLN/1", newcomers=new, placements=placements)


def _recorded(c: Chance) -> LifeEvent:
    new = replace(_newcomer(c), nik=None)
    place: Placement = JoinKk(c.family().id, {new.resident_id: Shdk.OTHER})
    if c.random.random() < 0.5:
        place = NewKk(c.new_id(), new.resident_id, {}, c.address())
    return m.PeopleRecorded(date=c.day(), newcomers=(new,), statement="F-1.04", placements=(place,))


def _prolonged(c: Chance) -> LifeEvent:
    person = c.one([r for r in c.people() if r.biodata.permit] or c.people())
    until = c.today + datetime.timedelta(days=c.one((-1, 90, 400)))
    permit = Permit(c.one((PermitKind.ITAS, PermitKind.ITAP)), "2C", until)
    settled = permit.kind is PermitKind.ITAP and not c.part.memberships_of(person.id)
    places = (NewKk(c.new_id(), person.id, {}, c.address()),) if settled else ()
    address = c.one((None, c.address()))
    return m.PermitProlonged(date=c.day(), resident_id=person.id, permit=permit, address=address, placements=places)


def _abroad(c: Chance) -> LifeEvent:
    person = c.anyone()
    return m.MoveAbroad(date=c.day(), resident_ids=(person.id,), placements=c.left_by(person))


def _given_up(c: Chance) -> LifeEvent:
    person, until = c.anyone(), c.today + datetime.timedelta(days=365)
    permit = c.one((None, Permit(PermitKind.ITAP, "P-1"), Permit(PermitKind.ITAS, "S-1", until)))
    places = () if permit is not None and permit.kind is PermitKind.ITAP else c.left_by(person)
    said: dict[str, Any] = {"decree": "AHU-1/2026", "nationality": "Malaysia", "permit": permit}
    return e.CitizenshipGivenUp(date=c.day(), resident_ids=(person.id,), placements=places, **said)


def _kia_asked(c: Chance) -> LifeEvent:
    return e.KiaRequested(date=c.day(), resident_id=c.anyone().id)


def _letter(c: Chance) -> LifeEvent:
    lost = (c.one(("kk", "ktp-el", "birth_akta")),)
    return e.SubstituteLetter(date=c.day(), resident_id=c.anyone().id, letter="skpti", lost=lost, ground="1/2026")


DRAWS: Final[tuple[Callable[[Chance], LifeEvent], ...]] = (
    *(_birth, _birth, _birth, _stillbirth, _death, _marriage, _marriage, _marriage),
    *(_apart(e.Divorce), _apart(e.MarriageAnnulment), _annulled_divorce, _annulled_divorce, _adoption, _acknowledged),
    *(_corrected, _changed, _lost, _nik, _card, _kia, _annulled, _split, _new_head, _joined, _left, _dissolved),
    *(_number, _moved, _moved_out, _moved_out, _moved_in, _moved_in, _strangers, _strangers, _foreigner, _abroad),
    *(_given_up, _kia_asked, _letter),
    *(_home_again, _recorded, _prolonged, _prolonged),
    *(_ended(kind) for kind in (m.MoveOutCancelled, m.MoveOutExpired, m.ArrivedElsewhere)),
)


def draw_event(c: Chance) -> LifeEvent:
    """Any event; one in twenty is spoilt by someone who is placed beside what it says."""
    event = c.one(DRAWS)(c)
    if c.random.random() < 0.05:
        stray = JoinKk(c.family().id, c.loosely([c.anyone().id]))
        event = replace(event, placements=(*event.placements, stray))
    return event
