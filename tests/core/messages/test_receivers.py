"""To whom a message goes is read in one form, and shown only by its end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.messages.receivers import language_in, mail_address, masked, phone_number
from loket.core.problems import BadTerm


class TestAPhone:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("0812 0000 0001", "+6281200000001"),
            ("+62 812-0000-0001", "+6281200000001"),
            ("6281200000001", "+6281200000001"),
            ("+60 12 345 6789", "+60123456789"),
        ],
    )
    def test_is_read_in_the_international_form(self, text: str, number: str) -> None:
        assert phone_number(text) == number

    @pytest.mark.parametrize("text", ["", "0812", "812345678901", "+62" + "1" * 20, "٠٨١٢٠٠٠٠٠٠٠١"])
    def test_that_cannot_be_dialled_is_refused(self, text: str) -> None:
        with pytest.raises(BadTerm):
            phone_number(text)


class TestAnAddress:
    def test_is_taken(self) -> None:
        assert mail_address(" sari@contoh.go.id ") == "sari@contoh.go.id"

    @pytest.mark.parametrize("text", ["", "sari", "a@b", "a@b.c, d@e.f", "a@b.c\nBcc: d@e.f", f"{'x' * 200}@contoh.id"])
    def test_that_is_none_or_two_is_refused(self, text: str) -> None:
        with pytest.raises(BadTerm):
            mail_address(text)


class TestMasked:
    @pytest.mark.parametrize(
        ("receiver", "shown"), [("+6281200000001", "•••001"), ("sari@contoh.id", "s•••@contoh.id"), ("", "")]
    )
    def test_shows_the_end_alone(self, receiver: str, shown: str) -> None:
        assert masked(receiver) == shown

    @given(st.from_regex(r"\+[0-9]{9,15}", fullmatch=True))
    def test_tells_three_digits_of_a_number(self, number: str) -> None:
        assert len(masked(number)) == 6


class TestALanguage:
    def test_is_one_that_there_are_words_in(self) -> None:
        assert [language_in(text) for text in ("id", "en")] == ["id", "en"]

    @pytest.mark.parametrize("text", ["", "ID", "jv", "id "])
    def test_is_no_other(self, text: str) -> None:
        with pytest.raises(BadTerm) as wrong:
            language_in(text)
        assert wrong.value.problem.field == "language"
