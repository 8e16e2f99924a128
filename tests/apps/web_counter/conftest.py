"""Officers at their desks on a Monday morning, each with a browser that needs no script."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from tests.apps import factories
from tests.apps.candid import CandidClient

At = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(factories.MONDAY, tick=True):
        yield


@pytest.fixture
def at(db: None) -> At:
    """The browser of an officer, by user name."""

    def signed_in(username: str) -> Client:
        client = CandidClient()
        client.force_login(User.objects.get(username=username))
        return client

    return signed_in


@pytest.fixture
def budi(at: At) -> Client:
    """The loket officer of Bintan."""
    return at("bintan.budi")


@pytest.fixture
def wati(at: At) -> Client:
    """The verifier (Kasi) of Bintan."""
    return at("bintan.wati")


@pytest.fixture
def hadi(at: At) -> Client:
    """The head of Bintan, who signs."""
    return at("bintan.hadi")


@pytest.fixture
def dewi(db: None) -> Client:
    """An officer of another office: the counter of Pontianak."""
    client = CandidClient()
    client.force_login(User.objects.get(person__pk=factories.dewi().person))
    return client
