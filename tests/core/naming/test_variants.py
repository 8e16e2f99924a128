"""The generator of spelling variants: each kind does what it is called, and the same chance gives the same."""

import random

import pytest

from loket.core.naming.variants import KINDS, variant

NAMES = (
    "Budi Santoso",
    "Siti Nurhaliza Putri",
    "Muhammad Yusuf",
    "Sulastri",
    "Annisa",
    "Ma'ruf Amin",
    "Chandra Wijaya",
)


def _many(name: str, kind: str) -> set[str]:
    chance = random.Random(5)
    return {variant(name, chance, kind).text for _ in range(200)}


class TestAVariant:
    @pytest.mark.parametrize("kind", KINDS)
    def test_is_never_the_name_itself(self, kind: str) -> None:
        for name in NAMES:
            assert name not in _many(name, kind)

    def test_is_the_same_for_the_same_chance(self) -> None:
        assert [variant(n, random.Random(3)) for n in NAMES] == [variant(n, random.Random(3)) for n in NAMES]

    def test_comes_in_every_kind(self) -> None:
        chance = random.Random(2)
        assert {variant("Muhammad Yusuf Wijaya", chance).kind for _ in range(400)} == set(KINDS)

    def test_of_a_kind_the_name_has_no_room_for_is_a_typo(self) -> None:
        assert variant("Sari", random.Random(1), "order").kind == "typo"

    def test_of_a_single_letter_is_that_letter(self) -> None:
        assert variant("B", random.Random(1), "spelling").text == "B"

    def test_of_no_name_is_no_name(self) -> None:
        assert variant("", random.Random(1), "typo").text == ""


class TestTheKinds:
    def test_by_ear_include_the_old_spelling_and_doubled_letters(self) -> None:
        assert {"Soesanto", "Sosanto", "Zusanto", "Susanto"} & _many("Susanto", "spelling") == {
            "Soesanto",
            "Sosanto",
        }
        assert "Anisa" in _many("Annisa", "spelling")
        assert "Sinnta" not in _many("Sinta", "spelling")
        assert "Malik" in _many("Mallik", "spelling")
        assert "Mallik" in _many("Malik", "spelling")

    def test_by_ear_leave_what_has_only_one_spelling(self) -> None:
        assert all(text != "Bb" for text in _many("Bb", "spelling"))

    def test_of_order_swap_two_words(self) -> None:
        assert _many("Budi Santoso", "order") == {"Santoso Budi"}

    def test_of_a_missing_word_leave_two(self) -> None:
        assert _many("Siti Nur Putri", "missing word") == {"Siti Nur", "Siti Putri", "Nur Putri"}

    def test_glue_two_words_or_split_one(self) -> None:
        assert _many("Budi Santoso", "glued") == {"Budisantoso"}
        assert _many("Sulastri", "glued") == {"Sula Stri"}
        assert "Sa Ri" not in _many("Sari", "glued")

    def test_shorten_a_first_name_or_one_in_the_middle(self) -> None:
        assert "Moh. Yusuf" in _many("Muhammad Yusuf", "shortened")
        assert _many("Budi Eko Santoso", "shortened") == {"Budi E. Santoso"}

    def test_put_titles_before_and_behind(self) -> None:
        assert {"H. Budi", "Budi, S.Pd", "H. Budi, S.Ag"} <= _many("Budi", "title")

    def test_of_the_keyboard_are_one_slip_and_spare_the_first_letter(self) -> None:
        slips = _many("Santoso", "typo")
        assert {"Snatoso", "Satoso"} & slips
        assert all(text[0] == "S" and abs(len(text) - 7) <= 1 for text in slips)
