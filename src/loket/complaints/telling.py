"""
What a complainant is told by telephone or mail: that the complaint came, was answered, was closed. Not a word of what it says.

What came by SP4N-LAPOR! is answered there, and told nothing from here.

The program that sends messages reads the contact, and nobody beside it: no officer sees it by this, so no look is kept. What
has no name has no contact either, and is told nothing.
"""

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from django.utils import timezone

from loket.casework import queries as casework
from loket.casework.queries import ComplaintLine, Ending
from loket.complaints import models
from loket.complaints.contacts import receiver_in
from loket.complaints.records import Channel
from loket.complaints.taking import WHO
from loket.core.messages.kinds import KINDS, Kind
from loket.core.problems import Refusal
from loket.documents.dates import plain_date
from loket.offices import queries as offices
from loket.offices.records import OfficeRecord
from loket.outbox import queries as messages
from loket.outbox import services as outbox
from loket.outbox.records import Receiver
from loket.outbox.services import Apart, together
from loket.vault.refusals import KeyDestroyed
from loket.vault.services import of_case, unseal

_LOOKED_BACK: Final = datetime.timedelta(days=7)
"""Longer than any sender stands still unnoticed; what is older is told to nobody any more."""
_GIVEN_A_CODE: Final = frozenset({Channel.PAGE, Channel.PERSON, Channel.CALL})
"""Ways in by which somebody is there to be given the code; who wrote by box, letter or SMS may never have had it."""
_WITHOUT_CODE: Final[Mapping[Kind, str]] = {
    Kind.COMPLAINT_TAKEN: "Jawabannya kami sampaikan kepada Anda.",
    Kind.COMPLAINT_ANSWERED: "Jawabannya kami sampaikan kepada Anda",
    Kind.COMPLAINT_CLOSED: "Keadaannya dapat ditanyakan kepada kami.",
}
_WITH_CODE: Final[Mapping[Kind, str]] = {kind: KINDS[kind].variables["cara"] for kind in _WITHOUT_CODE}


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
    rows = rows.exclude(channel=Channel.LAPOR)
    news = [(row, one) for row in rows for one in _news(row, lines[row.resi]) if one.at >= since]
    new = messages.not_yet(office.id, [one.key for _row, one in news])
    return _enqueue_all(office, [(row, lines[row.resi], one) for row, one in news if one.key in new], at)


def _enqueue_all(
    office: OfficeRecord, news: Sequence[tuple[models.Complaint, ComplaintLine, _News]], at: datetime.datetime
) -> int:
    """Those that can be opened go out before the first refusal is raised: whoever keeps the jobs apart tells it once."""
    refused: Refusal | None = None
    for row, line, one in news:
        try:
            _enqueue(office, row, line, one, at)
        except Refusal as refusal:
            refused = refused or refusal
    if refused is not None:
        raise refused
    return len(news)


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
) -> None:
    until = plain_date(offices.today(office.key, news.until)) if news.until else ""
    said = _WITH_CODE if row.channel in _GIVEN_A_CODE else _WITHOUT_CODE
    values = {"nomor": _number(line.case.register_number), "tanggal": until, "cara": said[news.kind]}
    # Who left none that can be written to is put down as not told, so that nothing is opened again for that.
    outbox.enqueue(office.id, outbox.Wish(news.kind, _receiver(row), values, news.key, resi=row.resi), now=at)


def _receiver(row: models.Complaint) -> Receiver:
    assert row.reporter is not None
    try:
        reporter = json.loads(unseal(of_case(row.resi), WHO, bytes(row.reporter)))
    except KeyDestroyed:
        # It went with the case, and comes back for nobody.
        return Receiver()
    return receiver_in(reporter["contact"])


def _number(register_number: str) -> str:
    """The number in the book without its letters, which say which book it is: "ADUAN/12/2026" gives "12/2026"."""
    return "/".join(re.findall(r"\d+", register_number))
