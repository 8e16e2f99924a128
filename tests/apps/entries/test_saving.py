"""Saving a form: every revision stays, nobody's work is overwritten, and what is wrong is kept as well."""

import uuid
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from loket.casework import demo
from loket.casework.records import Acted, TakenIn
from loket.core.engine.refusals import NotYourStep
from loket.entries import models, queries, services
from loket.entries.records import Filling
from loket.entries.refusals import (
    EntryChanged,
    FormClosed,
    KeyReused,
    NoFormHere,
    ReasonMissing,
    UnknownField,
)
from loket.register.refusals import SettingRefused
from tests.apps import factories
from tests.apps.entries import births
from tests.apps.register import people

pytestmark = pytest.mark.django_db

WRONG = Filling("kelahiran", {"child_name": "Lia", "birth_date": "kemarin"})


def _at_operator() -> TakenIn | Acted:
    return demo.advance(births.taken_in(), "bintan", to=births.FILL, at=factories.MONDAY)


class TestSaving:
    def test_keeps_a_form_that_is_still_wrong(self) -> None:
        case = _at_operator()
        saved = births.save(case, WRONG)
        assert (saved.revision, dict(saved.values)) == (1, dict(WRONG.values))

    def test_each_saving_is_a_revision_of_its_own(self) -> None:
        case = _at_operator()
        births.save(case, WRONG)
        births.save(case, Filling("kelahiran", {"child_name": "Lia Salim"}), revision=1)
        assert [r.values["child_name"] for r in queries.revisions(case.resi)] == ["Lia", "Lia Salim"]

    def test_a_colleagues_revision_is_not_overwritten(self) -> None:
        case = _at_operator()
        births.save(case, WRONG)
        with pytest.raises(EntryChanged, match="Budi"):
            births.save(case, Filling("kelahiran", {"child_name": "Lia Salim"}))

    def test_the_same_key_answers_the_same(self) -> None:
        case, key = _at_operator(), uuid.uuid4()
        asked = births.application(case)
        first = services.save_entry(asked, WRONG, officer=factories.budi(), revision=0, key=key)
        again = services.save_entry(asked, WRONG, officer=factories.budi(), revision=0, key=key)
        assert (again.id, again.replayed) == (first.id, True)

    def test_the_same_key_answers_the_same_after_the_case_has_gone_on(self) -> None:
        case, key = _at_operator(), uuid.uuid4()
        asked = births.application(case)
        first = services.save_entry(asked, WRONG, officer=factories.budi(), revision=0, key=key)
        further = replace(asked, step="cetak-dokumen")
        again = services.save_entry(further, WRONG, officer=factories.budi(), revision=0, key=key)
        assert (again.id, again.replayed) == (first.id, True)
        with pytest.raises(FormClosed):
            services.save_entry(further, WRONG, officer=factories.budi(), revision=1, key=uuid.uuid4())

    def test_a_refusal_of_the_moment_gives_way_to_the_first_answer(self) -> None:
        case, key = _at_operator(), uuid.uuid4()
        asked, budi = births.application(case), factories.budi()

        def no_longer() -> None:
            raise NotYourStep(step="Operator", lanes="operator")

        first = services.save_entry(asked, WRONG, officer=budi, revision=0, key=key)
        again = services.save_entry(asked, WRONG, officer=budi, revision=0, key=key, require=no_longer)
        assert (again.id, again.replayed) == (first.id, True)
        with pytest.raises(NotYourStep):
            services.save_entry(asked, WRONG, officer=budi, revision=1, key=uuid.uuid4(), require=no_longer)
        assert len(queries.revisions(case.resi)) == 1

    def test_a_key_stands_for_one_form(self) -> None:
        case, key = _at_operator(), uuid.uuid4()
        asked = births.application(case)
        services.save_entry(asked, WRONG, officer=factories.budi(), revision=0, key=key)
        other = Filling("kelahiran", {"child_name": "Lia Salim"})
        with pytest.raises(KeyReused):
            services.save_entry(asked, other, officer=factories.budi(), revision=1, key=key)

    def test_a_form_of_another_service_is_refused(self) -> None:
        with pytest.raises(NoFormHere):
            births.save(_at_operator(), Filling("lahir-mati", {}))

    def test_doing_without_a_form_wants_a_reason(self) -> None:
        with pytest.raises(ReasonMissing):
            births.save(_at_operator(), Filling("kelahiran", {}, outside="  "))

    def test_an_office_without_register_has_no_forms(self) -> None:
        case = _at_operator()
        services.use_register(factories.budi().office_id, False, officer=factories.hadi(), why="SIAK saja")
        with pytest.raises(NoFormHere):
            births.save(case, WRONG)

    def test_before_the_operators_step_the_form_is_closed(self) -> None:
        asked = replace(births.application(_at_operator()), step="periksa")
        with pytest.raises(FormClosed):
            services.save_entry(asked, WRONG, officer=factories.budi(), revision=0, key=uuid.uuid4())

    def test_only_who_keeps_the_office_decides_whether_its_register_is_used(self) -> None:
        with pytest.raises(SettingRefused):
            services.use_register(factories.budi().office_id, True, officer=factories.budi(), why="coba")


