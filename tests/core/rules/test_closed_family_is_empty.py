"""A closed KK has no members."""

from dataclasses import replace

from loket.core.register import Stay
from loket.core.rules import closed_family_is_empty as rule
from tests.core.register.people import BUDI, HOUSE, NEW, SINCE, TODAY, WATIS, family, neighbourhood
from tests.core.rules.found import found


class TestClosedFamilyIsEmpty:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_members_of_a_closed_kk(self) -> None:
        part = neighbourhood()
        closed = replace(part.families[WATIS], stays=(Stay(HOUSE, SINCE, TODAY),))
        assert found(rule, replace(part, families={**part.families, WATIS: closed})) == [(WATIS,)]

    def test_leaves_a_closed_kk_that_is_empty(self) -> None:
        part = neighbourhood()
        closed = replace(family(NEW, BUDI), stays=(Stay(HOUSE, SINCE, TODAY),))
        assert found(rule, replace(part, families={**part.families, NEW: closed})) == []
