"""Acting on cases over the API: the rules of the desk, told as problems."""

import datetime
from collections.abc import Mapping

import pytest

from loket.api.scopes import Scope
from loket.casework import procedures, queries
from loket.casework.store.rows import read_case
from loket.core.engine import Claim, Collect, Note
from loket.core.procedure.model import Procedure
from tests.apps import factories
from tests.apps.api.programs import Program, program
from tests.apps.collection.collecting import SARI_COLLECTS, STEP
from tests.apps.collection.test_applying import BROUGHT, again, applied, sent_back

pytestmark = pytest.mark.django_db
KEY = "kunci-klien-0001"
VALID = {"kind": "complete", "outcome": "valid"}


def body(version: int, command: Mapping[str, object] | None = None) -> dict[str, object]:
    return {"version": version, "command": command or VALID}


class TestAct:
    def test_moves_the_case_on(self, wati: Program) -> None:
        case = factories.case_at("verifikasi-kasi")
        answer = wati.post(f"/cases/{case.resi}/acts", body(case.version))
        assert answer.status == 200
        assert (answer.body["version"], answer.body["step"]) == (case.version + 1, "verifikasi-kabid")
        assert answer.body["replayed"] is False

    def test_reads_a_resi_as_people_write_it(self, wati: Program) -> None:
        case = factories.case_at("verifikasi-kasi")
        written = f"{case.resi[:4]}-{case.resi[4:8]}-{case.resi[8:]}".lower()
        assert wati.post(f"/cases/{written}/acts", body(case.version)).status == 200

    def test_gives_the_same_answer_to_the_same_key(self, wati: Program) -> None:
        case = factories.case_at("verifikasi-kasi")
        first = wati.post(f"/cases/{case.resi}/acts", body(case.version), KEY).body
        again = wati.post(f"/cases/{case.resi}/acts", body(case.version), KEY)
        assert (again.status, again.body) == (200, {**first, "replayed": True})

    def test_returns_a_case_with_its_faults(self, wati: Program) -> None:
        case = factories.case_at("verifikasi-kasi")
        procedure = factories.procedure()
        outcome = next(k for k, o in procedure.by_id["verifikasi-kasi"].outcomes.items() if o.return_)
        line = {"subject": "kk", "reason": next(iter(procedure.return_reasons)), "note": "Nama berbeda"}
        command = {"kind": "return", "outcome": outcome, "lines": [line]}
        assert wati.post(f"/cases/{case.resi}/acts", body(case.version, command)).status == 200

    @pytest.mark.parametrize("command", [{"kind": "claim"}, {"kind": "note", "text": "Berkas di map biru"}])
    def test_takes_commands_that_move_nothing(self, wati: Program, command: dict[str, object]) -> None:
        case = factories.case_at("verifikasi-kasi")
        answer = wati.post(f"/cases/{case.resi}/acts", body(case.version, command))
        assert (answer.status, answer.body["step"]) == (200, "verifikasi-kasi")

    def test_reassigns_to_a_colleague(self) -> None:
        case = factories.case_at("teruskan")
        colleague = factories.officer("bintan.maya")
        head = program(factories.officer("bintan.surya"))
        command = {"kind": "reassign", "to_person": colleague.person, "reason": "Pembagian beban"}
        assert head.post(f"/cases/{case.resi}/acts", body(case.version, command)).status == 200

    def test_does_not_reassign_to_another_office(self) -> None:
        case = factories.case_at("teruskan")
        head = program(factories.officer("bintan.surya"))
        command = {"kind": "reassign", "to_person": factories.dewi().person, "reason": "Pembagian beban"}
        answer = head.post(f"/cases/{case.resi}/acts", body(case.version, command))
        assert (answer.status, answer.problem) == (422, "no-such-officer")


