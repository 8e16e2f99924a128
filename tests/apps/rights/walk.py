"""
Every address of the desk and every operation of the API, and how each answers whom.

It asks the resolver and the document of the API what there is, so that what is added later is walked as well.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from loket.api.openapi import operations_of
from loket.api.operations import api
from loket.casework.store.seen import forget_cases
from loket.offices import models
from loket.offices.memory import forget_all
from loket.offices.records import Officer
from tests.apps.api.programs import program
from tests.apps.rights.world import Side

PLACEHOLDER: Final = re.compile(r"<(?:\w+:)?(\w+)>|{(\w+)}")

# What a placeholder stands for in one route, where it is not the object of that name in the office.
BY_ROUTE: Final[Mapping[str, Mapping[str, str]]] = {
    "paper-page": {"number": "=1"},
    "register-pdf": {"number": "=1"},
    "looks": {"person": "person"},
    "breach": {"number": "breach"},
    "affected-out": {"number": "breach"},
    "breach-agency": {"number": "breach"},
    "breach-letters": {"number": "breach", "part": "=1"},
    "destruction": {"number": "destruction"},
    "destruction-carry-out": {"number": "destruction"},
    "destruction-out": {"number": "destruction"},
    "destruction-list": {"number": "destruction"},
    "destruction-minutes": {"number": "destruction"},
    "product": {"number": "product", "resi": "signed_resi"},
    "product-print": {"number": "product", "resi": "signed_resi"},
    "product-picture": {"number": "product", "resi": "signed_resi"},
    "sign-ask": {"paper": "signed_paper"},
    "standing": {"paper": "signed_paper"},
    "signed-paper": {"paper": "signed_paper"},
    "case-prints": {"resi": "signed_resi"},
    "board-list": {"key": "=masuk"},
    "blank-ledger": {"kind": "=ktp-el"},
    "office-message-words": {"kind": "=siap"},
    "register-code-list": {"name": "=agama"},
    "twin": {"one": "resident_id", "other": "other_id"},
    "send-back": {"resi": "checked_resi"},
    "act": {"act": "=catatan"},
    "icon": {"size": "=192"},
    "verify": {"code": "=TIDAKADATIDA"},
    "scanned": {"text": "=LK1*TIDAK*ADA"},
    "scan-apart": {"pass_on": "=bukan-izin"},
    "resi-print": {"size": "=a5"},
    "office": {"office_key": "=bintan"},
    "service": {"office_key": "=bintan"},
    "survey-published": {"office_key": "=bintan"},
    "survey": {"token": "=bukan-undangan"},
    "complain": {"office_key": "=bintan"},
    "complaint": {"resi": "complaint_resi"},
    "complaint-reporter": {"resi": "complaint_resi"},
    "complaint-letter": {"resi": "complaint_resi"},
    "home-begin": {"office_key": "=bintan"},
    "home-drop": {"paper": "=1"},
    "home-fetch": {"paper": "=00000000-0000-4000-8000-000000000000"},
    "queue-take": {"office_key": "=bintan"},
    "queue-clip": {"name": "=satu"},
    "queue-display": {"office_key": "=bintan"},
    "queue-calls": {"office_key": "=bintan"},
    "queue-ticket": {"office_key": "=bintan", "code": "=TIDAKADATIKET"},
}
ADDRESSES: Final = {"api/^.*$": "api/v1/tidak-ada"}
"""An address for each pattern that is not written with placeholders."""
_NOBODYS: Final = "=00000000-0000-4000-8000-000000000000"
EVERYWHERE: Final[Mapping[str, str]] = {
    "year": "=2026",
    "sheet": "=1",
    "service": "=kk",
    "draft": _NOBODYS,
    "upload": _NOBODYS,
    "mandate": _NOBODYS,
}

FORM: Final = {"revision": 0, "kind": "kk-rusak", "values": {}}
BODIES: Final[Mapping[str, Mapping[str, object]]] = {
    "take_in": {"service": "kk", "applicant": {"name": "Sari"}, "checklist": []},
    "find_cases": {"text": "Sari"},
    "act": {"version": "of the case", "command": {"kind": "note", "text": "Catatan"}},
    "save_entry": FORM,
    "judge_entry": FORM,
    "tick_field": {"revision": 1, "field": "family", "verdict": "benar"},
}
QUERIES: Final[Mapping[str, Mapping[str, str]]] = {
    "list_pickups": {"first": "2026-11-16", "latest": "2026-11-16"},
    "explain_due": {"start": "2026-11-16T09:00:00+07:00", "promise": "1 hari kerja"},
}


@dataclass(frozen=True)
class Route:
    """An address with placeholders, under the name by which the matrix knows it; `api` for an operation."""

    name: str
    pattern: str
    methods: tuple[str, ...]
    api: bool = False

    def stands_for(self) -> dict[str, str]:
        """For each placeholder the object of the office it stands for, or after an equals sign the text itself."""
        names = [found[0] or found[1] for found in PLACEHOLDER.findall(self.pattern)]
        special = {**EVERYWHERE, **BY_ROUTE.get(self.name, {})}
        return {name: special.get(name, name) for name in names}

    @property
    def names_an_object(self) -> bool:
        """Whether the address names something of an office."""
        return any(not meant.startswith("=") for meant in self.stands_for().values())

    def address(self, side: Side) -> str:
        """The address of the office's object. Raises KeyError for a placeholder that nobody has explained."""
        meant = self.stands_for()

        def filled(found: re.Match[str]) -> str:
            text = meant[found[1] or found[2]]
            return text[1:] if text.startswith("=") else side.objects[text]

        return "/" + PLACEHOLDER.sub(filled, self.pattern)

    def body(self, side: Side) -> dict[str, object]:
        """The least that an operation can read; the answer then tells of rights, not of a field that is missing."""
        body = dict(BODIES[self.name])
        return body | {"version": int(side.objects["version"])} if "version" in body else body


