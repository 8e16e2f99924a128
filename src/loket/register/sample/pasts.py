"""
What happened to a made-up household before today: who joined when, who died, left or moved, and which KK it had before.

Dates only agree with one another; that the register's rules hold of what comes out is for the tests to see.
"""

import datetime
import random
from dataclasses import replace
from typing import Final

from loket.core.register import Biodata, Permit
from loket.core.register.codes import (
    Citizenship,
    MaritalStatus,
    MoveKind,
    PermitKind,
    ResidentStatus,
    Sex,
    Shdk,
)
from loket.core.register.events import Death, Marriage
from loket.core.register.moves import ArrivedElsewhere, ForeignerRegistered, MoveAbroad, MoveOut, NewFamily
from loket.core.terms import RegionCode
from loket.register.sample.households import (
    LARGEST,
    Going,
    House,
    Household,
    Maker,
    Member,
    OwnKk,
    Place,
    State,
    born_to,
)
from loket.register.sample.names import of_kin

WHY: Final = "contoh"
GUEST_SHARE: Final = 0.006
_DAY: Final = datetime.timedelta(days=1)
_YEAR: Final = datetime.timedelta(days=366)
_AWAY: Final = tuple(map(RegionCode, ("6171041004", "1301062006", "3508112011", "1872011001", "2101121001")))
_COUNTRIES: Final = (
    *(("Singapura", "Singapura"), ("Malaysia", "Johor Bahru"), ("Australia", "Perth"), ("Jepang", "Osaka")),
    *(("India", "Chennai"), ("Belanda", "Utrecht"), ("Korea Selatan", "Busan"), ("Filipina", "Cebu")),
)
_MONTH: Final = datetime.timedelta(days=30)
_DRAWS: Final = 12
_KIN: Final = (Shdk.OTHER_KIN, Shdk.SERVANT, Shdk.OTHER)
_ELDERS: Final = (Shdk.PARENT, Shdk.PARENT_IN_LAW)


