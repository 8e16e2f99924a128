"""The form of an application over the API."""

from uuid import UUID

import pytest

from loket.api.operations import api
from loket.casework import demo
from loket.casework import queries as casework
from loket.casework.records import Acted, TakenIn
from loket.core.engine import Complete, Reopen
from loket.core.register.codes import MaritalStatus, Sex, Shdk
from loket.entries.records import Filling
from loket.register import queries as register
from tests.apps import factories
from tests.apps.api.programs import Program, program
from tests.apps.entries import births, elsewhere
from tests.apps.register import people

pytestmark = pytest.mark.django_db
KEY = "kunci-klien-0001"


def _at_operator() -> TakenIn | Acted:
    return demo.advance(births.taken_in(), "bintan", to=births.FILL, at=factories.MONDAY)


def _whose_turn(case: TakenIn | Acted) -> Program:
    """A program of the officer at whom the case stands."""
    return program(demo.next_act(case.resi, "bintan", factories.MONDAY).officer)


def _looks(case: TakenIn | Acted) -> list[str]:
    """Who has looked into a case, the latest first."""
    found = casework.case_view(case.resi, factories.budi(), factories.MONDAY, again=True)
    return [one.acted_as.split(" ", 1)[0] for one in casework.readings_of(found.case.id) if one.what == "permohonan"]


