"""The codes of a telephone, held against the vectors of RFC 4226 and RFC 6238."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.totp import DIGITS, STEP_SECONDS, code_at, step_at, step_of

SECRET = b"12345678901234567890"
NOW = 1_111_111_109
NONE_USED = -1


class TestCodeAt:
    @pytest.mark.parametrize(
        ("seconds", "code"),
        [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ],
    )
    def test_equals_the_vectors_of_rfc_6238(self, seconds: int, code: str) -> None:
        assert code_at(SECRET, step_at(seconds), 8) == code

    @pytest.mark.parametrize(
        ("counter", "code"),
        list(
            enumerate(
                ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
            )
        ),
    )
    def test_equals_the_vectors_of_rfc_4226(self, counter: int, code: str) -> None:
        assert code_at(SECRET, counter) == code

    def test_has_none_before_1970(self) -> None:
        with pytest.raises(ValueError, match="1970"):
            code_at(SECRET, -1)


class TestStepOf:
    @pytest.mark.parametrize("drift", [-1, 0, 1])
    def test_takes_the_present_code_and_its_neighbours(self, drift: int) -> None:
        step = step_at(NOW) + drift
        assert step_of(SECRET, code_at(SECRET, step), NOW, after=NONE_USED) == step

    @pytest.mark.parametrize("drift", [-2, 2])
    def test_refuses_a_clock_that_is_a_minute_off(self, drift: int) -> None:
        assert step_of(SECRET, code_at(SECRET, step_at(NOW) + drift), NOW, after=NONE_USED) is None

    def test_refuses_a_used_code_and_every_earlier_one(self) -> None:
        step = step_at(NOW)
        assert step_of(SECRET, code_at(SECRET, step), NOW, after=step) is None
        assert step_of(SECRET, code_at(SECRET, step - 1), NOW, after=step) is None
        assert step_of(SECRET, code_at(SECRET, step + 1), NOW, after=step) == step + 1

    @pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "１２３４５６", "²²²²²²"])
    def test_refuses_what_is_no_code(self, typed: str) -> None:
        assert step_of(SECRET, typed, NOW, after=NONE_USED) is None

    def test_works_in_the_first_half_minute(self) -> None:
        assert step_of(SECRET, code_at(SECRET, 0), 0, after=NONE_USED) == 0

    @given(st.binary(min_size=16, max_size=32), st.integers(0, 2**40))
    def test_takes_at_any_time_what_the_telephone_shows(self, secret: bytes, seconds: int) -> None:
        code = code_at(secret, step_at(seconds))
        assert len(code) == DIGITS
        found = step_of(secret, code, seconds, after=NONE_USED)
        assert found is not None
        assert abs(found - seconds // STEP_SECONDS) <= 1
