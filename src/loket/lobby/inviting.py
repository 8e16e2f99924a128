"""
The invitation of a case: a token that only the one who follows the file gets, and that is good for one answer.

The token follows from the resi by a key outside the database, so that whoever closed the page gets the same again, and the
database keeps no more than its digest until it is used.
"""

import datetime
import hashlib
from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError

from loket.casework.queries import Tracked
from loket.core.terms import Resi
from loket.lobby import models
from loket.lobby.refusals import NotHandedOver
from loket.offices import queries as offices
from loket.storage.writing import run
from loket.vault.services import blind

REMEMBERED: Final = datetime.timedelta(days=90)
"""After so long a rating says more of memory than of the service. Basis: ours."""
_TOKEN: Final = 32


@dataclass(frozen=True, slots=True)
class Invited:
    """Of what an unused invitation asks."""

    office_key: str
    service: str


def is_asked(file: Tracked, now: datetime.datetime) -> bool:
    """Whether the service of this file can be rated: it was handed over, and not long ago."""
    return file.handed_at is not None and now - file.handed_at <= REMEMBERED


def invite(file: Tracked, now: datetime.datetime) -> str:
    """
    The token of this file; the same each time, and of no use after its answer.

    Raises NotHandedOver, and KeyMissing of the vault.
    """
    if not is_asked(file, now):
        raise NotHandedOver
    resi = Resi.parse(file.resi).code
    token, mark = blind("survei-tautan", resi)[:_TOKEN], blind("survei-berkas", resi)
    row = models.Invitation(
        digest=digest_of(token),
        office_id=file.office_id,
        service=file.service,
        unit=file.unit[:200],
    )

    def issued() -> None:
        if not models.Issued.objects.filter(mark=mark).exists():
            models.Issued(mark=mark).save(force_insert=True)
            row.save(force_insert=True)

    try:
        run(issued)
    except IntegrityError:
        # Of two at once the other was first. Written here as well, the invitation would come back after its answer.
        if not models.Issued.objects.filter(mark=mark).exists():
            raise
    return token


def invited(token: str) -> Invited | None:
    """Of what an unused invitation asks; None for a token that was used or never given."""
    row = models.Invitation.objects.filter(digest=digest_of(token)).first()
    return Invited(offices.office_by_id(row.office_id).key, row.service) if row is not None else None


def digest_of(token: str) -> str:
    """By what a token is found."""
    return hashlib.sha256(token.encode()).hexdigest()
