"""
Making a backup: database, papers and keys, each encrypted on its way to the disk, and a signed manifest of them.

A backup appears whole or not at all: until it is finished its folder has another name.
"""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from loket.keeping import postgresql
from loket.keeping.filing import Inventory, Named, archived
from loket.keeping.holdings import events_in, holdings
from loket.keeping.manifest import FILE, NOTE, Manifest, read_manifest, text_of
from loket.keeping.recipients import require_apart
from loket.keeping.refusals import AnotherAtWork, BackupDamaged, DatabaseBusy, NoBackup, ProgramFailed, TargetUnusable
from loket.keeping.streams import Written, compressed, encrypt, pieces_of
from loket.signing import services as signing
from loket.storage.files import kept
from loket.storage.frozen import NeverStill, frozen_file
from loket.storage.listing import all_names
from loket.storage.whole import flush

NAME: Final = "loket-"
UNFINISHED: Final = ".belum-selesai"
_LOCK: Final = ".loket-cadangan"
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Recipients:
    """Public keys: who opens the data, who opens the keys of the office, and the key of this one night, which opens both."""

    data: tuple[str, ...]
    keys: tuple[str, ...]
    night: tuple[str, ...] = field(default=())


def make_backup(target: Path, recipients: Recipients, progress: Progress = lambda _part, _count: None) -> Manifest:
    """
    Make a backup in a new folder below `target`, while the counter stays open.

    `progress` is called with a part and the bytes that just went into it. Raises SameRecipient, TargetUnusable, DiskFull,
    SourceUnreadable, AnotherAtWork, DatabaseBusy, ProgramMissing and ProgramFailed, and those of signing's `sign_backup`; what was begun is
    then removed.
    """
    require_apart(recipients.data, recipients.keys)
    with alone_in(target):
        made_at = timezone.now()
        name = f"{NAME}{made_at:%Y%m%d-%H%M%S-%f}"
        unfinished = target / f"{name}{UNFINISHED}"
        try:
            unfinished.mkdir(mode=0o700)
            parts, held = _parts(unfinished, recipients, progress)
            told = _told(name, made_at.isoformat(), recipients, parts, held)
            _write_manifest(unfinished, told)
            unfinished.rename(target / name)
            flush(target)
        except OSError:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise TargetUnusable(folder=target) from None
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        return read_manifest(target / name)


def _parts(
    folder: Path, recipients: Recipients, progress: Progress
) -> tuple[dict[str, dict[str, object]], dict[str, Any]]:
    inventory, readers = Inventory(), (*recipients.data, *recipients.night)

    def write(part: str, pieces: Iterator[bytes], to: Sequence[str]) -> Written:
        return encrypt(folder / f"{part}.age", pieces, to, lambda count: progress(part, count))

    with _database() as (held, pieces):
        database = write("database", pieces, readers)
    # A file is kept before the row that names it, so what the database of a moment ago names is here by now.
    papers = write("papers", archived(_papers(), inventory), readers)
    keys = write("keys", archived(_keys(), Inventory()), (*recipients.keys, *recipients.night))
    return {
        "database": {**_part(database), "kind": connection.vendor, **_server()},
        "papers": {**_part(papers), **inventory.as_json()},
        "keys": _part(keys),
    }, held


def _part(written: Written) -> dict[str, object]:
    return {"size": written.size, "sha256": written.sha256, "plain": written.plain}


def _server() -> dict[str, object]:
    return {"server": postgresql.server_major()} if connection.vendor == "postgresql" else {}


def _told(
    name: str, made_at: str, recipients: Recipients, parts: dict[str, dict[str, object]], held: dict[str, Any]
) -> dict[str, Any]:
    return {
        "name": name,
        "made_at": made_at,
        "version": version("loket"),
        "parts": parts,
        "recipients": {"data": recipients.data, "keys": recipients.keys, "night": recipients.night},
        "events": events_in(held),
        "holdings": held,
    }


def _write_manifest(folder: Path, told: dict[str, Any]) -> None:
    text = text_of(told)
    (folder / FILE).write_text(text, "utf-8")
    note = signing.sign_backup(told["name"], events=told["events"], text=text)
    (folder / NOTE).write_text(note.text, "utf-8")
    for file in (folder / FILE, folder / NOTE, folder):
        flush(file)


