"""Taking applications in over the API."""

import pytest

from loket.api.scopes import Scope
from tests.apps import factories
from tests.apps.api.programs import Program, intake, program

pytestmark = pytest.mark.django_db
KEY = "loket-mandiri-0001"


class TestIntake:
    def test_gives_a_resi_and_a_register_number(self, budi: Program) -> None:
        answer = budi.post("/cases", intake())
        assert answer.status == 200
        assert answer.body["accepted"] is True
        assert answer.body["register_number"] == "1/2026"
        assert (answer.body["step"], answer.body["status"]) == ("teruskan", "in-process")
        assert len(answer.body["resi"]) == 12

    def test_gives_the_same_answer_to_the_same_key(self, budi: Program) -> None:
        first = budi.post("/cases", intake(), KEY).body
        again = budi.post("/cases", intake(), KEY).body
        assert again == {**first, "replayed": True}

    def test_does_not_give_it_to_another_office_that_knows_the_key(self, budi: Program, dewi: Program) -> None:
        first = budi.post("/cases", intake(), KEY).body
        other = dewi.post("/cases", intake(checklist=[]), KEY)
        assert first["resi"] not in str(other.body)

    def test_turns_an_incomplete_file_away_with_the_lines_that_say_why(self, budi: Program) -> None:
        papers = intake()["checklist"]
        assert isinstance(papers, list)
        papers[0] = {**papers[0], "state": "missing", "note": "Belum dibawa"}
        answer = budi.post("/cases", intake(checklist=papers))
        assert answer.body["accepted"] is False
        assert answer.body["resi"] is None
        assert {"requirement": papers[0]["requirement"], "state": "missing", "note": "Belum dibawa"} in answer.body[
            "lines"
        ]

    def test_needs_its_scope(self) -> None:
        answer = program(factories.budi(), set(Scope) - {Scope.CASES_INTAKE}).post("/cases", intake())
        assert (answer.status, answer.problem) == (403, "scope-missing")

    def test_needs_an_officer_who_takes_applications_in(self, wati: Program) -> None:
        answer = wati.post("/cases", intake())
        assert (answer.status, answer.problem) == (403, "not-your-step")


class TestBadIntake:
    @pytest.mark.parametrize(
        ("nik", "code"), [("123", "nik-length"), ("99010A4101900001", "nik-letters"), ("9901019901900001", "nik-date")]
    )
    def test_says_what_is_wrong_with_a_nik(self, budi: Program, nik: str, code: str) -> None:
        answer = budi.post("/cases", intake(applicant={"name": "Sari", "nik": nik}))
        assert (answer.status, answer.problem) == (422, "bad-input")
        assert [(e["field"], e["code"]) for e in answer.body["errors"]] == [("applicant.nik", code)]
        assert nik not in str(answer.body)

    def test_names_every_faulty_field_at_once(self, budi: Program) -> None:
        answer = budi.post("/cases", {"service": "KK!", "applicant": {"nama": "Sari"}, "checklist": [{"state": "ada"}]})
        assert answer.status == 422
        assert {error["field"]: error["code"] for error in answer.body["errors"]} == {
            "service": "string-pattern-mismatch",
            "applicant.name": "missing",
            "applicant.nama": "extra-forbidden",
            "checklist.0.requirement": "missing",
            "checklist.0.state": "literal-error",
        }

    def test_refuses_a_field_that_does_not_exist(self, budi: Program) -> None:
        answer = budi.post("/cases", intake(office="pontianak"))
        assert (answer.status, answer.body["errors"][0]["field"]) == (422, "office")

    def test_refuses_a_service_of_another_office(self, dewi: Program) -> None:
        answer = dewi.post("/cases", intake(service="skpwni"))
        assert (answer.status, answer.problem) == (422, "unknown-procedure")

    def test_needs_a_key(self, budi: Program) -> None:
        answer = budi.post("/cases", intake(), "short")
        assert (answer.status, answer.body["errors"][0]["field"]) == (422, "Idempotency-Key")

    @pytest.mark.parametrize(
        "body", ["{", '{"service": NaN}', '{"service": "\\ud800"}', '{"service": "\\u0000"}', "[" * 100_000, "\xff"]
    )
    def test_must_be_json_that_a_database_can_keep(self, budi: Program, body: str) -> None:
        answer = budi.post("/cases", body.encode("latin-1"))
        assert (answer.status, answer.problem) == (400, "body-unreadable")

    def test_is_refused_unread_when_it_is_too_large(self, budi: Program) -> None:
        answer = budi.post("/cases", b" " * (1024 * 1024 + 1))
        assert (answer.status, answer.problem) == (413, "body-too-large")
