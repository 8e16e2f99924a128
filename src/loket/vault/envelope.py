"""
The form of what is sealed: AES-256-GCM, with the number of the key in front, bound to its owner and to what it is.

    LKT1 | number of the data key (8 bytes) | nonce (12) | ciphertext and tag

It knows neither tables nor files.
"""

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC: Final = b"LKT1"
_NUMBER: Final = 8
_NONCE: Final = 12
_HEAD: Final = len(MAGIC) + _NUMBER + _NONCE


class NotOpened(Exception):
    """Changed, of another owner or kind, or sealed with another key."""


def sealed(key: bytes, number: int, bound_to: str, clear: bytes) -> bytes:
    """The clear bytes for the owner of this key alone; `bound_to` must be given again to open them."""
    head = MAGIC + number.to_bytes(_NUMBER, "big")
    nonce = os.urandom(_NONCE)
    return head + nonce + AESGCM(key).encrypt(nonce, clear, head + bound_to.encode())


def number_in(content: bytes) -> int:
    """The number of the key that opens it. Raises NotOpened for what was never sealed."""
    if len(content) < _HEAD or not content.startswith(MAGIC):
        raise NotOpened
    return int.from_bytes(content[len(MAGIC) : len(MAGIC) + _NUMBER], "big")


def opened(key: bytes, bound_to: str, content: bytes) -> bytes:
    """What was sealed. Raises NotOpened."""
    number_in(content)
    head, nonce = content[: _HEAD - _NONCE], content[_HEAD - _NONCE : _HEAD]
    try:
        return AESGCM(key).decrypt(nonce, content[_HEAD:], head + bound_to.encode())
    except InvalidTag as changed:
        raise NotOpened from changed


def wrapped(kek: bytes, owner: str, key: bytes) -> bytes:
    """A data key under the key-encryption key, bound to its owner."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(kek).encrypt(nonce, key, f"kunci data\n{owner}".encode())


def unwrapped(kek: bytes, owner: str, content: bytes) -> bytes:
    """The data key. Raises NotOpened."""
    try:
        return AESGCM(kek).decrypt(content[:_NONCE], content[_NONCE:], f"kunci data\n{owner}".encode())
    except InvalidTag as changed:
        raise NotOpened from changed
