"""Pak Hadi signs with a certificate from outside: of a provider elsewhere, or with a key in a token."""

import datetime
import io
import logging
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.core.management import call_command
from pkcs11.exceptions import TokenNotPresent
from pytest_django import Settings

from loket.core.problems import Refusal
from loket.signing import models, pades, queries, services
from loket.signing.pades import OpenedKey, PreparedPaper
from loket.signing.passphrase import Passphrase
from loket.signing.providers import Answer, LocalProvider
from loket.signing.records import ItemOutcome, SignedItem
from loket.signing.refusals import (
    CertificateHeldElsewhere,
    CertificateNotYours,
    CertificateOfAnother,
    CertificateOutOfTime,
    CertificateUnusable,
    NoSeatToSign,
    ProviderNotSet,
    SignerNumberMissing,
    TokenKeyMissing,
    TokenNameMalformed,
    TokenPinWrong,
)
from loket.signing.services import Holder, OutsideCertificate
from loket.signing.standalone.loket_verify import check_paper
from tests.apps import factories
from tests.apps.signing import cases, softhsm
from tests.apps.signing import provider_server as acts
from tests.apps.signing.people import HIS_PASSPHRASE, usage
from tests.apps.signing.provider_server import UNTIL, Issuer, ProviderServer, pem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]
SIGNER = "9901010101700001"
CANARY = "burung-kenari-4711"
needs_softhsm = pytest.mark.skipif(not softhsm.LIBRARY, reason=softhsm.MISSING)


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def there(issuer: Issuer, tmp_path: Path, settings: Settings) -> Iterator[ProviderServer]:
    """A provider elsewhere at which Pak Hadi has a key, and the settings that lead to it."""
    credentials = tmp_path / "kredensial"
    credentials.write_text("loket:kredensial-kantor-0815")
    credentials.chmod(0o600)
    with ProviderServer(tmp_path, issuer.signer()) as running:
        settings.SIGNING_ADDRESS = running.address
        settings.SIGNING_CREDENTIALS = str(credentials)
        settings.SIGNING_TRUST = str(running.trust)
        yield running


def remote(there: ProviderServer, issuer: Issuer) -> OutsideCertificate:
    return OutsideCertificate(Holder.REMOTE, SIGNER, pem(there.key.certificate), pem(issuer.root))


@pytest.fixture
def kk(there: ProviderServer, issuer: Issuer) -> str:
    """A KK to sign, and Pak Hadi with his certificate of the provider."""
    services.use_certificate(factories.hadi(), remote(there, issuer), factories.hadi(), at=factories.MONDAY)
    return cases.damaged_kk()


def sign(*resis: str, words: Passphrase = HIS_PASSPHRASE) -> tuple[SignedItem, ...]:
    return services.sign_batch(resis, factories.hadi(), words, uuid.uuid4(), at=factories.MONDAY)


def asked(item: SignedItem) -> str:
    assert item.uuid is not None
    return services.resolve_unknown(item.uuid, factories.budi(), at=factories.MONDAY).state.value


def signed_pdf(item: SignedItem) -> bytes:
    assert item.uuid is not None
    return queries.signed_pdf(item.uuid, factories.hadi())[1]


