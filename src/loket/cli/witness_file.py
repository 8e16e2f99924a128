"""
The small file in which a witness keeps its own key, the keys of the offices it watches, and what it last saw of each.

It is replaced whole or not at all. It refuses to judge: that is `loket.core.proof.witness`.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loket.core.problems import Refusal
from loket.core.proof.note import NoteKey, SignedNote, Signs, read_note
from loket.storage.whole import flush

_FORMAT: Final = "loket-witness-1"


class WitnessFileUnusable(Refusal):
    """The file of a witness is not there, or not as it was written: what was seen is no longer known."""

    id = "witness-file"
    sentence = "Berkas saksi {file} tidak dapat dibaca."
    hint = "Pulihkan dari cadangan. Jangan membuat yang baru dengan nama yang sama: saksi yang lupa tidak membuktikan apa pun."


class WitnessFileUnwritable(Refusal):
    """The folder of a witness takes no file: what it would sign now would be forgotten, so nothing is signed."""

    id = "witness-file-unwritable"
    sentence = "Berkas saksi {file} tidak dapat ditulis."
    hint = "Periksa ruang kosong dan hak tulis pada foldernya, lalu ulangi. Tidak ada yang ditandatangani."


class WitnessPlaceWrong(Refusal):
    """Where a new witness was to be kept is no place for a file; there is none then."""

    id = "witness-place-wrong"
    sentence = "{place} {fault}, jadi belum ada saksi yang dibuat."
    hint = "Sebut nama berkas di folder yang sudah ada, misalnya {example}."


class WitnessFileExists(Refusal):
    """A witness is not made over another one, which would forget what it saw."""

    id = "witness-file-exists"
    sentence = "Berkas saksi {file} sudah ada."
    hint = "Pakai berkas itu, atau pilih nama lain untuk saksi lain."


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness: `seen` is the latest note of each origin."""

    name: str
    key: Ed25519PrivateKey = field(repr=False)
    offices: tuple[NoteKey, ...] = ()
    seen: Mapping[str, SignedNote] = field(default_factory=dict)

    @property
    def public_key(self) -> NoteKey:
        """The key by which others know its cosignatures."""
        return NoteKey(self.name, self.key.public_key(), Signs.SEEN)

    def as_json(self) -> dict[str, object]:
        """What the file holds."""
        return {
            "format": _FORMAT,
            "name": self.name,
            "key": self.key.private_bytes_raw().hex(),
            "offices": [str(key) for key in self.offices],
            "seen": {origin: note.text for origin, note in self.seen.items()},
        }


def _from(data: Any) -> Witness:
    if data["format"] != _FORMAT:
        raise ValueError("Another format.")
    return Witness(
        str(data["name"]),
        Ed25519PrivateKey.from_private_bytes(bytes.fromhex(data["key"])),
        tuple(NoteKey.read(text) for text in data["offices"]),
        {origin: read_note(text) for origin, text in data["seen"].items()},
    )


def read_witness(file: Path) -> Witness:
    """What the file holds. Raises WitnessFileUnusable."""
    try:
        return _from(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise WitnessFileUnusable(file=file) from None


def write_witness(file: Path, witness: Witness) -> None:
    """
    Replace the file: on the disk when this returns, and never half of it, whenever the machine stops.

    Raises WitnessFileUnwritable; then the file is as it was.
    """
    fresh = file.with_name(f".{file.name}.new")
    try:
        # Nobody else is at it (`alone`); what a kill left of it before is written over, so that no key lies about.
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(json.dumps(witness.as_json(), ensure_ascii=False, indent=2).encode())
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(file)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise WitnessFileUnwritable(file=file) from None
    flush(file.parent)


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """
    Nobody else changes the file inside: two that judged the same past could sign two futures.

    Raises WitnessFileUnwritable.
    """
    try:
        descriptor = os.open(file.with_name(f".{file.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        raise WitnessFileUnwritable(file=file) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
