"""Programs that call the API, each with the token of an officer."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.apps import factories
from tests.apps.api.programs import NOW, Program, program


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def budi(db: None) -> Program:
    """A program that may do all that the loket officer of Bintan may."""
    return program(factories.budi())


@pytest.fixture
def wati(db: None) -> Program:
    """The same for the verifier."""
    return program(factories.wati())


@pytest.fixture
def dewi(db: None) -> Program:
    """The same for an officer of another office."""
    return program(factories.dewi())
