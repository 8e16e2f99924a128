"""A made-up population keeps every rule, is never real, and comes out the same each time."""

import pytest
from django.db import transaction

from loket.core.register.codes import Shdk
from loket.core.terms import KkNumber, Nik
from loket.offices import queries as offices
from loket.register import checking, models
from loket.register.sample.writing import make_sample
from tests.apps import factories

pytestmark = pytest.mark.django_db


def _state() -> list[object]:
    rows = models.Membership.objects.order_by("resident_id")
    return list(rows.values_list("resident__nik", "resident__full_name", "family__kk_number", "shdk", "from_date"))


class TestASample:
    def test_of_two_thousand_passes_every_rule(self) -> None:
        made = make_sample("bintan", people=2000, seed=1, today=factories.TODAY)
        assert made.residents == models.Resident.objects.count() == 2000
        report = checking.check(factories.TODAY)
        assert not report.refusals, report.first[:3]
        assert (report.residents, report.families) == (2000, made.families)

    def test_has_every_place_in_a_kk_and_every_size(self) -> None:
        make_sample("bintan", people=2000, seed=1, today=factories.TODAY)
        places = set(models.Membership.objects.values_list("shdk", flat=True))
        assert places == {int(shdk) for shdk in Shdk}
        sizes: dict[object, int] = {}
        for family in models.Membership.objects.values_list("family_id", flat=True):
            sizes[family] = sizes.get(family, 0) + 1
        assert set(sizes.values()) >= set(range(1, 9))
        assert max(sizes.values()) <= 10

    def test_has_numbers_that_nobody_real_has(self) -> None:
        make_sample("bintan", people=300, seed=2, today=factories.TODAY)
        for nik in models.Resident.objects.values_list("nik", flat=True):
            assert int(Nik.parse(str(nik)).digits[12:]) > 9000
        for number in models.Family.objects.values_list("kk_number", flat=True):
            assert int(KkNumber.parse(str(number)).digits[12:]) > 9000

    def test_begun_again_adds_nobody(self) -> None:
        make_sample("bintan", people=300, seed=3, today=factories.TODAY)
        before = _state()
        make_sample("bintan", people=300, seed=3, today=factories.TODAY)
        assert _state() == before

    def test_that_was_interrupted_ends_as_a_whole_one(self) -> None:
        def stop(done: int) -> None:
            raise KeyboardInterrupt

        with transaction.atomic():
            make_sample("bintan", people=600, seed=3, today=factories.TODAY)
            whole = _state()
            transaction.set_rollback(True)
        with pytest.raises(KeyboardInterrupt):
            make_sample("bintan", people=600, seed=3, today=factories.TODAY, step=stop)
        assert 0 < models.Resident.objects.count() < 600
        assert checking.check(factories.TODAY).ok
        make_sample("bintan", people=600, seed=3, today=factories.TODAY)
        assert _state() == whole

    def test_of_a_second_seed_goes_on_with_the_numbers(self) -> None:
        make_sample("bintan", people=300, seed=3, today=factories.TODAY)
        make_sample("bintan", people=300, seed=4, today=factories.TODAY)
        assert models.Resident.objects.values("nik").distinct().count() == 600
        assert checking.check(factories.TODAY, offices.office("bintan").id).ok


class TestTheCheck:
    def test_finds_what_breaks_a_rule_and_tells_it_once(self) -> None:
        make_sample("bintan", people=300, seed=5, today=factories.TODAY)
        wife = models.Membership.objects.filter(shdk=int(Shdk.WIFE)).order_by("pk").first()
        assert wife is not None
        models.Membership.objects.filter(pk=wife.pk).update(until_date=factories.TODAY)
        report = checking.check(factories.TODAY)
        assert report.refusals == {"every-resident-in-a-kk": 1}
        assert report.first[0].about == (wife.resident_id,)
        assert not report.ok