class TestARefusedAct:
    def test_hands_nothing_to_a_stranger_as_the_applicant(self) -> None:
        case = factories.case_at("serahkan-dokumen")
        evidence = {
            "collector_name": "Rudi Hartono",
            "collector_nik": "9901011505880002",
            "collector_relation": "self",
            "resi_shown": True,
        }
        command = {"kind": "complete", "outcome": "diserahkan", "evidence": evidence}
        answer = program(factories.budi()).post(f"/cases/{case.resi}/acts", body(case.version, command))
        assert (answer.status, answer.problem) == (422, "collector-not-applicant")

    def test_tells_who_changed_the_case_and_what(self, wati: Program) -> None:
        case = factories.case_at("verifikasi-kasi")
        factories.act(case, Note("Pemohon menelepon"), factories.budi())
        answer = wati.post(f"/cases/{case.resi}/acts", body(case.version))
        assert (answer.status, answer.problem) == (409, "stale-version")
        assert "Budi Santoso" in answer.body["data"]["who"]
        assert "Pemohon menelepon" in answer.body["data"]["what"]
        assert answer.body["data"]["version"] == case.version + 1

    def test_is_403_for_an_officer_of_another_lane(self, budi: Program) -> None:
        case = factories.case_at("verifikasi-kasi")
        answer = budi.post(f"/cases/{case.resi}/acts", body(case.version))
        assert (answer.status, answer.problem) == (403, "not-your-step")

    def test_is_409_while_a_colleague_holds_the_step(self) -> None:
        case = factories.case_at("teruskan")
        held = factories.act(case, Claim(), factories.officer("bintan.joko"))
        command = {"kind": "complete", "outcome": "diteruskan", "evidence": {"entry_note": "000123"}}
        colleague = program(factories.officer("bintan.maya"))
        answer = colleague.post(f"/cases/{case.resi}/acts", body(held.version, command))
        assert (answer.status, answer.problem) == (409, "held-by-another")

    def test_is_422_and_names_the_evidence_that_lacks(self) -> None:
        case = factories.case_at("teruskan")
        joko = program(factories.officer("bintan.joko"))
        answer = joko.post(
            f"/cases/{case.resi}/acts", body(case.version, {"kind": "complete", "outcome": "diteruskan"})
        )
        assert (answer.status, answer.problem) == (422, "evidence-missing")
        assert [error["field"] for error in answer.body["errors"]] == ["entry_note"]

    def test_is_404_for_a_case_of_another_office_as_for_none(self, dewi: Program) -> None:
        case = factories.case_at("verifikasi-kasi")
        theirs = dewi.post(f"/cases/{case.resi}/acts", body(case.version))
        nobodys = dewi.post("/cases/0000-0000-0000/acts", body(case.version))
        assert (theirs.status, theirs.problem) == (nobodys.status, nobodys.problem) == (404, "no-such-case")
        assert theirs.body["detail"] == nobodys.body["detail"]

    def test_is_404_for_a_text_that_is_no_resi(self, dewi: Program) -> None:
        assert dewi.post("/cases/%00%ff/acts", body(1)).status == 404

    def test_is_422_for_a_command_that_does_not_exist(self, wati: Program) -> None:
        answer = wati.post("/cases/000000000000/acts", body(1, {"kind": "approve"}))
        assert (answer.status, answer.problem) == (422, "bad-input")
        assert "complete" in answer.body["errors"][0]["detail"]

    def test_needs_its_scope(self) -> None:
        answer = program(factories.wati(), set(Scope) - {Scope.CASES_ACT}).post("/cases/000000000000/acts", body(1))
        assert (answer.status, answer.problem) == (403, "scope-missing")


class TestMandates:
    def test_withdraw_nothing_of_which_a_paper_was_handed_over(self) -> None:
        plain = factories.procedure().model_dump(mode="json", by_alias=True)
        plain |= {"product": "KK dan KTP-el", "withdrawable_until": None}
        procedures.publish(Procedure.model_validate(plain), effective=datetime.date(2026, 11, 2))
        case, budi = factories.case_at(STEP), program(factories.budi())
        first = queries.lines_to_collect(case.resi, factories.budi())[0]
        handed = factories.act(case, Collect((first.id,), SARI_COLLECTS), factories.budi())
        answer = budi.post(f"/cases/{case.resi}/acts", body(handed.version, {"kind": "withdraw", "reason": "batal"}))
        assert (answer.status, answer.body["type"]) == (409, "urn:loket:problem:papers-already-handed")
        assert "sudah diserahkan" in str(answer.body["detail"])
        offers = budi.get(f"/cases/{case.resi}").body
        assert "withdraw" not in str(offers.get("offers", offers))

    def test_let_correct_who_is_named_in_one(self) -> None:
        resi = sent_back(applied())
        row = read_case(resi)
        assert row is not None
        command = {"kind": "complete", "outcome": again(), "evidence": BROUGHT}
        budi = program(factories.budi())
        stranger = {**command, "evidence": {**BROUGHT, "brought_by_nik": "9901014101900003"}}
        answer = budi.post(f"/cases/{resi}/acts", body(row.version, stranger))
        assert (answer.status, answer.body["errors"]) == (
            422,
            [
                {
                    "field": "brought_by_nik",
                    "code": "mandate-to-correct-missing",
                    "detail": "Tidak ada kuasa memperbaiki yang berlaku hari ini untuk pembawa perbaikan ini.",
                }
            ],
        )
        assert budi.post(f"/cases/{resi}/acts", body(row.version, command)).status == 200
