"""Setting a certificate from outside: whose it is, whether its signatures would hold, and which key it is."""

import datetime
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pytest_django import Settings

from loket.core.problems import Refusal
from loket.signing import models, queries, services
from loket.signing.passphrase import Passphrase
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
from tests.apps import factories
from tests.apps.signing import cases, softhsm
from tests.apps.signing.outside import SIGNER, remote
from tests.apps.signing.people import HIS_PASSPHRASE, usage
from tests.apps.signing.provider_server import UNTIL, Issuer, ProviderServer, pem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]


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
