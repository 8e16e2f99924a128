"""A server of its own, Debian's Chromium, and a desk for every person who takes part."""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, StorageState, ViewportSize, expect, sync_playwright

from tests.journeys.backroom import Backroom, Kin, backroom
from tests.journeys.inspection import Inspection
from tests.journeys.judged import Judged
from tests.journeys.personas import OfficerDesk
from tests.journeys.public import Walk, opens_everything
from tests.journeys.server import DemoServer, copy_of_founded, serving

# The same engine without windows, where it is installed, works a fifth faster.
_WITHOUT_WINDOWS = Path("/usr/bin/chromium-headless-shell")
CHROMIUM = _WITHOUT_WINDOWS if _WITHOUT_WINDOWS.exists() else Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A folder for pictures of every whole page; without one, the screens of a journey that fails are kept among its files.
PICTURES = os.environ.get("LOKET_SCREENSHOTS", "")
DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=360, height=740)
# Milliseconds. A deadline measures the machine: it is long, and met at once where all is well.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
AtDesk = Callable[..., OfficerDesk]
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A journey that fails leaves the pictures of its screens."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def of_all_workers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, of_all_workers: Path) -> Iterator[DemoServer]:
    """The five demo offices, served; whatever the journeys did, nothing broke inside."""
    home = tmp_path_factory.mktemp("kantor")
    copy_of_founded(of_all_workers / "founded", home)
    with serving(home) as demo:
        yield demo
        assert "Traceback" not in demo.log.read_text("utf-8")


@pytest.fixture(scope="session")
def behind(server: DemoServer) -> Iterator[Backroom]:
    """Who does in the server's environment what nobody watches at a screen."""
    with backroom(server) as opened:
        yield opened


@pytest.fixture(scope="session")
def kin(behind: Backroom) -> dict[str, Kin]:
    """The families that the journeys happen to, by the names in `residents.py`; each is for one journey only."""
    return behind.residents()


@pytest.fixture(scope="session")
def badges() -> dict[str, StorageState]:
    """The sessions of officers who have signed in once: they need not do so in every journey."""
    return {}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all journeys; each person has a window that shares nothing with the others."""
    if not CHROMIUM.exists():
        raise pytest.UsageError(f"The journeys need {CHROMIUM} (apt-get install chromium).")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def walked(server: DemoServer, browser: Browser, behind: Backroom) -> tuple[Walk, StorageState]:
    """Every page that is open to everyone, by the name of its route, and the cookies of the citizen who has opened them."""
    context = browser.new_context(
        base_url=server.address, viewport=PHONE, locale="id-ID", java_script_enabled=False, service_workers="block"
    )
    context.set_default_timeout(PATIENCE)
    walk = opens_everything(context.new_page(), behind)
    cookies = context.storage_state()
    context.close()
    return walk, cookies


@pytest.fixture(scope="session")
def judged(of_all_workers: Path) -> Judged:
    """What axe has judged: a page that is built the same need not be judged again."""
    folder = of_all_workers / "judged"
    folder.mkdir(exist_ok=True)
    return Judged(folder)


@pytest.fixture
def screenshots(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where the pictures of this journey go."""
    folder = Path(PICTURES) / request.node.name if PICTURES else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def screen() -> ViewportSize:
    """The size of everyone's screen; a journey may ask for another."""
    return DESKTOP


@pytest.fixture
def at_desk(
    server: DemoServer,
    browser: Browser,
    badges: dict[str, StorageState],
    judged: Judged,
    request: pytest.FixtureRequest,
    screenshots: Path,
    screen: ViewportSize,
) -> Iterator[AtDesk]:
    """`at_desk("bintan.budi")`: that officer, signed in. At the end every page they opened was looked at."""
    desks: dict[str, OfficerDesk] = {}
    inspections: list[Inspection] = []
    contexts = []

    def sit_down(username: str) -> OfficerDesk:
        if username not in desks:
            badge = badges.get(username)
            context = browser.new_context(
                base_url=server.address, viewport=screen, locale="id-ID", storage_state=badge, service_workers="block"
            )
            contexts.append(context)
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            inspection = Inspection(page, screenshots, username, judged, whole_pages=bool(PICTURES))
            inspections.append(inspection)
            desks[username] = OfficerDesk(page, inspection)
            if badge:
                desks[username].visit("/masuk/")
            # Left alone for a quarter of an hour, or given another token by a code, a badge opens nothing more.
            if not badge or "/masuk/" in page.url:
                desks[username].sign_in(username)
                badges[username] = context.storage_state()
        return desks[username]

    try:
        yield sit_down
        for inspection in inspections:
            inspection.finish()
    finally:
        if request.node.stash.get(FAILED, False):
            for inspection in inspections:
                inspection.picture()
        for context in contexts:
            context.close()


@pytest.fixture
def outsider(server: DemoServer, browser: Browser, screenshots: Path, judged: Judged) -> Iterator[OfficerDesk]:
    """Somebody with a telephone and no account. At the end every page they opened was looked at."""
    context = browser.new_context(base_url=server.address, viewport=PHONE, locale="id-ID", service_workers="block")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    inspection = Inspection(page, screenshots, "orang-luar", judged, whole_pages=bool(PICTURES))
    yield OfficerDesk(page, inspection)
    inspection.finish()
    context.close()
