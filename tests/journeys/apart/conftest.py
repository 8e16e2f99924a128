"""
Journeys that would be in the way of all others: the head of the office is away, or signs elsewhere. Each module has offices
of its own here, at an address that the public knows.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import StorageState

from tests.journeys.backroom import Backroom, Kin, backroom
from tests.journeys.server import DemoServer, copy_of_founded, serving


@pytest.fixture(scope="module")
def settings() -> Mapping[str, str]:
    """What this installation sets, by its names in the environment; a module may set more."""
    return {}


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, of_all_workers: Path, settings: Mapping[str, str]
) -> Iterator[DemoServer]:
    """The demo offices of this module alone."""
    home = tmp_path_factory.mktemp("kantor")
    copy_of_founded(of_all_workers / "founded", home)
    with serving(home, public=True, settings=settings) as demo:
        yield demo
        assert "Traceback" not in demo.log.read_text("utf-8")


@pytest.fixture(scope="module")
def behind(server: DemoServer) -> Iterator[Backroom]:
    """Who works there behind the screens."""
    with backroom(server) as opened:
        yield opened


@pytest.fixture(scope="module")
def kin(behind: Backroom) -> dict[str, Kin]:
    """The families of these offices."""
    return behind.residents()


@pytest.fixture(scope="module")
def badges() -> dict[str, StorageState]:
    """Who has signed in at these offices."""
    return {}
