"""
The rehearsal of a restore: a backup into a throw-away place, everything in it recomputed, and held against its manifest.

Only "equal" is a proof. Whatever else comes of it is written down too, and nothing of the throw-away place stays.
"""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import connection
from psycopg import sql
from pyrage.x25519 import Identity

from loket.core.problems import BadTerm
from loket.core.proof.note import NoteKey
from loket.keeping import postgresql
from loket.keeping.filing import Inventory
from loket.keeping.manifest import Manifest, prove
from loket.keeping.refusals import AnotherKindOfDatabase, ProgramFailed, TargetUnusable
from loket.keeping.restoring import DATABASE, Place, restore

MOST_TOLD: Final = 20
SCRATCH: Final = "loket-latihan-pulih-"
SCRATCH_DATABASE: Final = "loket_latihan_pulih_"
JUST_MADE_SECONDS: Final = 60
_OF_HERE: Final = (
    "LOKET_SECRET_KEY",
    "LOKET_SIGNING_PASSPHRASE",
    "LOKET_DATA_KEYS",
    "LOKET_STORE",
    "LOKET_HOME",
    "DATABASE_URL",
)
"""Variables that name something of the living installation."""
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What a rehearsal found: a sentence for each thing that is not equal, none when all is.

    `opened`: the scans were opened too, which needs the keys of the office; otherwise their bytes are those of the backup.
    """

    events: int
    papers: int
    seconds: float
    differences: tuple[str, ...]
    opened: bool = True

    @property
    def equal(self) -> bool:
        """Nothing differs."""
        return not self.differences


def rehearse(
    manifest: Manifest,
    identities: Sequence[Identity],
    key_identities: Sequence[Identity] = (),
    *,
    key: NoteKey | None,
    scratch: Path | None = None,
    progress: Progress = lambda _part, _count: None,
) -> Outcome:
    """
    Restore a backup into a throw-away place, recompute it there, and compare. The living database is only asked where it is.

    `scratch` is a folder with room for the whole database in the clear; the system's own unless given. Raises what `prove`
    and `restore` raise.
    """
    started = time.monotonic()
    prove(manifest, key)
    with _throw_away(manifest, scratch) as place:
        papers = restore(manifest, place, identities, key_identities, progress)
        if not key_identities:
            _public_keys(manifest, place.folder)
        words = () if key_identities else ("--closed",)
        found = _found_by_itself(place, words, lambda count: progress("proof", count))
    differences = tuple(_differences(manifest, papers, found))
    events, seconds = int(manifest.data["events"]), time.monotonic() - started
    return Outcome(events, papers.files, seconds, differences, opened=bool(key_identities))


@contextlib.contextmanager
def _throw_away(manifest: Manifest, scratch: Path | None) -> Iterator[Place]:
    parent = scratch or Path(tempfile.gettempdir())
    _remove_left_folders(parent)
    try:
        folder = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=parent)).resolve()
    except OSError:
        raise TargetUnusable(folder=parent) from None
    try:
        with _held(folder):
            if manifest.data["parts"]["database"]["kind"] != "postgresql":
                yield Place(folder)
            else:
                with _throw_away_database() as settings:
                    yield Place(folder, settings)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _held(folder: Path, *, waiting: bool = True) -> Iterator[None]:
    """The folder is in use while the block lasts; a killed process lets go of it. Raises OSError when another has it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waiting else fcntl.LOCK_NB))
        yield
    finally:
        os.close(descriptor)


def _remove_left_folders(parent: Path) -> None:
    """What a killed rehearsal left: the whole register in the clear, and the keys."""
    for left in parent.glob(f"{SCRATCH}*"):
        # In use, another user's, or gone meanwhile.
        with contextlib.suppress(OSError), _held(left, waiting=False):
            if time.time() - left.stat().st_mtime > JUST_MADE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _throw_away_database() -> Iterator[dict[str, Any]]:
    if connection.vendor != "postgresql":
        raise AnotherKindOfDatabase(made="postgresql", target=connection.vendor)
    living = connection.settings_dict
    try:
        with psycopg.connect(postgresql.address(living), autocommit=True) as server:
            stem = _remove_left_databases(server)
            text = f"{stem}{secrets.token_hex(4)}"
            # Held as long as this process lives: whoever comes by sees that it is in use.
            server.execute(_HOLD, [text])
            name = sql.Identifier(text)
            server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))
            try:
                yield {**living, "NAME": text}
            finally:
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
    except psycopg.Error as down:
        raise ProgramFailed(program="PostgreSQL", told=str(down).splitlines()[0]) from None


