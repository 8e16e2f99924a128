"""
Private keys at rest: PKCS#8 under a passphrase, in files that only the owner reads and that are made once.

It refuses to know whose key it is.
"""

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from loket.signing.passphrase import Passphrase
from loket.storage.whole import write_once

# PKCS#8 as written here stretches a passphrase by 2,048 rounds, and the seal of a PKCS#12 file does as well: a stolen
# file would be guessed at by millions a second. So the passphrase of the PKCS#8 is what Argon2id makes of the typed one.
MEMORY = 64 * 1024
PASSES = 3
_STRETCHED: Final = re.compile(rb"Argon2id m=(\d{1,7}) t=(\d{1,2}) salt=([0-9a-f]{32})\n")


def encrypted(key: EllipticCurvePrivateKey | Ed25519PrivateKey, passphrase: Passphrase) -> bytes:
    """The key as PEM under the passphrase, and a line about how that is stretched. Raises PassphraseTooShort."""
    salt = os.urandom(16)
    how = BestAvailableEncryption(_stretched(passphrase.for_new_key(), salt, MEMORY, PASSES))
    line = f"Argon2id m={MEMORY} t={PASSES} salt={salt.hex()}\n"
    return line.encode() + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how)


def decrypted(text: bytes, passphrase: Passphrase) -> object:
    """The key that `encrypted` wrote last in `text`, a fifth of a second; None when the passphrase does not open it."""
    line = _STRETCHED.search(text)
    if line is None:
        return None
    stretched = _stretched(passphrase.encoded(), bytes.fromhex(line[3].decode()), int(line[1]), int(line[2]))
    with suppress(ValueError):
        return load_pem_private_key(text[line.end() :], stretched)
    return None


def _stretched(passphrase: bytes, salt: bytes, memory: int, passes: int) -> bytes:
    made = Argon2id(salt=salt, length=32, iterations=passes, lanes=1, memory_cost=memory).derive(passphrase)
    return made.hex().encode()


def made_once(file: Path, content: bytes) -> bytes:
    """
    Write `content` to `file` unless it is there, and return what is there: of several that start together one wins.

    The file appears whole or not at all, readable by its owner only.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_once(file, content)
    return file.read_bytes()
