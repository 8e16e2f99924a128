"""`loket audit` where checkpoints and papers are signed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from loket.cli import app
from loket.core.proof.note import NoteKey, read_note
from loket.core.proof.witness import judge, read_request
from loket.offices import queries as offices
from tests.apps import factories
from tests.apps.casework import tampering
from tests.apps.signing import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["audit", *words])


class TestCheckpoint:
    def test_is_printed_with_everything_that_a_witness_needs(self) -> None:
        factories.take_in()
        page = run("checkpoint", "--office", "bintan", "--print").stdout
        key = run("key", "--office", "bintan").stdout.strip()
        (told,) = json.loads(run("checkpoint", "--office", "bintan", "--json").stdout)
        assert told["note"] in page
        assert key in page
        note = read_note(told["note"])
        assert note.is_signed_by(NoteKey.read(key))
        assert note.head.root.hex() in page.replace(" ", "").replace("\n", "")
        assert "Dinas Kependudukan" in page

    def test_of_every_office_is_a_page_of_its_own(self) -> None:
        pages = run("checkpoint", "--print").stdout.split("\f")
        assert [page.splitlines()[0] for page in pages] == ["SEGEL RIWAYAT"] * 2

    def test_tells_a_witness_what_it_needs(self) -> None:
        factories.take_in()
        run("checkpoint")
        key = NoteKey.read(run("key", "--office", "bintan").stdout)
        request = read_request(run("extension", "--office", "bintan").stdout)
        assert judge(request, [key], None).size == 2

    def test_that_fails_at_one_office_is_made_at_the_others(self, own_keys: Path) -> None:
        run("checkpoint")
        (own_keys / "kunci" / "riwayat-bintan.pem").unlink()
        tampering.forge("UPDATE casework_checkpoint SET date = '2026-01-01'")
        answer = run("checkpoint")
        assert answer.exit_code == 2
        assert "bintan: Kunci riwayat kantor bintan hilang" in answer.stderr
        sealed = answer.stdout.split("pontianak: ")
        assert "bintan: segel no. 2" in sealed[0]
        assert "belum ditandatangani" in sealed[0]
        assert "segel no. 2" in sealed[1]
        assert "ditandatangani: 2 catatan" in sealed[1]
        bintan, pontianak = json.loads(run("checkpoint", "--json").stdout)
        assert (bintan["note"], pontianak["note"][:15]) == (None, "loket/pontianak")
        assert [page.splitlines()[1] for page in run("checkpoint", "--print").stdout.split("\f")] == [
            offices.office("pontianak").name
        ]

    def test_over_a_note_that_cannot_be_read_says_so(self) -> None:
        run("checkpoint")
        tampering.forge("UPDATE signing_historynote SET text = ''")
        for words in (("checkpoint", "--print"), ("extension", "--office", "bintan")):
            answer = run(*words)
            assert (answer.exit_code, "tidak lagi cocok" in answer.stderr) == (1, True)

    def test_has_no_extension_before_it_is_made_or_beyond_its_size(self) -> None:
        assert run("extension", "--office", "bintan").exit_code == 2
        run("checkpoint")
        answer = run("extension", "--office", "bintan", "--from", "9")
        assert (answer.exit_code, "tidak ada pembuktian dari 9" in answer.stderr) == (2, True)


class TestVerify:
    """I6, I8, T32: what is signed is compared with what is stored."""

    @pytest.fixture(autouse=True)
    def _signed(self, own_keys: Path) -> None:
        cases.certified()
        cases.sign(cases.damaged_kk())
        assert run("checkpoint").exit_code == 0

    def test_counts_what_is_signed(self) -> None:
        answer = run("verify", "--office", "bintan")
        assert (answer.exit_code, "1 tanda tangan segel, 1 surat bertanda tangan" in answer.stdout) == (0, True)

    @pytest.mark.parametrize(
        ("query", "why"),
        [
            ("UPDATE casework_checkpointleaf SET version = 1", "riwayat yang disegel telah diubah"),
            ("UPDATE signing_historynote SET size = 99", "barisnya bukan yang ditandatangani"),
            ("UPDATE signing_historynote SET text = replace(text, 'segel 1', 'segel 2')", "bukan dari kunci riwayat"),
            ("UPDATE signing_historynote SET text = ''", "bukan segel bertanda tangan"),
            ("UPDATE signing_paperleaf SET sha256 = 'lain'", "bukan yang tercatat dalam riwayat"),
            ("DELETE FROM signing_paperleaf", "riwayat yang disegel telah diubah"),
            (
                "UPDATE signing_signingstate SET state = 'failed', sha256 = '' WHERE state = 'signed'",
                "tidak tercatat lagi",
            ),
        ],
    )
    def test_names_what_was_changed(self, query: str, why: str) -> None:
        tampering.forge(query)
        answer = run("verify", "--office", "bintan")
        assert (answer.exit_code, why in answer.stdout) == (1, True), answer.stdout
        told = json.loads(run("verify", "--office", "bintan", "--json").stdout)
        assert not told["ok"]
        assert any(why in line for line in told["signed"]["bad"])

    def test_names_a_paper_that_its_case_does_not(self) -> None:
        tampering.forge("UPDATE casework_event SET kind = 'note-added' WHERE kind = 'paper-signed'")
        answer = run("verify", "--office", "bintan")
        assert (answer.exit_code, "tidak disebut dalam riwayat permohonannya" in answer.stdout) == (1, True)

    def test_names_a_paper_whose_bytes_are_gone(self, own_keys: Path) -> None:
        for file in cases.kept_pdfs(own_keys):
            file.write_bytes(b"lain")
        answer = run("verify")
        assert (answer.exit_code, "hilang atau rusak" in answer.stdout) == (1, True)

    def test_names_a_key_that_is_gone_and_makes_none(self, own_keys: Path) -> None:
        (file,) = (own_keys / "kunci").glob("riwayat-bintan*")
        file.unlink()
        answer = run("verify", "--office", "bintan")
        assert (answer.exit_code, "tidak ada lagi di tempatnya" in answer.stdout) == (1, True)
        assert not file.exists()

    def test_says_in_words_that_a_key_is_broken(self, own_keys: Path) -> None:
        (file,) = (own_keys / "kunci").glob("riwayat-bintan*")
        file.write_bytes(b"lain")
        answer = run("verify", "--office", "bintan")
        assert answer.exit_code == 1
        assert "Diperiksa: 1 permohonan" in answer.stdout
        assert "tidak dapat dibaca" in answer.stdout

    def test_names_a_signed_checkpoint_that_was_taken_out(self) -> None:
        tampering.forge("UPDATE casework_checkpoint SET date = '2026-01-01'")
        run("checkpoint")
        tampering.forge("DELETE FROM signing_paperleaf")
        tampering.forge("DELETE FROM signing_historynote WHERE number = 1")
        answer = run("verify", "--office", "bintan")
        assert (answer.exit_code, "segel bertanda tangan no. 1 hilang" in answer.stdout) == (1, True)

    def test_sends_a_rewritten_history_to_nobody(self) -> None:
        tampering.forge("UPDATE casework_checkpointleaf SET version = 1")
        answer = run("extension", "--office", "bintan")
        assert (answer.exit_code, "tidak lagi cocok" in answer.stderr) == (1, True)
