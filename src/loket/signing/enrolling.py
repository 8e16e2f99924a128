"""
Certificates from outside: of a certified provider, or with a key in a token. Which one a signer has is data of the office.

It refuses a certificate whose signatures would not hold, and to see a key.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone

from loket.offices.records import Officer
from loket.signing import models
from loket.signing.acting import require_seat
from loket.signing.certificates import record_of
from loket.signing.opening import server
from loket.signing.passphrase import Passphrase
from loket.signing.providers import Holder
from loket.signing.records import CertificateRecord
from loket.signing.refusals import (
    CertificateNotYours,
    CertificateOfAnother,
    CertificateOutOfTime,
    CertificateUnusable,
    SignerNumberMissing,
)
from loket.signing.standalone.loket_verify import NotProved, check_signature, parts_of, signer_of, subject
from loket.signing.tokens import TokenName, open_token
from loket.storage.writing import run

_NUMBER: Final = re.compile(r"[A-Za-z0-9._@-]{1,64}", re.ASCII)
_NO_CERTIFICATE: Final = "berkasnya bukan satu sertifikat dalam bentuk PEM."


@dataclass(frozen=True, slots=True)
class OutsideCertificate:
    """A certificate from outside and that of its issuer, both PEM, and which key it is where that is kept."""

    holder: Holder
    key_name: str
    certificate: bytes
    root: bytes


def use_certificate(
    signer: Officer,
    outside: OutsideCertificate,
    by: Officer,
    *,
    pin: Passphrase | None = None,
    at: datetime.datetime | None = None,
) -> CertificateRecord:
    """
    From now on the signer signs with this certificate; it takes the place of the one before.

    `by` keeps the office. A key in a token is proved with the PIN, which is written nowhere; for a provider elsewhere the
    settings of the server must be there, and nothing is sent to it. Raises CertificateNotYours, NoSeatToSign,
    CertificateUnusable, CertificateOutOfTime, CertificateOfAnother, SignerNumberMissing; for a token TokenNameMalformed and
    as `open_token`; for a provider ProviderNotSet and ProviderSettingWrong. Raises ValueError for a local certificate.
    Basis: UU 11/2008 jo. UU 1/2024 ps. 13; PP 71/2019 ps. 60 (certified signatures).
    """
    moment = at or timezone.now()
    if not by.keeps_office or by.office_id != signer.office_id:
        raise CertificateNotYours(name=by.full_name)
    now = require_seat(signer, moment)
    certificate, root = _sound(outside)
    _require_of(certificate, now, moment)
    match outside.holder:
        case Holder.PKCS11:
            name = TokenName.parse(outside.key_name)
            open_token(settings.TOKEN_LIBRARY, name, certificate, root, pin or Passphrase(""))
        case Holder.REMOTE:
            if not _NUMBER.fullmatch(outside.key_name):
                raise SignerNumberMissing
            server()
        case _:
            raise ValueError("A local certificate is made, not brought.")
    row = _row(outside, certificate, root, now, by, moment)
    run(lambda: row.save(force_insert=True))
    return record_of(row)


def named_in(outside: OutsideCertificate) -> str:
    """Whom a certificate names, for a person to compare. Raises CertificateUnusable."""
    said = subject(_one(outside.certificate))
    return "".join(
        sign if sign.isprintable() else "?" for sign in f"{said['name']}, NIP {said['nip']}, {said['office']}"
    )


def _sound(outside: OutsideCertificate) -> tuple[x509.Certificate, x509.Certificate]:
    """The two certificates, when the verifier would take a signature by the first on the word of the second."""
    certificate, root = _one(outside.certificate), _one(outside.root)
    whole = certificate.public_bytes(Encoding.DER)
    key = certificate.public_key()
    if not (isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)):
        raise CertificateUnusable(why="kuncinya bukan ECDSA P-256.")
    try:
        issued, by_root, _, _ = parts_of(whole)
        check_signature(root, by_root, issued, "untrusted")
        signer_of(whole, root)
    except NotProved as failed:
        why = {"untrusted": "bukan dikeluarkan oleh penerbit yang diberikan."}.get(failed.finding.id)
        raise CertificateUnusable(why=why or failed.finding.sentence()) from None
    return certificate, root


def _one(pem: bytes) -> x509.Certificate:
    try:
        (only,) = x509.load_pem_x509_certificates(pem)
    except ValueError:
        raise CertificateUnusable(why=_NO_CERTIFICATE) from None
    return only


def _require_of(certificate: x509.Certificate, officer: Officer, at: datetime.datetime) -> None:
    since, until = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not since <= at <= until:
        raise CertificateOutOfTime(name=officer.full_name, since=f"{since:%Y-%m-%d}", until=f"{until:%Y-%m-%d}")
    nip = "".join(officer.nip.split())
    for part in certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER):
        if nip and re.fullmatch(r"\d{18}", str(part.value)) and part.value != nip:
            raise CertificateOfAnother(there=part.value, name=officer.full_name, nip=nip)


def _row(
    outside: OutsideCertificate,
    certificate: x509.Certificate,
    root: x509.Certificate,
    signer: Officer,
    by: Officer,
    at: datetime.datetime,
) -> models.SignerCertificate:
    return models.SignerCertificate(
        office_id=signer.office_id,
        person=signer.person,
        provider=outside.holder.value,
        certificate=certificate.public_bytes(Encoding.PEM).decode(),
        root=root.public_bytes(Encoding.PEM).decode(),
        encrypted_key="",
        key_name=outside.key_name,
        valid_from=max(certificate.not_valid_before_utc, root.not_valid_before_utc),
        valid_until=min(certificate.not_valid_after_utc, root.not_valid_after_utc),
        made_by=by.person,
        acted_as=by.signature(next(iter(by.seats), None)),
        at=at,
    )
