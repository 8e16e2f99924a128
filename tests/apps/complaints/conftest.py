"""The clock of complaints in tests."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.apps.factories import MONDAY


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=True) as clock:
        yield clock
