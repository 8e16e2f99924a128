"""Where the public reaches the site: an address that a QR can hold, or none."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from loket.config.policy import site_address

NAME = "LOKET_VERIFY_ADDRESS"


class TestTheAddressOfTheSite:
    @pytest.mark.parametrize(
        ("said", "meant"),
        [
            ("", ""),
            ("https://dukcapil.bintan.example", "https://dukcapil.bintan.example"),
            ("https://dukcapil.bintan.example/", "https://dukcapil.bintan.example"),
            ("http://10.0.0.5:8000", "http://10.0.0.5:8000"),
        ],
    )
    def test_is_kept_without_a_slash_at_its_end(self, monkeypatch: pytest.MonkeyPatch, said: str, meant: str) -> None:
        monkeypatch.setenv(NAME, said)
        assert site_address(NAME) == meant

    def test_is_none_where_nothing_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(NAME, raising=False)
        assert site_address(NAME) == ""

    @pytest.mark.parametrize(
        "said",
        ["dukcapil.example", "https://a/loket", "https://a?b", "ftp://a", "https://nama_kantor", f"https://{'a' * 70}"],
    )
    def test_stops_the_start_where_no_qr_can_hold_it(self, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
        monkeypatch.setenv(NAME, said)
        with pytest.raises(ImproperlyConfigured, match=NAME):
            site_address(NAME)
