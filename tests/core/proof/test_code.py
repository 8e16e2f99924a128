"""The code that finds a paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.problems import BadTerm
from loket.core.proof.code import VerificationCode, is_code
from loket.core.proof.letters import CROCKFORD


class TestVerificationCode:
    def test_is_never_the_same_twice(self) -> None:
        assert len({VerificationCode.new() for _ in range(1000)}) == 1000

    @given(st.text(CROCKFORD, min_size=12, max_size=12))
    def test_reads_as_it_is_printed(self, letters: str) -> None:
        assert VerificationCode.parse(str(VerificationCode(letters))) == VerificationCode(letters)

    def test_forgives_what_an_ear_or_an_eye_confuses(self) -> None:
        assert VerificationCode.parse(" 7k2m-94qx b3oi ") == VerificationCode("7K2M94QXB301")

    @pytest.mark.parametrize("text", ["", "7K2M-94QX-B3T", "7K2M-94QX-B3TD1", "7K2M-94QX-B3TÉ"])
    def test_of_another_shape_is_refused_in_words(self, text: str) -> None:
        with pytest.raises(BadTerm) as refused:
            VerificationCode.parse(text)
        assert refused.value.problem.id == "verification-code-shape"
        assert refused.value.problem.hint

    def test_in_its_one_spelling_has_no_hyphens(self) -> None:
        assert is_code("7K2M94QXB3TD")
        assert not is_code("7K2M-94QX-B3TD")
        assert not is_code("7k2m94qxb3td")
