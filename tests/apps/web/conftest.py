"""Desks of the standing offices, on a Monday morning within office hours."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.apps import factories
from tests.apps.telephone import Telephone, enrolled
from tests.apps.web.desk import DeskBrowser
from tests.apps.web.visitor import Visitor


@pytest.fixture
def monday() -> Iterator[time_machine.Traveller]:
    """Monday 16 November 2026, an hour into the working day, standing still."""
    with time_machine.travel(factories.MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def budi(db: None, monday: object) -> DeskBrowser:
    """The counter of Bintan."""
    return DeskBrowser(factories.budi())


@pytest.fixture
def wati(db: None, monday: object) -> DeskBrowser:
    """The verifier (Kasi) of Bintan, who may reassign."""
    return DeskBrowser(factories.wati())


@pytest.fixture
def hadi(db: None, monday: object) -> DeskBrowser:
    """The head of Bintan, who signs."""
    return DeskBrowser(factories.hadi())


@pytest.fixture
def dewi(db: None, monday: object) -> DeskBrowser:
    """The counter of Pontianak: another office."""
    return DeskBrowser(factories.dewi())


@pytest.fixture
def verifier(db: None, monday: object) -> Visitor:
    """The verifier of Bintan, at the door."""
    return Visitor(factories.wati())


@pytest.fixture
def telephone(verifier: Visitor) -> Telephone:
    """The telephone that the verifier has enrolled."""
    return enrolled(verifier.officer)


@pytest.fixture
def inside(verifier: Visitor, telephone: Telephone) -> Visitor:
    """The verifier, who has signed in with both."""
    verifier.gives_password()
    assert verifier.gives_code(telephone.shows(factories.MONDAY)).location == "/"
    return verifier
