"""
One message on its way: that it is sent is on record before it leaves, so that whoever dies in between leaves a question and no second message.

A message that was sent and not answered is never sent again: its gateway is asked what became of it, and where that cannot
say, a person is told.
"""

import datetime
import json
import logging
from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid5

from django.utils import timezone

from loket.core.messages.kinds import Channel
from loket.core.messages.states import Reason, Road, Said, Standing, State, Step, began, heard, too_late
from loket.core.problems import Refusal
from loket.offices import queries as offices
from loket.outbox import models
from loket.outbox.apart import Apart, together
from loket.outbox.enqueueing import CONTENT
from loket.outbox.gateways import Gateway, Letter, Outcome
from loket.outbox.office_settings import gateway_for, settings_of
from loket.outbox.records import Way
from loket.outbox.standing import move, standing_of
from loket.vault.services import unseal

_log = logging.getLogger(__name__)
GatewayOf = Callable[[int, Channel], Gateway | None]
BATCH = 200
_IN_QUESTION = (State.SENDING, State.UNKNOWN, State.ACCEPTED)


def gateway_of(office_id: int, channel: Channel) -> Gateway | None:
    """The gateway that an office has for a channel now; None where it has none that may be used."""
    setting = settings_of(office_id).gateways[channel]
    try:
        return gateway_for(office_id, setting) if setting.address else None
    except Refusal as refusal:
        _log.warning("the gateway of office %s for %s cannot be used: %s", office_id, channel, refusal.id)
        return None


def send_due(now: datetime.datetime | None = None, gateways: GatewayOf = gateway_of, apart: Apart = together) -> int:
    """Do what is due now in each office, the longest waiting first; how many messages moved."""
    at = now or timezone.now()
    rows = models.Standing.objects.filter(due_at__lte=at).order_by("due_at").values_list("message", "message__office")
    # An office whose messages all fail would else keep those of the others from their turn.
    due = [one for office in offices.offices() for one in rows.filter(message__office=office.id)[:BATCH]]
    return sum(
        apart(f"a message of office {office}", partial(send_one, message, now, gateways), 0) for message, office in due
    )


def send_one(message: int, now: datetime.datetime | None = None, gateways: GatewayOf = gateway_of) -> bool:
    """
    Do the next thing to a message, if something is due: send it, or ask about it. Whether it moved.

    Of several at once, one does it.
    """
    row = models.Message.objects.get(pk=message)
    standing, seen = standing_of(message)
    at = now or timezone.now()
    if standing.next_at is None or standing.next_at > at:
        return False
    if standing.state is State.QUEUED and at > row.until:
        return move(row, seen, too_late(standing, at))
    gateway = gateways(row.office_id, Channel(row.channels.split()[standing.way]))
    if standing.state is State.QUEUED:
        return _send(row, (standing, seen), gateway, now)
    return _ask(row, standing, gateway, now)


def _send(
    row: models.Message, stands: tuple[Standing, int], gateway: Gateway | None, now: datetime.datetime | None
) -> bool:
    standing, seen = stands
    way = _way(row, standing.way)
    if way is None:
        failed = Step(State.FAILED, standing.way, now or timezone.now(), reason=Reason.UNREADABLE)
        return move(row, seen, failed)
    if not move(row, seen, began(standing, now or timezone.now())):
        return False
    if gateway is None:
        # As if it were busy: whoever changes a gateway takes the old one away first.
        return _heard(row, Outcome(Said.LATER, Reason.NO_GATEWAY), asks=False, now=now)
    letter = Letter(letter_id(row.uuid, standing.way), way.channel, way.to, way.text, row.until)
    return _heard(row, _told(lambda: gateway.send(letter)), asks=gateway.answers_questions, now=now)


def _ask(row: models.Message, standing: Standing, gateway: Gateway | None, now: datetime.datetime | None) -> bool:
    if gateway is None or not gateway.answers_questions:
        return _heard(row, Outcome(Said.SILENT), asks=False, now=now)
    return _heard(row, _told(lambda: gateway.ask(letter_id(row.uuid, standing.way))), asks=True, now=now)


def _heard(row: models.Message, outcome: Outcome, *, asks: bool, now: datetime.datetime | None) -> bool:
    standing, seen = standing_of(row.pk)
    # An answer that came so late that somebody else has asked meanwhile, and gone on.
    if standing.state not in _IN_QUESTION:
        return False
    road = Road(len(row.channels.split()), asks, row.until)
    step = heard(standing, outcome.said, road, now or timezone.now(), outcome.reason)
    moved = move(row, seen, step)
    if moved and step.state in (State.FAILED, State.DOUBTFUL):
        _log.warning("message %s did not arrive: %s %s", row.uuid, step.state, step.reason)
    return moved


def _told(question: Callable[[], Outcome]) -> Outcome:
    try:
        return question()
    except Exception:  # noqa: BLE001 (whatever broke here, the message may have left)
        _log.exception("a gateway of messages broke")
        return Outcome(Said.SILENT)


def letter_id(message: UUID, way: int) -> UUID:
    """By what a gateway knows a message: the same however often it is sent on this way."""
    return uuid5(message, str(way))


def ways_of(row: models.Message) -> tuple[Way, ...]:
    """What a message says on its ways; none when that was removed. Raises KeyDestroyed, KeyMissing and SealBroken."""
    content = models.Content.objects.filter(message=row).first()
    if content is None:
        return ()
    said = json.loads(unseal(content.owner, f"{CONTENT} {row.uuid}", bytes(content.sealed)))
    return tuple(Way(Channel(channel), to, text) for channel, to, text in said)


def _way(row: models.Message, way: int) -> Way | None:
    try:
        return ways_of(row)[way]
    except (Refusal, IndexError) as fault:
        _log.warning("message %s cannot be read: %s", row.uuid, type(fault).__name__)
        return None
