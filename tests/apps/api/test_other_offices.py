"""Every address that names a case, walked by an officer of another office: what operations come later, too."""

import pytest

from loket.api.openapi import operations_of
from loket.api.operations import api
from tests.apps import factories
from tests.apps.api.programs import Program

pytestmark = pytest.mark.django_db
FORM = {"revision": 0, "kind": "kelahiran", "values": {}}
BODIES = {
    "act": {"version": 1, "command": {"kind": "note", "text": "Catatan"}},
    "save_entry": FORM,
    "judge_entry": FORM,
    "tick_field": {"revision": 1, "field": "child_name", "verdict": "benar"},
}


class TestEveryAddressOfACase:
    def test_is_404_for_another_office(self, dewi: Program) -> None:
        case = factories.case_at("verifikasi-kasi")
        walked = 0
        for method, path, operation in operations_of(api.get_openapi_schema()):
            if "{resi}" not in path:
                continue
            address = path.removeprefix("/api/v1").replace("{resi}", case.resi)
            name = operation["operationId"]
            answer = dewi.get(address) if method == "get" else dewi.post(address, BODIES[name])
            assert (answer.status, answer.problem) == (404, "no-such-case"), (method, path)
            walked += 1
        assert walked >= 5
