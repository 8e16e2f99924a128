"""Parents and children, brothers and sisters do not marry."""

from loket.core.rules import spouses_are_not_kin as rule
from tests.core.register.people import ADI, LIA, NOBODY, RINA, WATI, neighbourhood, with_biodata
from tests.core.rules.found import found


class TestSpousesAreNotKin:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_parent_and_child(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), RINA, spouse_ids=(WATI,))) == [(RINA, WATI)]

    def test_finds_siblings(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), LIA, spouse_ids=(ADI,))) == [(LIA, ADI)]

    def test_leaves_someone_who_is_not_here(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), LIA, spouse_ids=(NOBODY,))) == []
