"""
What every visited page must be, whoever visits it: accessible, quiet, light, and no wider than the screen.

A page that was loaded and left without a look is a fault of the journey, so none is forgotten.
"""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page

from tests.journeys.judged import Judged

AXE_SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
# A question that the page asked on its own is dropped when a newer one, or the next page, makes it pointless; and a journey may
# cut the line itself.
# Its worker would keep files of one journey for the next.
_DROPPED = (
    "htmx:sendAbort",
    "htmx:afterRequest",
    "Failed to load resource: net::ERR_INTERNET_DISCONNECTED",
    "Service Worker registration blocked by Playwright",
)
HEAVIEST_BYTES = 150 * 1024
# The document's own status is judged apart; the browser repeats any other than 2xx as a console error.
_STATUS_ECHO = "Failed to load resource: the server responded with a status of"
_FACTS = """() => {
    const [document_] = performance.getEntriesByType("navigation");
    const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
    const doubled = ids.filter((id, at) => ids.indexOf(id) !== at);
    const references = "for aria-controls aria-describedby aria-labelledby aria-owns aria-errormessage".split(" ");
    const pointless = references.flatMap((name) => [...document.querySelectorAll(`[${name}]`)]
        .flatMap((one) => one.getAttribute(name).split(/\\s+/).filter((id) => id && !document.getElementById(id))));
    const parts = performance.getEntriesByType("resource").filter((part) => /\\.(css|js)(\\?|$)/.test(part.name));
    return {
        status: document_.responseStatus,
        bytes: [document_, ...parts].reduce((sum, part) => sum + part.decodedBodySize, 0),
        parts: parts.length,
        excess: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        broken: [...doubled, ...pointless],
    };
}"""
_AXE = """async ({contrast}) => {
    const judge = (where, rules) => axe.run(where, {resultTypes: ["violations"], preload: false, ...rules});
    const found = (await judge(document, contrast === "all" ? {} : {rules: {"color-contrast": {enabled: false}}})).violations;
    if (contrast !== "all" && contrast.length) {
        const drawn = [...document.querySelectorAll("body *")];
        const include = contrast.map((at) => drawn[at]);
        found.push(...(await judge({include}, {runOnly: ["color-contrast"]})).violations);
    }
    return found.map((one) => ({
        rule: one.id, help: one.help, nodes: one.nodes.map((node) => node.html.slice(0, 200)).slice(0, 3),
    }));
}"""

# The looks of every text on the page: what decides whether it can be read, and the first element that looks so. Judging
# contrast takes axe longer than all its other rules together.
_LOOKS = """() => {
    const looks = new Map();
    [...document.querySelectorAll("body *")].forEach((one, at) => {
        if (![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) return;
        const own = getComputedStyle(one);
        if (own.visibility === "hidden" || !one.getClientRects().length) return;
        const behind = [];
        for (let under = one; under; under = under.parentElement) {
            const style = getComputedStyle(under);
            if (style.backgroundColor !== "rgba(0, 0, 0, 0)" || style.backgroundImage !== "none" || style.opacity !== "1")
                behind.push(`${style.backgroundColor} ${style.backgroundImage} ${style.opacity}`);
        }
        const disabled = one.closest("[disabled], [aria-disabled=true]") ? "disabled" : "";
        const look = [own.color, own.fontSize, own.fontWeight, own.textShadow, disabled, ...behind].join(" | ");
        if (!looks.has(look)) looks.set(look, at);
    });
    return [...looks];
}"""

# A page by its elements, without its words: what axe judges, but for what one id says of another, which is looked at
# each time. Of like siblings two are as good as many.
_SKELETON = """() => {
    const told = /^(class|role|type|lang|scope|hidden|open|disabled|required|tabindex|alt|title|aria-.*)$/;
    const referring = /^aria-(controls|describedby|labelledby|owns|activedescendant|errormessage)$/;
    const drawn = (one) => {
        if (/^(SCRIPT|STYLE|TEMPLATE|META|LINK)$/.test(one.tagName)) return "";
        const own = [...one.attributes].filter((at) => told.test(at.name)).map((at) =>
            `${at.name}=${referring.test(at.name) || /^(alt|title|aria-label)$/.test(at.name) ? !!at.value : at.value}`);
        const says = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        const scrolls = one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight;
        const inside = [...one.children].map(drawn);
        const parts = inside.filter((part, at) => part !== inside[at - 1] || part !== inside[at - 2]);
        return `<${one.tagName} ${own.sort().join(" ")} ${one.labels ? one.labels.length : ""} ${says} ${scrolls}>${parts.join("")}</>`;
    };
    return `${innerWidth} ${drawn(document.documentElement)}`;
}"""

