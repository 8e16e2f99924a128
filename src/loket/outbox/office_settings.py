"""
How an office sends its messages: whether at all, by which gateways, in which order and words, and when not.

Every decision is kept with who made it; what a gateway knows the office by lies apart, sealed, and is shown to nobody.
"""

import datetime
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils import timezone

from loket.core.messages.kinds import KINDS, LANGUAGES, SWITCHABLE, Channel, Kind
from loket.core.messages.quiet import Quiet
from loket.core.messages.receivers import mail_address
from loket.core.messages.wording import faults
from loket.core.problems import BadTerm, Problem
from loket.offices.records import Officer
from loket.outbox import models
from loket.outbox.apprise_gateway import AppriseGateway, shown_address
from loket.outbox.apprise_rules import is_apprise
from loket.outbox.gateways import Gateway
from loket.outbox.http_gateway import HttpGateway, server_at
from loket.outbox.mail_gateway import MailGateway, mail_server
from loket.outbox.records import GatewaySetting, SettingChange
from loket.outbox.refusals import (
    AppriseAddressMissing,
    GatewaySenderWrong,
    KindAlwaysSent,
    MessageKeepersOnly,
    SecretShape,
)
from loket.storage.writing import run
from loket.vault.services import seal, unseal

ACTIVE: Final = "aktif"
QUIET: Final = "tenang"
ORDER: Final = "urutan"
SENT: Final = "kabar"
_LONGEST_SECRET: Final = 400
_USUAL_QUIET: Final = Quiet(datetime.time(20), datetime.time(7))


@dataclass(frozen=True, slots=True)
class MessageSettings:
    """
    An office's settings as of now. `active_since`: since when it tells applicants what happens to their files, None where it does not.

    `words` holds what the office has written itself, by kind, channel and language; `off` the kinds that it does not send.
    """

    active_since: datetime.datetime | None
    order: tuple[Channel, ...]
    quiet: Quiet
    gateways: Mapping[Channel, GatewaySetting]
    words: Mapping[tuple[Kind, Channel, str], str]
    off: frozenset[Kind] = frozenset()

    def words_for(self, kind: Kind, channel: Channel, language: str) -> str:
        """The office's words, or ours where it has none."""
        own = self.words.get((kind, channel, language))
        return own or KINDS[kind].words[language]

    @property
    def usable(self) -> tuple[Channel, ...]:
        """The channels that have a gateway, in the order in which they are tried."""
        return tuple(channel for channel in self.order if self.gateways[channel].address)


def settings_of(office_id: int) -> MessageSettings:
    """The settings of an office. Two statements."""
    rows = models.Setting.objects.filter(office=office_id).order_by("pk").values_list("name", "value", "at")
    latest = {name: (json.loads(value), at) for name, value, at in rows}
    secrets = set(models.Secret.objects.filter(office=office_id).values_list("channel", flat=True))
    active = [at for is_on, at in (latest.get(ACTIVE, (False, None)),) if is_on]
    order = tuple(Channel(one) for one in _value(latest, ORDER, [one.value for one in Channel]))
    return MessageSettings(
        active_since=active[0] if active else None,
        order=order,
        quiet=_quiet(_value(latest, QUIET, None)),
        gateways={one: _gateway(one, _value(latest, f"gerbang:{one}", {}), one in secrets) for one in Channel},
        words=dict(_words(latest)),
        off=frozenset(kind for kind in SWITCHABLE if not _value(latest, f"{SENT}:{kind}", True)),
    )


def gateway_for(office_id: int, setting: GatewaySetting) -> Gateway:
    """
    The gateway of a channel with an address.

    Raises GatewayAddressWrong for one that may not be used here, as that of a production in training; for Apprise as
    `AppriseGateway`; KeyMissing, SealBroken.
    """
    row = (
        models.Secret.objects.filter(office=office_id, channel=setting.channel).first() if setting.has_secret else None
    )
    secret = unseal(_owner(office_id), setting.channel, bytes(row.sealed)).decode() if row else ""
    if is_apprise(setting.address):
        return AppriseGateway(secret, setting.channel)
    if setting.channel is Channel.EMAIL:
        return MailGateway(setting.address, setting.sender, secret)
    return HttpGateway(server_at(setting.address, secret), asks=setting.asks)


def turn(officer: Officer, *, on: bool) -> None:
    """Begin or cease to tell applicants what happens to their files; what happened before is never told. Raises MessageKeepersOnly."""
    _decide(officer, ACTIVE, on)


def set_order(officer: Officer, order: tuple[Channel, ...]) -> None:
    """Which channel is tried first. Raises MessageKeepersOnly, and BadTerm for an order that lacks one or has one twice."""
    if sorted(order) != sorted(Channel):
        raise BadTerm(Problem("message-order", "Sebut setiap saluran satu kali.", field="order"))
    _decide(officer, ORDER, [one.value for one in order])


def set_quiet(officer: Officer, quiet: Quiet) -> None:
    """When nobody is disturbed; two times alike are never. Raises MessageKeepersOnly."""
    _decide(officer, QUIET, [quiet.begins.isoformat("minutes"), quiet.ends.isoformat("minutes")])


