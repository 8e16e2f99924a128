"""Every page that is open to everyone, found by the resolver, and a citizen who has opened those that need something to be there."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from urllib.parse import urlsplit

from django.urls import URLPattern, URLResolver, get_resolver
from PIL import Image
from playwright.sync_api import Page

from loket.core.survey.elements import KEYS
from tests.journeys.backroom import Backroom

OFFICE, SERVICE = "bintan", "kk"
QUEUE_OFFICE = "pesisir-selatan"
ANSWERS: Final = {"keperluan": "kk-rusak", "pindahan": "tidak", "beda_data": "tidak"}
PAPERS: Final = ("pengantar", "f-1-15", "kk-lama", "ktp-el")
# Pages that need nothing but their address.
PLAIN: Final[Mapping[str, str]] = {
    "portal:offices": "/layanan/",
    "portal:office": f"/layanan/{OFFICE}/",
    "portal:service": f"/layanan/{OFFICE}/{SERVICE}/",
    "portal:survey-published": f"/layanan/{OFFICE}/kepuasan/",
    "portal:home": "/ajukan/",
    "portal:home-lost": "/ajukan/kode-hilang/",
    "portal:home-begin": f"/ajukan/baru/{OFFICE}/{SERVICE}/",
    "portal:queue-take": f"/antrean/{QUEUE_OFFICE}/?layanan=ktp-el",
    "portal:queue-display": f"/antrean/{QUEUE_OFFICE}/layar/",
    "portal:words": "/istilah/",
    "portal:away": "/luring/",
    "portal:track": "/lacak/",
    "portal:complain-where": "/pengaduan/",
    "portal:complain": f"/pengaduan/{OFFICE}/",
    "portal:complaint-track": "/pengaduan/lacak/",
    "portal:survey-thanks": "/survei/terima-kasih/",
    "verify-ask": "/verifikasi/",
    "verify": "/verifikasi/7K2M-94QX-B3TD/",
    "scanned": "/V/LK1*TIDAK*ADA",
    "sign-in": "/masuk/",
}
NO_PAGES: Final[Mapping[str, str]] = {
    "portal:home-leave": "only a form",
    "portal:home-keep": "only a form",
    "portal:home-upload": "only a form; its refusal is the page of papers",
    "portal:home-part": "for the script of the page of papers",
    "portal:home-drop": "only a form",
    "portal:home-receipt": "a PDF",
    "portal:home-fetch": "a PDF",
    "portal:home-mandate-end": "only a form",
    "portal:home-lost-code": "after the form that asks for it; among the states that are seen at twice their size",
    "portal:queue-clip": "a sound",
    "portal:queue-calls": "for the script of the display",
    "portal:survey-begin": "leads to the survey",
    "portal:manifest": "for the browser",
    "portal:worker": "for the browser",
    "portal:icon": "a picture",
    "session-state": "for the script of the desk",
    "session-stay": "for the script of the desk",
    "sign-in-code": "after the password; judged with the second factor",
    "sign-in-passkey": "only a form",
    "scan-apart": "a scan",
    "security-txt": "a text for programs",
    "set_language": "only a form",
    "favicon": "a picture",
}


@dataclass
class Walk:
    """What a citizen has opened: the address of each page by the name of its route, and what was read on the way."""

    addresses: dict[str, str] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)

    def at(self, name: str, page: Page) -> None:
        """The page of this name is open."""
        parts = urlsplit(page.url)
        self.addresses[name] = parts.path + (f"?{parts.query}" if parts.query else "")
        self.read.append(page.get_by_role("main").inner_text())


def public_routes() -> set[str]:
    """The names of all routes of the screens that ask for no account; one without a name is told by its path."""
    return {name for name, pattern in _routes(get_resolver("loket.web.urls"), "") if _is_open(pattern)}


def _routes(resolver: URLResolver, space: str) -> Iterator[tuple[str, URLPattern]]:
    for part in resolver.url_patterns:
        if isinstance(part, URLResolver):
            yield from _routes(part, f"{part.namespace}:" if part.namespace else space)
        else:
            yield f"{space}{part.name or str(part.pattern).partition('.')[0]}", part


def _is_open(pattern: URLPattern) -> bool:
    return not getattr(pattern.callback, "login_required", True)


def photograph(name: str) -> dict[str, object]:
    """A small picture as a form sends it."""
    content = BytesIO()
    Image.frombytes("RGB", (200, 150), random.Random(name).randbytes(200 * 150 * 3)).save(content, "JPEG")
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def _presses(page: Page, button: str) -> None:
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("main").get_by_role("button", name=button, exact=True).click()


def begins_at_home(page: Page, walk: Walk) -> None:
    """From the page of the service to the papers, each of which is sent by its own form."""
    page.goto(PLAIN["portal:service"])
    page.get_by_role("link", name="Ajukan dari rumah").click()
    _presses(page, "Mulai")
    walk.at("portal:home-questions", page)
    for name, value in ANSWERS.items():
        page.locator(f"[name='a-{name}'][value='{value}']").check()
    _presses(page, "Lanjut")
    walk.at("portal:home-applicant", page)
    page.get_by_label("Nama lengkap pemohon").fill("Maya Lestari")
    page.get_by_label("NIK pemohon").fill("9901016304850066")
    page.get_by_label("Nomor telepon").fill("0813 7000 4866")
    _presses(page, "Lanjut")
    walk.at("portal:home-papers", page)
    for requirement in PAPERS:
        held = page.locator(f"[data-upload='{requirement}']")
        held.locator("input[type=file]").set_input_files(photograph(requirement))  # type: ignore[arg-type]
        with page.expect_navigation(wait_until="load"):
            held.get_by_role("button", name="Unggah").click()
    _presses(page, "Lanjut")
    walk.at("portal:home-review", page)


def sends(page: Page, walk: Walk) -> str:
    """The declaration and the button; the resi."""
    page.get_by_role("checkbox").check()
    _presses(page, "Kirim permohonan")
    walk.at("portal:home-state", page)
    return page.locator(".code--large").first.inner_text().replace("-", "")


def books(page: Page, walk: Walk, nik: str) -> None:
    """A number of the queue for an hour to come."""
    page.goto(PLAIN["portal:queue-take"])
    hours = page.get_by_label("Hari dan jam kedatangan")
    hours.select_option(index=hours.locator("option").count() - 1)
    page.get_by_label("NIK, atau pindai").fill(nik)
    page.get_by_label("Tanggal lahir").fill("01-01-1990")
    _presses(page, "Pesan")
    walk.at("portal:queue-ticket", page)


def follows(page: Page, walk: Walk, resi: str, second: str) -> None:
    """Where a file stands, first with a wrong second thing."""
    page.goto(f"/lacak/?resi={resi}")
    for typed in ("01-01-1901", second):
        page.get_by_label("Tanggal lahir pemohon").fill(typed)
        _presses(page, "Lihat")
        walk.read.append(page.get_by_role("main").inner_text())


def rates(page: Page, walk: Walk, *, send: bool) -> None:
    """From the page of a file that was handed over to its survey, and to the thanks."""
    _presses(page, "Nilai pelayanan kami")
    walk.at("portal:survey", page)
    if send:
        for key in KEYS:
            page.locator(f"[name='{key}'][value='3']").check()
        _presses(page, "Kirim")
        walk.read.append(page.get_by_role("main").inner_text())


def opens_everything(page: Page, behind: Backroom) -> Walk:
    """
    Every page that is open to everyone, with a draft, a file to be mended, a number of the queue and a survey behind those
    that need them. The window of `page` holds what opens them.
    """
    walk = Walk(dict(PLAIN))
    begins_at_home(page, walk)
    resi = sends(page, walk)
    behind.ask_to_mend(resi, OFFICE)
    draft = walk.addresses["portal:home-state"]
    page.goto(draft)
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("link", name="Perbaiki sekarang").click()
    walk.at("portal:home-correct", page)
    page.goto(draft)
    page.get_by_role("link", name="Orang lain mengambilkan").click()
    walk.at("portal:home-mandates", page)
    # A second one, which stays unsent.
    begins_at_home(page, walk)
    page.goto(walk.addresses["portal:home-review"])
    page.get_by_role("link", name="Batalkan dan hapus").click()
    walk.at("portal:home-end", page)
    books(page, walk, "9901014101900766")
    follows(page, walk, *behind.handed_over(OFFICE))
    rates(page, walk, send=False)
    return walk
