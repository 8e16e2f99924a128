"""A key in software, as a browser or a stick keeps one: what officers enrol in tests."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

FLAG = AuthenticatorData.FLAG


@dataclass
class SoftKey:
    """One key. `counts` is by how much its counter grows; 0 is a key that does not count."""

    origin: str = "http://testserver"
    host: str = "testserver"
    verifies: bool = True
    counts: int = 1
    counter: int = 0
    secret: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    number: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    handle: str = ""

    def made(self, options: Mapping[str, Any]) -> str:
        """The answer to being asked for a new key."""
        asked = options["publicKey"]
        self.handle = asked["user"]["id"]
        attested = AttestedCredentialData.create(
            Aaguid.NONE,
            self.number,
            ES256.from_cryptography_key(self.secret.public_key()),  # type: ignore[no-untyped-call]
        )
        data = AuthenticatorData.create(self._party(), self._flags() | FLAG.AT, self.counter, attested)
        told = CollectedClientData.create("webauthn.create", asked["challenge"], self.origin)
        return self._answer(
            {
                "clientDataJSON": websafe_encode(told),
                "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
            }
        )

    def signs(self, options: Mapping[str, Any]) -> str:
        """The answer to being asked to sign."""
        self.counter += self.counts
        told = CollectedClientData.create("webauthn.get", options["publicKey"]["challenge"], self.origin)
        data = AuthenticatorData.create(self._party(), self._flags(), self.counter)
        signature = self.secret.sign(bytes(data) + told.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(told),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": self.handle,
            }
        )

    def _flags(self) -> FLAG:
        return FLAG.UP | FLAG.UV if self.verifies else FLAG.UP

    def _party(self) -> bytes:
        return hashlib.sha256(self.host.encode()).digest()

    def _answer(self, response: Mapping[str, str]) -> str:
        number = websafe_encode(self.number)
        return json.dumps({"id": number, "rawId": number, "type": "public-key", "response": response})
