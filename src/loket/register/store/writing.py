"""
What a change leaves in the tables. Called inside the transaction that holds the loaded part; everything or nothing.

Versions are closed and added, never rewritten: one that a later entry of the same day replaces is marked as superseded.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from loket.core.register import Family, Membership, Record, Resident, Slice
from loket.core.register import facts as f
from loket.register import models
from loket.register.codec import packed
from loket.register.ids import uuid_of
from loket.register.store import reading
from loket.register.store.loading import Loaded
from loket.vault.leaves import sealed_leaves
from loket.vault.services import of_resident


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes: the office that keeps what is new, the time, and the life event that it comes from."""

    office_id: int
    at: datetime.datetime
    event_id: UUID | None


@dataclass(frozen=True, slots=True)
class Touched:
    """The residents and families whose rows change, in the order the facts name them."""

    residents: tuple[UUID, ...]
    families: tuple[UUID, ...]


def touched(facts: Iterable[f.Fact]) -> Touched:
    """Whom and which KK the facts change."""
    residents: dict[object, None] = {}
    families: dict[object, None] = {}
    for fact in facts:
        if isinstance(fact, f.MembershipOpened | f.MembershipClosed):
            residents[fact.membership.resident_id] = None
            families[fact.membership.family_id] = None
        if (resident_id := getattr(fact, "resident_id", None)) is not None:
            residents[resident_id] = None
        if (family_id := getattr(fact, "family_id", None)) is not None:
            families[family_id] = None
    return Touched(_uuids(residents), _uuids(families))


def _uuids(ids: Iterable[object]) -> tuple[UUID, ...]:
    return tuple(i for i in ids if isinstance(i, UUID))


def write(loaded: Loaded, after: Slice, facts: Sequence[f.Fact], pen: Pen) -> None:
    """
    Bring the tables from what was loaded to what it is after the facts.

    Raises IntegrityError for a number or id that somebody else has.
    """
    before, changed = loaded.part, touched(facts)
    for resident_id in changed.residents:
        _write_resident(before.residents.get(resident_id), after.residents[resident_id], pen)
    for family_id in changed.families:
        if family_id in after.families:
            _write_family(before.families.get(family_id), after.families[family_id], pen)
    _write_memberships(loaded, facts)


def _write_resident(before: Resident | None, after: Resident, pen: Pen) -> None:
    columns, own = reading.current_columns(after), uuid_of(after.id)
    if before is None:
        models.Resident.objects.create(id=own, office_id=pen.office_id, **columns)
    elif columns != reading.current_columns(before):
        models.Resident.objects.filter(pk=own).update(**columns)
    old = before.records if before else ()
    if old == after.records:
        return
    same = _common(old, after.records)
    versions = models.ResidentVersion.objects.filter(resident=own, superseded_at=None)
    if len(old) > same:
        versions.filter(valid_from__gte=old[same].from_date).update(superseded_at=pen.at)
    ends = reading.ends_of(after.records)
    if same:
        versions.filter(valid_from=after.records[same - 1].from_date).update(valid_until=ends[same - 1])
    new = zip(after.records[same:], ends[same:], strict=True)
    models.ResidentVersion.objects.bulk_create(version_row(after, record, end, pen) for record, end in new)


def _common(old: Sequence[Record], new: Sequence[Record]) -> int:
    same = 0
    while same < len(old) and same < len(new) and old[same] == new[same]:
        same += 1
    return same


def version_row(resident: Resident, record: Record, until: datetime.date | None, pen: Pen) -> models.ResidentVersion:
    """One version, not yet saved."""
    return models.ResidentVersion(
        resident_id=uuid_of(resident.id),
        valid_from=record.from_date,
        valid_until=until,
        recorded_at=pen.at,
        status=str(record.status),
        why=record.why,
        biodata=sealed_leaves(packed(record.biodata), of_resident(uuid_of(resident.id))),
        documents=packed(record.documents),
        transit=_transit(record),
        address=packed(record.address) if record.address else None,
        event_id=pen.event_id,
    )


def _transit(record: Record) -> dict[str, object] | None:
    if record.transit is None:
        return None
    return dict(packed(record.transit))


def _write_family(before: Family | None, after: Family, pen: Pen) -> None:
    columns, own = reading.family_columns(after), uuid_of(after.id)
    if before is None:
        models.Family.objects.create(
            id=own,
            office_id=pen.office_id,
            head_id=uuid_of(after.head_id),
            follows_id=uuid_of(after.follows) if after.follows else None,
            **columns,
        )
    elif columns != reading.family_columns(before):
        models.Family.objects.filter(pk=own).update(**columns)
    old = before.stays if before else ()
    for number, (was, now) in enumerate(zip(old, after.stays, strict=False)):
        if was != now:
            models.FamilyVersion.objects.filter(family=own, number=number).update(valid_until=now.until_date)
    models.FamilyVersion.objects.bulk_create(stay_rows(after, len(old), pen))


def stay_rows(family: Family, start: int, pen: Pen) -> list[models.FamilyVersion]:
    """The versions from number `start` on, not yet saved."""
    return [
        models.FamilyVersion(
            family_id=uuid_of(family.id),
            number=number,
            valid_from=stay.from_date,
            valid_until=stay.until_date,
            recorded_at=pen.at,
            event_id=pen.event_id,
            **reading.address_columns(stay.address),
        )
        for number, stay in enumerate(family.stays)
        if number >= start
    ]


def _write_memberships(loaded: Loaded, facts: Sequence[f.Fact]) -> None:
    rows: dict[Membership, int | None] = dict(loaded.membership_rows)
    ended: dict[int, Membership] = {}
    for fact in facts:
        if isinstance(fact, f.MembershipOpened):
            rows[fact.membership] = None
        elif isinstance(fact, f.MembershipClosed):
            now = replace(fact.membership, until_date=fact.day, ended_why=fact.why)
            row = rows[now] = rows.pop(fact.membership)
            if row is not None:
                ended[row] = now
    for row, membership in ended.items():
        models.Membership.objects.filter(pk=row).update(
            until_date=membership.until_date, ended_why=membership.ended_why
        )
    models.Membership.objects.bulk_create(membership_row(m) for m, row in rows.items() if row is None)


def membership_row(membership: Membership) -> models.Membership:
    """A place in a KK, not yet saved."""
    return models.Membership(
        resident_id=uuid_of(membership.resident_id),
        family_id=uuid_of(membership.family_id),
        shdk=int(membership.shdk),
        from_date=membership.from_date,
        until_date=membership.until_date,
        why=membership.why,
        ended_why=membership.ended_why,
    )