# Measuring leaves empty style attributes behind; copied on by htmx they would look like a fault of the page.
_TIDY = """() => document.querySelectorAll("[style='']").forEach((one) => one.removeAttribute("style"))"""


class Inspection:
    """Watches one browser page; `look` judges what is on it now."""

    def __init__(self, page: Page, folder: Path, visitor: str, judged: Judged, *, whole_pages: bool) -> None:
        self._page = page
        self._folder = folder
        self._visitor = visitor
        self._judged = judged
        self._whole_pages = whole_pages
        self._pictures = 0
        self._loads: list[str] = []
        self._noise: list[str] = []
        page.on("domcontentloaded", lambda loaded: self._loads.append(loaded.url))
        page.on("pageerror", lambda error: self._noise.append(f"script error: {error}"))
        page.on("console", self._heard)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(_DROPPED):
            self._noise.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def look(self, status: int = 200) -> None:
        """Judge the page that the browser shows; `status` is what the server should have answered with."""
        self._page.wait_for_load_state("load")
        assert len(self._loads) <= 1, f"nobody looked at {self._loads[:-1]}"
        self._loads.clear()
        if self._whole_pages:
            self.picture()
        facts: dict[str, Any] = self._page.evaluate(_FACTS)
        violations = self._violations()
        where = f"{self._visitor} at {self._page.url}"
        noise = [line for line in self._noise if not (status >= 400 and _STATUS_ECHO in line)]
        self._noise.clear()
        assert facts["status"] == status, f"{where}: answered {facts['status']}"
        assert facts["broken"] == [], f"{where}: ids that stand twice or for nothing: {facts['broken']}"
        assert violations == [], f"{where}: {json.dumps(violations, indent=1, ensure_ascii=False)}"
        assert noise == [], f"{where}: {noise}"
        assert facts["excess"] <= 0, f"{where}: {facts['excess']} px wider than the screen"
        assert facts["parts"] >= 2, f"{where}: its style or script did not load"
        assert facts["bytes"] <= HEAVIEST_BYTES, f"{where}: {facts['bytes']} bytes"

    def finish(self) -> None:
        """At the end of a journey: every page was looked at, and nothing was complained of since."""
        assert self._loads == []
        assert self._noise == []

    def _violations(self) -> list[dict[str, Any]]:
        """
        What axe complains of; a page built like one that was judged before is not judged again.

        Contrast is judged on the whole of a page when it is the first of its kind at this width; later only where a text
        looks as none has looked yet.
        """
        skeleton: str = self._page.evaluate(_SKELETON)
        if skeleton in self._judged:
            return []
        kind = f"{self._page.viewport_size} {re.sub(r'[0-9A-Z-]{6,}|[0-9a-f-]{36}|[0-9]+', '*', urlsplit(self._page.url).path)}"
        looks: dict[str, int] = dict(self._page.evaluate(_LOOKS))
        new = {look: at for look, at in looks.items() if look not in self._judged}
        self._page.evaluate(AXE_SCRIPT)
        contrast = list(new.values()) if kind in self._judged else "all"
        violations: list[dict[str, Any]] = self._page.evaluate(_AXE, {"contrast": contrast})
        self._page.evaluate(_TIDY)
        if not violations:
            self._judged.add({skeleton, kind, *new})
        return violations

    def picture(self) -> None:
        """Keep what is on the screen."""
        self._pictures += 1
        path = re.sub(r"/[0-9A-Z]{12}(?=/)", "", urlsplit(self._page.url).path)
        kind = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "meja"
        name = f"{self._visitor}-{self._pictures:02d}-{kind}.jpeg"
        self._page.screenshot(
            path=self._folder / name, full_page=self._whole_pages, type="jpeg", quality=80, caret="initial"
        )
