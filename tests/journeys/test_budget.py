"""What a page of the public weighs on the line, at the first visit of a telephone, and how long it takes over 2G: the first is held, both are told."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, StorageState

from tests.journeys.conftest import PATIENCE, PHONE
from tests.journeys.public import NO_PAGES, Walk, public_routes
from tests.journeys.server import DemoServer

pytestmark = pytest.mark.long


HEAVIEST_BYTES = 60 * 1024
# GPRS as Chrome's own tools had it: 300 ms each way, 50 kbit/s down, 20 up.
SLOW_LINE = {"offline": False, "latency": 300, "downloadThroughput": 50 * 1024 / 8, "uploadThroughput": 20 * 1024 / 8}
_USABLE = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
# Over the slow line every page costs seconds; these stand for their kinds.
OVER_2G = {"portal:offices", "portal:service", "portal:track", "portal:home-papers", "portal:survey", "sign-in"}
Visit = Callable[[], tuple[Page, CDPSession]]


@dataclass
class Weighed:
    """Bytes as they came over the line, headers included, and milliseconds over 2G."""

    document: int = 0
    rest: int = 0
    requests: int = 0
    usable: float = 0

    @property
    def bytes(self) -> int:
        """All of them."""
        return self.document + self.rest


@pytest.fixture
def visit(server: DemoServer, browser: Browser, walked: tuple[Walk, StorageState]) -> Iterator[Visit]:
    """A telephone that has nothing of this site but its cookies."""
    contexts = []

    def opened() -> tuple[Page, CDPSession]:
        context = browser.new_context(
            base_url=server.address, viewport=PHONE, locale="id-ID", storage_state=walked[1], service_workers="block"
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        return page, line

    yield opened
    for context in contexts:
        context.close()


def weighed(visit: Visit, address: str, *, slow: bool) -> Weighed:
    """Open the page with nothing kept, over a slow line or the one there is."""
    page, line = visit()
    found, kinds = Weighed(), {}
    if slow:
        line.send("Network.emulateNetworkConditions", SLOW_LINE)

    def answered(told: dict[str, Any]) -> None:
        kinds[told["requestId"]] = told["type"]

    def finished(told: dict[str, Any]) -> None:
        found.requests += 1
        if kinds.get(told["requestId"]) == "Document":
            found.document += int(told["encodedDataLength"])
        else:
            found.rest += int(told["encodedDataLength"])

    line.on("Network.responseReceived", answered)
    line.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="load")
    if slow:
        found.usable = page.evaluate(_USABLE)
    page.context.close()
    return found


def told_of(milliseconds: float) -> str:
    """Seconds, for people."""
    return f"{milliseconds / 1000:.1f}" if milliseconds else ""


def tell(line: str) -> None:
    """To whoever runs the tests."""
    sys.stdout.write(f"{line}\n")


class TestThePublicPages:
    def test_are_all_in_the_list(self, walked: tuple[Walk, StorageState]) -> None:
        known = set(walked[0].addresses) | set(NO_PAGES)
        assert public_routes() - known == set()
        assert known - public_routes() == set()

    def test_weigh_little_at_the_first_visit(
        self, visit: Visit, walked: tuple[Walk, StorageState], capsys: pytest.CaptureFixture[str]
    ) -> None:
        found = {
            name: weighed(visit, address, slow=name in OVER_2G) for name, address in sorted(walked[0].addresses.items())
        }
        with capsys.disabled():
            tell(f"\n{'page, first visit':28}{'KiB':>7}{'page':>7}{'rest':>7}{'files':>7}{'usable on 2G, s':>17}")
            for name, one in found.items():
                parts = "".join(f"{size / 1024:7.1f}" for size in (one.bytes, one.document, one.rest))
                tell(f"{name:28}{parts}{one.requests:7}{told_of(one.usable):>17}")
        assert {name: one.bytes for name, one in found.items() if one.bytes > HEAVIEST_BYTES} == {}
        assert all(one.document for one in found.values())
