"""
How blanks move: each movement is judged against the ledger and added to it, in one transaction.

Two who take the same blank at once meet at a lock per office and kind; the first wins.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar
from uuid import UUID

from django.db import IntegrityError, connection

from loket.documents import models
from loket.documents.acting import acted_as, require_seat
from loket.documents.blanks.ledger import BlankAct, Move, Standing, Whereabouts, require_movable, standings
from loket.documents.blanks.serials import BlankKind, Serials
from loket.documents.refusals import BlankMovementRefused, PrinterBusy, PrintKeyReused
from loket.offices.records import Officer
from loket.storage.writing import run

T = TypeVar("T")
_TRIES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A movement of blanks of an office, by an officer who may: what `record` adds to the ledger."""

    kind: BlankKind
    act: BlankAct
    serials: Serials
    officer: Officer
    key: UUID
    at: datetime.datetime
    holder: int | None = None
    counterpart: str = ""
    reason: str = ""
    print_id: int | None = None


def hold(office_id: int, kind: str) -> None:
    """Keep other movements of this kind out until the transaction ends; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"blangko {office_id} {kind}"])


def _moves(office_id: int, kind: str, serials: Serials) -> Iterator[Move]:
    rows = models.BlankMovement.objects.filter(
        office=office_id,
        kind=kind,
        prefix=serials.prefix,
        width=serials.width,
        first__lte=serials.last,
        last__gte=serials.first,
    ).order_by("pk")
    for act, first, last, holder in rows.values_list("act", "first", "last", "holder"):
        assert first is not None
        assert last is not None
        yield Move(BlankAct(act), first, last, holder)


def standing_of(office_id: int, kind: BlankKind, serials: Serials) -> list[Standing]:
    """Where each blank of the range is now, in this office."""
    return standings(_moves(office_id, kind, serials), serials.first, serials.last)


def add(movement: Movement) -> models.BlankMovement:
    """
    Add a movement to the ledger, in the caller's transaction. Raises BlankNotAvailable.

    A blank that is used or spoiled leaves the hands of its holder; a spoiled one remembers whether it had been used.
    """
    office_id, serials = movement.officer.office_id, movement.serials
    hold(office_id, movement.kind)
    found = standing_of(office_id, movement.kind, serials)
    holder = movement.officer.person if movement.act is BlankAct.USE else movement.holder
    require_movable(movement.kind, movement.act, serials, found, holder)
    if movement.act in (BlankAct.USE, BlankAct.SPOIL):
        holder = found[0].holder
        _require_alike(found)
    return models.BlankMovement.objects.create(
        key=movement.key,
        office_id=office_id,
        kind=movement.kind,
        act=movement.act,
        prefix=serials.prefix,
        first=serials.first,
        last=serials.last,
        width=serials.width,
        quantity=serials.quantity,
        holder=holder,
        was_used=movement.act is BlankAct.SPOIL and found[0].where is Whereabouts.USED,
        counterpart=movement.counterpart,
        print_id=movement.print_id,
        reason=movement.reason,
        person=movement.officer.person,
        acted_as=acted_as(movement.officer),
        at=movement.at,
    )


def _require_alike(found: list[Standing]) -> None:
    """One line tells of blanks that lay at one place, or sums over the ledger would be wrong."""
    if any(standing != found[0] for standing in found):
        raise BlankMovementRefused(what="satu tempat asal untuk seluruh rentang (catat terpisah)", fields=("last",))


def record(movement: Movement) -> int:
    """
    Record a movement; returns its id, and that of the first for a key that was used for the same.

    Raises BlankNotAvailable, PrintRefused, PrintKeyReused, PrinterBusy.
    """
    now = require_seat(movement.officer, movement.at)
    return recorded_once(lambda: _recorded(movement, now.office_id))


def recorded_once(work: Callable[[], T]) -> T:
    """
    Do the work as one piece, and anew when the same key or serial was recorded in between: the next look finds it.

    Raises PrinterBusy when that never ends.
    """
    for _ in range(_TRIES):
        try:
            return run(work)
        except IntegrityError:
            continue
    raise PrinterBusy


def _recorded(movement: Movement, office_id: int) -> int:
    # Held before looking: the twin of a double click is then either not begun or all there, and never a blank in use.
    hold(office_id, movement.kind)
    return _replayed(movement, office_id) or add(movement).pk


def _replayed(movement: Movement, office_id: int) -> int | None:
    row = models.BlankMovement.objects.filter(key=movement.key).first()
    if row is None:
        return None
    asked = (office_id, movement.kind, movement.act, movement.serials)
    if row.first is None or row.last is None:
        raise PrintKeyReused
    if (row.office_id, row.kind, row.act, Serials(row.prefix, row.width, row.first, row.last)) != asked:
        raise PrintKeyReused
    return row.pk