class Pasts:
    """Gives households their past; the same chance gives the same one."""

    def __init__(self, maker: Maker, chance: random.Random, today: datetime.date, area: RegionCode) -> None:
        self._maker = maker
        self._chance = chance
        self._today = today
        self._away = tuple(region for region in _AWAY if region.digits[:4] != area.digits[:4])
        self._area = area
        self._letters = 0

    def settle(self, home: Household) -> None:
        """The least past: since when they are a KK, and when each came to it."""
        opened = self._opened(home)
        home.kks = [OwnKk(0, self._maker.house(), opened)]
        for member in home.members:
            since = self._joined(member, opened)
            member.places = [Place(0, member.shdk, since)]
            member.states = _states(member, since)

    def live(self, home: Household) -> None:
        """Let something happen to some of the households, before or after."""
        drawn, head = self._chance.random(), home.members[0].biodata
        children = [m for m in home.members if m.shdk is Shdk.CHILD]
        if len(home.members) == 1 and drawn < 0.05:
            self._die_alone(home)
        elif head.marital_status is MaritalStatus.CERAI_MATI and children and drawn < 0.8:
            self._lose_a_parent(home, children)
        elif drawn < 0.025:
            self._leave(home, still_going=drawn < 0.006)
        elif drawn < 0.12 and head.marital_status.is_married:
            self._let_a_child_go(home)
        elif drawn < 0.19:
            self._lose_an_elder(home)
        elif drawn < 0.32:
            self._move_house(home)

    def guest(self) -> Household:
        """A foreigner with an ITAS, who has an SKTT and no KK. Basis: UU 23/2006 ps. 61 dan ps. 62."""
        sex = self._chance.choice((Sex.MALE, Sex.FEMALE))
        until = self._today + datetime.timedelta(days=self._chance.randint(-40, 700))
        person = self._foreign(self._maker.person(sex, self._chance.randint(22, 60), MaritalStatus.BELUM_KAWIN))
        person = replace(person, permit=Permit(PermitKind.ITAS, self._permit_number(PermitKind.ITAS), until))
        since = self._between(until - 2 * _YEAR, min(until, self._today))
        home = Household([Member(Shdk.OTHER, person)], lodging=self._maker.house())
        home.members[0].states = [State(since, person, None, ForeignerRegistered.kind)]
        return home

    def naturalise(self, home: Household) -> None:
        """Seldom the spouse of the head is a foreigner with an ITAP. Call it before `settle`."""
        if home.members[0].spouse != 1 or self._chance.random() > 0.008:
            return
        until = self._today + datetime.timedelta(days=self._chance.randint(60, 1800))
        permit = Permit(PermitKind.ITAP, self._permit_number(PermitKind.ITAP), until)
        home.members[1].biodata = replace(self._foreign(home.members[1].biodata), permit=permit)

    def _foreign(self, person: Biodata) -> Biodata:
        nationality, birth_place = self._chance.choice(_COUNTRIES)
        return replace(person, citizenship=Citizenship.WNA, nationality=nationality, birth_place=birth_place)

    def _permit_number(self, kind: PermitKind) -> str:
        letter = "C" if kind is PermitKind.ITAS else "D"
        return f"2{letter}{self._chance.randint(11, 25)}JE{self._chance.randint(0, 9999):04}AZ"

    def _opened(self, home: Household) -> datetime.date:
        """The KK begins with the marriage or divorce, or some time after the head was of age."""
        head = home.members[0].biodata
        if head.marital_status.is_married and head.marriage_date:
            return min(self._today, head.marriage_date + self._days(200))
        if head.divorce_date:
            return min(self._today, head.divorce_date + self._days(200))
        years = 28 if head.marital_status is MaritalStatus.CERAI_MATI else 18
        return self._between(min(self._today, head.birth_date + years * _YEAR), self._today)

    def _joined(self, member: Member, opened: datetime.date) -> datetime.date:
        biodata = member.biodata
        first = max(opened, biodata.birth_date)
        if member.shdk is Shdk.CHILD_IN_LAW and biodata.marriage_date:
            return max(first, biodata.marriage_date)
        if member.shdk in _ELDERS:
            return self._between(first, self._today)
        if member.shdk in _KIN:
            return self._between(max(first, min(self._today, biodata.birth_date + 17 * _YEAR)), self._today)
        return first

    def _lose_a_parent(self, home: Household, children: list[Member]) -> None:
        """The other parent of the children died; a man was the head, so that the widow's KK is another one."""
        head = home.members[0]
        births = [child.biodata.birth_date for child in children]
        wed = max(min(births) - self._days(900), head.biodata.birth_date + 17 * _YEAR)
        opened = self._between(wed, max(wed, min(births)))
        died = self._between(max(births), self._today)
        at, dead = len(home.members), self._parent_of(head.biodata, wed)
        if dead.sex is Sex.MALE:
            dead = replace(dead, full_name=of_kin(dead.full_name, children[0].biodata.full_name))
        _change(head, marriage_date=wed)
        married = replace(head.biodata, marital_status=MaritalStatus.KAWIN_TERCATAT)
        head.states = [State(opened, married, at, WHY), State(died, head.biodata, None, Death.kind)]
        as_man = dead.sex is Sex.MALE
        for child in children:
            child.father, child.mother = (at, child.mother) if as_man else (child.father, at)
            if as_man:
                _change(child, full_name=of_kin(child.biodata.full_name, dead.full_name), father_name=dead.full_name)
            else:
                _change(child, mother_name=dead.full_name)
        place = Place(0, Shdk.HEAD if as_man else Shdk.WIFE, opened, died, Death.kind)
        gone = State(died, replace(dead, death_date=died), None, Death.kind, ResidentStatus.DEAD)
        first = State(opened, dead, 0, WHY)
        home.kks[0].since = opened
        for member in home.members:
            self._come_again(member, opened)
        if as_man:
            self._follow(home, at, died)
        home.members.append(Member(place.shdk, gone.biodata, places=[place], states=[first, gone]))

    def _parent_of(self, head: Biodata, wed: datetime.date) -> Biodata:
        sex = Sex.MALE if head.sex is Sex.FEMALE else Sex.FEMALE
        born = min(head.birth_date + datetime.timedelta(days=self._chance.randint(-2500, 700)), wed - 20 * _YEAR)
        person = self._maker.person(sex, (self._today - born) // _YEAR, MaritalStatus.KAWIN_TERCATAT)
        return replace(person, birth_date=born, marriage_date=wed)

    def _come_again(self, member: Member, opened: datetime.date) -> None:
        since = self._joined(member, opened)
        member.places[0].since = since
        if member.states[0].why == WHY:
            member.states[0].since = since

    def _follow(self, home: Household, dead: int, day: datetime.date) -> None:
        """The KK of the dead head closes, and all who are in it are in the widow's from then on."""
        home.kks = [
            OwnKk(dead, home.kks[0].house, home.kks[0].since, until=day),
            OwnKk(0, home.kks[0].house, day, follows=0),
        ]
        for member in home.members:
            old = member.places[0]
            if old.since >= day:
                member.places = [Place(1, old.shdk, old.since)]
                continue
            before = Shdk.WIFE if member is home.members[0] else old.shdk
            member.places = [Place(0, before, old.since, day, Death.kind), Place(1, old.shdk, day)]

    def _lose_an_elder(self, home: Household) -> None:
        """A parent of the head lived there and died."""
        head, opened = home.members[0], home.kks[0].since
        if head.mother is not None or head.father is not None or self._today - opened < _YEAR:
            return
        sex = self._chance.choice((Sex.MALE, Sex.FEMALE))
        born = head.biodata.birth_date - 20 * _YEAR - self._days(2900)
        died = self._between(opened + _MONTH, self._today)
        person = self._maker.person(sex, (self._today - born) // _YEAR, MaritalStatus.CERAI_MATI)
        person = replace(person, birth_date=born)
        since, at = self._between(opened, died), len(home.members)
        if sex is Sex.FEMALE:
            head.mother = at
            _change(head, mother_name=person.full_name)
        else:
            person = replace(person, full_name=of_kin(person.full_name, head.biodata.full_name))
            head.father = at
            _change(head, father_name=person.full_name)
        gone = State(died, replace(person, death_date=died), None, Death.kind, ResidentStatus.DEAD)
        place = Place(0, Shdk.PARENT, since, died, Death.kind)
        states = [State(since, person, None, WHY), gone]
        home.members.append(Member(Shdk.PARENT, gone.biodata, places=[place], states=states))

    def _let_a_child_go(self, home: Household) -> None:
        """A grown child of the couple has moved, is abroad, or has founded a KK of its own in the village."""
        wed = home.members[0].biodata.marriage_date
        if home.members[0].spouse != 1 or wed is None or self._today - wed < 23 * _YEAR:
            return
        father, mother = (0, 1) if home.members[0].biodata.sex is Sex.MALE else (1, 0)
        born = self._born_between(home, mother, wed + 9 * _MONTH, self._today - 22 * _YEAR)
        if born is None:
            return
        sex = self._chance.choice((Sex.MALE, Sex.FEMALE))
        person = self._maker.person(sex, (self._today - born) // _YEAR, MaritalStatus.BELUM_KAWIN)
        mothers, fathers = (home.members[one].biodata.full_name for one in (mother, father))
        person = born_to(mothers, fathers, replace(person, birth_date=born))
        child = Member(Shdk.CHILD, person, mother=mother, father=father)
        since, went = max(born, home.kks[0].since), self._between(born + 20 * _YEAR, self._today)
        child.places, child.states = [Place(0, Shdk.CHILD, since)], [State(since, person, None, WHY)]
        home.members.append(child)
        drawn = self._chance.random()
        if drawn < 0.5:
            self._go(child, went, MoveKind.MEMBERS, still_going=False)
        elif drawn < 0.6:
            _end(child, went, MoveAbroad.kind)
            child.states.append(State(went, person, None, MoveAbroad.kind, ResidentStatus.ABROAD))
        else:
            self._found(home, child, max(went, since))

    def _born_between(
        self, home: Household, mother: int, first: datetime.date, last: datetime.date
    ) -> datetime.date | None:
        """A birthday at least a year from those of the mother's other children; None when none is found soon."""
        others = [member.biodata.birth_date for member in home.members if member.mother == mother]
        drawn = (self._between(first, last) for _ in range(_DRAWS))
        return next((day for day in drawn if all(abs(day - other) >= _YEAR for other in others)), None)

    def _found(self, home: Household, child: Member, wed: datetime.date) -> None:
        """The child marries and has a KK of its own, with a child or two."""
        me, mates = home.members.index(child), len(home.members)
        his = child.biodata.sex is Sex.MALE
        married = {"marital_status": MaritalStatus.KAWIN_TERCATAT, "marriage_date": wed}
        child.biodata, child.spouse = replace(child.biodata, **married), mates  # type: ignore[arg-type]  # two columns
        _end(child, wed, NewFamily.kind)
        child.states.append(State(wed, child.biodata, mates, Marriage.kind))
        number, head = len(home.kks), me if his else mates
        child.places.append(Place(number, Shdk.HEAD if his else Shdk.WIFE, wed))
        sex = Sex.FEMALE if his else Sex.MALE
        age = (self._today - child.biodata.birth_date) // _YEAR + 1
        mate = replace(self._maker.person(sex, age, MaritalStatus.KAWIN_TERCATAT), marriage_date=wed)
        joined = Member(Shdk.WIFE if his else Shdk.HEAD, mate, spouse=me)
        joined.places, joined.states = [Place(number, joined.shdk, wed)], [State(wed, mate, me, WHY)]
        home.members.append(joined)
        home.kks.append(OwnKk(head, self._maker.house(), wed))
        self._have_children(home, number, (mates, me) if his else (me, mates), wed)

    def _have_children(self, home: Household, kk: int, parents: tuple[int, int], wed: datetime.date) -> None:
        mother, father = parents
        born = wed + 9 * _MONTH + self._days(900)
        for _ in range(self._chance.choice((0, 1, 2))):
            if born >= self._today:
                return
            sex = self._chance.choice((Sex.MALE, Sex.FEMALE))
            person = self._maker.person(sex, (self._today - born) // _YEAR, MaritalStatus.BELUM_KAWIN)
            mothers, fathers = (home.members[one].biodata.full_name for one in (mother, father))
            person = born_to(mothers, fathers, replace(person, birth_date=born))
            baby = Member(Shdk.CHILD, person, mother=mother, father=father)
            baby.places, baby.states = [Place(kk, Shdk.CHILD, born)], [State(born, person, None, WHY)]
            home.members.append(baby)
            born += 2 * _YEAR + self._days(700)

    def _leave(self, home: Household, *, still_going: bool) -> None:
        """All of them move to another office; some are still under way."""
        last = max(member.states[-1].since for member in home.members)
        last = max(last, *(member.places[-1].since for member in home.members))
        earliest = max(last, self._today - 3 * _MONTH) if still_going else last
        went = self._between(earliest, self._today)
        for member in home.members:
            self._go(member, went, MoveKind.HEAD_AND_ALL, still_going=still_going)
        home.kks[0].until = went

    def _go(self, member: Member, day: datetime.date, kind: MoveKind, *, still_going: bool) -> None:
        now, place = member.states[-1], member.places[-1]
        destination = self._away[(day.toordinal() + place.since.toordinal()) % len(self._away)]
        self._letters = self._letters % 9999 + 1
        number = f"SKPWNI/{self._area.digits[:4]}/{day:%d%m%Y}/{self._letters:04}"
        going = Going(place.kk, place.shdk, day, destination, kind, number)
        _end(member, day, MoveOut.kind)
        under_way = State(day, now.biodata, now.spouse, MoveOut.kind, ResidentStatus.IN_TRANSIT, going)
        arrived = day + datetime.timedelta(days=20)
        member.states.append(under_way)
        if not still_going and arrived <= self._today:
            there = State(arrived, now.biodata, now.spouse, ArrivedElsewhere.kind, ResidentStatus.MOVED)
            member.states.append(there)

    def _die_alone(self, home: Household) -> None:
        head = home.members[0]
        died = self._between(head.places[0].since, self._today)
        head.biodata = replace(head.biodata, death_date=died)
        head.states.append(State(died, head.biodata, None, Death.kind, ResidentStatus.DEAD))
        _end(head, died, Death.kind)
        home.kks[0].until = died

    def _move_house(self, home: Household) -> None:
        kk = home.kks[-1]
        if self._today - kk.since > 3 * _MONTH:
            old = self._maker.house()
            kk.lived_before = (House(old.street, old.rt, old.rw), self._between(kk.since + _MONTH, self._today))

    def _days(self, most: int) -> datetime.timedelta:
        return datetime.timedelta(days=self._chance.randint(0, most))

    def _between(self, first: datetime.date, last: datetime.date) -> datetime.date:
        return first + self._days(max(0, (last - first).days))


def _states(member: Member, since: datetime.date) -> list[State]:
    """One state, or two where a child of the house has married since."""
    biodata = member.biodata
    wed = biodata.marriage_date
    if member.shdk is not Shdk.CHILD or wed is None or wed <= since or member.spouse is None:
        return [State(since, biodata, member.spouse, WHY)]
    single = replace(biodata, marital_status=MaritalStatus.BELUM_KAWIN, marriage_date=None)
    return [State(since, single, None, WHY), State(wed, biodata, member.spouse, Marriage.kind)]


def _change(member: Member, **changes: object) -> None:
    """Say something else of a member, from the first day on."""
    member.biodata = replace(member.biodata, **changes)  # type: ignore[arg-type]  # columns of the biodata
    for state in member.states:
        state.biodata = replace(state.biodata, **changes)  # type: ignore[arg-type]  # likewise


def _end(member: Member, day: datetime.date, why: str) -> None:
    member.places[-1].until = day
    member.places[-1].ended_why = why


def fits(home: Household) -> bool:
    """Whether no KK of the household has more open places than a sheet of a KK has rows."""
    open_ones = [place.kk for member in home.members for place in member.places if place.until is None]
    return all(open_ones.count(kk) <= LARGEST for kk in set(open_ones))
