"""T13, T17: no page carries a script or a style of its own, and each answer forbids the browser to run one."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from loket.register import services as register
from tests.apps.rights import walk
from tests.apps.rights.test_matrix import _forget
from tests.apps.rights.world import MONDAY, Side, side

pytestmark = pytest.mark.long

NO_SCRIPT_OF_ITS_OWN = {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"}
FEWEST_PAGES = 50


class _Inline(HTMLParser):
    """What a page would run or dress by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        data = given.get("type", "") in {"application/json", "importmap"}
        if tag == "style" or (tag == "script" and not given.get("src") and not data):
            self.found.append(f"<{tag}>")
        for name, value in given.items():
            own = name == "style" or re.match(r"on[a-z]+$", name) or name.startswith("hx-on")
            if own or value.strip().lower().startswith(("javascript:", "data:text/html")):
                self.found.append(f"<{tag} {name}={value[:40]!r}>")
            if (
                name in {"src", "href"}
                and re.match(r"(https?:)?//", value)
                and tag in {"script", "link", "img", "iframe"}
            ):
                self.found.append(f"<{tag} {name}={value[:40]!r}>")


def inline(body: str) -> list[str]:
    parser = _Inline()
    parser.feed(body)
    return parser.found


@pytest.fixture(scope="module")
def answers(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, tuple[str, str, str]]]:
    """Policy, kind and text of each page, to the head and the counter of Bintan and to nobody."""
    home: Path = tmp_path_factory.mktemp("isi")
    (home / "kunci").mkdir()
    kept = override_settings(SIGNING_ROOT=home / "kunci", MEDIA_ROOT=home / "berkas")
    with django_db_blocker.unblock(), kept, time_machine.travel(MONDAY, tick=False), transaction.atomic():
        _forget()
        register.load_regions()
        own = side("bintan", 1)
        visitors = {"": walk.nobody(), **{who: walk.visitor(officer) for who, officer in own.officers.items()}}
        yield dict(_asked(own, visitors))
        transaction.set_rollback(True)
    _forget()


def _asked(own: Side, visitors: dict[str, walk.Visitor]) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for route in walk.routes():
        if route.api:
            continue
        for who, visitor in visitors.items():
            answer = visitor.answer(route, "GET", own)
            kind = answer.headers.get("Content-Type", "")
            body = answer.content.decode() if kind.startswith("text/html") and isinstance(answer, HttpResponse) else ""
            yield f"{route.name} {who}", (answer.headers.get("Content-Security-Policy", ""), kind, body)


class TestEveryPage:
    def test_is_walked(self, answers: dict[str, tuple[str, str, str]]) -> None:
        shown = {name.split()[0] for name, (_, _, body) in answers.items() if "<main" in body}
        assert len(shown) > FEWEST_PAGES

    def test_forbids_scripts_that_are_not_our_files(self, answers: dict[str, tuple[str, str, str]]) -> None:
        for name, (policy, kind, _) in answers.items():
            directives = {part.strip() for part in policy.split(";")}
            # A paper that somebody brought is shown in a sandbox, in which nothing runs at all.
            if directives >= {"default-src 'none'", "sandbox"}:
                assert not kind.startswith("text/html"), name
                continue
            assert directives >= NO_SCRIPT_OF_ITS_OWN, name
            assert "unsafe" not in policy, name

    def test_carries_no_script_and_no_style_of_its_own(self, answers: dict[str, tuple[str, str, str]]) -> None:
        found = {name: inline(body) for name, (_, _, body) in answers.items()}
        assert {name: what for name, what in found.items() if what} == {}


class TestTheReader:
    @pytest.mark.parametrize(
        "text",
        [
            "<script>1</script>",
            "<p onclick='x()'>",
            "<p style='color: red'>",
            "<style>p {}</style>",
            "<a href=' JavaScript:x()'>",
            "<script src='//lain/x.js'></script>",
            "<div hx-on:click='x()'>",
        ],
    )
    def test_finds_what_a_page_would_run(self, text: str) -> None:
        assert len(inline(text)) == 1

    def test_leaves_our_files_and_data_alone(self) -> None:
        assert (
            inline("<script src='/static/x.js'></script><script type='application/json'>{}</script><p id='on'>") == []
        )
