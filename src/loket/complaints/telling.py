"""
What a complainant is told by telephone or mail: that the complaint came, was answered, was closed. Not a word of what it says.

The program that sends messages reads the contact, and nobody beside it: no officer sees it by this, so no look is kept. What
has no name has no contact either, and is told nothing.
"""

import datetime
import json
import logging
import re
from collections.abc import Iterator
from functools import partial
from typing import Final, NamedTuple

from django.utils import timezone

from loket.casework import queries as casework
from loket.casework.queries import ComplaintLine, Ending
from loket.complaints import models
from loket.complaints.contacts import receiver_in
from loket.complaints.taking import WHO
from loket.core.messages.kinds import Kind
from loket.core.problems import Refusal
from loket.documents.dates import plain_date
from loket.offices import queries as offices
from loket.offices.records import OfficeRecord
from loket.outbox import queries as messages
from loket.outbox import services as outbox
from loket.outbox.services import Apart, together
from loket.vault.services import of_case, unseal

_log: Final = logging.getLogger(__name__)
_LOOKED_BACK: Final = datetime.timedelta(days=7)
"""Longer than any sender stands still unnoticed; what is older is told to nobody any more."""


class _News(NamedTuple):
    """One thing to tell of a complaint; `key` names it once."""

    kind: Kind
    at: datetime.datetime
    key: str
    until: datetime.datetime | None = None


def tell_all(now: datetime.datetime | None = None, apart: Apart = together) -> int:
    """Tell the complainants of every office that tells its applicants; how many messages there are that there were not."""
    at = now or timezone.now()
    return sum(
        apart(f"telling complainants of office {office.id}", partial(_tell, office, at), 0)
        for office in offices.offices()
    )


def _tell(office: OfficeRecord, at: datetime.datetime) -> int:
    active = messages.settings_of(office.id).active_since
    if active is None:
        return 0
    since = max(active, at - _LOOKED_BACK)
    lines = {line.case.resi: line for line in casework.complaints_moving(office.id, since)}
    rows = models.Complaint.objects.filter(office=office.id, resi__in=lines, reporter__isnull=False)
    news = [(row, one) for row in rows for one in _news(row, lines[row.resi]) if one.at >= since]
    new = messages.not_yet(office.id, [one.key for _row, one in news])
    return sum(_enqueue(office, row, lines[row.resi], one, at) for row, one in news if one.key in new)


def _news(row: models.Complaint, line: ComplaintLine) -> Iterator[_News]:
    """What the complaint has come to. Whoever ended it by accepting the answer knows that already."""
    case, named = line.case, line.named
    if case.closed_at is None:
        yield _News(Kind.COMPLAINT_TAKEN, row.at, f"{Kind.COMPLAINT_TAKEN}:{row.resi}")
    elif line.ending is not Ending.HEARD:
        yield _News(
            Kind.COMPLAINT_CLOSED, case.closed_at, f"{Kind.COMPLAINT_CLOSED}:{row.resi}:{case.closed_at.isoformat()}"
        )
    told = [passage for passage in case.passages if passage.step == named.told_by and not passage.voided]
    if case.step == named.heard_by and told:
        key = f"{Kind.COMPLAINT_ANSWERED}:{row.resi}:{len(told)}"
        yield _News(Kind.COMPLAINT_ANSWERED, told[-1].at, key, case.step_due_at)


def _enqueue(
    office: OfficeRecord, row: models.Complaint, line: ComplaintLine, news: _News, at: datetime.datetime
) -> int:
    assert row.reporter is not None
    try:
        reporter = json.loads(unseal(of_case(row.resi), WHO, bytes(row.reporter)))
    except Refusal as refusal:
        # Its key is not here, or was destroyed with the case.
        _log.warning("the contact of a complaint could not be opened: %s", refusal.id)
        return 0
    until = plain_date(offices.today(office.key, news.until)) if news.until else ""
    values = {"nomor": _number(line.case.register_number), "tanggal": until}
    # Who left none that can be written to is put down as not told, so that nothing is opened again for that.
    outbox.enqueue(
        office.id, outbox.Wish(news.kind, receiver_in(reporter["contact"]), values, news.key, resi=row.resi), now=at
    )
    return 1


def _number(register_number: str) -> str:
    """The number in the book without its letters, which say which book it is: "ADUAN/12/2026" gives "12/2026"."""
    return "/".join(re.findall(r"\d+", register_number))
