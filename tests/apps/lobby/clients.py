"""
People at a real server: each with a browser of its own, and patience.

Of some acts the reply is lost on purpose: the connection is closed before it is read, and the same form is sent again. So it
is when the server is killed: whoever was refused sends the same again until it is answered.
"""

import contextlib
import http.client
import random
import re
import threading
import time
import urllib.parse
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

PATIENCE_SECONDS = 90
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_OTHER_LINE = re.compile(r'<select id="line" name="line"><option>([A-Z])</option>')
_IN_HAND = re.compile(r'<p class="current">([A-Z]-\d+)</p>.*?name="code" value="(\w+)"', re.DOTALL)


@dataclass
class Reply:
    """What came back."""

    status: int
    location: str
    body: str


@dataclass
class Browser:
    """One client at its own address; `losing` is how often a reply is lost."""

    port: int
    address: str
    chance: random.Random
    losing: float = 0.2
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    lost: int = 0

    def get(self, path: str) -> Reply:
        """Open a page; wait for a server that is not there."""
        reply = self._until_answered("GET", path, None)
        if found := _TOKEN.search(reply.body):
            self.token = found[1]
        return reply

    def post(self, path: str, fields: Mapping[str, str]) -> Reply:
        """Send a form, some of them twice because the first reply is lost."""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, **fields})
        if self.chance.random() < self.losing:
            self.lost += 1
            with contextlib.suppress(OSError, http.client.HTTPException):
                self._send("POST", path, body).close()
        return self._until_answered("POST", path, body)

    def _until_answered(self, method: str, path: str, body: str | None) -> Reply:
        ends = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return self._read(self._send(method, path, body))
            except (OSError, http.client.HTTPException):
                if time.monotonic() > ends:
                    raise
                time.sleep(0.05)

    def _send(self, method: str, path: str, body: str | None) -> http.client.HTTPConnection:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"X-Forwarded-For": self.address, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, path, body, headers)
        return line

    def _read(self, line: http.client.HTTPConnection) -> Reply:
        with contextlib.closing(line):
            answer = line.getresponse()
            body = answer.read().decode(errors="replace")
            for name, morsel in SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie") or [])).items():
                self.cookies[name] = morsel.value
            return Reply(answer.status, answer.headers.get("Location", ""), body)


@dataclass
class Day:
    """What all of them share: how many are still taking numbers, and what was given and called."""

    citizens: int
    lock: threading.Lock = field(default_factory=threading.Lock)
    given: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    detours: dict[str, list[str]] = field(default_factory=dict)
    ends: float = field(default_factory=lambda: time.monotonic() + 2 * PATIENCE_SECONDS)

    def give(self, code: str) -> None:
        """Note a number that somebody holds."""
        with self.lock:
            self.given.append(code)

    def call(self, code: str) -> None:
        """Note a number that a counter has in hand."""
        with self.lock:
            self.called.append(code)

    def finish(self, code: str) -> None:
        """Note a number that has ended."""
        with self.lock:
            self.finished.append(code)

    def detour(self, code: str, chance: random.Random) -> str:
        """What happens to a number in hand instead of its end, empty for its end: of some two or three things, none twice."""
        with self.lock:
            if code not in self.detours:
                ways = ["absen", "tahan", "pindah"]
                self.detours[code] = chance.sample(ways, k=chance.choice((0, 0, 0, 1, 2, 3)))
            return self.detours[code].pop() if self.detours[code] else ""

    def is_over(self) -> bool:
        """Whether all have gone and all numbers are finished, with the one that was given before."""
        assert time.monotonic() < self.ends, "some number is never called"
        with self.lock:
            return self.citizens == 0 and len(self.finished) > len(self.given)

    def goes(self) -> None:
        """One citizen has taken all his numbers."""
        with self.lock:
            self.citizens -= 1


KIOSK = "/antrean/bintan/?anjungan=1"
QUEUE = "/meja/antrean/"


def citizen(browser: Browser, day: Day, number: int, tickets: int) -> None:
    """Take numbers for several people, and look how far the line is."""
    browser.get(KIOSK)
    for turn in range(tickets):
        born = f"{browser.chance.randint(1, 28):02}-0{browser.chance.randint(1, 9)}-1985"
        nik = f"990101{born[:2]}{born[3:5]}85{number * 10 + turn + 1:04}"
        form = {
            "key": str(uuid.uuid4()),
            "service": browser.chance.choice(("kk", "skdwni")),
            "nik": nik,
            "born": born,
            "priority": browser.chance.choice(("", "", "hamil")),
        }
        reply = browser.post(KIOSK, form)
        assert reply.status == 302, (reply.status, reply.body)
        day.give(reply.location.split("/tiket/")[1].split("/")[0])
        again = browser.get(reply.location)
        assert again.status == 200, again.status
        time.sleep(browser.chance.uniform(0, 6))
    day.goes()


def signed_in(browser: Browser, username: str, password: str) -> None:
    """An officer at the desk."""
    browser.get("/masuk/")
    reply = browser._until_answered(  # noqa: SLF001 (a sign-in is not sent twice)
        "POST",
        "/masuk/",
        urllib.parse.urlencode({"csrfmiddlewaretoken": browser.token, "username": username, "password": password}),
    )
    assert reply.status == 302, (reply.status, reply.body)
    assert browser.get(QUEUE).status == 200


def officer(browser: Browser, day: Day, counter: int) -> None:
    """Call until all citizens have gone and every number is finished; of some the way is not straight."""
    browser.post(QUEUE, {"act": "loket", "counter": str(counter)})
    held: list[str] = []
    while not day.is_over():
        if held and browser.chance.random() < 0.5:
            if _calls(browser, "panggil", held[0]):
                held.pop(0)
        else:
            _calls(browser, "berikutnya")
        page = browser.get(QUEUE)
        found = _IN_HAND.search(page.body)
        if found is None:
            time.sleep(0.1)
            continue
        code = found[2]
        day.call(code)
        line = _OTHER_LINE.search(page.body)
        detour = day.detour(code, browser.chance)
        if detour == "tahan":
            _press(browser, "tahan", code)
            held.append(code)
        elif detour == "pindah" and line:
            _press(browser, "pindah", code, line=line[1])
        elif detour == "absen":
            _press(browser, "absen", code)
            _comes_back(browser, code)
        else:
            _press(browser, "selesai", code)
            day.finish(code)


def _calls(browser: Browser, act: str, code: str = "") -> bool:
    """
    Call a number; false where one is in hand by now. A request whose reply was lost may come late: when the same was sent again
    nobody waited, and by the time of the late one somebody did.
    """
    reply = browser.post(QUEUE, {"act": act, "key": str(uuid.uuid4()), "code": code})
    assert reply.status in {302, 409}, (reply.status, reply.body)
    return reply.status == 302


def _comes_back(browser: Browser, code: str) -> None:
    """Who was not there is let back at the counter, or says so on the page of the number."""
    if browser.chance.random() < 0.5:
        _press(browser, "kembali", code)
        return
    reply = browser.post(f"/antrean/bintan/tiket/{code}/", {"act": "kembali", "key": str(uuid.uuid4())})
    assert reply.status == 302, (reply.status, reply.body)


def _press(browser: Browser, act: str, code: str = "", **typed: str) -> None:
    """Press a button of the counter, once, however often it is sent."""
    reply = browser.post(QUEUE, {"act": act, "key": str(uuid.uuid4()), "code": code, **typed})
    assert reply.status == 302, (reply.status, reply.body)
