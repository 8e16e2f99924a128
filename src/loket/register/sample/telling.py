"""A household with its past as values of the core: ids are given here, numbers of the register are not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from loket.core.register import Address, Documents, Family, Membership, Record, Resident, Stay, Transit
from loket.register.records import RegionRecord
from loket.register.sample.households import House, Household, Member, OwnKk, State
from loket.register.sample.papers import Papers


@dataclass(slots=True)
class Story:
    """Residents and families without numbers, and every place in a KK that someone has or had."""

    residents: list[Resident]
    families: list[Family]
    places: list[Membership]


def tell(home: Household, village: RegionRecord, new_id: Callable[[], UUID], papers: Papers) -> Story:
    """The household in its village. Ids are asked for in a fixed order: members, then KKs."""
    people = [new_id() for _ in home.members]
    kks = [new_id() for _ in home.kks]
    teller = _Teller(home, village, people, kks)
    return Story(
        [teller.resident(at, papers.of(member.biodata)) for at, member in enumerate(home.members)],
        [teller.family(at, kk) for at, kk in enumerate(home.kks)],
        [place for at, member in enumerate(home.members) for place in teller.places(at, member)],
    )


@dataclass(slots=True)
class _Teller:
    home: Household
    village: RegionRecord
    people: Sequence[UUID]
    kks: Sequence[UUID]

    def resident(self, at: int, documents: Documents) -> Resident:
        member = self.home.members[at]
        before = replace(documents, death_akta=None) if documents.death_akta else documents
        # Of two things that happened on one day the register keeps the later.
        states = list({state.since: state for state in member.states}.values())
        earlier = [self._record(member, state, before) for state in states[:-1]]
        return Resident(self.people[at], None, (*earlier, self._record(member, states[-1], documents)))

    def _record(self, member: Member, state: State, documents: Documents) -> Record:
        biodata = replace(
            state.biodata,
            mother_id=self._id(member.mother),
            father_id=self._id(member.father),
            spouse_ids=() if (spouse := self._id(state.spouse)) is None else (spouse,),
        )
        lodging = self._address(self.home.lodging) if self.home.lodging else None
        return Record(state.since, biodata, documents, state.status, self._transit(state), lodging, state.why)

    def _transit(self, state: State) -> Transit | None:
        going = state.going
        if going is None:
            return None
        family_id = self.kks[going.kk]
        return Transit(family_id, going.shdk, going.departed_date, going.destination, going.kind, going.number)

    def family(self, at: int, kk: OwnKk) -> Family:
        here = self._address(kk.house)
        stays: tuple[Stay, ...] = (Stay(here, kk.since, kk.until),)
        if kk.lived_before is not None:
            old, day = kk.lived_before
            stays = (Stay(self._address(old), kk.since, day), Stay(here, day, kk.until))
        follows = self.kks[kk.follows] if kk.follows is not None else None
        return Family(self.kks[at], None, self.people[kk.head], stays, follows)

    def places(self, at: int, member: Member) -> list[Membership]:
        return [
            Membership(self.people[at], self.kks[p.kk], p.shdk, p.since, p.until, member.states[0].why, p.ended_why)
            for p in member.places
        ]

    def _id(self, at: int | None) -> UUID | None:
        return self.people[at] if at is not None and at < len(self.people) else None

    def _address(self, house: House) -> Address:
        village = self.village
        return Address(house.street, house.rt, house.rw, village.code, postal_code=village.postal_code)
