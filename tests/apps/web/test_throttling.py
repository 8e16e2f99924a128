"""Whoever asks for codes too often waits, is told of in the log, and learns nothing by it."""

import logging

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings

from loket.web import verifying
from loket.web.addresses import client_address
from loket.web.throttling import WINDOW_SECONDS, Throttle


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


class TestTheThrottle:
    def test_takes_so_many_of_one_address_in_a_minute(self, clock: Clock) -> None:
        throttle = Throttle("uji", of_one=2, of_all=10, clock=clock)
        assert [throttle.takes("a") for _ in range(4)] == [True, True, False, False]
        assert throttle.takes("b")
        clock.now = WINDOW_SECONDS - 0.1
        assert not throttle.takes("a")
        clock.now = WINDOW_SECONDS
        assert throttle.takes("a")

    def test_takes_so_many_of_all_addresses(self, clock: Clock) -> None:
        throttle = Throttle("uji", of_one=2, of_all=5, clock=clock)
        assert sum(throttle.takes(str(number)) for number in range(100)) == 5

    def test_tells_the_log_once_a_minute_for_each(self, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
        throttle = Throttle("uji", of_one=1, of_all=2, clock=clock)
        with caplog.at_level(logging.WARNING, "loket.alarm"):
            for address in ("a", "a", "a", "b", "c", "d"):
                throttle.takes(address)
            told = [record.getMessage() for record in caplog.records]
            assert told == ["uji: terlalu sering ditanya dari a", "uji: terlalu sering ditanya dari semua alamat"]
            clock.now = WINDOW_SECONDS
            for _ in range(2):
                throttle.takes("a")
            assert len(caplog.records) == 3


@pytest.mark.django_db
class TestThePublicPage:
    def test_is_closed_to_who_guesses_codes_t08(self, caplog: pytest.LogCaptureFixture) -> None:
        codes = [f"7K2M-94QX-{number:04}" for number in range(40)]
        with caplog.at_level(logging.ERROR, "django.request"):
            statuses = [Client().get(f"/verifikasi/{code}/").status_code for code in codes]
            refused = Client().get("/verifikasi/bukan-kode/")
        assert statuses == [200] * 30 + [429] * 10
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
        assert "Tunggu satu menit" in refused.content.decode()
        assert Client().get("/verifikasi/").status_code == 200

    def test_is_open_to_others_meanwhile(self, settings: Settings) -> None:
        settings.PROXIES = frozenset({"127.0.0.1"})
        for _ in range(30):
            verifying.LIMIT.takes("203.0.113.7")
        asked = "/verifikasi/7K2M-94QX-B3TD/"
        assert Client(headers={"X-Forwarded-For": "203.0.113.7"}).get(asked).status_code == 429
        assert Client(headers={"X-Forwarded-For": "203.0.113.8"}).get(asked).status_code == 200


def request_of(address: str, forwarded: str = "") -> HttpRequest:
    request = RequestFactory(REMOTE_ADDR=address).get("/")
    if forwarded:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    return request


class TestTheAddress:
    @pytest.mark.parametrize(
        ("address", "forwarded", "found"),
        [
            ("203.0.113.7", "", "203.0.113.7"),
            ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
            ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
            ("10.0.0.1", "1.1.1.1, 203.0.113.7", "203.0.113.7"),
            ("10.0.0.1", "203.0.113.7, 10.0.0.2", "203.0.113.7"),
            ("10.0.0.1", "1.1.1.1, , 10.0.0.2", "10.0.0.2"),
            ("10.0.0.1", "", "10.0.0.1"),
        ],
    )
    def test_is_that_of_the_browser_behind_own_proxies_alone(
        self, settings: Settings, address: str, forwarded: str, found: str
    ) -> None:
        settings.PROXIES = frozenset({"10.0.0.1", "10.0.0.2"})
        assert client_address(request_of(address, forwarded)) == found
