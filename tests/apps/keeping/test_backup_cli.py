"""`loket backup` as it is typed, and what is written down about each rehearsal."""

import datetime
import re
import stat
from pathlib import Path

import pytest
from django.db import IntegrityError, InternalError, OperationalError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from pytest_django import Settings
from typer.testing import CliRunner, Result

from loket.cli import app
from loket.keeping import models
from loket.keeping.proofs import OLDEST_PROOF, unproved
from loket.keeping.queries import last_proof, proofs
from tests.apps import factories
from tests.apps.casework import tampering
from tests.apps.keeping.conftest import NIK, Keeper

ONE_HOUR = datetime.timedelta(hours=1)


def _run(*words: object) -> Result:
    return CliRunner().invoke(app, ["backup", *map(str, words)])


@pytest.fixture
def readers(keeper: Keeper, settings: Settings) -> Keeper:
    """The recipients stand in the settings, as on a server."""
    settings.BACKUP_RECIPIENTS = str(keeper.file("penerima-data.txt", *keeper.recipients.data))
    settings.BACKUP_KEY_RECIPIENTS = str(keeper.file("penerima-kunci.txt", *keeper.recipients.keys))
    return keeper


def _made(keeper: Keeper) -> Path:
    result = _run("make", "--to", keeper.target)
    assert result.exit_code == 0, result.output
    (folder,) = (path for path in keeper.target.iterdir() if path.is_dir())
    return folder


class TestMake:
    def test_says_what_it_made_and_where(self, readers: Keeper) -> None:
        result = _run("make", "--to", readers.target)
        assert result.exit_code == 0, result.output
        assert re.search(r"Cadangan loket-\S+: \d+ peristiwa, 1 berkas", result.stdout)
        assert str(readers.target) in result.stdout

    def test_is_refused_without_recipients(self, keeper: Keeper) -> None:
        result = _run("make", "--to", keeper.target)
        assert result.exit_code == 2
        assert "belum ada penerima untuk data" in result.stderr
        assert "LOKET_BACKUP_RECIPIENTS" in result.stderr
        assert not keeper.target.exists()

    def test_is_refused_without_recipients_of_the_keys(self, readers: Keeper, settings: Settings) -> None:
        settings.BACKUP_KEY_RECIPIENTS = ""
        result = _run("make", "--to", readers.target)
        assert (result.exit_code, "kunci kantor" in result.stderr) == (2, True)

    def test_warns_of_a_folder_on_the_disk_of_loket_itself(self, readers: Keeper, settings: Settings) -> None:
        settings.HOME = readers.folder
        assert "disk yang sama" in _run("make", "--to", readers.target).stdout
        settings.HOME = Path("/proc")
        assert "disk yang sama" not in _run("make", "--to", readers.target).stdout

    def test_warns_of_a_single_recipient(self, readers: Keeper) -> None:
        alone = readers.file("sendiri.txt", readers.recipients.data[0])
        assert "baru satu" in _run("make", "--to", readers.target, "--recipients", alone).stdout


class TestRehearse:
    def test_prints_its_time_and_equal(self, readers: Keeper) -> None:
        folder = _made(readers)
        result = _run("rehearse", folder, "--identity", readers.file("kepala.txt", str(readers.head)))
        assert result.exit_code == 0, result.output
        assert re.search(r": equal\. \d+ peristiwa, 1 berkas, \d+\.\d detik\.", result.stdout)
        proof = last_proof()
        assert proof is not None
        assert (proof.backup, proof.opened_by, proof.equal, proof.papers) == (folder.name, "pemegang", True, 1)

    def test_fails_and_is_written_down_when_something_differs(self, readers: Keeper) -> None:
        case = factories.take_in()
        tampering.set_event(case.resi, 1, person=99)
        folder = _made(readers)
        result = _run("rehearse", folder, "--identity", readers.file("kepala.txt", str(readers.head)))
        assert result.exit_code == 1
        assert "NOT EQUAL" in result.stdout
        assert last_proof() is None
        assert [(one.equal, "isinya diubah" in one.told) for one in proofs()] == [(False, True)]

    def test_fails_with_a_key_that_opens_nothing(self, readers: Keeper) -> None:
        folder = _made(readers)
        result = _run("rehearse", folder, "--identity", readers.file("salah.txt", str(readers.holder)))
        assert (result.exit_code, "tidak dapat dibuka dengan kunci ini" in result.stderr) == (1, True)
        assert [one.equal for one in proofs()] == [False]

    def test_names_a_place_for_the_restore_that_is_not_there(self, readers: Keeper) -> None:
        folder, identity = _made(readers), readers.file("kepala.txt", str(readers.head))
        result = _run("rehearse", folder, "--identity", identity, "--scratch", readers.folder / "tidak-ada")
        assert (result.exit_code, "tidak-ada tidak dapat ditulis" in result.stderr) == (1, True)
        assert [one.equal for one in proofs()] == [False]

    def test_names_a_folder_that_is_no_backup(self, readers: Keeper) -> None:
        identity = readers.file("kepala.txt", str(readers.head))
        result = _run("rehearse", readers.folder, "--identity", identity)
        assert (result.exit_code, "tidak memuat cadangan" in result.stderr) == (2, True)


