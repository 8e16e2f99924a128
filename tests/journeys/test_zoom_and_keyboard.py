"""Public pages, and what they answer to mistakes, at twice their size and without a mouse."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, StorageState, ViewportSize

from tests.journeys.conftest import PATIENCE, PHONE
from tests.journeys.inspection import AXE_SCRIPT
from tests.journeys.public import Walk
from tests.journeys.server import DemoServer

pytestmark = pytest.mark.long


# 640 pixels seen at 200 %, and 1280 at 400 %: WCAG 1.4.10 asks that nothing scrolls sideways at 320.
NARROW = ViewportSize(width=320, height=512)
# How much wider the page is than the screen, and what sticks out of it.
_WIDE = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const out = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > room + 1);
    return [document.documentElement.scrollWidth - room, ...out.slice(-2).map((one) => one.outerHTML.slice(0, 160))];
}"""
# Text alone twice as large, as a browser's setting for letters does it (WCAG 1.4.4); what is cut off hides its end.
_LARGE_TEXT = """() => {
    document.documentElement.style.fontSize = "200%";
    const cut = [...document.querySelectorAll("main *, header *, footer *")].filter((one) => {
        const own = getComputedStyle(one);
        return one.childElementCount === 0 && one.textContent.trim() && own.position !== "absolute"
            && (own.overflowX === "hidden" || own.overflowY === "hidden")
            && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
    });
    return cut.map((one) => one.outerHTML.slice(0, 120));
}"""
# Everything a mouse could press, but radio buttons of one name, which are one stop.
_STOPS = """() => {
    const seen = new Set();
    return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((one) => {
        if (one.disabled || one.type === "hidden" || !one.checkVisibility({visibilityProperty: true})) return false;
        if (one.type !== "radio") return true;
        const group = `${one.form?.id} ${one.name}`;
        return !seen.has(group) && seen.add(group);
    }).length;
}"""
# Where the keyboard is: a name for the element, whether something shows it, where it stands in the document.
_FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const own = getComputedStyle(one);
    const ring = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const label = one.labels?.[0] ? getComputedStyle(one.labels[0]) : null;
    const box = one.getBoundingClientRect();
    const order = [...document.querySelectorAll("*")].indexOf(one);
    const hidden = box.bottom <= 0 || box.right <= 0;
    return {order, html: one.outerHTML.slice(0, 120), ring: ring(own) || own.boxShadow !== "none" || (label && ring(label)), hidden};
}"""
Opened = Callable[[ViewportSize], Page]


@pytest.fixture
def opened(server: DemoServer, browser: Browser, walked: tuple[Walk, StorageState]) -> Iterator[Opened]:
    """A window of this size, of the citizen who has opened every page."""
    contexts = []

    def window(size: ViewportSize) -> Page:
        context = browser.new_context(
            base_url=server.address, viewport=size, locale="id-ID", storage_state=walked[1], service_workers="block"
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    yield window
    for context in contexts:
        context.close()


def presses(page: Page, name: str) -> None:
    """Press a button of the page, and wait for what it leads to."""
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


MISTAKES: dict[str, str] = {
    "portal:track": "Lihat",
    "portal:home": "Buka",
    "portal:home-lost": "Kirim kode",
    "portal:home-mandates": "Beri kuasa",
    "portal:complain": "Kirim pengaduan",
    "portal:complaint-track": "Lihat",
    "portal:home-questions": "",
    "portal:home-applicant": "",
    "portal:home-papers": "Lanjut",
    "portal:home-review": "Kirim permohonan",
    "portal:home-correct": "Kirim perbaikan",
    "portal:queue-take": "Pesan",
    "portal:survey": "Kirim",
    "sign-in": "Masuk",
}


def states(page: Page, walk: Walk) -> Iterator[str]:
    """Every page, and then what each form answers when it is sent as it is; the page shows what is named."""
    for name, address in sorted(walk.addresses.items()):
        page.goto(address)
        yield name
        if button := MISTAKES.get(name, ""):
            presses(page, button)
            yield f"{name}, mistaken"
    page.goto("/ajukan/kode-hilang/")
    page.get_by_label("Nomor resi").fill("7K2M-94QX-B3TD")
    page.get_by_label("Nomor telepon").fill("0812 3456 7890")
    presses(page, "Kirim kode")
    yield "portal:home-lost-code"
    for address, name in (("/layanan/tidak-ada/", "not found"), ("/antrean/pontianak-kita/", "no such office")):
        page.goto(address)
        yield name


class TestTwiceTheSize:
    def test_nothing_is_wider_than_the_screen(self, opened: Opened, walked: tuple[Walk, StorageState]) -> None:
        page = opened(NARROW)
        wide = {name: told for name in states(page, walked[0]) if (told := page.evaluate(_WIDE))}
        assert wide == {}

    def test_large_letters_cut_nothing_off(self, opened: Opened, walked: tuple[Walk, StorageState]) -> None:
        page = opened(PHONE)
        found: dict[str, Any] = {}
        for name in states(page, walked[0]):
            if told := [*page.evaluate(_LARGE_TEXT), *page.evaluate(_WIDE)]:
                found[name] = told
        assert found == {}


class TestTheKeyboard:
    def test_reaches_everything_in_order_and_is_seen(self, opened: Opened, walked: tuple[Walk, StorageState]) -> None:
        page = opened(PHONE)
        faults: dict[str, Any] = {}
        for name in states(page, walked[0]):
            if fault := walked_by_tab(page):
                faults[name] = fault
        assert faults == {}

    def test_skips_to_the_content(self, opened: Opened) -> None:
        page = opened(PHONE)
        page.goto("/layanan/bintan/")
        page.keyboard.press("Tab")
        assert page.evaluate(_FOCUS)["hidden"] is False
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "isi"


class TestMistakes:
    def test_are_told_accessibly(self, opened: Opened, walked: tuple[Walk, StorageState]) -> None:
        page = opened(PHONE)
        found: dict[str, Any] = {}
        for name in states(page, walked[0]):
            page.evaluate(AXE_SCRIPT)
            told = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
            if told:
                found[name] = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in told]
        assert found == {}


def walked_by_tab(page: Page) -> dict[str, Any]:
    """From the top of the page with Tab until it leaves: what was missed, out of order, or not to be seen."""
    page.evaluate("() => { document.activeElement?.blur(); getSelection()?.removeAllRanges(); scrollTo(0, 0); }")
    page.evaluate(
        "() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); }"
    )
    wanted: int = page.evaluate(_STOPS)
    met: list[dict[str, Any]] = []
    for _ in range(wanted + 3):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS)
        if focus is None or (met and focus["order"] == met[0]["order"]):
            break
        met.append(focus)
    orders = [one["order"] for one in met]
    faults: dict[str, Any] = {}
    if len(set(orders)) != wanted:
        faults["reached"] = (len(set(orders)), wanted, [one["html"] for one in met])
    if orders != sorted(orders):
        faults["order"] = [one["html"] for one in met]
    if unseen := [one["html"] for one in met if not one["ring"] or one["hidden"]]:
        faults["unseen"] = unseen
    return faults
