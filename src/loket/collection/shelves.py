"""Where finished papers lie until somebody comes: each move is kept, the latest counts."""

import datetime
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from loket.collection import models
from loket.collection.records import FetchRecord, PickupRule, ShelfKind, ShelfRecord
from loket.collection.refusals import PickupKeepersOnly, PickupRuleShape, PlaceMissing
from loket.offices.records import Officer
from loket.storage.writing import run

LONGEST_PLACE: Final = 60
MOST_REMINDERS: Final = 5
LONGEST_WAIT: Final = 3650


def put(
    resi: str, place: str, kind: ShelfKind, *, by: Officer, at: datetime.datetime, since: datetime.datetime
) -> ShelfRecord:
    """
    Note where the papers lie now; the place where they lie already is noted once. Raises PlaceMissing.

    `since`: when they came to the counter; where papers of an earlier time lay tells nothing of these.
    """
    named = " ".join(place.split())
    if not named or len(named) > LONGEST_PLACE:
        raise PlaceMissing(fields=("place",))
    before = place_of(resi, since)
    if before is not None and (before.place, before.kind) == (named, kind):
        return before
    row = models.Shelving(
        office_id=by.office_id,
        resi=resi,
        kind=kind,
        place=named,
        person=by.person,
        acted_as=by.signature(next(iter(by.seats), None)),
        at=at,
    )
    run(lambda: row.save(force_insert=True))
    return _record(row)


def moves_of(resi: str) -> tuple[ShelfRecord, ...]:
    """Every place where the papers of an application lay, oldest first."""
    return tuple(map(_record, models.Shelving.objects.filter(resi=resi).order_by("pk")))


def place_of(resi: str, since: datetime.datetime) -> ShelfRecord | None:
    """Where the papers that came to the counter at `since` lie now."""
    row = models.Shelving.objects.filter(resi=resi, at__gte=since).order_by("-pk").first()
    return _record(row) if row else None


def places_of(since: Mapping[str, datetime.datetime]) -> Mapping[str, ShelfRecord]:
    """
    Where the papers of each of these applications lie, by when they came to the counter; one without a place is left out.
    One statement.
    """
    rows = models.Shelving.objects.filter(resi__in=list(since)).order_by("pk")
    return {row.resi: _record(row) for row in rows if row.at >= since[row.resi]}


def _record(row: models.Shelving) -> ShelfRecord:
    return ShelfRecord(row.resi, ShelfKind(row.kind), row.place, row.acted_as, row.at)


def note_fetch(resi: str, code: str, sha256: str, *, by: Officer, at: datetime.datetime) -> None:
    """Note that a signed paper goes out to the applicant; to be committed before it does."""
    who = by.signature(next(iter(by.seats), None))
    row = models.Fetch(office_id=by.office_id, resi=resi, code=code, sha256=sha256, acted_as=who, at=at)
    run(lambda: row.save(force_insert=True))


def fetches_of(resi: str) -> tuple[FetchRecord, ...]:
    """The downloads of an application, oldest first."""
    rows = models.Fetch.objects.filter(resi=resi).order_by("pk")
    return tuple(FetchRecord(row.resi, row.code, row.sha256, row.at) for row in rows)


def rule_of(office_id: int) -> PickupRule:
    """How the office deals with what nobody collects; ours where it has not said."""
    row = models.Rule.objects.filter(office=office_id).order_by("-pk").first()
    if row is None:
        return PickupRule()
    return PickupRule(tuple(map(int, row.remind_after.split())), row.archive_after)


def set_rule(officer: Officer, rule: PickupRule, *, at: datetime.datetime) -> None:
    """Decide it for the officer's office. Raises PickupKeepersOnly and PickupRuleShape."""
    if not officer.keeps_office:
        raise PickupKeepersOnly
    days = (*rule.remind_after, *([rule.archive_after] if rule.archive_after is not None else ()))
    rising = all(one < other for one, other in pairwise(days))
    if not rising or len(rule.remind_after) > MOST_REMINDERS or not all(1 <= day <= LONGEST_WAIT for day in days):
        raise PickupRuleShape(fields=("remind_after",))
    row = models.Rule(
        office_id=officer.office_id,
        remind_after=" ".join(map(str, rule.remind_after)),
        archive_after=rule.archive_after,
        person=officer.person,
        acted_as=officer.signature(next(iter(officer.seats), None)),
        at=at,
    )
    run(lambda: row.save(force_insert=True))
