"""The Orang Tua is older than the head."""

from loket.core.rules import parent_older_than_head as rule
from tests.core.register.people import HOME, OMA, day, neighbourhood, with_biodata
from tests.core.rules.found import found


class TestParentOlderThanHead:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_one_of_the_same_day(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), OMA, birth_date=day("1980-08-17"))) == [(OMA, HOME)]
