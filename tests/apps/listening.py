"""A server beside a test that listens on this machine and does to each request what the test has said: what strangers' servers are made of."""

import contextlib
import json
import socket
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Heard:
    """One request that came."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class Listening(ABC):
    """Each caller is served in a thread of its own by `serve`; `asleep` is set when the test is over."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.asleep = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._threads: list[threading.Thread] = []

    @abstractmethod
    def serve(self, caller: socket.socket) -> None:
        """One request on a line that somebody has opened."""

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.asleep.set()
        # Wakes the one that waits for a caller.
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
                self._start(self._served, caller)

    def _served(self, caller: socket.socket) -> None:
        with contextlib.suppress(OSError), caller:
            self.serve(caller)


def http(said: object, status: str = "200 OK", kind: str = "application/json") -> bytes:
    """A whole answer."""
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


def read_request(line: socket.socket) -> Heard:
    """The request that comes on a line."""
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
