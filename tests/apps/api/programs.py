"""A program that calls the API: a client with a token, and answers read as data."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from loket.api import services
from loket.api.scopes import Scope
from loket.offices import queries as offices
from loket.offices.records import Officer
from tests.apps import factories

NOW = factories.MONDAY + datetime.timedelta(hours=1)


@dataclass(frozen=True)
class Answer:
    """A response: its status, its headers and its JSON."""

    status: int
    headers: Mapping[str, str]
    body: Any

    @property
    def problem(self) -> str:
        """The id of the problem, which must be told as one and agree with the status."""
        assert self.headers["Content-Type"] == "application/problem+json"
        assert self.body["status"] == self.status
        kind: str = self.body["type"]
        return kind.removeprefix("urn:loket:problem:")


@dataclass(frozen=True)
class Program:
    """Calls the API with one token; an empty token sends no header."""

    token: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, path: str, **query: str | int) -> Answer:
        """GET under /api/v1."""
        return _answer(self.client.get(f"/api/v1{path}", query, headers=self._headers()))

    def post(self, path: str, body: object, key: str | None = None) -> Answer:
        """POST JSON under /api/v1 with a fresh Idempotency-Key, or the one given."""
        headers = {**self._headers(), "Idempotency-Key": key or str(uuid.uuid4())}
        return _answer(self.client.post(f"/api/v1{path}", body, content_type="application/json", headers=headers))

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


def _answer(response: Any) -> Answer:
    return Answer(response.status_code, response.headers, response.json() if response.content else None)


def username_of(officer: Officer) -> str:
    """The name an officer signs in with."""
    return next(p.username for p in offices.persons(officer.office_key) if p.person == officer.person)


def program(officer: Officer, scopes: Iterable[str] = tuple(Scope), days: int = 30) -> Program:
    """A program with a fresh token of an officer."""
    made = services.create_token(username_of(officer), name="uji", scopes=scopes, days=days, now=NOW)
    return Program(made.secret)


def intake(**changes: object) -> dict[str, object]:
    """A complete application of Sari for a KK, as a program sends it."""
    papers = factories.complete_papers(factories.procedure())
    whole: dict[str, object] = {
        "service": "kk",
        "applicant": {"name": "Sari Wulandari", "nik": "9901014101900001", "phone": "081200000001"},
        "answers": {},
        "checklist": [{"requirement": line.requirement, "state": line.state} for line in papers],
    }
    return {**whole, **changes}
