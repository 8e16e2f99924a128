"""A telephone without JavaScript: every form of the public works, uploads included."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import public
from tests.journeys.backroom import Backroom
from tests.journeys.conftest import PATIENCE, PHONE
from tests.journeys.server import DemoServer


@pytest.fixture
def page(server: DemoServer, browser: Browser) -> Iterator[Page]:
    """A window in which no script runs."""
    context = browser.new_context(
        base_url=server.address, viewport=PHONE, locale="id-ID", java_script_enabled=False, service_workers="block"
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


class TestWithoutScript:
    def test_the_list_of_papers_follows_the_answers(self, page: Page) -> None:
        page.goto("/layanan/")
        page.get_by_role("link", name="Dinas Kependudukan dan Pencatatan Sipil Kabupaten Bintan").click()
        page.get_by_role("link", name="Kartu Keluarga", exact=True).click()
        for name, value in public.ANSWERS.items():
            page.locator(f"[name='a-{name}'][value='{value}']").check()
        page.get_by_role("button", name="Tampilkan daftar saya").click()
        expect(page.get_by_role("main")).to_contain_text("Pengantar RT/RW")

    def test_an_application_is_sent_from_home_with_its_photographs(self, page: Page) -> None:
        walk = public.Walk()
        public.begins_at_home(page, walk)
        assert all(paper not in walk.read[-1] for paper in ("Belum ada", "✗"))
        assert len(public.sends(page, walk)) == 12
        expect(page.get_by_role("main")).to_contain_text("Permohonan Anda sudah dikirim")

    def test_a_file_is_followed_and_its_service_rated(self, page: Page, behind: Backroom) -> None:
        walk = public.Walk()
        public.follows(page, walk, *behind.handed_over("metro"))
        assert "tidak cocok" in walk.read[0]
        assert "Jalannya permohonan" in walk.read[1]
        public.rates(page, walk, send=True)
        expect(page.get_by_role("main")).to_contain_text("Terima kasih")

    def test_a_number_is_booked_and_given_back(self, page: Page) -> None:
        public.books(page, public.Walk(), "9901014101900767")
        expect(page.get_by_role("main")).to_contain_text("Nomor ini dipesan")
        page.get_by_role("button", name="Batalkan nomor ini").click()
        expect(page.get_by_role("main")).to_contain_text("Nomor ini dibatalkan")
