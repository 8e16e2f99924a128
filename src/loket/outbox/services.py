"""
The front door of the outbox: every write other layers may ask for.

Each is committed when it returns, or with the caller's transaction, and wrote nothing when it raised.
"""

import datetime
from collections.abc import Mapping
from uuid import UUID

from loket.core.messages.kinds import Channel, Kind
from loket.core.messages.receivers import mail_address, phone_number
from loket.core.problems import BadTerm
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.outbox.apart import Apart as Apart
from loket.outbox.apart import Faults as Faults
from loket.outbox.apart import together as together
from loket.outbox.calling import note_call as note_call
from loket.outbox.enqueueing import Wish as Wish
from loket.outbox.enqueueing import enqueue as enqueue
from loket.outbox.following import follow as follow
from loket.outbox.following import follow_all as follow_all
from loket.outbox.office_settings import set_gateway as set_gateway
from loket.outbox.office_settings import set_kinds as set_kinds
from loket.outbox.office_settings import set_order as set_order
from loket.outbox.office_settings import set_quiet as set_quiet
from loket.outbox.office_settings import set_words as set_words
from loket.outbox.office_settings import settings_of
from loket.outbox.office_settings import turn as turn
from loket.outbox.records import CallResult as CallResult
from loket.outbox.records import GatewaySetting as GatewaySetting
from loket.outbox.records import Receiver as Receiver
from loket.outbox.refusals import GatewayNotSet, MessageKeepersOnly, NoReceiver
from loket.outbox.refusals import NothingToCall as NothingToCall
from loket.outbox.reminding import remind_all as remind_all
from loket.outbox.removing import remove_old as remove_old
from loket.outbox.sending import send_due as send_due
from loket.outbox.waiting import keep_terms as keep_terms


def send(
    office_key: str,
    kind: Kind,
    to: Receiver,
    variables: Mapping[str, object],
    key: str,
    *,
    language: str = "id",
    resi: str = "",
    now: datetime.datetime | None = None,
) -> UUID:
    """
    Put a message into the outbox, within the caller's transaction where there is one, and return its number.

    The same `key` in an office is the same message, however often it is asked for. `resi` is that of the file it is about, so
    that its page shows it. Nothing is sent before the transaction is committed; where the office has no gateway it is kept as
    not sent. Raises NoReceiver for who has neither a telephone nor an address that can be written to, and KeyMissing.
    """
    if not _reachable(to):
        raise NoReceiver
    wish = Wish(kind, to, variables, f"{kind}:{key}", language, resi)
    return enqueue(offices.office(office_key).id, wish, now=now)


def send_test(officer: Officer, channel: Channel, to: Receiver, key: UUID) -> UUID:
    """A message that tries a gateway of the officer's office. Raises MessageKeepersOnly, GatewayNotSet, BadTerm and KeyMissing."""
    if not officer.keeps_office:
        raise MessageKeepersOnly
    if not settings_of(officer.office_id).gateways[channel].address:
        raise GatewayNotSet(fields=("to",))
    mail_address(to.email) if channel is Channel.EMAIL else phone_number(to.phone)
    return enqueue(officer.office_id, Wish(Kind.TEST, to, {}, f"{Kind.TEST}:{key}", only=channel))


def _reachable(to: Receiver) -> bool:
    for read, given in ((phone_number, to.phone), (mail_address, to.email)):
        try:
            read(given)
        except BadTerm:
            continue
        return True
    return False
