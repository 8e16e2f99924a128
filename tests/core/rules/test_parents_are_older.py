"""Parents are born before their child."""

from loket.core.rules import parents_are_older as rule
from tests.core.register.people import NOBODY, RINA, WATI, day, neighbourhood, with_biodata
from tests.core.rules.found import found


class TestParentsAreOlder:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_a_mother_of_the_same_day(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), WATI, birth_date=day("1999-11-11"))) == [(RINA, WATI)]

    def test_leaves_a_parent_who_is_not_here(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), RINA, mother_id=NOBODY)) == []
