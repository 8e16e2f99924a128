"""Threat T24: the key of each owner, what becomes of it, and the keys around it."""

import hashlib
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from loket.vault import keyring, models, queries, services
from loket.vault.refusals import KeyDestroyed, KeyMissing, SealBroken

pytestmark = pytest.mark.django_db
SARI, BUDI = services.of_resident("sari"), services.of_resident("budi")


class TestSealing:
    def test_t24_gives_back_what_was_sealed(self) -> None:
        assert services.unseal(SARI, "biodata", services.seal(SARI, "biodata", b"3")) == b"3"

    def test_t24_two_rows_that_were_swapped_do_not_open(self) -> None:
        of_sari, of_budi = services.seal(SARI, "biodata", b"3"), services.seal(BUDI, "biodata", b"1")
        for owner, content in ((SARI, of_budi), (BUDI, of_sari)):
            with pytest.raises(SealBroken):
                services.unseal(owner, "biodata", content)

    def test_t24_a_wrapped_key_that_was_moved_to_another_owner_does_not_open(self) -> None:
        content = services.seal(SARI, "biodata", b"3")
        services.seal(BUDI, "biodata", b"1")
        models.DataKey.objects.filter(owner=SARI).update(wrapped=models.DataKey.objects.get(owner=BUDI).wrapped)
        with pytest.raises(SealBroken):
            services.unseal(SARI, "biodata", content)

    def test_t24_one_thing_does_not_open_as_another(self) -> None:
        with pytest.raises(SealBroken):
            services.unseal(SARI, "pindaian:1", services.seal(SARI, "biodata", b"3"))

    def test_t24_an_owner_without_a_key_has_nothing_to_open(self) -> None:
        with pytest.raises(SealBroken):
            services.unseal(BUDI, "biodata", services.seal(SARI, "biodata", b"3"))

    def test_t24_each_owner_has_one_key(self) -> None:
        for _ in range(3):
            services.seal(SARI, "biodata", b"3")
        assert models.DataKey.objects.filter(owner=SARI).count() == 1

    def test_t24_a_key_that_another_process_made_first_counts(self) -> None:
        services.seal(SARI, "biodata", b"3")
        first = models.DataKey.objects.get(owner=SARI)
        assert services._made(SARI) == first  # noqa: SLF001
        assert models.DataKey.objects.get(owner=SARI).wrapped == first.wrapped


class TestDestroying:
    def test_t24_gives_up_all_that_the_key_opens_and_nothing_else(self) -> None:
        of_sari, of_budi = services.seal(SARI, "biodata", b"3"), services.seal(BUDI, "biodata", b"1")
        assert services.destroy(SARI, why="Jangka simpan habis")
        with pytest.raises(KeyDestroyed, match="dimusnahkan pada 20"):
            services.unseal(SARI, "biodata", of_sari)
        assert services.unseal(BUDI, "biodata", of_budi) == b"1"
        assert queries.destroyed() == 1

    def test_t24_an_owner_gets_no_other_key_afterwards(self) -> None:
        services.seal(SARI, "biodata", b"3")
        services.destroy(SARI, why="Jangka simpan habis")
        with pytest.raises(KeyDestroyed):
            services.seal(SARI, "biodata", b"3")

    def test_t24_is_done_once(self) -> None:
        services.seal(SARI, "biodata", b"3")
        assert services.destroy(SARI, why="Jangka simpan habis")
        assert not services.destroy(SARI, why="Lagi")
        assert not services.destroy(BUDI, why="Tidak pernah ada")

    def test_t24_the_database_brings_nothing_back_and_removes_nothing(self) -> None:
        services.seal(SARI, "biodata", b"3")
        before = models.DataKey.objects.get(owner=SARI)
        services.destroy(SARI, why="Jangka simpan habis")
        with pytest.raises(IntegrityError), transaction.atomic():
            before.save()
        with pytest.raises(IntegrityError), transaction.atomic():
            models.DataKey.objects.filter(owner=SARI).delete()


