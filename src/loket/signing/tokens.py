"""
A signer's key in a token (a smart card, or a module in the server): the token makes each signature, the key never leaves it.

It speaks PKCS#11. It refuses to remember anything: a token knows of no requests.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from typing import Final, NoReturn, cast
from urllib.parse import unquote

import pkcs11
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from pkcs11 import exceptions as told

from loket.signing.passphrase import Passphrase
from loket.signing.refusals import (
    TokenKeyMissing,
    TokenLocked,
    TokenMissing,
    TokenNameMalformed,
    TokenPinWrong,
    TokenUnusable,
)

_NAME: Final = re.compile(r"pkcs11:token=(?P<token>[!-:<->@-~]{1,96});object=(?P<key>[!-:<->@-~]{1,96})")
# Whoever is signed in to a token is signed in for the whole process: one after the other, so that each must know the PIN.
_ONE_AT_A_TIME: Final = Lock()
_WRONG: Final = (told.PinIncorrect, told.PinInvalid, told.PinLenRange)
_LOCKED: Final = (told.PinLocked, told.PinExpired, told.UserPinNotInitialized)
_ABSENT: Final = (told.NoSuchToken, told.TokenNotPresent, told.TokenNotRecognised, told.MultipleTokensReturned)
_NO_KEY: Final = (told.KeyTypeInconsistent, told.MechanismInvalid)


@dataclass(frozen=True, slots=True)
class TokenName:
    """Which key in which token, by their labels."""

    token: str
    key: str

    @classmethod
    def parse(cls, text: str) -> "TokenName":
        """
        The key that `pkcs11:token=LABEL;object=LABEL` names (RFC 7512, of which no more is taken); other signs as %20.

        Raises TokenNameMalformed, also for an address that names a library or a PIN.
        """
        match = _NAME.fullmatch(text)
        if match is None:
            raise TokenNameMalformed
        return cls(unquote(match["token"]), unquote(match["key"]))


@dataclass(frozen=True, slots=True)
class TokenKey:
    """A signer's key in a token, with the PIN for one batch; it is to be dropped with the request."""

    certificate: x509.Certificate
    root: x509.Certificate
    library: str
    name: TokenName
    _pin: Passphrase = field(repr=False)

    def sign(self, data: bytes) -> bytes:
        """
        The signature over `data`, made by the token.

        Raises TokenPinWrong, TokenLocked, TokenMissing, TokenKeyMissing and TokenUnusable; then none was given out.
        """
        with _said_in_words(self.name), _ONE_AT_A_TIME, self._session() as session:
            pair = self._key_in(session).sign(sha256(data).digest(), mechanism=pkcs11.Mechanism.ECDSA)
        half = len(pair) // 2
        return encode_dss_signature(int.from_bytes(pair[:half]), int.from_bytes(pair[half:]))

    def _key_in(self, session: pkcs11.Session) -> pkcs11.SignMixin:
        # All of them: a search that is left open when its session closes makes the library complain later.
        wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY, pkcs11.Attribute.LABEL: self.name.key}
        keys = list(session.get_objects(wanted))
        if len(keys) != 1:
            raise TokenKeyMissing(token=self.name.token, key=self.name.key)
        return cast(pkcs11.SignMixin, keys[0])

    def _session(self) -> pkcs11.Session:
        typed = self._pin.encoded().decode("utf-8", "replace")
        # Without a PIN a session opens as nobody's.
        if not typed:
            raise TokenPinWrong(token=self.name.token)
        return pkcs11.lib(self.library).get_token(token_label=self.name.token).open(user_pin=typed)


def open_token(
    library: str, name: TokenName, certificate: x509.Certificate, root: x509.Certificate, pin: Passphrase
) -> TokenKey:
    """
    The key in a token that the PIN opens, which is proved to be that of the certificate: it signs something of no use.

    `library` is a file of the server, which runs in this process. Raises as `TokenKey.sign`.
    """
    if not library:
        raise TokenUnusable(why="LOKET_TOKEN_LIBRARY")
    key = TokenKey(certificate, root, library, name, pin)
    useless = b"Loket: " + secrets.token_bytes(32)
    signature, public = key.sign(useless), certificate.public_key()
    if not (isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, ec.SECP256R1)):
        raise TokenKeyMissing(token=name.token, key=name.key)
    try:
        public.verify(signature, useless, ec.ECDSA(SHA256()))
    except InvalidSignature:
        raise TokenKeyMissing(token=name.token, key=name.key) from None
    return key


@contextmanager
def _said_in_words(name: TokenName) -> Iterator[None]:
    try:
        yield
    except told.PKCS11Error as fault:
        _refuse(name, fault)


def _refuse(name: TokenName, fault: told.PKCS11Error) -> NoReturn:
    if isinstance(fault, _WRONG):
        raise TokenPinWrong(token=name.token) from None
    if isinstance(fault, _LOCKED):
        raise TokenLocked(token=name.token) from None
    if isinstance(fault, _ABSENT):
        raise TokenMissing(token=name.token) from None
    if isinstance(fault, _NO_KEY):
        raise TokenKeyMissing(token=name.token, key=name.key) from None
    raise TokenUnusable(why=type(fault).__name__) from None
