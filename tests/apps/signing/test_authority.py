"""One root, made once; certificates that say who signs; keys that only their owner's words open (T02)."""

import stat
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from loket.core.problems import Refusal
from loket.signing.authority import ROOT_NAME, Authority, SignerFile, open_authority, root_certificate
from loket.signing.pades import open_key
from loket.signing.passphrase import Passphrase
from loket.signing.refusals import (
    KeyFileBroken,
    NipMalformed,
    PassphraseTooShort,
    PassphraseWrong,
    RootPassphraseWrong,
    SignerNameUnusable,
)
from loket.signing.seal import open_seal, public_seal
from tests.apps.signing.people import HADI, HIS_PASSPHRASE, NOW, ROOT_PASSPHRASE

AT_ONCE = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from loket.signing.authority import open_authority
from loket.signing.passphrase import Passphrase
from loket.signing.seal import open_seal
folder = Path(sys.argv[1])
sys.stdout.write("ready\\n"); sys.stdout.flush(); sys.stdin.readline()
words = Passphrase("kunci otoritas latihan")
root = open_authority(folder, words, datetime.now(UTC)).root
seal = open_seal(folder, "bintan", words)
sys.stdout.write(f"{root.serial_number} {seal.public_key.public_bytes_raw().hex()}\\n")
"""


class TestRoot:
    def test_is_made_once_and_opened_ever_after(self, tmp_path: Path) -> None:
        assert root_certificate(tmp_path) is None
        first = open_authority(tmp_path, ROOT_PASSPHRASE, NOW)
        again = open_authority(tmp_path, ROOT_PASSPHRASE, NOW + timedelta(days=400))
        assert first.root == again.root
        given_away = root_certificate(tmp_path)
        assert given_away is not None
        assert x509.load_pem_x509_certificate(given_away) == first.root
        assert b"PRIVATE" not in given_away

    def test_is_one_for_processes_that_start_together(self, tmp_path: Path) -> None:
        command = [sys.executable, "-c", AT_ONCE, str(tmp_path)]
        started = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)
        ]
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in started:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        said = {process.communicate(timeout=60)[0] for process in started}
        assert len(said) == 1
        assert [process.returncode for process in started] == [0] * 4
        assert sorted(file.name for file in tmp_path.iterdir()) == ["otoritas.pem", "segel-bintan.pem"]

    def test_is_kept_from_other_users_and_encrypted(self, tmp_path: Path) -> None:
        open_authority(tmp_path, ROOT_PASSPHRASE, NOW)
        open_seal(tmp_path, "bintan", ROOT_PASSPHRASE)
        for file in tmp_path.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
            assert file.read_text("ascii").count("PRIVATE KEY") == 2
            assert "ENCRYPTED PRIVATE KEY" in file.read_text("ascii")

    def test_says_that_it_is_for_training(self, authority: Authority) -> None:
        (name,) = authority.root.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        assert name.value == ROOT_NAME == "Otoritas Latihan Loket"

    def test_does_not_open_with_other_words(self, tmp_path: Path) -> None:
        open_authority(tmp_path, ROOT_PASSPHRASE, NOW)
        with pytest.raises(RootPassphraseWrong) as refused:
            open_authority(tmp_path, Passphrase("kunci otoritas latihan2"), NOW)
        assert str(tmp_path) in refused.value.hint

    def test_is_not_made_with_a_short_passphrase(self, tmp_path: Path) -> None:
        with pytest.raises(PassphraseTooShort):
            open_authority(tmp_path, Passphrase("pendek"), NOW)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        "content", [b"", b"\xff\x00", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
    )
    def test_that_is_broken_is_named_and_never_made_anew(self, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "otoritas.pem"
        file.write_bytes(content)
        with pytest.raises(KeyFileBroken) as refused:
            open_authority(tmp_path, ROOT_PASSPHRASE, NOW)
        assert "otoritas.pem" in refused.value.explanation
        assert file.read_bytes() == content

    def test_whose_key_was_cut_off_does_not_open(self, tmp_path: Path) -> None:
        open_authority(tmp_path, ROOT_PASSPHRASE, NOW)
        file = tmp_path / "otoritas.pem"
        file.write_bytes(file.read_bytes().partition(b"Argon2id")[0])
        with pytest.raises(RootPassphraseWrong):
            open_authority(tmp_path, ROOT_PASSPHRASE, NOW)


class TestCertificateOfASigner:
    def test_names_the_person_the_number_the_title_and_the_office(self, hadi: SignerFile) -> None:
        subject = x509.load_pem_x509_certificate(hadi.certificate).subject
        assert {part.rfc4514_attribute_name: part.value for part in subject} == {
            "C": "ID",
            "O": HADI.office,
            "2.5.4.12": HADI.title,
            "2.5.4.5": "997001011995031001",
            "CN": HADI.full_name,
        }

    def test_is_issued_for_signing_and_nothing_else(self, hadi: SignerFile, authority: Authority) -> None:
        certificate = x509.load_pem_x509_certificate(hadi.certificate)
        certificate.verify_directly_issued_by(authority.root)
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        assert (usage.content_commitment, usage.digital_signature) == (True, True)
        assert (usage.key_cert_sign, usage.crl_sign, usage.key_agreement) == (False, False, False)

    def test_never_outlives_the_root(self, authority: Authority) -> None:
        late = authority.root.not_valid_after_utc - timedelta(days=3)
        certificate = x509.load_pem_x509_certificate(authority.issue(HADI, HIS_PASSPHRASE, late).certificate)
        assert certificate.not_valid_after_utc == authority.root.not_valid_after_utc

    def test_may_be_without_a_number_for_who_has_none(self, authority: Authority) -> None:
        issued = authority.issue(replace(HADI, nip=""), HIS_PASSPHRASE, NOW)
        subject = x509.load_pem_x509_certificate(issued.certificate).subject
        assert subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER) == []

    @pytest.mark.parametrize("nip", ["1", "99700101 199503 1 00X", "٩٩٧٠٠١٠١١٩٩٥٠٣١٠٠١"])
    def test_is_refused_for_a_number_that_is_none(self, authority: Authority, nip: str) -> None:
        with pytest.raises(NipMalformed) as refused:
            authority.issue(replace(HADI, nip=nip), HIS_PASSPHRASE, NOW)
        assert nip in refused.value.explanation

    @pytest.mark.parametrize(
        ("part", "change"),
        [
            ("nama", {"full_name": ""}),
            ("nama", {"full_name": "N" * 65}),
            ("nama", {"full_name": "Hadi\nPurnomo"}),
            ("nama", {"full_name": "\ud800"}),
            ("kantor", {"office": " Dinas"}),
            ("jabatan", {"title": "J" * 161}),
        ],
    )
    def test_is_refused_for_what_it_has_no_room_for(
        self, authority: Authority, part: str, change: dict[str, str]
    ) -> None:
        with pytest.raises(SignerNameUnusable) as refused:
            authority.issue(replace(HADI, **change), HIS_PASSPHRASE, NOW)
        assert part in refused.value.explanation


class TestKeyOfASigner:
    def test_opens_with_the_words_of_its_owner_alone(self, hadi: SignerFile) -> None:
        assert open_key(hadi, HIS_PASSPHRASE).certificate == x509.load_pem_x509_certificate(hadi.certificate)
        for words in ("", "perahu biru di kijang", "kunci otoritas latihan"):
            with pytest.raises(PassphraseWrong) as refused:
                open_key(hadi, Passphrase(words))
            assert refused.value.explanation == "Frasa sandi tidak cocok dengan kunci Drs. Hadi Purnomo, M.Si."

    def test_is_never_in_the_clear(self, hadi: SignerFile) -> None:
        assert b"BEGIN ENCRYPTED PRIVATE KEY" in hadi.encrypted_key
        assert "PRIVATE" not in repr(hadi)
        assert "PrivateKey" not in repr(open_key(hadi, HIS_PASSPHRASE))

    def test_beside_the_certificate_of_another_is_refused(self, hadi: SignerFile, authority: Authority) -> None:
        other = authority.issue(HADI, HIS_PASSPHRASE, NOW)
        with pytest.raises(KeyFileBroken):
            open_key(replace(hadi, encrypted_key=other.encrypted_key), HIS_PASSPHRASE)

    @pytest.mark.parametrize("part", ["certificate", "root"])
    def test_without_its_certificates_is_refused(self, hadi: SignerFile, part: str) -> None:
        broken = replace(hadi, certificate=b"") if part == "certificate" else replace(hadi, root=b"")
        with pytest.raises(KeyFileBroken):
            open_key(broken, HIS_PASSPHRASE)

    @pytest.mark.parametrize("text", [b"", b"Argon2id m=8 t=1 salt=00000000000000000000000000000000\n", b"\xff"])
    def test_that_cannot_be_read_does_not_open(self, hadi: SignerFile, text: bytes) -> None:
        with pytest.raises(PassphraseWrong):
            open_key(replace(hadi, encrypted_key=text), HIS_PASSPHRASE)


class TestSeal:
    def test_is_made_once_for_each_office(self, tmp_path: Path) -> None:
        assert public_seal(tmp_path, "bintan") is None
        bintan = open_seal(tmp_path, "bintan", ROOT_PASSPHRASE)
        assert open_seal(tmp_path, "bintan", ROOT_PASSPHRASE).public_key == bintan.public_key
        assert open_seal(tmp_path, "pontianak", ROOT_PASSPHRASE).public_key != bintan.public_key
        given_away = public_seal(tmp_path, "bintan")
        assert given_away is not None
        assert given_away.startswith(b"-----BEGIN PUBLIC KEY-----")
        assert b"PRIVATE" not in given_away
        assert "PrivateKey" not in repr(bintan)

    def test_does_not_open_with_other_words(self, tmp_path: Path) -> None:
        open_seal(tmp_path, "bintan", ROOT_PASSPHRASE)
        with pytest.raises(RootPassphraseWrong):
            open_seal(tmp_path, "bintan", HIS_PASSPHRASE)

    def test_beside_the_public_key_of_another_does_not_open(self, tmp_path: Path) -> None:
        for office in ("bintan", "pontianak"):
            open_seal(tmp_path, office, ROOT_PASSPHRASE)
        ours, theirs = tmp_path / "segel-bintan.pem", tmp_path / "segel-pontianak.pem"
        mixed = theirs.read_text().partition("Argon2id")[0] + "Argon2id" + ours.read_text().partition("Argon2id")[2]
        ours.write_text(mixed)
        with pytest.raises(RootPassphraseWrong):
            open_seal(tmp_path, "bintan", ROOT_PASSPHRASE)

    def test_that_is_broken_is_named(self, tmp_path: Path, authority: Authority) -> None:
        file = tmp_path / "segel-bintan.pem"
        for content in (b"", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", P256):
            file.write_bytes(content)
            with pytest.raises(KeyFileBroken) as refused:
                open_seal(tmp_path, "bintan", ROOT_PASSPHRASE)
            assert isinstance(refused.value, Refusal)
            assert "segel-bintan.pem" in refused.value.explanation


P256 = b"""-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt
6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==
-----END PUBLIC KEY-----
"""
