"""A KK number belongs to one KK, also after it is closed."""

from dataclasses import replace

from loket.core.register import Stay
from loket.core.rules import unique_kk_number as rule
from tests.core.register.people import BUDI, HOME, HOUSE, NEW, SINCE, TODAY, family, neighbourhood
from tests.core.rules.found import found


class TestUniqueKkNumber:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_the_number_of_a_closed_kk(self) -> None:
        part = neighbourhood()
        closed = replace(family(NEW, BUDI), kk_number=part.families[HOME].kk_number, stays=(Stay(HOUSE, SINCE, TODAY),))
        assert found(rule, replace(part, families={**part.families, NEW: closed})) == [(NEW, HOME)]

    def test_leaves_many_without(self) -> None:
        part = neighbourhood()
        waiting = {i: replace(f, kk_number=None) for i, f in part.families.items()}
        assert found(rule, replace(part, families=waiting)) == []
