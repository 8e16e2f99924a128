"""
Sets one PAdES signature (B-B) into the final bytes of a paper, of exactly the form that the stand-alone verifier accepts.

It knows PDF and CMS through pyHanko. It refuses to know whose turn it is to sign, and to touch a paper signed already.
"""

import asyncio
import hashlib
import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1
from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.signers.pdf_cms import Signer

from loket.core.proof.code import VerificationCode
from loket.signing.authority import SignerFile
from loket.signing.key_files import decrypted
from loket.signing.passphrase import Passphrase
from loket.signing.refusals import (
    CertificateOutOfTime,
    KeyFileBroken,
    PaperAlreadySigned,
    PaperNotSignable,
    PassphraseWrong,
)
from loket.signing.standalone.loket_verify import ORDER, check_paper

_FIELD = "Tte"
# In hexadecimal digits: more than two certificates with the longest names.
_ROOM = 8192


class SigningKey(Protocol):
    """A signer's key wherever it is kept; it signs by ECDSA P-256 with SHA-256."""

    @property
    def certificate(self) -> x509.Certificate:
        """The signer's certificate."""

    @property
    def root(self) -> x509.Certificate:
        """The root that issued it."""

    def sign(self, data: bytes) -> bytes:
        """The signature over `data`, as DER."""


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """A signer's key opened for one batch; it is to be dropped with the request."""

    certificate: x509.Certificate
    root: x509.Certificate
    _key: ec.EllipticCurvePrivateKey = field(repr=False)

    def sign(self, data: bytes) -> bytes:
        """The signature over `data`; the same bytes give the same signature (RFC 6979)."""
        return self._key.sign(data, ec.ECDSA(SHA256(), deterministic_signing=True))


def open_key(signer: SignerFile, passphrase: Passphrase) -> OpenedKey:
    """
    Open a signer's key with the passphrase the signer has just typed: about a fifth of a second, so once a batch.

    Raises PassphraseWrong, and KeyFileBroken when certificate and key do not belong together.
    """
    try:
        certificate = x509.load_pem_x509_certificate(signer.certificate)
        root = x509.load_pem_x509_certificate(signer.root)
    except ValueError as error:
        raise KeyFileBroken(file="penanda tangan") from error
    key = decrypted(signer.encrypted_key, passphrase)
    if key is None:
        raise PassphraseWrong(name=_name(certificate))
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise KeyFileBroken(file="penanda tangan")
    return OpenedKey(certificate, root, key)


@dataclass(frozen=True, slots=True)
class PreparedPaper:
    """A paper with room for the container of its signature, and the digest of all bytes around that room."""

    pdf: bytes = field(repr=False)
    digest: bytes
    room: slice

    def filled(self, container: bytes) -> bytes:
        """The signed paper. Raises ValueError for a container that is larger than the room."""
        digits = container.hex().upper().encode().ljust(self.room.stop - self.room.start, b"0")
        if len(digits) > self.room.stop - self.room.start:
            raise ValueError("The container is larger than its room.")
        return self.pdf[: self.room.start] + digits + self.pdf[self.room.stop :]


def sign_paper(pdf: bytes, key: SigningKey, *, code: VerificationCode, facts: bytes, at: datetime) -> bytes:
    """
    The paper with its signature appended; the bytes before it stay as they were.

    `code` and `facts`, the whole digest of what the sheet says, become the reason inside the signature; `at` its time,
    with a zone, to the second. The same paper, key and time give the same bytes. What comes out was checked by the
    stand-alone verifier. Raises CertificateOutOfTime, and as `prepared`.
    """
    moment = _second(at)
    since, until = key.certificate.not_valid_before_utc, key.certificate.not_valid_after_utc
    if not since <= moment <= until:
        raise CertificateOutOfTime(name=_name(key.certificate), since=f"{since:%Y-%m-%d}", until=f"{until:%Y-%m-%d}")
    paper = prepared(pdf, code=code, facts=facts, at=moment)
    signed = paper.filled(container(paper.digest, key))
    report = check_paper(signed, [key.root], moment)
    if report.verdict != "valid":
        raise RuntimeError(f"A signature was made that does not hold: {report.findings[-1].id}.")
    return signed


def prepared(pdf: bytes, *, code: VerificationCode, facts: bytes, at: datetime) -> PreparedPaper:
    """
    The paper made ready for a signature made elsewhere or later.

    The same four give the same bytes and digest, so it may be prepared anew when an answer is late. Raises
    PaperAlreadySigned, PaperNotSignable, and ValueError for a time without a zone or a digest of another size.
    """
    moment = _second(at)
    if len(facts) != 32:
        raise ValueError("The digest of the facts is 32 bytes.")
    if b"/ByteRange" in pdf:
        raise PaperAlreadySigned
    reason = f"Kode {code.letters} fakta {facts.hex()}"
    identity = hashlib.sha256(pdf + f"{reason} {moment.isoformat()}".encode()).digest()[:16]
    # Neither PDF/A nor PDF/UA objects to a field that is printed, empty, and off the page.
    place = InvisSigSettings(set_print_flag=True, box_out_of_bounds=True)
    embedder = PdfCMSEmbedder(new_field_spec=SigFieldSpec(_FIELD, invis_sig_settings=place))
    try:
        steps = embedder.write_cms(field_name=_FIELD, writer=_Appendix(io.BytesIO(pdf), identity))
        next(steps)
        steps.send(SigObjSetup(SignatureObject(moment, SigSeedSubFilter.PADES, reason=reason, bytes_reserved=_ROOM)))
        found, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    except (PdfError, ValueError, KeyError) as error:  # pyHanko's answers to bytes that are no sound PDF.
        raise PaperNotSignable from error
    room = slice(found.reserved_region_start + 1, found.reserved_region_end - 1)
    return PreparedPaper(output.getvalue(), found.document_digest, room)


def container(digest: bytes, key: SigningKey) -> bytes:
    """The container of the signature over a prepared paper: CMS in DER, as PAdES B-B has it."""
    made: bytes = asyncio.run(_CmsSigner(key).async_sign(digest, "sha256", use_pades=True)).dump()
    return made


class _Appendix(IncrementalPdfFileWriter):
    """Appends the signature and nothing else: title, dates and metadata of the paper stay, as PDF/A wants them."""

    def __init__(self, pdf: io.BytesIO, identity: bytes) -> None:
        super().__init__(pdf)
        self._document_id = ArrayObject([self._document_id[0], ByteStringObject(identity)])

    def _update_meta(self) -> None:
        pass


class _CmsSigner(Signer):
    """Makes the container around a signature of ours."""

    def __init__(self, key: SigningKey) -> None:
        super().__init__(signing_cert=translate_pyca_cryptography_cert_to_asn1(key.certificate))
        self.cert_registry.register(translate_pyca_cryptography_cert_to_asn1(key.root))
        self._signing_key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if dry_run or digest_algorithm != "sha256":
            raise ValueError("A key of ours signs once, and with SHA-256.")
        r, s = decode_dss_signature(self._signing_key.sign(data))
        return encode_dss_signature(r, min(s, ORDER - s))


def _second(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("A signature has a time with a zone.")
    return at.astimezone(UTC).replace(microsecond=0)


def _name(certificate: x509.Certificate) -> str:
    return ", ".join(str(part.value) for part in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME))
