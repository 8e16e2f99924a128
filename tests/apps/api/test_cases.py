"""Reading one case over the API: where it stands, what may be done, what happened, when it falls due."""

import datetime

import pytest

from loket.api.scopes import Scope
from loket.core.engine import Note
from tests.apps import factories
from tests.apps.api.programs import Program, program

pytestmark = pytest.mark.django_db
PARTS = ("", "/acts", "/events", "/due")
moment = datetime.datetime.fromisoformat


class TestACase:
    def test_is_shown_whole_to_its_office(self, budi: Program) -> None:
        taken = factories.take_in()
        body = budi.get(f"/cases/{taken.resi}").body
        assert (body["resi"], body["version"], body["step"]) == (taken.resi, taken.version, "teruskan")
        assert (body["applicant_name"], body["nik"]) == ("Sari Wulandari", "9901014101900001")
        assert body["register_number"] == "1/2026"
        assert "id" not in body

    @pytest.mark.parametrize("part", PARTS)
    def test_does_not_exist_for_another_office(self, dewi: Program, part: str) -> None:
        taken = factories.take_in()
        theirs = dewi.get(f"/cases/{taken.resi}{part}")
        nobodys = dewi.get(f"/cases/000000000000{part}")
        assert (theirs.status, theirs.problem) == (nobodys.status, nobodys.problem) == (404, "no-such-case")
        assert theirs.body["detail"] == nobodys.body["detail"]
        assert "Sari" not in str(theirs.body)

    @pytest.mark.parametrize("part", PARTS)
    def test_needs_the_scope(self, part: str) -> None:
        answer = program(factories.budi(), set(Scope) - {Scope.CASES_READ}).get(f"/cases/000000000000{part}")
        assert (answer.status, answer.body["data"]) == (403, {"scope": "cases:read"})


class TestActsOnOffer:
    def test_carry_the_evidence_they_ask_for(self) -> None:
        case = factories.case_at("teruskan")
        body = program(factories.officer("bintan.joko")).get(f"/cases/{case.resi}/acts").body
        complete = next(act for act in body["acts"] if act["kind"] == "complete")
        assert (body["version"], complete["choice"]) == (case.version, "diteruskan")
        assert [field["name"] for field in complete["evidence"]] == ["entry_note"]

    def test_are_accepted_when_sent_back(self) -> None:
        case = factories.case_at("verifikasi-kasi")
        wati = program(factories.wati())
        offered = wati.get(f"/cases/{case.resi}/acts").body
        complete = next(act for act in offered["acts"] if act["kind"] == "complete")
        command = {"kind": "complete", "outcome": complete["choice"]}
        answer = wati.post(f"/cases/{case.resi}/acts", {"version": offered["version"], "command": command})
        assert answer.status == 200

    def test_are_few_for_an_officer_of_another_lane(self, budi: Program) -> None:
        case = factories.case_at("verifikasi-kasi")
        kinds = {act["kind"] for act in budi.get(f"/cases/{case.resi}/acts").body["acts"]}
        assert "note" in kinds
        assert kinds.isdisjoint({"complete", "return", "claim"})

    def test_of_a_return_name_its_reasons(self, wati: Program) -> None:
        case = factories.case_at("verifikasi-kasi")
        acts = wati.get(f"/cases/{case.resi}/acts").body["acts"]
        returns = [act for act in acts if act["kind"] == "return"]
        assert [act["return_reasons"] for act in returns] == [factories.procedure().return_reasons]


class TestEvents:
    def test_tell_who_did_what_in_what_capacity(self, budi: Program) -> None:
        taken = factories.take_in()
        factories.act(taken, Note("Pemohon menelepon"), factories.budi())
        events = budi.get(f"/cases/{taken.resi}/events").body
        assert [event["seq"] for event in events] == list(range(1, taken.version + 2))
        assert "Pemohon menelepon" in events[-1]["sentence"]
        assert events[-1]["acted_as"].startswith("Budi Santoso")
        assert "1/2026" in [event["number"] for event in events]


class TestDue:
    def test_tells_the_step_the_promise_and_the_reasons(self, budi: Program) -> None:
        taken = factories.take_in()
        body = budi.get(f"/cases/{taken.resi}/due").body
        case = budi.get(f"/cases/{taken.resi}").body
        assert moment(body["step"]["at"]) == moment(case["step_due_at"])
        assert body["promise"]["sentences"][0].startswith("Janji")
        assert body["measures"]["office_working_time"] <= body["measures"]["citizen_calendar_time"] == 3600
