"""Pak Hadi with a certificate from outside: what he signs, and what is asked afterwards."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pytest_django import Settings

from loket.signing import queries, services
from loket.signing.passphrase import Passphrase
from loket.signing.records import SignedItem
from loket.signing.services import Holder, OutsideCertificate
from tests.apps import factories
from tests.apps.signing.people import HIS_PASSPHRASE
from tests.apps.signing.provider_server import Issuer, ProviderServer, pem

SIGNER: Final = "9901010101700001"


def remote(there: ProviderServer, issuer: Issuer) -> OutsideCertificate:
    """The certificate for his key at the provider."""
    return OutsideCertificate(Holder.REMOTE, SIGNER, pem(there.key.certificate), pem(issuer.root))


@contextmanager
def provider_of_hadi(settings: Settings, folder: Path) -> Iterator[ProviderServer]:
    """A provider that listens, and holds the key of the certificate that is set for him."""
    credentials = folder / "kredensial"
    credentials.write_text("loket:rahasia")
    credentials.chmod(0o600)
    issuer = Issuer()
    with ProviderServer(folder, issuer.signer()) as there:
        settings.SIGNING_ADDRESS, settings.SIGNING_CREDENTIALS = there.address, str(credentials)
        settings.SIGNING_TRUST = str(there.trust)
        services.use_certificate(factories.hadi(), remote(there, issuer), factories.hadi(), at=factories.MONDAY)
        yield there


def sign(*resis: str, words: Passphrase = HIS_PASSPHRASE) -> tuple[SignedItem, ...]:
    """He signs these on Monday, with whatever provider his certificate is of."""
    return services.sign_batch(resis, factories.hadi(), words, uuid.uuid4(), at=factories.MONDAY)


def asked(item: SignedItem) -> str:
    """The state of a paper after the provider was asked."""
    assert item.uuid is not None
    return services.resolve_unknown(item.uuid, factories.budi(), at=factories.MONDAY).state.value


def signed_pdf(item: SignedItem) -> bytes:
    """The bytes of a signed paper."""
    assert item.uuid is not None
    return queries.signed_pdf(item.uuid, factories.hadi())[1]
