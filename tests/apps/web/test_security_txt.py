"""Whom to tell of a hole: for everyone, without a sign-in, as long as it is true."""

import datetime

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db
ADDRESS = "/.well-known/security.txt"


@pytest.fixture
def named(settings: Settings) -> Settings:
    """An installation that says whom to tell until the end of June."""
    settings.SECURITY_CONTACT = "mailto:keamanan@bintankab.go.id"
    settings.SECURITY_EXPIRES = datetime.date(2027, 6, 30)
    return settings


class TestTheContact:
    def test_is_there_for_everyone(self, named: Settings) -> None:
        with time_machine.travel("2027-06-30T20:00:00+07:00", tick=False):
            answer = Client().get(ADDRESS)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.content.decode().splitlines() == [
            "Contact: mailto:keamanan@bintankab.go.id",
            "Expires: 2027-06-30T23:59:59+07:00",
            "Preferred-Languages: id, en",
        ]

    def test_goes_away_with_its_day(self, named: Settings) -> None:
        with time_machine.travel("2027-07-01T01:00:00+07:00", tick=False):
            assert Client().get(ADDRESS).status_code == 404

    def test_is_not_there_while_nobody_is_named(self, named: Settings) -> None:
        named.SECURITY_CONTACT = ""
        assert Client().get(ADDRESS).status_code == 404
