"""What every store of files promises, and what a bucket says when it cannot keep it."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_django import Settings

from loket.casework import queries, services
from loket.casework.refusals import PaperDamaged
from loket.storage import s3
from loket.storage.files import keep, kept, remove
from loket.storage.listing import all_names
from loket.storage.s3 import StoreAway, StoreConflict
from tests.apps import factories
from tests.apps.casework.test_batches_and_papers import Scan
from tests.apps.storage.conftest import Bucket

NAME = "bintan/berkas/1/abc.pdf.lkt"


@pytest.mark.usefixtures("store")
class TestEveryStore:
    def test_gives_back_what_was_kept(self) -> None:
        for content in (b"%PDF-1.7 satu", b"", bytes(range(256)) * 40_000):
            name = f"bintan/{hashlib.sha256(content).hexdigest()}.pdf"
            keep(name, content)
            assert kept(name) == content

    def test_has_nothing_under_a_name_that_was_never_kept(self) -> None:
        assert kept(NAME) is None

    def test_never_overwrites_what_is_whole(self) -> None:
        keep(NAME, b"yang pertama")
        keep(NAME, b"yang kedua..")
        assert kept(NAME) == b"yang pertama"

    def test_keeps_one_of_many_that_come_at_once(self) -> None:
        contents = [b"isi %02d" % number for number in range(16)]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda content: keep(NAME, content), contents))
        assert kept(NAME) in contents

    def test_takes_away_and_has_nothing_then(self) -> None:
        keep(NAME, b"isi")
        remove(NAME)
        assert kept(NAME) is None
        remove(NAME)

    def test_names_all_that_it_holds(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(s3, "_NAMES_AT_ONCE", 2)
        assert all_names() == []
        held = sorted(f"bintan/{folder}/{number}.pdf" for folder in ("berkas", "tte/ab") for number in range(3))
        for name in held:
            keep(name, b"isi")
        assert all_names() == held

    @pytest.mark.django_db
    def test_holds_a_scan_before_its_row_and_sealed(self) -> None:
        case = factories.take_in()
        paper = services.add_paper(case.resi, "f-1-01", Scan(), officer=factories.budi())
        assert queries.read_paper(case.resi, paper.id, officer=factories.budi())[1] == Scan().content
        assert (kept(paper.file) or b"").startswith(b"LKT1")

    @pytest.mark.django_db
    @pytest.mark.parametrize("missing", [True, False])
    def test_that_lost_or_changed_a_scan_is_found_out_in_words(self, *, missing: bool) -> None:
        case = factories.take_in()
        paper = services.add_paper(case.resi, "f-1-01", Scan(), officer=factories.budi())
        content = kept(paper.file) or b""
        remove(paper.file)
        if not missing:
            keep(paper.file, content[:-1] + bytes([content[-1] ^ 1]))
        with pytest.raises(PaperDamaged) as refused:
            queries.read_paper(case.resi, paper.id, officer=factories.budi())
        assert refused.value.explanation


class TestAFolder:
    def test_gives_half_of_a_file_up_for_the_whole(self, tmp_path: Path, settings: Settings) -> None:
        settings.MEDIA_ROOT = tmp_path
        keep(NAME, b"isi yang utuh")
        (tmp_path / NAME).write_bytes(b"isi")
        keep(NAME, b"isi yang utuh")
        assert kept(NAME) == b"isi yang utuh"

    def test_is_left_without_half_files_and_copies(self, tmp_path: Path, settings: Settings) -> None:
        settings.MEDIA_ROOT = tmp_path
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: keep(NAME, b"isi"), range(16)))
        assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["abc.pdf.lkt"]


class TestABucket:
    def test_refuses_another_length_under_the_same_name(self, bucket: Bucket) -> None:
        keep(NAME, b"yang pertama")
        with pytest.raises(StoreConflict):
            keep(NAME, b"lain")
        assert kept(NAME) == b"yang pertama"

    def test_puts_only_where_nothing_is_also_when_another_came_between(
        self, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real, asked = s3._length, []  # noqa: SLF001

        def blind_at_first(name: str) -> int | None:
            asked.append(name)
            return None if len(asked) == 1 else real(name)

        keep(NAME, b"yang pertama")
        monkeypatch.setattr(s3, "_length", blind_at_first)
        keep(NAME, b"yang kedua..")
        assert kept(NAME) == b"yang pertama"

    def test_that_is_not_there_is_said_in_words(self, bucket: Bucket, settings: Settings) -> None:
        settings.STORE = "s3://tidak-ada/kantor"
        with pytest.raises(StoreAway, match="tidak menjawab"):
            keep(NAME, b"isi")
        with pytest.raises(StoreAway, match="tidak menjawab"):
            kept(NAME)

    def test_that_is_out_of_reach_is_said_in_words(self, bucket: Bucket, settings: Settings) -> None:
        settings.STORE_ENDPOINT = "http://127.0.0.1:9"
        with pytest.raises(StoreAway):
            keep(NAME, b"isi")
        with pytest.raises(StoreAway):
            kept(NAME)
        with pytest.raises(StoreAway):
            remove(NAME)

    @pytest.mark.parametrize(("setting", "text"), [("STORE_ENDPOINT", "bukan alamat"), ("STORE_CREDENTIALS", "satu")])
    def test_that_is_described_wrongly_is_said_in_words(
        self, bucket: Bucket, settings: Settings, tmp_path: Path, setting: str, text: str
    ) -> None:
        (tmp_path / "satu").write_text("satu\n")
        setattr(settings, setting, str(tmp_path / "satu") if setting == "STORE_CREDENTIALS" else text)
        with pytest.raises(StoreAway):
            kept(NAME)
        with pytest.raises(StoreAway):
            all_names()

    @pytest.mark.django_db
    def test_that_is_out_of_reach_leaves_no_row_behind(self, bucket: Bucket, settings: Settings) -> None:
        case = factories.take_in()
        settings.STORE_ENDPOINT = "http://127.0.0.1:9"
        with pytest.raises(StoreAway):
            services.add_paper(case.resi, "f-1-01", Scan(), officer=factories.budi())
        assert factories.view(case, factories.budi()).papers == ()
