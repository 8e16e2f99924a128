"""T21, stolen backup: what a backup holds, who opens it, and what it refuses to be made of."""

import gzip
import json
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from pyrage.x25519 import Identity
from pytest_django import Settings

from loket.core.problems import Refusal
from loket.keeping import making, postgresql
from loket.keeping.filing import unarchived
from loket.keeping.making import Recipients, alone_in, backups_in, make_backup, prune
from loket.keeping.manifest import read_manifest
from loket.keeping.recipients import read_identities, read_recipients
from loket.keeping.refusals import (
    AnotherAtWork,
    BackupDamaged,
    DatabaseBusy,
    DiskFull,
    FileUnreadable,
    IdentityUnreadable,
    NoBackup,
    NoRecipients,
    NotForThisKey,
    PrivateKeyOnServer,
    ProgramFailed,
    ProgramMissing,
    RecipientUnreadable,
    SameRecipient,
    SourceUnreadable,
    TargetUnusable,
)
from loket.keeping.streams import decrypt, encrypt
from loket.storage.frozen import NeverStill
from tests.apps.keeping.conftest import NIK, Keeper

LOKET = [sys.executable, "-c", "from loket.cli import app; app()"]


class TestABackup:
    def test_t21_holds_no_known_nik_nor_scan_to_whoever_steals_it(self, keeper: Keeper) -> None:
        made = make_backup(keeper.target, keeper.recipients)
        files = [file for file in made.folder.iterdir() if file.is_file()]
        assert {file.name for file in files} == {
            "database.age",
            "papers.age",
            "keys.age",
            "manifest.json",
            "manifest.note",
        }
        for file in files:
            content = file.read_bytes()
            assert NIK.encode() not in content
            assert b"Sari" not in content
            assert b"PRIVATE" not in content
        # Whoever opens the data has not the keys of the scans in it; of the database every row.
        assert NIK.encode() not in b"".join(decrypt(made.file("papers"), [keeper.head]))
        database = b"".join(decrypt(made.file("database"), [keeper.head]))
        assert database.startswith(b"PGDMP") or NIK.encode() in gzip.decompress(database)
        assert keeper.scan.read_bytes() in b"".join(decrypt(made.file("papers"), [keeper.head]))

    def test_is_opened_by_each_of_its_recipients_and_nobody_else(self, keeper: Keeper) -> None:
        made = make_backup(keeper.target, keeper.recipients)
        for part in ("database", "papers"):
            opened = {b"".join(decrypt(made.file(part), [who])) for who in (keeper.head, keeper.escrow)}
            assert len(opened) == 1
            with pytest.raises(NotForThisKey):
                list(decrypt(made.file(part), [keeper.holder]))

    def test_keeps_the_keys_of_the_office_from_whoever_opens_its_data(self, keeper: Keeper, settings: Settings) -> None:
        made = make_backup(keeper.target, keeper.recipients)
        for who in (keeper.head, keeper.escrow):
            with pytest.raises(NotForThisKey):
                list(decrypt(made.file("keys"), [who]))
        keys = b"".join(decrypt(made.file("keys"), [keeper.holder]))
        assert b"BEGIN ENCRYPTED PRIVATE KEY" in keys
        assert all(file.read_bytes() in keys for file in Path(settings.DATA_KEYS_ROOT).iterdir())
        assert settings.SECRET_KEY.encode() in keys
        assert settings.SIGNING_PASSPHRASE.encode() in keys

    def test_holds_every_folder_of_keys(self, keeper: Keeper, settings: Settings) -> None:
        settings.DATA_KEYS_ROOT = keeper.folder / "kunci-pembuka"
        settings.DATA_KEYS_ROOT.mkdir()
        (settings.DATA_KEYS_ROOT / "0001-awal.kek").write_bytes(b"pembuka pindaian")
        made = make_backup(keeper.target, keeper.recipients)
        unarchived(decrypt(made.file("keys"), [keeper.holder]), keeper.folder / "kunci-pulih")
        assert (keeper.folder / "kunci-pulih/kunci-data/0001-awal.kek").read_bytes() == b"pembuka pindaian"
        assert (keeper.folder / "kunci-pulih/kunci/riwayat-bintan.pem").exists()

    def test_holds_the_files_that_the_settings_name_also_where_two_have_one_name(
        self, keeper: Keeper, settings: Settings
    ) -> None:
        for name in ("SIGNING_CREDENTIALS", "SIGNING_TRUST", "STAMP_TRUST", "STORE_CREDENTIALS"):
            (keeper.folder / name).mkdir()
            (keeper.folder / name / "akar.pem").write_text(name)
            setattr(settings, name, str(keeper.folder / name / "akar.pem"))
        made = make_backup(keeper.target, keeper.recipients)
        unarchived(decrypt(made.file("keys"), [keeper.holder]), keeper.folder / "pulih")
        found = {file.name: file.read_text() for file in (keeper.folder / "pulih/penyedia").iterdir()}
        assert found == {
            "penanda-tangan-kredensial": "SIGNING_CREDENTIALS",
            "penanda-tangan-akar": "SIGNING_TRUST",
            "cap-waktu-akar": "STAMP_TRUST",
            "penyimpanan-kredensial": "STORE_CREDENTIALS",
        }

    def test_says_what_it_holds_and_is_readable_by_its_owner_only(self, keeper: Keeper, settings: Settings) -> None:
        made = make_backup(keeper.target, keeper.recipients)
        bintan = made.holdings["offices"]["bintan"]
        assert (bintan["cases"], made.data["events"]) == (1, bintan["events"])
        assert made.holdings["tables"]["casework_event"] == bintan["events"]
        assert bintan["checkpoint"].startswith("loket/bintan\n")
        assert made.data["parts"]["papers"]["files"] == 1
        assert made.data["parts"]["papers"]["bytes"] == keeper.scan.stat().st_size
        assert made.note.head.size == made.data["events"]
        assert made.folder.stat().st_mode & 0o077 == 0
        assert all(made.file(part).stat().st_mode & 0o077 == 0 for part in made.data["parts"])

    def test_names_no_person(self, keeper: Keeper) -> None:
        made = make_backup(keeper.target, keeper.recipients)
        told = json.dumps(made.data)
        assert "Sari" not in told
        assert NIK not in told