def _addresses_of_a_case() -> list[str]:
    """Whatever can be read of one case."""
    paths = api.get_openapi_schema()["paths"]
    found = [path for path, methods in paths.items() if "{resi}" in path and "get" in methods]
    return [path.partition("/cases/{resi}")[2] for path in found]


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
        saved = _whose_turn(case).post(f"/cases/{case.resi}/entry", _form(**births.answers(home)), KEY)
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

    def test_of_another_kind_is_refused(self) -> None:
        case = _at_operator()
        operator = _whose_turn(case)
        body = {"revision": 0, "kind": "kematian", "values": {}}
        for address in ("entry", "entry/judged"):
            answer = operator.post(f"/cases/{case.resi}/{address}", body, KEY)
            assert (answer.status, answer.body["type"]) == (409, "urn:loket:problem:entry-no-form")

    def test_that_no_database_holds_is_refused(self, budi: Program) -> None:
        case = _at_operator()
        answer = budi.post(f"/cases/{case.resi}/entry", _form(child_name="Lia\0"), KEY)
        assert answer.status == 400

    def test_is_ticked_by_the_verifier_whose_turn_it_is(self, wati: Program) -> None:
        case = _at_operator()
        _whose_turn(case).post(f"/cases/{case.resi}/entry", _form(**births.answers(people.saris())), KEY)
        tick = {"revision": 1, "field": "child_name", "verdict": "benar"}
        early = wati.post(f"/cases/{case.resi}/entry/ticks", tick)
        assert (early.status, early.body["type"]) == (403, "urn:loket:problem:not-your-step")
        demo.advance(case, "bintan", to="verifikasi-kasi", at=factories.MONDAY)
        answer = wati.post(f"/cases/{case.resi}/entry/ticks", tick)
        assert answer.body["ticks"] == {"child_name": "benar"}

    def test_that_was_changed_meanwhile_is_not_ticked(self, wati: Program) -> None:
        case = _at_operator()
        answers = births.answers(people.saris())
        _whose_turn(case).post(f"/cases/{case.resi}/entry", _form(**answers), KEY)
        births.save(case, Filling("kelahiran", {**answers, "child_name": "Liya Salim"}), revision=1)
        demo.advance(case, "bintan", to="verifikasi-kasi", at=factories.MONDAY)
        tick = {"revision": 1, "field": "sex", "verdict": "benar"}
        answer = wati.post(f"/cases/{case.resi}/entry/ticks", tick)
        assert (answer.status, answer.problem) == (409, "entry-changed")
        assert "Budi" in answer.body["detail"]
        again = wati.post(f"/cases/{case.resi}/entry/ticks", {**tick, "revision": 2})
        assert (again.status, again.body["revision"], again.body["ticks"]) == (200, 2, {"sex": "benar"})

    def test_that_has_taken_effect_is_not_ticked(self, wati: Program) -> None:
        case = _at_operator()
        births.save(case, Filling("kelahiran", births.answers(people.saris())))
        done = demo.advance(case, "bintan", to="registrasi-cap", at=factories.MONDAY)
        while done.step is not None:
            done = demo.complete_open_step(done, "bintan", factories.MONDAY)
        factories.act(done, Reopen("verifikasi-kasi", "Nama ibu salah"), factories.wati())
        tick = {"revision": 1, "field": "sex", "verdict": "salah"}
        answer = wati.post(f"/cases/{case.resi}/entry/ticks", tick)
        assert (answer.status, answer.problem) == (409, "entry-closed")

    @pytest.mark.parametrize("revision", [0, -1, "satu", None, 10000])
    def test_is_ticked_by_the_number_of_a_revision(self, wati: Program, revision: object) -> None:
        case = _at_operator()
        tick = {"revision": revision, "field": "sex", "verdict": "benar"}
        assert wati.post(f"/cases/{case.resi}/entry/ticks", tick).status == 422

    def test_leaves_one_trace_of_whom_it_shows(self, budi: Program) -> None:
        home, case = people.saris(), _at_operator()
        body = _form(**births.answers(home))
        for _ in range(2):
            budi.post(f"/cases/{case.resi}/entry/judged", body)
        assert [one.what for one in register.readings_of(resident=home.members[1])] == ["isian"]
        assert [one.what for one in register.readings_of(family=home.id)] == ["isian"]

    def test_leaves_a_trace_when_it_is_read(self, wati: Program) -> None:
        home, case = people.saris(), _at_operator()
        births.save(case, Filling("kelahiran", births.answers(home)))
        assert register.readings_of(resident=home.members[1]) == ()
        wati.get(f"/cases/{case.resi}/entry")
        [trace] = register.readings_of(resident=home.members[1])
        assert trace.acted_as.startswith("Wati")

    @pytest.mark.parametrize("to", ["verifikasi-kasi", "registrasi-cap", "serahkan-dokumen"])
    def test_sent_again_after_the_case_has_gone_on_is_answered_as_before(self, to: str) -> None:
        case = _at_operator()
        operator, form = _whose_turn(case), _form(**births.answers(people.saris()))
        address = f"/cases/{case.resi}/entry"
        first = operator.post(address, form, KEY)
        demo.advance(case, "bintan", to=to, at=factories.MONDAY)
        again = operator.post(address, form, KEY)
        assert (again.status, again.body) == (200, {**first.body, "replayed": True})
        late = operator.post(address, {**form, "revision": 1}, "kunci-klien-0002")
        assert late.problem == ("entry-closed" if to == "registrasi-cap" else "not-your-step")

    def test_sent_again_otherwise_after_the_case_has_gone_on_is_refused(self) -> None:
        case = _at_operator()
        operator, form = _whose_turn(case), _form(**births.answers(people.saris()))
        operator.post(f"/cases/{case.resi}/entry", form, KEY)
        demo.advance(case, "bintan", to="verifikasi-kasi", at=factories.MONDAY)
        answer = operator.post(f"/cases/{case.resi}/entry", _form(child_name="Lia"), KEY)
        assert (answer.status, answer.problem) == (409, "entry-key-reused")

    def test_is_not_changed_by_who_is_not_at_the_step(self, budi: Program, wati: Program) -> None:
        case = _at_operator()
        answer = wati.post(f"/cases/{case.resi}/entry", _form(child_name="Lia Salim"), KEY)
        assert (answer.status, answer.body["type"]) == (403, "urn:loket:problem:not-your-step")
        assert budi.get(f"/cases/{case.resi}/entry").body["entry"] is None

    def test_shows_no_kk_of_another_office(self, budi: Program) -> None:
        there = people.live(
            (people.person("Joko Susilo", Sex.MALE, "1984-02-02"), Shdk.HEAD),
            (people.person("Rini Astuti", Sex.FEMALE, "1986-03-03"), Shdk.WIFE),
            number=1,
            office=factories.dewi(),
            couple=True,
        )
        case = _at_operator()
        answer = budi.post(f"/cases/{case.resi}/entry/judged", _form(**births.answers(there)))
        assert answer.status == 200
        assert answer.body["families"] == []
        assert [register.readings_of(resident=own) for own in there.members] == [(), ()]
        assert register.readings_of(family=there.id) == ()

    def test_names_nobody_of_another_office_in_a_remark(self, budi: Program) -> None:
        widow = {"marital_status": MaritalStatus.CERAI_MATI}
        rini = people.person("Rini Astuti", Sex.FEMALE, "1986-03-03", **widow)
        there = people.live((rini, Shdk.HEAD), number=6, office=factories.dewi(), address=people.PONTIANAK)
        case = _at_operator()
        raw = births.answers(people.saris(), father=elsewhere.nik_of(there.members[0]))
        answer = budi.post(f"/cases/{case.resi}/entry/judged", _form(**raw))
        sentences = [remark["sentence"] for remark in answer.body["remarks"]]
        assert sentences[0] == "Isian ini tidak cocok dengan data orang yang tercatat pada kantor lain."
        assert not any("Rini" in sentence for sentence in sentences)

    def test_names_nobody_of_another_office_when_a_step_is_refused(self) -> None:
        there = people.alone(office=factories.dewi(), address=people.PONTIANAK)
        case = elsewhere.at_operator("pindah-datang")
        births.save(case, Filling("pindah-datang", elsewhere.arrival(there)))
        act = demo.next_act(case.resi, "bintan", factories.MONDAY)
        assert isinstance(act.command, Complete)
        command = {"kind": "complete", "outcome": act.command.outcome, "evidence": dict(act.command.evidence)}
        answer = program(act.officer).post(f"/cases/{case.resi}/acts", {"version": act.version, "command": command})
        assert (answer.status, answer.problem) == (409, "entry-faulty")
        assert "tercatat pada kantor lain" in answer.body["detail"]
        assert "Joko" not in str(answer.body)

    def test_of_another_office_does_not_exist(self, dewi: Program) -> None:
        case = _at_operator()
        assert dewi.get(f"/cases/{case.resi}/entry").status == 404
        assert dewi.get(f"/cases/{case.resi}/products").status == 404

    def test_is_not_there_for_a_procedure_without_one(self, budi: Program) -> None:
        assert budi.get(f"/cases/{factories.case_at('teruskan').resi}/entry").status == 409


