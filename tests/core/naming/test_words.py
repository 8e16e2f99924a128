"""The words of a name: titles go, abbreviations are known, signs and accents do not count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.naming import words
from loket.core.naming.words import expanded


class TestTheWords:
    @pytest.mark.parametrize(
        ("name", "left"),
        [
            ("Budi Santoso", ("budi", "santoso")),
            ("H. Moh. Soleh, S.Pd.I", ("moh", "soleh")),
            ("Drs. H. Ahmad Fauzi, M.Si", ("ahmad", "fauzi")),
            ("Anton Wijaya SE", ("anton", "wijaya")),
            ("Anton Wijaya S.E.", ("anton", "wijaya")),
            ("dr. Sari Wulandari", ("sari", "wulandari")),
            ("M.Yusuf", ("m", "yusuf")),
            ("Ma'ruf Amin", ("maruf", "amin")),
            ("Nur’aini", ("nuraini",)),
            ("Ali bin Abu", ("ali", "abu")),
            ("Siti binti Karim", ("siti", "karim")),
            ("José Álvarez", ("jose", "alvarez")),
            ("Anna-Maria", ("anna", "maria")),
            ("  ", ()),
        ],
    )
    def test_are_those_a_certificate_would_print(self, name: str, left: tuple[str, ...]) -> None:
        assert words(name) == left

    @pytest.mark.parametrize(("name", "left"), [("H.", ("h",)), ("bin", ("bin",)), (", S.Pd", ("spd",))])
    def test_of_a_name_that_is_only_a_title_stay(self, name: str, left: tuple[str, ...]) -> None:
        assert words(name) == left

    @given(st.text(max_size=40))
    def test_are_never_empty_words(self, name: str) -> None:
        assert all(words(name))


class TestAbbreviations:
    def test_are_written_out(self) -> None:
        assert expanded(("moh", "soleh")) == ("muhammad", "soleh")
        assert expanded(("siti", "st")) == ("siti", "siti")

    def test_of_one_letter_count_before_another_word_only(self) -> None:
        assert expanded(("m", "yusuf")) == ("muhammad", "yusuf")
        assert expanded(("m",)) == ("m",)
        assert expanded(("budi", "m")) == ("budi", "m")
