"""The form of an application over the API."""

import pytest

from loket.casework import demo
from loket.casework.records import Acted, TakenIn
from tests.apps import factories
from tests.apps.api.programs import Program
from tests.apps.entries import births
from tests.apps.register import people

pytestmark = pytest.mark.django_db
KEY = "kunci-klien-0001"


def _at_operator() -> TakenIn | Acted:
    return demo.advance(births.taken_in(), "bintan", to=births.FILL, at=factories.MONDAY)


def _form(**values: str) -> dict[str, object]:
    return {"revision": 0, "kind": "kelahiran", "values": values}


class TestAForm:
    def test_lists_its_fields_in_printed_order(self, budi: Program) -> None:
        case = _at_operator()
        answer = budi.get(f"/cases/{case.resi}/entry")
        assert answer.status == 200
        assert answer.body["form"] == "F-2.01"
        assert answer.body["fields"][0]["name"] == "child_name"
        assert answer.body["entry"] is None

    def test_is_saved_and_judged(self, budi: Program) -> None:
        home = people.saris()
        case = _at_operator()
        saved = budi.post(f"/cases/{case.resi}/entry", _form(**births.answers(home)), KEY)
        assert (saved.status, saved.body["revision"]) == (200, 1)
        read = budi.get(f"/cases/{case.resi}/entry").body
        assert read["judged"]["stands"] is True
        assert "akta kelahiran: terbit" in read["judged"]["papers"]

    def test_is_judged_without_saving(self, budi: Program) -> None:
        case = _at_operator()
        answer = budi.post(f"/cases/{case.resi}/entry/judged", _form(child_name="Lia Salim"))
        assert answer.status == 200
        assert "mother" in {remark["field"] for remark in answer.body["remarks"]}
        assert budi.get(f"/cases/{case.resi}/entry").body["entry"] is None

    def test_of_another_kind_is_refused(self, budi: Program) -> None:
        case = _at_operator()
        body = {"revision": 0, "kind": "kematian", "values": {}}
        for address in ("entry", "entry/judged"):
            answer = budi.post(f"/cases/{case.resi}/{address}", body, KEY)
            assert (answer.status, answer.body["type"]) == (409, "urn:loket:problem:entry-no-form")

    def test_that_no_database_holds_is_refused(self, budi: Program) -> None:
        case = _at_operator()
        answer = budi.post(f"/cases/{case.resi}/entry", _form(child_name="Lia\0"), KEY)
        assert answer.status == 400

    def test_is_ticked_by_a_verifier(self, budi: Program, wati: Program) -> None:
        case = _at_operator()
        budi.post(f"/cases/{case.resi}/entry", _form(child_name="Lia Salim"), KEY)
        tick = {"field": "child_name", "verdict": "benar"}
        answer = wati.post(f"/cases/{case.resi}/entry/ticks", tick)
        assert answer.body["ticks"] == {"child_name": "benar"}

    def test_of_another_office_does_not_exist(self, dewi: Program) -> None:
        case = _at_operator()
        assert dewi.get(f"/cases/{case.resi}/entry").status == 404
        assert dewi.get(f"/cases/{case.resi}/products").status == 404

    def test_is_not_there_for_a_procedure_without_one(self, budi: Program) -> None:
        assert budi.get(f"/cases/{factories.case_at('teruskan').resi}/entry").status == 409


class TestProducts:
    def test_are_listed_when_the_register_has_changed(self, budi: Program) -> None:
        case = _at_operator()
        budi.post(f"/cases/{case.resi}/entry", _form(**births.answers(people.saris())), KEY)
        demo.advance(case, "bintan", to="registrasi-cap", at=factories.MONDAY)
        papers = {product["paper"] for product in budi.get(f"/cases/{case.resi}/products").body}
        assert papers >= {"akta kelahiran", "KK", "KIA"}
