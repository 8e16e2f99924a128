"""A misspelt word and the word that is meant share a key; which is meant is told by likeness."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.naming import halves, nearest, spellings

letters = st.text("abdegiklmnoprstu", min_size=4, max_size=12)


class TestTheKeys:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("wulandari", "wulandri"),
            ("wulandari", "wuladnari"),
            ("wulandari", "wulandaro"),
            ("wulandari", "wulandarii"),
            ("wulandari", "welandori"),
            ("saenal", "sainal"),
            ("ati", "ari"),
            ("li", "li"),
        ],
    )
    def test_of_a_misspelt_word_meet_those_of_the_word(self, one: str, other: str) -> None:
        assert spellings(one) & spellings(other)

    def test_of_different_words_do_not_meet(self) -> None:
        assert not spellings("wulandari") & spellings("santoso")
        assert not spellings("li") & spellings("si")

    def test_of_few_consonants_have_none_without_vowels(self) -> None:
        assert spellings("ari") == {"ari", "ri", "ai", "ar"}
        assert ".wlntr" in spellings("wulantari")

    def test_of_a_very_long_word_are_the_word(self) -> None:
        assert spellings("a" * 25) == {"a" * 25}

    @given(letters, st.integers(0, 11), st.sampled_from("abdegiklmnoprstu"))
    def test_survive_one_letter_left_out_added_or_changed(self, word: str, place: int, letter: str) -> None:
        at = place % len(word)
        for changed in (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
        ):
            assert spellings(word) & spellings(changed)


class TestTheHalves:
    def test_are_every_cut_that_leaves_two_letters(self) -> None:
        assert list(halves("sitin")) == [("si", "tin"), ("sit", "in")]

    def test_of_a_short_or_an_endless_word_are_none(self) -> None:
        assert list(halves("nur")) == []
        assert list(halves("a" * 49)) == []


class TestTheNearest:
    def test_are_the_word_itself_and_then_the_most_alike(self) -> None:
        assert nearest("sainal", ["saenal", "santoso", "sainal", "sainap"], 5)[0] == "sainal"
        assert "santoso" not in nearest("sainal", ["saenal", "santoso"], 5)

    def test_are_no_more_than_asked_for(self) -> None:
        assert nearest("ari", ["ari", "aris", "arin"], 2) == ("ari", "arin")
