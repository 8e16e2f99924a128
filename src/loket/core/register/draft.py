"""
The working copy on which one life event is tried out: every act is a fact, and is in force for the next one.

It places people into KKs and closes the KKs they leave empty. It knows no kind of event, and the rules judge its result.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from loket.core.register import facts as f
from loket.core.register.change import Act, Output, Paper
from loket.core.register.codes import ResidentStatus, Shdk
from loket.core.register.guards import require_active, require_open_family
from loket.core.register.placements import JoinKk, KeepKk, NewKk, Placement
from loket.core.register.refusals import (
    AlreadyHead,
    NoAddress,
    NumberNotTheirs,
    PlacedTwice,
    StayersNeedAHead,
)
from loket.core.register.slice import Slice
from loket.core.register.values import Address, FamilyId, Membership, ResidentId, Transit


class Draft:
    """A slice on the way from before to after; `day` is when the facts take effect, `why` the kind of event."""

    def __init__(self, before: Slice, why: str, day: datetime.date) -> None:
        self.before = before
        self.part = before
        self.why = why
        self.day = day
        self.facts: list[f.Fact] = []
        self.outputs: list[Output] = []

    def add(self, fact: f.Fact) -> None:
        """Let a fact happen. Of one resident's biodata, or papers, a draft has one fact: the latest says all."""
        if isinstance(fact, f.BiodataChanged | f.DocumentsChanged):
            said = next((x for x in self.facts if _says_the_same_of(x, fact)), None)
            if said is not None:
                self.facts.remove(said)
        self.facts.append(fact)
        self.part = f.evolve(self.part, fact)

    def change(self, resident_id: ResidentId, **elements: Any) -> None:
        """Give elements of the biodata other values, where they differ."""
        old = self.part.residents[resident_id].biodata
        new = replace(old, **elements)
        if new != old:
            self.add(f.BiodataChanged(self.day, self.why, resident_id, new))

    def document(self, resident_id: ResidentId, **papers: Any) -> None:
        """Record papers that a resident now holds, or no longer holds."""
        old = self.part.residents[resident_id].documents
        new = replace(old, **papers)
        if new != old:
            self.add(f.DocumentsChanged(self.day, self.why, resident_id, new))

    def set_status(self, resident_id: ResidentId, status: ResidentStatus, transit: Transit | None = None) -> None:
        """Let a resident stand elsewhere from now on."""
        self.add(f.StatusChanged(self.day, self.why, resident_id, status, transit))

    def output(
        self,
        paper: Paper,
        *resident_ids: ResidentId,
        act: Act = Act.ISSUE,
        family_id: FamilyId | None = None,
        note: str = "",
    ) -> None:
        """A paper that this kind of event yields by itself."""
        self.outputs.append(Output(paper, act, resident_ids, family_id, note))

    def join(self, resident_id: ResidentId, family_id: FamilyId, shdk: Shdk) -> None:
        """Let a resident enter a KK."""
        membership = Membership(resident_id, family_id, shdk, self.day, why=self.why)
        self.add(f.MembershipOpened(self.day, self.why, membership))

    def leave(self, resident_id: ResidentId) -> None:
        """Take a resident off the KK he or she is in, if any."""
        for membership in self.part.memberships_of(resident_id):
            self.add(f.MembershipClosed(self.day, self.why, membership))

    def place(self, placements: Iterable[Placement], follows: FamilyId | None = None) -> None:
        """
        Bring everyone where the placements say. `follows` is the KK that a new one takes over from.

        Raises PlacedTwice, UnknownResident, NotActive, UnknownFamily, FamilyClosed, AlreadyHead, NoAddress, NumberNotTheirs.
        """
        placements = tuple(placements)
        self._require_once(placements)
        addresses = {p.family_id: self._address(p) for p in placements}
        stays_put = {r for p in placements for r, shdk in p.shdks.items() if self._is_there(r, p.family_id, shdk)}
        for placement in placements:
            for resident_id in placement.shdks:
                if resident_id not in stays_put:
                    self.leave(resident_id)
        for placement in placements:
            if not isinstance(placement, JoinKk):
                self._open(placement, addresses[placement.family_id], follows)
            for resident_id, shdk in placement.shdks.items():
                if resident_id not in stays_put:
                    self.join(resident_id, placement.family_id, shdk)

    def _require_once(self, placements: tuple[Placement, ...]) -> None:
        seen: set[ResidentId] = set()
        for placement in placements:
            for resident_id in placement.shdks:
                name = require_active(self.part, resident_id).name
                if resident_id in seen:
                    raise PlacedTwice(name=name)
                seen.add(resident_id)

    def _is_there(self, resident_id: ResidentId, family_id: FamilyId, shdk: Shdk) -> bool:
        membership = self.part.membership_of(resident_id)
        return membership is not None and (membership.family_id, membership.shdk) == (family_id, shdk)

    def _address(self, placement: Placement) -> Address:
        if isinstance(placement, JoinKk):
            return require_open_family(self.part, placement.family_id).address
        head = self.part.residents[placement.head_id]
        membership = self.part.membership_of(head.id)
        if membership is not None and membership.shdk is Shdk.HEAD:
            raise AlreadyHead(name=head.name)
        address = placement.address or self.part.address_of(head.id)
        if address is None:
            raise NoAddress(name=head.name, fields=("address",))
        return address

    def _open(self, placement: NewKk | KeepKk, address: Address, follows: FamilyId | None) -> None:
        family_id, head_id = placement.family_id, placement.head_id
        if isinstance(placement, NewKk):
            self.add(f.FamilyOpened(self.day, self.why, family_id, head_id, address, None, follows))
            return
        known = self.part.families.get(family_id)
        if known is None:
            self.add(f.FamilyOpened(self.day, self.why, family_id, head_id, address, placement.kk_number))
            return
        if known.is_open or known.head_id != head_id or known.kk_number != placement.kk_number:
            raise NumberNotTheirs(name=self.part.residents[head_id].name)
        self.add(f.FamilyReopened(self.day, self.why, family_id, address))

    def settle(self) -> None:
        """Close the KKs that people have left empty. Raises StayersNeedAHead for one that is left without its head."""
        left = dict.fromkeys(fact.membership.family_id for fact in self.facts if isinstance(fact, f.MembershipClosed))
        for family_id in left:
            family = self.part.families.get(family_id)
            members = self.part.members_of(family_id)
            # Whoever is taken off a KK that was closed before repairs an old fault, and that KK stays closed.
            if family is None or not family.is_open:
                continue
            if not members:
                self.add(f.FamilyClosed(self.day, self.why, family_id))
            elif family.head_id not in {m.resident_id for m in members}:
                names = ", ".join(self.part.residents[m.resident_id].name for m in members)
                raise StayersNeedAHead(names=names, fields=("placements",))

    def floors(self) -> Iterator[datetime.date]:
        """The days before which the facts cannot take effect, since the same people or KKs changed then."""
        for fact in self.facts:
            match fact:
                case f.HomeChanged():
                    yield self.before.residents[fact.resident_id].latest.from_date
                case f.BiodataChanged() | f.DocumentsChanged() | f.StatusChanged():
                    yield self.before.residents[fact.resident_id].latest.from_date
                    yield from self._shown_married_since(fact)
                case f.FamilyMoved() | f.FamilyClosed() | f.FamilyReopened():
                    yield from self._settled_since(fact.family_id)
                    # Who left the KK later than this was still in it, so it cannot have closed under them.
                    theirs = (m for m in self.before.memberships if m.family_id == fact.family_id)
                    yield from (m.until_date or m.from_date for m in theirs)
                case f.MembershipOpened(membership=membership):
                    yield from self._free_since(membership)
                case f.MembershipClosed(membership=membership):
                    yield membership.from_date
                case _:
                    pass

    def _seated_since(self, resident_id: ResidentId) -> Iterator[datetime.date]:
        mine = (m for m in self.before.memberships if m.resident_id == resident_id)
        return (m.until_date or m.from_date for m in mine)

    def _shown_married_since(
        self, fact: f.BiodataChanged | f.DocumentsChanged | f.StatusChanged
    ) -> Iterator[datetime.date]:
        """A marriage does not begin or end before the day from which the KK shows its two as it does."""
        if isinstance(fact, f.BiodataChanged):
            was = self.before.residents[fact.resident_id].biodata.marital_status
            if fact.biodata.marital_status is not was:
                yield from self._seated_since(fact.resident_id)

    def _free_since(self, membership: Membership) -> Iterator[datetime.date]:
        yield from self._settled_since(membership.family_id)
        yield from self._seated_since(membership.resident_id)
        known = self.before.residents.get(membership.resident_id)
        if known is not None:
            yield known.records[0].from_date
        if membership.shdk in (Shdk.HUSBAND, Shdk.WIFE):
            # Nobody was the head's spouse on a day before both were on record as married.
            couple = (membership.resident_id, self.part.families[membership.family_id].head_id)
            yield from (self.before.residents[i].latest.from_date for i in couple if i in self.before.residents)

    def _settled_since(self, family_id: FamilyId) -> Iterator[datetime.date]:
        family = self.before.families.get(family_id)
        if family is not None:
            yield family.closed_date or family.stays[-1].from_date


def _says_the_same_of(earlier: f.Fact, fact: f.BiodataChanged | f.DocumentsChanged) -> bool:
    if not isinstance(earlier, f.BiodataChanged | f.DocumentsChanged):
        return False
    return type(earlier) is type(fact) and earlier.resident_id == fact.resident_id
