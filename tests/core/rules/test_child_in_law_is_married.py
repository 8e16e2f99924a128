"""A Menantu is or was married."""

from loket.core.register.codes import Shdk
from loket.core.rules import child_in_law_is_married as rule
from tests.core.register.people import OMA, RINA, WATIS, neighbourhood, with_shdk
from tests.core.rules.found import found


class TestChildInLawIsMarried:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_one_who_never_was(self) -> None:
        assert found(rule, with_shdk(neighbourhood(), RINA, Shdk.CHILD_IN_LAW)) == [(RINA, WATIS)]

    def test_leaves_a_widow(self) -> None:
        assert found(rule, with_shdk(neighbourhood(), OMA, Shdk.CHILD_IN_LAW)) == []
