"""docs/examples/nginx.conf as it stands, run by a real nginx before a real Loket: how TLS is spoken, and whom Loket sees."""

import http.client
import json
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.apps.served import free_port, served
from tests.house.tree import ROOT

pytestmark = pytest.mark.long

EXAMPLE: Final = ROOT / "docs/examples/nginx.conf"
NGINX: Final = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin") or ""
OPENSSL: Final = shutil.which("openssl") or ""
PAGES, FILES = "loket.contoh.go.id", "pindaian.contoh.go.id"
SERVE: Final = "import sys; from loket.cli.serve import serve_here; serve_here(int(sys.argv[1]), 2)"


@dataclass(frozen=True)
class Proxy:
    """Where nginx listens, whom a browser has to trust, and what Loket writes into its log."""

    plain: int
    tls: int
    certificate: Path
    log: Path

    def get(
        self, path: str, host: str = PAGES, *, source: str = "127.0.0.1", **headers: str
    ) -> http.client.HTTPResponse:
        """Over TLS, with the certificate checked for the host."""
        raw = socket.create_connection(("127.0.0.1", self.tls), timeout=20, source_address=(source, 0))
        with (
            raw,
            ssl.create_default_context(cafile=str(self.certificate)).wrap_socket(raw, server_hostname=host) as line,
        ):
            return _answered(line, path, host, headers)

    def get_plainly(self, path: str, host: str = PAGES) -> http.client.HTTPResponse:
        """Without TLS."""
        with socket.create_connection(("127.0.0.1", self.plain), timeout=20) as line:
            return _answered(line, path, host, {})

    def shakes_hands(self, *words: str, host: str = PAGES) -> str:
        """What openssl tells of a handshake with these options."""
        command = [OPENSSL, "s_client", "-connect", f"127.0.0.1:{self.tls}", "-servername", host, *words]
        done = subprocess.run(command, input="", capture_output=True, text=True, check=False, timeout=20)
        return done.stdout + done.stderr

    def told(self, path: str) -> dict[str, object]:
        """The line of Loket's log about an address that is no page."""
        ends = time.monotonic() + 10
        while time.monotonic() < ends:
            lines = [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]
            if found := [line for line in lines if line.get("path") == path]:
                return dict(found[-1])
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())


