"""A message put into the outbox, in the transaction of what it tells of: both are kept, or neither."""

import datetime
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings as django_settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from loket.core.messages.kinds import KINDS, Channel, Kind
from loket.core.messages.receivers import mail_address, masked, phone_number
from loket.core.messages.states import Reason, State, Step
from loket.core.messages.wording import filled
from loket.core.problems import BadTerm
from loket.offices import queries as offices
from loket.outbox import models
from loket.outbox.office_settings import MessageSettings, settings_of
from loket.outbox.records import Receiver, Way
from loket.outbox.standing import first_step
from loket.storage.writing import run
from loket.vault.services import seal

CONTENT: Final = "isi pesan"


@dataclass(frozen=True, slots=True)
class Wish:
    """
    A message to be: of which kind, to whom, with which values for its variables. `key` names what it follows from.

    `only`: by this channel and no other. `must_reach`: where it cannot go out at all, somebody is to tell it. The office's name and the address where files are followed are filled in by us.
    """

    kind: Kind
    to: Receiver
    values: Mapping[str, object] = field(repr=False)
    key: str
    language: str = "id"
    resi: str = ""
    only: Channel | None = None
    must_reach: bool = False


def enqueue(office_id: int, wish: Wish, *, now: datetime.datetime | None = None) -> UUID:
    """
    Put a message into the outbox and return its number; with a key that was used before, the number of that message.

    Inside the caller's transaction it is written with what the caller writes. It is sent by `loket messages send`, or shown
    as not sent where the office has no gateway or does not send this kind, or the receiver has no address. Raises KeyMissing.
    """
    at = now or timezone.now()
    chosen = settings_of(office_id)
    ways = () if wish.kind in chosen.off else tuple(_ways(office_id, chosen, wish))
    row = models.Message(
        office_id=office_id,
        key=wish.key[:200],
        kind=wish.kind,
        language=wish.language,
        resi=wish.resi,
        receiver=_shown(wish, ways),
        channels=" ".join(way.channel for way in ways),
        until=at + KINDS[wish.kind].lasts,
        at=at,
    )
    step = _begin(chosen, wish, ways, at, offices.office_by_id(office_id).zone)

    def write() -> UUID:
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            return models.Message.objects.values_list("uuid", flat=True).get(office=office_id, key=row.key)
        if ways:
            _keep(row, ways)
        unsent = wish.must_reach and step.state is State.NOT_SENT and step.reason is not Reason.SWITCHED_OFF
        first_step(row, step, calls=KINDS[wish.kind].calls, unsent=unsent)
        return row.uuid

    return run(write)


def _shown(wish: Wish, ways: tuple[Way, ...]) -> str:
    if KINDS[wish.kind].is_discreet:
        return ""
    return masked(ways[0].to if ways else wish.to.phone or wish.to.email)


def not_yet(office_id: int, keys: Collection[str]) -> frozenset[str]:
    """Which of these keys no message of the office has."""
    known = models.Message.objects.filter(office=office_id, key__in=keys).values_list("key", flat=True)
    return frozenset(keys) - frozenset(known)


def _begin(chosen: MessageSettings, wish: Wish, ways: tuple[Way, ...], at: datetime.datetime, zone: str) -> Step:
    if wish.kind in chosen.off:
        return Step(State.NOT_SENT, 0, at, reason=Reason.SWITCHED_OFF)
    if not ways:
        has_address = bool(wish.to.phone or wish.to.email)
        return Step(State.NOT_SENT, 0, at, reason=Reason.NO_GATEWAY if has_address else Reason.NO_ADDRESS)
    due = at if KINDS[wish.kind].is_urgent else chosen.quiet.after(at.astimezone(ZoneInfo(zone)))
    return Step(State.QUEUED, 0, at, due)


def _ways(office_id: int, chosen: MessageSettings, wish: Wish) -> Iterator[Way]:
    values = {
        "kantor": offices.office_by_id(office_id).short_name,
        "tautan": f"{django_settings.VERIFY_ADDRESS}/lacak/" if django_settings.VERIFY_ADDRESS else "",
        **wish.values,
    }
    for channel in chosen.usable:
        to = _address(wish.to, channel)
        if to and wish.only in (None, channel):
            yield Way(channel, to, filled(chosen.words_for(wish.kind, channel, wish.language), values))


def _address(to: Receiver, channel: Channel) -> str:
    """Empty where this channel does not lead to the receiver."""
    try:
        return mail_address(to.email) if channel is Channel.EMAIL else phone_number(to.phone)
    except BadTerm:
        return ""


def _keep(row: models.Message, ways: tuple[Way, ...]) -> None:
    owner = owner_of(row.office_id, row.at)
    said = [[way.channel, way.to, way.text] for way in ways]
    sealed = seal(owner, f"{CONTENT} {row.uuid}", json.dumps(said, ensure_ascii=False).encode())
    models.Content(message=row, owner=owner, sealed=sealed).save(force_insert=True)


def owner_of(office_id: int, at: datetime.datetime) -> str:
    """Whose key seals the messages of a month: given up as a whole when none of them is needed any more."""
    return f"pesan:{office_id}:{at.astimezone(datetime.UTC):%Y-%m}"