class TestTheKeyring:
    def test_t24_is_for_its_owner_alone(self, keys: Path) -> None:
        services.seal(SARI, "biodata", b"3")
        services.blind("nik", "9901014101900001")
        assert stat.S_IMODE(keys.stat().st_mode) == 0o700
        assert {stat.S_IMODE(file.stat().st_mode) for file in keys.iterdir()} == {0o600}

    def test_t24_holds_nothing_that_the_database_holds(self, keys: Path) -> None:
        services.seal(SARI, "biodata", b"3")
        row = models.DataKey.objects.get(owner=SARI)
        files = b"".join(file.read_bytes() for file in keys.iterdir())
        assert row.wrapped.encode() not in files
        assert not any(line and line in row.wrapped.encode() for line in files.splitlines())

    def test_t24_that_was_lost_is_not_silently_made_anew(self, keys: Path) -> None:
        content = services.seal(SARI, "biodata", b"3")
        for file in keys.iterdir():
            file.unlink()
        with pytest.raises(KeyMissing, match="0001-awal"):
            services.unseal(SARI, "biodata", content)
        with pytest.raises(KeyMissing):
            services.seal(BUDI, "biodata", b"1")
        assert list(keys.iterdir()) == []
        assert [(line.name, line.here, line.wraps) for line in queries.key_encryption_keys()] == [
            ("0001-awal", False, 1)
        ]


class TestRotation:
    @pytest.fixture(autouse=True)
    def _small_batches(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(services, "BATCH", 3)

    @pytest.fixture
    def things(self) -> Iterator[dict[str, bytes]]:
        """Of ten owners, of whom one was given up, with what was sealed for each; they open the same at the end."""
        owners = [services.of_resident(number) for number in range(10)]
        made = {owner: services.seal(owner, "biodata", owner.encode()) for owner in owners}
        services.destroy(owners[0], why="Jangka simpan habis")
        del made[owners[0]]
        yield made
        assert all(services.unseal(owner, "biodata", content) == owner.encode() for owner, content in made.items())

    def test_t24_wraps_every_key_anew_and_tells_how_far_it_is(self, things: dict[str, bytes], keys: Path) -> None:
        told: list[int] = []
        name = services.begin_rotation()
        assert services.rewrap(done=told.append) == 9
        assert told == [3, 3, 3]
        assert services.waiting() == 0
        assert [(line.name, line.current, line.wraps) for line in queries.key_encryption_keys()] == [
            ("0001-awal", False, 0),
            (name, True, 9),
        ]
        (keys / "0001-awal.kek").unlink()

    def test_t24_that_was_stopped_goes_on_with_the_same_key(self, things: dict[str, bytes]) -> None:
        name = services.begin_rotation()

        class Stopped(Exception):
            pass

        def stop(_count: int) -> None:
            raise Stopped

        with pytest.raises(Stopped):
            services.rewrap(done=stop)
        assert services.waiting() == 6
        assert all(services.unseal(owner, "biodata", content) for owner, content in things.items())
        assert services.begin_rotation() == name
        assert services.rewrap(done=lambda _count: None) == 6
        assert services.begin_rotation() != name

    def test_t24_holds_each_key_from_the_reading_to_the_writing(self, things: dict[str, bytes]) -> None:
        """Lest one that is given up in between be wrapped again. SQLite has one writer at a time."""
        services.begin_rotation()
        with CaptureQueriesContext(connection) as statements:
            services.rewrap(done=lambda _count: None)
        read = [one["sql"] for one in statements if "SELECT" in one["sql"] and "LIMIT 3" in one["sql"]]
        assert len(read) == 4
        assert {"FOR UPDATE" in one for one in read} == {connection.vendor == "postgresql"}

    def test_t24_without_the_old_key_changes_nothing(self, things: dict[str, bytes], keys: Path) -> None:
        services.begin_rotation()
        old = keys / "0001-awal.kek"
        kept = old.read_bytes()
        old.unlink()
        with pytest.raises(KeyMissing):
            services.rewrap(done=lambda _count: None)
        old.write_bytes(kept)
        assert services.waiting() == 9
        services.rewrap(done=lambda _count: None)


class TestT10TheBlindIndex:
    def test_t10_is_the_same_each_time_and_another_for_another_purpose_number_or_key(self, keys: Path) -> None:
        first = services.blind("nik", "9901014101900001")
        assert first == services.blind("nik", "9901014101900001")
        assert len({first, services.blind("nik", "9901014101900002"), services.blind("kk", "9901014101900001")}) == 3
        (keys / "indeks-buta").unlink()
        keyring.add_index_key()
        assert services.blind("nik", "9901014101900001") != first

    def test_t10_whose_key_is_lost_finds_nobody_by_another(self, keys: Path) -> None:
        services.blind("nik", "9901014101900001")
        (keys / "indeks-buta").unlink()
        with pytest.raises(KeyMissing, match="indeks-buta"):
            services.blind("nik", "9901014101900001")

    def test_t10_trying_out_every_serial_without_the_key_meets_nobody(self) -> None:
        kept = services.blind("nik", "9901014101900001")
        tried = {hashlib.sha256(f"nik\n990101410190{serial:04}".encode()).hexdigest() for serial in range(1, 10_000)}
        assert kept not in tried
