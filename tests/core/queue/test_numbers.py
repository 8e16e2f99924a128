"""Queue numbers in print and in speech."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.queue.numbers import CLIPS, LARGEST, printed, spoken, words

ONES = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


def value_of(said: tuple[str, ...]) -> int:
    """The number that a listener understands."""
    total = part = 0
    for word in said:
        match word:
            case "nol":
                part = 0
            case "sepuluh" | "sebelas":
                part += 10 + (word == "sebelas")
            case "belas":
                part += 10
            case "puluh":
                part = part - part % 10 + part % 10 * 10
            case "seratus":
                part += 100
            case "ratus":
                part *= 100
            case "seribu":
                total += 1000
            case "ribu":
                total, part = total + part * 1000, 0
            case _:
                part += ONES.index(word)
    return total + part


class TestANumber:
    def test_is_printed_with_three_digits(self) -> None:
        assert [printed("A", 12), printed("B", 1000)] == ["A-012", "B-1000"]

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (0, "nol"),
            (10, "sepuluh"),
            (11, "sebelas"),
            (12, "dua belas"),
            (20, "dua puluh"),
            (25, "dua puluh lima"),
            (100, "seratus"),
            (111, "seratus sebelas"),
            (219, "dua ratus sembilan belas"),
            (1000, "seribu"),
            (3045, "tiga ribu empat puluh lima"),
        ],
    )
    def test_is_said_as_people_say_it(self, number: int, said: str) -> None:
        assert " ".join(words(number)) == said

    @pytest.mark.parametrize("number", [-1, LARGEST + 1])
    def test_beyond_the_clips_is_refused(self, number: int) -> None:
        with pytest.raises(ValueError, match="clips"):
            words(number)

    def test_is_called_to_its_counter(self) -> None:
        assert " ".join(spoken("A", 12, 3)) == "nomor-antrean a dua belas silakan-ke-loket tiga"


class TestAnyNumber:
    @given(st.integers(0, LARGEST))
    def test_is_understood_and_has_its_clips(self, number: int) -> None:
        assert set(words(number)) <= set(CLIPS)
        assert value_of(words(number)) == number
