"""
A gateway over HTTP, by the contract in docs/reference/message-gateway.md: the provider itself, or the office's own bridge to it.

What is sent is named by a number that stays the same, in the address too: sending it again is the same as sending it once.
Nothing that a gateway writes is repeated on a screen or kept.
"""

import base64
import datetime
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from loket.core.messages.states import VALID, Reason, Said
from loket.outbox.gateways import Letter, Outcome, may_reach
from loket.outbox.refusals import GatewayAddressWrong
from loket.storage.exchange import NoReply, NotSent, Reply, Server, exchange, place_of, trusting

_SAID: Final[Mapping[str, Said]] = {
    "ACCEPTED": Said.ACCEPTED,
    "DELIVERED": Said.DELIVERED,
    "REJECTED": Said.REFUSED,
    "LATER": Said.LATER,
    "UNKNOWN": Said.NEVER_HEARD,
}
_REASONS: Final[Mapping[str, Reason]] = {"receiver": Reason.BAD_RECEIVER}
_NOT_DONE: Final = frozenset({401, 403, 404, 405, 429})
"""Answers by which HTTP itself says that nothing was done, whoever gives them."""
_LARGEST_NUMBER: Final = 599


class HttpGateway:
    """A gateway at an address; `asks`: it keeps the part of the contract about questions."""

    def __init__(self, server: Server, *, asks: bool) -> None:
        self._server = server
        self.answers_questions = asks

    def send(self, letter: Letter) -> Outcome:
        """Hand a message over, once; what became of it is what the answer says, or not known."""
        now = timezone.now()
        body = {
            "id": str(letter.id),
            "channel": letter.channel.value,
            "to": letter.to,
            "text": letter.text,
            "expiresAt": min(now + VALID, letter.until).astimezone(datetime.UTC).isoformat(timespec="seconds"),
        }
        try:
            reply = exchange(self._server, "PUT", f"/messages/{letter.id}", json.dumps(body).encode())
        except NotSent:
            return Outcome(Said.LATER, Reason.UNREACHED)
        except NoReply:
            return Outcome(Said.SILENT)
        judged = _judged(letter.id, reply)
        if judged.said is Said.SILENT and reply.status in _NOT_DONE:
            return Outcome(Said.LATER, Reason.REFUSED if reply.status in (401, 403) else Reason.BUSY)
        # Of what was handed over just now, nobody can say that it was never heard of.
        return Outcome(Said.SILENT) if judged.said is Said.NEVER_HEARD else judged

    def ask(self, letter: UUID) -> Outcome:
        """What became of a message."""
        try:
            return _judged(letter, exchange(self._server, "GET", f"/messages/{letter}"))
        except (NotSent, NoReply):
            return Outcome(Said.SILENT)


def _judged(letter: UUID, reply: Reply) -> Outcome:
    """Only a whole answer about this message says anything; whatever is odd leaves the doubt."""
    said = _read(reply)
    if said is None or said.get("id") != str(letter):
        return Outcome(Said.SILENT)
    found = _SAID.get(str(said.get("status")), Said.SILENT)
    return Outcome(found, _REASONS.get(str(said.get("code")), Reason.NONE) if found is Said.REFUSED else Reason.NONE)


def _read(reply: Reply) -> dict[str, Any] | None:
    """The one object of JSON that an answer is, whose names stand once; None for everything else."""
    if not 200 <= reply.status <= _LARGEST_NUMBER or reply.content_type != "application/json":
        return None
    try:
        said = json.loads(reply.body.decode("utf-8"), object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError("A name stands twice.")
    return said


def server_at(address: str, secret: str) -> Server:
    """
    The gateway at an address: https, and in training plain http to this machine as well.

    `secret` is `NAME:PASSWORD` or `Bearer TOKEN`; empty for none. Raises GatewayAddressWrong.
    """
    try:
        scheme, host, port, path = place_of(address)
    except ValueError:
        raise GatewayAddressWrong(fields=("address",)) from None
    if scheme != "https" and settings.PRODUCTION:
        raise GatewayAddressWrong(fields=("address",))
    tls = trusting(settings.MESSAGES_TRUST) if scheme == "https" else None
    server = Server(host=host, port=port, path=path, tls=tls, authorization=_authorization(secret), may_reach=may_reach)
    return replace(server, answer_seconds=settings.MESSAGES_ANSWER_SECONDS)


def _authorization(secret: str) -> str:
    if not secret or secret.startswith("Bearer "):
        return secret
    return f"Basic {base64.b64encode(secret.encode()).decode()}"
