"""No KK of minors alone."""

from dataclasses import replace

from loket.core.rules import minors_not_alone as rule
from tests.core.register.people import ADI, BUDI, BUDIS, NEW, day, family, neighbourhood, with_biodata
from tests.core.rules.found import found


class TestMinorsNotAlone:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_a_child_that_is_the_only_member(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), BUDI, birth_date=day("2012-01-01"))) == [(BUDIS,)]

    def test_leaves_a_kk_without_members_to_another_rule(self) -> None:
        part = neighbourhood()
        assert found(rule, replace(part, families={**part.families, NEW: family(NEW, ADI)})) == []
