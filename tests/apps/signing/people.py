"""Who signs in these tests, with what words, when, and what the papers say."""

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from loket.core.proof.code import VerificationCode
from loket.core.proof.facts import SHORT, facts_digest
from loket.core.proof.payload import QrPayload
from loket.signing.authority import SignerName
from loket.signing.passphrase import Passphrase

# Past for every machine that runs these tests, for the stand-alone program reads the real clock.
NOW = datetime(2024, 11, 25, 3, 15, tzinfo=UTC)
ROOT_PASSPHRASE = Passphrase("kunci otoritas latihan")
HIS_PASSPHRASE = Passphrase("perahu biru di Kijang")
HADI = SignerName(
    full_name="Drs. Hadi Purnomo, M.Si.",
    nip="99700101 199503 1 001",
    title="Kepala Dinas Kependudukan dan Pencatatan Sipil Kabupaten Bintan",
    office="Dinas Kependudukan dan Pencatatan Sipil Kabupaten Bintan",
)
CODE = VerificationCode("7K2M94QXB3TD")
FACTS = facts_digest({"nama": "Adi Salim", "nomor": "2101-LU-23112026-0001"})
REASON = f"Kode {CODE.letters} fakta {FACTS.hex()}"
PAYLOAD = QrPayload(
    code=CODE.letters,
    kind="AKTA-KELAHIRAN",
    number="2101-LU-23112026-0001",
    issued_date=date(2026, 11, 23),
    initials="AS",
    facts=FACTS[:SHORT],
)
SEAL = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_SEAL = Ed25519PrivateKey.from_private_bytes(bytes(32))


def small_pdf() -> bytes:
    """The smallest paper: one blank page."""
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 100))
        pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    return made.getvalue()


class Forger:
    """Issues any certificate one asks for, and signs with it: what an attacker, or a careless authority, could do."""

    def __init__(self, name: str = "Otoritas Latihan Loket") -> None:
        self.root_key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.key: Any = ec.generate_private_key(ec.SECP256R1())
        self.root = self.root_of(self.root_key)
        self.certificate = self.issued()

    def root_of(self, key: ec.EllipticCurvePrivateKey, *, is_ca: bool = True) -> x509.Certificate:
        """A root of that name and key."""
        return (
            self._named(self.name, key.public_key(), timedelta(days=1), timedelta(days=100))
            .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
            .add_extension(usage(key_cert_sign=True), critical=True)
            .sign(key, SHA256())
        )

    def issued(
        self,
        *extra: x509.ExtensionType,
        since: timedelta = timedelta(days=1),
        until: timedelta = timedelta(days=30),
        is_ca: bool = False,
        use: x509.KeyUsage | None = None,
        says_use: bool = True,
        by: ec.EllipticCurvePrivateKey | None = None,
    ) -> x509.Certificate:
        """A certificate for `self.key`, as wrong as one asks for."""
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Drs. Hadi Purnomo, M.Si.")])
        builder = self._named(subject, self.key.public_key(), since, until)
        builder = builder.add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        if says_use:
            builder = builder.add_extension(use or usage(content_commitment=True), critical=True)
        for extension in extra:
            builder = builder.add_extension(extension, critical=False)
        return builder.sign(by or self.root_key, SHA256())

    def sign(self, data: bytes) -> bytes:
        """The signature of the key over the data."""
        signature: bytes = self.key.sign(data, ec.ECDSA(SHA256()))
        return signature

    def _named(self, subject: x509.Name, key: Any, since: timedelta, until: timedelta) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - since)
            .not_valid_after(NOW + until)
        )


def usage(**bits: bool) -> x509.KeyUsage:
    """A key usage with these bits alone."""
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: bits.get(name, False) for name in names})
