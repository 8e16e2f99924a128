"""A parent is hardly less than twelve years older."""

import pytest

from loket.core.rules import parents_age_gap as rule
from tests.core.register.people import NOBODY, RINA, WATI, day, neighbourhood, with_biodata
from tests.core.rules.found import found


class TestParentsAgeGap:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    @pytest.mark.parametrize(
        ("born", "count"), [("1987-11-11", 0), ("1987-11-12", 1), ("1999-11-11", 1), ("1999-11-12", 0)]
    )
    def test_counts_below_twelve_years_and_leaves_the_younger_to_another_rule(self, born: str, count: int) -> None:
        assert len(found(rule, with_biodata(neighbourhood(), WATI, birth_date=day(born)))) == count

    def test_leaves_a_parent_who_is_not_here(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), RINA, mother_id=NOBODY)) == []