class TestAPaperSignedElsewhere:
    def test_holds_for_the_providers_authority_and_names_it(
        self, kk: str, issuer: Issuer, there: ProviderServer
    ) -> None:
        (item,) = sign(kk)
        assert item.outcome is ItemOutcome.SIGNED
        pdf = signed_pdf(item)
        assert check_paper(pdf, [issuer.root], factories.MONDAY).verdict == "valid"
        assert check_paper(pdf, [Issuer().root], factories.MONDAY).verdict == "invalid"
        row = models.SignedPaper.objects.get()
        assert there.heard[0].body["id"] == str(row.request_id)
        assert there.heard[0].body["nik"] == SIGNER

    def test_is_asked_about_and_never_sent_again(self, kk: str, there: ProviderServer) -> None:
        there.acts.append(acts.sign_and_reset)
        (item,) = sign(kk)
        assert (item.outcome, sign(kk)[0].outcome) == (ItemOutcome.UNKNOWN, ItemOutcome.UNKNOWN)
        assert asked(item) == "signed"
        assert [one.method for one in there.heard] == ["POST", "GET"]
        assert sign(kk)[0].outcome is ItemOutcome.SIGNED

    def test_may_be_tried_again_after_a_clear_no(self, kk: str, there: ProviderServer) -> None:
        there.acts.append(acts.rejecting("quota"))
        (failed,) = sign(kk)
        assert failed.sentence == "Belum ditandatangani: Kuota tanda tangan kantor pada penyedia habis."
        assert sign(kk)[0].outcome is ItemOutcome.SIGNED
        assert len({one.body["id"] for one in there.heard}) == 2

    def test_that_never_arrived_is_free_after_an_hour(
        self, kk: str, there: ProviderServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        there.acts.append(acts.answering(b""))
        (item,) = sign(kk)
        assert asked(item) == "unknown"
        monkeypatch.setattr("loket.signing.remote.FORGOTTEN", datetime.timedelta(seconds=-1))
        assert asked(item) == "failed"

    def test_answered_twice_with_two_signatures_keeps_the_first(self, kk: str, there: ProviderServer) -> None:
        (item,) = sign(kk)
        first = signed_pdf(item)
        there.kept.clear()
        assert sign(kk) == (item,)
        assert signed_pdf(item) == first
        assert len(there.heard) == 1


class TestASignatureThatIsNotHis:
    @pytest.mark.parametrize("odd", ["digest", "signer", "issuer", "root"])
    def test_leaves_a_doubt_that_asking_ends(self, kk: str, there: ProviderServer, issuer: Issuer, odd: str) -> None:
        own_root = OpenedKey(issuer.root, issuer.root, issuer.key)
        there.acts.append(
            {
                "digest": acts.signing(digest=b"\x07" * 32),
                "signer": acts.signing(issuer.signer("Dewi Lestari")),
                "issuer": acts.signing(Issuer().signer()),
                "root": acts.signing(own_root),
            }[odd]
        )
        (item,) = sign(kk)
        assert item.outcome is ItemOutcome.UNKNOWN
        assert "tidak dapat dipakai" in queries.signatures_of(kk, factories.hadi())[0].reason
        assert asked(item) == "signed"


class TestABatch:
    def test_of_which_each_paper_has_its_own_result(self, kk: str, there: ProviderServer) -> None:
        resis = (kk, *(cases.damaged_kk(number) for number in (4, 5, 6)))
        there.acts += [ProviderServer.answer, acts.rejecting("quota"), acts.answering(b"<p>", "502 Bad Gateway")]
        items = sign(*resis)
        assert [one.outcome for one in items] == ["signed", "failed", "unknown", "signed"]
        assert asked(items[2]) == "unknown"


@pytest.fixture(scope="module")
def in_token(token_folder: None, issuer: Issuer) -> OutsideCertificate:
    """A certificate for a new key in a token."""
    public = softhsm.token("Kepala Dinas", "tte")
    name = "pkcs11:token=Kepala%20Dinas;object=tte"
    return OutsideCertificate(Holder.PKCS11, name, pem(issuer.certificate(public)), pem(issuer.root))


@pytest.fixture
def with_token(in_token: OutsideCertificate, settings: Settings) -> OutsideCertificate:
    settings.TOKEN_LIBRARY = softhsm.LIBRARY
    pin = Passphrase(softhsm.PIN)
    services.use_certificate(factories.hadi(), in_token, factories.hadi(), pin=pin, at=factories.MONDAY)
    return in_token


def pulling(patched: pytest.MonkeyPatch) -> Callable[[x509.Certificate], object]:
    """What is done first for each paper; from then on the token is gone."""
    real = pades.translate_pyca_cryptography_cert_to_asn1

    def pulled(_file: str) -> None:
        raise TokenNotPresent

    def first(certificate: x509.Certificate) -> object:
        patched.setattr(pkcs11, "lib", pulled)
        return real(certificate)

    return first


@needs_softhsm
class TestAPaperSignedByAToken:
    def test_holds_and_is_signed_once(self, with_token: OutsideCertificate, issuer: Issuer) -> None:
        kk = cases.damaged_kk()
        (item,) = sign(kk, words=Passphrase(softhsm.PIN))
        assert item.outcome is ItemOutcome.SIGNED
        assert check_paper(signed_pdf(item), [issuer.root], factories.MONDAY).verdict == "valid"
        assert sign(kk, words=Passphrase(softhsm.PIN)) == (item,)
        assert models.LocalAnswer.objects.count() == 1

    def test_is_not_begun_with_a_wrong_pin(self, with_token: OutsideCertificate) -> None:
        kk = cases.damaged_kk()
        with pytest.raises(TokenPinWrong):
            sign(kk, words=Passphrase("000000"))
        with pytest.raises(TokenPinWrong):
            services.require_key(factories.hadi(), Passphrase("000000"), at=factories.MONDAY)
        assert not models.SignedPaper.objects.exists()

    def test_fails_for_good_when_the_token_is_pulled_out(
        self, with_token: OutsideCertificate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kk = cases.damaged_kk()
        with monkeypatch.context() as patched:
            # After the batch was opened, when the first paper comes.
            patched.setattr(pades, "translate_pyca_cryptography_cert_to_asn1", pulling(patched))
            (item,) = sign(kk, words=Passphrase(softhsm.PIN))
        assert (item.outcome, "tidak terpasang" in item.sentence) == (ItemOutcome.FAILED, True)
        assert sign(kk, words=Passphrase(softhsm.PIN))[0].outcome is ItemOutcome.SIGNED

    def test_that_nobody_heard_of_is_ended_by_asking(
        self, with_token: OutsideCertificate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kk = cases.damaged_kk()

        def crash(_provider: LocalProvider, _request_id: uuid.UUID, _paper: PreparedPaper) -> Answer:
            raise OSError

        with monkeypatch.context() as patched:
            patched.setattr(LocalProvider, "sign", crash)
            (item,) = sign(kk, words=Passphrase(softhsm.PIN))
        assert (item.outcome, asked(item)) == (ItemOutcome.UNKNOWN, "failed")


def everywhere(folder: Path) -> bytes:
    """All that the database and the folders of the office hold."""
    rows = io.StringIO()
    call_command("dumpdata", "--all", stdout=rows)
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "kredensial"]
    return rows.getvalue().encode() + b"".join(files)


class TestTheSecretWords:
    @pytest.fixture(autouse=True)
    def all_is_logged(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)

    def silent(
        self, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], folder: Path, word: str
    ) -> None:
        out, err = capfd.readouterr()
        assert word not in caplog.text + out + err
        assert word.encode() not in everywhere(folder)

    def test_of_a_provider_are_written_nowhere(
        self,
        kk: str,
        there: ProviderServer,
        own_keys: Path,
        caplog: pytest.LogCaptureFixture,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        resis = (kk, *(cases.damaged_kk(number) for number in (4, 5)))
        there.acts += [
            acts.rejecting("lain", message=f"frasa {CANARY} salah"),
            acts.changing(message=CANARY, status=CANARY),
            acts.answering({"id": CANARY, "status": CANARY}, f"400 {CANARY}"),
        ]
        items = sign(*resis, words=Passphrase(CANARY))
        assert [one.outcome for one in items] == ["failed", "unknown", "unknown"]
        assert CANARY not in repr(items)
        assert [one.body["passphrase"] for one in there.heard] == [CANARY] * 3
        assert asked(items[1]) == "signed"
        for word in (CANARY, "kredensial-kantor-0815"):
            self.silent(caplog, capfd, own_keys, word)

    @needs_softhsm
    def test_of_a_token_are_written_nowhere(
        self,
        with_token: OutsideCertificate,
        own_keys: Path,
        caplog: pytest.LogCaptureFixture,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        kk = cases.damaged_kk()
        with pytest.raises(TokenPinWrong) as refused:
            sign(kk, words=Passphrase(CANARY))
        assert CANARY not in str(refused.value)
        assert sign(kk, words=Passphrase(softhsm.PIN))[0].outcome is ItemOutcome.SIGNED
        self.silent(caplog, capfd, own_keys, CANARY)

    def test_would_be_found(self, own_keys: Path) -> None:
        factories.away(factories.hadi())
        (own_keys / "berkas").mkdir()
        (own_keys / "berkas/surat").write_text(CANARY)
        assert CANARY.encode() in everywhere(own_keys)
        assert b"cuti" in everywhere(own_keys)


class TestACertificateFromOutside:
    def test_takes_the_place_of_the_one_before(self, there: ProviderServer, issuer: Issuer) -> None:
        cases.certified()
        made = services.use_certificate(factories.hadi(), remote(there, issuer), factories.hadi(), at=factories.MONDAY)
        assert queries.certificate_of(factories.hadi()) == made
        assert (made.provider, made.issuer, made.valid_until) == ("remote", "Penyelenggara Uji Tersertifikasi", UNTIL)
        row = models.SignerCertificate.objects.get(pk=made.id)
        assert (row.key_name, row.encrypted_key, row.made_by) == (SIGNER, "", factories.hadi().person)

    def test_is_not_pushed_aside_by_one_for_training(self, kk: str) -> None:
        with pytest.raises(CertificateHeldElsewhere):
            cases.certified()
        later = UNTIL + datetime.timedelta(days=1)
        assert services.make_certificate(factories.hadi(), HIS_PASSPHRASE, at=later).provider == "local"

    def test_is_set_by_who_keeps_the_office(self, there: ProviderServer, issuer: Issuer) -> None:
        for nobody in (factories.budi(), factories.officer("pontianak.admin")):
            with pytest.raises(CertificateNotYours):
                services.use_certificate(factories.hadi(), remote(there, issuer), nobody, at=factories.MONDAY)

    def test_is_for_who_has_a_position_today(self, there: ProviderServer, issuer: Issuer) -> None:
        admin, hadi = factories.officer("bintan.admin"), factories.away(factories.hadi())
        with pytest.raises(NoSeatToSign):
            services.use_certificate(hadi, remote(there, issuer), admin, at=factories.MONDAY)

    def test_of_another_person_is_refused(self, there: ProviderServer, issuer: Issuer) -> None:
        public = there.key.certificate.public_key()
        own = "".join(factories.hadi().nip.split())
        assert len(own) == 18
        certificate = issuer.certificate(public, nip="199001012020011001")
        with pytest.raises(CertificateOfAnother):
            use(certificate, issuer)
        use(issuer.certificate(public, nip=own), issuer)

    def test_that_has_ended_is_refused(self, there: ProviderServer, issuer: Issuer) -> None:
        ended = issuer.certificate(there.key.certificate.public_key(), until=factories.MONDAY)
        with pytest.raises(CertificateOutOfTime):
            use(ended, issuer, at=factories.MONDAY + datetime.timedelta(seconds=1))

    def test_that_would_not_hold_is_refused_with_the_reason(self, there: ProviderServer, issuer: Issuer) -> None:
        public = there.key.certificate.public_key()
        large = rsa.generate_private_key(65537, 2048).public_key()
        curve = ec.generate_private_key(ec.SECP384R1()).public_key()
        wrong = {
            "ECDSA P-256": issuer.certificate(large),
            "bukan ECDSA P-256": issuer.certificate(curve),
            "bukan untuk menandatangani": issuer.certificate(public, use=usage(key_agreement=True)),
            "bukan dikeluarkan": Issuer().certificate(public),
        }
        for why, certificate in wrong.items():
            with pytest.raises(CertificateUnusable, match=why):
                use(certificate, issuer)

    @pytest.mark.parametrize("content", [b"", b"bukan sertifikat"])
    def test_that_is_none_is_refused(self, there: ProviderServer, issuer: Issuer, content: bytes) -> None:
        good = pem(there.key.certificate)
        for certificate, root in ((content, pem(issuer.root)), (good, content), (good + good, pem(issuer.root))):
            outside = OutsideCertificate(Holder.REMOTE, SIGNER, certificate, root)
            with pytest.raises(CertificateUnusable, match="PEM"):
                services.use_certificate(factories.hadi(), outside, factories.hadi(), at=factories.MONDAY)

    @pytest.mark.parametrize(
        ("holder", "name", "refusal"),
        [
            (Holder.REMOTE, "", SignerNumberMissing),
            (Holder.REMOTE, "9901\n", SignerNumberMissing),
            (Holder.PKCS11, "tte", TokenNameMalformed),
        ],
    )
    def test_says_which_key(
        self, there: ProviderServer, issuer: Issuer, holder: Holder, name: str, refusal: type[Refusal]
    ) -> None:
        outside = OutsideCertificate(holder, name, pem(there.key.certificate), pem(issuer.root))
        with pytest.raises(refusal):
            services.use_certificate(factories.hadi(), outside, factories.hadi(), at=factories.MONDAY)

    def test_of_a_provider_needs_the_settings_of_the_server(
        self, there: ProviderServer, issuer: Issuer, settings: Settings
    ) -> None:
        settings.SIGNING_ADDRESS = ""
        with pytest.raises(ProviderNotSet):
            use(there.key.certificate, issuer)

    def test_is_not_a_local_one(self, there: ProviderServer, issuer: Issuer) -> None:
        outside = OutsideCertificate(Holder.LOCAL, "", pem(there.key.certificate), pem(issuer.root))
        with pytest.raises(ValueError, match="made, not brought"):
            services.use_certificate(factories.hadi(), outside, factories.hadi(), at=factories.MONDAY)

    @needs_softhsm
    def test_is_proved_by_its_token(self, in_token: OutsideCertificate, issuer: Issuer, settings: Settings) -> None:
        settings.TOKEN_LIBRARY = softhsm.LIBRARY
        other = replace(in_token, certificate=pem(issuer.signer().certificate))
        for outside, pin, refusal in (
            (in_token, None, TokenPinWrong),
            (in_token, Passphrase("000000"), TokenPinWrong),
            (other, Passphrase(softhsm.PIN), TokenKeyMissing),
        ):
            with pytest.raises(refusal):
                services.use_certificate(factories.hadi(), outside, factories.hadi(), pin=pin, at=factories.MONDAY)
        assert queries.certificate_of(factories.hadi()) is None


def use(certificate: x509.Certificate, issuer: Issuer, at: datetime.datetime = factories.MONDAY) -> None:
    outside = OutsideCertificate(Holder.REMOTE, SIGNER, pem(certificate), pem(issuer.root))
    services.use_certificate(factories.hadi(), outside, factories.hadi(), at=at)