def set_kinds(officer: Officer, sent: Collection[Kind]) -> None:
    """
    Which kinds of messages are sent; each that changes is a decision of its own. What is not sent is kept as not sent.

    Raises MessageKeepersOnly, and KindAlwaysSent for a set without a kind that cannot be switched off.
    """
    _require_keeper(officer)
    if not set(Kind) - set(SWITCHABLE) <= set(sent):
        raise KindAlwaysSent
    before = settings_of(officer.office_id).off

    def write() -> None:
        for kind in SWITCHABLE:
            if (kind in before) == (kind in sent):
                _decide(officer, f"{SENT}:{kind}", kind in sent)

    run(write)


def set_words(officer: Officer, kind: Kind, channel: Channel, language: str, text: str) -> None:
    """
    The words for a kind in a channel and language; empty ones give way to ours.

    Raises MessageKeepersOnly, and BadTerm with the first fault of words that could not be filled in.
    """
    assert language in LANGUAGES
    for problem in faults(kind, text) if text else ():
        raise BadTerm(problem)
    _decide(officer, f"teks:{kind}:{channel}:{language}", text)


def set_gateway(officer: Officer, setting: GatewaySetting, secret: str | None = None) -> None:
    """
    Where the gateway of a channel is; an empty address takes it away with its secret, None leaves the secret as it is.

    A secret never goes to another address than the one it was given with: with a new address and no secret the old one is
    forgotten. With the address `apprise:` the secret is an address of Apprise, of which only the service is shown.
    Raises MessageKeepersOnly, GatewayAddressWrong, GatewaySenderWrong and SecretShape; AppriseMissing, AppriseAddressMissing
    and what `shown_address` raises.
    """
    _require_keeper(officer)
    before = settings_of(officer.office_id).gateways[setting.channel]
    if is_apprise(setting.address):
        setting = _of_apprise(setting, secret, before)
    else:
        _require_sendable(setting)
        if secret is not None and not _is_header(secret):
            raise SecretShape(fields=("secret",))
    forgets = setting.address != before.address and not secret

    def write() -> None:
        value = {"address": setting.address, "asks": setting.asks, "sender": setting.sender}
        _decide(officer, f"gerbang:{setting.channel}", value)
        own = models.Secret.objects.filter(office=officer.office_id, channel=setting.channel)
        if secret or forgets:
            own.delete()
        if secret:
            sealed = seal(_owner(officer.office_id), setting.channel, secret.encode())
            models.Secret.objects.create(office_id=officer.office_id, channel=setting.channel, sealed=sealed)
            _decide(officer, f"rahasia:{setting.channel}", True)

    run(write)


def changes_of(office_id: int, limit: int = 20) -> tuple[SettingChange, ...]:
    """The latest changes, newest first."""
    rows = models.Setting.objects.filter(office=office_id).order_by("-pk")[:limit]
    return tuple(SettingChange(row.name, row.value, row.acted_as, row.at) for row in rows)


def _require_keeper(officer: Officer) -> None:
    if not officer.keeps_office:
        raise MessageKeepersOnly


def _of_apprise(setting: GatewaySetting, secret: str | None, before: GatewaySetting) -> GatewaySetting:
    """The setting with what may be shown of its address. One that was kept before is kept as long as it is not given anew."""
    if secret:
        shown = shown_address(secret, setting.channel)
    elif setting.address == before.address and before.has_secret and secret is None:
        shown = before.address
    else:
        raise AppriseAddressMissing(fields=("secret",))
    return replace(setting, address=shown, asks=False, sender="")


def _require_sendable(setting: GatewaySetting) -> None:
    if not setting.address:
        return
    if setting.channel is Channel.EMAIL:
        mail_server(setting.address)
        try:
            mail_address(setting.sender)
        except BadTerm:
            raise GatewaySenderWrong(fields=("sender",)) from None
    else:
        server_at(setting.address, "")


def _is_header(secret: str) -> bool:
    is_named = secret.startswith("Bearer ") or ":" in secret
    return not secret or (is_named and secret.isascii() and secret.isprintable() and len(secret) <= _LONGEST_SECRET)


def _decide(officer: Officer, name: str, value: object) -> None:
    _require_keeper(officer)
    row = models.Setting(
        office_id=officer.office_id,
        name=name,
        value=json.dumps(value, ensure_ascii=False),
        person=officer.person,
        acted_as=officer.signature(next(iter(officer.seats), None)),
        at=timezone.now(),
    )
    run(lambda: row.save(force_insert=True))


def _value(latest: Mapping[str, tuple[Any, datetime.datetime]], name: str, usual: Any) -> Any:
    return latest[name][0] if name in latest else usual


def _quiet(value: list[str] | None) -> Quiet:
    return Quiet(*map(datetime.time.fromisoformat, value)) if value else _USUAL_QUIET


def _gateway(channel: Channel, value: Mapping[str, Any], has_secret: bool) -> GatewaySetting:
    return GatewaySetting(channel, **value, has_secret=has_secret)


def _words(latest: Mapping[str, tuple[Any, datetime.datetime]]) -> Any:
    for name, (text, _at) in latest.items():
        part, *where = name.split(":")
        if part == "teks" and text:
            kind, channel, language = where
            yield (Kind(kind), Channel(channel), language), text


def _owner(office_id: int) -> str:
    return f"gerbang-pesan:{office_id}"