class TestTicks:
    def test_the_latest_verdict_on_a_field_counts(self) -> None:
        case = _at_operator()
        births.save(case, WRONG)
        asked = births.application(case)
        services.tick(asked, "child_name", "salah", officer=factories.wati(), revision=1, note="Kurang satu kata")
        found = services.tick(asked, "child_name", "benar", officer=factories.wati(), revision=1)
        assert [(t.field, t.verdict) for t in found.ticks.values()] == [("child_name", "benar")]

    def test_a_verdict_is_taken_back(self) -> None:
        case = _at_operator()
        births.save(case, WRONG)
        asked = births.application(case)
        services.tick(asked, "child_name", "salah", officer=factories.wati(), revision=1)
        assert services.tick(asked, "child_name", None, officer=factories.wati(), revision=1).ticks == {}

    def test_a_revision_keeps_the_ticks_of_what_did_not_change(self) -> None:
        case = _at_operator()
        births.save(case, WRONG)
        asked = births.application(case)
        services.tick(asked, "child_name", "benar", officer=factories.wati(), revision=1)
        services.tick(asked, "birth_date", "salah", officer=factories.wati(), revision=1)
        births.save(case, Filling("kelahiran", {"child_name": "Lia", "birth_date": "01-11-2026"}), revision=1)
        found = queries.latest(case.resi)
        assert found is not None
        assert list(found.ticks) == ["child_name"]

    def test_a_field_that_the_form_has_not_is_refused(self) -> None:
        case = _at_operator()
        births.save(case, WRONG)
        with pytest.raises(UnknownField):
            services.tick(births.application(case), "nama", "benar", officer=factories.wati(), revision=1)

    def test_nothing_is_ticked_without_a_form(self) -> None:
        with pytest.raises(NoFormHere):
            services.tick(
                births.application(_at_operator()), "child_name", "benar", officer=factories.wati(), revision=1
            )

    def test_ticking_ends_when_the_form_has_taken_effect(self) -> None:
        home = people.saris()
        case = _at_operator()
        births.save(case, Filling("kelahiran", births.answers(home)))
        done = demo.advance(case, "bintan", to="registrasi-cap", at=factories.MONDAY)
        with pytest.raises(FormClosed):
            services.tick(births.application(done), "child_name", "salah", officer=factories.wati(), revision=1)


class TestTheDatabase:
    @pytest.mark.parametrize(
        "table", ["entries_entry", "entries_tick", "entries_effect", "entries_product", "entries_use"]
    )
    @pytest.mark.parametrize("act", ["UPDATE {} SET id = id", "DELETE FROM {}"])
    def test_refuses_to_change_or_remove_anything(self, table: str, act: str) -> None:
        case = _at_operator()
        births.save(case, Filling("kelahiran", births.answers(people.saris())))
        services.tick(births.application(case), "child_name", "benar", officer=factories.wati(), revision=1)
        demo.advance(case, "bintan", to="registrasi-cap", at=factories.MONDAY)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM {table}")
            assert cursor.fetchone()[0] > 0
            with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
                cursor.execute(act.format(table))

    def test_a_number_is_printed_on_one_paper(self) -> None:
        home = people.saris()
        case = _at_operator()
        births.save(case, Filling("kelahiran", births.answers(home)))
        demo.advance(case, "bintan", to="registrasi-cap", at=factories.MONDAY)
        akta = models.Product.objects.get(paper="akta kelahiran", act="terbit")
        akta.pk = None
        with pytest.raises(DatabaseError), transaction.atomic():
            akta.save(force_insert=True)
