"""What surrounds the operations: every answer under /api is JSON, and every fault a problem."""

import pytest
from django.test import Client

from loket.api.problems import STATUS_OF
from loket.core.problems import Refusal
from loket.offices import queries as offices
from tests.apps.api.programs import Program


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


def _refusals(parent: type[Refusal] = Refusal) -> set[str]:
    return {parent.id}.union(*(_refusals(child) for child in parent.__subclasses__()))


class TestStatuses:
    def test_are_given_to_refusals_that_exist(self) -> None:
        assert set(STATUS_OF) - _refusals() == set()