def _answered(line: socket.socket, path: str, host: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    sent = {"Host": host, "Connection": "close", **{name.replace("__", "-"): value for name, value in headers.items()}}
    text = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
    line.sendall(f"GET {path} HTTP/1.1\r\n{text}\r\n".encode())
    answer = http.client.HTTPResponse(line)
    answer.begin()
    answer.read()
    return answer


def _certificate(folder: Path) -> Path:
    made = folder / "sertifikat.pem"
    names = f"subjectAltName=DNS:{PAGES},DNS:{FILES}"
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", str(folder / "kunci.pem"))
    command = [
        OPENSSL,
        "req",
        "-x509",
        *key,
        "-out",
        str(made),
        "-days",
        "2",
        "-subj",
        f"/CN={PAGES}",
        "-addext",
        names,
    ]
    subprocess.run(command, check=True, capture_output=True)
    return made


def _configured(folder: Path, ports: dict[str, str]) -> Path:
    """The example with the ports and the folder of this test, and around it the least that nginx asks for."""
    text = EXAMPLE.read_text("utf-8")
    for there, here in ports.items():
        assert there in text
        text = text.replace(there, here)
    (folder / "loket.conf").write_text(text)
    own = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = folder / "nginx.conf"
    file.write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{own}include {folder}/loket.conf;\n}}\n"
    )
    return file


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Loket on an empty place of its own, and nginx before it."""
    folder = tmp_path_factory.mktemp("proksi")
    plain, tls, behind = free_port(), free_port(), free_port()
    made = Proxy(plain, tls, _certificate(folder), folder / "loket.log")
    config = _configured(
        folder,
        {
            "listen 80": f"listen 127.0.0.1:{plain}",
            "listen 443": f"listen 127.0.0.1:{tls}",
            "127.0.0.1:8000": f"127.0.0.1:{behind}",
            "/etc/loket/tls": str(folder),
        },
    )
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT / "src"),
        "LOKET_HOME": str(folder / "home"),
        "LOKET_HTTPS": "1",
        "LOKET_PROXIES": "127.0.0.1",
        "LOKET_HOSTS": PAGES,
        "LOKET_FILES_HOST": FILES,
        "LOKET_LOG": "json",
    }
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--settings", "loket.config.settings"]
    subprocess.run(migrate, env=environment, check=True)
    with (
        made.log.open("wb") as log,
        served([sys.executable, "-c", SERVE, str(behind)], behind, env=environment, stdout=log, stderr=log),
        served([NGINX, "-c", str(config)], tls, stderr=subprocess.DEVNULL),
    ):
        yield made


# One class, for its tests share one server: those of another class might run in another process, which would start its own.
class TestTheExample:
    def test_speaks_the_newest_kind_to_a_browser(self, proxy: Proxy) -> None:
        told = proxy.shakes_hands()
        assert "New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384" in told

    def test_speaks_the_kind_before(self, proxy: Proxy) -> None:
        assert "New, TLSv1.2, Cipher is ECDHE-ECDSA-AES256-GCM-SHA384" in proxy.shakes_hands("-tls1_2")

    @pytest.mark.parametrize("old", ["-tls1", "-tls1_1"])
    def test_refuses_old_kinds_of_tls(self, proxy: Proxy, old: str) -> None:
        assert "alert protocol version" in proxy.shakes_hands(old, "-cipher", "ALL:@SECLEVEL=0")

    def test_chooses_the_strongest_suite_whatever_the_browser_likes_best(self, proxy: Proxy) -> None:
        liked = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384"
        assert "Cipher is ECDHE-ECDSA-AES256-GCM-SHA384" in proxy.shakes_hands("-tls1_2", "-cipher", liked)

    @pytest.mark.parametrize(
        "weak",
        [
            "ECDHE-ECDSA-AES256-SHA384",
            "ECDHE-ECDSA-AES128-SHA",
            "ECDHE-ECDSA-AES256-CCM8",
            "ECDHE-ECDSA-NULL-SHA",
            "ALL:COMPLEMENTOFALL:!aECDSA:!kECDHE",
        ],
    )
    def test_takes_no_weak_suite(self, proxy: Proxy, weak: str) -> None:
        told = proxy.shakes_hands("-tls1_2", "-cipher", f"{weak}:@SECLEVEL=0")
        assert "alert handshake failure" in told

    def test_shows_a_stranger_no_certificate(self, proxy: Proxy) -> None:
        told = proxy.shakes_hands(host="lain.contoh.go.id")
        assert ("unrecognized name" in told, "BEGIN CERTIFICATE" in told) == (True, False)

    def test_leads_everything_without_tls_to_the_same_page_with_it(self, proxy: Proxy) -> None:
        answer = proxy.get_plainly("/masuk/?next=/cari/")
        assert (answer.status, answer.headers["Location"]) == (301, f"https://{PAGES}/masuk/?next=/cari/")

    def test_gives_a_name_that_is_not_ours_no_answer(self, proxy: Proxy) -> None:
        with pytest.raises(http.client.RemoteDisconnected):
            proxy.get_plainly("/masuk/", host="lain.contoh.go.id")

    def test_tells_loket_of_tls(self, proxy: Proxy) -> None:
        answer = proxy.get("/masuk/")
        assert answer.status == 200
        assert answer.headers.get_all("Strict-Transport-Security") == ["max-age=31536000; includeSubDomains"]
        assert answer.headers["Server"] == "nginx"

    def test_tells_loket_the_address_that_the_connection_came_from(self, proxy: Proxy) -> None:
        proxy.get("/tidak-ada/1/", source="127.0.0.7")
        assert proxy.told("/tidak-ada/1/")["address"] == "127.0.0.7"

    @pytest.mark.parametrize("name", ["X__Forwarded__For", "X_Forwarded_For", "x__forwarded__for"])
    def test_never_tells_loket_an_address_that_the_browser_made_up(self, proxy: Proxy, name: str) -> None:
        path = f"/tidak-ada/{name}/"
        proxy.get(path, source="127.0.0.8", **{name: "203.0.113.9"})
        assert proxy.told(path)["address"] == "127.0.0.8"

    def test_takes_no_upload_larger_than_loket_does(self, proxy: Proxy) -> None:
        assert proxy.get("/masuk/", Content__Length=str(12 * 1024 * 1024)).status == 413

    def test_shows_no_page_at_the_host_of_scans(self, proxy: Proxy) -> None:
        assert [proxy.get(path, FILES).status for path in ("/masuk/", "/", "/api/v1/offices")] == [404, 404, 404]
