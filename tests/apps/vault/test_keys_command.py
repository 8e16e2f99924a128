"""`loket keys`: what a keeper of the server sees and does."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from loket.cli import app
from loket.vault import services

pytestmark = pytest.mark.django_db


def told(*words: str) -> tuple[int, str]:
    answer = CliRunner().invoke(app, ["keys", *words])
    return answer.exit_code, answer.output


class TestKeys:
    def test_says_that_there_is_none_yet(self) -> None:
        assert told("list") == (0, "Belum ada kunci: dibuat saat data khusus pertama disimpan.\n")

    def test_are_rotated_and_listed(self, keys: Path) -> None:
        content = services.seal("penduduk:sari", "biodata", b"3")
        code, words = told("rotate", "--quiet")
        assert code == 0
        assert "1 kunci data kini dibungkus oleh 0002-" in words
        code, words = told("list")
        assert code == 0
        assert "tidak lagi" in words
        assert "untuk yang baru" in words
        (keys / "0001-awal.kek").unlink()
        assert services.unseal("penduduk:sari", "biodata", content) == b"3"

    def test_whose_file_is_lost_are_named_with_what_to_do(self, keys: Path) -> None:
        services.seal("penduduk:sari", "biodata", b"3")
        (keys / "0001-awal.kek").unlink()
        code, words = told("list")
        assert code == 1
        assert "HILANG" in words
        assert "cadangan kunci" in words
        code, words = told("rotate", "--quiet")
        assert code == 1
        assert "0001-awal" in words

    def test_seal_what_lies_in_the_clear(self) -> None:
        assert told("seal", "--quiet") == (0, "0 berkas disegel.\n")
