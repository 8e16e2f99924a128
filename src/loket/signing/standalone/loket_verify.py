"""
Checks a paper signed by Loket, without Loket: this one file, Python 3.11 or later, and the package `cryptography`.

    python loket_verify.py SURAT.pdf --trust root.pem [--payload "LK1*..." --seal segel.pub] [--en]

It answers in sentences and with 0 (sah), 1 (tidak sah) or 2 (nothing could be judged). Strict on purpose: out of the
digest of the file, the certificate and the signature it builds the whole container again, the only one it accepts, so
that no byte of a file can change unseen. It refuses to know what a PDF shows, and whether a paper was revoked today.
"""

import argparse
import hashlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_public_key

NAMES: Final = {"2.5.4.3": "name", "2.5.4.5": "nip", "2.5.4.12": "title", "2.5.4.10": "office"}
# Of the two signatures that are as good, s and ORDER - s, only the lower one is taken.
ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
UNDERSTOOD: Final = {"2.5.29.14", "2.5.29.15", "2.5.29.19", "2.5.29.35"}  # key ids, key usage, basic constraints
UNSOUND: Final = (x509.InvalidVersion, x509.DuplicateExtension, x509.ExtensionNotFound, x509.UnsupportedGeneralNameType)
# The name of a finding | Indonesian | English
_SENTENCES: Final = """
whole | Tanda tangan mencakup seluruh berkas; tidak ada yang ditambahkan sesudahnya. | The signature covers the whole file; nothing was added after it.
unchanged | Isi berkas sama dengan saat ditandatangani. | The content is the same as when it was signed.
signer | Ditandatangani oleh {name}, NIP {nip}, {title}, {office}. | Signed by {name}, NIP {nip}, {title}, {office}.
trusted | Sertifikat penanda tangan dikeluarkan oleh {name}, otoritas yang Anda percayai. | The signer's certificate was issued by {name}, an authority that you trust.
in-time | Waktu tanda tangan menurut penanda tangan {at}, dalam masa berlaku sertifikatnya ({since} sampai {until}). | Signed, by the signer's own clock, at {at}, while the certificate was valid ({since} to {until}).
code | Kode verifikasi surat ini {code}. | The verification code of this paper is {code}.
sealed | QR disegel oleh kunci kantor {key}: {kind} nomor {number}, terbit {issued}, inisial {initials}. | The QR is sealed by the office's key {key}: {kind} number {number}, issued {issued}, initials {initials}.
same-paper | QR itu milik surat ini: kode dan sidik isinya sama. | The QR belongs to this paper: its code and the digest of its content agree.
unsigned | Berkas ini tidak bertanda tangan elektronik. | This file bears no electronic signature.
other-form | Tanda tangan pada berkas ini tidak berbentuk seperti buatan Loket, atau telah diubah. | The signature of this file is not of the form that Loket writes, or was altered.
not-whole | Tanda tangan tidak mencakup seluruh berkas: sesuatu ditambahkan atau dibuang sesudahnya. | The signature does not cover the whole file: something was added or taken away after it.
changed | Isi berkas telah berubah sejak ditandatangani. | The content was changed after it was signed.
false-signature | Tanda tangan tidak cocok dengan sertifikat penanda tangannya. | The signature does not fit the signer's certificate.
untrusted | Sertifikat penanda tangan tidak berasal dari otoritas yang Anda percayai. | The signer's certificate does not come from an authority that you trust.
not-for-signing | Sertifikat itu bukan untuk menandatangani surat. | That certificate is not meant for signing papers.
out-of-time | Surat ditandatangani {at}, di luar masa berlaku sertifikat ({since} sampai {until}). | The paper was signed at {at}, when the certificate was not valid ({since} to {until}).
future | Waktu tanda tangan {at} belum tiba. | The time of signing, {at}, has not come yet.
payload-form | Teks QR tidak utuh atau bukan dari Loket. | The text of the QR is not whole, or not from Loket.
payload-key | QR disegel dengan kunci {key}, yang tidak ada di antara kunci yang Anda berikan. | The QR is sealed with the key {key}, which is not among the keys that you gave.
payload-seal | Segel QR tidak cocok dengan isinya. | The seal of the QR does not fit what it says.
other-paper | QR itu milik surat lain (kode {code}), bukan surat ini. | The QR belongs to another paper (code {code}), not to this one.
not-a-pdf | Berkas ini bukan PDF. | This file is not a PDF.
unreadable | Berkas {file} tidak dapat dibaca. | The file {file} cannot be read.
no-key | Berkas {file} tidak memuat sertifikat atau kunci yang dapat dipakai. | There is no usable certificate or key in {file}.
too-little | Berikan SURAT.pdf dengan --trust, atau --payload dengan --seal, atau semuanya. | Give PAPER.pdf with --trust, or --payload with --seal, or all of them.
valid | SAH. Apakah surat ini kemudian dicabut atau diganti, lihat halaman verifikasi kantor. | VALID. Whether it was revoked or replaced since is told by the office's verification page.
only-qr | QR ASLI. Cocokkan sendiri isinya dengan surat; suratnya sendiri tidak diperiksa. | THE QR IS GENUINE. Compare what it says with the paper; the paper itself was not checked.
invalid | TIDAK SAH. Jangan terima surat ini. | NOT VALID. Do not accept this paper.
unusable | Tidak ada yang dapat dinilai. | Nothing could be judged.
"""
SENTENCES: Final = {name: said for name, *said in (line.split(" | ") for line in _SENTENCES.strip().splitlines())}
UNUSABLE: Final = {"not-a-pdf", "unreadable", "no-key", "too-little"}
EXIT_CODES: Final = {"valid": 0, "only-qr": 0, "invalid": 1, "unusable": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was found, and whether it is as it must be."""

    id: str
    data: Mapping[str, str] = field(default_factory=dict)
    is_good: bool = True

    def sentence(self, *, english: bool = False) -> str:
        """The finding in one sentence; what a file says of itself is shown without control signs."""
        said = {name: "".join(c if c.isprintable() else "?" for c in text) for name, text in self.data.items()}
        return SENTENCES[self.id][english].format_map(said)


class NotProved(Exception):
    """A check failed; those after it would judge nothing."""

    def __init__(self, identifier: str, **data: str) -> None:
        self.finding = Finding(identifier, data, is_good=False)
        super().__init__(identifier)


@dataclass(frozen=True, slots=True)
class Report:
    """All findings in the order of the checks; the last one is the only one that can be bad."""

    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> str:
        """`valid`, `only-qr`, `invalid`, or `unusable` when nothing could be judged."""
        latest = self.findings[-1]
        if latest.is_good:
            return "valid" if self.findings[0].id == "whole" else "only-qr"
        return "unusable" if latest.id in UNUSABLE else "invalid"

    def sentences(self, *, english: bool = False) -> list[str]:
        """A sentence for each finding, and the verdict."""
        said = [finding.sentence(english=english) for finding in self.findings]
        return [*said, SENTENCES[self.verdict][english]]


OCTETS, SEQUENCE, SET, FIRST, FIFTH = 0x04, 0x30, 0x31, 0xA0, 0xA4
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
DATA = bytes.fromhex("06092a864886f70d010701")
CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
SIGNING_CERTIFICATE = bytes.fromhex("060b2a864886f70d010910022f")
WITH_SHA256 = bytes.fromhex("300d06096086480165030402010500")
ECDSA_WITH_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
VERSION_1 = bytes.fromhex("020101")


def der(tag: int, *parts: bytes) -> bytes:
    """The value of that tag and content, in its one spelling."""
    content = b"".join(parts)
    if len(content) < 0x80:
        return bytes((tag, len(content))) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(length))) + length + content


def content(data: bytes) -> tuple[bytes, bytes]:
    """The content of the value that `data` begins with, and the bytes behind it. Raises NotProved if it is not DER."""
    head = data[:2].ljust(2, b"\0")
    size = max(head[1] - 0x80, 0)
    length = int.from_bytes(data[2 : 2 + size]) if size else head[1]
    inner = data[2 + size : 2 + size + length]
    whole = der(head[0], inner)
    if len(inner) != length or not data.startswith(whole):
        raise NotProved("other-form")
    return inner, data[len(whole) :]


def values(data: bytes) -> list[bytes]:
    """The values inside the value that `data` begins with, each whole. Raises NotProved."""
    inner, _ = content(data)
    found = []
    while inner:
        _, behind = content(inner)
        found.append(inner[: len(inner) - len(behind)])
        inner = behind
    return found


def taken_apart(container: bytes) -> tuple[list[bytes], bytes]:
    """The certificates and the signature out of a container; what else it says is not even looked at."""
    signed_data = values(values(values(container)[1])[0])
    signer_info = values(values(signed_data[4])[0])
    return values(signed_data[3]), content(signer_info[5])[0]


def parts_of(certificate: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Of a certificate: what its issuer signed, that signature, its number, and its issuer's name."""
    issued, _, signature = values(certificate)
    _, serial, _, issuer = values(issued)[:4]
    return issued, content(signature)[0][1:], serial, issuer


def rebuilt(digest: bytes, holder: bytes, root: bytes, signature: bytes) -> tuple[bytes, bytes]:
    """The only container that these four make, and what is signed in it: data, its digest, and whose certificate."""
    _, _, serial, issuer = parts_of(holder)
    meant = der(SEQUENCE, der(SEQUENCE, der(FIFTH, issuer)), serial)
    certificate = der(SEQUENCE, der(OCTETS, hashlib.sha256(holder).digest()), meant)
    attributes = (
        der(SEQUENCE, CONTENT_TYPE, der(SET, DATA)),
        der(SEQUENCE, MESSAGE_DIGEST, der(SET, der(OCTETS, digest))),
        der(SEQUENCE, SIGNING_CERTIFICATE, der(SET, der(SEQUENCE, der(SEQUENCE, certificate)))),
    )
    signed_by = (VERSION_1, der(SEQUENCE, issuer, serial), WITH_SHA256, der(FIRST, *sorted(attributes)))
    signer_info = der(SEQUENCE, *signed_by, ECDSA_WITH_SHA256, der(OCTETS, signature))
    certificates = der(FIRST, *sorted((holder, root)))
    signed_data = (VERSION_1, der(SET, WITH_SHA256), der(SEQUENCE, DATA), certificates, der(SET, signer_info))
    return der(SEQUENCE, SIGNED_DATA, der(FIRST, der(SEQUENCE, *signed_data))), der(SET, *sorted(attributes))


SIGNATURE: Final = re.compile(
    rb"/Contents <([0-9A-F]{0,32768})>\n/ByteRange \[0 (\d{1,10}) (\d{1,10}) (\d{1,10})\] *\n/Type /Sig\n/Filter /Adobe\.PPKLite\n"
    rb"/SubFilter /ETSI\.CAdES\.detached\n/M \(D\\072(\d{14})Z\)\n/Reason \(Kode ([0-9A-Z]{12}) fakta ([0-9a-f]{64})\)\n"
    rb">>\nendobj\n"
)


@dataclass(frozen=True, slots=True)
class SignedFile:
    """What a PDF says of its one signature, and the digest of all bytes outside of it."""

    container: bytes
    digest: bytes
    at: datetime
    code: str
    facts: bytes


def signed_file(pdf: bytes) -> SignedFile:
    """Find the one signature. Raises NotProved when there is none, more than one, or one that leaves bytes out."""
    if not pdf.startswith(b"%PDF-"):
        raise NotProved("not-a-pdf")
    match = SIGNATURE.search(pdf)
    if match is None or pdf.count(b"/ByteRange") != 1:
        raise NotProved("other-form" if b"/ByteRange" in pdf else "unsigned")
    start, end = match.start(1) - 1, match.end(1) + 1
    if [int(match[n]) for n in (2, 3, 4)] != [start, end, len(pdf) - end]:
        raise NotProved("not-whole")
    held = bytes.fromhex(match[1].decode())
    _, padding = content(held)
    if padding.strip(b"\0"):
        raise NotProved("other-form")
    at = datetime.strptime(match[5].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    digest = hashlib.sha256(pdf[:start] + pdf[end:]).digest()
    return SignedFile(held[: len(held) - len(padding)], digest, at, match[6].decode(), bytes.fromhex(match[7].decode()))


def check_signed(file: SignedFile, roots: Sequence[x509.Certificate], now: datetime) -> Iterator[Finding]:
    """Check the signature of a file against the roots one trusts. Raises NotProved at the first check that fails."""
    yield Finding("whole")
    if file.digest not in file.container:
        raise NotProved("changed")
    certificates, signature = taken_apart(file.container)
    trusted = {root.public_bytes(Encoding.DER): root for root in roots}
    root = next((trusted[whole] for whole in certificates if whole in trusted), None)
    others = [whole for whole in certificates if whole not in trusted]
    if root is None or not others:
        raise NotProved("untrusted")
    container, signed = rebuilt(file.digest, others[0], root.public_bytes(Encoding.DER), signature)
    if container != file.container:
        raise NotProved("other-form")
    issued, by_root, _, _ = parts_of(others[0])
    check_signature(root, by_root, issued, "untrusted")
    holder = signer_of(others[0], root)
    check_signature(holder, signature, signed, "false-signature")
    if decode_dss_signature(signature)[1] > ORDER // 2:
        raise NotProved("other-form")
    yield Finding("unchanged")
    yield Finding("signer", subject(holder))
    yield Finding("trusted", subject(root))
    yield Finding("in-time", checked_time(file.at, now, root, holder))
    yield Finding("code", {"code": "-".join(re.findall("....", file.code))})


def check_signature(by: x509.Certificate, signature: bytes, signed: bytes, otherwise: str) -> None:
    """Whether the key of a certificate signed this. Raises NotProved with the finding `otherwise` when not."""
    try:
        key = by.public_key()
        if not (isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)):
            raise NotProved(otherwise)
        key.verify(signature, signed, ec.ECDSA(SHA256()))
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        raise NotProved(otherwise) from None


def signer_of(whole: bytes, root: x509.Certificate) -> x509.Certificate:
    """The certificate of these bytes, which the root has signed, when it is one for signing papers. Raises NotProved."""
    try:
        holder = x509.load_der_x509_certificate(whole)
        issues, signs = (one.extensions.get_extension_for_class(x509.KeyUsage).value for one in (root, holder))
        above, below = (one.extensions.get_extension_for_class(x509.BasicConstraints).value for one in (root, holder))
        understood = {extension.oid.dotted_string for extension in holder.extensions} <= UNDERSTOOD
    except (ValueError, *UNSOUND):
        raise NotProved("not-for-signing") from None
    may_sign = signs.content_commitment and understood and not below.ca
    if not (above.ca and issues.key_cert_sign and holder.issuer == root.subject and may_sign):
        raise NotProved("not-for-signing")
    return holder


def checked_time(at: datetime, now: datetime, root: x509.Certificate, holder: x509.Certificate) -> dict[str, str]:
    """The time of signing and the days of the certificate. Raises NotProved when they do not agree."""
    since = max(root.not_valid_before_utc, holder.not_valid_before_utc)
    until = min(root.not_valid_after_utc, holder.not_valid_after_utc)
    said = {"at": f"{at:%Y-%m-%d %H:%M:%S} UTC", "since": f"{since:%Y-%m-%d}", "until": f"{until:%Y-%m-%d}"}
    if not since <= at <= until:
        raise NotProved("out-of-time", **said)
    if at > now + timedelta(minutes=5):
        raise NotProved("future", **said)
    return said


def subject(certificate: x509.Certificate) -> dict[str, str]:
    """Whom a certificate names; a dash for what it leaves out."""
    said = {NAMES.get(part.oid.dotted_string, ""): str(part.value) for part in certificate.subject}
    return {**dict.fromkeys(NAMES.values(), "-"), **said}


SEALED_TEXT: Final = b"loket-qr-1\n"
LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
OF_PYTHON: Final = str.maketrans(LETTERS, "0123456789ABCDEFGHIJKLMNOPQRSTUV")
PAYLOAD: Final = re.compile(
    r"(?P<body>(?=[^*]{3,83}\*)(?:HTTPS?://[A-Z0-9.-]+(?::\d{1,5})?/V/)?"
    rf"LK1\*(?P<key>E[{LETTERS}]{{8}})\*(?P<code>[{LETTERS}]{{12}})"
    r"\*(?=[^*]{1,24}\*)(?P<kind>[A-Z0-9]+(?:-[A-Z0-9]+)*)\*(?![^*]*\d{16})(?P<number>[0-9A-Z./:+-]{0,40})"
    rf"\*(?P<issued>\d{{8}})\*(?P<initials>[A-Z]{{0,4}})\*(?P<facts>[{LETTERS}]{{26}}))\*(?P<seal>[{LETTERS}]{{103}})",
    re.ASCII,
)


def bytes_of(letters: str, size: int) -> bytes:
    """The bytes behind Crockford's letters of five bits each. Raises ValueError when bits are left over."""
    number, left = divmod(int(letters.translate(OF_PYTHON), 32), 1 << len(letters) * 5 - size * 8)
    if left:
        raise ValueError("The last letter says more than the bytes.")
    return number.to_bytes(size)


def check_payload(text: str, keys: Sequence[Ed25519PublicKey], file: SignedFile | None) -> Iterator[Finding]:
    """Check the text of a QR against the seal keys one trusts, and that it belongs to `file`. Raises NotProved."""
    match = PAYLOAD.fullmatch(text)
    if match is None:
        raise NotProved("payload-form")
    try:
        issued = date.fromisoformat(match["issued"])
        facts, seal, named = bytes_of(match["facts"], 16), bytes_of(match["seal"], 64), bytes_of(match["key"][1:], 5)
    except ValueError:
        raise NotProved("payload-form") from None
    fingerprints = {hashlib.sha256(SEALED_TEXT + key.public_bytes_raw()).digest()[:5]: key for key in keys}
    key = fingerprints.get(named)
    if key is None:
        raise NotProved("payload-key", key=match["key"])
    try:
        key.verify(seal, SEALED_TEXT + match["body"].encode())
    except InvalidSignature:
        raise NotProved("payload-seal") from None
    yield Finding("sealed", {**match.groupdict(), "number": match["number"] or "-", "issued": issued.isoformat()})
    if file is not None:
        if (match["code"], facts) != (file.code, file.facts[:16]):
            raise NotProved("other-paper", code="-".join(re.findall("....", match["code"])))
        yield Finding("same-paper")


def check_paper(
    pdf: bytes | None,
    roots: Sequence[x509.Certificate],
    now: datetime,
    payload: str | None = None,
    keys: Sequence[Ed25519PublicKey] = (),
) -> Report:
    """Check a PDF, the text of a QR, or both and that they belong together. Never raises, whatever the bytes."""
    findings: list[Finding] = []
    try:
        file = None if pdf is None else signed_file(pdf)
        if file is not None:
            findings.extend(check_signed(file, roots, now))
        if payload is not None:
            findings.extend(check_payload(payload, keys, file))
    except NotProved as failed:
        findings.append(failed.finding)
    except (IndexError, ValueError):  # What we take apart has too few parts, or parts that say nothing.
        findings.append(NotProved("other-form").finding)
    return Report(tuple(findings))


def loaded(file: str, read: Callable[[bytes], Any], otherwise: str) -> Any:
    """What `read` makes of a file. Raises NotProved: `unreadable`, or `otherwise` when it makes nothing of it."""
    try:
        return read(Path(file).read_bytes())
    except OSError:
        raise NotProved("unreadable", file=file) from None
    except (ValueError, UnsupportedAlgorithm):
        raise NotProved(otherwise, file=file) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer on the terminal; 0 sah, 1 tidak sah, 2 when nothing could be judged."""
    parser = argparse.ArgumentParser(prog="loket_verify.py", description="Memeriksa surat bertanda tangan dari Loket.")
    parser.add_argument("file", nargs="?", metavar="SURAT.pdf")
    parser.add_argument("--trust", action="append", default=[], metavar="root.pem", help="akar yang Anda percayai")
    parser.add_argument("--payload", metavar="TEKS", help="teks yang dibaca dari QR")
    parser.add_argument("--seal", action="append", default=[], metavar="segel.pub", help="kunci segel kantor")
    parser.add_argument("--en", action="store_true", help="speak English")
    said = parser.parse_args(arguments)
    try:
        with_qr = said.payload is not None
        if not (said.trust if said.file else with_qr) or with_qr != bool(said.seal):
            raise NotProved("too-little")
        pdf = loaded(said.file, bytes, "unreadable") if said.file else None
        roots = [root for file in said.trust for root in loaded(file, x509.load_pem_x509_certificates, "no-key")]
        keys = [loaded(file, load_pem_public_key, "no-key") for file in said.seal]
        if not all(isinstance(key, Ed25519PublicKey) for key in keys):
            raise NotProved("no-key", file=", ".join(said.seal))
        report = check_paper(pdf, roots, datetime.now(UTC), said.payload, keys)
    except NotProved as failed:
        report = Report((failed.finding,))
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write("\n".join([*report.sentences(english=said.en), ""]).encode(encoding, "replace").decode(encoding))
    return EXIT_CODES[report.verdict]


if __name__ == "__main__":
    sys.exit(main())
