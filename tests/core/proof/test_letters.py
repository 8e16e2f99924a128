"""Bytes and their letters are one to one."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.proof.letters import CROCKFORD, bytes_of, letters_of


class TestLettersOfBytes:
    @given(st.binary(max_size=80))
    def test_read_back_as_the_same_bytes(self, data: bytes) -> None:
        assert bytes_of(letters_of(data), len(data)) == data

    @given(st.text(CROCKFORD, max_size=12), st.integers(0, 8))
    def test_have_no_second_spelling(self, letters: str, size: int) -> None:
        try:
            data = bytes_of(letters, size)
        except ValueError:
            return
        assert letters_of(data) == letters

    def test_of_one_byte_are_all_different_and_no_others_are_read(self) -> None:
        spelled = {letters_of(bytes([value])) for value in range(256)}
        read = set()
        for pair in map("".join, itertools.product(CROCKFORD, repeat=2)):
            try:
                read.add(letters_of(bytes_of(pair, 1)))
            except ValueError:
                assert pair not in spelled
        assert read == spelled
        assert len(spelled) == 256

    @pytest.mark.parametrize("letters", ["0", "000", "0O", "0l", "é0", "01"], ids=ascii)
    def test_of_another_length_or_alphabet_are_refused(self, letters: str) -> None:
        with pytest.raises(ValueError, match=r"letters of so many|more than the bytes"):
            bytes_of(letters, 1)
