"""Forms of other sites, frames around ours, and ways out of it: nothing of that works anywhere (T13)."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.apps import factories
from tests.apps.telephone import Telephone
from tests.apps.web.desk import DeskBrowser
from tests.apps.web.visitor import CODE, DOOR, PASSWORD, STEP_UP, Visitor

pytestmark = pytest.mark.django_db

STAND_INS: Final = {
    "int": "1",
    "uuid": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    "slug": "7k2m94qxb3td",
    "str": "7K2M94QXB3TD",
    "path": "a",
}
ELSEWHERE: Final = [
    "//evil.example/",
    "https://evil.example/",
    "http:///evil.example",
    "/\\evil.example",
    "javascript:x",
]
PLACEHOLDER: Final = re.compile(r"<(?:(\w+):)?\w+>")


def addresses() -> list[str]:
    """An address for every page there is; the API has its own keys and is asked below."""
    found = (
        PLACEHOLDER.sub(lambda m: STAND_INS[m[1] or "str"], text) for text in _patterns(get_resolver().url_patterns)
    )
    return sorted({f"/{text}" for text in found if not text.startswith("api/")})


def _patterns(found: list[Any], before: str = "") -> Iterator[str]:
    for one in found:
        text = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, text)
        elif isinstance(one, URLPattern):
            yield text


class TestAFormOfAnotherSite:
    def test_t13_is_refused_at_every_address(self, hadi: DeskBrowser) -> None:
        guarded = Client(enforce_csrf_checks=True)
        guarded.cookies = hadi.client.cookies
        for address in addresses():
            # A scan on a host of its own is answered before anything else looks at the form.
            refused = 404 if address.startswith("/pindaian/") else 403
            assert guarded.post(address, {"why": "dari situs lain"}).status_code == refused, address
            assert Client(enforce_csrf_checks=True).post(address).status_code == refused, address

    def test_t13_is_found_at_many_addresses(self) -> None:
        assert len(addresses()) > 90

    def test_t13_gets_nothing_from_the_api_with_the_cookie_of_a_desk(self, hadi: DeskBrowser) -> None:
        guarded = Client(enforce_csrf_checks=True)
        guarded.cookies = hadi.client.cookies
        for path in ("/api/v1/cases", "/api/v1/work"):
            assert guarded.post(path, {}, content_type="application/json").status_code in {401, 404, 405}

    def test_t13_finds_cookies_that_no_script_reads_and_no_other_site_sends(self, verifier: Visitor) -> None:
        verifier.gives_password()
        for name in ("sessionid", "csrftoken"):
            cookie = verifier.client.cookies[name]
            assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


class TestAFrame:
    @pytest.mark.parametrize(
        "address", [DOOR, "/", "/sesi/", "/kantor/jabatan/", "/dua-langkah/kunci/", "/verifikasi/"]
    )
    def test_t13_is_drawn_around_no_page_and_no_script_stands_in_one(self, address: str, hadi: DeskBrowser) -> None:
        answer = hadi.client.get(address, follow=True)
        assert answer.headers["X-Frame-Options"] == "DENY"
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        body = answer.content.decode()
        assert not re.search(r"<script(?![^>]* src=)", body)
        assert not re.search(r"<[^>]+ on\w+=", body)


class TestAWayOut:
    @pytest.mark.parametrize("wanted", ELSEWHERE)
    def test_t13_is_no_part_of_signing_in(self, wanted: str, verifier: Visitor, telephone: Telephone) -> None:
        assert verifier.gives_password(next=wanted).location == CODE
        assert verifier.gives_code(telephone.shows(factories.MONDAY)).location == "/"

    @pytest.mark.parametrize("wanted", ELSEWHERE)
    def test_t13_is_no_part_of_signing_in_with_a_password_alone(self, wanted: str, verifier: Visitor) -> None:
        assert verifier.gives_password(next=wanted).location == "/"

    @pytest.mark.parametrize("wanted", ELSEWHERE)
    def test_t13_is_no_part_of_asking_once_more_or_the_language(self, wanted: str, verifier: Visitor) -> None:
        verifier.gives_password()
        assert verifier.post(STEP_UP, {"password": PASSWORD, "next": wanted}).location == "/"
        assert verifier.post("/bahasa/", {"language": "en", "next": wanted}).location == "/"

    @pytest.mark.parametrize("came_from", ELSEWHERE)
    def test_t13_is_no_part_of_a_session_that_ended(self, came_from: str, client: Client) -> None:
        answer = client.post("/kata-sandi/", {}, headers={"Referer": came_from})
        assert answer.headers["Location"] == f"{DOOR}?next=/"
