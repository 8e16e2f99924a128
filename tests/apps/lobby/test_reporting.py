"""Forms of paper, the figures of a period by service, and the plan that follows."""

import dataclasses
import datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from loket.core.engine.refusals import NotAllowed
from loket.core.problems import BadTerm
from loket.core.survey.profile import Profile
from loket.core.survey.semesters import semester_of
from loket.lobby import models
from loket.lobby import queries as lobby
from loket.lobby.refusals import NotAForm, PlanKeepersOnly
from loket.lobby.services import PlanLine, add_to_plan, answer, invite, type_in
from tests.apps import factories
from tests.apps.factories import MONDAY, TODAY
from tests.apps.lobby.finished import finished, form, paper

pytestmark = pytest.mark.django_db
WEEK = (TODAY - datetime.timedelta(days=6), TODAY)


def five(service: str = "kk", **apart: int) -> None:
    """Five forms of paper, of three women and two men."""
    for sex in "PPPLL":
        type_in(paper(form(3, Profile(sex), "", **apart), service=service), factories.budi(), MONDAY)


class TestAFormOfPaper:
    def test_counts_once_however_often_it_is_sent(self) -> None:
        sheet = paper(form())
        type_in(sheet, factories.budi(), MONDAY)
        type_in(sheet, factories.budi(), MONDAY)
        assert models.Answer.objects.count() == 1
        assert lobby.typed_in(factories.budi().office_id, *WEEK) == {factories.budi().full_name: 1}

    def test_tells_who_typed_it_as_a_count_alone(self) -> None:
        five()
        assert lobby.typed_in(factories.budi().office_id, *WEEK) == {factories.budi().full_name: 5}
        assert lobby.typed_in(factories.dewi().office_id, *WEEK) == {}

    def test_is_typed_by_those_who_take_in(self) -> None:
        with pytest.raises(NotAllowed):
            type_in(paper(form()), factories.officer("bintan.joko"), MONDAY)

    @pytest.mark.parametrize("days", [-1, 367])
    def test_is_of_a_day_of_the_last_year(self, days: int) -> None:
        with pytest.raises(BadTerm):
            type_in(paper(form(), TODAY - datetime.timedelta(days=days)), factories.budi(), MONDAY)

    def test_with_a_profile_of_its_own_is_none(self) -> None:
        with pytest.raises(NotAForm):
            type_in(paper(form(profile=Profile("x"))), factories.budi(), MONDAY)


class TestTheFigures:
    def test_are_those_of_the_core(self) -> None:
        five(waktu=4)
        found = lobby.report("bintan", *WEEK)
        assert found.whole.figures is not None
        assert found.whole.figures.value == Decimal("77.78")
        assert found.whole.figures.grade.letter == "B"
        assert found.whole.figures.worst_first[-1] == "waktu"
        assert found.whole.traits["sex"] == {"P": 3, "L": 2}
        assert found.whole.traits["channel"] == {"kertas": 5}

    def test_of_fewer_than_five_are_not_told(self) -> None:
        five()
        type_in(paper(form(), service="akta-kelahiran"), factories.budi(), MONDAY)
        found = lobby.report("bintan", *WEEK)
        assert found.services["akta-kelahiran"].figures is None
        assert found.services["akta-kelahiran"].respondents == 1
        assert found.services["kk"].figures is not None

    def test_are_held_against_those_served(self) -> None:
        file = finished()
        found = lobby.report("bintan", *WEEK)
        assert (found.whole.served, found.whole.least, found.whole.is_too_small) == (1, 1, True)
        answer(invite(file, MONDAY), form(), MONDAY)
        found = lobby.report("bintan", *WEEK)
        assert (found.services["kk"].served, found.services["kk"].is_too_small) == (1, False)

    def test_are_of_the_period_and_the_office(self) -> None:
        five()
        type_in(paper(form(1)), factories.dewi(), MONDAY)
        before = (WEEK[0] - datetime.timedelta(days=7), WEEK[0] - datetime.timedelta(days=1))
        assert lobby.report("bintan", *before).whole.respondents == 0
        assert lobby.report("bintan", *WEEK).whole.respondents == 5

    def test_are_by_unit_as_well(self) -> None:
        type_in(paper(form(), unit="Bidang Dafduk"), factories.budi(), MONDAY)
        found = lobby.report("bintan", *WEEK).units["Bidang Dafduk"]
        assert (found.respondents, found.served, found.least, found.is_too_small) == (1, None, None, False)

    def test_leave_out_an_element_nobody_answered(self) -> None:
        for _ in range(5):
            whole = form()
            type_in(paper(dataclasses.replace(whole, answers={"waktu": 3})), factories.budi(), MONDAY)
        assert lobby.report("bintan", *WEEK).whole.figures is None


class TestRemarks:
    def test_lose_the_numbers_of_people(self) -> None:
        type_in(paper(form(remark="NIK 9901014101900001, cepat")), factories.budi(), MONDAY)
        assert lobby.remarks(factories.budi().office_id, *WEEK) == (("kk", "NIK ***, cepat"),)


class TestThePlan:
    LINE = PlanLine("waktu", "Menambah satu petugas pada hari Senin.", TODAY, "Kepala Bidang")

    def test_is_kept_with_its_semester(self) -> None:
        semester = semester_of(TODAY)
        add_to_plan(factories.hadi(), semester, self.LINE)
        assert lobby.plan_of(factories.hadi().office_id, semester) == (self.LINE,)
        assert lobby.plan_of(factories.hadi().office_id, semester.before) == ()
        assert lobby.plan_of(factories.dewi().office_id, semester) == ()

    def test_is_of_the_keepers(self) -> None:
        with pytest.raises(PlanKeepersOnly):
            add_to_plan(factories.budi(), semester_of(TODAY), self.LINE)

    @pytest.mark.parametrize(
        "wrong", [{"element": "cuaca"}, {"what": "ya"}, {"who": " "}, {"by_date": datetime.date(2026, 6, 30)}]
    )
    def test_says_something(self, wrong: dict[str, object]) -> None:
        line = dataclasses.replace(self.LINE, **wrong)  # type: ignore[arg-type]
        with pytest.raises(BadTerm):
            add_to_plan(factories.hadi(), semester_of(TODAY), line)

    def test_is_only_added_to(self) -> None:
        add_to_plan(factories.hadi(), semester_of(TODAY), self.LINE)
        with pytest.raises(DatabaseError, match="refuse"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM lobby_planitem")
