"""Spellings of one name have one key, and its grams are runs of three letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.naming import fold, grams, key, resembles


class TestTheKey:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Soeharto", "Suharto"),
            ("Djoko Tjahjono", "Joko Cahyono"),
            ("Widjaja", "Wijaya"),
            ("Njoman", "Nyoman"),
            ("Sjarif", "Syarif"),
            ("Moh. Soleh", "Muhammad Sholeh"),
            ("Achmad", "Ahmad"),
            ("Rachmat", "Rahmad"),
            ("Khairul", "Chairul"),
            ("Chandra", "Candra"),
            ("Christian", "Kristian"),
            ("Dzakir", "Zakir"),
            ("Fadhli", "Fadli"),
            ("Fatimah", "Patimah"),
            ("Novita", "Nofita"),
            ("Zainal", "Jainal"),
            ("Annisa", "Anisa"),
            ("Mariyam", "Mariam"),
            ("Suwarno", "Suarno"),
            ("Taufiq", "Taufik"),
            ("Erick", "Erik"),
            ("Alex", "Aleks"),
            ("Noor", "Nur"),
            ("Lie", "Li"),
            ("Mawlana", "Maulana"),
            ("Ayub", "Ayup"),
            ("Drs. H. Budi Santoso, M.Si", "budi santoso"),
        ],
    )
    def test_is_one_for_spellings_of_one_name(self, one: str, other: str) -> None:
        assert key(one) == key(other)

    def test_tells_names_apart_that_sound_different(self) -> None:
        assert len({key(name) for name in ("Budi", "Sari", "Wati", "Hadi", "Dewi")}) == 5

    def test_of_no_name_is_empty(self) -> None:
        assert key(" .,") == ""

    def test_of_a_letter_that_is_not_spoken_is_that_letter(self) -> None:
        assert fold("h") == "h"

    @given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
    def test_of_a_word_is_never_empty(self, word: str) -> None:
        assert fold(word)


class TestTheGrams:
    def test_mark_both_ends_of_each_word(self) -> None:
        assert grams("budi a") == {"0bu", "bud", "udi", "di0", "0a0"}

    def test_of_nothing_are_none(self) -> None:
        assert grams("") == frozenset()


class TestTheQuickLook:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("budi santoso", "santoso"),
            ("budi santoso", "pudi sanpoto"),
            ("adi", "wulandari"),
            ("abdul raman", "abduraman"),
        ],
    )
    def test_lets_through_what_may_be_alike(self, one: str, other: str) -> None:
        assert resembles(one, other)

    def test_stops_what_has_nothing_in_common(self) -> None:
        assert not resembles("budi santoso", "wulandari")
