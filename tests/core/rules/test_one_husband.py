"""A woman has one husband."""

from loket.core.register.codes import Shdk
from loket.core.rules import one_husband as rule
from tests.core.register.people import ADI, HOME, OMA, SARI, neighbourhood, with_shdk
from tests.core.rules.found import found


class TestOneHusband:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_a_second_suami(self) -> None:
        part = with_shdk(with_shdk(neighbourhood(), SARI, Shdk.HUSBAND), ADI, Shdk.HUSBAND)
        assert found(rule, part) == [(HOME,)]

    def test_leaves_two_wives(self) -> None:
        assert found(rule, with_shdk(neighbourhood(), OMA, Shdk.WIFE)) == []
