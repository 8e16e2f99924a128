"""
A gateway of messages, small and real: it listens on this machine, keeps what it took, and misbehaves when it is told to.
"""

import contextlib
import json
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any


@dataclass(frozen=True, slots=True)
class Heard:
    """One request that came."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


Act = Callable[["GatewayServer", socket.socket, Heard], None]


@dataclass
class GatewayServer:
    """
    Takes messages and says what became of them; `acts` are what it does next, the right thing when none is left.

    `taken` counts how often it was given each message to send, `sent` how many telephones rang: of one number never two.
    """

    acts: list[Act] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    delivered: bool = True

    def __post_init__(self) -> None:
        self.asleep = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self.port = int(self._listening.getsockname()[1])

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

    def __enter__(self) -> "GatewayServer":
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.asleep.set()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(timeout=10)

    def _start(self, work: Callable[..., None], *about: object) -> None:
        thread = threading.Thread(target=work, args=about, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._listening.accept()
                self._start(self._serve, caller)

    def _serve(self, caller: socket.socket) -> None:
        with contextlib.suppress(OSError), caller:
            heard = _read(caller)
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


def http(said: object, status: str = "200 OK", kind: str = "application/json") -> bytes:
    """A whole answer."""
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


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


def _read(line: socket.socket) -> Heard:
    got = b""
    while b"\r\n\r\n" not in got:
        got += _some(line)
    head, _, body = got.partition(b"\r\n\r\n")
    first, *rest = head.decode().split("\r\n")
    headers = {name.lower(): value for name, value in (one.split(": ", 1) for one in rest)}
    while len(body) < int(headers.get("content-length", "0")):
        body += _some(line)
    method, path, _ = first.split(" ")
    return Heard(method, path, headers, json.loads(body) if body else {})


def _some(line: socket.socket) -> bytes:
    got = line.recv(4096)
    if not got:
        raise ConnectionError
    return got
