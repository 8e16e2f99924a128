"""A form changes the register with the step the procedure names, together with the case, or not at all."""

import uuid
from contextlib import nullcontext
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loket.casework import demo, procedures
from loket.casework import services as casework
from loket.casework.records import Acted, TakenIn
from loket.casework.refusals import StaleVersion
from loket.core.engine import Complete, Recall, Return, Withdraw
from loket.core.engine.events import ReturnLine
from loket.core.procedure.model import Outcome
from loket.core.register.codes import Sex, Shdk
from loket.core.register.events import Death
from loket.core.register.refusals import LifeEventRefused
from loket.entries import models, queries, services
from loket.entries.records import Filling
from loket.entries.refusals import EffectStands, EntryFaulty, EntryMissing, FieldsDoubted, FormClosed
from loket.entries.rows import latest_of
from loket.register import queries as register
from tests.apps import factories
from tests.apps.entries import births
from tests.apps.register import people
from tests.apps.register.people import Home

pytestmark = pytest.mark.django_db


def _to(case: TakenIn | Acted, step: str) -> TakenIn | Acted:
    return demo.advance(case, "bintan", to=step, at=factories.MONDAY)


def _filled(home: Home, **changes: str) -> TakenIn | Acted:
    """Sari's application at the operator's step, with its form saved."""
    case = _to(births.taken_in(), births.FILL)
    births.save(case, Filling("kelahiran", births.answers(home, **changes)))
    return case


def _finish(case: TakenIn | Acted) -> Acted:
    return demo.complete_open_step(case, "bintan", factories.MONDAY)


def _members(home: Home) -> int:
    kk = register.family(home.kk_number, factories.TODAY)
    assert kk is not None
    return len(kk.rows)


class TestTakingEffect:
    def test_a_signed_birth_adds_the_child_to_the_kk_and_yields_three_papers(self) -> None:
        home = people.saris()
        at_signature = _to(_filled(home), births.EFFECT)
        assert _members(home) == 3
        _finish(at_signature)
        kk = register.family(home.kk_number, factories.TODAY)
        assert kk is not None
        lia = kk.rows[-1]
        assert (lia.biodata.full_name, lia.shdk) == ("Lia Salim", Shdk.CHILD)
        assert lia.nik is not None
        papers = [(p.paper, p.act, p.number) for p in queries.products_of(at_signature.resi)]
        assert ("akta kelahiran", "terbit", "2101-LU-16112026-0001") in papers
        assert {paper for paper, _, _ in papers} >= {"akta kelahiran", "KK", "KIA"}

    def test_the_life_event_names_the_application_and_the_application_its_life_events(self) -> None:
        home = people.saris()
        case = _finish(_to(_filled(home), births.EFFECT))
        (effect,) = queries.effects_of(case.resi)
        (event,) = (e for e in register.events_of_family(home.id) if e.id in effect.life_events)
        assert (event.kind, event.case) == ("kelahiran", case.resi)
        assert effect.step == births.EFFECT

    def test_the_number_of_an_akta_is_taken_only_when_the_register_changes(self) -> None:
        home = people.saris()
        case = _to(_filled(home, mother="9901014101900099"), births.FILL)
        with pytest.raises(EntryFaulty):
            _finish(case)
        assert not models.LetterSeries.objects.exists()

    def test_a_late_birth_has_a_number_of_its_own_series(self) -> None:
        home = people.saris()
        case = _finish(_to(_filled(home, birth_date="01-03-2026", late_decision="474/12/2026"), births.EFFECT))
        assert "2101-LT-16112026-0001" in [p.number for p in queries.products_of(case.resi)]


class TestTheOperatorsStep:
    def test_waits_for_the_form(self) -> None:
        people.saris()
        case = _to(births.taken_in(), births.FILL)
        with pytest.raises(EntryMissing):
            _finish(case)

    def test_says_which_answer_is_wrong(self) -> None:
        case = _filled(people.saris(), mother="9901014101900099")
        with pytest.raises(EntryFaulty) as refused:
            _finish(case)
        assert [p.field for p in refused.value.problems] == ["mother"]

    def test_says_what_the_register_refuses(self) -> None:
        case = _filled(people.saris(), birth_date="01-01-1980", late_decision="474/12/2026")
        with pytest.raises(LifeEventRefused):
            _finish(case)

    def test_goes_on_without_a_form_for_a_reason(self) -> None:
        home = people.saris()
        case = _to(births.taken_in(), births.FILL)
        births.save(case, Filling("kelahiran", {}, outside="Sudah dicatat di SIAK sebelum register ini dipakai"))
        closed = demo.complete_open_step(_to(case, births.EFFECT), "bintan", factories.MONDAY)
        assert _members(home) == 3
        assert queries.products_of(closed.resi) == ()

    def test_asks_for_nothing_where_the_office_does_not_use_the_register(self) -> None:
        case = _to(births.taken_in(), births.FILL)
        services.use_register(factories.budi().office_id, False, officer=factories.hadi(), why="SIAK saja")
        assert _finish(case).step == "verifikasi-kasi"


