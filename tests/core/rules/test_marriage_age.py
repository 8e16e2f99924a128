"""Both marry at nineteen or later."""

import pytest

from loket.core.rules import marriage_age as rule
from tests.core.register.people import SARI, WATI, day, neighbourhood, with_biodata
from tests.core.rules.found import found


class TestMarriageAge:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    @pytest.mark.parametrize(
        ("married", "count"), [("2019-10-14", 0), ("2019-10-15", 1), ("2023-04-20", 1), ("2023-04-21", 0)]
    )
    def test_counts_from_the_law_to_the_nineteenth_birthday(self, married: str, count: int) -> None:
        part = with_biodata(neighbourhood(), SARI, birth_date=day("2004-04-21"), marriage_date=day(married))
        assert len(found(rule, part)) == count

    def test_leaves_who_is_no_longer_married(self) -> None:
        part = with_biodata(neighbourhood(), WATI, birth_date=day("2005-01-01"), marriage_date=day("2021-01-01"))
        assert found(rule, part) == []

    def test_leaves_a_marriage_without_date(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), SARI, marriage_date=None)) == []
