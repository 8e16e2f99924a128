"""What a witness answered comes home: kept when it is proved, shown with its checkpoint, and given away with a case."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner, Result

from loket.cli import app
from loket.core.proof.note import NoteKey, Signs, cosignature_line, signature_line
from loket.signing import models
from loket.signing.history import history_key, latest_seal
from loket.signing.standalone.loket_verify_case import Key, check_case
from tests.apps import factories
from tests.apps.casework import tampering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]
WITNESS = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NAME = "saksi/pontianak"
KEY = NoteKey(NAME, WITNESS.public_key(), Signs.SEEN)
AT = 1_790_000_000


@pytest.fixture
def resi(own_keys: Path) -> str:
    resi = factories.take_in().resi
    assert run("audit", "checkpoint").exit_code == 0
    return resi


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def keep(line: object, key: NoteKey = KEY, office: str = "bintan") -> Result:
    return run("audit", "cosigned", line, "--office", office, "--witness", key)


def answer() -> str:
    return str(cosignature_line(latest_seal("bintan").note.head, NAME, WITNESS, AT))


class TestAnAnswer:
    def test_of_a_witness_at_its_own_machine_is_kept_once(self, resi: str, tmp_path: Path) -> None:
        state, request = tmp_path / "saksi.json", tmp_path / "permintaan.txt"
        key = run("witness", "init", state, "--name", NAME).stdout.strip()
        run("witness", "watch", state, run("audit", "key", "--office", "bintan").stdout)
        request.write_text(run("audit", "extension", "--office", "bintan").stdout, "utf-8")
        line = run("witness", "sign", state, request).stdout
        for _ in range(2):
            assert "segel no. 1 sudah dilihat" in keep(line, NoteKey.read(key)).stdout
        assert models.Cosignature.objects.count() == 1

    def test_is_printed_under_its_checkpoint(self, resi: str) -> None:
        line = answer()
        keep(line)
        assert line in run("audit", "checkpoint", "--office", "bintan", "--print").stdout

    def test_goes_with_a_case_where_it_is_asked_for(self, resi: str) -> None:
        keep(answer())
        own, seen = Key.read(str(history_key("bintan"))), Key.read(str(KEY))
        plain = run("case", "export", resi, "--officer", "bintan.budi").stdout.encode()
        assert check_case(plain, [own]).verdict == "valid"
        witnessed = run("case", "export", resi, "--officer", "bintan.budi", "--witnessed").stdout.encode()
        assert check_case(witnessed, [own]).verdict == "invalid"
        report = check_case(witnessed, [own, seen])
        assert (report.verdict, "witnessed" in [one.id for one in report.findings]) == ("valid", True)

    def test_over_another_checkpoint_or_of_another_key_is_refused(self, resi: str) -> None:
        line = answer()
        other = NoteKey(NAME, Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key(), Signs.SEEN)
        own = signature_line(latest_seal("bintan").note.head, NAME, WITNESS)
        assert keep(line, other).exit_code == 2
        assert keep(line, office="pontianak").exit_code == 2
        assert keep(own, NoteKey(NAME, WITNESS.public_key())).exit_code == 2
        assert "bukan segel bertanda tangan" in keep("— saksi").stderr
        assert not models.Cosignature.objects.exists()

    @pytest.mark.parametrize("change", ["line = 'lain'", "public_key = 'lain'"])
    def test_that_was_changed_is_named(self, resi: str, change: str) -> None:
        keep(answer())
        assert run("audit", "verify").exit_code == 0
        tampering.forge(f"UPDATE signing_cosignature SET {change}")
        told = json.loads(run("audit", "verify", "--json").stdout)
        assert [why for why in told["signed"]["bad"] if "jawaban saksi" in why]
