"""The register by keyboard: someone is found by a misspelt name, read as of a day, and known at the counter."""

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.journeys.backroom import Kin
from tests.journeys.conftest import DESKTOP, PHONE, AtDesk

BOX = "NIK, nomor KK, nomor dokumen, resi, atau nama"


@pytest.fixture(params=[DESKTOP, PHONE], ids=["1280", "360"])
def screen(request: pytest.FixtureRequest) -> ViewportSize:
    """A desk, and a telephone."""
    size: ViewportSize = request.param
    return size


class TestTheRegisterAtTheDesk:
    def test_is_walked_through_without_a_mouse(self, at_desk: AtDesk, kin: dict[str, Kin]) -> None:
        family = kin["orang-tua-ilham"]
        budi = at_desk("bintan.budi")
        budi.visit("/penduduk/")
        expect(budi.page.get_by_label(BOX)).to_be_focused()
        budi.page.keyboard.type("haroen al rasjid")
        with budi.leaving():
            budi.page.keyboard.press("Enter")
        budi.page.keyboard.press("ArrowDown")
        expect(budi.page.get_by_role("link", name="Harun Al Rasyid")).to_be_focused()
        with budi.leaving():
            budi.page.keyboard.press("Enter")
        nik = family.niks["Harun Al Rasyid"]
        budi.sees(" ".join(nik[at : at + 4] for at in range(0, 16, 4)), "Kepala Keluarga", "Penduduk aktif")

    def test_shows_every_nik_of_a_kk_to_its_last_digit(self, at_desk: AtDesk, kin: dict[str, Kin]) -> None:
        budi = at_desk("bintan.budi")
        budi.find_resident(kin["orang-tua-ilham"].kk)
        numbers = budi.page.locator(".card-box .code")
        expect(numbers.first).to_be_visible()
        cut = numbers.evaluate_all(
            """all => all.filter(one => {
                const text = document.createRange();
                text.selectNodeContents(one);
                return text.getBoundingClientRect().right > one.closest("table").getBoundingClientRect().right;
            }).map(one => one.textContent)"""
        )
        assert cut == []

    def test_tells_the_counter_who_stands_there(self, at_desk: AtDesk, kin: dict[str, Kin]) -> None:
        budi = at_desk("bintan.budi")
        budi.visit("/permohonan/baru/")
        budi.page.get_by_label("NIK pemohon").fill(kin["orang-tua-ilham"].niks["Harun Al Rasyid"])
        expect(budi.page.get_by_label("Nama pemohon")).to_have_value("Harun Al Rasyid")
        budi.sees("Buka data penduduk")
        budi.look()

    def test_lets_the_counter_choose_among_those_of_a_like_name(self, at_desk: AtDesk, kin: dict[str, Kin]) -> None:
        budi = at_desk("bintan.budi")
        budi.visit("/permohonan/baru/")
        budi.page.get_by_label("Nama pemohon").fill("harun al rasyid")
        budi.page.get_by_role("button", name="Pakai Harun Al Rasyid").first.click()
        expect(budi.page.get_by_label("NIK pemohon")).to_have_value(kin["orang-tua-ilham"].niks["Harun Al Rasyid"])
        expect(budi.page.get_by_label("Telepon")).to_be_focused()
        budi.look()