class TestALook:
    def test_at_anything_of_a_case_leaves_a_trace(self, wati: Program) -> None:
        case = _at_operator()
        births.save(case, Filling("kelahiran", births.answers(people.saris())))
        addresses = _addresses_of_a_case()
        assert {"", "/entry", "/products"} <= set(addresses)
        for address in addresses:
            before = _looks(case)
            assert wati.get(f"/cases/{case.resi}{address}").status == 200
            assert _looks(case) == ["Wati", *before], address

    @pytest.mark.parametrize("part", ["entry", "products"])
    def test_by_another_office_leaves_none_and_shows_nothing(self, dewi: Program, part: str) -> None:
        case = _at_operator()
        before = _looks(case)
        assert dewi.get(f"/cases/{case.resi}/{part}").status == 404
        assert _looks(case) == before

    def test_at_a_case_that_does_without_a_form_leaves_a_trace(self, wati: Program) -> None:
        case = _at_operator()
        births.save(case, Filling("kelahiran", {}, outside="Hanya legalisir"))
        assert wati.get(f"/cases/{case.resi}/entry").body["entry"]["outside"] == "Hanya legalisir"
        assert _looks(case)[0] == "Wati"


class TestProducts:
    def test_are_listed_when_the_register_has_changed(self, budi: Program) -> None:
        case = _at_operator()
        _whose_turn(case).post(f"/cases/{case.resi}/entry", _form(**births.answers(people.saris())), KEY)
        demo.advance(case, "bintan", to="registrasi-cap", at=factories.MONDAY)
        papers = {product["paper"] for product in budi.get(f"/cases/{case.resi}/products").body}
        assert papers >= {"akta kelahiran", "KK", "KIA"}

    def test_leave_one_trace_of_whom_they_are_for(self, wati: Program) -> None:
        home, case = people.saris(), _at_operator()
        births.save(case, Filling("kelahiran", births.answers(home)))
        demo.advance(case, "bintan", to="registrasi-cap", at=factories.MONDAY)
        [event] = register.events_of_case(case.resi)
        child = UUID(event.payload["child_id"])
        assert (register.readings_of(resident=child), register.readings_of(family=home.id)) == ((), ())
        for _ in range(2):
            wati.get(f"/cases/{case.resi}/products")
        [kk], [who] = register.readings_of(family=home.id), register.readings_of(resident=child)
        assert (kk.what, who.what) == ("isian", "isian")
        assert who.acted_as.startswith("Wati")

    def test_have_no_number_of_a_kk_of_another_office(self, budi: Program) -> None:
        couple = elsewhere.apart()
        case = elsewhere.at_operator("pembatalan-perkawinan")
        births.save(case, Filling("pembatalan-perkawinan", couple.annulment))
        case = demo.advance(case, "bintan", to=births.EFFECT, at=factories.MONDAY)
        demo.complete_open_step(case, "bintan", factories.MONDAY)
        listed = budi.get(f"/cases/{case.resi}/products").body
        numbers = {one["family_id"]: one["kk_number"] for one in listed if one["family_id"]}
        assert numbers == {str(couple.here.id): couple.here.kk_number.digits, str(couple.there.id): ""}
        assert len(register.readings_of(family=couple.here.id)) == 1
        assert register.readings_of(family=couple.there.id) == ()
        assert register.readings_of(resident=couple.there.members[0]) == ()
