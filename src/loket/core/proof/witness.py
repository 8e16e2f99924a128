"""
What an outside witness judges: does this checkpoint of an office extend the one that was seen before?

Pure judgement; it refuses to know where the witness keeps what it saw, and what the entries of the list are.
Basis: C2SP tlog-witness (the form of a request and the order of the checks).
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from loket.core.problems import Refusal
from loket.core.proof.note import NoteKey, SignedNote, Signs, TreeHead, read_note, unreadable
from loket.core.proof.tree import EMPTY, is_extension

_OLD: Final = re.compile(r"old (0|[1-9][0-9]{0,18})", re.ASCII)
_LONGEST_PATH: Final = 63


class UnknownOrigin(Refusal):
    """A checkpoint of a list that the witness does not watch."""

    id = "witness-origin"
    sentence = "Saksi ini tidak mengawasi riwayat “{origin}”."
    hint = "Daftarkan dahulu kantor itu pada saksi, dengan kuncinya yang Anda terima langsung dari kantor itu."


class NotSignedByOffice(Refusal):
    """No line under the checkpoint is a signature of the key that the witness knows."""

    id = "witness-signature"
    sentence = "Segel “{origin}” tidak ditandatangani dengan kunci kantor yang dikenal saksi."
    hint = "Jangan terima segel ini. Tanyakan ke kantor itu lewat jalan lain apakah kuncinya diganti."


class RolledBack(Refusal):
    """A checkpoint of a shorter list than the one that was seen."""

    id = "witness-rollback"
    sentence = "Segel ini memuat {size} catatan, padahal saksi sudah melihat {seen}: riwayat dipotong."
    hint = "Simpan segel ini sebagai bukti, dan laporkan: catatan yang pernah disegel telah dihilangkan."


class Forked(Refusal):
    """A checkpoint that shows another past than the one that was seen."""

    id = "witness-fork"
    sentence = (
        "Segel ini ({size} catatan) tidak melanjutkan segel yang dilihat saksi ({seen} catatan): riwayat ditulis ulang."
    )
    hint = "Simpan segel ini sebagai bukti, dan laporkan. Bila pembuktiannya salah kirim, minta sekali lagi dari ukuran {seen}."


class ProofFromElsewhere(Refusal):
    """A proof that starts at another size than the witness has seen; nothing is wrong yet."""

    id = "witness-old-size"
    sentence = "Pembuktian ini mulai dari {old} catatan, padahal saksi terakhir melihat {seen}."
    hint = "Minta kantor mengirim pembuktian dari ukuran {seen}."


class NotAnOfficeKey(Refusal):
    """The key of a witness where that of an office is meant."""

    id = "witness-not-an-office"
    sentence = "Kunci {name} adalah kunci saksi, bukan kunci riwayat kantor."
    hint = "Minta isi `loket audit key` dari kantor yang hendak diawasi."


class OtherKeyKnown(Refusal):
    """Another key for an office that is watched already: with two of them, whoever has either could show a past."""

    id = "witness-other-key"
    sentence = "Riwayat {name} sudah diawasi saksi ini dengan kunci lain."
    hint = "Tanyakan ke kantor itu lewat jalan lain. Bila kuncinya sungguh diganti, mulai saksi baru dengan nama lain."


@dataclass(frozen=True, slots=True)
class Request:
    """What an office sends a witness: its newest checkpoint, and the proof from the size that the witness saw."""

    old_size: int
    path: tuple[bytes, ...]
    note: SignedNote

    @property
    def text(self) -> str:
        """The request as it is sent: the old size, the proof line by line, a blank line, the note."""
        lines = (f"old {self.old_size}", *(base64.b64encode(step).decode() for step in self.path))
        return "".join(f"{line}\n" for line in lines) + f"\n{self.note.text}"


def read_request(text: str) -> Request:
    """The request that is spelled like this. Raises BadTerm."""
    top, _, note = text.partition("\n\n")
    first, *steps = top.split("\n")
    old = _OLD.fullmatch(first)
    if old is None or len(steps) > _LONGEST_PATH:
        raise unreadable()
    try:
        path = tuple(base64.b64decode(step, validate=True) for step in steps)
    except binascii.Error:
        raise unreadable() from None
    return Request(int(old[1]), path, read_note(note))


def watched(key: NoteKey, keys: Sequence[NoteKey]) -> tuple[NoteKey, ...]:
    """
    The keys of the offices that a witness watches from now on, `key` among them.

    The same key again changes nothing. Raises NotAnOfficeKey and OtherKeyKnown.
    """
    if key.signs is not Signs.OWN:
        raise NotAnOfficeKey(name=key.name)
    if any(known.name == key.name and known != key for known in keys):
        raise OtherKeyKnown(name=key.name)
    return tuple(keys) if key in keys else (*keys, key)


def judge(request: Request, keys: Sequence[NoteKey], seen: TreeHead | None) -> TreeHead:
    """
    The checkpoint that the witness may sign and has then seen; `seen` is the latest of the same origin, None before any.

    `keys` are those of the offices that the witness watches; a key signs under the origin of its list. The same
    checkpoint again is signed again. Raises UnknownOrigin, NotSignedByOffice, RolledBack, ProofFromElsewhere, Forked.
    """
    head = request.note.head
    known = [key for key in keys if key.name == head.origin]
    if not known:
        raise UnknownOrigin(origin=head.origin)
    if not any(request.note.is_signed_by(key) for key in known):
        raise NotSignedByOffice(origin=head.origin)
    size, root = (seen.size, seen.root) if seen else (0, EMPTY)
    if head.size < size:
        raise RolledBack(size=head.size, seen=size)
    if head.size == size and head.root != root:
        raise Forked(size=head.size, seen=size)
    if request.old_size != size:
        raise ProofFromElsewhere(old=request.old_size, seen=size)
    if not is_extension(size, root, head.size, head.root, request.path):
        raise Forked(size=head.size, seen=size)
    return head
