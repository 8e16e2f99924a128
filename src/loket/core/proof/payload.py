"""
The payload in the QR of a signed paper: what it says, its one spelling, and the office's seal over it.

Letters of a QR's alphanumeric mode only, so it stays small and reads without a program. It refuses to know where the
paper is, what its standing is today, and anybody's NIK or KK number.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from loket.core.problems import BadTerm, Problem
from loket.core.proof.code import is_code
from loket.core.proof.facts import SHORT
from loket.core.proof.letters import CROCKFORD, bytes_of, letters_of

VERSION: Final = "LK1"
LONGEST: Final = 317
"""The longest text that this version spells."""
_DOMAIN: Final = b"loket-qr-1\n"
_SEAL_SIZE: Final = 64
_KEY_ID: Final = re.compile(rf"[A-Z][{CROCKFORD}]{{8}}")
# What a telephone opens by itself; in capitals, which a host does not tell apart.
_ADDRESS: Final = re.compile(r"(HTTPS?://[A-Z0-9.-]+(:\d{1,5})?/V/)?", re.ASCII)
_LONGEST_ADDRESS: Final = 80
_KIND: Final = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
_NUMBER: Final = re.compile(r"[0-9A-Z./:+-]*")
_LONG_DIGITS: Final = re.compile(r"\d{16}")
_INITIALS: Final = re.compile(r"[A-Z]{0,4}")
_DATE: Final = re.compile(r"\d{8}", re.ASCII)
_LONGEST_KIND: Final = 24
_LONGEST_NUMBER: Final = 40
_SCAN_AGAIN: Final = "Pindai sekali lagi dari surat aslinya, atau ketik kode verifikasi di halaman verifikasi kantor."
_HINTS: Final = {
    "payload-term": "Tulis dengan huruf besar Latin dan angka, sesuai panjang yang ditentukan.",
    "payload-address": "Atur LOKET_VERIFY_ADDRESS seperti https://dukcapil.contoh.go.id.",
    "payload-person-number": "Kosongkan nomornya: NIK dan nomor KK tidak boleh dimuat di dalam QR.",
    "payload-key": "Bila surat ini dari kantor lain, periksa dengan kunci kantor itu. Bila bukan, jangan diterima.",
    "payload-seal": "Jangan terima surat ini sebelum diperiksa ke kantor yang disebut di dalamnya.",
}


class SealAlgorithm(StrEnum):
    """How a key seals, by the first letter of its id: a payload cannot choose it."""

    ED25519 = "E"


@dataclass(frozen=True, slots=True, kw_only=True)
class QrPayload:
    """
    What the QR of a paper says.

    `code` are the twelve letters of its verification code, `kind` and `number` what the paper is, in capitals (the
    number may be empty, and never is a NIK or KK number), `initials` of the person up to four letters, `facts` the
    first sixteen bytes of the digest of what the sheet says. `address`, where the office has a public one, makes the whole
    text a link that any telephone opens: `HTTPS://DUKCAPIL.CONTOH.GO.ID/V/`. Raises BadTerm for anything else.
    """

    code: str
    kind: str
    number: str
    issued_date: date
    initials: str
    facts: bytes
    address: str = ""

    def __post_init__(self) -> None:
        sound = {
            "address": len(self.address) <= _LONGEST_ADDRESS and bool(_ADDRESS.fullmatch(self.address)),
            "code": is_code(self.code),
            "kind": len(self.kind) <= _LONGEST_KIND and bool(_KIND.fullmatch(self.kind)),
            "number": len(self.number) <= _LONGEST_NUMBER and bool(_NUMBER.fullmatch(self.number)),
            "initials": bool(_INITIALS.fullmatch(self.initials)),
            "facts": len(self.facts) == SHORT,
        }
        for field, is_sound in sound.items():
            if not is_sound:
                identifier = "payload-address" if field == "address" else "payload-term"
                raise _bad(identifier, f"Isi QR pada bagian “{field}” tidak dapat ditulis.", field)
        if _LONG_DIGITS.search(self.number):
            raise _bad(
                "payload-person-number", "Nomor surat di dalam QR memuat 16 angka seperti NIK atau nomor KK.", "number"
            )


@dataclass(frozen=True, slots=True)
class SealedPayload:
    """A payload with the key that is said to have sealed it; proved only when it came out of `opened`."""

    payload: QrPayload
    key_id: str
    seal: bytes

    @property
    def text(self) -> str:
        """The text of the QR."""
        return f"{_body(self.payload, self.key_id)}*{letters_of(self.seal)}"


def sealed(payload: QrPayload, key: Ed25519PrivateKey) -> str:
    """The text of the QR, sealed with the key of the office. The same payload and key give the same text."""
    identifier = key_id(key.public_key())
    seal = key.sign(_DOMAIN + _body(payload, identifier).encode())
    return SealedPayload(payload, identifier, seal).text


def _body(payload: QrPayload, identifier: str) -> str:
    day = payload.issued_date.isoformat().replace("-", "")
    facts = letters_of(payload.facts)
    version = payload.address + VERSION
    return "*".join((version, identifier, payload.code, payload.kind, payload.number, day, payload.initials, facts))


def read(text: str) -> SealedPayload:
    """
    What a scanned text says, not yet proved.

    Raises BadTerm unless it is spelled exactly as `sealed` spells it.
    """
    parts = text.split("*")
    if len(parts) != 9 or not parts[0].endswith(VERSION):
        raise _unreadable()
    version, signed_by, code, kind, number, issued, initials, facts, seal = parts
    if not _KEY_ID.fullmatch(signed_by):
        raise _unreadable()
    algorithm_of(signed_by)
    try:
        payload = QrPayload(
            code=code,
            kind=kind,
            number=number,
            issued_date=_date(issued),
            initials=initials,
            facts=bytes_of(facts, SHORT),
            address=version.removesuffix(VERSION),
        )
        return SealedPayload(payload, signed_by, bytes_of(seal, _SEAL_SIZE))
    except ValueError as error:  # BadTerm is one as well.
        raise _unreadable() from error


def opened(text: str, keys: Mapping[str, Ed25519PublicKey]) -> SealedPayload:
    """
    What a scanned text says, proved to be sealed by one of `keys` (see `key_ring`).

    Raises BadTerm for a text of another spelling, a key that is not ours, and a seal that does not hold.
    """
    found = read(text)
    key = keys.get(found.key_id)
    if key is None:
        raise _bad("payload-key", f"QR ini disegel dengan kunci {found.key_id}, yang bukan kunci kantor ini.")
    try:
        key.verify(found.seal, _DOMAIN + _body(found.payload, found.key_id).encode())
    except InvalidSignature as error:
        raise _bad("payload-seal", "Segel QR ini tidak cocok dengan isinya.") from error
    return found


def without_address(text: str) -> str:
    """What stands in a QR behind its address: the same text wherever the page of the office is, or was."""
    return text[max(text.find(f"{VERSION}*"), 0) :]


def key_id(key: Ed25519PublicKey) -> str:
    """The name of a key in the QR: its algorithm's letter and eight letters of its fingerprint."""
    return SealAlgorithm.ED25519 + letters_of(hashlib.sha256(_DOMAIN + key.public_bytes_raw()).digest()[:5])


