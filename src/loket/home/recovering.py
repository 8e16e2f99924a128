"""
The way back to a sent application for who has lost its code: a code of six digits to the telephone that the application names.

Whoever asks for a file that is none, or with another telephone, is answered the same.
"""

import datetime
import secrets
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from django.utils import timezone

from loket.casework import queries as casework
from loket.core.messages.receivers import phone_number
from loket.core.problems import BadTerm
from loket.core.terms import HomeCode, Resi
from loket.home import models
from loket.home.drafts import digest_of, record
from loket.home.records import DraftRecord
from loket.home.refusals import CodeNotRight
from loket.offices import queries as offices
from loket.offices.records import at_home
from loket.storage.writing import run
from loket.vault.services import blind

LASTS: Final = datetime.timedelta(minutes=10)
_AGAIN: Final = datetime.timedelta(minutes=1)
MOST_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class SentCode:
    """A code to be sent: where, and what it is. It is told to nobody else. Without `digits` the last one was sent just now."""

    draft: UUID
    office_key: str
    resi: str
    phone: str
    digits: str = field(default="", repr=False)


def ask_code(resi: str, phone: str) -> SentCode | None:
    """
    A new code for a sent application, if `phone` is the applicant's; None for any other. Within a minute of the last there is no new one:
    that which was sent still opens it.

    Whoever calls it limits how often one may ask, and sends the code.
    """
    try:
        asked, code = phone_number(phone), Resi.parse(resi).code
    except BadTerm:
        return None
    draft = models.Draft.objects.filter(resi=code).order_by("-changed_at").first()
    if draft is None or not _is_phone_of(draft, asked):
        return None
    now, digits = timezone.now(), f"{secrets.randbelow(1_000_000):06d}"
    sent = SentCode(draft.pk, offices.office_by_id(draft.office_id).key, code, asked, digits)
    last = models.OneTimeCode.objects.filter(draft=draft).first()
    if last is not None and now - last.at < _AGAIN:
        return replace(sent, digits="")
    fresh = {"digest": _digest(draft.pk, digits), "at": now, "tries": 0}
    run(lambda: models.OneTimeCode.objects.update_or_create(draft=draft, defaults=fresh))
    return sent


def redeem_code(draft: UUID, digits: str) -> tuple[DraftRecord, HomeCode]:
    """
    Open the application with the code that was sent; it gets a new code for its devices, and the lost one opens nothing any more.

    Raises CodeNotRight for another code, after five tries, after ten minutes, and for a code used before.
    """

    def write() -> tuple[models.Draft, HomeCode] | None:
        # The try is counted whatever comes of it.
        rows = models.OneTimeCode.objects.filter(draft=draft, tries__lt=MOST_TRIES, at__gt=timezone.now() - LASTS)
        sent = rows.select_related("draft").first()
        if sent is None or not rows.filter(tries=sent.tries).update(tries=sent.tries + 1):
            return None
        if not secrets.compare_digest(sent.digest, _digest(draft, digits)):
            return None
        code, row = HomeCode.new(), sent.draft
        row.digest, row.changed_at = digest_of(code), timezone.now()
        row.save(update_fields=["digest", "changed_at"])
        sent.delete()
        return row, code

    found = run(write)
    if found is None:
        raise CodeNotRight
    return record(found[0]), found[1]


def _is_phone_of(draft: models.Draft, asked: str) -> bool:
    by = at_home(offices.office_by_id(draft.office_id))
    try:
        return phone_number(casework.own_case(draft.resi, by).applicant.phone) == asked
    except BadTerm:
        return False


def _digest(draft: UUID, digits: str) -> str:
    return blind("permohonan-rumah-kode", f"{draft}:{digits}")
