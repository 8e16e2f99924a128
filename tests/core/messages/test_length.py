"""How many short messages a text is, as the network counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.messages.length import SmsLength, sms_length


class TestSmsLength:
    @pytest.mark.parametrize(
        ("text", "units", "parts", "narrow"),
        [
            ("", 0, 0, True),
            ("a" * 160, 160, 1, True),
            ("a" * 161, 161, 2, True),
            ("a" * 306, 306, 2, True),
            ("a" * 307, 307, 3, True),
            ("€" * 80, 160, 1, True),
            ("a" * 152 + "€" + "a" * 10, 164, 2, True),
            ("–" * 70, 70, 1, False),
            ("–" * 71, 71, 2, False),
            ("a" * 135 + "’", 136, 3, False),
            ("😀" * 35, 70, 1, False),
        ],
    )
    def test_is_as_the_network_counts(self, text: str, units: int, parts: int, narrow: bool) -> None:
        assert sms_length(text) == SmsLength(units, parts, narrow)

    def test_does_not_part_a_sign_of_two_places(self) -> None:
        assert sms_length("a" * 152 + "€" + "a" * 152).parts == 3

    @given(st.text(max_size=400))
    def test_needs_as_many_parts_as_its_places_at_least(self, text: str) -> None:
        found = sms_length(text)
        assert found.parts * (160 if found.narrow else 70) >= found.units