class TestRecipients:
    def test_must_be_named(self, keeper: Keeper) -> None:
        for file in (None, keeper.file("kosong.txt", "", "# tidak ada")):
            with pytest.raises(NoRecipients, match="data"):
                read_recipients(file, what="data", option="--recipients", variable="LOKET_BACKUP_RECIPIENTS")

    def test_are_read_with_their_remarks_once_each(self, keeper: Keeper) -> None:
        head, escrow = keeper.recipients.data
        file = keeper.file("penerima.txt", "# kepala dinas", head, "", escrow, head)
        assert read_recipients(file, what="data", option="", variable="") == (head, escrow)

    def test_are_refused_with_a_private_key_among_them(self, keeper: Keeper) -> None:
        file = keeper.file("penerima.txt", keeper.recipients.data[0], str(keeper.head))
        with pytest.raises(PrivateKeyOnServer):
            read_recipients(file, what="data", option="", variable="")

    def test_that_are_none_are_named_by_their_line(self, keeper: Keeper) -> None:
        file = keeper.file("penerima.txt", keeper.recipients.data[0], "age1bukan")
        with pytest.raises(RecipientUnreadable, match="Baris 2"):
            read_recipients(file, what="data", option="", variable="")

    def test_in_a_file_that_is_not_there_are_a_refusal(self, tmp_path: Path) -> None:
        with pytest.raises(FileUnreadable):
            read_recipients(tmp_path / "tidak-ada", what="data", option="", variable="")

    def test_of_data_and_of_keys_are_different_people(self, keeper: Keeper) -> None:
        data = keeper.recipients.data
        with pytest.raises(SameRecipient):
            make_backup(keeper.target, Recipients(data, data[:1]))
        assert not keeper.target.exists()

    def test_have_private_keys_in_files(self, keeper: Keeper) -> None:
        file = keeper.file("kunci.txt", "# kunci rahasia", str(keeper.head))
        assert [str(one) for one in read_identities(file)] == [str(keeper.head)]
        with pytest.raises(IdentityUnreadable):
            read_identities(keeper.file("bukan.txt", *keeper.recipients.data))


class TestTheFolder:
    def test_loses_what_a_killed_one_left_and_keeps_what_is_finished(self, keeper: Keeper) -> None:
        made = make_backup(keeper.target, keeper.recipients)
        left = keeper.target / f"loket-20260101-010101-000000{making.UNFINISHED}"
        left.mkdir()
        (left / "database.age").write_bytes(b"setengah")
        again = make_backup(keeper.target, keeper.recipients)
        assert not left.exists()
        assert [one.name for one in backups_in(keeper.target)] == [made.name, again.name]

    def test_takes_one_at_a_time(self, keeper: Keeper) -> None:
        with alone_in(keeper.target), pytest.raises(AnotherAtWork):
            make_backup(keeper.target, keeper.recipients)

    def test_that_cannot_be_written_is_a_refusal(self, keeper: Keeper) -> None:
        in_the_way = keeper.file("berkas-biasa", "isi")
        with pytest.raises(TargetUnusable):
            make_backup(in_the_way / "cadangan", keeper.recipients)

    def test_keeps_the_newest_and_what_is_spared(self, keeper: Keeper) -> None:
        made = [make_backup(keeper.target, keeper.recipients).name for _ in range(4)]
        assert prune(keeper.target, 2, frozenset({made[0]})) == [made[1]]
        assert [one.name for one in backups_in(keeper.target)] == [made[0], *made[2:]]
        prune(keeper.target, 0)
        assert [one.name for one in backups_in(keeper.target)] == [made[3]]

    def test_may_hold_what_is_no_backup(self, keeper: Keeper) -> None:
        (keeper.target / "loket-lain").mkdir(parents=True)
        (keeper.target / "loket-rusak").mkdir()
        (keeper.target / "loket-rusak/manifest.json").write_text("{}")
        (keeper.target / "loket-rusak/manifest.note").write_text("bukan")
        assert backups_in(keeper.target) == []
        with pytest.raises(NoBackup):
            read_manifest(keeper.target / "loket-lain")
        with pytest.raises(BackupDamaged):
            read_manifest(keeper.target / "loket-rusak")


