"""
The part of the register around some residents and families, as `Slice.around` defines it: read in a fixed number of
statements, and held against others while a life event is decided.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q

from loket.core.register import Membership, Resident, Slice
from loket.register import models
from loket.register.ids import uuid_of
from loket.register.store import reading

Ids = set[UUID]


@dataclass(frozen=True, slots=True)
class Loaded:
    """
    A slice with what the store must know of its rows: which row each membership is, and which office keeps whom.
    """

    part: Slice
    membership_rows: Mapping[Membership, int]
    offices: Mapping[UUID, int]


def load(residents: Iterable[object], families: Iterable[object]) -> Loaded:
    """Everything around these residents and families, as it stands for the caller's transaction."""
    named = _uuids(residents)
    family_ids = _families_around(named, _uuids(families))
    inside = _people_in(family_ids) | named
    persons = _residents(inside)
    relatives = _relatives(persons) - persons.keys()
    persons |= _residents(relatives)
    return _assembled(persons, family_ids)


def load_families(family_ids: Collection[UUID], others: Collection[UUID] = ()) -> Loaded:
    """These families with all who ever were members, these other residents, and the known relatives of all of them."""
    inside = _people_in(set(family_ids)) | set(others)
    persons = _residents(inside)
    persons |= _residents(_relatives(persons) - persons.keys())
    return _assembled(persons, set(family_ids))


def hold(part: Slice) -> None:
    """
    Keep others from changing any of these until the transaction ends: families first, then residents, each by id.

    Whoever holds takes the locks in this one order, so two never wait for each other. SQLite's transaction has it all.
    """
    if connection.vendor != "postgresql":
        return
    families = models.Family.objects.filter(pk__in=_uuids(part.families))
    list(families.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    residents = models.Resident.objects.filter(pk__in=_uuids(part.residents))
    list(residents.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def _uuids(ids: Iterable[object]) -> Ids:
    return {i for i in ids if isinstance(i, UUID)}


def _families_around(named: Ids, families: Ids) -> Ids:
    """The named families, those the named residents are in, and those they are under way from."""
    found = set(families)
    if named:
        open_places = models.Membership.objects.filter(resident__in=named, until_date=None)
        found.update(open_places.values_list("family_id", flat=True))
        moving = models.ResidentVersion.objects.filter(
            resident__in=named, superseded_at=None, valid_until=None, transit__isnull=False
        )
        found.update(UUID(t["family_id"]) for t in moving.values_list("transit", flat=True) if t is not None)
    return found


def _people_in(family_ids: Ids) -> Ids:
    if not family_ids:
        return set()
    places = models.Membership.objects.filter(family__in=family_ids)
    heads = models.Family.objects.filter(pk__in=family_ids).values_list("head_id")
    return {row[0] for row in places.values_list("resident_id").union(heads)}


def _residents(ids: Ids) -> dict[UUID, Resident]:
    if not ids:
        return {}
    versions = models.ResidentVersion.objects.filter(resident__in=ids, superseded_at=None)
    rows = versions.select_related("resident").order_by("resident_id", "valid_from")
    return {uuid_of(r.id): r for r in reading.residents_of(rows)}


def _relatives(persons: Mapping[UUID, Resident]) -> Ids:
    found: Ids = set()
    for person in persons.values():
        found |= _uuids((*person.biodata.parent_ids, *person.biodata.spouse_ids))
    if persons:
        children = models.Resident.objects.filter(Q(mother__in=persons.keys()) | Q(father__in=persons.keys()))
        found.update(children.values_list("pk", flat=True))
    return found


def _assembled(persons: Mapping[UUID, Resident], family_ids: Ids) -> Loaded:
    stays = models.FamilyVersion.objects.filter(family__in=family_ids).select_related("family")
    families = list(reading.families_of(stays.order_by("family_id", "number")))
    places = models.Membership.objects.filter(resident__in=persons.keys()).order_by("from_date", "pk")
    rows = {reading.membership_of(row): row.pk for row in places}
    offices = dict(models.Resident.objects.filter(pk__in=persons.keys()).values_list("pk", "office_id"))
    offices |= dict(models.Family.objects.filter(pk__in=family_ids).values_list("pk", "office_id"))
    return Loaded(Slice.of(persons.values(), families, rows), rows, offices)
