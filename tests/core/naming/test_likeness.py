"""How alike names are, and the words an officer reads for it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.naming import says_part_of, similarity
from loket.core.naming.variants import variant

NAMES = st.text(alphabet="abdehijklmnorstuyz '.", max_size=25)


class TestTheReasons:
    @pytest.mark.parametrize(
        ("one", "other", "reason"),
        [
            ("Moh. Soleh", "Muhammad Soleh", "Moh = Muhammad"),
            ("Soeharto", "Suharto", "oe ↔ u"),
            ("Djoko", "Joko", "dj ↔ j"),
            ("Widjaja", "Wijaya", "j ↔ y"),
            ("Annisa", "Anisa", "huruf rangkap"),
            ("fatimahh", "Fatimah", "huruf rangkap"),
            ("Aisyah", "Aisya", "h tidak ditulis"),
            ("Novita", "Nofita", "v, f ↔ p"),
            ("Santoso Budi", "Budi Santoso", "urutan kata"),
            ("Budi Santpso", "Budi Santoso", "santpso ≈ santoso"),
            ("Abdul Rahman", "Abdurrahman", "“abdul rahman” disambung"),
            ("Abdulrahman", "Abdul Rahman", "“abdul rahman” disambung"),
            ("Wijaya", "Ahmad Wijaya", "“wijaya” sama"),
            ("Budi", "Budi Santoso", "tanpa “santoso”"),
            ("Budi Santoso", "Budi", "kata lebih “santoso”"),
            ("Sari Wul", "Sari Wulandari", "awal kata wul"),
            ("Budi S.", "Budi Santoso", "inisial S"),
            ("Budi Santoso", "H. BUDI SANTOSO, S.Pd", "nama sama"),
        ],
    )
    def test_say_what_was_met(self, one: str, other: str, reason: str) -> None:
        assert reason in similarity(one, other).reasons

    def test_begin_with_what_was_met_before_what_was_not(self) -> None:
        assert similarity("wijaya", "Ahmad Wijaya").reasons == ("“wijaya” sama", "tanpa “ahmad”")

    def test_do_not_blame_an_unwritten_h_for_a_letter_written_twice(self) -> None:
        assert similarity("fatimahh", "Fatimah").reasons == ("huruf rangkap",)

    def test_are_given_for_every_spelling_of_one_sound(self) -> None:
        chance = random.Random(4)
        for _ in range(300):
            name = variant("Muhammad Djoko Sulastri", chance, "spelling").text
            found = similarity(name, "Muhammad Djoko Sulastri")
            assert found.reasons


class TestTheScore:
    def test_is_one_for_the_same_words(self) -> None:
        assert similarity("Budi Santoso", "budi  SANTOSO").score == 1

    def test_is_nothing_for_no_name(self) -> None:
        assert similarity("", "Budi").score == 0
        assert similarity("Budi", "").score == 0

    @pytest.mark.parametrize(("one", "other"), [("Sari", "Budi"), ("A. Budi", "C. Sari"), ("Budi", "Hasan Basri")])
    def test_is_low_for_different_names(self, one: str, other: str) -> None:
        assert similarity(one, other).score < 0.5

    def test_orders_likely_before_less_likely(self) -> None:
        said = "Moh. Soleh"
        names = ("Muhammad Soleh", "Muhammad Saleh", "Ahmad Soleh", "Muhammad Salim", "Sari Wulandari")
        scores = [similarity(said, name).score for name in names]
        assert scores == sorted(scores, reverse=True)
        assert scores[0] > 0.95
        assert scores[-1] == 0

    def test_is_high_for_whatever_the_generator_writes(self) -> None:
        chance = random.Random(1)
        names = ("Budi Santoso", "Siti Nurhaliza Putri", "Muhammad Yusuf", "Sulastri", "Abdul Rahman Wahid")
        scores = [similarity(variant(name, chance).text, name).score for name in names for _ in range(60)]
        assert sum(score >= 0.75 for score in scores) >= 0.97 * len(scores)

    def test_takes_an_abbreviation_as_written_where_that_is_nearer(self) -> None:
        assert similarity("Moh Budi", "Moh. Budi").score == 1
        assert similarity("St Budi", "Sta Budi").score > 0.85

    @given(NAMES, NAMES)
    def test_is_between_0_and_1_and_the_same_from_both_sides(self, one: str, other: str) -> None:
        there, back = similarity(one, other), similarity(other, one)
        assert 0 <= there.score <= 1
        assert there.score == pytest.approx(back.score, abs=0.06)


class TestPartOfAName:
    @pytest.mark.parametrize("asked", ["Budi", "wijaya budi", "BUDI WIJAYA"])
    def test_is_said_by_words_that_stand_in_it(self, asked: str) -> None:
        assert says_part_of(asked, "Budi Wijaya")

    @pytest.mark.parametrize("asked", ["", "Yudi", "Budi Wijayanto"])
    def test_is_not_said_by_other_words(self, asked: str) -> None:
        assert not says_part_of(asked, "Budi Wijaya")
