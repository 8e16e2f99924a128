"""
The port to whoever carries messages, and which gateway an office has for a channel.

A gateway hears of a message by its own number, which stays the same however often it is sent; one that keeps the contract
sends it once. It refuses to know what a message is about.
"""

import datetime
import ipaddress
from dataclasses import dataclass, field
from typing import Final, Protocol
from uuid import UUID

from django.conf import settings

from loket.core.messages.kinds import Channel
from loket.core.messages.states import Reason, Said


@dataclass(frozen=True, slots=True)
class Letter:
    """What is handed to a gateway; nobody sends it after `until`."""

    id: UUID
    channel: Channel
    to: str = field(repr=False)
    text: str = field(repr=False)
    until: datetime.datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a gateway says, and why."""

    said: Said
    reason: Reason = Reason.NONE


class Gateway(Protocol):
    """Whoever carries messages of one channel."""

    answers_questions: bool
    """Whether it can say what became of a message that was sent."""

    def send(self, letter: Letter) -> Outcome:
        """Hand it over. Everything that is not a whole answer is SILENT, never an exception that hides one."""

    def ask(self, letter: UUID) -> Outcome:
        """What became of it, without sending it."""


_NEVER: Final = tuple(
    ipaddress.ip_network(net)
    for net in ("169.254.0.0/16", "fe80::/10", "224.0.0.0/4", "ff00::/8", "0.0.0.0/8", "::/128", "255.255.255.255/32")
)
"""Where clouds keep the passwords of a machine, and what is no single machine."""


def may_reach(address: str) -> bool:
    """
    Whether messages may be sent to this network address.

    In training to this very machine alone, so that no invented person's message ever reaches a telephone; in production
    anywhere but this machine and the neighbourhood of the link. A gateway inside the office's own network is usual.
    """
    return reaches(address, production=settings.PRODUCTION)


def reaches(address: str, *, production: bool) -> bool:
    """The same for who has no settings."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if not production:
        return found.is_loopback
    return not found.is_loopback and not any(found in net for net in _NEVER if net.version == found.version)
