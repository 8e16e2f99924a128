"""
Made-up households of one to ten people as they are today: alone, couples, with children, three generations, kin, help.

Values of the core, without ids or numbers of the register: those are given where a household is written. What happened
to them before is `pasts`.
"""

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from loket.core.register import Biodata
from loket.core.register.ages import age_on
from loket.core.register.codes import BloodType, Education, MaritalStatus, MoveKind, Religion, ResidentStatus, Sex, Shdk
from loket.core.terms import RegionCode
from loket.register.sample.names import name, of_kin

LARGEST: Final = 10
_LAST_BIRTH: Final = 47
_FAITHS: Final = (87, 7, 3, 1, 1, 1, 0.2)
_STREETS: Final = (
    *("Jl. Merdeka", "Jl. Nusantara", "Jl. Pasar Lama", "Jl. Mawar", "Jl. Melati", "Jl. Kenanga", "Jl. Pelabuhan"),
    *("Jl. Pendidikan", "Jl. Sudirman", "Jl. Diponegoro", "Gg. Damai", "Gg. Cempaka", "Perumahan Asri Blok A"),
    *("Perumahan Asri Blok B", "Kampung Baru", "Kampung Tengah", "Jl. Raya Desa"),
)
_ELSEWHERE: Final = (
    *("Tanjungpinang", "Batam", "Medan", "Padang", "Pekanbaru", "Jambi", "Palembang", "Jakarta", "Bandung", "Cirebon"),
    *("Semarang", "Solo", "Yogyakarta", "Surabaya", "Malang", "Denpasar", "Mataram", "Kupang", "Pontianak", "Makassar"),
    *("Manado", "Ambon", "Jayapura", "Tarempa", "Dabo Singkep", "Ranai"),
)
_WORK: Final = (8, 9, 11, 12, 13, 14, 15, 16, 18, 19, 20, 21, 26, 27, 35, 65, 73, 74, 81, 84, 85, 88, 5, 6, 7)
_NONE, _HOUSE, _PUPIL, _RETIRED, _HELP = 1, 2, 3, 4, 23
Index = int


@dataclass(slots=True)
class Place:
    """A member's place in one of the KKs of the household, by its number there."""

    kk: int
    shdk: Shdk
    since: datetime.date
    until: datetime.date | None = None
    ended_why: str = ""


@dataclass(slots=True)
class State:
    """What was so of a member from a day on."""

    since: datetime.date
    biodata: Biodata
    spouse: Index | None
    why: str
    status: ResidentStatus = ResidentStatus.ACTIVE
    going: "Going | None" = None


@dataclass(slots=True)
class Going:
    """A move to another office that has begun: from which KK of the household, and by which letter."""

    kk: int
    shdk: Shdk
    departed_date: datetime.date
    destination: RegionCode
    kind: MoveKind
    number: str


@dataclass(slots=True)
class Member:
    """A made-up person of the household; parents and spouses are places in its list."""

    shdk: Shdk
    biodata: Biodata
    mother: Index | None = None
    father: Index | None = None
    spouse: Index | None = None
    places: list[Place] = field(default_factory=list)
    states: list[State] = field(default_factory=list)


@dataclass(slots=True)
class House:
    """Where a household lives, in its village."""

    street: str
    rt: str
    rw: str


@dataclass(slots=True)
class OwnKk:
    """A KK of the household: the first, one that follows it, or that of a child who founded its own."""

    head: Index
    house: House
    since: datetime.date
    until: datetime.date | None = None
    follows: int | None = None
    lived_before: tuple[House, datetime.date] | None = None
    """An earlier house, and the day of the move from there."""


@dataclass(slots=True)
class Household:
    """People of one kin, the head first, and the KKs they have or had."""

    members: list[Member] = field(default_factory=list)
    kks: list[OwnKk] = field(default_factory=list)
    lodging: House | None = None
    """Where a foreigner without a KK lives."""


def born_to(mother: str, father: str, person: Biodata) -> Biodata:
    """The same person as the child of these two, of the father's clan."""
    full_name = of_kin(person.full_name, father)
    return replace(person, full_name=full_name, mother_name=mother, father_name=father)


