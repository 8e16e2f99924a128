"""The smallest sample, against the printed table."""

import pytest

from loket.core.survey.sample import smallest_sample

PRINTED = {
    10: 10,
    15: 14,
    20: 19,
    25: 24,
    30: 28,
    40: 36,
    50: 44,
    60: 52,
    70: 59,
    80: 66,
    90: 73,
    100: 80,
    120: 92,
    150: 108,
    180: 123,
    200: 132,
    250: 152,
    300: 169,
    400: 196,
    500: 217,
    600: 234,
    750: 254,
    1000: 278,
    1500: 306,
    2000: 322,
    2500: 333,
    3000: 341,
    4000: 351,
    5000: 357,
    7500: 365,
    10_000: 370,
    15_000: 375,
    20_000: 377,
    30_000: 379,
    40_000: 380,
    50_000: 381,
    75_000: 382,
    100_000: 383,
    1_000_000: 384,
}


class TestTheSmallestSample:
    @pytest.mark.parametrize(("served", "asked"), PRINTED.items())
    def test_is_the_printed_one(self, served: int, asked: int) -> None:
        assert smallest_sample(served) == asked

    def test_never_asks_more_than_were_served(self) -> None:
        assert [smallest_sample(served) for served in range(4)] == [0, 1, 2, 3]
        assert all(smallest_sample(n) <= n for n in range(1, 2000))
        assert all(smallest_sample(n) <= smallest_sample(n + 1) for n in range(1, 2000))

    def test_knows_no_negative_number(self) -> None:
        with pytest.raises(ValueError, match="-1"):
            smallest_sample(-1)
