"""
Which addresses of Apprise an office may use, judged by their text alone: the library itself is not loaded for it.

The rule names what is allowed. Apprise knows more than a hundred and fifty services, most of which tell a room of a chat, a
television or the machine itself; a service that is new in it stays refused until somebody has looked at it.
"""

import ipaddress
import re
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings

from loket.core.messages.kinds import Channel
from loket.outbox.gateways import may_reach
from loket.outbox.refusals import (
    AppriseForbidden,
    AppriseParameter,
    AppriseReceiver,
    AppriseServiceLocal,
    AppriseServiceOther,
    AppriseUnreadable,
)

PREFIX: Final = "apprise:"
"""With this begins the address of a gateway whose real address, which holds passwords, lies sealed."""
PLACE: Final = "{to}"
LONGEST: Final = 400

GENERIC: Final = frozenset({"json", "jsons", "form", "forms", "xml", "xmls"})
"""Those that lead to a host which the address names; all others lead to the one of their provider, over TLS."""
_OF_ACCOUNTS: Final[Mapping[str, str]] = MappingProxyType({"infobip": "infobip.com"})
"""Providers that give each customer a host of its own, which the address names, and the domain in which all of them lie."""
_HOST: Final = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9-]+")
_OPEN: Final = frozenset({"json", "form", "xml"})
_TO_A_TELEPHONE: Final = frozenset(
    [
        "46elks",
        "atalk",
        "bulksms",
        "clickatell",
        "clicksend",
        "d7sms",
        "elks",
        "infobip",
        "kaleyra",
        "klr",
        "msgbird",
        "nexmo",
        "octopush",
        "plivo",
        "seven",
        "sinch",
        "sns",
        "telesign",
        "telnyx",
        "twilio",
        "vonage",
    ]
)
ALLOWED: Final[Mapping[Channel, frozenset[str]]] = MappingProxyType(
    {
        Channel.SMS: GENERIC | _TO_A_TELEPHONE,
        Channel.WHATSAPP: GENERIC | {"infobip", "twilio", "whapi", "whatsapp"},
        Channel.EMAIL: GENERIC | {"brevo", "mailersend", "mailgun", "postmark", "resend", "sendgrid", "smtp2go"},
    }
)
"""By channel: what hands a text to one telephone or address, over HTTP, and can be sent to without a list of its own."""
LOCAL: Final = frozenset(
    [
        "apprise",
        "appriseconfig",
        "blink1",
        "config",
        "dbus",
        "exec",
        "file",
        "gio",
        "glib",
        "gnome",
        "growl",
        "include",
        "kde",
        "macosx",
        "qt",
        "rsyslog",
        "syslog",
        "windows",
    ]
)
"""What runs on the machine of the server, reads its files, or loads addresses from elsewhere, which nobody has judged."""
_REFUSED_NAMES: Final = frozenset(
    [
        "attach",
        "attachment",
        "bcc",
        "cc",
        "config",
        "cto",
        "emojis",
        "format",
        "include",
        "optional",
        "overflow",
        "redirect",
        "retry",
        "rto",
        "store",
        "tag",
        "tags",
        "template_file",
        "tz",
        "verify",
        "wait",
    ]
)
"""Who else gets it, how often, by which time, and whether the certificate counts: that is decided here, not in an address."""
_SCHEME: Final = re.compile(r"([a-z0-9+.-]{1,40}):(?://)?(.*)", re.DOTALL)
_RECEIVER: Final = re.compile(r"\+[0-9]{9,15}|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,200}")


@dataclass(frozen=True, slots=True)
class AppriseAddress:
    """An address that may be used: which service it names, and the whole of it, with a place for the receiver."""

    service: str
    text: str = field(repr=False)

    def to(self, receiver: str) -> str:
        """The address to a receiver. Raises AppriseReceiver for one that could say more than who it is."""
        if not _RECEIVER.fullmatch(receiver):
            raise AppriseReceiver(fields=("secret",))
        return self.text.replace(PLACE, quote(receiver, safe=""))


def is_apprise(address: str) -> bool:
    """Whether the address of a gateway says that it is one of Apprise."""
    return address.startswith(PREFIX)


def address_at(text: str, channel: Channel) -> AppriseAddress:
    """
    The address that an office typed for a channel.

    Raises AppriseUnreadable, AppriseServiceLocal, AppriseServiceOther, AppriseReceiver, AppriseParameter, and AppriseForbidden
    for one that leads where messages may not go. Whether Apprise can read it is seen by whoever loads Apprise.
    """
    found = _SCHEME.fullmatch(text) if text.isascii() and text.isprintable() and " " not in text else None
    if found is None or len(text) > LONGEST:
        raise AppriseUnreadable(fields=("secret",))
    service, rest = found.groups()
    _require_service(service, channel)
    if "://" not in text or "#" in rest:
        raise AppriseUnreadable(fields=("secret",))
    _require_receiver(rest)
    for name in _names(rest):
        if name in _REFUSED_NAMES:
            raise AppriseParameter(name=name, fields=("secret",))
    _require_place(service, rest)
    return AppriseAddress(service, text)


def _require_service(service: str, channel: Channel) -> None:
    if service in LOCAL:
        raise AppriseServiceLocal(service=service, fields=("secret",))
    if service not in ALLOWED[channel]:
        raise AppriseServiceOther(service=service, usable=", ".join(sorted(ALLOWED[channel])), fields=("secret",))


def _require_receiver(rest: str) -> None:
    """Once, behind the host, and not as the name of a parameter; nor may anything else be filled in."""
    before = rest.partition(PLACE)[0]
    is_behind_host = any(sign in before for sign in "/?")
    is_name = "?" in before and "=" not in re.split("[?&]", before)[-1]
    if rest.count(PLACE) != 1 or not is_behind_host or is_name or re.search(r"[{}]", rest.replace(PLACE, "")):
        raise AppriseReceiver(fields=("secret",))


def _names(rest: str) -> Iterator[str]:
    """The names of the parameters, as any of the readers behind this may take them."""
    for part in re.split("[?&;]", rest)[1:]:
        yield unquote(unquote(part.partition("=")[0])).strip().lower()


def _require_place(service: str, rest: str) -> None:
    """By its text and, in training, by where its name leads; the line itself is judged again when it is made."""
    if service in _OF_ACCOUNTS and not _is_within(rest, _OF_ACCOUNTS[service]):
        is_forbidden = True
    elif service not in GENERIC:
        # The provider is another machine by its nature, and that is what a training must not reach.
        is_forbidden = not settings.PRODUCTION
    else:
        is_forbidden = not _may_be_at(rest) or (settings.PRODUCTION and service in _OPEN)
    if is_forbidden:
        raise AppriseForbidden(fields=("secret",))


def _is_within(rest: str, domain: str) -> bool:
    """Whether the host is one of the provider's, for whoever reads the address; a port, or the short form without a dot, is none."""
    key, _, host = re.split(r"[/?]", rest, maxsplit=1)[0].rpartition("@")
    is_plain = re.fullmatch(r"[A-Za-z0-9._~-]*", key) is not None
    return is_plain and _HOST.fullmatch(host) is not None and host.lower().endswith(f".{domain}")


def _may_be_at(rest: str) -> bool:
    try:
        parts = urlsplit(f"http://{rest}")
        host, port = parts.hostname or "", parts.port or 443
        numbers = [host] if _is_number(host) else []
        if not numbers and not settings.PRODUCTION:
            numbers = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if host == "localhost" or host.endswith(".localhost"):
            numbers.append("127.0.0.1")
    except (ValueError, OSError):
        return False
    return bool(host) and all(may_reach(number) for number in numbers)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
