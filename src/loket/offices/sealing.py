"""
Keeps small secrets of officers sealed in the database: with the key of the server, which the database does not hold.

It knows no tables. What is sealed for one owner opens for no other.
"""

import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE: Final = 12


class Unreadable(Exception):
    """Sealed with another key, for another owner, or changed since."""


def seal(clear: bytes, owner: str) -> bytes:
    """The secret, readable by this server alone and for this owner alone."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_keys("seal")[0]).encrypt(nonce, clear, owner.encode())


def unseal(sealed: bytes, owner: str) -> bytes:
    """What was sealed, also with a key of the server that was replaced since. Raises Unreadable."""
    nonce, content = sealed[:_NONCE], sealed[_NONCE:]
    if len(nonce) < _NONCE:
        raise Unreadable
    for key in _keys("seal"):
        try:
            return AESGCM(key).decrypt(nonce, content, owner.encode())
        except InvalidTag:
            continue
    raise Unreadable


def digests_of(text: str, owner: str) -> tuple[str, ...]:
    """What a short secret is known by: a digest that nobody can try out without the server's key; the present key first."""
    content = f"{owner}\n{text}".encode("utf-8", "surrogatepass")
    return tuple(hmac.new(key, content, "sha256").hexdigest() for key in _keys("digest"))


def _keys(purpose: str) -> tuple[bytes, ...]:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return tuple(_derived(str(secret), purpose) for secret in secrets)


def _derived(secret: str, purpose: str) -> bytes:
    info = f"loket second factor: {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())
