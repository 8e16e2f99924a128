"""T21, restore: only into a new place, only by a key, only what was signed; and the rehearsal that proves it."""

import hashlib
import json
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from pyrage.x25519 import Identity
from pytest_django import Settings

from loket.core.proof.note import NoteKey
from loket.keeping import postgresql, rehearsing
from loket.keeping.making import backups_in, make_backup
from loket.keeping.manifest import FILE, Manifest, prove, read_manifest
from loket.keeping.refusals import (
    AnotherKindOfDatabase,
    BackupDamaged,
    ManifestNotSigned,
    NotANewPlace,
    NotForThisKey,
    ProgramFailed,
)
from loket.keeping.rehearsing import SCRATCH, rehearse
from loket.keeping.restoring import Place, restore
from loket.signing.queries import backup_key
from tests.apps import factories
from tests.apps.casework import tampering
from tests.apps.keeping import archive
from tests.apps.keeping.conftest import Keeper
from tests.apps.keeping.test_making import LOKET


@contextmanager
def new_place(folder: Path, name: str = "baru") -> Iterator[Place]:
    """A folder that is not there yet, and on PostgreSQL an empty database."""
    if connection.vendor != "postgresql":
        yield Place(folder / name)
        return
    settings, database = connection.settings_dict, f"{connection.settings_dict['NAME']}_{name}"
    with psycopg.connect(postgresql.address({**settings, "NAME": "postgres"}), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{database}"')
        try:
            yield Place.at(folder / name, postgresql.address({**settings, "NAME": database}))
        finally:
            server.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


def _address(place: Place) -> str:
    return postgresql.address(place.database) if place.database else f"sqlite:///{place.folder / 'loket.sqlite3'}"


@pytest.fixture
def made(keeper: Keeper) -> Manifest:
    return make_backup(keeper.target, keeper.recipients)


@pytest.fixture
def key(made: Manifest) -> NoteKey:
    found = backup_key()
    assert found is not None
    return found


class TestARestore:
    def test_gives_an_office_that_proves_itself(self, keeper: Keeper, made: Manifest, settings: Settings) -> None:
        with new_place(keeper.folder) as place:
            restore(made, place, [keeper.escrow], [keeper.holder])
            (scan,) = (file for file in (place.folder / "berkas").rglob("*") if file.is_file())
            assert b"%PDF" not in scan.read_bytes()
            (key,) = (place.folder / "kunci-data").glob("*.kek")
            assert key.read_bytes() == (Path(settings.DATA_KEYS_ROOT) / key.name).read_bytes()
            assert scan.read_bytes() == keeper.scan.read_bytes()
            assert list((place.folder / "kunci").glob("riwayat-bintan.pem"))
            assert all(file.stat().st_mode & 0o077 == 0 for file in place.folder.rglob("*") if file.is_file())
            own = {"LOKET_HOME": str(place.folder), "DATABASE_URL": _address(place)}
            told = {name: value for name, value in keeper.environment.items() if not name.startswith("LOKET_S")}
            proof = subprocess.run(
                [*LOKET, "audit", "verify", "--json"], env={**told, **own}, capture_output=True, text=True, check=False
            )
        assert proof.returncode == 0, proof.stdout + proof.stderr
        assert json.loads(proof.stdout)["events"] == made.data["events"]

    def test_leaves_the_keys_closed_without_their_own_identity(self, keeper: Keeper, made: Manifest) -> None:
        with new_place(keeper.folder) as place:
            restore(made, place, [keeper.head])
            assert not (place.folder / "kunci").exists()

    def test_never_goes_over_what_is_there(self, keeper: Keeper, made: Manifest) -> None:
        (keeper.folder / "baru").mkdir()
        (keeper.folder / "baru/loket.sqlite3").write_bytes(b"yang hidup")
        with new_place(keeper.folder) as place, pytest.raises(NotANewPlace):
            restore(made, place, [keeper.head])
        assert (keeper.folder / "baru/loket.sqlite3").read_bytes() == b"yang hidup"

    def test_never_goes_into_a_database_with_tables(self, keeper: Keeper, made: Manifest) -> None:
        if connection.vendor != "postgresql":
            place = Place.at(keeper.folder / "baru", "postgresql://loket@127.0.0.1:1/loket")
            with pytest.raises(AnotherKindOfDatabase):
                restore(made, place, [keeper.head])
            return
        with pytest.raises(NotANewPlace):
            restore(made, Place(keeper.folder / "baru", connection.settings_dict), [keeper.head])
        assert not (keeper.folder / "baru").exists()

    def test_of_one_kind_is_not_put_into_the_other(self, keeper: Keeper, made: Manifest) -> None:
        place = (
            Place(keeper.folder / "baru") if connection.vendor == "postgresql" else Place.at(keeper.folder, "dbname=x")
        )
        with pytest.raises(AnotherKindOfDatabase):
            restore(made, place, [keeper.head])

    def test_without_the_right_key_leaves_nothing(self, keeper: Keeper, made: Manifest) -> None:
        with new_place(keeper.folder) as place, pytest.raises(NotForThisKey):
            restore(made, place, [Identity.generate()])
        assert not (keeper.folder / "baru").exists()

    def test_of_a_broken_part_leaves_nothing(self, keeper: Keeper, made: Manifest) -> None:
        content = made.file("papers").read_bytes()
        made.file("papers").write_bytes(content[:-20])
        with new_place(keeper.folder) as place:
            with pytest.raises(BackupDamaged):
                restore(made, place, [keeper.head])
            assert not (keeper.folder / "baru").exists()
            # Not in the database either: the same place takes the whole one.
            made.file("papers").write_bytes(content)
            restore(made, place, [keeper.head])

    def test_with_the_wrong_key_for_the_keys_leaves_nothing(self, keeper: Keeper, made: Manifest) -> None:
        with new_place(keeper.folder) as place:
            with pytest.raises(NotForThisKey):
                restore(made, place, [keeper.head], [keeper.escrow])
            restore(made, place, [keeper.head], [keeper.holder])

    def test_into_a_database_that_does_not_answer_is_said(self, keeper: Keeper, made: Manifest) -> None:
        nowhere = Place.at(keeper.folder / "baru", "postgresql://loket@127.0.0.1:1/loket")
        faults = ProgramFailed if connection.vendor == "postgresql" else AnotherKindOfDatabase
        with pytest.raises(faults):
            restore(made, nowhere, [keeper.head])
        with pytest.raises(ProgramFailed):
            Place.at(keeper.folder, "mysql://bukan")


class TestTheManifest:
    def test_is_proved_with_every_part(self, made: Manifest, key: NoteKey) -> None:
        prove(made, key)

    @pytest.mark.parametrize("part", ["database", "papers", "keys"])
    def test_notices_one_flipped_byte_anywhere(self, made: Manifest, key: NoteKey, part: str) -> None:
        content = bytearray(made.file(part).read_bytes())
        content[len(content) // 2] ^= 1
        made.file(part).write_bytes(content)
        with pytest.raises(BackupDamaged, match=part):
            prove(made, key)

    def test_notices_that_it_was_rewritten(self, made: Manifest, key: NoteKey) -> None:
        text = (made.folder / FILE).read_text()
        (made.folder / FILE).write_text(text.replace('"cases": 1', '"cases": 2'))
        with pytest.raises(BackupDamaged):
            prove(read_manifest(made.folder), key)

    @pytest.mark.parametrize(
        "path",
        [
            "name",
            "made_at",
            "events",
            "holdings.offices",
            "parts.database.kind",
            "parts.keys.size",
            "parts.papers.files",
        ],
    )
    @pytest.mark.parametrize("value", [None, "bukan"])
    def test_that_lacks_something_is_damaged_and_no_trace(
        self, keeper: Keeper, made: Manifest, path: str, value: str | None
    ) -> None:
        if value and path in ("name", "parts.database.kind"):
            return
        told = json.loads((made.folder / FILE).read_text())
        *way, last = path.split(".")
        inner = told
        for name in way:
            inner = inner[name]
        if value is None:
            del inner[last]
        else:
            inner[last] = value
        (made.folder / FILE).write_text(json.dumps(told))
        with pytest.raises(BackupDamaged):
            read_manifest(made.folder)
        assert backups_in(keeper.target) == []

    def test_of_another_installation_is_not_ours(self, made: Manifest, key: NoteKey) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        other = NoteKey(key.name, Ed25519PrivateKey.generate().public_key())
        with pytest.raises(ManifestNotSigned):
            prove(made, other)


class TestARehearsal:
    def test_is_equal_and_leaves_nothing_behind(self, keeper: Keeper, made: Manifest, key: NoteKey) -> None:
        scratch = keeper.folder / "sementara"
        scratch.mkdir()
        outcome = rehearse(made, [keeper.escrow], key=key, scratch=scratch)
        assert outcome.differences == ()
        assert (outcome.events, outcome.papers, outcome.opened) == (made.data["events"], 1, False)
        assert list(scratch.iterdir()) == []
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'loket_latihan_pulih%%'")
                assert cursor.fetchone() == (0,)

    def test_is_equal_with_the_keys_of_the_office_too(self, keeper: Keeper, made: Manifest, key: NoteKey) -> None:
        outcome = rehearse(made, [keeper.head], [keeper.holder], key=key)
        assert (outcome.equal, outcome.opened) == (True, True)

    def test_is_equal_while_the_counter_goes_on(self, keeper: Keeper, made: Manifest, key: NoteKey) -> None:
        factories.take_in()
        assert rehearse(made, [keeper.head], key=key).equal

    def test_names_a_chain_that_was_broken_before_the_backup(self, keeper: Keeper) -> None:
        case = factories.take_in()
        tampering.set_event(case.resi, 1, person=99)
        made = make_backup(keeper.target, keeper.recipients)
        outcome = rehearse(made, [keeper.head], key=backup_key())
        assert not outcome.equal
        assert outcome.differences == (f"{case.resi}, urutan 1: isinya diubah",)

    def test_names_a_scan_that_is_not_what_was_kept(self, keeper: Keeper) -> None:
        keeper.scan.write_bytes(b"lain")
        made = make_backup(keeper.target, keeper.recipients)
        outcome = rehearse(made, [keeper.head], [keeper.holder], key=backup_key())
        assert [line for line in outcome.differences if "hilang atau diubah" in line]

    def test_is_equal_when_old_scans_were_destroyed(self, keeper: Keeper) -> None:
        archive.decided_term()
        archive.withdrawn()
        archive.carried_out(archive.approved().id)
        made = make_backup(keeper.target, keeper.recipients)
        outcome = rehearse(made, [keeper.head], [keeper.holder], key=backup_key())
        assert (outcome.differences, outcome.papers, outcome.opened) == ((), 1, True)

    def test_notices_what_the_manifest_does_not_say(self, keeper: Keeper, made: Manifest, key: NoteKey) -> None:
        told = json.loads(json.dumps(made.data))
        told["holdings"]["tables"]["casework_event"] += 1
        told["parts"]["papers"]["digest"] = hashlib.sha256(b"lain").hexdigest()
        lying = replace(made, data=told)
        found = rehearse(lying, [keeper.head], key=key).differences
        assert [line.split(":")[0] for line in found] == ["tables.casework_event", "papers.digest"]

    def test_removes_what_a_killed_one_left_in_the_clear(self, keeper: Keeper, made: Manifest, key: NoteKey) -> None:
        killed, at_work, fresh = (keeper.folder / f"{SCRATCH}{name}" for name in ("mati", "jalan", "baru"))
        for folder in (killed, at_work, fresh):
            folder.mkdir()
            (folder / "loket.sqlite3").write_bytes(b"register")
        for folder in (killed, at_work):
            os.utime(folder, (0, 0))
        with rehearsing._held(at_work):  # noqa: SLF001
            assert rehearse(made, [keeper.head], key=key, scratch=keeper.folder).equal
        assert [folder.exists() for folder in (killed, at_work, fresh)] == [False, True, True]

    def test_removes_the_database_that_a_killed_one_left(self, keeper: Keeper, made: Manifest, key: NoteKey) -> None:
        if connection.vendor != "postgresql":
            return
        with psycopg.connect(postgresql.address(connection.settings_dict), autocommit=True) as server:
            stem = rehearsing._remove_left_databases(server)  # noqa: SLF001
            held = f"{stem}jalan"
            for name in (f"{stem}mati", held):
                server.execute(f'CREATE DATABASE "{name}"')
            server.execute(rehearsing._HOLD, [held])  # noqa: SLF001
            assert rehearse(made, [keeper.head], key=key).equal
            left = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [stem]).fetchall()
            server.execute(f'DROP DATABASE "{held}"')
        assert left == [(held,)]

    def test_of_another_kind_of_database_is_refused(self, keeper: Keeper, made: Manifest, key: NoteKey) -> None:
        told = json.loads(json.dumps(made.data))
        told["parts"]["database"]["kind"] = "sqlite" if connection.vendor == "postgresql" else "postgresql"
        with pytest.raises((AnotherKindOfDatabase, BackupDamaged)):
            rehearse(replace(made, data=told), [keeper.head], key=key)

    def test_uses_a_scratch_folder_of_its_own_name(self) -> None:
        assert SCRATCH.startswith("loket-")


class TestASnapshotOfSqlite:
    def test_stands_still_while_others_write_and_flush(self, keeper: Keeper) -> None:
        if connection.vendor != "sqlite":
            assert connection.vendor == "postgresql"
            return
        from loket.storage.frozen import frozen_file

        with frozen_file() as file:
            before = hashlib.sha256(file.read_bytes()).digest()
            with sqlite3.connect(keeper.database.name, isolation_level=None) as other:
                other.execute("CREATE TABLE sementara (isi TEXT)")
                other.executemany("INSERT INTO sementara VALUES (?)", [("x" * 500,)] * 2000)
                # It reports that it could not go on: the snapshot holds the file.
                other.execute("PRAGMA busy_timeout=100")
                assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 1
                assert hashlib.sha256(file.read_bytes()).digest() == before
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sementara'")
                assert cursor.fetchone() == (0,)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sementara")
            assert cursor.fetchone() == (2000,)
        other.close()