class TestNightly:
    def test_makes_proves_and_removes_the_old(self, readers: Keeper) -> None:
        for _ in range(3):
            result = _run("nightly", "--to", readers.target, "--keep", 2)
            assert result.exit_code == 0, result.output
            assert "equal" in result.stdout
        assert "Dihapus: loket-" in result.stdout
        assert len([path for path in readers.target.iterdir() if path.is_dir()]) == 2
        assert [(one.opened_by, one.equal) for one in proofs()] == [("malam", True)] * 3

    def test_removes_nothing_when_the_proof_fails(self, readers: Keeper) -> None:
        _run("nightly", "--to", readers.target, "--keep", 1)
        tampering.set_event(factories.take_in().resi, 1, person=99)
        result = _run("nightly", "--to", readers.target, "--keep", 1)
        assert result.exit_code == 1
        assert len([path for path in readers.target.iterdir() if path.is_dir()]) == 2

    def test_leaves_no_private_key_anywhere(self, readers: Keeper) -> None:
        _run("nightly", "--to", readers.target)
        files = [file for file in readers.folder.rglob("*") if file.is_file() and not file.name.startswith("own")]
        assert files
        assert [file for file in files if b"AGE-SECRET-KEY" in file.read_bytes()] == []
        assert [
            file for file in readers.target.rglob("*") if file.is_file() and NIK.encode() in file.read_bytes()
        ] == []


class TestTheOthers:
    def test_list_tells_how_each_came_out(self, readers: Keeper) -> None:
        assert _run("nightly", "--to", readers.target).exit_code == 0
        assert _run("make", "--to", readers.target).exit_code == 0
        listed = [line for line in _run("list", readers.target).stdout.splitlines() if "loket-" in line]
        assert ["equal" in line for line in listed] == [True, False]

    def test_list_names_a_folder_that_is_not_there(self, readers: Keeper) -> None:
        result = _run("list", readers.folder / "tidak-ada")
        assert (result.exit_code, "tidak-ada tidak ada" in result.stderr) == (2, True)

    def test_restore_goes_to_a_new_folder_and_says_how_to_check(self, readers: Keeper) -> None:
        folder = _made(readers)
        key = _run("key").stdout.strip()
        words = ["restore", folder, "--identity", readers.file("kepala.txt", str(readers.head)), "--key", key]
        result = _run(*words, "--to", readers.folder / "baru")
        if connection.vendor == "postgresql":
            assert (result.exit_code, "--database" in result.stderr) == (2, True)
            return
        assert result.exit_code == 0, result.output
        assert "loket audit verify" in result.stdout
        again = _run(*words, "--to", readers.folder / "baru")
        assert (again.exit_code, "tidak kosong" in again.stderr) == (2, True)

    def test_key_is_there_with_the_first_backup(self, readers: Keeper) -> None:
        assert _run("key").exit_code == 2
        _made(readers)
        assert _run("key").stdout.startswith("loket/cadangan+")

    def test_new_identity_is_for_its_owner_and_never_written_over(self, tmp_path: Path) -> None:
        file = tmp_path / "kunci.txt"
        made = _run("new-identity", file)
        assert made.stdout.startswith("age1")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        again = _run("new-identity", file)
        assert (again.exit_code, "sudah ada" in again.stderr) == (2, True)
        nowhere = _run("new-identity", tmp_path / "tidak-ada/kunci.txt")
        assert nowhere.exit_code == 2
        assert "tidak dapat dibuat" in nowhere.stderr
        assert f"folder {tmp_path / 'tidak-ada'} ada" in nowhere.stderr


@pytest.mark.django_db
class TestAnOldProof:
    def _proof(
        self,
        now: datetime.datetime,
        age: datetime.timedelta,
        *,
        equal: bool = True,
        proved: datetime.timedelta | None = None,
    ) -> None:
        """A rehearsal of a backup of that age, an hour after that or so long ago."""
        models.RestoreProof.objects.create(
            backup="loket-x",
            digest="",
            backup_made_at=now - age,
            opened_by="malam",
            equal=equal,
            events=1,
            papers=1,
            seconds=1.0,
            told="",
            at=now - age + ONE_HOUR if proved is None else now - proved,
        )

    def _founded(self, at: datetime.datetime) -> None:
        MigrationRecorder(connection).migration_qs.update(applied=at)

    def test_is_told_after_36_hours(self) -> None:
        now = timezone.now()
        self._proof(now, OLDEST_PROOF - ONE_HOUR)
        assert unproved(now) is None
        found = unproved(now + 2 * ONE_HOUR)
        assert found is not None
        assert found.since == now - OLDEST_PROOF + ONE_HOUR

    def test_counts_from_the_newest_that_was_equal(self) -> None:
        now = timezone.now()
        self._proof(now, 3 * OLDEST_PROOF)
        self._proof(now, ONE_HOUR, equal=False)
        assert unproved(now) is not None
        self._proof(now, ONE_HOUR)
        assert unproved(now) is None

    def test_counts_from_the_newest_backup_and_not_from_the_newest_rehearsal(self) -> None:
        now = timezone.now()
        self._proof(now, 2 * ONE_HOUR)
        self._proof(now, 300 * OLDEST_PROOF, proved=ONE_HOUR / 2)
        assert unproved(now) is None

    def test_is_not_asked_of_a_new_installation(self) -> None:
        now = timezone.now()
        self._founded(now - OLDEST_PROOF + ONE_HOUR)
        assert unproved(now) is None
        self._founded(now - OLDEST_PROOF - ONE_HOUR)
        found = unproved(now)
        assert (found is not None, found and found.since) == (True, None)

    @pytest.mark.parametrize(
        "statement", ["UPDATE keeping_restoreproof SET equal = true", "DELETE FROM keeping_restoreproof"]
    )
    def test_is_not_to_be_rewritten(self, statement: str) -> None:
        self._proof(timezone.now(), ONE_HOUR, equal=False)
        refused = (IntegrityError, InternalError, OperationalError)
        with pytest.raises(refused), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
