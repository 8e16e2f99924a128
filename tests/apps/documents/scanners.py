"""Scanners for viruses for tests: Debian's clamd with rules of our own, and some that misbehave."""

import contextlib
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

CLAMD: Final = shutil.which("clamd", path="/usr/sbin:/usr/bin:/usr/local/sbin") or ""
MISSING: Final = "*** NOT TESTED: a real scanner for viruses (apt-get install clamav-daemon)"
# Put together here, so that no scanner takes this file for what it tests.
EICAR: Final = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_START_SECONDS: Final = 60


@contextlib.contextmanager
def real(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Debian's clamd that knows EICAR and PDF scripts by rules of our own: its address, and its process."""
    rules = folder / "aturan"
    rules.mkdir(parents=True)
    (rules / "loket.ndb").write_text(f"Loket.Eicar:0:*:{EICAR.hex()}\n")
    (rules / "loket.yar").write_text(
        'rule PdfScript { strings: $a = "/JavaScript" condition: uint32(0) == 0x46445025 and $a }\n'
    )
    # The path of a socket has an end: the folder of a test may be longer.
    address = Path(f"/tmp/loket-clamd-{time.monotonic_ns()}")
    config = folder / "clamd.conf"
    config.write_text(
        f"LocalSocket {address}\nDatabaseDirectory {rules}\nForeground yes\nMaxThreads 2\nStreamMaxLength 20M\nLogFile {folder}/log\n"
    )
    process = subprocess.Popen(
        [CLAMD, "--config-file", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        ends = time.monotonic() + _START_SECONDS
        while not address.exists():
            assert process.poll() is None
            assert time.monotonic() < ends
            time.sleep(0.1)
        yield f"unix:{address}", process
    finally:
        process.kill()
        process.wait()
        address.unlink(missing_ok=True)


@contextlib.contextmanager
def misbehaving(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that takes each line and does what it is told with it: its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        over = threading.Event()

        def serve() -> None:
            while not over.is_set():
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                with line, contextlib.suppress(OSError):
                    line.settimeout(5)
                    answer(line)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{server.getsockname()[1]}"
        finally:
            over.set()
            server.shutdown(socket.SHUT_RDWR)
            server.close()
            thread.join(timeout=10)


def read_all(line: socket.socket) -> None:
    """Take the whole stream, until its end of length nought."""
    got = b""
    while not got.endswith(b"\0\0\0\0"):
        part = line.recv(65_536)
        if not part:
            return
        got = got[-4:] + part


def saying(words: bytes) -> Callable[[socket.socket], None]:
    """Take all, and answer so."""

    def answer(line: socket.socket) -> None:
        read_all(line)
        line.sendall(words)

    return answer


def dying(line: socket.socket) -> None:
    """Go away in the middle of the stream."""
    line.recv(100)


def hanging(line: socket.socket) -> None:
    """Take all, and never answer."""
    read_all(line)
    with contextlib.suppress(OSError):
        line.recv(1)
