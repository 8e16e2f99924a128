"""
Which provider a signer's certificate belongs to, opened for one batch, or only to be asked.

It refuses to know any paper.
"""

import datetime

from cryptography import x509
from django.conf import settings

from loket.signing import models
from loket.signing.certificates import file_of
from loket.signing.pades import open_key
from loket.signing.passphrase import Passphrase
from loket.signing.providers import Holder, LocalProvider, Provider
from loket.signing.refusals import KeyFileBroken
from loket.signing.remote import RemoteProvider, server_at, signer_at
from loket.signing.tokens import TokenName, open_token
from loket.storage.exchange import Server


def opened(row: models.SignerCertificate, passphrase: Passphrase) -> Provider:
    """
    The provider of a certificate, with what the signer has just typed: a passphrase or a PIN.

    Raises KeyFileBroken and PassphraseWrong; for a token as `open_token`; for a provider elsewhere, whom the passphrase
    reaches with the first paper, ProviderNotSet, ProviderSettingWrong and ProviderPassphraseMissing.
    """
    match row.provider:
        case Holder.LOCAL:
            return LocalProvider(open_key(file_of(row), passphrase))
        case Holder.PKCS11:
            certificate, root = certificates_of(row)
            name = TokenName.parse(row.key_name or "")
            return LocalProvider(open_token(settings.TOKEN_LIBRARY, name, certificate, root, passphrase))
        case Holder.REMOTE:
            return signer_at(server(), row.key_name or "", passphrase)
    raise KeyFileBroken(file="penanda tangan")


def to_be_asked(row: models.SignerCertificate, sent_at: datetime.datetime) -> Provider:
    """
    The provider of a certificate, to be asked about a request of then; whoever signed here is asked here.

    Raises ProviderNotSet and ProviderSettingWrong.
    """
    if row.provider == Holder.REMOTE:
        return RemoteProvider(server(), row.key_name or "", sent_at=sent_at)
    return LocalProvider()


def server() -> Server:
    """The provider elsewhere that this installation uses. Raises ProviderNotSet and ProviderSettingWrong."""
    return server_at(settings.SIGNING_ADDRESS, settings.SIGNING_CREDENTIALS, settings.SIGNING_TRUST)


def certificates_of(row: models.SignerCertificate) -> tuple[x509.Certificate, x509.Certificate]:
    """The signer's certificate and its root. Raises KeyFileBroken."""
    try:
        return (
            x509.load_pem_x509_certificate(row.certificate.encode()),
            x509.load_pem_x509_certificate(row.root.encode()),
        )
    except ValueError as error:
        raise KeyFileBroken(file="penanda tangan") from error
