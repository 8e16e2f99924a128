"""
Asks the scanner for viruses (clamd) about bytes, where one is configured: over its socket, by INSTREAM, within a time.

Only a clear yes or no is an answer. Silence, rubbish, a broken line and a limit of the scanner are all the same: not looked at.
"""

import logging
import socket
import struct
import time
from collections.abc import Iterator
from typing import Final

from django.conf import settings

_log = logging.getLogger(__name__)
SECONDS: Final = 20.0
_CHUNK: Final = 256 * 1024
_LONGEST_ANSWER: Final = 4096
_CLEAN, _FOUND = b"stream: OK", b" FOUND"


class Away(Exception):
    """The scanner is configured and has not said what it thinks of the bytes."""


def is_configured() -> bool:
    """Whether files are shown to a scanner at all."""
    return bool(settings.CLAMD)


def found_in(content: bytes) -> str:
    """The name of what the scanner found; empty when it found nothing. Raises Away."""
    try:
        answer = _asked(content)
    except (OSError, ValueError) as fault:
        _log.warning("The scanner for viruses at %s does not answer: %s", settings.CLAMD, fault)
        raise Away from fault
    if answer == _CLEAN:
        return ""
    if answer.startswith(b"stream: ") and answer.endswith(_FOUND):
        return answer.removeprefix(b"stream: ").removesuffix(_FOUND).decode("ascii", "replace")[:100]
    _log.warning("The scanner for viruses at %s answered: %s", settings.CLAMD, answer[:200].decode("ascii", "replace"))
    raise Away


def _asked(content: bytes) -> bytes:
    ends = time.monotonic() + SECONDS
    with _connected() as line:
        for part in _parts(content):
            line.settimeout(_left(ends))
            line.sendall(part)
        answer = b""
        while not answer.endswith(b"\0"):
            line.settimeout(_left(ends))
            more = line.recv(_LONGEST_ANSWER)
            if not more or len(answer) > _LONGEST_ANSWER:
                raise ConnectionError("broken off in the middle of the answer")
            answer += more
        return answer.removesuffix(b"\0")


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError("no answer in time")
    return left


def _parts(content: bytes) -> Iterator[bytes]:
    yield b"zINSTREAM\0"
    for start in range(0, len(content), _CHUNK):
        part = content[start : start + _CHUNK]
        yield struct.pack(">I", len(part)) + part
    yield struct.pack(">I", 0)


def _connected() -> socket.socket:
    where = str(settings.CLAMD)
    if where.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(where.removeprefix("unix:"))
        except OSError:
            line.close()
            raise
        return line
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
