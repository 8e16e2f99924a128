"""The Cucu is younger than the head and the eldest Anak."""

from loket.core.register.codes import Shdk
from loket.core.rules import grandchild_younger_than_child as rule
from tests.core.register.people import HOME, LIA, RINA, WATIS, day, neighbourhood, with_biodata, with_shdk
from tests.core.rules.found import found


class TestGrandchildYoungerThanChild:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_one_older_than_the_eldest_child(self) -> None:
        part = with_biodata(with_shdk(neighbourhood(), LIA, Shdk.GRANDCHILD), LIA, birth_date=day("2012-03-01"))
        assert found(rule, part) == [(LIA, HOME)]

    def test_finds_one_older_than_the_head(self) -> None:
        part = with_biodata(with_shdk(neighbourhood(), RINA, Shdk.GRANDCHILD), RINA, birth_date=day("1974-03-01"))
        assert found(rule, part) == [(RINA, WATIS)]

    def test_leaves_one_younger_than_both(self) -> None:
        assert found(rule, with_shdk(neighbourhood(), LIA, Shdk.GRANDCHILD)) == []
