"""
Mandates: who may act for an applicant, for what, until which day.

Who the taker is lies sealed under the key of the application and is forgotten with it; a digest finds the NIK again.
Basis: form F-1.07, Permendagri 109/2019 (surat kuasa dalam pelayanan administrasi kependudukan).
"""

import datetime
import json
from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from loket.collection import models
from loket.collection.records import MandateRecord, MandateWish, Relation, Scope, Taker
from loket.collection.refusals import MandateDays, MandateEnded, MandateIncomplete, NoSuchMandate
from loket.core.terms import Nik
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.storage.writing import run
from loket.vault.refusals import KeyDestroyed
from loket.vault.services import blind, of_case, seal, unseal

MOST_DAYS: Final = 366
_SEALED: Final = "penerima kuasa"
_LONGEST: Final = 200


def add(resi: str, wish: MandateWish, *, by: Officer, key: UUID, channel: str, at: datetime.datetime) -> UUID:
    """
    Write a mandate down, and return its number; with a key that was used before, that of the first.

    Raises MandateIncomplete, MandateDays, BadTerm for a NIK that is none, KeyDestroyed and KeyMissing. Whether the giver may
    give it is for the caller to say.
    """
    taker, today = wish.taker, offices.today(by.office_key, at)
    name = " ".join(taker.name.split())[:_LONGEST]
    if not name or not wish.scope:
        raise MandateIncomplete(fields=("taker_name",) if not name else ("scope",))
    nik = Nik.parse(taker.nik, field="taker_nik").digits
    if not today <= wish.valid_until <= today + datetime.timedelta(days=MOST_DAYS):
        raise MandateDays(most=MOST_DAYS, fields=("valid_until",))
    said = {"name": name, "nik": nik, "phone": taker.phone.strip()[:30]}
    row = models.Mandate(
        key=key,
        office_id=by.office_id,
        resi=resi,
        scope=" ".join(sorted(wish.scope)),
        relation=taker.relation,
        taker=digest(resi, nik),
        sealed=seal(of_case(resi), _SEALED, json.dumps(said, ensure_ascii=False).encode()),
        valid_until=wish.valid_until,
        paper=wish.paper,
        channel=channel,
        person=by.person,
        acted_as=by.signature(next(iter(by.seats), None)),
        at=at,
    )
    return run(lambda: _written(row))


def _written(row: models.Mandate) -> UUID:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return models.Mandate.objects.values_list("uuid", flat=True).get(key=row.key)
    return row.uuid


def end(resi: str, mandate: UUID, reason: str, *, by: Officer, channel: str, at: datetime.datetime) -> None:
    """Take a mandate back. Raises NoSuchMandate, and MandateEnded for one that was taken back before."""
    row = models.Mandate.objects.filter(resi=resi, office=by.office_id, uuid=mandate).first()
    if row is None:
        raise NoSuchMandate
    ended = models.MandateEnd(
        mandate=row,
        reason=" ".join(reason.split())[:_LONGEST],
        channel=channel,
        person=by.person,
        acted_as=by.signature(next(iter(by.seats), None)),
        at=at,
    )

    def write() -> None:
        try:
            with transaction.atomic():
                ended.save(force_insert=True)
        except IntegrityError as before:
            raise MandateEnded from before

    run(write)


def accept(resi: str, mandate: UUID, *, by: Officer, at: datetime.datetime) -> None:
    """
    Note that an officer has looked at the letter and accepts it; accepted twice, the first stands.

    Raises NoSuchMandate, and MandateEnded for one that was taken back.
    """
    row = models.Mandate.objects.filter(resi=resi, office=by.office_id, uuid=mandate).select_related("end").first()
    if row is None:
        raise NoSuchMandate
    if hasattr(row, "end"):
        raise MandateEnded
    acted_as = by.signature(next(iter(by.seats), None))
    looked = models.MandateCheck(mandate=row, person=by.person, acted_as=acted_as, at=at)

    def write() -> None:
        try:
            with transaction.atomic():
                looked.save(force_insert=True)
        except IntegrityError:
            return

    run(write)


def digest(resi: str, nik: str) -> str:
    """By what a taker's NIK is found again within one application."""
    return blind("penerima-kuasa", f"{resi}\n{nik}")


def mandates_of(resi: str) -> tuple[MandateRecord, ...]:
    """The mandates of an application, oldest first."""
    return tuple(_records(models.Mandate.objects.filter(resi=resi)))


def mandate_for(resi: str, nik: str, scope: Scope, today: datetime.date) -> MandateRecord | None:
    """The mandate by which the holder of this NIK may do this on that day."""
    found = _records(models.Mandate.objects.filter(resi=resi, taker=digest(resi, nik)))
    return next((one for one in found if one.holds(scope, today)), None)


def mandates_moved(office_id: int, since: datetime.datetime) -> tuple[MandateRecord, ...]:
    """The mandates of an office that were given or taken back since."""
    moved = Q(at__gte=since) | Q(end__at__gte=since)
    return tuple(_records(models.Mandate.objects.filter(moved, office=office_id)))


def _records(rows: Any) -> Iterator[MandateRecord]:
    for row in rows.select_related("end", "check_of").order_by("pk"):
        end_of, check_of = getattr(row, "end", None), getattr(row, "check_of", None)
        yield MandateRecord(
            uuid=row.uuid,
            resi=row.resi,
            taker=_taker(row),
            relation=Relation(row.relation),
            scope=frozenset(map(Scope, row.scope.split())),
            valid_until=row.valid_until,
            paper=row.paper,
            channel=row.channel,
            acted_as=row.acted_as,
            at=row.at,
            ended_at=end_of.at if end_of else None,
            end_reason=end_of.reason if end_of else "",
            ended_as=end_of.acted_as if end_of else "",
            checked_at=check_of.at if check_of else None,
            checked_as=check_of.acted_as if check_of else "",
        )


def _taker(row: models.Mandate) -> Taker | None:
    try:
        said = json.loads(unseal(of_case(row.resi), _SEALED, bytes(row.sealed)))
    except KeyDestroyed:
        return None
    return Taker(said["name"], said["nik"], Relation(row.relation), said["phone"])
