"""A browser at a desk: a client signed in as one officer, and the reading of the forms it is shown."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from django.contrib.auth.models import User
from django.http import HttpResponse, HttpResponseBase

from loket.offices.records import Officer
from tests.apps.candid import GIVEN, SAYS_WHY, CandidClient


@dataclass(frozen=True)
class Page:
    """An answer: its status, its text, and where it leads."""

    status: int
    body: str
    location: str

    @property
    def text(self) -> str:
        """What a reader sees of the main part, tags and doubled blanks removed."""
        main = self.body.split("<main", 1)[-1].split("</main", 1)[0]
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


class _Fields(HTMLParser):
    """Collects the fields of every form of a page, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self._fields: dict[str, str] | None = None
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._fields = self.forms.setdefault(given.get("action", ""), {})
        if self._fields is None:
            return
        name = given.get("name", "")
        if tag == "input" and name and (given.get("type") not in {"radio", "checkbox"} or "checked" in given):
            self._fields[name] = given.get("value", "")
        elif tag == "select":
            self._select = name
            self._fields[name] = ""
        elif tag == "option" and "selected" in given:
            self._fields[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._textarea = name
            self._fields[name] = ""

    def handle_data(self, data: str) -> None:
        if self._textarea and self._fields is not None:
            self._fields[self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None
        elif tag == "textarea":
            self._textarea = ""


def forms_of(body: str) -> dict[str, dict[str, str]]:
    """The forms of a page by their address ("" for the page's own), with the values they would send."""
    reader = _Fields()
    reader.feed(body)
    return reader.forms


class DeskBrowser:
    """A signed-in browser without scripts."""

    def __init__(self, officer: Officer) -> None:
        self.officer = officer
        self.comes_back()

    def comes_back(self) -> None:
        """Sign in, also after longer than a session lasts."""
        self.client = CandidClient()
        self.client.force_login(User.objects.get(person__pk=self.officer.person))

    def get(self, address: str, **headers: str) -> Page:
        """Open a page; where it is asked for what, say so and go on."""
        return self._page(self.client.get(address, headers=headers))

    def peek(self, address: str, **headers: str) -> Page:
        """What the address answers first."""
        self.client.candid = False
        try:
            return self.get(address, **headers)
        finally:
            self.client.candid = True

    def says_why(self, page: Page, purpose: str = GIVEN["purpose"], reason: str = GIVEN["reason"]) -> Page:
        """Say for what data is opened, and open it."""
        sent = self.post(SAYS_WHY, {**forms_of(page.body)[SAYS_WHY], "purpose": purpose, "reason": reason})
        return self.peek(sent.location) if sent.location else sent

    def post(self, address: str, fields: Mapping[str, object], **headers: str) -> Page:
        """Send a form."""
        return self._page(self.client.post(address, dict(fields), headers=headers))

    def fill(self, page: str, action: str, **typed: object) -> tuple[str, dict[str, object]]:
        """The form of a page with something typed into it, ready to be sent: its address and its fields."""
        forms = forms_of(self.get(page).body)
        assert action in forms, sorted(forms)
        return action or page, {**forms[action], **typed}

    @staticmethod
    def _page(response: HttpResponseBase) -> Page:
        content = response.content if isinstance(response, HttpResponse) else b""
        return Page(response.status_code, content.decode(errors="replace"), response.headers.get("Location", ""))
