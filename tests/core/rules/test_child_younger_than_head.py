"""The Anak is younger than the head."""

from loket.core.rules import child_younger_than_head as rule
from tests.core.register.people import RINA, WATIS, day, neighbourhood, with_biodata
from tests.core.rules.found import found


class TestChildYoungerThanHead:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_one_of_the_same_day(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), RINA, birth_date=day("1975-02-02"))) == [(RINA, WATIS)]
