"""
A part of the register, whole enough to judge one life event, and the questions asked of it.

Families of a slice are complete with all who ever were members, and residents with all their memberships; a relative may
be here without the KK he or she lives in. It answers for any past date and refuses to know where it was loaded from.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from loket.core.register.codes import ResidentStatus
from loket.core.register.values import (
    Address,
    Family,
    FamilyId,
    Kk,
    KkRow,
    Membership,
    Record,
    Resident,
    ResidentId,
    Stay,
    Transit,
)


@dataclass(frozen=True)
class Slice:
    """Residents, families and memberships by id; immutable, so its indexes are made once, when first asked."""

    residents: Mapping[ResidentId, Resident]
    families: Mapping[FamilyId, Family]
    memberships: tuple[Membership, ...]

    @classmethod
    def of(
        cls,
        residents: Iterable[Resident] = (),
        families: Iterable[Family] = (),
        memberships: Iterable[Membership] = (),
    ) -> Self:
        """A slice of these things."""
        return cls({r.id: r for r in residents}, {f.id: f for f in families}, tuple(memberships))

    @cached_property
    def _open_by_resident(self) -> Mapping[ResidentId, tuple[Membership, ...]]:
        index: dict[ResidentId, tuple[Membership, ...]] = {}
        for membership in self.memberships:
            if membership.is_open:
                index[membership.resident_id] = (*index.get(membership.resident_id, ()), membership)
        return index

    @cached_property
    def _open_by_family(self) -> Mapping[FamilyId, tuple[Membership, ...]]:
        index: dict[FamilyId, list[Membership]] = defaultdict(list)
        for membership in self.memberships:
            if membership.is_open:
                index[membership.family_id].append(membership)
        return {family_id: tuple(sorted(members, key=self._place)) for family_id, members in index.items()}

    def _place(self, membership: Membership) -> tuple[int, datetime.date]:
        resident = self.residents.get(membership.resident_id)
        return membership.shdk, resident.biodata.birth_date if resident else datetime.date.max

    @cached_property
    def births_by_mother(self) -> Mapping[ResidentId, tuple[Resident, ...]]:
        """The children of each mother whom their biodata name, living or not, by birth date; no record that was annulled."""
        index: dict[ResidentId, list[Resident]] = defaultdict(list)
        for resident in self.residents.values():
            mother_id = resident.biodata.mother_id
            if mother_id is not None and resident.latest.status is not ResidentStatus.ANNULLED:
                index[mother_id].append(resident)
        return {own: tuple(sorted(born, key=lambda r: r.biodata.birth_date)) for own, born in index.items()}

    @property
    def open_families(self) -> Iterator[Family]:
        """The KKs in force."""
        return (f for f in self.families.values() if f.is_open)

    def memberships_of(self, resident_id: ResidentId) -> tuple[Membership, ...]:
        """The open memberships of a resident: in a valid register one, or none."""
        return self._open_by_resident.get(resident_id, ())

    def membership_of(self, resident_id: ResidentId) -> Membership | None:
        """The open membership of a resident."""
        return next(iter(self.memberships_of(resident_id)), None)

    def members_of(self, family_id: FamilyId) -> tuple[Membership, ...]:
        """The open memberships of a family in the order of a KK: by SHDK, then by birth date."""
        return self._open_by_family.get(family_id, ())

    def family_of(self, resident_id: ResidentId) -> Family | None:
        """The KK a resident is in, when this slice has it."""
        membership = self.membership_of(resident_id)
        return self.families.get(membership.family_id) if membership else None

    def address_of(self, resident_id: ResidentId) -> Address | None:
        """Where a resident lives: the address of the KK he or she is in, or a foreigner's own."""
        family = self.family_of(resident_id)
        return family.address if family else self.residents[resident_id].latest.address

    def left_from(self, move: Transit) -> Address | None:
        """Where the KK lived that a move under way left, on the day before; None when this slice has not that KK."""
        family = self.families.get(move.family_id)
        if family is None:
            return None
        return family.address_on(move.departed_date - datetime.timedelta(days=1)) or family.address

    def kk(self, family_id: FamilyId) -> Kk | None:
        """The KK as it would be printed now; None when it is unknown or not in force."""
        family = self.families.get(family_id)
        if family is None or not family.is_open:
            return None
        members = ((m, self.residents[m.resident_id]) for m in self.members_of(family_id))
        rows = tuple(KkRow(r.id, r.nik, r.biodata, m.shdk) for m, r in members)
        return Kk(family.id, family.kk_number, family.head_id, family.address, rows)

    def kk_on(self, family_id: FamilyId, day: datetime.date) -> Kk | None:
        """This KK as it stood at the end of that day; None when it was not in force."""
        return self.as_of(day).kk(family_id)

    def lived_at(self, address: Address, day: datetime.date) -> tuple[Resident, ...]:
        """Who lived at an address that day, over all KKs there, as the register then knew them."""
        then = self.as_of(day)
        there = (f.id for f in then.open_families if f.address == address)
        return tuple(then.residents[m.resident_id] for family_id in there for m in then.members_of(family_id))

    def as_of(self, day: datetime.date) -> Self:
        """
        The register as it stood at the end of that day: what began later is left out, what ended later is open again.

        Numbers are not dated: a NIK or KK number that the centre has given since is shown.
        """
        residents = (replace(r, records=kept) for r in self.residents.values() if (kept := _until(r, day)))
        families = (replace(f, stays=stays) for f in self.families.values() if (stays := _stays_until(f, day)))
        memberships = (_reopened(m, day) for m in self.memberships if m.from_date <= day)
        return self.of(residents, families, memberships)

    def around(self, residents: Iterable[ResidentId], families: Iterable[FamilyId] = ()) -> Self:
        """
        The part that an event naming these residents and families can touch; ids that are unknown are left out.

        It holds the named families, those the named residents and their spouses are in, and those the named are under way
        from, with all who ever were members there, and of all these their known parents, spouses and children. What a store
        loads for an event is the same.
        """
        named = {r for r in residents if r in self.residents}
        known = {f for f in families if f in self.families}
        couples = named | {
            i for person in named for i in self.residents[person].biodata.spouse_ids if i in self.residents
        }
        known.update(m.family_id for person in couples for m in self.memberships_of(person))
        left = (self.residents[person].latest.transit for person in named)
        known.update(t.family_id for t in left if t is not None)
        people = named | {m.resident_id for m in self.memberships if m.family_id in known}
        people |= {self.families[f].head_id for f in known}
        people |= self._relatives(people)
        return self.of(
            (r for r in self.residents.values() if r.id in people),
            (f for f in self.families.values() if f.id in known),
            (m for m in self.memberships if m.resident_id in people),
        )

    def _relatives(self, people: Iterable[ResidentId]) -> set[ResidentId]:
        of_interest = set(people)
        found: set[ResidentId] = set()
        for person in of_interest:
            biodata = self.residents[person].biodata
            found.update(i for i in (*biodata.parent_ids, *biodata.spouse_ids) if i in self.residents)
        found.update(r.id for r in self.residents.values() if not of_interest.isdisjoint(r.biodata.parent_ids))
        return found


def _until(resident: Resident, day: datetime.date) -> tuple[Record, ...]:
    return tuple(r for r in resident.records if r.from_date <= day)


def _stays_until(family: Family, day: datetime.date) -> tuple[Stay, ...]:
    kept = (s for s in family.stays if s.from_date <= day)
    return tuple(replace(s, until_date=None) if s.until_date is not None and s.until_date > day else s for s in kept)


def _reopened(membership: Membership, day: datetime.date) -> Membership:
    if membership.until_date is None or membership.until_date <= day:
        return membership
    return replace(membership, until_date=None, ended_why="")
