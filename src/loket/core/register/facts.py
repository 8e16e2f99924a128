"""
Elementary facts: the smallest things a life event changes, each from a date on, and what the register is after them.

Total and deterministic: a fact happened, so it is never refused here; one that cannot follow (an id used twice, an unknown
id) is a fault of the caller and raises ValueError or KeyError.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from loket.core.register.codes import ResidentStatus
from loket.core.register.slice import Slice
from loket.core.register.values import (
    Address,
    Biodata,
    Documents,
    Family,
    FamilyId,
    Membership,
    Record,
    Resident,
    ResidentId,
    Stay,
    Transit,
)
from loket.core.terms import KkNumber, Nik


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is so from `day` on, because of a life event of kind `why`."""

    day: datetime.date
    why: str


@dataclass(frozen=True, slots=True)
class ResidentAdded(Fact):
    """A person the register did not know."""

    resident_id: ResidentId
    nik: Nik | None
    biodata: Biodata
    documents: Documents
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class NikSet(Fact):
    """The centre's number for a person; it counts for the whole life."""

    resident_id: ResidentId
    nik: Nik


@dataclass(frozen=True, slots=True)
class BiodataChanged(Fact):
    """The biodata from now on."""

    resident_id: ResidentId
    biodata: Biodata


@dataclass(frozen=True, slots=True)
class DocumentsChanged(Fact):
    """The papers held from now on."""

    resident_id: ResidentId
    documents: Documents


@dataclass(frozen=True, slots=True)
class StatusChanged(Fact):
    """Where the resident stands from now on; `transit` says how a move under way began."""

    resident_id: ResidentId
    status: ResidentStatus
    transit: Transit | None = None


@dataclass(frozen=True, slots=True)
class HomeChanged(Fact):
    """Where a resident without a KK lives from now on; None for one who has a KK."""

    resident_id: ResidentId
    address: Address | None


@dataclass(frozen=True, slots=True)
class FamilyOpened(Fact):
    """A new KK; its number is None until the centre gives one, unless it was brought along."""

    family_id: FamilyId
    head_id: ResidentId
    address: Address
    kk_number: KkNumber | None = None
    follows: FamilyId | None = None


@dataclass(frozen=True, slots=True)
class FamilyMoved(Fact):
    """A KK in force lives at another address."""

    family_id: FamilyId
    address: Address


@dataclass(frozen=True, slots=True)
class FamilyClosed(Fact):
    """A KK is no more, or is under way to another office."""

    family_id: FamilyId


@dataclass(frozen=True, slots=True)
class FamilyReopened(Fact):
    """A KK under way has arrived with its number, or has come back."""

    family_id: FamilyId
    address: Address


@dataclass(frozen=True, slots=True)
class KkNumberSet(Fact):
    """The centre's number for a KK; it counts for the whole life of the KK."""

    family_id: FamilyId
    kk_number: KkNumber


@dataclass(frozen=True, slots=True)
class MembershipOpened(Fact):
    """A resident belongs to a KK."""

    membership: Membership


@dataclass(frozen=True, slots=True)
class MembershipClosed(Fact):
    """A resident no longer belongs to a KK; who left on the day of joining was never there for a day."""

    membership: Membership


def evolve(part: Slice, fact: Fact) -> Slice:
    """The register after one more fact."""
    return _APPLY[type(fact)](part, fact)


def fold(part: Slice, facts: Iterable[Fact]) -> Slice:
    """The register after all these facts, in order."""
    for fact in facts:
        part = evolve(part, fact)
    return part


def _with_resident(part: Slice, resident: Resident) -> Slice:
    return replace(part, residents={**part.residents, resident.id: resident})


def _with_family(part: Slice, family: Family) -> Slice:
    return replace(part, families={**part.families, family.id: family})


def _add(part: Slice, fact: ResidentAdded) -> Slice:
    if fact.resident_id in part.residents:
        raise ValueError(f"resident id {fact.resident_id} is taken")
    record = Record(fact.day, fact.biodata, fact.documents, address=fact.address, why=fact.why)
    return _with_resident(part, Resident(fact.resident_id, fact.nik, (record,)))


def _record(part: Slice, fact: Fact, resident_id: ResidentId, **changes: Any) -> Slice:
    """A record from the fact's day on; two changes of one day are one record."""
    resident = part.residents[resident_id]
    record = replace(resident.latest, from_date=fact.day, why=fact.why, **changes)
    kept = resident.records[:-1] if resident.latest.from_date == fact.day else resident.records
    return _with_resident(part, replace(resident, records=(*kept, record)))


def _open(part: Slice, fact: FamilyOpened) -> Slice:
    if fact.family_id in part.families:
        raise ValueError(f"family id {fact.family_id} is taken")
    stays = (Stay(fact.address, fact.day),)
    return _with_family(part, Family(fact.family_id, fact.kk_number, fact.head_id, stays, fact.follows))


def _ended(family: Family, day: datetime.date) -> tuple[Stay, ...]:
    *earlier, latest = family.stays
    return (*earlier, replace(latest, until_date=day))


def _move(part: Slice, fact: FamilyMoved) -> Slice:
    family = part.families[fact.family_id]
    stays = (*_ended(family, fact.day), Stay(fact.address, fact.day))
    return _with_family(part, replace(family, stays=stays))


def _close(part: Slice, fact: FamilyClosed) -> Slice:
    family = part.families[fact.family_id]
    return _with_family(part, replace(family, stays=_ended(family, fact.day)))


def _reopen(part: Slice, fact: FamilyReopened) -> Slice:
    family = part.families[fact.family_id]
    return _with_family(part, replace(family, stays=(*family.stays, Stay(fact.address, fact.day))))


def _end_membership(part: Slice, fact: MembershipClosed) -> Slice:
    if fact.membership not in part.memberships:
        raise ValueError(f"no such membership of {fact.membership.resident_id}")
    ended = replace(fact.membership, until_date=fact.day, ended_why=fact.why)
    return replace(part, memberships=tuple(ended if m == fact.membership else m for m in part.memberships))


_APPLY: Final[dict[type[Fact], Callable[[Slice, Any], Slice]]] = {
    ResidentAdded: _add,
    NikSet: lambda part, f: _with_resident(part, replace(part.residents[f.resident_id], nik=f.nik)),
    BiodataChanged: lambda part, f: _record(part, f, f.resident_id, biodata=f.biodata),
    DocumentsChanged: lambda part, f: _record(part, f, f.resident_id, documents=f.documents),
    StatusChanged: lambda part, f: _record(part, f, f.resident_id, status=f.status, transit=f.transit),
    HomeChanged: lambda part, f: _record(part, f, f.resident_id, address=f.address),
    FamilyOpened: _open,
    FamilyMoved: _move,
    FamilyClosed: _close,
    FamilyReopened: _reopen,
    KkNumberSet: lambda part, f: _with_family(part, replace(part.families[f.family_id], kk_number=f.kk_number)),
    MembershipOpened: lambda part, f: replace(part, memberships=(*part.memberships, f.membership)),
    MembershipClosed: _end_membership,
}