def algorithm_of(identifier: str) -> SealAlgorithm:
    """How the key of that id seals. Raises BadTerm for an id of a kind that this program does not know."""
    try:
        return SealAlgorithm(identifier[:1])
    except ValueError as error:
        raise _bad("payload-algorithm", "Kunci pada QR ini dari jenis yang tidak dikenal.") from error


def key_ring(keys: Iterable[Ed25519PublicKey]) -> dict[str, Ed25519PublicKey]:
    """The keys by their ids."""
    return {key_id(key): key for key in keys}


def initials_of(full_name: str) -> str:
    """
    The first letters of a name's first four words, as the QR gives them: "Siti Nurhaliza" is SN.

    Accents fall away, and a word that begins with no Latin letter gives none.
    """
    plain = unicodedata.normalize("NFKD", full_name).upper()
    firsts = (word[0] for word in plain.split() if "A" <= word[0] <= "Z")
    return "".join(firsts)[:4]


def number_for_qr(number: str) -> str:
    """A paper's number as the QR spells it: capitals, without blanks and without signs that a QR has no room for."""
    return "".join(sign for sign in number.upper() if _NUMBER.fullmatch(sign))[:_LONGEST_NUMBER]


def _date(text: str) -> date:
    if not _DATE.fullmatch(text):
        raise ValueError("A date is eight digits.")
    return date.fromisoformat(text)


def _unreadable() -> BadTerm:
    return _bad("payload-shape", "Teks ini bukan isi QR surat Loket yang utuh.")


def _bad(identifier: str, sentence: str, field: str = "payload") -> BadTerm:
    return BadTerm(Problem(identifier, sentence, _HINTS.get(identifier, _SCAN_AGAIN), field=field))
