"""
Slips that took the place of lost ones. Each bears a mark of its own beside the resi; only the latest one's counts.

The first slip has no mark, so that from the first duplicate on a scan of it is known for what it is.
"""

import datetime
from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from loket.collection import models
from loket.collection.records import SlipRecord
from loket.collection.refusals import SlipReplaced
from loket.core.terms import slip_mark, typed_mark
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.storage.writing import run
from loket.vault.refusals import KeyDestroyed
from loket.vault.services import blind, of_case, seal, unseal

_SEALED: Final = "tanda slip"
_LONGEST: Final = 200


def replace(resi: str, statement: str, *, by: Officer, key: UUID, at: datetime.datetime, after: int = 0) -> SlipRecord:
    """
    Make the next duplicate, which revokes all slips before it; with a key that was used before, that one again.

    `after`: how many there are that these tables do not know. Raises KeyDestroyed and KeyMissing.
    """
    mark = slip_mark()

    def write() -> models.Slip:
        before = models.Slip.objects.filter(key=key).first()
        if before is not None:
            return before
        latest = models.Slip.objects.filter(resi=resi).aggregate(latest=Max("number"))["latest"] or after
        row = models.Slip(
            key=key,
            office_id=by.office_id,
            resi=resi,
            number=latest + 1,
            mark=_digest(resi, mark),
            sealed=seal(of_case(resi), _SEALED, mark.encode()),
            statement=" ".join(statement.split())[:_LONGEST],
            person=by.person,
            acted_as=by.signature(next(iter(by.seats), None)),
            at=at,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            # The same form, or a colleague at the next counter, was first: of one lost slip there is one duplicate.
            return models.Slip.objects.filter(resi=resi).latest("number")
        return row

    return _record(run(write))


def _digest(resi: str, mark: str) -> str:
    return blind("tanda-slip", f"{resi}\n{mark}")


def slips_of(resi: str) -> tuple[SlipRecord, ...]:
    """The duplicates of an application, oldest first."""
    return tuple(map(_record, models.Slip.objects.filter(resi=resi).order_by("number")))


def latest_slip(resi: str) -> SlipRecord | None:
    """The duplicate that counts; None while the first slip does."""
    row = models.Slip.objects.filter(resi=resi).order_by("-number").first()
    return _record(row) if row else None


def mark_of(resi: str) -> str:
    """What the latest duplicate bears, to print it; empty without one, and where its key was given up."""
    row = models.Slip.objects.filter(resi=resi).order_by("-number").first()
    try:
        return unseal(of_case(resi), _SEALED, bytes(row.sealed)).decode() if row else ""
    except KeyDestroyed:
        return ""


def require_good(resi: str, mark: str) -> SlipRecord | None:
    """The duplicate that bears this mark; None where the first slip still counts. Raises SlipReplaced for any other slip."""
    row = models.Slip.objects.filter(resi=resi).order_by("-number").first()
    if row is None:
        return None
    shown = typed_mark(mark)
    if not shown or row.mark != _digest(resi, shown):
        made = offices.today(offices.office_by_id(row.office_id).key, row.at)
        raise SlipReplaced(number=row.number, day=f"{made:%d-%m-%Y}", fields=("slip_mark",))
    return _record(row)


def slips_made(office_id: int, since: datetime.datetime, until: datetime.datetime) -> tuple[SlipRecord, ...]:
    """The duplicates an office made in a span, newest first."""
    rows = models.Slip.objects.filter(office=office_id, at__gte=since, at__lt=until).order_by("-at", "-pk")
    return tuple(map(_record, rows))


def replaced_among(resis: Collection[str]) -> Mapping[str, int]:
    """How many duplicates each of these applications has; one without is left out."""
    rows = models.Slip.objects.filter(resi__in=resis).values_list("resi").annotate(latest=Max("number"))
    return dict(rows)


def _record(row: models.Slip) -> SlipRecord:
    return SlipRecord(row.resi, row.number, row.statement, row.acted_as, row.at)
