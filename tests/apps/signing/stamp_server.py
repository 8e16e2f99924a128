"""A server of time stamps: `openssl ts` behind real HTTP, which also does what such servers do on bad days."""

import contextlib
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_CONFIG = """
[tsa]
default_tsa = mesin
[mesin]
serial = {folder}/nomor
signer_cert = {folder}/tsa.pem
certs = {folder}/akar.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = yes
ess_cert_id_alg = sha256
"""
_USAGE = "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,{usage}\n"
Act = Callable[["StampServer", bytes], tuple[int, str, bytes]]


@dataclass
class StampServer:
    """An authority with a root of its own. `acts` are taken in turn; without any it answers as it should."""

    folder: Path
    usage: str = "timeStamping"
    acts: list[Act] = field(default_factory=list)
    asked: list[bytes] = field(default_factory=list)
    address: str = ""

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        (self.folder / "nomor").write_text("01\n")
        (self.folder / "ts.cnf").write_text(_CONFIG.format(folder=self.folder))
        (self.folder / "guna.cnf").write_text(_USAGE.format(usage=self.usage))
        curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        self._openssl(
            "req", "-x509", *curve, "-keyout", "akar.key", "-out", "akar.pem", "-days", "2", "-subj", "/CN=Akar waktu"
        )
        self._openssl("req", "-new", *curve, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Mesin waktu")
        signing = ("-CA", "akar.pem", "-CAkey", "akar.key", "-CAcreateserial", "-days", "2", "-extfile", "guna.cnf")
        self._openssl("x509", "-req", "-in", "tsa.csr", "-out", "tsa.pem", *signing)

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    @property
    def root(self) -> Path:
        """The certificate to be trusted."""
        return self.folder / "akar.pem"

    def answer(self, question: bytes) -> tuple[int, str, bytes]:
        """A stamp, as openssl makes it."""
        (self.folder / "tanya.tsq").write_bytes(question)
        self._openssl("ts", "-reply", "-config", "ts.cnf", "-queryfile", "tanya.tsq", "-out", "jawab.tsr")
        return 200, "application/timestamp-reply", (self.folder / "jawab.tsr").read_bytes()


def rubbish(_server: StampServer, _question: bytes) -> tuple[int, str, bytes]:
    """Bytes that are no answer."""
    return 200, "application/timestamp-reply", b"maaf"


def busy(_server: StampServer, _question: bytes) -> tuple[int, str, bytes]:
    """The error page of a proxy."""
    return 503, "text/html", b"<h1>503</h1>"


def a_page(_server: StampServer, _question: bytes) -> tuple[int, str, bytes]:
    """Success, says a portal that wants somebody to sign in."""
    return 200, "text/html", b"<h1>Selamat datang</h1>"


def of_another(server: StampServer, _question: bytes) -> tuple[int, str, bytes]:
    """The stamp that somebody else asked for."""
    (server.folder / "lain").write_bytes(b"isi lain")
    subprocess.run(
        ["openssl", "ts", "-query", "-data", "lain", "-sha256", "-cert", "-out", "lain.tsq"],
        cwd=server.folder,
        check=True,
        capture_output=True,
    )
    return server.answer((server.folder / "lain.tsq").read_bytes())


def refusing(server: StampServer, question: bytes) -> tuple[int, str, bytes]:
    """A digest that the server does not take."""
    config = server.folder / "ts.cnf"
    usual = config.read_text()
    config.write_text(usual.replace("digests = sha256", "digests = sha512"))
    try:
        return server.answer(question)
    finally:
        config.write_text(usual)


@contextlib.contextmanager
def running(server: StampServer) -> Iterator[StampServer]:
    """Serve it until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            question = self.rfile.read(int(self.headers["Content-Length"]))
            server.asked.append(question)
            act = server.acts.pop(0) if server.acts else StampServer.answer
            status, kind, body = act(server, question)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Say nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        server.address = f"http://127.0.0.1:{http.server_address[1]}/cap"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join(timeout=5)


def silent(_server: StampServer, _question: bytes) -> tuple[int, str, bytes]:
    """No answer for longer than anybody waits in these tests."""
    time.sleep(1.5)
    return 200, "application/timestamp-reply", b""
