"""
A checkpoint as text: how large a list has grown and what its root is, signed and countersigned line by line.

The common form of transparency logs, so that other programs read it too. It refuses to know what the list holds.
Basis: C2SP signed-note, tlog-checkpoint and tlog-cosignature.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from loket.core.problems import BadTerm, Problem

_NAME: Final = re.compile(r"[^\s+\x00-\x1f\x7f]+")
_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_LINE: Final = re.compile(r"— (?P<name>[^\s+]+) (?P<signature>[A-Za-z0-9+/]+={0,2})")
_ID_SIZE: Final = 4
_SIGNATURE_SIZE: Final = 64
_ASK_AGAIN: Final = "Minta teksnya sekali lagi dari kantor asalnya, utuh dari baris pertama sampai terakhir."


class Signs(IntEnum):
    """What a key says by signing: that the list is its own, or that it saw the list grow without a change."""

    OWN = 1
    SEEN = 4


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A public key with the name it signs under. Raises BadTerm for a name with blanks or a plus."""

    name: str
    public_key: Ed25519PublicKey
    signs: Signs = Signs.OWN

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise _bad("note-key", "Nama kunci tidak boleh memuat spasi atau tanda tambah.", "name")

    @property
    def id(self) -> bytes:
        """Four bytes by which a signature line names its key beside the name."""
        return hashlib.sha256(f"{self.name}\n".encode() + self._typed).digest()[:_ID_SIZE]

    @property
    def _typed(self) -> bytes:
        return bytes((self.signs,)) + self.public_key.public_bytes_raw()

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(self._typed).decode()}"

    @classmethod
    def read(cls, text: str) -> "NoteKey":
        """The key that `str` spells like this. Raises BadTerm for any other text."""
        name, _, rest = text.strip().partition("+")
        _, _, typed = rest.partition("+")
        try:
            data = _unpacked(typed)
            key = cls(name, Ed25519PublicKey.from_public_bytes(data[1:]), Signs(data[0]))
        except (ValueError, IndexError):
            raise _bad("note-key", "Teks ini bukan kunci pemeriksa yang utuh.", "key") from None
        if str(key) != text.strip():
            raise _bad("note-key", "Teks ini bukan kunci pemeriksa yang utuh.", "key")
        return key


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One line under a note: who is said to have signed, and the bytes of it. Not proved yet."""

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"— {self.name} {base64.b64encode(self.key_id + self.signature).decode()}"


@dataclass(frozen=True, slots=True)
class TreeHead:
    """
    What a checkpoint says: whose list, how many entries, the root over them, and lines that no witness judges.

    Raises BadTerm for a line that is empty or two, a size below zero, and a root that is not 32 bytes.
    """

    origin: str
    size: int
    root: bytes
    extension: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        single = all(line and line.isprintable() for line in (self.origin, *self.extension))
        if not (single and self.size >= 0 and len(self.root) == hashlib.sha256().digest_size):
            raise _bad("checkpoint-term", "Isi segel ini tidak dapat ditulis.", "checkpoint")

    @property
    def text(self) -> str:
        """The lines that are signed, each with its end."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extension)
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A checkpoint with the lines under it; each is worth something only by a key that one trusts."""

    head: TreeHead
    lines: tuple[SignatureLine, ...]

    @property
    def text(self) -> str:
        """The whole note as it is sent."""
        return f"{self.head.text}\n" + "".join(f"{line}\n" for line in self.lines)

    def is_signed_by(self, key: NoteKey) -> bool:
        """Whether a line under the note is a signature of this key over it."""
        return any(proves(line, self.head, key) for line in self.lines)


def proves(line: SignatureLine, head: TreeHead, key: NoteKey) -> bool:
    """Whether a signature line is one of this key over this checkpoint."""
    if (line.name, line.key_id) != (key.name, key.id):
        return False
    text, signature = head.text.encode(), line.signature
    if key.signs is Signs.SEEN:
        text, signature = _seen_text(head, int.from_bytes(signature[:8])), signature[8:]
    try:
        key.public_key.verify(signature, text)
    except InvalidSignature:
        return False
    return True


def signature_line(head: TreeHead, name: str, key: Ed25519PrivateKey) -> SignatureLine:
    """The line by which the owner of the list signs. Raises BadTerm for a name that is none."""
    return SignatureLine(name, NoteKey(name, key.public_key()).id, key.sign(head.text.encode()))


def cosignature_line(head: TreeHead, name: str, key: Ed25519PrivateKey, at: int) -> SignatureLine:
    """
    The line by which a witness says that it saw the list grow to this size, at `at` in whole seconds since 1970.

    Raises BadTerm for a name that is none.
    """
    known = NoteKey(name, key.public_key(), Signs.SEEN)
    return SignatureLine(name, known.id, at.to_bytes(8) + key.sign(_seen_text(head, at)))


def _seen_text(head: TreeHead, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{head.text}".encode()


def read_note(text: str) -> SignedNote:
    """The note that is spelled exactly like this, nothing of it proved. Raises BadTerm for anything else."""
    body, _, under = text.rpartition("\n\n")
    lines = [_LINE.fullmatch(line) for line in under.removesuffix("\n").split("\n")]
    try:
        note = SignedNote(_head(f"{body}\n"), tuple(_signature(line) for line in lines))
    except ValueError:  # BadTerm is one as well.
        raise unreadable() from None
    if note.text != text:
        raise unreadable()
    return note


def read_line(text: str) -> SignatureLine:
    """The line under a note that is spelled like this, not proved. Raises BadTerm for anything else."""
    try:
        line = _signature(_LINE.fullmatch(text.strip()))
    except ValueError:
        raise unreadable() from None
    return line


def _head(body: str) -> TreeHead:
    origin, size, root, *extension = body.removesuffix("\n").split("\n")
    if not _SIZE.fullmatch(size):
        raise ValueError(size)
    return TreeHead(origin, int(size), _unpacked(root), tuple(extension))


def _signature(line: re.Match[str] | None) -> SignatureLine:
    if line is None:
        raise ValueError("Not a signature line.")
    data = _unpacked(line["signature"])
    if len(data) < _ID_SIZE + _SIGNATURE_SIZE:
        raise ValueError("Too short for a signature.")
    return SignatureLine(line["name"], data[:_ID_SIZE], data[_ID_SIZE:])


def _unpacked(text: str) -> bytes:
    """The bytes behind base64 in its one spelling. Raises ValueError."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error
    if base64.b64encode(data).decode() != text:
        raise ValueError(text)
    return data


def unreadable() -> BadTerm:
    """What is said of a text that is no checkpoint."""
    return _bad("note-shape", "Teks ini bukan segel bertanda tangan yang utuh.", "note")


def _bad(identifier: str, sentence: str, field: str) -> BadTerm:
    return BadTerm(Problem(identifier, sentence, _ASK_AGAIN, field=field))
