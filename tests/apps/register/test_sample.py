"""A made-up population keeps every rule, is never real, and comes out the same each time."""

import dataclasses
import datetime
from collections import Counter

import pytest
from django.db import transaction

from loket.core.register import Context, Documents
from loket.core.register.codes import ResidentStatus, Shdk
from loket.core.register.recording import RecordingStatus
from loket.core.rules import RULES
from loket.core.terms import KkNumber, Nik
from loket.offices import queries as offices
from loket.register import checking, models
from loket.register.sample.names import CLANS
from loket.register.sample.writing import make_sample
from loket.register.store.loading import load_families
from tests.apps import factories

pytestmark = pytest.mark.django_db

OF_FAMILIES = {
    *("one-open-membership", "one-head", "closed-family-is-empty", "every-resident-in-a-kk", "only-active-members"),
    *("spouse-sex-fits-head", "spouse-is-the-heads", "spouses-are-mutual", "one-husband", "mother-lives-at-birth"),
}


def _state() -> list[object]:
    told = ("resident__nik", "resident__full_name", "family__kk_number", "shdk", "from_date")
    return list(models.Membership.objects.order_by("resident_id", *told).values_list(*told))


class TestASample:
    def test_of_two_thousand_passes_every_rule(self) -> None:
        made = make_sample("bintan", people=2000, seed=1, today=factories.TODAY)
        assert made.residents == models.Resident.objects.count() == 2000
        report = checking.check(factories.TODAY)
        assert (report.refusals, report.warnings) == ({}, {}), report.first[:3]
        assert (report.residents, report.families) == (2000, made.families)

    def test_has_every_place_in_a_kk_and_every_size(self) -> None:
        make_sample("bintan", people=2000, seed=1, today=factories.TODAY)
        places = set(models.Membership.objects.values_list("shdk", flat=True))
        assert places == {int(shdk) for shdk in Shdk}
        open_ones = models.Membership.objects.filter(until_date=None)
        sizes = Counter(open_ones.values_list("family_id", flat=True))
        assert set(sizes.values()) >= set(range(1, 9))
        assert max(sizes.values()) <= 10

    def test_has_brothers_and_sisters_of_one_clan(self) -> None:
        make_sample("bintan", people=1000, seed=1, today=factories.TODAY)
        names: dict[str, set[str]] = {}
        children = models.ResidentVersion.objects.filter(biodata__father_id__isnull=False)
        for full_name, father in children.values_list("resident__full_name", "biodata__father_name"):
            names.setdefault(father, set()).add(full_name)
        for father, born in names.items():
            clan = father.split()[-1] if father.split()[-1] in CLANS else ""
            assert {one.split()[-1] if one.split()[-1] in CLANS else "" for one in born} == {clan}
        assert sum(father.split()[-1] in CLANS for father in names) > 10

    def test_has_a_past(self) -> None:
        made = make_sample("bintan", people=6000, seed=1, today=factories.TODAY)
        statuses = set(models.Resident.objects.values_list("status", flat=True))
        wanted = (ResidentStatus.DEAD, ResidentStatus.MOVED, ResidentStatus.IN_TRANSIT, ResidentStatus.ABROAD)
        assert statuses >= set(map(str, wanted))
        assert models.Family.objects.exclude(closed_date=None).count() > made.families // 50
        assert models.Family.objects.exclude(follows=None).exists()
        assert models.Membership.objects.exclude(until_date=None).count() > 100
        assert models.FamilyVersion.objects.filter(number=1).exists()
        moving = models.ResidentVersion.objects.filter(status=str(ResidentStatus.IN_TRANSIT), valid_until=None)
        letters = [(version.transit or {})["skpwni_number"] for version in moving]
        assert all(letter.startswith("SKPWNI/2101/") for letter in letters)

    def test_has_papers_of_every_kind(self) -> None:
        make_sample("bintan", people=6000, seed=1, today=factories.TODAY)
        now = list(models.ResidentVersion.objects.filter(valid_until=None).values_list("biodata", "documents"))
        stations = {documents.get("ktp_el", "BELUM_WAJIB") for _, documents in now}
        assert stations == set(map(str, RecordingStatus))
        held = {paper for _, documents in now for paper in documents}
        assert held == {field.name for field in dataclasses.fields(Documents)}
        assert {(biodata.get("permit") or {}).get("kind") for biodata, _ in now} == {None, "ITAS", "ITAP"}
        aktas = [documents["birth_akta"] for _, documents in now if "birth_akta" in documents]
        assert len(aktas) == len(set(aktas)) > 3000

    def test_keeps_every_rule_on_any_past_day(self) -> None:
        make_sample("bintan", people=1500, seed=8, today=factories.TODAY)
        part = load_families(list(models.Family.objects.values_list("pk", flat=True))).part
        for year in (1975, 1990, 2005, 2015, 2024):
            day = datetime.date(year, 6, 15)
            then = part.as_of(day)
            broken = [f for rule in RULES for f in rule.check(then, Context(day)) if f.rule in OF_FAMILIES]
            assert not broken, broken[:3]

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

    def test_of_another_number_or_day_stands_beside_the_first(self) -> None:
        make_sample("bintan", people=300, seed=3, today=factories.TODAY)
        make_sample("bintan", people=200, seed=3, today=factories.TODAY)
        make_sample("bintan", people=200, seed=3, today=factories.TODAY - datetime.timedelta(days=1))
        assert models.Resident.objects.count() == 700

    def test_of_a_second_seed_goes_on_with_the_numbers(self) -> None:
        make_sample("bintan", people=300, seed=3, today=factories.TODAY)
        make_sample("bintan", people=300, seed=4, today=factories.TODAY)
        assert models.Resident.objects.values("nik").distinct().count() == 600
        assert checking.check(factories.TODAY, offices.office("bintan").id).ok


class TestTheCheck:
    def test_finds_what_breaks_a_rule_and_tells_it_once(self) -> None:
        make_sample("bintan", people=300, seed=5, today=factories.TODAY)
        wives = models.Membership.objects.filter(shdk=int(Shdk.WIFE), until_date=None)
        wife = wives.order_by("pk").first()
        assert wife is not None
        models.Membership.objects.filter(pk=wife.pk).update(until_date=factories.TODAY)
        report = checking.check(factories.TODAY)
        assert report.refusals == {"every-resident-in-a-kk": 1}
        assert report.first[0].about == (wife.resident_id,)
        assert not report.ok
