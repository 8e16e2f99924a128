"""The rules of an office's queue, the pace of a line and the hours that can be booked."""

import datetime

import pytest

from loket.core.queue.rules import QueueRules
from loket.core.queue.waiting import Slot, estimate, slots

NOW = datetime.datetime(2026, 11, 16, 3, 0, tzinfo=datetime.UTC)
GOOD = QueueRules({"kk": "A", "ktp-el": "B"}, {1: ("A",), 2: ("A", "B")}, notice="Besok tutup")


def fields(rules: QueueRules) -> list[str | None]:
    return [problem.field for problem in rules.problems()]


class TestRules:
    def test_that_are_whole_have_no_problem_and_come_back(self) -> None:
        assert GOOD.problems() == ()
        assert QueueRules.from_data(GOOD.as_data()) == GOOD
        assert GOOD.lines == ("A", "B")
        assert GOOD.longest_wait == datetime.timedelta(hours=1)

    def test_name_each_fault_at_its_field(self) -> None:
        assert fields(QueueRules()) == ["letters"]
        assert fields(QueueRules({"kk": "a"}, {1: ("a",)})) == ["letter-kk"]
        assert fields(QueueRules({"kk": "A"}, {1: ("A", "C")})) == ["counter-1"]
        assert fields(QueueRules({"kk": "A", "akta": "B"}, {1: ("A",)})) == ["counters"]

    @pytest.mark.parametrize("name", ["ratio", "longest", "places", "recalls", "rejoin"])
    def test_keep_figures_within_bounds(self, name: str) -> None:
        assert fields(QueueRules.from_data(GOOD.as_data() | {name: 999})) == [name]
        assert fields(QueueRules.from_data(GOOD.as_data() | {name: -1})) == [name]


def minutes_ago(*minutes: int) -> list[datetime.datetime]:
    return [NOW - datetime.timedelta(minutes=one) for one in minutes]


class TestTheWait:
    def test_is_not_said_of_few_calls(self) -> None:
        assert estimate(3, minutes_ago(4, 8, 12, 16), NOW) is None
        assert estimate(3, minutes_ago(4, 8, 12, 16, 61), NOW) is None

    def test_follows_the_pace_rounded_up(self) -> None:
        calls = minutes_ago(4, 8, 12, 16, 20)
        assert estimate(0, calls, NOW) == 5
        assert estimate(3, calls, NOW) == 20

    def test_is_never_nothing(self) -> None:
        assert estimate(0, minutes_ago(0, 0, 0, 0, 0), NOW) == 5


class TestTheHours:
    def test_are_whole_ones_to_come_with_what_is_left(self) -> None:
        start = NOW - datetime.timedelta(hours=1)
        open_ = [(start, start + datetime.timedelta(hours=3, minutes=30))]
        second = start + datetime.timedelta(hours=2)
        assert slots(open_, {second: 2}, 3, NOW) == (Slot(second, 1),)
        assert slots(open_, {second: 9}, 3, NOW) == (Slot(second, 0),)
