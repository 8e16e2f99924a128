"""An office that sends messages, and its messages on their way, with the hands of a clock in the test's own hand."""

import datetime
import uuid
from collections.abc import Mapping

from loket.core.messages.kinds import Channel, Kind
from loket.core.messages.quiet import Quiet
from loket.core.messages.states import ENDS, Standing, State
from loket.outbox import models, services
from loket.outbox.office_settings import settings_of
from loket.outbox.records import GatewaySetting, Receiver
from loket.outbox.sending import send_due
from loket.outbox.standing import standing_of
from tests.apps import factories

SARI_PHONE = Receiver(phone="0812 0000 0001", email="sari@contoh.id")
NEVER_QUIET = Quiet(datetime.time(0), datetime.time(0))
RESI = {"layanan": "Kartu Keluarga", "resi": "7K2M-94QX-B3TD", "janji": "23 November 2026"}


def has_gateway(address: str, *channels: Channel, secret: str | None = None, asks: bool = True) -> None:
    """Bintan sends by this gateway from now on, at any hour."""
    for channel in channels or (Channel.SMS,):
        services.set_gateway(factories.hadi(), GatewaySetting(channel, address, asks), secret)
    services.set_quiet(factories.hadi(), NEVER_QUIET)


def sent(
    kind: Kind = Kind.TAKEN_IN,
    values: Mapping[str, object] | None = None,
    to: Receiver = SARI_PHONE,
    key: str = "",
    now: datetime.datetime = factories.MONDAY,
) -> int:
    """A message in the outbox of Bintan; its number."""
    number = services.send("bintan", kind, to, values or RESI, key or str(uuid.uuid4()), now=now)
    return models.Message.objects.get(uuid=number).pk


def standing(message: int) -> Standing:
    """Where it stands by its steps."""
    return standing_of(message)[0]


def pass_time(message: int, at: datetime.datetime = factories.MONDAY, most: int = 60) -> list[State]:
    """Let the sender come by whenever something is due, until nothing is; the states, in order."""
    states, now = [standing(message).state], at
    for _ in range(most):
        before = standing(message)
        if before.next_at is None or before.state in ENDS:
            break
        now = max(now, before.next_at)
        send_due(now)
        states.append(standing(message).state)
    return states


def is_active() -> bool:
    """Whether Bintan tells its applicants."""
    return settings_of(factories.budi().office_id).active_since is not None
