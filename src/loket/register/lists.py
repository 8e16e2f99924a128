"""Lists of residents and families of an office: one statement each, by an index, a page after a given place."""

from typing import Final
from uuid import UUID

from django.db.models import F, FilteredRelation, Q

from loket.core.register.codes import MaritalStatus, ResidentStatus, Sex
from loket.core.terms import RegionCode
from loket.register import models
from loket.register.codec import coded
from loket.register.records import FamilyLine, ResidentLine
from loket.register.regions import in_region
from loket.register.store import reading

PAGE: Final = 50


def residents(
    office_id: int,
    *,
    name: str = "",
    region: RegionCode | None = None,
    status: ResidentStatus | None = None,
    after: tuple[str, UUID] | None = None,
    limit: int = PAGE,
) -> tuple[ResidentLine, ...]:
    """
    Residents kept by an office, by name: whose name begins so, who live in a region, or who have a status.

    `after` is name and id of the last line seen, for the next page.
    """
    wanted = Q(office=office_id)
    if name:
        key = reading.name_key(name)
        wanted &= Q(name_key__gte=key, name_key__lt=f"{key}\U0010ffff")
    if status is not None:
        wanted &= Q(status=str(status))
    if region is not None:
        wanted &= in_region(region, "home__family__region")
    if after is not None:
        key = reading.name_key(after[0])
        wanted &= Q(name_key__gt=key) | Q(name_key=key, pk__gt=after[1])
    now = FilteredRelation("memberships", condition=Q(memberships__until_date=None))
    rows = models.Resident.objects.annotate(
        home=now, kk=F("home__family__kk_number"), lives_in=F("home__family__region")
    ).filter(wanted)
    return tuple(
        ResidentLine(
            id=row.pk,
            nik=reading.nik_of(row.nik),
            full_name=row.full_name,
            sex=coded(Sex, row.sex),
            birth_date=row.birth_date,
            marital_status=coded(MaritalStatus, row.marital_status),
            status=ResidentStatus(row.status),
            kk_number=reading.kk_of(row.kk),
            region=RegionCode(row.lives_in) if row.lives_in else None,
        )
        for row in rows.order_by("name_key", "pk")[:limit]
    )


def families(
    office_id: int,
    *,
    region: RegionCode | None = None,
    open_only: bool = True,
    after: tuple[str, str, UUID] | None = None,
    limit: int = PAGE,
) -> tuple[FamilyLine, ...]:
    """
    KKs kept by an office, by village and street, all or those in force, of a region or of all.

    `after` is region (ten digits), street and id of the last line seen, for the next page.
    """
    wanted = Q(office=office_id)
    if open_only:
        wanted &= Q(closed_date=None)
    if region is not None:
        wanted &= in_region(region)
    if after is not None:
        village, street, last = after
        here = Q(street__gt=street) | Q(street=street, pk__gt=last)
        wanted &= Q(region__gt=village) | (Q(region=village) & here)
    rows = models.Family.objects.filter(wanted).annotate(head_name=F("head__full_name"))
    return tuple(
        FamilyLine(
            row.pk,
            reading.kk_of(row.kk_number),
            row.head_name,
            reading.address_of(row),
            row.opened_date,
            row.closed_date,
        )
        for row in rows.order_by("region", "street", "pk")[:limit]
    )