@contextmanager
def _database() -> Iterator[tuple[dict[str, Any], Iterator[bytes]]]:
    """The holdings and the bytes of the database, both as of one instant."""
    if connection.vendor == "postgresql":
        least = postgresql.server_major()
        postgresql.program("pg_dump", least)
        with postgresql.one_snapshot() as snapshot:
            yield holdings(), postgresql.dumped(connection.settings_dict, snapshot, least)
        return
    try:
        with frozen_file() as file:
            yield holdings(), compressed(_bytes_of(file))
    except NeverStill:
        raise DatabaseBusy from None
    except OperationalError as fault:
        raise ProgramFailed(program="SQLite", told=str(fault)) from fault


def _bytes_of(file: Path) -> Iterator[bytes]:
    # Another process reads: closing the file in this one would let go of the locks that hold it still.
    with subprocess.Popen(["/bin/cat", "--", str(file)], stdout=subprocess.PIPE) as reading:  # noqa: S603 (own file)
        assert reading.stdout is not None
        yield from pieces_of(reading.stdout)  # type: ignore[arg-type]  # a pipe of bytes
    if reading.returncode:
        raise OSError(reading.returncode, f"{file} could not be read.")


def _papers() -> Iterator[Named]:
    for name in all_names():
        content = kept(name)
        if content is not None:
            yield name, content


def _keys() -> Iterator[Named]:
    """Everything that opens or signs, under the names that LOKET_HOME has for it."""
    yield "secret-key", settings.SECRET_KEY.encode()
    yield "signing-passphrase", settings.SIGNING_PASSPHRASE.encode()
    for folder, root in key_folders().items():
        for file in sorted(path for path in root.rglob("*") if path.is_file()):
            yield f"{folder}/{file.relative_to(root).as_posix()}", file.read_bytes()
    for name, given in given_files().items():
        if given.is_file():
            yield f"penyedia/{name}", given.read_bytes()


def key_folders() -> dict[str, Path]:
    """Every folder of keys by the name that it has in LOKET_HOME: those that sign, and those that open data."""
    return {"kunci": Path(settings.SIGNING_ROOT), "kunci-data": Path(settings.DATA_KEYS_ROOT)}


def given_files() -> dict[str, Path]:
    """Files of keys and of whom to trust that the settings name, each by what it is for: two may have one name."""
    given = {
        "penanda-tangan-kredensial": settings.SIGNING_CREDENTIALS,
        "penanda-tangan-akar": settings.SIGNING_TRUST,
        "cap-waktu-akar": settings.STAMP_TRUST,
        "penyimpanan-kredensial": settings.STORE_CREDENTIALS,
    }
    return {name: Path(path) for name, path in given.items() if path}


@contextmanager
def alone_in(target: Path) -> Iterator[None]:
    """
    Nobody else makes or removes backups there; what a killed one left half done is removed.

    Raises TargetUnusable and AnotherAtWork.
    """
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(target / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        raise TargetUnusable(folder=target) from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AnotherAtWork(folder=target) from None
        for left in target.glob(f"{NAME}*{UNFINISHED}"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        os.close(descriptor)


def backups_in(target: Path) -> list[Manifest]:
    """The finished backups below a folder, oldest first; what cannot be read as one is left out."""
    found = []
    for folder in sorted(target.glob(f"{NAME}*")):
        if not folder.name.endswith(UNFINISHED):
            with suppress(NoBackup, BackupDamaged):
                found.append(read_manifest(folder))
    return found


def prune(target: Path, keep: int, spare: frozenset[str] = frozenset()) -> list[str]:
    """
    Remove all but the newest `keep` backups, at least one, and those of `spare`; gives the names of the removed.

    Raises TargetUnusable and AnotherAtWork.
    """
    with alone_in(target):
        surplus = [one for one in backups_in(target)[: -max(keep, 1)] if one.name not in spare]
        for manifest in surplus:
            # Under this name it is no backup to anybody, and the next one removes what a kill leaves of it.
            going = manifest.folder.rename(target / f"{manifest.folder.name}{UNFINISHED}")
            shutil.rmtree(going, ignore_errors=True)
    return [manifest.name for manifest in surplus]
