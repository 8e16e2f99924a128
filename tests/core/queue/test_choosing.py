"""Who is called next: nobody is overtaken beyond the longest wait, and priority comes by its ratio."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from loket.core.queue.choosing import Candidate, choose, run_after

NOW = datetime.datetime(2026, 11, 16, 3, 0, tzinfo=datetime.UTC)
LONGEST = datetime.timedelta(minutes=60)


def one(key: int, minutes: int, *, priority: bool = False, ready: bool = True) -> Candidate:
    """A ticket that has waited so many minutes."""
    return Candidate(key, NOW - datetime.timedelta(minutes=minutes), key, priority, ready)


def chosen(*waiting: Candidate, run: int = 0, ratio: int = 2) -> int | None:
    found = choose(waiting, run=run, ratio=ratio, longest=LONGEST, now=NOW)
    return found.key if found else None


lines = st.lists(
    st.builds(one, st.integers(0, 10**6), st.integers(-30, 200), priority=st.booleans(), ready=st.booleans()),
    max_size=30,
    unique_by=lambda candidate: candidate.key,
)


class TestTheNext:
    def test_is_nobody_where_nobody_waits(self) -> None:
        assert chosen() is None

    def test_is_who_came_first(self) -> None:
        assert chosen(one(2, 5), one(1, 9)) == 1

    def test_of_one_moment_is_the_lower_number(self) -> None:
        assert chosen(one(8, 5), one(7, 5)) == 7

    def test_has_priority_up_to_the_ratio(self) -> None:
        line = (one(1, 50), one(2, 3, priority=True))
        assert [chosen(*line, run=run) for run in (0, 1, 2, 3)] == [2, 2, 1, 1]

    def test_has_priority_again_where_nobody_is_without(self) -> None:
        assert chosen(one(2, 3, priority=True), run=9) == 2

    def test_is_who_has_waited_too_long_before_all_priority(self) -> None:
        assert chosen(one(1, 59), one(2, 3, priority=True)) == 2
        assert chosen(one(1, 60), one(2, 3, priority=True)) == 1

    def test_lets_pass_whom_it_has_to(self) -> None:
        assert chosen(one(1, 50, ready=False), one(2, 3)) == 2
        assert chosen(one(1, 50, ready=False)) == 1

    def test_lets_nobody_pass_any_more_who_has_waited_too_long(self) -> None:
        assert chosen(one(1, 59, ready=False), one(2, 3)) == 2
        assert chosen(one(1, 60, ready=False), one(2, 3)) == 1

    def test_is_a_booked_hour_to_come_only_where_nobody_else_waits(self) -> None:
        assert chosen(one(1, -20, priority=True), one(2, 0)) == 2
        assert chosen(one(1, -20)) == 1

    def test_counts_priority_in_a_row(self) -> None:
        assert run_after(1, one(1, 0, priority=True)) == 2
        assert run_after(7, one(1, 0)) == 0


class TestOfAnyLine:
    @given(lines, st.integers(0, 5), st.integers(1, 4))
    def test_somebody_is_called_where_somebody_waits(self, line: list[Candidate], run: int, ratio: int) -> None:
        found = choose(line, run=run, ratio=ratio, longest=LONGEST, now=NOW)
        assert (found in line) if line else (found is None)

    @given(lines, st.integers(0, 5), st.integers(1, 4))
    def test_nobody_is_called_before_who_came_earlier_and_has_waited_too_long(
        self, line: list[Candidate], run: int, ratio: int
    ) -> None:
        found = choose(line, run=run, ratio=ratio, longest=LONGEST, now=NOW)
        overdue = [c for c in line if c.since <= NOW - LONGEST]
        assert all(found is not None and found.order <= c.order for c in overdue)

    @given(st.integers(1, 4), st.integers(1, 30))
    def test_one_without_priority_is_called_though_priority_never_ends(self, ratio: int, ahead: int) -> None:
        line = [one(key, 40 - key) for key in range(ahead)]
        run, calls = 0, 0
        while line:
            fresh = one(1000 + calls, 0, priority=True)
            found = choose([*line, fresh], run=run, ratio=ratio, longest=LONGEST, now=NOW)
            assert found is not None
            run, calls = run_after(run, found), calls + 1
            line = [c for c in line if c is not found]
        assert calls == ahead * (ratio + 1)