class TestAVerifiersDoubt:
    def test_holds_the_file_until_it_is_returned_and_corrected(self) -> None:
        home = people.saris()
        case = _to(_filled(home), "verifikasi-kasi")
        services.tick(
            births.application(case),
            "child_name",
            "salah",
            officer=factories.wati(),
            revision=1,
            note="Lihat surat bidan",
        )
        with pytest.raises(FieldsDoubted):
            _finish(case)
        back = factories.act(case, _returned(), factories.wati())
        again = _to(back, births.FILL)
        births.save(again, Filling("kelahiran", births.answers(home, child_name="Lia Salima")), revision=1)
        found = queries.latest(case.resi)
        assert found is not None
        assert found.ticks == {}
        _finish(_to(again, births.EFFECT))
        assert _members(home) == 4


def _returned() -> Return:
    procedure = factories.procedure("bintan", births.SERVICE)
    step = procedure.by_id["verifikasi-kasi"]
    outcome = next(key for key, o in step.outcomes.items() if o.return_)
    reason = next(iter(procedure.return_reasons))
    return Return(outcome, (ReturnLine("data", reason, "Nama berbeda dari surat bidan"),))


class TestWhatHasTakenEffect:
    def test_is_not_taken_back(self) -> None:
        case = _finish(_to(_filled(people.saris()), births.EFFECT))
        with pytest.raises(EffectStands):
            factories.act(case, Recall(), factories.hadi())

    def test_is_corrected_and_not_asked_for_again(self) -> None:
        home = people.saris()
        case = _finish(_to(_filled(home), births.EFFECT))
        asked = replace(births.application(case), step=births.EFFECT)
        kinds = {"kelahiran": FormClosed, "perubahan-data": None}
        for kind, refusal in kinds.items():
            filling, key = Filling(kind, {}), uuid.uuid4()
            with pytest.raises(refusal) if refusal else nullcontext():
                services.save_entry(asked, filling, officer=factories.budi(), revision=1, key=key)

    def test_is_not_asked_for_again_when_the_file_passes_the_operator_once_more(self) -> None:
        home = people.saris()
        case = _finish(_to(_filled(home), births.EFFECT))
        asked = replace(births.application(case), step=births.FILL)
        step = asked.procedure.by_id[births.FILL]
        done = services.StepDone(asked, step, factories.budi(), factories.MONDAY, {}, uuid.uuid4())
        services.at_step(done)
        assert _members(home) == 4
        assert models.Effect.objects.count() == 1

    def test_is_not_withdrawn(self) -> None:
        case = _finish(_to(_filled(people.saris()), births.EFFECT))
        with pytest.raises(EffectStands):
            factories.act(case, Withdraw("Batal"), factories.budi())

    def test_a_step_before_it_is_taken_back_as_ever(self) -> None:
        case = _filled(people.saris())
        operator = demo.next_act(case.resi, "bintan", factories.MONDAY).officer
        assert factories.act(_finish(case), Recall(), operator).step == births.FILL

    def test_an_application_without_effect_is_withdrawn_as_ever(self) -> None:
        case = _filled(people.saris())
        assert factories.act(case, Withdraw("Batal"), factories.budi()).step is None


class TestTheStationOfACardBeforeTheEffect:
    def test_leaves_the_form_open(self) -> None:
        case = _filled(people.saris())
        first = queries.latest(case.resi)
        assert first is not None
        models.Effect.objects.create(
            resi=case.resi, entry_id=first.id, step=f"{births.FILL}/kartu", life_events=[], at=factories.MONDAY
        )
        assert births.save(case, Filling("kelahiran", {"child_name": "Lia Salima"}), revision=1).revision == 2

    def test_is_found_by_its_form_also_after_a_correction(self) -> None:
        case = _filled(people.saris())
        births.save(case, Filling("perubahan-data", {}), revision=1)
        found = latest_of(case.resi, {"kelahiran"})
        assert found is not None
        assert (found.kind, found.revision) == ("kelahiran", 1)
        assert latest_of(case.resi, {"ktp-baru"}) is None


