"""What a keeper of blanks records: receiving, handing to officers, lending, counting, spoiling and destroying."""

import datetime
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils import timezone

from loket.documents import models
from loket.documents.acting import acted_as, require_seat
from loket.documents.blanks.ledger import BlankAct
from loket.documents.blanks.moving import Movement, hold, record, recorded_once
from loket.documents.blanks.serials import BlankKind, Serials
from loket.documents.blanks.stock import on_hand
from loket.documents.refusals import (
    BlankCountUnexplained,
    BlankMovementRefused,
    PrintKeyReused,
    PrintRefused,
    SpoiledNeedsReason,
)
from loket.offices.records import Officer
from loket.storage.writing import run

_WORDS: Final = {
    "counterpart": "dari atau kepada siapa",
    "reason": "dasar atau alasan",
    "holder": "petugas yang menerima",
    "counted": "jumlah hasil hitungan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankEntry:
    """
    What a form says of a range of blanks. `counterpart` is who is outside the office: the supplier, the other office, the
    witnesses of a destruction. `reason` is the letter or the cause.
    """

    kind: BlankKind
    serials: Serials
    counterpart: str = ""
    reason: str = ""


def receive_blanks(entry: BlankEntry, *, officer: Officer, key: UUID, at: datetime.datetime | None = None) -> int:
    """
    Blanks come into the store from `counterpart`.

    Returns the id of the line in the ledger; the same key gives the same line. Raises BlankNotAvailable for serials that
    came before, BlankMovementRefused, PrintRefused, PrintKeyReused.
    """
    return _record(BlankAct.RECEIVE, entry, officer, key, at, needs=("counterpart",))


def issue_blanks(
    entry: BlankEntry, *, to: Officer, officer: Officer, key: UUID, at: datetime.datetime | None = None
) -> int:
    """An officer of the same office takes blanks from the store. Raises as `receive_blanks`."""
    if to.office_id != officer.office_id:
        raise BlankMovementRefused(what=_WORDS["holder"], fields=("holder",))
    return _record(BlankAct.ISSUE, entry, officer, key, at, holder=to.person)


def give_back_blanks(entry: BlankEntry, *, officer: Officer, key: UUID, at: datetime.datetime | None = None) -> int:
    """The officer puts blanks that he or she holds back into the store. Raises as `receive_blanks`."""
    return _record(BlankAct.GIVE_BACK, entry, officer, key, at, holder=officer.person)


def spoil_blanks(entry: BlankEntry, *, officer: Officer, key: UUID, at: datetime.datetime | None = None) -> int:
    """Blanks are spoiled, used or not, for a `reason`. Raises SpoiledNeedsReason, and as `receive_blanks`."""
    if not entry.reason.strip():
        raise SpoiledNeedsReason(fields=("reason",))
    return _record(BlankAct.SPOIL, entry, officer, key, at)


def lend_blanks(entry: BlankEntry, *, officer: Officer, key: UUID, at: datetime.datetime | None = None) -> int:
    """Another office, the `counterpart`, borrows blanks from the store. Raises as `receive_blanks`."""
    return _record(BlankAct.LEND, entry, officer, key, at, needs=("counterpart", "reason"))


def return_blanks(entry: BlankEntry, *, officer: Officer, key: UUID, at: datetime.datetime | None = None) -> int:
    """Lent blanks come back unused. Raises as `receive_blanks`."""
    return _record(BlankAct.RETURN, entry, officer, key, at, needs=("counterpart",))


def destroy_blanks(entry: BlankEntry, *, officer: Officer, key: UUID, at: datetime.datetime | None = None) -> int:
    """
    Spoiled blanks are destroyed before witnesses (`counterpart`), by the berita acara named in `reason`.

    Raises as `receive_blanks`.
    """
    return _record(BlankAct.DESTROY, entry, officer, key, at, needs=("counterpart", "reason"))


def count_blanks(
    kind: BlankKind,
    counted: int,
    *,
    officer: Officer,
    key: UUID,
    reason: str = "",
    at: datetime.datetime | None = None,
) -> int:
    """
    Note how many usable blanks were found by counting, beside what the ledger says; the balance stays the ledger's.

    A difference needs its explanation in `reason`. Returns the difference (below zero: blanks are missing).
    The same key gives the same answer. Raises BlankCountUnexplained, BlankMovementRefused, PrintRefused, PrintKeyReused,
    PrinterBusy.
    """
    moment = at or timezone.now()
    now = require_seat(officer, moment)
    if counted < 0:
        raise BlankMovementRefused(what=_WORDS["counted"], fields=("counted",))
    return recorded_once(lambda: _count(kind, counted, now, key, reason.strip(), moment))


def _count(kind: BlankKind, counted: int, officer: Officer, key: UUID, reason: str, at: datetime.datetime) -> int:
    hold(officer.office_id, kind)
    row = models.BlankMovement.objects.filter(key=key).first()
    if row is not None:
        if (row.act, row.kind, row.office_id, row.quantity) != (BlankAct.COUNT, kind, officer.office_id, counted):
            raise PrintKeyReused
        return counted - (row.expected or 0)
    expected = on_hand(officer.office_id, kind)
    if counted != expected and not reason:
        apart = abs(counted - expected)
        raise BlankCountUnexplained(counted=counted, expected=expected, difference=apart, fields=("reason",))
    models.BlankMovement.objects.create(
        key=key,
        office_id=officer.office_id,
        kind=kind,
        act=BlankAct.COUNT,
        width=0,
        quantity=counted,
        expected=expected,
        reason=reason,
        person=officer.person,
        acted_as=acted_as(officer),
        at=at,
    )
    return counted - expected


def set_blank_threshold(
    kind: BlankKind, at_least: int, *, officer: Officer, why: str, at: datetime.datetime | None = None
) -> None:
    """
    From that many blanks on down the office counts as short of them. Decided by whoever keeps the office, with a reason.

    Raises BlankMovementRefused, PrintRefused.
    """
    moment = at or timezone.now()
    now = require_seat(officer, moment)
    if not now.keeps_office:
        raise PrintRefused
    if not why.strip() or at_least < 0:
        raise BlankMovementRefused(what=_WORDS["reason"], fields=("why",))
    threshold = models.BlankThreshold(
        office_id=now.office_id,
        kind=kind,
        at_least=at_least,
        why=why.strip(),
        person=now.person,
        acted_as=acted_as(now),
        at=moment,
    )
    run(threshold.save)


def _record(
    act: BlankAct,
    entry: BlankEntry,
    officer: Officer,
    key: UUID,
    at: datetime.datetime | None,
    *,
    holder: int | None = None,
    needs: tuple[str, ...] = (),
) -> int:
    missing = tuple(name for name in needs if not str(getattr(entry, name)).strip())
    if missing:
        raise BlankMovementRefused(what=_WORDS[missing[0]], fields=missing)
    return record(
        Movement(
            kind=entry.kind,
            act=act,
            serials=entry.serials,
            officer=officer,
            key=key,
            at=at or timezone.now(),
            holder=holder,
            counterpart=entry.counterpart.strip(),
            reason=entry.reason.strip(),
        )
    )
