"""
Whom and what an office keeps, and the names and KKs that its pages point to; each answer is a fixed number of statements.

What to show of those whom another office keeps is for the caller to decide.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import F, FilteredRelation, Q

from loket.core.register import Address, Stay
from loket.core.register.codes import ResidentStatus, Shdk
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.register import models
from loket.register.codec import coded
from loket.register.records import RegisterSettings
from loket.register.store import reading

MOST_WAITING: Final = 200
MOST_DECISIONS: Final = 20


@dataclass(frozen=True, slots=True)
class PersonName:
    """A resident as another page points to one."""

    id: UUID
    office_id: int
    nik: Nik | None
    full_name: str
    birth_date: datetime.date


@dataclass(frozen=True, slots=True)
class FamilyName:
    """A KK as another page points to it, by its head."""

    id: UUID
    office_id: int
    kk_number: KkNumber | None
    head_name: str


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """Someone's place in a KK, then or now, under the name of today."""

    person: PersonName
    shdk: Shdk
    from_date: datetime.date
    until_date: datetime.date | None
    why: str
    ended_why: str


@dataclass(frozen=True, slots=True)
class FamilyRecord:
    """A KK through all its time: where it stood, who was in it, which KK it took over and which took it over."""

    id: UUID
    office_id: int
    kk_number: KkNumber | None
    head: PersonName
    stays: tuple[Stay, ...]
    members: tuple[FamilyMember, ...]
    follows: FamilyName | None
    followed_by: tuple[FamilyName, ...]

    @property
    def opened_date(self) -> datetime.date:
        """The first day of the KK in this register."""
        return self.stays[0].from_date

    @property
    def closed_date(self) -> datetime.date | None:
        """The day from which the KK is no more, or is under way; None while it is in force."""
        return self.stays[-1].until_date


@dataclass(frozen=True, slots=True)
class WaitingResident:
    """A resident without a NIK, and where the family lives."""

    person: PersonName
    family_id: UUID | None
    region: RegionCode | None


@dataclass(frozen=True, slots=True)
class WaitingFamily:
    """A KK without a number, by its head, since when and where."""

    family: FamilyName
    opened_date: datetime.date
    region: RegionCode


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who and what waits for a number of the centre."""

    residents: tuple[WaitingResident, ...]
    families: tuple[WaitingFamily, ...]


@dataclass(frozen=True, slots=True)
class SettingDecision:
    """One decision on how an office works with the centre."""

    settings: RegisterSettings
    acted_as: str
    at: datetime.datetime
    why: str


def keeper_of(number: Nik | KkNumber | UUID) -> tuple[UUID, int] | None:
    """The id behind a NIK, a KK number or an id, and the office that keeps it; None for what the register does not know."""
    match number:
        case Nik():
            people = models.Resident.objects.filter(nik=number.digits)
            return people.values_list("pk", "office_id").first()
        case KkNumber():
            return models.Family.objects.filter(kk_number=number.digits).values_list("pk", "office_id").first()
    return models.Resident.objects.filter(pk=number).values_list("pk", "office_id").first()


def named(rows: Iterable[models.Resident]) -> tuple[PersonName, ...]:
    """Rows of residents as other pages point to them, in their order."""
    return tuple(_person(row) for row in rows)


def people(ids: Iterable[object]) -> dict[UUID, PersonName]:
    """The residents with these ids, in one statement."""
    wanted = {i for i in ids if isinstance(i, UUID)}
    rows = models.Resident.objects.filter(pk__in=wanted) if wanted else ()
    return {row.pk: _person(row) for row in rows}


def addresses_of(ids: Iterable[UUID]) -> dict[UUID, Address]:
    """Where residents live now, by their open place in a KK; who has none is left out. One statement."""
    rows = models.Membership.objects.filter(resident__in=list(ids), until_date=None).select_related("family")
    return {row.resident_id: reading.address_of(row.family) for row in rows}


def families_named(ids: Iterable[object]) -> dict[UUID, FamilyName]:
    """The KKs with these ids, in one statement."""
    wanted = {i for i in ids if isinstance(i, UUID)}
    rows = models.Family.objects.filter(pk__in=wanted).select_related("head") if wanted else ()
    return {row.pk: _family(row) for row in rows}


def family_record(family_id: UUID) -> FamilyRecord | None:
    """A KK through all its time, in four statements; None for one that the register does not know."""
    row = models.Family.objects.select_related("head", "follows__head").filter(pk=family_id).first()
    if row is None:
        return None
    stays = models.FamilyVersion.objects.filter(family=family_id).order_by("number")
    places = models.Membership.objects.filter(family=family_id).select_related("resident")
    later = models.Family.objects.filter(follows=family_id).select_related("head").order_by("opened_date", "pk")
    return FamilyRecord(
        id=row.pk,
        office_id=row.office_id,
        kk_number=reading.kk_of(row.kk_number),
        head=_person(row.head),
        stays=tuple(Stay(reading.address_of(s), s.valid_from, s.valid_until) for s in stays),
        members=tuple(_member(place) for place in places.order_by("from_date", "shdk", "resident__birth_date", "pk")),
        follows=_family(row.follows) if row.follows else None,
        followed_by=tuple(_family(next_one) for next_one in later),
    )


def waiting(office_id: int) -> Waiting:
    """
    The active residents without a NIK and the open KKs without a number of an office, at most 200 of each, in two statements.

    Read by the unique indexes of the numbers, where those without one stand together, however large the register is.
    """
    now = FilteredRelation("memberships", condition=Q(memberships__until_date=None))
    people_rows = models.Resident.objects.filter(
        nik=None, office=office_id, status=str(ResidentStatus.ACTIVE)
    ).annotate(home=now, home_id=F("home__family"), lives_in=F("home__family__region"))
    family_rows = models.Family.objects.filter(kk_number=None, office=office_id, closed_date=None)
    residents = [
        WaitingResident(_person(row), row.home_id, RegionCode(row.lives_in) if row.lives_in else None)
        for row in people_rows[:MOST_WAITING]
    ]
    families = [
        WaitingFamily(_family(row), row.opened_date, RegionCode(row.region))
        for row in family_rows.select_related("head")[:MOST_WAITING]
    ]
    residents.sort(key=lambda one: (one.person.birth_date, one.person.full_name), reverse=True)
    families.sort(key=lambda one: (one.opened_date, one.family.head_name))
    return Waiting(tuple(residents), tuple(families))


def setting_decisions(office_id: int) -> tuple[SettingDecision, ...]:
    """The latest decisions of an office on its register, newest first."""
    rows = models.RegisterSetting.objects.filter(office=office_id).order_by("-pk")[:MOST_DECISIONS]
    return tuple(
        SettingDecision(
            RegisterSettings(row.national, row.transit_days, row.certificate), row.acted_as, row.at, row.why
        )
        for row in rows
    )


def _person(row: models.Resident) -> PersonName:
    return PersonName(row.pk, row.office_id, reading.nik_of(row.nik), row.full_name, row.birth_date)


def _family(row: models.Family) -> FamilyName:
    return FamilyName(row.pk, row.office_id, reading.kk_of(row.kk_number), row.head.full_name)


def _member(row: models.Membership) -> FamilyMember:
    return FamilyMember(
        _person(row.resident), coded(Shdk, row.shdk), row.from_date, row.until_date, row.why, row.ended_why
    )
