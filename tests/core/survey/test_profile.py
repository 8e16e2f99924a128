"""What a respondent says of himself, and the numbers that a remark loses."""

import pytest

from loket.core.survey.profile import LONGEST_REMARK, Profile, is_form, without_numbers


class TestAProfile:
    def test_may_be_empty(self) -> None:
        assert Profile().is_known

    def test_is_of_the_questionnaire(self) -> None:
        assert Profile("P", "25-34", "s1", "pns").is_known

    @pytest.mark.parametrize("field", ["sex", "age", "education", "occupation"])
    def test_with_an_answer_of_its_own_is_none(self, field: str) -> None:
        assert not Profile(**{field: "x"}).is_known


class TestAForm:
    @pytest.mark.parametrize("answers", [{"waktu": 1}, {"waktu": 4, "biaya": 2}])
    def test_has_an_answer(self, answers: dict[str, int]) -> None:
        assert is_form(answers)

    @pytest.mark.parametrize("answers", [{}, {"waktu": 0}, {"waktu": 5}, {"cuaca": 3}, {"waktu": 3, "cuaca": 3}])
    def test_without_or_with_a_strange_one_is_none(self, answers: dict[str, int]) -> None:
        assert not is_form(answers)


class TestARemark:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("Cepat,\n terima  kasih", "Cepat, terima kasih"),
            ("NIK 9901 0141 0190 0001 salah", "NIK *** salah"),
            ("hubungi 0812-0000-0001.", "hubungi ***."),
            ("datang 3 kali, 2 jam", "datang 3 kali, 2 jam"),
            ("a\0b", "a b"),
            ("", ""),
        ],
    )
    def test_loses_numbers_of_people(self, typed: str, kept: str) -> None:
        assert without_numbers(typed) == kept

    def test_is_not_endless(self) -> None:
        assert len(without_numbers("a" * 9000)) == LONGEST_REMARK
