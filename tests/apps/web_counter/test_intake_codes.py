"""The two letters by which the counter chooses a service."""

from hypothesis import given
from hypothesis import strategies as st

from loket.web.desk.intake.codes import shortcut_codes

keys = st.from_regex(r"[a-z][a-z0-9]{1,9}", fullmatch=True)


class TestShortcutCodes:
    def test_are_the_letters_a_clerk_would_guess(self) -> None:
        codes = shortcut_codes(["kk", "ktp-el", "skpwni", "skdwni"])
        assert codes == {"kk": "KK", "ktp-el": "KT", "skpwni": "SP", "skdwni": "SD"}

    def test_do_not_depend_on_what_is_listed_twice(self) -> None:
        assert shortcut_codes(["kk", "kk"]) == {"kk": "KK"}

    def test_fall_back_to_a_digit_for_names_within_names(self) -> None:
        assert shortcut_codes(["kk", "kkk", "kkkk"])["kk"] == "K1"

    @given(st.lists(keys, max_size=6, unique=True))
    def test_are_two_signs_and_never_shared(self, services: list[str]) -> None:
        codes = list(shortcut_codes(services).values())
        assert all(len(code) == 2 for code in codes)
        assert len(set(codes)) == len(services)
