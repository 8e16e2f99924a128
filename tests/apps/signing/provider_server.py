"""
A provider of signatures elsewhere, small and real: it listens on this machine with TLS, and misbehaves when it is told to.

It keeps what it signed, as a provider does, so that it can be asked.
"""

import base64
import contextlib
import datetime
import ipaddress
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from loket.signing.pades import OpenedKey, container
from tests.apps.listening import Heard, Listening, http, read_request
from tests.apps.signing.people import usage

SINCE = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
UNTIL = datetime.datetime(2040, 1, 1, tzinfo=datetime.UTC)
NIP_OF_HADI = "997001011995031001"


class Issuer:
    """A certified provider's authority, as far as certificates go."""

    def __init__(self, name: str = "Penyelenggara Uji Tersertifikasi") -> None:
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.key = ec.generate_private_key(ec.SECP256R1())
        basic = x509.BasicConstraints(ca=True, path_length=0)
        self.root = self._made(self.name, self.key.public_key(), basic, usage(key_cert_sign=True))

    def certificate(
        self,
        key: Any,
        *,
        name: str = "Hadi Purnomo",
        nip: str = "",
        use: x509.KeyUsage | None = None,
        until: datetime.datetime = UNTIL,
    ) -> x509.Certificate:
        """A certificate for a public key."""
        parts = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
        parts += [x509.NameAttribute(NameOID.SERIAL_NUMBER, nip)] if nip else []
        basic = x509.BasicConstraints(ca=False, path_length=None)
        return self._made(x509.Name(parts), key, basic, use or usage(content_commitment=True), until)

    def signer(self, name: str = "Hadi Purnomo") -> OpenedKey:
        """A new key with its certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        return OpenedKey(self.certificate(key.public_key(), name=name), self.root, key)

    def _made(
        self,
        subject: x509.Name,
        key: Any,
        basic: x509.BasicConstraints,
        use: x509.KeyUsage,
        until: datetime.datetime = UNTIL,
    ) -> x509.Certificate:
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(self.name).public_key(key)
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(SINCE).not_valid_after(until)
        builder = builder.add_extension(basic, critical=True).add_extension(use, critical=True)
        return builder.sign(self.key, SHA256())


def pem(certificate: x509.Certificate) -> bytes:
    """A certificate as a file holds it."""
    return certificate.public_bytes(Encoding.PEM)


Act = Callable[["ProviderServer", ssl.SSLSocket, Heard], None]


class ProviderServer(Listening):
    """Signs what comes with `key`; of `acts`, one for each request, the next is done instead of an answer."""

    def __init__(self, folder: Path, key: OpenedKey) -> None:
        super().__init__()
        self.key = key
        self.acts: list[Act] = []
        self.kept: dict[str, str] = {}
        self.trust = folder / "tls-root.pem"
        self._tls = _server_tls(folder, self.trust)

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.port}/tte/v1"

    def serve(self, caller: socket.socket) -> None:
        """What it does next, behind TLS."""
        with self._tls.wrap_socket(caller, server_side=True) as line:
            heard = read_request(line)
            self.heard.append(heard)
            act = self.acts.pop(0) if self.acts else ProviderServer.answer
            act(self, line, heard)

    def answer(self, line: ssl.SSLSocket, heard: Heard) -> None:
        """As a provider should: sign what is new, and tell what became of what is asked about."""
        line.sendall(http(self.said(heard)))

    def said(self, heard: Heard) -> dict[str, str]:
        """The words of the right answer."""
        if heard.method == "GET":
            identifier = heard.path.rpartition("/")[2]
            if identifier not in self.kept:
                return {"id": identifier, "status": "UNKNOWN"}
        else:
            identifier = heard.body["id"]
            if identifier not in self.kept:
                self.kept[identifier] = self.signature(base64.b64decode(heard.body["hash"]))
        return {"id": identifier, "status": "SIGNED", "signature": self.kept[identifier]}

    def signature(self, digest: bytes, key: OpenedKey | None = None) -> str:
        """A container, as it is written in an answer."""
        return base64.b64encode(container(digest, key or self.key)).decode()


def answering(said: object, status: str = "200 OK", kind: str = "application/json") -> Act:
    """Answer with these words, to whatever came."""
    return lambda _server, line, _heard: line.sendall(http(said, status, kind))


def changing(**parts: object) -> Act:
    """Answer rightly but for these."""
    return lambda server, line, heard: line.sendall(http({**server.said(heard), **parts}))


def rejecting(code: str, status: str = "200 OK", message: str = "") -> Act:
    """Say that this is never signed."""

    def act(_server: ProviderServer, line: ssl.SSLSocket, heard: Heard) -> None:
        said = {
            "id": heard.body.get("id", heard.path.rpartition("/")[2]),
            "status": "REJECTED",
            "code": code,
            "message": message,
        }
        line.sendall(http(said, status))

    return act


def signing(key: OpenedKey | None = None, digest: bytes = b"") -> Act:
    """Answer with a good signature of another key, or over another digest."""

    def act(server: ProviderServer, line: ssl.SSLSocket, heard: Heard) -> None:
        made = server.signature(digest or base64.b64decode(heard.body["hash"]), key)
        line.sendall(http({**server.said(heard), "signature": made}))

    return act


def hang(server: ProviderServer, _line: ssl.SSLSocket, _heard: Heard) -> None:
    """Say nothing until the test is over."""
    server.asleep.wait(30)


def sign_and_hang(server: ProviderServer, line: ssl.SSLSocket, heard: Heard) -> None:
    """Sign, and say nothing of it."""
    server.said(heard)
    hang(server, line, heard)


def dribble(server: ProviderServer, line: ssl.SSLSocket, heard: Heard) -> None:
    """A byte now and then, so that no time-out of the socket is ever over."""
    for byte in http(server.said(heard)):
        line.sendall(bytes((byte,)))
        if server.asleep.wait(0.05):
            return


def sign_and_reset(server: ProviderServer, line: ssl.SSLSocket, heard: Heard) -> None:
    """Sign, then break the line."""
    server.said(heard)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    # Without the good-bye of TLS.
    socket.socket.close(line)


def sign_and_send(cut: Callable[[bytes], bytes]) -> Act:
    """Sign, and send what is made of the right answer."""
    return lambda server, line, heard: line.sendall(cut(http(server.said(heard))))


def _server_tls(folder: Path, trust: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "penyedia uji")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(SINCE).not_valid_after(UNTIL)
    trust.write_bytes(pem(builder.add_extension(here, critical=False).sign(key, SHA256())))
    secret = folder / "tls-key.pem"
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(trust, secret)
    return tls


@contextlib.contextmanager
def plain_listener(first: bytes, pause: float = 0) -> Iterator[int]:
    """A port where something answers without TLS, or byte by byte with a pause before each; its number."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with contextlib.suppress(OSError):
                caller, _ = listening.accept()
                with caller:
                    for byte in first:
                        time.sleep(pause)
                        caller.sendall(bytes((byte,)))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield int(listening.getsockname()[1])
        thread.join(timeout=10)
