"""Who stands out among peers, and who never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.oversight.outliers import LIMIT, standings

COUNTS = st.dictionaries(st.integers(0, 30), st.integers(0, 5_000), max_size=20)


class TestStanding:
    def test_t05_finds_who_looks_ten_times_as_often(self) -> None:
        found = standings({"budi": 410, "sari": 40, "joko": 44, "rina": 38, "agus": 41})
        assert [who for who, one in found.items() if one.stands_out] == ["budi"]
        assert found["budi"].middle == 41
        assert found["budi"].score == pytest.approx(0.6745 * 369 / 3, abs=0.01)

    def test_is_not_moved_by_the_one_who_stands_out(self) -> None:
        few = {"sari": 40, "joko": 44, "rina": 38, "agus": 41}
        one, other = standings({**few, "budi": 500}), standings({**few, "budi": 500_000})
        assert [one[who] for who in few] == [other[who] for who in few]

    def test_is_by_mean_deviation_where_most_are_alike(self) -> None:
        found = standings({1: 10, 2: 10, 3: 10, 4: 10, 5: 10, 6: 10, 7: 400})
        assert [who for who, one in found.items() if one.stands_out] == [7]

    def test_is_nothing_where_all_are_alike(self) -> None:
        assert {one.score for one in standings({1: 7, 2: 7, 3: 7}).values()} == {0.0}

    def test_is_not_judged_between_two(self) -> None:
        assert not any(one.stands_out for one in standings({1: 1, 2: 9_000}).values())

    def test_of_nobody_is_nothing(self) -> None:
        assert standings({}) == {}

    @given(COUNTS)
    def test_never_finds_who_looks_no_more_than_the_middle(self, counts: dict[int, int]) -> None:
        for who, one in standings(counts).items():
            assert not one.stands_out or (counts[who] > one.middle and one.score > LIMIT)

    @given(COUNTS, st.integers(2, 9))
    def test_is_the_same_in_a_longer_period(self, counts: dict[int, int], times: int) -> None:
        longer = standings({who: count * times for who, count in counts.items()})
        for who, one in standings(counts).items():
            assert longer[who].score == pytest.approx(one.score, abs=0.02)
