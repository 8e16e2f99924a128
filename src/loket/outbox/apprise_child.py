"""
One address of Apprise read, or one message handed to it, in a process of its own: `python -m loket.outbox.apprise_child`.

Apprise and what it calls say only yes or no. Here the lines they open are watched from below: each is judged by the network
address it really leads to, and the parent learns, before a byte can leave, that one is open. Whatever hangs, writes to the
log, or looks for a proxy does so in a process that is ended.

On its output stands, byte by byte, `+` before a line is opened and `-` when it could not be; then one word of `Word`. The task
comes as JSON on its input, so that no list of processes shows it.
"""

import json
import logging
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from loket.outbox.apprise_words import OPENING, UNOPENED, Word
from loket.outbox.gateways import reaches

_FORBIDDEN: Final = frozenset(
    {
        "subprocess.Popen",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.system",
        "pty.spawn",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
    }
)
"""What no message needs: other programs, and ways to other machines that no line is opened for."""


@dataclass(frozen=True, slots=True)
class Task:
    """An address with its receiver in it, to be read; where there is a text, to be sent to as well."""

    address: str = field(repr=False)
    receiver: str = field(repr=False)
    text: str = field(repr=False)
    production: bool
    connect_seconds: float
    answer_seconds: float


class Lines:
    """The lines that are opened, told to the parent."""

    def __init__(self, out: int, *, production: bool) -> None:
        self._out, self._production = out, production

    def judge(self, event: str, args: tuple[Any, ...]) -> None:
        """The hook under every call. Raises PermissionError for what is forbidden."""
        if event in _FORBIDDEN:
            raise PermissionError(event)
        if event == "socket.connect":
            self._require_reachable(args[1])
            os.write(self._out, OPENING)

    def _require_reachable(self, place: Any) -> None:
        try:
            is_allowed = reaches(str(place[0]), production=self._production)
        except (ValueError, TypeError, IndexError):
            is_allowed = False
        if not is_allowed:
            raise PermissionError("socket.connect")

    def watched(self, connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
        """The same call, which tells when no line came of it; of one refused by `judge` nothing was told before."""

        def call(line: socket.socket, place: Any) -> Any:
            try:
                return connect(line, place)
            except (PermissionError, BlockingIOError):
                # The first was never begun; the second is still being opened.
                raise
            except OSError:
                os.write(self._out, UNOPENED)
                raise

        return call

    def watch(self) -> None:
        """From now on, for as long as this process lives: a hook cannot be taken away."""
        # A name that is set, since the class of the library is another module's.
        setattr(socket.socket, "connect", self.watched(socket.socket.connect))  # noqa: B010
        sys.addaudithook(self.judge)


def plugin_of(task: Task) -> Any:
    """What Apprise makes of the address; None where it makes nothing, or something else than one message to this receiver."""
    from apprise import Apprise, AppriseAsset  # noqa: PLC0415 (an extra)

    asset = AppriseAsset(plugin_paths=[], storage_mode="memory", allow_templates=False)
    asset.async_mode, asset.http_redirects, asset.secure_logging = False, False, True
    plugin = Apprise.instantiate(task.address, asset=asset, suppress_exceptions=True)
    if plugin is None or not _leads_to(plugin, task.receiver):
        return None
    plugin.socket_connect_timeout, plugin.socket_read_timeout = task.connect_seconds, task.answer_seconds
    return plugin


def _leads_to(plugin: Any, receiver: str) -> bool:
    """Whether the receiver is in what was understood, and nobody else: a service without one may write to its own number."""
    name = receiver.removeprefix("+")
    understood = plugin.url(privacy=False)
    is_there = name in understood or name.replace("@", "%40") in understood
    targets = getattr(plugin, "targets", None)
    is_alone = targets is None or (len(targets) == 1 and name in str(next(iter(targets))))
    return is_there and is_alone and len(plugin) == 1


def sent(plugin: Any, text: str) -> bool:
    """Hand the text over, as it stands; what Apprise answers."""
    from apprise import Apprise  # noqa: PLC0415 (an extra)

    sender = Apprise(asset=plugin.asset)
    sender.add(plugin)
    return bool(sender.notify(body=text, body_format="text", interpret_escapes=False))


def main() -> None:
    """Do the task; nothing but the protocol is ever written."""
    out, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    logging.disable(logging.CRITICAL)
    task = Task(**json.loads(sys.stdin.buffer.read()))
    Lines(out, production=task.production).watch()
    plugin = plugin_of(task)
    if plugin is None:
        word = Word.UNREADABLE
    elif not task.text:
        word = Word.READABLE
    else:
        word = Word.YES if sent(plugin, task.text) else Word.NO
    os.write(out, word.value.encode())


if __name__ == "__main__":
    main()
