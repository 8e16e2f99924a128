"""Three times twenty-four hours, by the clock, for people and agency both."""

import datetime

from loket.core.oversight.breach_clock import clock

FOUND = datetime.datetime(2026, 11, 20, 16, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


class TestTheClock:
    def test_runs_over_the_weekend(self) -> None:
        assert clock(FOUND, FOUND, (None, None)).due_at == datetime.datetime(2026, 11, 23, 16, 0, tzinfo=datetime.UTC)

    def test_counts_whole_hours_down(self) -> None:
        one = clock(FOUND, FOUND + 70.5 * HOUR, (None, None))
        assert (one.hours, one.is_late, one.told_at) == (1, False, None)

    def test_is_not_late_on_the_last_moment(self) -> None:
        assert not clock(FOUND, FOUND + 72 * HOUR, (None,)).is_late

    def test_is_late_after_it(self) -> None:
        one = clock(FOUND, FOUND + 80 * HOUR, (FOUND + HOUR, None))
        assert (one.hours, one.is_late) == (8, True)

    def test_stops_when_the_last_was_told(self) -> None:
        one = clock(FOUND, FOUND + 900 * HOUR, (FOUND + 10 * HOUR, FOUND + 20 * HOUR))
        assert (one.told_at, one.hours, one.is_late) == (FOUND + 20 * HOUR, 52, False)

    def test_stays_late_where_the_last_was_told_too_late(self) -> None:
        assert clock(FOUND, FOUND + 900 * HOUR, (FOUND, FOUND + 73 * HOUR)).is_late

    def test_runs_while_nobody_is_named(self) -> None:
        assert clock(FOUND, FOUND + HOUR, ()).told_at is None
