"""Looking further: a year that is wrong hides nobody, another office's resident is told of, and neither costs more looks."""

import datetime
import random
import sys

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loket.core import naming
from loket.core.register.codes import Sex, Shdk
from loket.core.terms import Nik
from loket.offices import queries as offices
from loket.register import models
from loket.register.finding import index
from loket.register.finding.query import PeopleQuery, read_query
from loket.register.finding.widening import ENOUGH, Looked, look_for
from loket.register.sample.writing import make_sample
from tests.apps import factories
from tests.apps.register import people

pytestmark = pytest.mark.django_db

PEOPLE = 4000
DRAWN = 200
OFF = 4
MOST = 20
LEAST_FOUND = 0.97
MOST_STATEMENTS = 6
TODAY = factories.TODAY


def _man(name: str, born: str, number: int, **more: object) -> people.Home:
    return people.live((people.person(name, Sex.MALE, born), Shdk.HEAD), number=number, **more)  # type: ignore[arg-type]


def _look(line: str, *, everywhere: bool = True) -> Looked:
    return look_for(read_query(line, TODAY), offices.office("bintan").id, limit=MOST, everywhere=everywhere)


def _names(hits: tuple[object, ...]) -> list[str]:
    return [hit.resident.full_name for hit in hits]  # type: ignore[attr-defined]


class TestAWrongYear:
    def test_hides_nobody_but_behind_a_namesake_of_that_year(self) -> None:
        make_sample("bintan", people=PEOPLE, seed=7, today=TODAY)
        office_id = offices.office("bintan").id
        rows = list(models.SearchKey.objects.filter(current=True, birth_year__lte=TODAY.year - OFF).order_by("pk"))
        lost, behind = [], 0
        for row in random.Random(3).sample(rows, DRAWN):
            query = PeopleQuery(name=row.name, birth_year=row.birth_year + OFF)
            looked = look_for(query, office_id, limit=MOST, everywhere=False)
            if row.resident_id in {hit.resident.id for hit in (*looked.hits, *looked.other_years)}:
                continue
            if any(naming.similarity(row.name, hit.matched_name).score >= ENOUGH for hit in looked.hits):
                behind += 1
            else:
                lost.append((row.name, row.birth_year))
        sys.stdout.write(f"behind a namesake of that year: {behind} of {DRAWN}")
        assert lost == []
        assert behind <= DRAWN * (1 - LEAST_FOUND)

    def test_does_not_hide_the_name_behind_one_that_shares_a_word(self) -> None:
        _man("Hendra Subagio", "1965-05-05", 5)
        _man("Hendra Wijaya", "1980-05-05", 6)
        index.complete()
        looked = _look("Hendra Subagio 1980")
        assert _names(looked.other_years) == ["Hendra Subagio"]
        assert _names(looked.hits) == ["Hendra Wijaya"]

    def test_does_not_hide_the_name_behind_one_that_is_almost_it(self) -> None:
        _man("Hadi Pranoto", "1965-05-05", 5)
        _man("Andi Pranoto", "1980-05-05", 6)
        index.complete()
        assert _names(_look("Hadi Pranoto 1980").other_years) == ["Hadi Pranoto"]

    def test_brings_nobody_whose_name_fits_no_better(self) -> None:
        _man("Hendra Wijaya", "1965-05-05", 5)
        _man("Hendra Wijayanto", "1980-05-05", 6)
        index.complete()
        looked = _look("Hendra Subagio 1980")
        assert looked.other_years == ()

    def test_of_somebody_found_as_asked_changes_nothing(self) -> None:
        _man("Hendra Subagio", "1965-05-05", 5)
        _man("Hendra Subagio", "1980-05-05", 6)
        index.complete()
        looked = _look("Hendra Subagyo 1980")
        assert [hit.resident.birth_date.year for hit in looked.hits] == [1980]
        assert looked.other_years == ()

    def test_puts_the_likeliest_slip_first(self) -> None:
        for number, born in ((5, "1940-05-05"), (6, "1966-01-01"), (7, "1974-08-17")):
            _man("Hendra Subagio", born, number)
        index.complete()
        years = [hit.resident.birth_date.year for hit in _look("Hendra Subagio 1969").other_years]
        assert years == [1966, 1974, 1940]
        years = [hit.resident.birth_date.year for hit in _look("Hendra Subagio 17-08-1959").other_years]
        assert years == [1974, 1966, 1940]


class TestAnotherOffice:
    def test_is_told_beside_one_that_shares_a_word(self) -> None:
        _man("Nanang Andriyanto", "1995-05-05", 5)
        _man("Theo Andriyanto Fitra", "1995-05-05", 6, office=factories.dewi(), address=people.PONTIANAK)
        index.complete()
        looked = _look("Theo Andriyanto Fitra 1995")
        assert looked.elsewhere
        assert "Theo Andriyanto Fitra" not in _names((*looked.hits, *looked.other_years))
        assert not _look("Theo Andriyanto Fitra 1995", everywhere=False).elsewhere

    def test_is_not_told_of_where_somebody_here_is_meant(self) -> None:
        _man("Theo Andriyanto", "1995-05-05", 5)
        _man("Theo Andriyanto", "1995-05-06", 6, office=factories.dewi(), address=people.PONTIANAK)
        index.complete()
        assert not _look("Theo Andriyanto 1995").elsewhere

    def test_does_not_keep_from_looking_at_other_years(self) -> None:
        _man("Theo Andriyanto", "1965-05-05", 5)
        _man("Theo Andriyanto", "1995-05-06", 6, office=factories.dewi(), address=people.PONTIANAK)
        index.complete()
        looked = _look("Theo Andriyanto 1995")
        assert looked.elsewhere
        assert [hit.resident.birth_date for hit in looked.other_years] == [datetime.date(1965, 5, 5)]


class TestTheCost:
    @pytest.mark.parametrize(
        ("line", "most"),
        [("Sari Wulandari 1986", 2), ("Wulandari Subagio 1986", MOST_STATEMENTS), ("Wulandari Subagio", 4)],
    )
    def test_is_two_statements_for_each_of_three_looks(self, line: str, most: int) -> None:
        people.saris()
        index.complete()
        with CaptureQueriesContext(connection) as asked:
            looked = look_for(read_query(line, TODAY), offices.office("bintan").id, limit=MOST)
        # One more is the office itself.
        assert len(asked) <= most + 1
        assert looked.hits

    def test_of_a_number_is_one_look(self) -> None:
        people.saris()
        index.complete()
        own = offices.office("bintan").id
        with CaptureQueriesContext(connection) as asked:
            looked = look_for(PeopleQuery(nik=Nik("9901064303860001")), own, limit=MOST)
        assert len(asked) == 1
        assert _names(looked.hits) == ["Sari Wulandari"]
