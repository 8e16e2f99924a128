"""
A backup back into a new, empty place: a folder for SQLite, papers and keys, a new database for PostgreSQL.

It refuses a place where anything stands, and leaves nothing half restored.
"""

import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg
from pyrage.x25519 import Identity

from loket.keeping import postgresql
from loket.keeping.filing import Inventory, NotOurs, unarchived
from loket.keeping.manifest import Manifest
from loket.keeping.refusals import (
    AnotherKindOfDatabase,
    BackupDamaged,
    DiskFull,
    NotANewPlace,
    ProgramFailed,
    TargetUnusable,
)
from loket.keeping.streams import decrypt, expanded

DATABASE: Final = "loket.sqlite3"
PAPERS: Final = "berkas"
_NO_ROOM: Final = 28
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a backup goes. `database` are the settings of a PostgreSQL database, None for SQLite in the folder."""

    folder: Path
    database: Mapping[str, Any] | None = None

    @classmethod
    def at(cls, folder: Path, address: str) -> "Place":
        """A folder, and the PostgreSQL database of an address unless that is empty. Raises ProgramFailed."""
        return cls(folder, postgresql.settings_from(address) if address else None)


def restore(
    manifest: Manifest,
    place: Place,
    identities: Sequence[Identity],
    key_identities: Sequence[Identity] = (),
    progress: Progress = lambda _part, _count: None,
) -> Inventory:
    """
    Write database and papers of a proved backup to a new place, with `key_identities` the keys too; gives the papers.

    The database comes last and is whole or not there: what was broken off is no installation that anybody could start.
    Raises NotANewPlace, AnotherKindOfDatabase, NotForThisKey, BackupDamaged, DiskFull, TargetUnusable, ProgramMissing and
    ProgramFailed; nothing is left there then.
    """
    kind = manifest.data["parts"]["database"]["kind"]
    target = "postgresql" if place.database else "sqlite"
    if kind != target:
        raise AnotherKindOfDatabase(made=kind, target=target)
    with _new_folder(place.folder), _faults_named(manifest, place.folder):
        if place.database is not None:
            _require_empty(place.database)
        pieces = decrypt(manifest.file("papers"), identities)
        papers = unarchived(pieces, place.folder / PAPERS, lambda count: progress("papers", count))
        if key_identities:
            pieces = decrypt(manifest.file("keys"), key_identities)
            unarchived(pieces, place.folder, lambda count: progress("keys", count))
        _database(manifest, place, identities, progress)
    return papers


@contextmanager
def _new_folder(folder: Path) -> Iterator[None]:
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise NotANewPlace(place=folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError:
        raise TargetUnusable(folder=folder) from None
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@contextmanager
def _faults_named(manifest: Manifest, folder: Path) -> Iterator[None]:
    try:
        yield
    except (NotOurs, tarfile.TarError, zlib.error) as fault:
        raise BackupDamaged(backup=manifest.name, why="isinya bukan yang ditulis Loket") from fault
    except OSError as fault:
        raise (DiskFull if fault.errno == _NO_ROOM else TargetUnusable)(folder=folder) from fault


def _database(manifest: Manifest, place: Place, identities: Sequence[Identity], progress: Progress) -> None:
    def counted(pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            progress("database", len(piece))
            yield piece

    pieces = counted(decrypt(manifest.file("database"), identities))
    if place.database is None:
        with (place.folder / DATABASE).open("xb") as out:
            (place.folder / DATABASE).chmod(0o600)
            for piece in expanded(pieces):
                out.write(piece)
        return
    postgresql.restored(pieces, place.database, int(manifest.data["parts"]["database"]["server"]))


def _require_empty(settings: Mapping[str, Any]) -> None:
    query = "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'public'"
    try:
        with psycopg.connect(postgresql.address(settings)) as database:
            row = database.execute(query).fetchone()
    except psycopg.OperationalError as down:
        raise ProgramFailed(program="PostgreSQL", told=str(down).splitlines()[0]) from None
    if row and row[0]:
        raise NotANewPlace(place=f"Basis data {settings['NAME']}")
