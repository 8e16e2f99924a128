"""A child is born of a living mother."""

from loket.core.rules import mother_lives_at_birth as rule
from tests.core.register.people import RINA, WATI, day, neighbourhood, with_biodata
from tests.core.rules.found import found


class TestMotherLivesAtBirth:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_one_who_had_died(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), WATI, death_date=day("1999-11-10"))) == [(RINA, WATI)]

    def test_leaves_one_who_died_that_day(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), WATI, death_date=day("1999-11-11"))) == []
