"""Every address that names a case, walked by an officer of another office, and by whom a complaint is about: what operations come later, too."""

import pytest

from loket.api.openapi import operations_of
from loket.api.operations import api
from loket.casework import queries as casework
from loket.casework.models import Case
from loket.complaints.records import Said
from tests.apps import factories
from tests.apps.api.programs import Program, program
from tests.apps.complaints.complaining import TEXT, nisa, taken

pytestmark = pytest.mark.django_db
NEEDS_QUERY = {"list_pickups", "explain_due"}
FORM = {"revision": 0, "kind": "kelahiran", "values": {}}
BODIES = {
    "act": {"version": 1, "command": {"kind": "note", "text": "Catatan"}},
    "save_entry": FORM,
    "judge_entry": FORM,
    "tick_field": {"revision": 1, "field": "child_name", "verdict": "benar"},
}


@pytest.fixture
def complained_about() -> Program:
    """A program of Wati's."""
    return program(factories.wati())


def walk(resi: str, by: Program) -> None:
    """Every operation that names a case answers as for a resi of nothing."""
    walked = 0
    for method, path, operation in operations_of(api.get_openapi_schema()):
        if "{resi}" not in path:
            continue
        address = path.removeprefix("/api/v1").replace("{resi}", resi)
        name = operation["operationId"]
        answer = by.get(address) if method == "get" else by.post(address, BODIES[name])
        assert (answer.status, answer.problem) == (404, "no-such-case"), (method, path)
        walked += 1
    assert walked >= 5


class TestEveryAddressOfACase:
    def test_is_404_for_another_office(self, dewi: Program) -> None:
        walk(factories.case_at("verifikasi-kasi").resi, dewi)

    def test_is_404_for_whom_a_complaint_is_about(self, complained_about: Program) -> None:
        walk(taken(Said(TEXT, "Wati")).resi, complained_about)


class TestComplaints:
    def test_are_in_no_list(self, complained_about: Program) -> None:
        made = taken(Said(TEXT, "Wati"))
        walked = 0
        for method, path, operation in operations_of(api.get_openapi_schema()):
            if method == "get" and "{" not in path and operation["operationId"] not in NEEDS_QUERY:
                answer = complained_about.get(path.removeprefix("/api/v1"))
                assert answer.status == 200, path
                assert made.resi not in str(answer.body), path
                walked += 1
        assert walked >= 5

    def test_are_found_by_no_search(self, complained_about: Program) -> None:
        made = taken(Said(TEXT, "Wati"))
        for text in (made.resi, "Pelapor", made.number):
            assert made.resi not in str(complained_about.post("/cases/find", {"text": text}).body)

    def test_are_begun_by_no_program(self, complained_about: Program) -> None:
        body = {"service": "pengaduan", "applicant": {"name": "Sari"}, "checklist": []}
        assert complained_about.post("/cases", body).status in (404, 409, 422)
        assert Case.objects.filter(kept_from__isnull=False).count() == 0

    def test_are_given_to_nobody_whom_they_are_about(self) -> None:
        tuti = factories.officer("bintan.tuti")
        for said, problem in ((Said(TEXT, "Tuti"), "no-such-officer"), (Said(TEXT), "")):
            made = taken(said)
            version = casework.complaint_of(made.resi).case.version
            command = {"kind": "reassign", "to_person": tuti.person, "reason": "Tolong diperiksa"}
            answer = program(nisa()).post(f"/cases/{made.resi}/acts", {"version": version, "command": command})
            assert (answer.problem if problem else answer.status) == (problem or 200)
            assert casework.complaint_of(made.resi).case.holder == (None if problem else tuti.person)
