"""What is recorded has happened."""

from loket.core.rules import no_future_dates as rule
from tests.core.register.people import LIA, day, neighbourhood, with_biodata
from tests.core.rules.found import found


class TestNoFutureDates:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_tomorrow_and_leaves_today(self) -> None:
        dates = (day("2026-12-22"), day("2026-12-21"))
        about = [found(rule, with_biodata(neighbourhood(), LIA, death_date=date)) for date in dates]
        assert about == [[(LIA, "kematian")], []]
