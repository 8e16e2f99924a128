"""
What is told without an event of a case: documents that nobody collects, by the office's own days, and mandates, to both.

Each stage of each application is told once, whoever runs this and however often: the key of the message is unique.
"""

import datetime
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Final

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from loket.casework import queries as casework
from loket.collection import queries as collection
from loket.collection.queries import MandateRecord
from loket.core.messages.kinds import LANGUAGES, Kind
from loket.core.terms import Resi
from loket.offices import queries as offices
from loket.offices.records import OfficeRecord
from loket.outbox import models
from loket.outbox.apart import Apart, together
from loket.outbox.enqueueing import Wish, enqueue, not_yet
from loket.outbox.office_settings import settings_of
from loket.outbox.phrases import date_in, phrase, service_in
from loket.outbox.records import Receiver

_HANDING_OVER: Final = frozenset({"hand_over"})
_LOOKED_BACK: Final = datetime.timedelta(days=3)
"""Mandates are looked for so far back: longer than any sender stands still unnoticed."""


def remind_all(now: datetime.datetime | None = None, apart: Apart = together) -> int:
    """Every office: how many messages there are that there were not."""
    return sum(
        apart(f"{job.__name__} of office {office.id}", partial(job, office.key, now), 0)
        for office in offices.offices()
        for job in (remind, tell_mandates)
    )


def remind(office_key: str, now: datetime.datetime | None = None) -> int:
    """
    Remind the applicants of an office of what waits for them, each of the latest stage that is due; how many are new.

    A stage that was missed while nobody sent is left out when a later one is due. Days are counted by the calendar, since the
    day on which the papers came to the counter.
    """
    at, office = now or timezone.now(), offices.office(office_key)
    rule, since = collection.rule_of(office.id), settings_of(office.id).active_since
    if since is None or not rule.remind_after:
        return 0
    today, wishes = offices.today(office_key, at), []
    for line in casework.ready_for_pickup(office_key, at, acts=_HANDING_OVER):
        days = (today - offices.today(office_key, line.opened_at)).days
        stage = rule.stage(days)
        if stage is not None:
            wishes.append((line, _key(line, stage)))
    new = not_yet(office.id, [key for _line, key in wishes]) - _told_before(office.id, wishes)
    resis = [line.resi for line, key in wishes if key in new]
    phones, languages = casework.phones_of(office_key, resis), casework.languages_of(office.id, resis)
    for line, key in wishes:
        if key in new:
            to = Receiver(phone=phones.get(line.resi, ""))
            wish = _reminder(office, line, (key, to, languages[line.resi]), rule.archive_after)
            enqueue(office.id, wish, now=at)
    return len(new)


def _key(line: casework.CaseLine, stage: int) -> str:
    """Papers that come to the counter anew are reminded of anew."""
    return f"{Kind.REMINDER}:ambil:{line.resi}:{stage}:{line.opened_at.isoformat()}"


def _told_before(office_id: int, wishes: Collection[tuple[casework.CaseLine, str]]) -> frozenset[str]:
    """Which of these keys an earlier version told, by a key without the moment of the papers. One statement."""
    earlier = {key.removesuffix(f":{line.opened_at.isoformat()}"): (line.opened_at, key) for line, key in wishes}
    told = models.Message.objects.filter(office=office_id, key__in=earlier).values_list("key", "at")
    # What was told before the papers came to the counter anew was told of others.
    return frozenset(earlier[old][1] for old, at in told if at >= earlier[old][0])


def _reminder(
    office: OfficeRecord, line: casework.CaseLine, to: tuple[str, Receiver, str], archive_after: int | None
) -> Wish:
    key, receiver, language = to
    last = offices.today(office.key, line.opened_at) + datetime.timedelta(days=archive_after or 0)
    values = {
        **_of_case(line.resi, line.service, language),
        "perihal": phrase("dokumen menunggu diambil", language),
        "tanggal": date_in(last, language) if archive_after else phrase("diambil", language),
    }
    return Wish(Kind.REMINDER, receiver, values, key, language, line.resi)


def _of_case(resi: str, service: str, language: str) -> dict[str, object]:
    link = f"{settings.VERIFY_ADDRESS}/lacak/?resi={resi}" if settings.VERIFY_ADDRESS else ""
    return {"layanan": service_in(service, language), "resi": str(Resi(resi)), "tautan": link}


def tell_mandates(office_key: str, now: datetime.datetime | None = None) -> int:
    """Tell giver and taker of each mandate that was given or taken back lately, where they have a telephone; how many are new."""
    at, office = now or timezone.now(), offices.office(office_key)
    active = settings_of(office.id).active_since
    if active is None:
        return 0
    since = max(active, at - _LOOKED_BACK)
    wishes = [wish for one in collection.mandates_moved(office.id, since) for wish in _of_mandate(office, one, since)]
    new = not_yet(office.id, [wish.key for wish in wishes])
    for wish in wishes:
        if wish.key in new:
            enqueue(office.id, wish, now=at)
    return len(new)


def _of_mandate(office: OfficeRecord, one: MandateRecord, since: datetime.datetime) -> Iterator[Wish]:
    line = next(iter(casework.lines_of(office.key, [one.resi])), None)
    if line is None:
        # Earlier versions took mandates for complaints, which stand in no common list: nobody is told of one.
        return
    # The applicant chose a language; whoever acts for the applicant was not asked.
    people = {
        "pemberi": (
            casework.phones_of(office.key, [one.resi]).get(one.resi, ""),
            casework.languages_of(office.id, [one.resi])[one.resi],
        ),
        "penerima": (one.taker.phone if one.taker else "", LANGUAGES[0]),
    }
    kinds = ((Kind.MANDATE, one.at), (Kind.MANDATE_ENDED, one.ended_at))
    for kind, when in kinds:
        for who, (phone, language) in people.items():
            if when is not None and when >= since and phone:
                values = {
                    **_of_case(one.resi, line.service, language),
                    "tanggal": date_in(one.valid_until, language),
                }
                yield Wish(kind, Receiver(phone=phone), values, f"{kind}:{one.uuid}:{who}", language, one.resi)


def reminders_of(office_id: int, resis: Collection[str]) -> Mapping[str, int]:
    """How often the applicants of these were reminded; who never was is left out."""
    rows = models.Message.objects.filter(office=office_id, resi__in=resis, kind=Kind.REMINDER)
    return dict(rows.values_list("resi").annotate(Count("pk")))