@functools.cache
def routes() -> tuple[Route, ...]:
    """Everything there is: the desk's patterns as the resolver has them, the operations as the document has them."""
    operations = operations_of(api.get_openapi_schema())
    programs = [
        Route(op["operationId"], path.removeprefix("/"), (method.upper(),), api=True) for method, path, op in operations
    ]
    described = {one.name for one in programs}
    pages = [
        Route(p.name or text, ADDRESSES.get(text, text), ("GET", "POST"))
        for text, p in _patterns(get_resolver().url_patterns)
        if not (text.startswith("api/") and p.name in described)
    ]
    return (*pages, *programs)


def _patterns(found: list[Any], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in found:
        text = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, text)
        else:
            yield text, one


@dataclass(frozen=True)
class Visitor:
    """Someone who opens addresses: an officer with a fresh sign-in and a token for everything, or nobody."""

    cookie: str = ""
    token: str = ""
    revisions: tuple[int, ...] = ()
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def status(self, route: Route, method: str, side: Side) -> str:
        """What the address answers, leaving nothing behind: a status, or the page that is asked for first."""
        return _told(self.answer(route, method, side))

    def answer(self, route: Route, method: str, side: Side) -> HttpResponseBase:
        """The answer itself; what it wrote is undone."""
        self.client.cookies.clear()
        if self.cookie:
            self.client.cookies["sessionid"] = self.cookie
        with transaction.atomic():
            answer = self._ask(route, method, side)
            moved = method == "POST" and _revisions() != self.revisions
            transaction.set_rollback(True)
        if moved:
            # What is remembered of an office is of one that was never committed.
            forget_all()
        forget_cases()
        return answer

    def _ask(self, route: Route, method: str, side: Side) -> HttpResponseBase:
        address = route.address(side)
        if not route.api:
            return self.client.get(address) if method == "GET" else self.client.post(address)
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if method == "GET":
            return self.client.get(address, QUERIES.get(route.name, {}), headers=headers)
        headers["Idempotency-Key"] = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
        return self.client.post(address, route.body(side), content_type="application/json", headers=headers)


def _revisions() -> tuple[int, ...]:
    return tuple(models.Office.objects.order_by("pk").values_list("revision", flat=True))


def _told(answer: HttpResponseBase) -> str:
    location = answer.headers.get("Location", "")
    if answer.status_code == 302 and location.startswith("/masuk/"):
        return "masuk"
    if answer.status_code == 302 and location.startswith("/kode/"):
        return "kode"
    return str(answer.status_code)


def nobody() -> Visitor:
    """Someone without an account."""
    return Visitor(revisions=_revisions())


def visitor(officer: Officer, *, fresh: bool = True) -> Visitor:
    """An officer who has signed in a moment ago, or so long ago that password or code is no longer fresh."""
    client = Client()
    client.force_login(User.objects.get(person__pk=officer.person))
    session = client.session
    session["proved"] = {"factor": 0, "at": int(timezone.now().timestamp()) if fresh else 0}
    session.save()
    return Visitor(str(session.session_key), program(officer).token, _revisions())
