"""Invented applications of every kind stand before a made-up register, as they do in the demonstration offices."""

import random

import pytest

from loket.core.procedure.services import ENTRY_KINDS
from loket.entries.records import Filling
from loket.entries.sample import Pool, ask, pool_of
from loket.entries.sample.divorces import divorce
from loket.offices import queries as offices
from loket.register.sample.writing import make_sample
from tests.apps import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pool() -> Pool:
    make_sample("bintan", people=2000, seed=1, today=factories.TODAY)
    office = offices.office("bintan")
    return pool_of(office.id, office.code, factories.TODAY, random.Random(5))


class TestAsking:
    def test_every_kind_is_asked_for_by_someone(self, pool: Pool) -> None:
        divorce(pool, factories.budi(), random.Random(5), count=3)
        asked = {kind: ask(kind, pool, factories.budi()) for kind in ENTRY_KINDS}
        assert all(a.filling.kind == kind and a.name for kind, a in asked.items())

    def test_no_family_is_asked_twice(self, pool: Pool) -> None:
        niks = [ask("kk-rusak", pool, factories.budi()).nik for _ in range(20)]
        assert len(set(niks)) == 20

    def test_says_when_nobody_is_left(self, pool: Pool) -> None:
        pool.kks.clear()
        with pytest.raises(LookupError):
            ask("kk-hilang", pool, factories.budi())

    def test_the_same_chance_gives_the_same_forms(self, pool: Pool) -> None:
        office = offices.office("bintan")
        again = pool_of(office.id, office.code, factories.TODAY, random.Random(5))
        first, second = (ask("kelahiran", p, factories.budi()) for p in (pool, again))
        assert isinstance(first.filling, Filling)
        assert first == second
