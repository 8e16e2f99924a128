"""What surrounds the operations: every answer under /api is JSON, and every fault a problem."""

import pytest
from django.test import Client
from pytest_django import Settings

from loket.api.problems import STATUS_OF
from loket.casework.models import Case
from loket.core.problems import Refusal
from loket.offices import queries as offices
from tests.apps.api.programs import Program, intake


class TestTheDoor:
    @pytest.mark.parametrize("path", ["/", "/nope", "/cases/x/nope", "/offices/", "/%00"])
    def test_tells_an_unknown_address_as_a_problem(self, db: None, path: str) -> None:
        answer = Program("").get(path)
        assert (answer.status, answer.problem) == (404, "no-such-address")

    def test_answers_outside_of_v1_too(self, db: None) -> None:
        assert Client().get("/api/").status_code == 404
        assert Client().get("/api/v2/cases").headers["Content-Type"] == "application/problem+json"

    def test_tells_a_wrong_method_as_a_problem_and_names_the_right_ones(self, budi: Program) -> None:
        answer = budi.post("/offices", {})
        assert (answer.status, answer.problem) == (405, "method-not-allowed")
        assert answer.headers["Allow"] == "GET"

    def test_tells_a_fault_without_its_trace(self, budi: Program, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken() -> None:
            raise RuntimeError("rahasia")

        monkeypatch.setattr(offices, "offices", broken)
        answer = budi.get("/offices")
        assert (answer.status, answer.problem) == (500, "fault")
        assert "rahasia" not in str(answer.body)
        assert "Traceback" not in str(answer.body)

    def test_asks_for_no_cookie_token(self, budi: Program) -> None:
        strict = Program(budi.token, Client(enforce_csrf_checks=True))
        assert strict.post("/cases", {}).status == 422


class TestWithoutTls:
    """What TLS is taken off by the proxy comes with X-Forwarded-Proto; nothing else counts as https."""

    @pytest.fixture(autouse=True)
    def _https(self, settings: Settings) -> None:
        settings.SECURE_SSL_REDIRECT = True
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    @pytest.mark.parametrize("path", ["/offices", "/nope", "/openapi.json"])
    def test_a_program_is_refused_and_not_led_on(self, budi: Program, path: str) -> None:
        answer = budi.get(path)
        assert (answer.status, answer.problem) == (403, "https-needed")
        assert "Location" not in answer.headers

    def test_nothing_is_written_for_a_program(self, budi: Program) -> None:
        before = Case.objects.count()
        assert budi.post("/cases", intake()).problem == "https-needed"
        assert Case.objects.count() == before

    def test_a_program_with_it_is_answered(self, budi: Program) -> None:
        told = {"Authorization": f"Bearer {budi.token}", "X-Forwarded-Proto": "https"}
        assert Client().get("/api/v1/offices", headers=told).status_code == 200

    @pytest.mark.parametrize("path", ["/masuk/", "/api/v1/docs"])
    def test_a_person_is_led_to_https(self, db: None, path: str) -> None:
        assert Client().get(path).headers["Location"] == f"https://testserver{path}"


def _refusals(parent: type[Refusal] = Refusal) -> set[str]:
    return {parent.id}.union(*(_refusals(child) for child in parent.__subclasses__()))


class TestStatuses:
    def test_are_given_to_refusals_that_exist(self) -> None:
        assert set(STATUS_OF) - _refusals() == set()
