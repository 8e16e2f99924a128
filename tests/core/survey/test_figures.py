"""The sums of a survey, against the published example and by hand, and the bands at each of their ends."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.survey.elements import KEYS
from loket.core.survey.figures import figures, grade_of, rounded

ALL_FOUR = dict.fromkeys(KEYS, 4)
forms = st.lists(st.fixed_dictionaries({key: st.integers(1, 4) for key in KEYS}), min_size=1, max_size=40)


def exampled() -> list[dict[str, int]]:
    """Two hundred and fifty forms whose nine means add up to 32.932, as in the example that comes to 91.48."""
    threes = 767
    return [
        {key: 3 if number * len(KEYS) + place < threes else 4 for place, key in enumerate(KEYS)}
        for number in range(250)
    ]


class TestTheValue:
    def test_of_the_published_example_is_91_48(self) -> None:
        found = figures(exampled())
        assert found is not None
        means = sum(found.means.values(), Fraction(0))
        assert means == Fraction(32932, 1000)
        assert rounded(means * Fraction(11, 100) * 25) == Decimal("90.56"), "what a ninth of 0.11 makes of it"
        assert (found.value, found.grade.letter) == (Decimal("91.48"), "A")

    def test_goes_from_25_to_100(self) -> None:
        best, worst = figures([ALL_FOUR]), figures([dict.fromkeys(KEYS, 1)])
        assert best is not None
        assert worst is not None
        assert (best.value, best.grade.letter) == (Decimal("100.00"), "A")
        assert (worst.value, worst.grade.letter) == (Decimal("25.00"), "D")

    @given(forms)
    def test_is_25_times_the_mean_of_all_answers_where_none_is_missing(self, answered: list[dict[str, int]]) -> None:
        found = figures(answered)
        assert found is not None
        every = [answer for form in answered for answer in form.values()]
        assert found.value == rounded(Fraction(25 * sum(every), len(every)))
        assert found.respondents == len(answered)

    def test_weighs_each_element_a_ninth_whoever_left_some_out(self) -> None:
        found = figures([ALL_FOUR, {"waktu": 1}, {"waktu": 1}])
        assert found is not None
        assert found.means["waktu"] == 2
        assert found.value == rounded(Fraction(25 * (8 * 4 + 2), 9))
        assert (found.mean("waktu"), found.value_of("waktu")) == (Decimal("2.00"), Decimal("50.00"))
        assert found.worst_first[:2] == ("waktu", "persyaratan")

    def test_is_none_while_an_element_has_no_answer(self) -> None:
        assert figures([]) is None
        assert figures([dict.fromkeys(KEYS[1:], 4)]) is None

    @pytest.mark.parametrize("form", [{"waktu": 0}, {"waktu": 5}, {"U3": 4}])
    def test_takes_no_answer_that_the_form_does_not_have(self, form: dict[str, int]) -> None:
        with pytest.raises(ValueError, match=next(iter(form))):
            figures([form])


class TestTheBands:
    @pytest.mark.parametrize(
        ("value", "letter"),
        [
            *(("25.00", "D"), ("64.99", "D"), ("64.994", "D"), ("64.995", "C")),
            *(("65.00", "C"), ("76.60", "C"), ("76.604", "C"), ("76.605", "B")),
            *(("76.61", "B"), ("88.30", "B"), ("88.304", "B"), ("88.305", "A")),
            *(("88.31", "A"), ("100", "A")),
        ],
    )
    def test_begin_where_the_rounded_value_does(self, value: str, letter: str) -> None:
        assert grade_of(Decimal(value)).letter == letter

    @pytest.mark.parametrize("value", ["24.99", "24.994", "100.01", "0", "-1"])
    def test_hold_nothing_outside_25_to_100(self, value: str) -> None:
        with pytest.raises(ValueError, match=value):
            grade_of(Decimal(value))