_HOLD: Final = "SELECT pg_advisory_lock(hashtextextended(%s, 0))"
_TRY: Final = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
_LEFT: Final = "SELECT datname::text FROM pg_database WHERE starts_with(datname::text, %s)"


def _remove_left_databases(server: psycopg.Connection[tuple[Any, ...]]) -> str:
    """Remove what killed rehearsals of this database left on the server; gives what the names of its own begin with."""
    row = server.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
    assert row is not None
    stem = f"{SCRATCH_DATABASE}{row[0]}_"
    for (left,) in server.execute(_LEFT, [stem]).fetchall():
        free = server.execute(_TRY, [left]).fetchone()
        if free and free[0]:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(left)))
    return stem


def _public_keys(manifest: Manifest, folder: Path) -> None:
    """The keys of the office stay closed in a rehearsal; the public halves, by which history is proved, are in the manifest."""
    keys = folder / "kunci"
    keys.mkdir(mode=0o700)
    for office, held in manifest.holdings["offices"].items():
        with contextlib.suppress(BadTerm):
            known = NoteKey.read(held["history_key"]).public_key
            pem = known.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            (keys / f"riwayat-{Path(office).name}.pem").write_bytes(pem)


def _found_by_itself(place: Place, words: Sequence[str], progress: Callable[[int], None]) -> dict[str, Any]:
    address = postgresql.address(place.database) if place.database else f"sqlite:///{place.folder / DATABASE}"
    own = {name: value for name, value in os.environ.items() if name not in _OF_HERE}
    command = [sys.executable, "-m", "django", "prove_restored", *words]
    own |= {"DJANGO_SETTINGS_MODULE": "loket.config.settings", "LOKET_HOME": str(place.folder), "DATABASE_URL": address}
    # Into a file, for a pipe that nobody empties while the other is read would stop it.
    with tempfile.TemporaryFile(dir=place.folder) as answer:
        with subprocess.Popen(command, stdout=answer, stderr=subprocess.PIPE, text=True, env=own) as process:  # noqa: S603 (our own)
            assert process.stderr is not None
            said = [line.strip() for line in process.stderr if not _is_progress(line, progress)]
        if process.returncode:
            raise ProgramFailed(program="Pembuktian", told=(said or [f"kode {process.returncode}"])[-1])
        answer.seek(0)
        found: dict[str, Any] = json.load(answer)
    return found


def _is_progress(line: str, progress: Callable[[int], None]) -> bool:
    if not line.strip().isdigit():
        return False
    progress(int(line))
    return True


def _differences(manifest: Manifest, papers: Inventory, found: Mapping[str, Any]) -> Iterator[str]:
    yield from _unlike("", manifest.holdings, found["holdings"])
    told = manifest.data["parts"]["papers"]
    yield from _unlike("papers", {name: told[name] for name in papers.as_json()}, papers.as_json())
    audit = found["audit"]
    for row in audit["bad_rows"][:MOST_TOLD]:
        yield f"{row['resi']}, urutan {row['seq']}: {row['why']}"
    if audit["bad_count"] > MOST_TOLD:
        yield f"dan {audit['bad_count'] - MOST_TOLD} baris lagi"
    yield from found["signed"]["bad"][:MOST_TOLD]
    yield from (f"berkas {name}: hilang atau diubah" for name in found["papers"][:MOST_TOLD])


def _unlike(place: str, told: Any, found: Any) -> Iterator[str]:
    if isinstance(told, dict) and isinstance(found, dict):
        for name in sorted(told.keys() | found.keys()):
            yield from _unlike(f"{place}.{name}".lstrip("."), told.get(name), found.get(name))
    elif told != found:
        yield f"{place}: di cadangan {str(told)[:80]}, setelah dipulihkan {str(found)[:80]}"
