"""
What a stranger learns at the door about who works here: nothing (T11). How long it takes is measured by
`python -m benchmarks.sign_in`; here the same work is counted.
"""

import datetime
import logging
import re
from collections.abc import Iterator
from typing import ClassVar

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from loket.config import settings as installation
from loket.offices.models import Office, Person
from loket.web.accounts import attempts
from loket.web.accounts.attempts import MOST_ATTEMPTS, SPRAYING, WINDOW
from tests.apps import factories
from tests.apps.web.visitor import CODE, DOOR, STEP_UP, Visitor

pytestmark = pytest.mark.django_db

NAMES = ("bintan.ada", "bintan.xxx", "bintan.tut", "bintan.bas")
KNOWN, UNKNOWN, CLOSED, EXPIRED = NAMES
LONG_AGO = datetime.timedelta(days=365)
PASSWORD = "meja-kerja-bintan-1"


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is stretched, to be compared or to be kept."""

    algorithm = "counting"
    stretched: ClassVar[list[str]] = []

    def encode(self, password: str, salt: str) -> str:
        self.stretched.append(password)
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def _accounts() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=[f"{__name__}.CountingHasher"]):
        User.objects.create_user(KNOWN, password=PASSWORD)
        User.objects.create_user(CLOSED, password=PASSWORD, is_active=False)
        late = User.objects.create_user(EXPIRED, password=PASSWORD)
        made_at = min(timezone.now(), factories.MONDAY) - LONG_AGO
        bintan = Office.objects.get(key="bintan")
        Person.objects.create(
            user=late, office=bintan, full_name="Basri", must_change_password=True, password_made_at=made_at
        )
        SPRAYING.forget()
        attempts._told.clear()  # noqa: SLF001 (what the process has told in another test)
        CountingHasher.stretched.clear()
        yield
        SPRAYING.forget()


def answer(name: str, password: str = "tebakan", address: str = "192.0.2.1") -> tuple[int, dict[str, str], str]:
    """Status, headers and body for a stranger, without what is new in every answer."""
    response = Client().post(DOOR, {"username": name, "password": password}, REMOTE_ADDR=address)
    body = re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', "", response.content.decode())
    headers = {key: re.sub(r"csrftoken=\w+", "", value) for key, value in response.items()}
    return response.status_code, headers, body.replace(name, "NAMA")


def locked(name: str) -> None:
    for _ in range(MOST_ATTEMPTS):
        answer(name)


class TestWhatIsAnswered:
    @pytest.fixture(autouse=True)
    def _one_second(self) -> Iterator[None]:
        """The hour stands in every answer (`Expires`); it is the same hour for all."""
        with time_machine.travel(factories.MONDAY, tick=False):
            yield

    def test_t11_is_the_same_for_a_wrong_password_an_unknown_name_a_closed_account_and_a_late_first_password(
        self,
    ) -> None:
        found = [answer(KNOWN), answer(UNKNOWN), answer(CLOSED), answer(CLOSED, PASSWORD)]
        found += [answer(EXPIRED), answer(EXPIRED, PASSWORD)]
        assert found[0][0] == 422
        assert all(one == found[0] for one in found)

    def test_t11_is_the_same_for_every_name_that_must_wait(self) -> None:
        for name in NAMES:
            locked(name)
        found = [answer(KNOWN), answer(KNOWN, PASSWORD), answer(UNKNOWN), answer(CLOSED, PASSWORD)]
        found += [answer(EXPIRED, PASSWORD)]
        assert "Tunggu 15 menit" in found[0][2]
        assert all(one == found[0] for one in found)


class TestTheWorkDone:
    @pytest.mark.parametrize("name", NAMES)
    def test_t11_is_one_stretched_password_whatever_is_wrong(self, name: str) -> None:
        answer(name)
        assert CountingHasher.stretched == ["tebakan"]

    def test_t11_is_one_stretched_password_for_a_late_first_one_too(self) -> None:
        answer(EXPIRED, PASSWORD)
        assert CountingHasher.stretched == [PASSWORD]

    @pytest.mark.parametrize("name", NAMES)
    def test_t11_is_one_stretched_password_for_who_must_wait_too(self, name: str) -> None:
        locked(name)
        CountingHasher.stretched.clear()
        answer(name)
        assert CountingHasher.stretched == ["tebakan"]

    def test_t11_is_the_same_questions_to_the_database(self) -> None:
        asked = {}
        for name, password in ((name, password) for name in NAMES for password in ("tebakan", PASSWORD)):
            if name == KNOWN and password == PASSWORD:
                continue
            with CaptureQueriesContext(
                connection,
            ) as captured:
                answer(name, password)
            asked[name, password] = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in captured.captured_queries]
        assert len(asked) == 7
        assert all(questions == asked[KNOWN, "tebakan"] for questions in asked.values())

    def test_is_argon2_where_people_work(self) -> None:
        assert installation.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


class TestTheAlarm:
    def test_t11_tells_of_guessing_once_and_names_no_name(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.WARNING, "loket.alarm"):
            for _ in range(MOST_ATTEMPTS + 3):
                answer(KNOWN)
        (record,) = [one for one in caplog.records if one.name == "loket.alarm"]
        assert "Masuk dari 192.0.2.1" in record.getMessage()
        assert KNOWN not in record.getMessage()

    def test_t11_tells_again_a_quarter_of_an_hour_later(self, caplog: pytest.LogCaptureFixture) -> None:
        with time_machine.travel(factories.MONDAY, tick=False) as clock, caplog.at_level(logging.WARNING):
            for _ in range(2):
                locked(KNOWN)
                answer(KNOWN)
                clock.shift(WINDOW + datetime.timedelta(seconds=1))
        assert len([one for one in caplog.records if one.name == "loket.alarm"]) == 2

    def test_t11_tells_of_many_names_from_one_address(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.WARNING, "loket.alarm"):
            for number in range(31):
                answer(f"petugas{number}", address="198.51.100.4")
        (record,) = [one for one in caplog.records if one.name == "loket.alarm"]
        assert "198.51.100.4" in record.getMessage()

    def test_t11_tells_of_guessed_codes(self, caplog: pytest.LogCaptureFixture, inside: Visitor) -> None:
        with caplog.at_level(logging.WARNING, "loket.alarm"):
            for _ in range(MOST_ATTEMPTS + 1):
                inside.post(STEP_UP, {"code": "0"})
        assert f"Kode petugas {inside.officer.person}" in caplog.text
        assert inside.get(CODE).location == DOOR

    def test_t11_tells_of_guessed_passwords_of_who_is_in(self, caplog: pytest.LogCaptureFixture, db: None) -> None:
        hadi = Visitor(factories.hadi())
        hadi.gives_password()
        with caplog.at_level(logging.WARNING, "loket.alarm"):
            for _ in range(MOST_ATTEMPTS + 1):
                hadi.post(STEP_UP, {"password": "tebakan"})
            for _ in range(MOST_ATTEMPTS + 1):
                hadi.post("/kata-sandi/", {"old": "tebakan", "new": "x", "again": "x"})
        assert "Kata sandi sekali lagi dari" in caplog.text
