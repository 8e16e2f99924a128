"""The line between a desk and its server, when it is not a good one."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page


@contextmanager
def slow(page: Page, milliseconds: int = 400) -> Iterator[None]:
    """Within the block every answer comes this much later."""
    devtools = page.context.new_cdp_session(page)
    unlimited = {"offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", {**unlimited, "latency": milliseconds})
    yield
    devtools.send("Network.emulateNetworkConditions", {**unlimited, "latency": 0})
    devtools.detach()
