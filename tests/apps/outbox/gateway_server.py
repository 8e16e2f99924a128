"""
A gateway of messages, small and real: it listens on this machine, keeps what it took, and misbehaves when it is told to.
"""

import socket
import struct
from collections.abc import Callable, Iterable
from typing import Any

from tests.apps.listening import Heard, Listening, http, read_request

Act = Callable[["GatewayServer", socket.socket, Heard], None]


class GatewayServer(Listening):
    """
    Takes messages and says what became of them; `acts` are what it does next, the right thing when none is left.

    `sent` holds each message that made a telephone ring: of one number never two.
    """

    def __init__(self, acts: Iterable[Act] = (), *, delivered: bool = True) -> None:
        super().__init__()
        self.acts = list(acts)
        self.sent: dict[str, dict[str, Any]] = {}
        self.delivered = delivered

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/gerbang"

    @property
    def times_given(self) -> dict[str, int]:
        """How often each message was handed over, the refused times too."""
        found: dict[str, int] = {}
        for heard in self.heard:
            if heard.method == "PUT":
                found[heard.body["id"]] = found.get(heard.body["id"], 0) + 1
        return found

    def serve(self, caller: socket.socket) -> None:
        """What it does next."""
        heard = read_request(caller)
        self.heard.append(heard)
        act = self.acts.pop(0) if self.acts else GatewayServer.answer
        act(self, caller, heard)

    def answer(self, line: socket.socket, heard: Heard) -> None:
        """As a gateway should: send what is new, and tell what became of what is asked about."""
        line.sendall(http(self.said(heard)))

    def said(self, heard: Heard) -> dict[str, str]:
        """The words of the right answer."""
        number = heard.path.rpartition("/")[2]
        if heard.method == "PUT":
            self.sent.setdefault(number, heard.body)
        if number not in self.sent:
            return {"id": number, "status": "UNKNOWN"}
        return {"id": number, "status": "DELIVERED" if self.delivered else "ACCEPTED"}


def answering(status: str, code: str = "", http_status: str = "200 OK") -> Act:
    """Say this of the message, whatever is true."""

    def act(_server: GatewayServer, line: socket.socket, heard: Heard) -> None:
        line.sendall(http({"id": heard.path.rpartition("/")[2], "status": status, "code": code}, http_status))

    return act


def saying(content: bytes) -> Act:
    """Send these bytes, and nothing else."""
    return lambda _server, line, _heard: line.sendall(content)


def hang(server: GatewayServer, _line: socket.socket, _heard: Heard) -> None:
    """Say nothing, and take nothing."""
    server.asleep.wait(30)


def take_and_hang(server: GatewayServer, _line: socket.socket, heard: Heard) -> None:
    """Send the message, and say nothing of it."""
    server.said(heard)
    server.asleep.wait(30)


def take_and_reset(server: GatewayServer, line: socket.socket, heard: Heard) -> None:
    """Send the message, then break the line."""
    server.said(heard)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def take_and_answer_twice(server: GatewayServer, line: socket.socket, heard: Heard) -> None:
    """Send the message, and say so two times on one line."""
    line.sendall(http(server.said(heard)) * 2)


def take_and_dribble(server: GatewayServer, line: socket.socket, heard: Heard) -> None:
    """Send the message, and say so a byte at a time, so that no time-out of a socket is ever over."""
    for byte in http(server.said(heard)):
        line.sendall(bytes((byte,)))
        if server.asleep.wait(0.1):
            return
