"""
The seals of an office, made on the first run: an Ed25519 key for the QR of its papers, and another for its history; and
that of the installation for its backups.

It refuses to know what is sealed; that is `loket.core.proof`, the payload and the note.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from loket.signing.key_files import decrypted, encrypted, made_once
from loket.signing.passphrase import Passphrase
from loket.signing.refusals import KeyFileBroken, RootPassphraseWrong


class SealUse(StrEnum):
    """What a seal is for, which is also the beginning of its file's name: who steals one has not the other."""

    PAPERS = "segel"
    HISTORY = "riwayat"
    BACKUP = "cadangan"


@dataclass(frozen=True, slots=True)
class Seal:
    """An opened seal of an office."""

    public_key: Ed25519PublicKey
    private_key: Ed25519PrivateKey = field(repr=False)


def open_seal(folder: Path, office_key: str, passphrase: Passphrase, use: SealUse = SealUse.PAPERS) -> Seal:
    """
    Open a seal of an office in `folder`, which exists; make it at the first call.

    Several processes that start together end with one seal. Raises RootPassphraseWrong, KeyFileBroken, and
    PassphraseTooShort for a seal not yet made.
    """
    file = _file(folder, office_key, use)
    held = file.read_bytes() if file.exists() else made_once(file, _new_seal(passphrase))
    public = _public_key_in(held, file)
    key = decrypted(held, passphrase)
    if not isinstance(key, Ed25519PrivateKey) or key.public_key() != public:
        raise RootPassphraseWrong(folder=folder)
    return Seal(public, key)


def public_seal(folder: Path, office_key: str, use: SealUse = SealUse.PAPERS) -> bytes | None:
    """The public key of a seal as PEM, to be given away; None before the first run. Raises KeyFileBroken."""
    key = public_key(folder, office_key, use)
    return _public_pem(key) if key else None


def public_key(folder: Path, office_key: str, use: SealUse) -> Ed25519PublicKey | None:
    """The public key of a seal; None before the first run. Raises KeyFileBroken."""
    file = _file(folder, office_key, use)
    return _public_key_in(file.read_bytes(), file) if file.exists() else None


def _file(folder: Path, office_key: str, use: SealUse) -> Path:
    return folder / f"{use}-{office_key}.pem"


def _new_seal(passphrase: Passphrase) -> bytes:
    key = Ed25519PrivateKey.generate()
    return _public_pem(key.public_key()) + encrypted(key, passphrase)


def _public_pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _public_key_in(pem: bytes, file: Path) -> Ed25519PublicKey:
    end = b"-----END PUBLIC KEY-----\n"
    try:
        key = load_pem_public_key(pem[: pem.index(end) + len(end)])
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyFileBroken(file=file.name) from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFileBroken(file=file.name)
    return key
