"""Near misses between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.procedure.near import distance, nearest, suggestion

WORDS = st.text(alphabet="abc", max_size=8)


class TestDistance:
    @pytest.mark.parametrize(
        ("a", "b", "letters"),
        [("", "", 0), ("kk", "", 2), ("SKDWINI", "SKDWNI", 1), ("bintang", "bintan", 1), ("ab", "ba", 2)],
    )
    def test_counts_letters(self, a: str, b: str, letters: int) -> None:
        assert distance(a, b) == letters

    @given(WORDS, WORDS, WORDS)
    def test_is_a_distance(self, a: str, b: str, c: str) -> None:
        assert distance(a, b) == distance(b, a)
        assert (distance(a, b) == 0) == (a == b)
        assert distance(a, c) <= distance(a, b) + distance(b, c)


class TestSuggestion:
    def test_names_the_near_word(self) -> None:
        assert suggestion("verfikasi", ["verifikasi", "cetak"]) == "Mungkin maksudnya “verifikasi”."

    def test_names_all_words_when_none_is_near(self) -> None:
        assert suggestion("zzz", ["cetak", "arsip"]) == "Yang dikenal: arsip, cetak."

    def test_says_when_there_is_nothing_to_choose(self) -> None:
        assert suggestion("zzz", []) == "Belum ada satu pun yang dikenal."

    def test_does_not_take_a_short_word_for_any_other(self) -> None:
        assert nearest("kk", ["ktp-el", "kia"]) is None
        assert nearest("KK", ["kk"]) == "kk"
