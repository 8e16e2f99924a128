"""Specific data over the API: with a token to act, for the officers who see them on the screen; never with one to read."""

import json
from typing import Any

import pytest

from loket.api.scopes import Scope
from loket.casework import demo
from loket.core.register.codes import Disability, Sex, Shdk
from loket.entries.records import Filling
from loket.offices.records import Officer
from tests.apps import factories
from tests.apps.api.programs import program
from tests.apps.entries import births
from tests.apps.register import people
from tests.apps.web import entry_desk
from tests.apps.web.entry_desk import Birth

pytestmark = pytest.mark.django_db
DOCTOR = "Surat dokter RSUD 12/2026"
HIDDEN = ["change_disability", "disability", "disability_basis", "father_unlinked", "mother_unlinked"]
ANSWERS = {
    "resident": "9901064303860007",
    "date": "16-11-2026",
    "change_disability": "ya",
    "disability": str(int(Disability.MENTAL)),
    "disability_basis": DOCTOR,
}


@pytest.fixture
def change() -> Birth:
    """A form that changes Sari's disability, saved by the operator."""
    sari = people.person("Sari Wulandari", Sex.FEMALE, "1986-03-03", disability=Disability.BLIND)
    found = entry_desk.filling("perubahan-data", people.live((sari, Shdk.HEAD), number=7))
    births.save(found.case, Filling("perubahan-data", ANSWERS))
    return found


def _operator(change: Birth) -> Officer:
    return demo.next_act(change.resi, "bintan", factories.MONDAY).officer


def _read(officer: Officer, change: Birth, *scopes: Scope) -> Any:
    answer = program(officer, scopes or tuple(Scope)).get(f"/cases/{change.resi}/entry")
    assert answer.status == 200
    return answer.body


def _disabilities(body: Any) -> set[object]:
    """What the foreseen KKs say of their members, on both sides."""
    found = body["families"] if "families" in body else body["judged"]["families"]
    assert found
    return {row["biodata"]["disability"] for one in found for kk in (one["before"], one["after"]) for row in kk["rows"]}


class TestAForm:
    def test_is_whole_for_who_fills_it_and_who_supervises(self, change: Birth) -> None:
        for officer in (_operator(change), factories.wati()):
            body = _read(officer, change)
            assert body["entry"]["values"] == ANSWERS
            assert body["entry"]["withheld"] == []
            assert _disabilities(body) == {int(Disability.BLIND), int(Disability.MENTAL)}

    def test_is_without_it_for_the_counter(self, change: Birth) -> None:
        body = _read(factories.budi(), change)
        assert body["entry"]["values"] == {"resident": ANSWERS["resident"], "date": ANSWERS["date"]}
        assert body["entry"]["withheld"] == HIDDEN
        assert "disability" not in body["judged"]["differing"]
        assert _disabilities(body) == {None}
        assert DOCTOR not in json.dumps(body)

    def test_is_without_it_for_every_token_that_only_reads(self, change: Birth) -> None:
        for officer in (_operator(change), factories.wati()):
            body = _read(officer, change, Scope.CASES_READ)
            assert body["entry"]["withheld"] == HIDDEN
            assert _disabilities(body) == {None}

    def test_tells_nothing_of_it_to_who_tries_answers(self, change: Birth) -> None:
        body = {"revision": 1, "kind": "perubahan-data", "values": {**ANSWERS, "disability": "1"}}
        answer = program(factories.budi()).post(f"/cases/{change.resi}/entry/judged", body)
        assert answer.status == 200
        assert "disability" not in answer.body["differing"]
        assert _disabilities(answer.body) == {None}
