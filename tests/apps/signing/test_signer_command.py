"""`loket signer` on the terminal."""

from pathlib import Path

import pytest
from pytest_django import Settings
from typer.testing import CliRunner, Result

from loket.cli import app
from loket.signing import queries
from tests.apps import factories
from tests.apps.signing import cases, softhsm
from tests.apps.signing.provider_server import Issuer, pem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]
SIGNER = "9901010101700001"


@pytest.fixture
def server(settings: Settings, tmp_path: Path) -> None:
    credentials = tmp_path / "kredensial"
    credentials.write_text("loket:rahasia")
    credentials.chmod(0o600)
    settings.SIGNING_ADDRESS = "https://tte.example/v1"
    settings.SIGNING_CREDENTIALS = str(credentials)


def files(folder: Path, certificate: bytes, issuer: Issuer) -> list[str]:
    (folder / "hadi.pem").write_bytes(certificate)
    (folder / "penerbit.pem").write_bytes(pem(issuer.root))
    return ["--certificate", str(folder / "hadi.pem"), "--root", str(folder / "penerbit.pem")]


def signer(*words: str, answers: str = "") -> Result:
    return CliRunner().invoke(app, ["signer", *words], input=answers)


def remote(folder: Path, issuer: Issuer, *more: str, by: str = "bintan.hadi", answers: str = "") -> Result:
    named = files(folder, pem(issuer.signer().certificate), issuer)
    words = ("set", "bintan.hadi", "--provider", "remote", "--key", SIGNER, "--officer", by, *named, *more)
    return signer(*words, answers=answers)


@pytest.mark.usefixtures("server")
class TestSet:
    def test_asks_whether_it_is_the_right_person(self, tmp_path: Path, issuer: Issuer) -> None:
        refused = remote(tmp_path, issuer, answers="n\n")
        assert refused.exit_code == 1
        assert "atas nama Hadi Purnomo" in refused.output
        assert queries.certificate_of(factories.hadi()) is None
        done = remote(tmp_path, issuer, answers="y\n")
        assert done.exit_code == 0, done.output
        assert "Penerbit: Penyelenggara Uji Tersertifikasi. Berlaku sampai 01-01-2040." in done.output
        assert SIGNER not in done.output

    @pytest.mark.parametrize(
        ("by", "sentence"), [("bintan.budi", "tidak berwenang"), ("bintan.tidakada", "tidak ada atau tidak bertugas")]
    )
    def test_is_refused_in_words(self, tmp_path: Path, issuer: Issuer, by: str, sentence: str) -> None:
        refused = remote(tmp_path, issuer, "--yes", by=by)
        assert (refused.exit_code, sentence in refused.output) == (2, True)

    def test_names_the_providers_there_are(self, tmp_path: Path, issuer: Issuer) -> None:
        named = files(tmp_path, b"", issuer)
        refused = signer(
            "set", "bintan.hadi", "--provider", "bsre", "--key", SIGNER, "--officer", "bintan.hadi", *named
        )
        assert (refused.exit_code, "pkcs11, remote" in refused.output) == (2, True)

    def test_refuses_a_file_that_is_no_certificate(self, tmp_path: Path, issuer: Issuer) -> None:
        named = files(tmp_path, b"bukan", issuer)
        refused = signer(
            "set", "bintan.hadi", "--provider", "remote", "--key", SIGNER, "--officer", "bintan.hadi", *named
        )
        assert (refused.exit_code, "PEM" in refused.output) == (2, True)

    def test_asks_for_the_pin_of_a_token_without_showing_it(
        self, tmp_path: Path, issuer: Issuer, settings: Settings, token_folder: None
    ) -> None:
        settings.TOKEN_LIBRARY = softhsm.LIBRARY
        public = softhsm.token("Di terminal", "tte")
        named = files(tmp_path, pem(issuer.certificate(public)), issuer)
        key = "pkcs11:token=Di%20terminal;object=tte"
        words = ("set", "bintan.hadi", "--provider", "pkcs11", "--key", key, "--officer", "bintan.hadi", *named)
        wrong = signer(*words, "--yes", answers="999999\n")
        assert (wrong.exit_code, "PIN tidak cocok" in wrong.output, "999999" in wrong.output) == (2, True, False)
        done = signer(*words, "--yes", answers=f"{softhsm.PIN}\n")
        assert done.exit_code == 0, done.output
        assert softhsm.PIN not in done.output


class TestShow:
    def test_says_where_the_key_is_and_gives_the_root(self) -> None:
        none = signer("show", "bintan.hadi")
        assert (none.exit_code, "belum mempunyai sertifikat" in none.output) == (2, True)
        cases.certified()
        assert "Kunci: local. Penerbit: Otoritas Latihan Loket." in signer("show", "bintan.hadi").output
        assert signer("show", "bintan.hadi", "--root").output.startswith("-----BEGIN CERTIFICATE-----")
