"""
The signature of the installation under what it says of a backup, in the text form of its checkpoints.

It refuses to know what is in a backup: it signs a hash, and how many events that stands for.
"""

import hashlib
from typing import Final

from django.conf import settings

from loket.core.proof.note import NoteKey, SignedNote, TreeHead, signature_line
from loket.signing.passphrase import Passphrase
from loket.signing.seal import SealUse, open_seal, public_key

ORIGIN: Final = "loket/cadangan"
_INSTALLATION: Final = "instalasi"


def sign_backup(name: str, *, events: int, text: str) -> SignedNote:
    """
    A note over a backup: its name, how many events it holds, and the SHA-256 of the `text` of its manifest.

    The key is made at the first call. Raises RootPassphraseWrong, PassphraseTooShort and KeyFileBroken, and BadTerm for a
    name that is empty or more than a line.
    """
    passphrase = Passphrase(settings.SIGNING_PASSPHRASE)
    key = open_seal(settings.SIGNING_ROOT, _INSTALLATION, passphrase, SealUse.BACKUP).private_key
    head = TreeHead(ORIGIN, events, hashlib.sha256(text.encode()).digest(), (name,))
    return SignedNote(head, (signature_line(head, ORIGIN, key),))


def backup_key() -> NoteKey | None:
    """The public key by which the backups of this installation are known; None before the first. Raises KeyFileBroken."""
    key = public_key(settings.SIGNING_ROOT, _INSTALLATION, SealUse.BACKUP)
    return NoteKey(ORIGIN, key) if key else None
