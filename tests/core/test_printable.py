"""Which signs a paper can show, and which the name of a person can have."""

import pytest

from loket.core.printable import unfit_for_name, unprintable

NAMES = [
    "D'Souza",
    "Nur’aini",
    "Ma`ruf",
    "Al-Amin",
    "Renée Muñoz",
    "Ni Luh, S.H., M.Si.",
    "Raj a/l Kumar",
    "Şükrü Đặng Ṭāhā",
    "R. Adj. Śaśī",
    "Rene\u0301",
    "Sari  Wulandari\u00a0II (almarhumah)",
    "Sari – Wulandari",
]


class TestAName:
    @pytest.mark.parametrize("name", NAMES)
    def test_as_people_have_it_passes(self, name: str) -> None:
        assert unfit_for_name(name) == ""
        assert unprintable(name) == ""

    @pytest.mark.parametrize(
        ("name", "sign"),
        [
            ("Sari 🙂", "🙂 (U+1F642)"),
            ("Sari 💩", "💩 (U+1F4A9)"),
            ("Sari ✓", "✓ (U+2713)"),
            ("王小明", "王 (U+738B)"),
            ("Сари", "С (U+0421)"),
            ("سارة", "س (U+0633)"),
            ("Sari\u200b", "U+200B"),
            ("Sari\u202e", "U+202E"),
            ("Sari\x07", "U+0007"),
            ("Sari\ud800", "U+D800"),
            ("Sari \ue000", "U+E000"),
            ("Sari \u01c0", ""),
        ],
    )
    def test_names_the_first_sign_that_it_cannot_have(self, name: str, sign: str) -> None:
        assert unfit_for_name(name) == sign


class TestAText:
    @pytest.mark.parametrize("text", ["سارة بنت هادي", "Сари", "Σάρη", "½ • € → ✓", "satu\nbaris\tlagi", ""])
    def test_that_the_fonts_draw_passes(self, text: str) -> None:
        assert unprintable(text) == ""

    @pytest.mark.parametrize(
        ("text", "sign"),
        [("KK 🙂", "🙂 (U+1F642)"), ("ꦱꦫꦶ", "ꦱ (U+A9B1)"), ("a\x00", "U+0000"), ("a\u202eb", "U+202E")],
    )
    def test_names_the_first_sign_that_they_do_not(self, text: str, sign: str) -> None:
        assert unprintable(text) == sign
