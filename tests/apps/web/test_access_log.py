"""The log tells who came in and who was refused, of whom a page was kept, and nothing that was typed."""

import datetime
import logging
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from loket.config.log_lines import JsonLines, TextLines
from loket.offices import services
from loket.storage.writer import stop_writers
from loket.web.accounts.attempts import MOST_ATTEMPTS
from loket.web.asked_by import AskedBy
from tests.apps import factories
from tests.apps.api.programs import program
from tests.apps.conftest import OwnDatabase
from tests.apps.telephone import Telephone
from tests.apps.web.desk import DeskBrowser
from tests.apps.web.visitor import DOOR, PASSWORD, STEP_UP, Visitor

NIK = "9901014101900001"
FIELDS = ("event", "who", "way", "reason", "address", "path", "status")
Told = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Told:
    """The lines of a logger so far, each as its fields."""
    caplog.handler.addFilter(AskedBy())
    caplog.set_level(logging.INFO)

    def lines(logger: str = "loket.access") -> list[dict[str, Any]]:
        found = [vars(one) for one in caplog.records if one.name == logger]
        return [{name: one[name] for name in FIELDS if one.get(name) is not None} for one in found]

    return lines


def events(lines: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [tuple(one[name] for name in ("event", "way", "who") if name in one) for one in lines]


class TestTheDoor:
    def test_tells_who_came_in_by_password_and_code(self, verifier: Visitor, telephone: Telephone, told: Told) -> None:
        verifier.gives_password()
        verifier.gives_code(telephone.shows(factories.MONDAY))
        person = verifier.officer.person
        assert events(told()) == [("password-taken", "password"), ("signed-in", "code", person)]
        assert told()[1]["address"] == "127.0.0.1"

    def test_tells_who_came_in_by_password_alone(self, verifier: Visitor, told: Told) -> None:
        verifier.gives_password()
        assert events(told()) == [("signed-in", "password", verifier.officer.person)]

    def test_tells_of_a_refused_sign_in_without_a_word_that_was_typed(
        self, db: None, told: Told, caplog: pytest.LogCaptureFixture
    ) -> None:
        Client().post(DOOR, {"username": "rahasia-di-kolom-nama", "password": "tebakan-sandi"})
        (line,) = told()
        assert (line["event"], line["way"], line["path"]) == ("refused", "password", DOOR)
        everything = "".join(f"{vars(one)}" for one in caplog.records)
        assert "rahasia-di-kolom-nama" not in everything
        assert "tebakan-sandi" not in everything

    def test_tells_that_guessing_was_stopped(self, db: None, told: Told) -> None:
        for _ in range(MOST_ATTEMPTS + 1):
            Client().post(DOOR, {"username": "bintan.budi", "password": "tebakan"})
        assert [one.get("reason") for one in told()] == [None] * MOST_ATTEMPTS + ["too-many"]

    def test_tells_of_a_refused_second_step(self, verifier: Visitor, telephone: Telephone, told: Told) -> None:
        verifier.gives_password()
        verifier.gives_code("000000")
        assert events(told())[-1] == ("second-factor-refused", "code", verifier.officer.person)

    def test_tells_who_proved_it_once_more_and_who_did_not(self, inside: Visitor, told: Told) -> None:
        inside.post(STEP_UP, {"code": "000000"})
        assert events(told())[-1] == ("second-factor-refused", "code", inside.officer.person)

    def test_tells_of_a_wrong_password_of_who_is_in(self, verifier: Visitor, told: Told) -> None:
        verifier.gives_password()
        verifier.post("/kata-sandi/", {"old": "tebakan", "new": "x", "again": "x"})
        verifier.post(STEP_UP, {"password": "tebakan"})
        verifier.post(STEP_UP, {"password": PASSWORD})
        assert [one["event"] for one in told()] == ["signed-in", "refused", "refused", "proved-again"]

    def test_tells_of_a_passkey_that_is_none(self, db: None, told: Told) -> None:
        Client().post("/masuk/kunci/", {"passkey": "{}"}, HTTP_HOST="localhost")
        assert events(told()) == [("refused", "passkey")]


class TestTheEndOfASession:
    def test_is_told_with_its_reason(
        self,
        verifier: Visitor,
        told: Told,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        verifier.gives_password()
        with django_capture_on_commit_callbacks(execute=True):
            verifier.post("/keluar/", {})
        line = told()[-1]
        assert (line["event"], line["reason"], line["who"]) == ("session-ended", "signed-out", verifier.officer.person)

    def test_is_told_for_a_new_password_by_a_keeper(
        self,
        verifier: Visitor,
        told: Told,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        verifier.gives_password()
        decision = factories.decision("lupa", by=factories.hadi())
        with django_capture_on_commit_callbacks(execute=True):
            services.reset_password("bintan", person=verifier.officer.person, password_hash="!", decision=decision)
        assert (told()[-1]["event"], told()[-1]["reason"]) == ("session-ended", "password")


class TestTheEndOfACommittedSession:
    """Without a test around it that takes everything back: on SQLite another thread writes it."""

    def test_is_told_once_by_who_leaves(self, own_database: OwnDatabase, told: Told) -> None:
        wati = Visitor(factories.wati())
        wati.gives_password()
        wati.post("/keluar/", {})
        assert [(one["event"], one.get("reason")) for one in told()] == [
            ("signed-in", None),
            ("session-ended", "signed-out"),
        ]

    def test_is_told_once_for_who_was_away(self, own_database: OwnDatabase, told: Told) -> None:
        with time_machine.travel(factories.MONDAY, tick=False) as clock:
            wati = Visitor(factories.wati())
            wati.gives_password()
            clock.shift(datetime.timedelta(minutes=16))
            wati.get("/")
            wati.get("/")
            stop_writers()
        assert [one["reason"] for one in told() if one["event"] == "session-ended"] == ["idle"]


class TestRefusedPages:
    def test_are_told_with_the_person_and_without_the_query(self, budi: DeskBrowser, told: Told) -> None:
        assert budi.get("/kantor/jabatan/?q=9901014101900001").status == 403
        (line,) = told("django.request")
        assert line == {
            "who": budi.officer.person,
            "address": "127.0.0.1",
            "path": "/kantor/jabatan/",
            "status": 403,
        }

    def test_of_another_office_are_told_with_the_person(self, dewi: DeskBrowser, told: Told) -> None:
        case = factories.take_in()
        assert dewi.get(f"/permohonan/{case.resi}/").status == 404
        (line,) = told("django.request")
        assert (line["who"], line["status"]) == (dewi.officer.person, 404)

    def test_of_the_api_are_told_with_the_person_of_the_token(self, db: None, told: Told) -> None:
        budi = program(factories.budi(), ("office:read",))
        assert budi.get("/cases/7K2M94QXB3TD").status == 403
        line = told("django.request")[-1]
        assert (line["who"], line["status"]) == (factories.budi().person, 403)
        assert events(told()) == [("token-used", factories.budi().person)]

    def test_of_the_api_without_a_token_in_force_are_told(self, db: None, told: Told) -> None:
        Client().get("/api/v1/offices", headers={"Authorization": "Bearer tebakan-token"})
        assert [one["event"] for one in told()] == ["token-refused"]
        assert told("django.request")[-1]["status"] == 401

    def test_of_nobody_are_told_without_a_person(self, db: None, told: Told) -> None:
        Client().get("/tidak/ada/")
        (line,) = told("django.request")
        assert line == {"address": "127.0.0.1", "path": "/tidak/ada/", "status": 404}


class TestWhatNeverStandsThere:
    def test_are_numbers_of_residents(self, budi: DeskBrowser, told: Told, caplog: pytest.LogCaptureFixture) -> None:
        budi.get(f"/cari/?q={NIK}")
        budi.get(f"/kantor/jabatan/?q={NIK}")
        budi.post("/permohonan/baru/kk/", {"nik": NIK, "name": "Sari Wulandari"})
        budi.post("/tidak-ada/", {"nik": NIK})
        program(factories.budi()).get("/cases/7K2M94QXB3TD", nik=NIK)
        program(factories.budi()).post("/cases", {"nik": NIK})
        assert told("django.request")
        for form in (TextLines(), JsonLines()):
            written = "".join(map(form.format, caplog.records))
            assert NIK not in written
            assert "Sari" not in written
