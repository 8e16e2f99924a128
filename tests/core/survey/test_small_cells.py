"""No published table points at somebody, and none gives a hidden count away by its sum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.survey.small_cells import FEWEST, hidden_cells


class TestHiddenCells:
    @pytest.mark.parametrize(
        ("counts", "hidden"),
        [
            ({}, set()),
            ({"L": 5, "P": 9}, set()),
            ({"L": 0, "P": 9}, set()),
            ({"L": 4, "P": 9}, {"L", "P"}),
            ({"L": 4, "P": 9, "": 7}, {"L", ""}),
            ({"L": 1, "P": 1, "": 40, "x": 8}, {"L", "P", "x"}),
            ({"L": 1, "P": 4, "": 40}, {"L", "P"}),
            ({"L": 3}, {"L"}),
        ],
    )
    def test_are_the_small_and_what_would_give_them_away(self, counts: dict[str, int], hidden: set[str]) -> None:
        assert hidden_cells(counts) == hidden

    def test_are_of_counts(self) -> None:
        with pytest.raises(ValueError, match="-1"):
            hidden_cells({"L": -1})

    @given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 30), min_size=2))
    def test_never_stand_alone_where_another_could_hide_them(self, counts: dict[str, int]) -> None:
        hidden = hidden_cells(counts)
        shown = [count for key, count in counts.items() if key not in hidden and count]
        assert all(count >= FEWEST for count in shown)
        if hidden and shown:
            assert len(hidden) > 1
            assert sum(counts[key] for key in hidden) >= FEWEST