class Maker:
    """Makes households one after another; the same chance gives the same ones."""

    def __init__(self, chance: random.Random, today: datetime.date, birth_place: str) -> None:
        self._chance = chance
        self._today = today
        self._birth_place = birth_place
        self._faith = Religion.ISLAM

    def household(self) -> Household:
        """One household, in order: at least a head of age."""
        chance = self._chance
        home = Household()
        self._faith = chance.choices(list(Religion), _FAITHS)[0]
        shapes: tuple[Callable[[Household], None], ...] = (self._alone, self._couple, self._parent, self._three)
        chance.choices(shapes, (12, 58, 12, 18))[0](home)
        self._others(home)
        del home.members[LARGEST:]
        return home

    def house(self) -> House:
        """Some house of the village."""
        chance = self._chance
        street = f"{chance.choice(_STREETS)} No. {chance.randint(1, 250)}"
        return House(street, f"{chance.randint(1, 12):03}", f"{chance.randint(1, 9):03}")

    def _alone(self, home: Household) -> None:
        sex = self._sex()
        age = self._chance.randint(18, 85)
        status = self._single_status(age)
        home.members.append(Member(Shdk.HEAD, self.person(sex, age, status)))

    def _couple(self, home: Household, oldest: int = 75) -> None:
        """Head and spouse with up to six children; seldom the woman is head."""
        his = self._chance.randint(22, oldest)
        hers = max(20, min(oldest, his - self._chance.randint(-4, 9)))
        registered = self._chance.random() < 0.94
        status = MaritalStatus.KAWIN_TERCATAT if registered else MaritalStatus.KAWIN_BELUM_TERCATAT
        years = self._chance.randint(0, min(his, hers) - 20)
        married = self._day(years)
        man = replace(self.person(Sex.MALE, his, status), marriage_date=married)
        woman = replace(self.person(Sex.FEMALE, hers, status), marriage_date=married)
        if self._chance.random() < 0.04:
            home.members += [Member(Shdk.HEAD, woman, spouse=1), Member(Shdk.HUSBAND, man, spouse=0)]
            self._children(home, mother=0, father=1, shdk=Shdk.CHILD, longest=years)
            return
        home.members += [Member(Shdk.HEAD, man, spouse=1), Member(Shdk.WIFE, woman, spouse=0)]
        self._children(home, mother=1, father=0, shdk=Shdk.CHILD, longest=years)

    def _parent(self, home: Household) -> None:
        """A widow, widower or divorced parent with children."""
        sex = self._chance.choices((Sex.FEMALE, Sex.MALE), (4, 1))[0]
        age = self._chance.randint(25, 70)
        widowed = self._chance.random() < 0.7
        head = self.person(sex, age, MaritalStatus.CERAI_MATI if widowed else MaritalStatus.CERAI_HIDUP_TERCATAT)
        years = age - 20
        if not widowed:
            divorced = self._day(self._chance.randint(0, years))
            head = replace(head, divorce_date=divorced, marriage_date=min(divorced, self._day(years)))
        home.members.append(Member(Shdk.HEAD, head))
        mother, father = (0, None) if sex is Sex.FEMALE else (None, 0)
        self._children(home, mother=mother, father=father, shdk=Shdk.CHILD, longest=years, at_least=1)

    def _three(self, home: Household) -> None:
        """Head and spouse, a married child with Menantu and Cucu, and often a parent of one of the heads."""
        self._couple_of_age(home)
        if self._chance.random() < 0.6:
            self._married_child(home)
        if self._chance.random() < 0.6 and len(home.members) < LARGEST:
            self._grandparent(home)

    def _couple_of_age(self, home: Household) -> None:
        his = self._chance.randint(46, 62)
        hers = his - self._chance.randint(0, 4)
        married = self._day(hers - 20)
        status = MaritalStatus.KAWIN_TERCATAT
        man = replace(self.person(Sex.MALE, his, status), marriage_date=married)
        woman = replace(self.person(Sex.FEMALE, hers, status), marriage_date=married)
        home.members += [Member(Shdk.HEAD, man, spouse=1), Member(Shdk.WIFE, woman, spouse=0)]

    def _married_child(self, home: Household) -> None:
        mother = home.members[1].biodata
        age = age_on(mother.birth_date, self._today) - self._chance.randint(19, 21)
        sex = self._sex()
        other = Sex.FEMALE if sex is Sex.MALE else Sex.MALE
        mates_age = max(20, age - self._chance.randint(0, 3))
        years = self._chance.randint(0, max(0, min(age, mates_age) - 20))
        married, status = self._day(years), MaritalStatus.KAWIN_TERCATAT
        child = self._of_parents(home, replace(self.person(sex, age, status), marriage_date=married), 1, 0)
        mate = replace(self.person(other, mates_age, status), marriage_date=married)
        at = len(home.members)
        home.members += [
            Member(Shdk.CHILD, child, mother=1, father=0, spouse=at + 1),
            Member(Shdk.CHILD_IN_LAW, mate, spouse=at),
        ]
        her, him = (at, at + 1) if sex is Sex.FEMALE else (at + 1, at)
        self._children(home, mother=her, father=him, shdk=Shdk.GRANDCHILD, longest=years)

    def _grandparent(self, home: Household) -> None:
        mine = self._chance.random() < 0.6
        child = home.members[0 if mine else 1]
        age = age_on(child.biodata.birth_date, self._today) + self._chance.randint(20, 28)
        sex = self._chance.choices((Sex.FEMALE, Sex.MALE), (3, 1))[0]
        elder = self.person(sex, age, MaritalStatus.CERAI_MATI)
        if sex is Sex.MALE:
            elder = replace(elder, full_name=of_kin(elder.full_name, child.biodata.full_name))
        at = len(home.members)
        home.members.append(Member(Shdk.PARENT if mine else Shdk.PARENT_IN_LAW, elder))
        if sex is Sex.FEMALE:
            child.mother, child.biodata = at, replace(child.biodata, mother_name=elder.full_name)
        else:
            child.father, child.biodata = at, replace(child.biodata, father_name=elder.full_name)

    def _others(self, home: Household) -> None:
        """Kin, help and others who live with them."""
        for shdk, share in ((Shdk.OTHER_KIN, 0.05), (Shdk.SERVANT, 0.01), (Shdk.OTHER, 0.01)):
            if self._chance.random() < share and len(home.members) < LARGEST:
                age = self._chance.randint(18, 60)
                person = self.person(self._sex(), age, MaritalStatus.BELUM_KAWIN)
                if shdk is Shdk.SERVANT:
                    person = replace(person, occupation=_HELP)
                home.members.append(Member(shdk, person))

    def _children(
        self,
        home: Household,
        *,
        mother: Index | None,
        father: Index | None,
        shdk: Shdk,
        longest: int,
        at_least: int = 0,
    ) -> None:
        """Children of these two, each a year or more after the other, none while the mother was under twenty or over 48."""
        wanted = max(at_least, self._chance.choices(range(8), (14, 26, 30, 16, 7, 4, 2, 1))[0])
        parent = home.members[(father or 0) if mother is None else mother].biodata
        youngest = max(0, age_on(parent.birth_date, self._today) - _LAST_BIRTH)
        age = min(longest, youngest + self._chance.randint(0, 24) + 2 * wanted)
        for _ in range(wanted):
            if age < youngest or len(home.members) >= LARGEST:
                return
            person = self.person(self._sex(), age, MaritalStatus.BELUM_KAWIN)
            person = self._of_parents(home, person, mother, father)
            home.members.append(Member(shdk, person, mother=mother, father=father))
            age -= self._chance.randint(2, 4)

    def _of_parents(self, home: Household, person: Biodata, mother: Index | None, father: Index | None) -> Biodata:
        mothers = home.members[mother].biodata.full_name if mother is not None else self.any_name(Sex.FEMALE)
        fathers = home.members[father].biodata.full_name if father is not None else self.any_name(Sex.MALE)
        if father is None:
            fathers = of_kin(fathers, person.full_name)
        return born_to(mothers, fathers, person)

    def any_name(self, sex: Sex) -> str:
        """The name of a parent who is in no KK here."""
        return name(self._chance, sex, self._today.year - 60)

    def person(self, sex: Sex, age: int, status: MaritalStatus) -> Biodata:
        """Someone who is this old today, or would be."""
        born, chance = self._born(age), self._chance
        full_name = name(chance, sex, born.year)
        return Biodata(
            full_name=full_name,
            sex=sex,
            birth_place=self._birth_place if chance.random() < 0.7 else chance.choice(_ELSEWHERE),
            birth_date=born,
            religion=self._faith,
            marital_status=status,
            blood_type=self._chance.choices(list(BloodType), (9, 9, 3, 12, *([1] * 8), 30))[0],
            education=self._education(age),
            occupation=self._occupation(sex, age),
            mother_name=self.any_name(Sex.FEMALE),
            father_name=of_kin(self.any_name(Sex.MALE), full_name),
        )

    def _born(self, age: int) -> datetime.date:
        """A birthday that makes someone this old today."""
        return self._today - datetime.timedelta(days=int(age * 365.25) + self._chance.randint(1, 360))

    def _day(self, years_ago: int) -> datetime.date:
        return self._today - datetime.timedelta(days=int(years_ago * 365.25) + self._chance.randint(1, 300))

    def _sex(self) -> Sex:
        return self._chance.choice((Sex.MALE, Sex.FEMALE))

    def _single_status(self, age: int) -> MaritalStatus:
        if age > 55 and self._chance.random() < 0.7:
            return MaritalStatus.CERAI_MATI
        return MaritalStatus.BELUM_KAWIN

    def _education(self, age: int) -> Education:
        if age < 7:
            return Education.NONE
        if age < 13:
            return Education.SD_UNFINISHED
        if age < 16:
            return Education.SD
        if age < 19:
            return Education.SLTP
        return self._chance.choices(list(Education)[2:], (20, 20, 38, 1, 4, 14, 2, 0.2))[0]

    def _occupation(self, sex: Sex, age: int) -> int:
        if age < 6:
            return _NONE
        if age < 19:
            return _PUPIL
        if age > 64 and self._chance.random() < 0.4:
            return _RETIRED
        if sex is Sex.FEMALE and self._chance.random() < 0.5:
            return _HOUSE
        return self._chance.choice(_WORK)