@contextmanager
def no_room_beyond(size: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class TestFaults:
    def test_of_a_full_disk_are_said(self, tmp_path: Path) -> None:
        readers = [str(Identity.generate().to_public())]
        with no_room_beyond(40_000), pytest.raises(DiskFull, match=tmp_path.name):
            encrypt(tmp_path / "penuh.age", [b"x" * 30_000] * 10, readers)

    def test_of_what_is_to_be_kept_do_not_blame_the_folder(
        self, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(name: str) -> bytes:
            raise PermissionError(13, "Permission denied", name)

        monkeypatch.setattr(making, "kept", broken)
        with pytest.raises(SourceUnreadable, match=r"berkas/.*lkt"):
            make_backup(keeper.target, keeper.recipients)
        assert [file.name for file in keeper.target.iterdir()] == [".loket-cadangan"]

    def test_of_a_full_disk_leave_nothing(self, keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(file: Path, *_words: object) -> None:
            file.write_bytes(b"setengah")
            raise DiskFull(folder=file.parent)

        monkeypatch.setattr(making, "encrypt", full)
        with pytest.raises(DiskFull):
            make_backup(keeper.target, keeper.recipients)
        assert [file.name for file in keeper.target.iterdir()] == [".loket-cadangan"]

    def test_in_the_middle_leave_nothing(self, keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken() -> list[str]:
            raise RuntimeError("toko berkas mati")

        monkeypatch.setattr(making, "all_names", broken)
        with pytest.raises(RuntimeError, match="toko berkas mati"):
            make_backup(keeper.target, keeper.recipients)
        assert [file.name for file in keeper.target.iterdir()] == [".loket-cadangan"]

    def test_of_a_database_that_is_read_all_the_time_are_said(
        self, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if connection.vendor == "postgresql":
            monkeypatch.setattr(postgresql, "program", lambda *_words: Path("/bin/false"))
            expected: type[Refusal] = ProgramFailed
        else:

            def never() -> object:
                raise NeverStill

            monkeypatch.setattr(making, "frozen_file", never)
            expected = DatabaseBusy
        with pytest.raises(expected):
            make_backup(keeper.target, keeper.recipients)


class TestThePrograms:
    def _installed(self, folder: Path, *versions: int) -> None:
        for version in versions:
            (folder / f"{version}/bin").mkdir(parents=True)
            (folder / f"{version}/bin/pg_dump").touch()

    def test_are_of_the_oldest_version_that_will_do(self, tmp_path: Path) -> None:
        self._installed(tmp_path, 13, 15, 17)
        assert postgresql.program("pg_dump", 14, tmp_path) == tmp_path / "15/bin/pg_dump"
        assert postgresql.program("pg_dump", 17, tmp_path) == tmp_path / "17/bin/pg_dump"

    def test_that_are_missing_or_too_old_are_named_with_what_to_install(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._installed(tmp_path, 13)
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(ProgramMissing) as refused:
            postgresql.program("pg_dump", 15, tmp_path)
        assert "postgresql-client-15" in refused.value.hint

    def test_learn_no_password_from_the_command_line(self) -> None:
        settings = {"NAME": "loket", "USER": "loket", "PASSWORD": "r@hasia", "HOST": "db", "PORT": "5433"}
        assert postgresql.environment(settings)["PGPASSWORD"] == "r@hasia"
        assert postgresql.address(settings) == "postgresql://loket:r%40hasia@db:5433/loket"
        assert postgresql.settings_from(postgresql.address(settings)) == {**settings, "OPTIONS": {}}

    def test_keep_to_tls_as_the_settings_do(self) -> None:
        settings = {
            "NAME": "loket",
            "USER": "loket",
            "PASSWORD": "",
            "HOST": "db",
            "OPTIONS": {"sslmode": "verify-full"},
        }
        assert postgresql.environment(settings)["PGSSLMODE"] == "verify-full"
        assert postgresql.address(settings) == "postgresql://loket@db/loket?sslmode=verify-full"