class TestTogetherOrNotAtAll:
    def test_a_refused_signature_leaves_register_numbers_and_case_as_they_were(self) -> None:
        home = people.saris()
        at_signature = _to(_filled(home), births.EFFECT)
        people.record(Death(date=people.day("2026-10-01"), resident_id=home.members[1]))
        with pytest.raises(LifeEventRefused):
            _finish(at_signature)
        assert not models.Effect.objects.exists()
        assert not models.LetterSeries.objects.exists()
        assert births.application(at_signature).step == births.EFFECT

    def test_an_act_on_a_case_that_moved_changes_nothing(self) -> None:
        home = people.saris()
        at_signature = _to(_filled(home), births.EFFECT)
        moved = _finish(at_signature)
        key = uuid.uuid4()
        step = factories.procedure("bintan", births.SERVICE).by_id[births.EFFECT]
        command = Complete(demo.forward_outcome(step), {})
        with pytest.raises(StaleVersion):
            casework.act(
                moved.resi,
                command,
                officer=factories.hadi(),
                version=at_signature.version,
                key=key,
                at=factories.MONDAY,
            )
        assert _members(home) == 4
        assert models.Effect.objects.count() == 1

    def test_signing_many_at_once_gives_each_its_own_result(self) -> None:
        home = people.saris()
        good = _to(_filled(home), births.EFFECT)
        doubtful = _to(_filled(home, child_name="Lia Kembar"), births.EFFECT)
        services.tick(births.application(doubtful), "child_name", "salah", officer=factories.wati(), revision=1)
        items = [(good.resi, good.version), (doubtful.resi, doubtful.version)]
        step = factories.procedure("bintan", births.SERVICE).by_id[births.EFFECT]
        outcome = demo.forward_outcome(step)
        results = casework.act_many(items, lambda _: Complete(outcome, {}), officer=factories.hadi(), key=uuid.uuid4())
        assert [(r.ok, r.problem_id) for r in results] == [(True, ""), (False, "entry-doubted")]
        assert _members(home) == 4


class TestPeopleOfAnotherOffice:
    def test_are_not_taken_out_of_their_kk_without_moving_first(self) -> None:
        groom = people.alone("Joko Susilo", 3)
        bride = people.live(
            (people.person("Dina Lestari", Sex.FEMALE, "1996-09-09"), Shdk.HEAD),
            number=4,
            office=factories.dewi(),
            address=people.PONTIANAK,
        )
        refs = [register.family(home.id, factories.TODAY) for home in (groom, bride)]
        niks = [str(kk.rows[0].nik.digits) for kk in refs if kk and kk.rows[0].nik]
        values = {
            "husband": niks[0],
            "wife": niks[1],
            "basis": "buku-nikah",
            "akta_number": "0231/012/XI/2026",
            "marriage_date": "10-11-2026",
            "place": "kk-suami",
        }
        judged = queries.judge("keluarga-baru", values, factories.budi(), {}, at=factories.MONDAY)
        assert [problem.id for problem in judged.problems] == ["register-not-kept-here"]


class TestTheOrder:
    def test_is_families_first_and_numbers_after_them(self) -> None:
        at_signature = _to(_filled(people.saris()), births.EFFECT)
        with CaptureQueriesContext(connection) as said:
            _finish(at_signature)
        marks = {"FOR NO KEY UPDATE": "hold", "INTO entries_letterseries": "number"}
        order = [name for one in said for mark, name in marks.items() if mark in one["sql"]]
        held = ["hold"] * order.index("number")
        assert order[: len(held) + 1] == [*held, "number"]
        assert bool(held) == (connection.vendor == "postgresql")


class TestARejection:
    def test_at_the_step_of_effect_changes_nothing(self) -> None:
        home = people.saris()
        procedure = births.published()
        step = procedure.by_id[births.EFFECT]
        outcomes = {**step.outcomes, "ditolak": Outcome(label="Ditolak", end="rejected")}
        steps = tuple(s.model_copy(update={"outcomes": outcomes}) if s is step else s for s in procedure.steps)
        state = procedures.publish(
            procedure.model_copy(update={"steps": steps}), effective=factories.INSTALLED_DATE, now=factories.MONDAY
        )
        assert state.procedure.by_id[births.EFFECT].outcomes["ditolak"].end == "rejected"
        case = _to(births.taken_in(republish=False), births.FILL)
        births.save(case, Filling("kelahiran", births.answers(home)))
        signing = _to(case, births.EFFECT)
        head = demo.next_act(signing.resi, "bintan", factories.MONDAY)
        closed = factories.act(signing, Complete("ditolak", head.command.evidence), head.officer)
        assert closed.step is None
        assert _members(home) == 3
        assert queries.products_of(case.resi) == ()
