"""
The people of `benchmarks.load`: citizens who track files and check papers, officers who act on cases.

Every request of the public comes from another address of a thousand. A desk's act is what an officer waits for: the form sent and the page
of the case that follows; the completion of a step comes through the API.
"""

import contextlib
import itertools
import random
import re
import time
import uuid
from collections import deque
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any, Self

import aiohttp

ADDRESSES = 1000
UNKNOWN_CODE = "7K2M-94QX-B3TD"
# Of ten requests of the public: four know both things about a file, one does not, one opens the empty form, four check a paper.
PUBLIC = ("right", "paper", "right", "paper", "wrong", "right", "paper", "form", "right", "unknown paper")
ACTS = ("note", "claim", "complete")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_VERSION = re.compile(r'name="version" value="(\d+)"')


@dataclass(frozen=True, slots=True)
class Answered:
    """One request as it was waited for: seconds since it was due, and whether the answer was the one it should be."""

    desk: bool
    kind: str
    wait: float
    status: int
    expected: bool


@dataclass(slots=True)
class Act:
    """An act by its idempotency key, for whom a program did it, and whether the server said that it was done."""

    key: str
    program: str = ""
    acknowledged: bool = False


@dataclass(slots=True)
class File:
    """A case as its officers last saw it."""

    resi: str
    version: int
    step: str
    second: str
    acts: Iterator[str]


@dataclass(slots=True)
class Session:
    """What a browser holds after its first page."""

    cookies: str
    token: str


class Clients:
    """Everyone who asks; `answered` and `acts` are what came of it."""

    def __init__(self, http: aiohttp.ClientSession, prepared: dict[str, Any]) -> None:
        self._http, self._prepared = http, prepared
        self._dice = random.Random(1)
        self._files = [
            File(**case, acts=itertools.islice(itertools.cycle(ACTS), number % len(ACTS), None))
            for number, case in enumerate(prepared["cases"])
        ]
        # Whoever waits for the answer of a case does nothing else with it meanwhile.
        self._free = deque(self._files)
        self._kinds = itertools.cycle(PUBLIC)
        self._codes = itertools.cycle(prepared["codes"])
        self._officers: dict[str, Session] = {}
        self._citizen = Session("", "")
        self.answered: list[Answered] = []
        self.acts: list[Act] = []
        self.late = 0.0

    @classmethod
    @contextlib.asynccontextmanager
    async def at(cls, address: str, prepared: dict[str, Any]) -> AsyncIterator[Self]:
        """Everyone at the server with this address."""
        connections = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(
            address, connector=connections, cookie_jar=aiohttp.DummyCookieJar(), timeout=aiohttp.ClientTimeout(30)
        ) as http:
            yield cls(http, prepared)

    async def sign_in(self) -> None:
        """Each officer by the door, with name and password; and the form of a citizen, once."""
        self._citizen = await self._opened("/lacak/")
        for username in {step["username"] for step in self._prepared["steps"].values()}:
            door = await self._opened("/masuk/")
            form = {"csrfmiddlewaretoken": door.token, "username": username, "password": self._prepared["password"]}
            headers = {"Cookie": door.cookies}
            async with self._http.post("/masuk/", data=form, headers=headers, allow_redirects=False) as answer:
                if answer.status != 302:
                    raise RuntimeError(f"{username} was not let in: {answer.status}")
                cookies = "; ".join(f"{one.key}={one.value}" for one in answer.cookies.values())
            self._officers[username] = await self._opened(f"/permohonan/{self._files[0].resi}/catatan/", cookies)

    async def _opened(self, path: str, cookies: str = "") -> Session:
        async with self._http.get(path, headers={"Cookie": cookies}) as answer:
            text = await answer.text()
            new = [f"{one.key}={one.value}" for one in answer.cookies.values()]
            found = _TOKEN.search(text)
            if found is None:
                raise RuntimeError(f"{path} has no form: {answer.status}")
            return Session("; ".join([*filter(None, [cookies]), *new]), found[1])

    async def public(self, due: float, *, counted: bool) -> None:
        """One request of the public, the next in turn."""
        kind = next(self._kinds)
        headers = {"X-Forwarded-For": f"10.0.{self._dice.randrange(ADDRESSES // 250)}.{self._dice.randrange(250)}"}
        if kind in ("right", "wrong"):
            file = self._dice.choice(self._files)
            second = file.second if kind == "right" else "01-01-1901"
            form = {"csrfmiddlewaretoken": self._citizen.token, "resi": file.resi, "second": second}
            headers["Cookie"] = self._citizen.cookies
            status = await self._status("POST", "/lacak/", data=form, headers=headers)
        elif kind == "form":
            status = await self._status("GET", "/lacak/", headers=headers)
        else:
            code = next(self._codes) if kind == "paper" else UNKNOWN_CODE
            status = await self._status("GET", f"/verifikasi/{code}/", headers=headers)
        names = {"right": "track", "wrong": "track, wrong second thing", "form": "track, empty form"}
        if counted:
            wait = time.perf_counter() - due
            expected = 422 if kind == "wrong" else 200
            self.answered.append(Answered(False, names.get(kind, f"verify, {kind}"), wait, status, status == expected))

    async def _status(self, method: str, path: str, **more: Any) -> int:
        try:
            async with self._http.request(method, path, **more) as answer:
                await answer.read()
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return 0

    async def desk(self, due: float, *, counted: bool) -> None:
        """One act on the case that waits longest."""
        file, act = self._free.popleft(), Act(str(uuid.uuid4()))
        kind = next(file.acts)
        self.acts.append(act)
        try:
            acting = self._complete(file, act) if kind == "complete" else self._by_form(file, act, kind)
            status = await acting
        except (aiohttp.ClientError, TimeoutError):
            status = 0
        self._free.append(file)
        if counted:
            wait = time.perf_counter() - due
            self.answered.append(Answered(True, kind, wait, status, act.acknowledged and status == 200))

    async def _by_form(self, file: File, act: Act, kind: str) -> int:
        """Send the form and read the page of the case that follows, with the version it shows."""
        officer = self._officers[self._prepared["steps"][file.step]["username"]]
        slug = {"note": "catatan", "claim": "ambil"}[kind]
        form = {"csrfmiddlewaretoken": officer.token, "key": act.key, "version": str(file.version)}
        if kind == "note":
            form["reason"] = f"Pemohon menelepon, {act.key}"
        headers = {"Cookie": officer.cookies}
        path = f"/permohonan/{file.resi}/{slug}/"
        async with self._http.post(path, data=form, headers=headers, allow_redirects=False) as answer:
            await answer.read()
            if answer.status != 302:
                return answer.status
        act.acknowledged = True
        async with self._http.get(answer.headers["Location"], headers=headers) as page:
            found = _VERSION.search(await page.text())
            file.version = int(found[1]) if found else file.version
            return page.status

    async def _complete(self, file: File, act: Act) -> int:
        """Finish the open step through the API; what is acknowledged tells where the case stands now."""
        step = self._prepared["steps"][file.step]
        sent = {
            "version": file.version,
            "command": {"kind": "complete", "outcome": step["outcome"], "evidence": step["evidence"]},
        }
        act.program = step["username"]
        token = self._prepared["tokens"][act.program]
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": act.key}
        async with self._http.post(f"/api/v1/cases/{file.resi}/acts", json=sent, headers=headers) as answer:
            told = await answer.json(content_type=None)
            if answer.status == 200:
                act.acknowledged = True
                file.version, file.step = told["version"], told["step"]
            return answer.status
