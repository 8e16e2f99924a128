"""
The office's own certificate authority: a root made on the first run, and a certificate for each signer.

Clearly a training root: it proves that a paper came from this installation, and no more than that. Certified
signatures come from a certified provider. It refuses to keep a signer's key open, or to know a signer's passphrase.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from loket.signing.key_files import decrypted, encrypted, made_once
from loket.signing.passphrase import Passphrase
from loket.signing.refusals import KeyFileBroken, NipMalformed, RootPassphraseWrong, SignerNameUnusable

ROOT_NAME: Final = "Otoritas Latihan Loket"
_FILE: Final = "otoritas.pem"
_ROOT_LASTS: Final = timedelta(days=3652)
_SIGNER_LASTS: Final = timedelta(days=730)
# The clock of another machine of the office may be behind.
_BACKDATED: Final = timedelta(minutes=5)
# RFC 5280 allows 64 letters to each; titles and offices outgrow that, and no program we know refuses them for it.
_LONGEST: Final = {"nama": 64, "kantor": 160, "jabatan": 160}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerName:
    """Who a certificate names: `title` as printed under the signature, `nip` with or without blanks, or empty."""

    full_name: str
    nip: str
    title: str
    office: str


@dataclass(frozen=True, slots=True)
class SignerFile:
    """A signer's certificate with its root, and the key that only the signer's passphrase opens; all PEM."""

    certificate: bytes
    root: bytes
    encrypted_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Authority:
    """The opened root authority; it issues certificates for signers."""

    root: x509.Certificate
    _key: ec.EllipticCurvePrivateKey = field(repr=False)

    def issue(self, name: SignerName, passphrase: Passphrase, now: datetime) -> SignerFile:
        """
        A new key for a signer, encrypted with the signer's own passphrase, and a certificate of two years from `now`.

        The certificate never outlives the root. Raises SignerNameUnusable, NipMalformed, PassphraseTooShort.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        until = min(now + _SIGNER_LASTS, self.root.not_valid_after_utc)
        usage = _usage(content_commitment=True, digital_signature=True)
        certificate = (
            _certificate(_subject(name), self.root.subject, key.public_key(), now, until)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
            .sign(self._key, SHA256())
        )
        return SignerFile(
            certificate.public_bytes(Encoding.PEM), self.root.public_bytes(Encoding.PEM), encrypted(key, passphrase)
        )


def open_authority(folder: Path, passphrase: Passphrase, now: datetime) -> Authority:
    """
    Open the root authority in `folder`, which exists; at the first call make it, valid for ten years from `now`.

    Several processes that start together end with one root. Raises RootPassphraseWrong, KeyFileBroken,
    and PassphraseTooShort for a root not yet made.
    """
    file = folder / _FILE
    held = file.read_bytes() if file.exists() else made_once(file, _new_root(passphrase, now))
    root = _certificate_in(held, file)
    key = decrypted(held, passphrase)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != root.public_key():
        raise RootPassphraseWrong(folder=folder)
    return Authority(root, key)


def root_certificate(folder: Path) -> bytes | None:
    """The root's certificate as PEM, to be given away; None before the first run. Raises KeyFileBroken."""
    file = folder / _FILE
    if not file.exists():
        return None
    return _certificate_in(file.read_bytes(), file).public_bytes(Encoding.PEM)


def _new_root(passphrase: Passphrase, now: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"), x509.NameAttribute(NameOID.COMMON_NAME, ROOT_NAME)]
    )
    root = (
        _certificate(name, name, key.public_key(), now, now + _ROOT_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(key, SHA256())
    )
    return root.public_bytes(Encoding.PEM) + encrypted(key, passphrase)


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACKDATED)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(
    *,
    content_commitment: bool = False,
    digital_signature: bool = False,
    key_cert_sign: bool = False,
    crl_sign: bool = False,
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=content_commitment,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        encipher_only=False,
        decipher_only=False,
    )


def _subject(name: SignerName) -> x509.Name:
    parts = {"nama": name.full_name, "kantor": name.office, "jabatan": name.title}
    for part, text in parts.items():
        if not (
            0 < len(text.encode(errors="replace")) <= _LONGEST[part] and text.isprintable() and text.strip() == text
        ):
            raise SignerNameUnusable(part=part, most=_LONGEST[part])
    nip = "".join(name.nip.split())
    if nip and not (len(nip) == 18 and nip.isascii() and nip.isdigit()):
        raise NipMalformed(nip=name.nip)
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name.office),
            x509.NameAttribute(NameOID.TITLE, name.title),
            *([x509.NameAttribute(NameOID.SERIAL_NUMBER, nip)] if nip else []),
            x509.NameAttribute(NameOID.COMMON_NAME, name.full_name),
        ]
    )


def _certificate_in(pem: bytes, file: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(pem)
    except ValueError as error:
        raise KeyFileBroken(file=file.name) from error
