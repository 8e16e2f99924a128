"""
The histories of cases followed, and what their applicants should hear put into the outbox: each event once.

Nobody at a desk waits for this, and nothing is lost when it stops: a case is followed up to an event by the transaction
that writes the messages about it.
"""

import datetime
from collections.abc import Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.utils import timezone

from loket.casework import queries as casework
from loket.casework.queries import CaseNews, Head, News, NewsKind
from loket.core.messages.kinds import Kind
from loket.core.terms import Resi
from loket.lobby.queries import is_asked
from loket.lobby.services import invite
from loket.offices import queries as offices
from loket.outbox import models
from loket.outbox.apart import Apart, together
from loket.outbox.enqueueing import Wish, enqueue
from loket.outbox.office_settings import settings_of
from loket.outbox.phrases import date_in, service_in
from loket.outbox.records import Receiver
from loket.storage.writing import run

KIND_OF: Final[Mapping[NewsKind, Kind]] = MappingProxyType(
    {
        NewsKind.TAKEN_IN: Kind.TAKEN_IN,
        NewsKind.LACKING: Kind.LACKING,
        NewsKind.WAITING: Kind.WAITING,
        NewsKind.READY: Kind.READY,
        NewsKind.PARTLY: Kind.PARTLY,
        NewsKind.HANDED_OVER: Kind.HANDED_OVER,
        NewsKind.FINISHED: Kind.FINISHED,
        NewsKind.REJECTED: Kind.REJECTED,
        NewsKind.WITHDRAWN: Kind.WITHDRAWN,
        NewsKind.LAPSED: Kind.LAPSED,
        NewsKind.REOPENED: Kind.REOPENED,
    }
)
_MARGIN: Final = datetime.timedelta(days=1)
"""A case closed on a clock that is behind, or by a transaction that took long, is still found."""
_CHUNK: Final = 500


def follow_all(now: datetime.datetime | None = None, apart: Apart = together) -> int:
    """Follow every office that tells its applicants; how many events were told."""
    return sum(
        apart(f"following office {office.id}", partial(follow, office.id, now), 0) for office in offices.offices()
    )


def follow(office_id: int, now: datetime.datetime | None = None) -> int:
    """Follow the cases of an office to where they are now; how many events were told. What happened before it began is not."""
    at, since = now or timezone.now(), settings_of(office_id).active_since
    if since is None:
        return 0
    last = models.Follower.objects.filter(office=office_id).first()
    heads = casework.heads_that_move(office_id, (last.at if last else since) - _MARGIN)
    moved = _moved(heads)
    old = [head for head in moved if head.recorded_at < since]
    _pass_over(office_id, old)
    told = sum(_tell(office_id, head, seen, since, at) for head, seen in moved.items() if head.recorded_at >= since)
    run(lambda: models.Follower.objects.update_or_create(office_id=office_id, defaults={"at": at}))
    return told


def _moved(heads: Iterable[Head]) -> dict[Head, int]:
    """The cases that have more events than were followed, each with how many those were."""
    every = list(heads)
    seen: dict[int, int] = {}
    for start in range(0, len(every), _CHUNK):
        ids = [head.case_id for head in every[start : start + _CHUNK]]
        seen.update(models.Followed.objects.filter(case_id__in=ids).values_list("case_id", "seq"))
    return {head: seen.get(head.case_id, 0) for head in every if head.version > seen.get(head.case_id, 0)}


def _pass_over(office_id: int, heads: list[Head]) -> None:
    rows = [models.Followed(case_id=head.case_id, office_id=office_id, seq=head.version) for head in heads]
    if rows:
        run(
            lambda: models.Followed.objects.bulk_create(
                rows, 500, update_conflicts=True, unique_fields=["case_id"], update_fields=["seq"]
            )
        )


def _tell(office_id: int, head: Head, seen: int, since: datetime.datetime, at: datetime.datetime) -> int:
    found = casework.news_of(head.resi, seen)
    news = [one for one in found.news if one.holds and one.recorded_at >= since]

    def write() -> None:
        for one in news:
            enqueue(office_id, _wish(found, one, at), now=at)
        models.Followed.objects.update_or_create(
            case_id=head.case_id, defaults={"office_id": office_id, "seq": found.seq}
        )

    run(write)
    return len(news)


def _wish(found: CaseNews, news: News, at: datetime.datetime) -> Wish:
    file, code = found.file, Resi.parse(found.file.resi).code
    return Wish(
        KIND_OF[news.kind],
        Receiver(phone=found.phone),
        {
            "layanan": service_in(file.service, found.language, found.service),
            "resi": str(Resi(code)),
            "tautan": f"{settings.VERIFY_ADDRESS}/lacak/?resi={code}" if settings.VERIFY_ADDRESS else "",
            "janji": _promised(found),
            "kekurangan": news.why,
            "alasan": news.why,
            "survei": _survey(found, at) if news.kind is NewsKind.HANDED_OVER else "",
        },
        f"{code}:{news.seq}:{news.kind}",
        found.language,
        resi=code,
    )


def _promised(found: CaseNews) -> str:
    promised = found.file.promised_at
    return date_in(offices.today(found.file.office_key, promised), found.language) if promised else ""


def _survey(found: CaseNews, at: datetime.datetime) -> str:
    if not settings.VERIFY_ADDRESS or not is_asked(found.file, at):
        return ""
    return f"{settings.VERIFY_ADDRESS}/survei/{invite(found.file, at)}/"
