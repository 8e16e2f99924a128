"""
Take the pictures of the documentation anew: `python -m tools.pictures [address]`, while `make run` serves a fresh demo.

It signs in as the people of Bintan, changes nothing, and keeps the pictures small by few colours. Look at each before it
is kept: what it shows is whatever the demo holds that day.
"""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs/images"
CHROMIUM = "/usr/bin/chromium"
WIDTH, HEIGHT, MARGIN, COLOURS = 1280, 800, 16, 160


def desk(browser: Browser, address: str, username: str) -> Page:
    """The desk of this officer, signed in."""
    page = browser.new_context(base_url=address, viewport={"width": WIDTH, "height": HEIGHT}, locale="id-ID").new_page()
    page.goto("/masuk/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill("loket")
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("heading", name="Meja saya").wait_for()
    return page


def keep(page: Page, name: str, first: str = "body", last: str = "") -> None:
    """The window, or all from the top of one element to the end of another."""
    top, bottom = 0, HEIGHT
    if last:
        # As tall as the page, so that what stays at the window's edge stands where it belongs.
        height = int(page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": WIDTH, "height": height})
        top = int(page.locator(first).first.evaluate("one => one.getBoundingClientRect().top"))
        bottom = int(page.locator(last).last.evaluate("one => one.getBoundingClientRect().bottom")) + MARGIN
    shot = page.screenshot(clip={"x": 0, "y": top, "width": WIDTH, "height": bottom - top})
    target = IMAGES / f"{name}.png"
    picture = Image.open(BytesIO(shot)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target.name}: {target.stat().st_size // 1024} KiB")


def telephone(browser: Browser, address: str) -> Page:
    """A citizen's telephone, held upright."""
    return browser.new_context(base_url=address, viewport={"width": 360, "height": 700}, locale="id-ID").new_page()


def held(page: Page, name: str) -> None:
    """What the screen shows."""
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    target = IMAGES / f"{name}.png"
    picture.quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target.name}: {target.stat().st_size // 1024} KiB")


def of_a_citizen(browser: Browser, address: str) -> None:
    """What to bring, where a file stands, and an application from home."""
    page = telephone(browser, address)
    page.goto("/layanan/bintan/kk/")
    held(page, "warga-layanan")
    page.goto("/layanan/bintan/kk/?a-keperluan=kk-hilang&a-pindahan=tidak&a-beda_data=tidak#daftar")
    held(page, "warga-berkas")
    page.goto("/lacak/")
    held(page, "warga-lacak")
    page.goto("/ajukan/baru/bintan/kk/")
    held(page, "warga-dari-rumah")
    page.goto("/antrean/bintan/?layanan=kk")
    held(page, "warga-antrean")
    page.goto("/istilah/")
    held(page, "warga-istilah")


def of_an_officer(browser: Browser, address: str) -> None:
    """Intake, the counter of the queue and hand-over; the board and the paraf of many for whoever leads."""
    budi = desk(browser, address, "bintan.budi")
    for name, path in (("terima", "/permohonan/baru/"), ("antrean", "/meja/antrean/"), ("ambil", "/pengambilan/")):
        budi.goto(path)
        keep(budi, f"petugas-{name}")
    hadi = desk(browser, address, "bintan.hadi")
    for name, path in (("papan", "/papan/"), ("tanda-tangan", "/tanda-tangan/"), ("kalender", "/kantor/kalender/")):
        hadi.goto(path)
        keep(hadi, f"kepala-{name}")


def main(address: str) -> None:
    """The desk, a file on its way, a form held against the papers, and what the guides show."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        keep(desk(browser, address, "bintan.budi"), "meja-saya")
        surya = desk(browser, address, "bintan.surya")
        surya.locator("tr", has_text="Kartu Keluarga").get_by_role("link").first.click()
        keep(surya, "permohonan", last="section[aria-labelledby=alur]")
        wati = desk(browser, address, "bintan.wati")
        wati.locator("tr", has_text="Surat Keterangan Kelahiran").get_by_role("link").first.click()
        wati.get_by_role("link", name="Cocokkan isian dengan berkas").first.click()
        keep(wati, "isian", first=".entry__fields > :last-child", last=".compared")
        of_a_citizen(browser, address)
        of_an_officer(browser, address)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:] or ["http://127.0.0.1:8000"])
