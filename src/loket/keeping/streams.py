"""
Bytes on their way into a backup and out of it, encrypted to its recipients: never all of them at once, never plain on a disk.

It refuses to know what the bytes are.
"""

import errno
import hashlib
import io
import os
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Full, Queue
from typing import BinaryIO, Final

import pyrage
from pyrage.x25519 import Identity, Recipient

from loket.keeping.refusals import BackupDamaged, DiskFull, NotForThisKey, SourceUnreadable, TargetUnusable

PIECE: Final = 1 << 16
_WAITING: Final = 32
_GZIP: Final = 31
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """An encrypted file: how large, its SHA-256, and how many bytes went into it."""

    size: int
    sha256: str
    plain: int


class _Source(io.RawIOBase):
    """What an iterator gives, as a file to read; it keeps the fault that its reader would only name."""

    def __init__(self, pieces: Iterable[bytes], progress: Progress) -> None:
        self._pieces, self._left, self._progress = iter(pieces), b"", progress
        self.fault: BaseException | None = None
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what BufferedReader hands in
        try:
            while not self._left:
                self._left = next(self._pieces)
        except StopIteration:
            return 0
        except BaseException as fault:
            self.fault = fault
            raise
        taken = self._left[: len(buffer)]
        self._left = self._left[len(taken) :]
        buffer[: len(taken)] = taken
        self.count += len(taken)
        self._progress(len(taken))
        return len(taken)


class _Sink(io.RawIOBase):
    """Hands on what is written to it; it keeps the fault that its writer would only name."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self._take = take
        self.fault: BaseException | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # any buffer in theory, bytes from pyrage
        try:
            self._take(data)
        except BaseException as fault:
            self.fault = fault
            raise
        return len(data)


def encrypt(
    file: Path, pieces: Iterable[bytes], recipients: Sequence[str], progress: Progress = lambda _count: None
) -> Written:
    """
    Write what `pieces` give into a new file that only `recipients` open; it is on the disk when this returns.

    Raises DiskFull, TargetUnusable, SourceUnreadable for an OSError of `pieces`, and whatever else they raise.
    """
    digest, size = hashlib.sha256(), 0

    def take(data: bytes) -> None:
        nonlocal size
        out.write(data)
        digest.update(data)
        size += len(data)

    source, sink = _Source(pieces, progress), _Sink(take)
    try:
        with open(file, "xb", opener=for_its_owner) as out:
            known = [Recipient.from_str(recipient) for recipient in recipients]
            pyrage.encrypt_io(io.BufferedReader(source, PIECE), sink, known)  # type: ignore[arg-type]  # any file will do
            out.flush()
            os.fsync(out.fileno())
    except (OSError, pyrage.EncryptError) as fault:
        if isinstance(source.fault, OSError):
            raise SourceUnreadable(told=str(source.fault)) from fault
        raise _meant(source.fault or sink.fault or fault, file.parent) from fault
    return Written(size, digest.hexdigest(), source.count)


def for_its_owner(path: str, flags: int) -> int:
    """An opener of files that nobody else may read."""
    return os.open(path, flags, 0o600)


def _meant(fault: BaseException, folder: Path) -> BaseException:
    """The refusal behind a fault of the disk; any other fault as it is."""
    if isinstance(fault, OSError):
        full = fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        return DiskFull(folder=folder) if full else TargetUnusable(folder=folder)
    return fault


def decrypt(file: Path, identities: Sequence[Identity]) -> Iterator[bytes]:
    """
    What is in an encrypted file, in order and piece by piece; only what is proved to be unchanged is given.

    Raises NotForThisKey and BackupDamaged; the latter also after pieces were given, so their reader must undo its work.
    """
    waiting: Queue[bytes | BaseException | None] = Queue(_WAITING)
    stopped = threading.Event()

    def put(piece: bytes | BaseException | None) -> None:
        while not stopped.is_set():
            try:
                return waiting.put(piece, timeout=0.2)
            except Full:
                continue
        raise BrokenPipeError

    def work() -> None:
        try:
            with file.open("rb") as opened:
                pyrage.decrypt_io(opened, _Sink(put), identities)  # type: ignore[arg-type]  # any file will do
            put(None)
        except BrokenPipeError:
            return
        except Exception as fault:  # noqa: BLE001 (it is raised again where the pieces are read)
            if not stopped.is_set():
                put(fault)

    thread = threading.Thread(target=work, name="loket-decrypt", daemon=True)
    thread.start()
    try:
        while (piece := waiting.get()) is not None:
            if isinstance(piece, BaseException):
                raise _unopened(piece, file)
            yield piece
    finally:
        stopped.set()
        thread.join()


def _unopened(fault: BaseException, file: Path) -> Exception:
    if isinstance(fault, pyrage.DecryptError) and "matching keys" in str(fault):
        return NotForThisKey(part=file.name)
    return BackupDamaged(backup=file.parent.name, why=f"{file.name} tidak utuh")


def compressed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same in gzip's form, quickly."""
    squeezing = zlib.compressobj(1, wbits=_GZIP)
    for piece in pieces:
        if squeezed := squeezing.compress(piece):
            yield squeezed
    yield squeezing.flush()


def expanded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What `compressed` was given. Raises zlib.error for anything else."""
    swelling = zlib.decompressobj(wbits=_GZIP)
    for piece in pieces:
        yield swelling.decompress(piece)
    yield swelling.flush()
    if not swelling.eof:
        raise zlib.error("It ends too early.")


def pieces_of(stream: BinaryIO) -> Iterator[bytes]:
    """A file or pipe, piece by piece."""
    while piece := stream.read(PIECE):
        yield piece


class Joined(io.RawIOBase):
    """Pieces as a file to read, for those who read files."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._source = _Source(pieces, lambda _count: None)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what BufferedReader hands in
        return self._source.readinto(buffer)
