"""Pak Hadi with a certificate from outside: what he signs, and what is asked afterwards."""

import uuid
from typing import Final

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
