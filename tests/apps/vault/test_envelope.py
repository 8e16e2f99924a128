"""The form of what is sealed, byte by byte."""

import secrets

import pytest

from loket.vault.envelope import NotOpened, number_in, opened, sealed, unwrapped, wrapped

KEY = bytes(range(32))
CLEAR = b"Disabilitas fisik"


class TestSealed:
    def test_opens_for_the_same_owner_and_kind(self) -> None:
        content = sealed(KEY, 7, "penduduk:1\nbiodata", CLEAR)
        assert number_in(content) == 7
        assert opened(KEY, "penduduk:1\nbiodata", content) == CLEAR
        assert CLEAR not in content

    def test_is_never_twice_the_same(self) -> None:
        assert sealed(KEY, 7, "x", CLEAR) != sealed(KEY, 7, "x", CLEAR)

    @pytest.mark.parametrize("bound_to", ["penduduk:2\nbiodata", "penduduk:1\npindaian", "", "penduduk:1\nbiodata "])
    def test_opens_for_nobody_and_as_nothing_else(self, bound_to: str) -> None:
        with pytest.raises(NotOpened):
            opened(KEY, bound_to, sealed(KEY, 7, "penduduk:1\nbiodata", CLEAR))

    def test_with_any_bit_changed_does_not_open(self) -> None:
        content = sealed(KEY, 7, "x", CLEAR)
        for place in range(len(content) * 8):
            changed = bytearray(content)
            changed[place // 8] ^= 1 << place % 8
            with pytest.raises(NotOpened):
                opened(KEY, "x", bytes(changed))

    @pytest.mark.parametrize("content", [b"", b"LKT1", b"%PDF-1.7 " * 9])
    def test_what_was_never_sealed_does_not_open(self, content: bytes) -> None:
        with pytest.raises(NotOpened):
            opened(KEY, "x", content)


class TestWrapped:
    def test_opens_with_the_same_key_for_the_same_owner(self) -> None:
        kek = secrets.token_bytes(32)
        assert unwrapped(kek, "penduduk:1", wrapped(kek, "penduduk:1", KEY)) == KEY
        for other_kek, owner in ((secrets.token_bytes(32), "penduduk:1"), (kek, "penduduk:2")):
            with pytest.raises(NotOpened):
                unwrapped(other_kek, owner, wrapped(kek, "penduduk:1", KEY))
