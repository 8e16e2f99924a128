"""
One question to a server, over TLS where it has that, and its whole answer: nothing kept open, followed, repeated, or sent through a proxy.

It refuses to know what is asked. It tells apart what never left this machine from what may have been heard.
"""

import io
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from threading import Timer
from typing import Any, Final, cast
from urllib.parse import urlsplit

LARGEST: Final = 256 * 1024
_CHUNK: Final = 16 * 1024


class NotSent(Exception):
    """Not one byte of the question left this machine."""


class NoReply(Exception):
    """The question may have been heard, and no whole answer came."""


@dataclass(frozen=True, slots=True)
class Media:
    """The media types of a question and of the answer that is wanted."""

    sent: str
    wanted: str


JSON: Final = Media("application/json", "application/json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """
    Where to ask, whom to trust there, and how long to wait: to be connected, then for the last byte of the answer.

    `authorization` is the value of that header, which an empty one leaves out. Without `tls` the line is open to everyone:
    only for answers that prove themselves. `may_reach` judges the network address that a connection has led to, before
    anything is sent there: whoever names a host may not know where its name leads.
    """

    host: str
    port: int
    path: str
    tls: ssl.SSLContext | None = field(repr=False)
    authorization: str = field(repr=False, default="")
    connect_seconds: float = 5
    answer_seconds: float = 30
    may_reach: Callable[[str], bool] | None = None


def place_of(address: str) -> tuple[str, str, int, str]:
    """
    Scheme, host, port and path of an address that holds nothing else. Raises ValueError for any other.

    A name and password in it would be repeated in every message about it; a query would be sent with every question.
    """
    parts = urlsplit(address)
    host, path = parts.hostname, parts.path.rstrip("/")
    is_plain = not (parts.username or parts.password or parts.query or parts.fragment)
    is_line = f"{host}{path}".isascii() and f"{host}{path}".isprintable() and " " not in path
    if not (host and is_plain and is_line) or parts.scheme not in ("http", "https"):
        raise ValueError("not a plain address")
    return parts.scheme, host, parts.port or (443 if parts.scheme == "https" else 80), path


def trusting(trust: str = "") -> ssl.SSLContext:
    """
    TLS towards whom the file of certificates names; without one, the authorities of this machine count.

    Raises OSError and ValueError for a file that is not there or holds no certificate.
    """
    # Not the usual default, which writes the keys of each line to a file that the environment names.
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    if trust:
        made.load_verify_locations(cafile=trust)
    else:
        made.load_default_certs()
    return made


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer; `content_type` is without its parameters."""

    status: int
    content_type: str
    body: bytes = field(repr=False)


def exchange(server: Server, method: str, path: str, body: bytes = b"", media: Media = JSON) -> Reply:
    """
    Ask once, on a line of its own, and return the answer.

    Each byte of it is one of this answer: nothing that another question left behind can be taken for it. Raises NotSent and
    NoReply; an answer without its length, with bytes too many or too few, or over 256 KiB, is none.
    """
    with _line(server) as line, _cut_after(server.answer_seconds, line):
        try:
            line.settimeout(server.answer_seconds)
            line.sendall(_request(server, method, path, body, media))
        except OSError as fault:
            raise NoReply(type(fault).__name__) from None
        return _parsed(method, _heard(line))


@contextmanager
def _line(server: Server) -> Iterator[socket.socket]:
    """A connection to the server, over TLS to the one that its certificate says it is. Raises NotSent."""
    try:
        plain = socket.create_connection((server.host, server.port), timeout=server.connect_seconds)
        _require_reachable(server, plain)
        # The time-out holds for the whole handshake.
        line = server.tls.wrap_socket(plain, server_hostname=server.host) if server.tls else plain
    except (OSError, ValueError) as fault:
        raise NotSent(type(fault).__name__) from None
    with line:
        yield line


def _require_reachable(server: Server, line: socket.socket) -> None:
    if server.may_reach is not None and not server.may_reach(str(line.getpeername()[0])):
        line.close()
        raise NotSent("forbidden address")


@contextmanager
def _cut_after(seconds: float, line: socket.socket) -> Iterator[None]:
    """A time-out of a socket counts anew with each byte; this one does not."""
    timer = Timer(seconds, _cut, (line,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def _request(server: Server, method: str, path: str, body: bytes, media: Media) -> bytes:
    host = f"[{server.host}]" if ":" in server.host else server.host
    lines = (
        f"{method} {server.path}{path} HTTP/1.1",
        f"Host: {host}:{server.port}",
        *((f"Authorization: {server.authorization}",) if server.authorization else ()),
        f"Accept: {media.wanted}",
        "Accept-Encoding: identity",
        f"Content-Type: {media.sent}",
        f"Content-Length: {len(body)}",
        "Connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode("ascii") + body


def _heard(line: socket.socket) -> bytes:
    """All that came until the server hung up, was cut off, or the line broke; whether it is whole is seen by its length."""
    heard = bytearray()
    with suppress(OSError):
        while piece := line.recv(_CHUNK):
            heard += piece
            if len(heard) > LARGEST:
                raise NoReply("too large")
    return bytes(heard)


class _Heard(io.BytesIO):
    """What was heard, as the reader of HTTP wants it; it stays open, so that what is left over can be seen."""

    def makefile(self, *_how: Any, **_more: Any) -> "_Heard":
        return self

    def close(self) -> None:
        """Nothing is freed before the answer was judged."""


def _parsed(method: str, heard: bytes) -> Reply:
    stream = _Heard(heard)
    answer = HTTPResponse(cast(socket.socket, stream), method=method)
    try:
        answer.begin()
        body = answer.read()
    except (HTTPException, ValueError, OSError) as fault:
        raise NoReply(type(fault).__name__) from None
    lengths = answer.headers.get_all("Content-Length") or []
    is_measured = (answer.headers.get("Transfer-Encoding", "").lower() == "chunked") != (len(lengths) == 1)
    if not is_measured or stream.read():
        raise NoReply("not one answer")
    return Reply(answer.status, answer.headers.get_content_type(), body)
