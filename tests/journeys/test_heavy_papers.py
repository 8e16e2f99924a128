"""Bombs are uploaded from six desks at once, and the pages of everyone else go on. With `-s` it prints its figures."""

import http.cookiejar
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from typing import Final

import pytest

from tests.apps.documents.corpus.bombs import bomb
from tests.journeys.personas import PASSWORD, RESI
from tests.journeys.server import DemoServer

pytestmark = pytest.mark.long


BOMBS: Final = (
    "content.pdf",
    "two-hundred-pictures.pdf",
    "as-large-as-allowed.png",
    "laughs.pdf",
    "font.pdf",
    "text.png",
)
_CODE = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_SECONDS = 25.0
# A deadline measures the machine: this one is only met by pages that do not wait for the bombs, which take far longer.
_SLOWEST = 6.0


class Browsing:
    """An officer with a browser that shows nothing: as quick as the server."""

    def __init__(self, server: DemoServer, username: str) -> None:
        self._address = server.address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)
        self.post("/masuk/", "/masuk/", {"username": username, "password": PASSWORD})

    def get(self, path: str) -> str:
        """The page."""
        with self._opener.open(self._address + path, timeout=120) as answer:
            return str(answer.read().decode())

    def post(self, page: str, path: str, fields: dict[str, str], file: bytes | None = None) -> int:
        """Send the form that is on the page, and return the status."""
        (code, *_) = _CODE.findall(self.get(page))
        body, kind = _parts({"csrfmiddlewaretoken": code} | fields, file)
        sent = urllib.request.Request(
            self._address + path, body, {"Content-Type": kind, "Referer": self._address + page}
        )
        try:
            with self._opener.open(sent, timeout=180) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code


def _parts(fields: dict[str, str], file: bytes | None) -> tuple[bytes, str]:
    if file is None:
        return urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded"
    between = uuid.uuid4().hex.encode()
    body = b"".join(
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (between, name.encode(), value.encode())
        for name, value in fields.items()
    )
    head = b'--%s\r\nContent-Disposition: form-data; name="file"; filename="kk.pdf"\r\n\r\n' % between
    return body + head + file + b"\r\n--%s--\r\n" % between, f"multipart/form-data; boundary={between.decode()}"


@pytest.fixture
def throwing(server: DemoServer) -> Iterator[list[int]]:
    """Six desks that upload bombs for as long as the test lasts, and what each was answered."""
    answered: list[int] = []
    over = threading.Event()
    page = f"/permohonan/{RESI.findall(Browsing(server, 'bintan.budi').get('/'))[0].replace('-', '')}/"

    def throw(content: bytes) -> None:
        desk = Browsing(server, "bintan.budi")
        while not over.is_set():
            answered.append(desk.post(page, f"{page}unggah/", {"requirement": "lainnya"}, content))

    threads = [threading.Thread(target=throw, args=(bomb(name),)) for name in BOMBS]
    for thread in threads:
        thread.start()
    yield answered
    over.set()
    for thread in threads:
        thread.join()


class TestT14:
    def test_t14_pages_stay_quick_while_bombs_are_uploaded(self, server: DemoServer, throwing: list[int]) -> None:
        wati, spent = Browsing(server, "bintan.wati"), []
        ends = time.monotonic() + _SECONDS
        while time.monotonic() < ends or not throwing:
            started = time.monotonic()
            wati.get("/")
            spent.append(time.monotonic() - started)
            time.sleep(0.05)
        spent.sort()
        half, most = spent[len(spent) // 2], spent[len(spent) * 95 // 100]
        figures = f"{len(spent)} pages: median {half * 1000:.0f} ms, p95 {most * 1000:.0f} ms, slowest {spent[-1] * 1000:.0f} ms"
        print(f"\n{figures}; bombs answered meanwhile: {len(throwing)}")  # noqa: T201
        assert most < _SLOWEST, figures
        # Refused in words, or kept where it was only large.
        assert set(throwing) <= {200, 302, 422}
