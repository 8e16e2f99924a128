"""
The scans of one closed application given up for good: judged once more, noted in its chain, their key destroyed.

It refuses to know which term has passed and who approved it; that is `loket.keeping`, which calls from its transaction.
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils import timezone

from loket.casework import models
from loket.casework.inside import append_to, hold_case
from loket.casework.old_scans import digest_of, midnight
from loket.casework.own_family import is_own_family
from loket.casework.store.rows import CaseRow
from loket.core.engine import Note, Status
from loket.offices.records import Officer
from loket.vault.services import destroy, of_case


class LeftOut(StrEnum):
    """Why the scans of an application that was listed are not destroyed after all."""

    MOVED = "status"
    EARLY = "belum-lewat"
    SCANS = "pindaian"
    FAMILY = "keluarga"


@dataclass(frozen=True, slots=True)
class Grounds:
    """
    By what scans are destroyed: how the application ended, before which day on the office's clock, and under which minutes.

    `note` is what its history says for ever.
    """

    statuses: frozenset[Status]
    closed_before: datetime.date
    under: str
    note: str


def destroy_scans(resi: str, sha256: str, grounds: Grounds, *, officer: Officer, key: UUID) -> LeftOut | None:
    """
    Give up the scans of an application, within the work of the caller's `storage.writing.run`; or say why not.

    `sha256` is that of `scan_digests` when it was listed. Their files are taken away afterwards, by `remove_destroyed`. Raises
    NoSuchCase, NoSeat, NotAllowed, and OfficeChanging when appointments or calendar moved just now: then the caller's work
    must be undone and done later.
    """
    case = hold_case(resi, officer)
    row = case.row
    papers = models.Paper.objects.filter(case=row.id, destroyed_at=None)
    left_out = _left_out(row, case.officer, grounds, digest_of(papers.values_list("sha256", flat=True)) == sha256)
    if left_out is not None:
        return left_out
    append_to(case, Note(grounds.note), key)
    now = timezone.now()
    destroy(of_case(row.resi), why=grounds.under, at=now, unmade=True)
    papers.update(destroyed_at=now, destroyed_under=grounds.under)
    return None


def _left_out(row: CaseRow, officer: Officer, grounds: Grounds, same: bool) -> LeftOut | None:
    if row.closed_at is None or row.status not in grounds.statuses:
        return LeftOut.MOVED
    if row.closed_at >= midnight(officer.office_key, grounds.closed_before):
        return LeftOut.EARLY
    if not same:
        return LeftOut.SCANS
    return LeftOut.FAMILY if is_own_family(row, officer) else None
