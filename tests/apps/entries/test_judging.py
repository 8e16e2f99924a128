"""A form as it would be taken now: what is wrong, what differs, and what would follow; and nothing is written."""

import pytest

from loket.core.register.codes import Sex
from loket.core.register.events import Birth
from loket.entries import queries
from loket.register import models as register_models
from loket.register import queries as register
from loket.register import services as registry
from tests.apps import factories
from tests.apps.entries import births
from tests.apps.register import people

pytestmark = pytest.mark.django_db


class TestJudging:
    def test_foresees_the_kk_before_and_after_and_the_papers(self) -> None:
        home = people.saris()
        judged = queries.judge("kelahiran", births.answers(home), factories.budi(), {}, at=factories.MONDAY)
        assert judged.stands
        (kk,) = judged.foreseen.families
        assert kk.before is not None
        assert kk.after is not None
        assert (len(kk.before.rows), len(kk.after.rows)) == (3, 4)
        assert {o.paper.value for o in judged.foreseen.outputs} >= {"KK", "akta kelahiran"}

    def test_writes_nothing(self) -> None:
        home = people.saris()
        queries.judge("kelahiran", births.answers(home), factories.budi(), {})
        assert not register_models.LifeEvent.objects.exists()
        assert not register_models.NumberSeries.objects.exists()

    def test_names_every_empty_field(self) -> None:
        judged = queries.judge("kelahiran", {}, factories.budi(), {})
        assert not judged.stands
        assert {"child_name", "birth_date", "mother", "reporter_nik"} <= {p.field for p in judged.problems}

    def test_names_whom_the_register_does_not_know(self) -> None:
        values = births.answers(people.saris(), mother="9901014101900099")
        judged = queries.judge("kelahiran", values, factories.budi(), {})
        assert [(p.id, p.field) for p in judged.problems] == [("entry-resident-unknown", "mother")]

    def test_shows_what_the_rules_refuse(self) -> None:
        values = births.answers(people.saris(), birth_date="01-01-1980", late_decision="474/12/2026")
        judged = queries.judge("kelahiran", values, factories.budi(), {})
        assert not judged.stands
        assert judged.foreseen.findings

    def test_asks_the_register_although_what_only_the_certificate_tells_is_wrong(self) -> None:
        wrong = {"weight": "berat", "birth_time": "subuh", "reporter_nik": "", "child_name": "Lia"}
        judged = queries.judge("kelahiran", births.answers(people.saris(), **wrong), factories.budi(), {})
        assert {p.field for p in judged.problems} == {"weight", "birth_time", "reporter_nik"}
        assert [f.rule for f in judged.foreseen.findings] == ["name-two-words"]
        assert judged.foreseen.families
        assert not judged.stands

    def test_tells_what_the_register_does_not_know_beside_what_is_wrong(self) -> None:
        values = births.answers(people.saris(), weight="berat", mother="9901014101900099")
        judged = queries.judge("kelahiran", values, factories.budi(), {})
        assert [(p.id, p.field) for p in judged.problems] == [
            ("entry-not-a-number", "weight"),
            ("entry-resident-unknown", "mother"),
        ]

    @pytest.mark.parametrize("field", ["birth_date", "child_name", "mother", "family", "order", "sex"])
    def test_asks_the_register_nothing_on_the_ground_of_an_answer_that_is_wrong(self, field: str) -> None:
        values = births.answers(people.saris(), **{"child_name": "Lia", field: "?" * 70})
        judged = queries.judge("kelahiran", values, factories.budi(), {})
        assert [p.field for p in judged.problems] == [field]
        assert judged.foreseen == register.Foreseen()

    def test_asks_for_a_reason_where_the_order_of_birth_does_not_fit(self) -> None:
        home = people.saris()
        elder = people.person("Rafi Salim", Sex.MALE, "2020-05-05", mother_id=home.members[1])
        people.record(Birth(date=elder.birth_date, child_id=registry.new_id(), biodata=elder))
        judged = queries.judge("kelahiran", births.answers(home, order="1"), factories.budi(), {})
        assert [f.rule for f in judged.foreseen.findings] == ["birth-order-fits"]
        assert queries.judge("kelahiran", births.answers(home, order="2"), factories.budi(), {}).foreseen.findings == ()

    def test_asks_the_database_a_fixed_number_of_times(self, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
        values = births.answers(people.saris())
        queries.judge("kelahiran", values, factories.budi(), {})
        with django_assert_max_num_queries(30):
            queries.judge("kelahiran", values, factories.budi(), {})


class TestWhomAnotherOfficeKeeps:
    def test_is_not_compared_with_the_register(self) -> None:
        values = {"change_name": "ya", "full_name": "Jaka Susila", "name_basis": "Penetapan 1/2026"}
        at = factories.MONDAY
        here = {"resident": _nik(people.alone()), **values}
        there = {"resident": _nik(people.alone(number=4, office=factories.dewi())), **values}
        assert queries.judge("perubahan-data", here, factories.budi(), {}, at=at).differing == {
            "full_name": "Joko Susilo"
        }
        assert queries.judge("perubahan-data", there, factories.budi(), {}, at=at).differing == {}

    def test_is_on_no_kk_that_is_shown(self) -> None:
        there = people.saris()
        judged = queries.judge("kelahiran", births.answers(there), factories.budi(), {}, at=factories.MONDAY)
        assert len(queries.as_seen(judged, factories.budi().office_id).foreseen.families) == 1
        assert queries.as_seen(judged, factories.dewi().office_id).foreseen.families == ()


def _nik(home: people.Home) -> str:
    kk = register.family(home.id, factories.TODAY)
    assert kk is not None
    assert kk.rows[0].nik is not None
    return kk.rows[0].nik.digits
