"""The site on the screen of a telephone: what it is called, what is shown where there is no line, and what is never kept."""

import json
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.backroom import Backroom
from tests.journeys.conftest import PATIENCE, PHONE
from tests.journeys.public import Walk, follows
from tests.journeys.server import DemoServer

_KEPT = """async () => {
    const found = {};
    for (const name of await caches.keys()) {
        const kept = await caches.open(name);
        for (const asked of await kept.keys())
            found[new URL(asked.url).pathname] = await (await kept.match(asked)).text();
    }
    return found;
}"""
_READY = "async () => (await navigator.serviceWorker.ready).active.state"
LOOK = {"/luring/", "/static/loket/loket.css", "/static/web/portal.css", "/static/loket/icon.svg"}


@pytest.fixture
def context(server: DemoServer, browser: Browser) -> Iterator[BrowserContext]:
    """A telephone whose browser may keep what the site asks it to keep."""
    opened = browser.new_context(base_url=server.address, viewport=PHONE, locale="id-ID")
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A window in which the worker is at work."""
    opened = context.new_page()
    opened.goto("/layanan/")
    assert opened.evaluate(_READY) in {"activating", "activated"}
    opened.wait_for_function("() => navigator.serviceWorker.controller")
    return opened


class TestWithoutALine:
    def test_a_page_says_what_to_do_and_the_next_one_comes_when_the_line_is_back(
        self, context: BrowserContext, page: Page
    ) -> None:
        context.set_offline(True)
        page.goto("/layanan/bintan/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tidak ada sambungan")
        assert page.evaluate("getComputedStyle(document.querySelector('.top')).backgroundColor") != "rgba(0, 0, 0, 0)"
        context.set_offline(False)
        page.reload()
        expect(page.get_by_role("main")).to_contain_text("Kartu Keluarga")

    def test_a_form_that_was_sent_is_not_lost(self, context: BrowserContext, page: Page) -> None:
        page.goto("/lacak/")
        page.get_by_label("Nomor resi").fill("7K2M-94QX-B3TD")
        page.get_by_label("Tanggal lahir pemohon").fill("4821")
        context.set_offline(True)
        page.get_by_role("button", name="Lihat").click()
        expect(page.get_by_role("main")).to_contain_text("Kembali dan kirim lagi")
        context.set_offline(False)
        page.go_back()
        page.get_by_label("Nomor resi").fill("7K2M-94QX-B3TD")
        page.get_by_label("Tanggal lahir pemohon").fill("4821")
        page.get_by_role("button", name="Lihat").click()
        expect(page.get_by_role("main")).to_contain_text("tidak cocok")


class TestWhatIsKept:
    def test_is_the_look_and_one_page_without_data(self, page: Page, behind: Backroom) -> None:
        walk = Walk()
        follows(page, walk, *behind.handed_over("bintan"))
        page.goto("/ajukan/")
        page.goto("/masuk/")
        kept = page.evaluate(_KEPT)
        assert set(kept) == LOOK
        assert "csrf" not in kept["/luring/"]
        assert "<form" not in kept["/luring/"]

    def test_does_not_change_what_the_server_says(self, page: Page) -> None:
        asked = page.goto("/static/web/portal.css")
        assert asked is not None
        assert asked.status in {200, 304}


class TestTheManifest:
    def test_names_the_site_and_pictures_that_are_there(self, page: Page) -> None:
        address = page.locator("link[rel=manifest]").get_attribute("href")
        assert address is not None
        answer = page.request.get(address)
        assert answer.headers["content-type"] == "application/manifest+json"
        told = json.loads(answer.body())
        assert (told["short_name"], told["start_url"], told["lang"]) == ("Loket", "/layanan/", "id")
        sides = {}
        for icon in told["icons"]:
            picture = page.request.get(icon["src"])
            assert (picture.status, picture.headers["content-type"]) == (200, icon["type"])
            if icon["type"] == "image/png":
                sides[icon["src"]] = f"{Image.open(BytesIO(picture.body())).width}"
                assert icon["sizes"].startswith(sides[icon["src"]])
        assert {"192", "512"} <= set(sides.values())
        for shortcut in told["shortcuts"]:
            assert page.request.get(shortcut["url"]).status == 200

    def test_is_taken_by_the_browser(self, context: BrowserContext, page: Page) -> None:
        line = context.new_cdp_session(page)
        told = line.send("Page.getAppManifest")
        assert told["errors"] == []
        assert told["url"].endswith("/manifest.webmanifest")
