"""
Many services behind one library: a gateway whose address is one of Apprise, with a place for the receiver in it.

Apprise answers yes or no, and cannot be asked. Yes is accepted. No is *nobody knows* as soon as a line to the other side was
open, since the message may have gone out; before that it is *later*. It needs `apprise`, which comes with `loket[messages]`.
"""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from typing import Final
from uuid import UUID

from django.conf import settings

from loket.core.messages.kinds import Channel
from loket.core.messages.states import Reason, Said
from loket.core.problems import Refusal
from loket.outbox.apprise_rules import PREFIX, AppriseAddress, address_at
from loket.outbox.apprise_words import OPENING, UNOPENED, Word
from loket.outbox.gateways import Letter, Outcome
from loket.outbox.refusals import AppriseMissing, AppriseUnreadable

_CHILD: Final = "loket.outbox.apprise_child"
_CONNECT_SECONDS: Final = 5
_BEGIN_SECONDS: Final = 15
"""Until the library is loaded and the name of the host found, on a machine that has other things to do."""
_TRIED: Final = {Channel.EMAIL: "percobaan@contoh.id"}
_TRIED_NUMBER: Final = "+6281200000001"


class AppriseGateway:
    """The service that an address names."""

    answers_questions = False

    def __init__(self, text: str, channel: Channel) -> None:
        """Raises AppriseMissing and what `address_at` raises."""
        _require_installed()
        self._address = address_at(text, channel)

    def send(self, letter: Letter) -> Outcome:
        """Hand a message over, once, in a process that does nothing else."""
        try:
            address = self._address.to(letter.to)
        except Refusal:
            return Outcome(Said.REFUSED, Reason.BAD_RECEIVER)
        heard = run_child(address, letter.to, letter.text)
        if heard.endswith(Word.YES.value.encode()):
            return Outcome(Said.ACCEPTED)
        if heard.endswith(Word.UNREADABLE.value.encode()):
            return Outcome(Said.REFUSED, Reason.BAD_RECEIVER)
        if heard.count(OPENING) > heard.count(UNOPENED):
            return Outcome(Said.SILENT)
        return Outcome(Said.LATER, Reason.UNREACHED)

    def ask(self, letter: UUID) -> Outcome:  # noqa: ARG002 (the port asks by number)
        """Nobody answers this."""
        return Outcome(Said.SILENT)


def shown_address(text: str, channel: Channel) -> str:
    """
    What may be shown of an address that an office gives: which service it names. It was read by Apprise itself.

    Raises AppriseMissing, AppriseUnreadable and what `address_at` raises.
    """
    _require_installed()
    address = address_at(text, channel)
    _require_read(address, _TRIED.get(channel, _TRIED_NUMBER))
    return f"{PREFIX}{address.service}"


def _require_read(address: AppriseAddress, receiver: str) -> None:
    if run_child(address.to(receiver), receiver, "") != Word.READABLE.value.encode():
        raise AppriseUnreadable(fields=("secret",))


def _require_installed() -> None:
    if find_spec("apprise") is None:
        raise AppriseMissing(fields=("address",))


def run_child(address: str, receiver: str, text: str) -> bytes:
    """What the child told, up to where it was ended. It gets the address by its input and nothing of our environment."""
    task = {
        "address": address,
        "receiver": receiver,
        "text": text,
        "production": settings.PRODUCTION,
        "connect_seconds": _CONNECT_SECONDS,
        "answer_seconds": settings.MESSAGES_ANSWER_SECONDS,
    }
    seconds = _BEGIN_SECONDS + _CONNECT_SECONDS + settings.MESSAGES_ANSWER_SECONDS
    try:
        done = subprocess.run(  # noqa: S603 (our own module)
            [sys.executable, "-P", "-m", _CHILD],
            input=json.dumps(task).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return late.stdout or b""
    return done.stdout


def _environment() -> dict[str, str]:
    """No proxy, no file of passwords, no setting of Apprise; the same code and the same authorities as ours."""
    trust = {"REQUESTS_CA_BUNDLE": settings.MESSAGES_TRUST} if settings.MESSAGES_TRUST else {}
    path = os.pathsep.join(one for one in sys.path if one)
    return {"PATH": os.defpath, "PYTHONPATH": path, "PYTHONUTF8": "1", "NETRC": os.devnull, **trust}
