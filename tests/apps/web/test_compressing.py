"""What is made small for the way, and what is not."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = pytest.mark.django_db
LOOK = "/static/loket/loket.css"
TAKES_GZIP = {"Accept-Encoding": "gzip, br"}


def plain(name: str) -> bytes:
    file = finders.find(name)
    assert isinstance(file, str)
    return Path(file).read_bytes()


def body(address: str, **headers: str) -> tuple[bytes, str]:
    answer = Client(headers=headers).get(address)
    assert answer.status_code == 200
    content = b"".join(answer) if answer.streaming else answer.content
    answer.close()
    return content, answer.headers.get("Content-Encoding", "")


class TestTheLook:
    def test_comes_small_to_a_browser_that_takes_it_so(self) -> None:
        small, encoding = body(LOOK, **TAKES_GZIP)
        assert encoding == "gzip"
        assert gzip.decompress(small) == plain("loket/loket.css")
        assert len(small) < len(plain("loket/loket.css")) / 2

    def test_comes_as_it_is_to_one_that_does_not(self) -> None:
        assert body(LOOK) == (plain("loket/loket.css"), "")

    def test_tells_caches_on_the_way_apart(self) -> None:
        for headers in ({}, TAKES_GZIP):
            answer = Client(headers=headers).get(LOOK)
            answer.close()
            assert "Accept-Encoding" in answer.headers["Vary"]

    def test_is_not_sent_again_while_it_stays(self) -> None:
        first = Client(headers=TAKES_GZIP).get(LOOK)
        again = Client(headers={**TAKES_GZIP, "If-Modified-Since": first.headers["Last-Modified"]}).get(LOOK)
        assert (again.status_code, again.headers.get("Content-Encoding")) == (304, None)

    def test_has_its_length_without_the_body(self) -> None:
        answer = Client(headers=TAKES_GZIP).head(LOOK)
        answer.close()
        assert answer.headers.get("Content-Encoding") is None


class TestPages:
    @pytest.mark.parametrize("address", ["/layanan/", "/istilah/", "/luring/"])
    def test_that_say_the_same_to_everyone_come_small(self, address: str) -> None:
        assert body(address, **TAKES_GZIP)[1] == "gzip"

    @pytest.mark.parametrize("address", ["/lacak/?resi=7K2M", "/masuk/", "/ajukan/", "/verifikasi/"])
    def test_that_echo_what_was_typed_or_ask_for_a_secret_do_not(self, address: str) -> None:
        assert body(address, **TAKES_GZIP)[1] == ""
