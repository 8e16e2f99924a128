"""A citizen takes a number at the kiosk, the counter calls it, the display shows it, and the number becomes a file."""

import re

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.journeys.backroom import Backroom
from tests.journeys.conftest import PHONE, AtDesk
from tests.journeys.personas import OfficerDesk

pytestmark = pytest.mark.long


CODE = re.compile(r"\bT[0-9A-Z]{12}\b")
NIK, BORN = "9901014101900777", "01-01-1990"
RAHMAT = "pesisir-selatan.rahmat"


@pytest.fixture
def screen() -> ViewportSize:
    """A telephone held upright: what fits it fits every kiosk."""
    return PHONE


def sits_at(desk: OfficerDesk, counter: int) -> None:
    """Choose a counter, and open the day by giving a number: on a day off nobody else may."""
    desk.visit("/meja/antrean/")
    desk.page.get_by_label("Saya di loket").select_option(str(counter))
    desk.press("Duduk di loket ini")


def gives(desk: OfficerDesk) -> str:
    """Give a number to somebody who has come; the number."""
    form = desk.page.locator("details", has_text="Beri nomor kepada yang datang")
    if not form.evaluate("one => one.open"):
        form.locator("summary").click()
    desk.press("Beri nomor")
    found = re.search(r"Nomor ([A-Z]-\d+) diberikan", desk.words())
    assert found, desk.words()
    return found[1]


def presses_key(desk: OfficerDesk, key: str) -> None:
    """Press a key on the page of the counter, away from every field."""
    with desk.leaving():
        desk.page.evaluate("document.activeElement?.blur()")
        desk.page.keyboard.press(key)


class TestANumber:
    def test_goes_from_the_kiosk_over_the_display_to_a_file(
        self, at_desk: AtDesk, outsider: OfficerDesk, behind: Backroom
    ) -> None:
        behind.open_late("pesisir-selatan")
        rahmat = at_desk(RAHMAT)
        sits_at(rahmat, 1)
        first = gives(rahmat)

        outsider.visit("/antrean/pesisir-selatan/?anjungan=1")
        outsider.page.locator("[name=service][value=ktp-el]").check()
        outsider.page.get_by_label("NIK, atau pindai").fill(NIK)
        outsider.page.get_by_label("Tanggal lahir").fill("02-01-1990")
        outsider.press("Ambil nomor", status=422)
        outsider.sees("NIK dan tanggal lahir tidak cocok")
        expect(outsider.page.get_by_label("NIK, atau pindai")).to_have_value("")
        outsider.page.get_by_label("NIK, atau pindai").fill(NIK)
        outsider.page.get_by_label("Tanggal lahir").fill(BORN)
        outsider.press("Ambil nomor")
        outsider.sees("Paling sedikit 1 orang di depan Anda")
        outsider.does_not_see(NIK)
        code = CODE.search(outsider.words())
        assert code
        mine = outsider.page.locator(".slip__number").inner_text()

        rahmat.visit("/meja/antrean/")
        presses_key(rahmat, "n")
        expect(rahmat.page.locator(".current")).to_have_text(first)
        presses_key(rahmat, "h")
        rahmat.sees(f"Masukkan lagi {first}")
        presses_key(rahmat, "n")
        expect(rahmat.page.locator(".current")).to_have_text(mine)
        presses_key(rahmat, "u")
        rahmat.sees("Panggil ulang (2)")

        outsider.visit("/antrean/pesisir-selatan/layar/")
        outsider.sees("Loket 1", mine)
        outsider.does_not_see(NIK)
        outsider.visit(f"/antrean/pesisir-selatan/tiket/{code[0]}/")
        outsider.sees("Silakan ke loket 1")

        rahmat.page.get_by_label("Pindai nomor antrean").fill(code[0])
        with rahmat.leaving():
            rahmat.page.keyboard.press("Enter")
        rahmat.sees(f"Nomor antrean {mine}")
        expect(rahmat.page.locator("[name=service][value=ktp-el]")).to_be_checked()
        # This procedure gives a queue number at the counter: who has come with one keeps it.
        expect(rahmat.page.locator("[name=queue_number]")).to_have_value(mine)
        rahmat.give(nik=NIK, full_name="Upik Piaman", phone="", subject="")
        rahmat._choose(rahmat.page.locator("[name='a-keperluan'][value='ktp-baru']"))  # noqa: SLF001 (as `take_in` does)
        rahmat.judge_papers("present")
        rahmat.received()
        rahmat.sees(mine)

        rahmat.visit("/meja/antrean/")
        presses_key(rahmat, "s")
        rahmat.sees("Tidak ada yang menunggu untuk loket ini")
        outsider.visit(f"/antrean/pesisir-selatan/tiket/{code[0]}/")
        outsider.sees("Nomor ini selesai")

    def test_is_booked_from_home(self, outsider: OfficerDesk) -> None:
        outsider.visit("/layanan/pesisir-selatan/")
        outsider.follow("Pesan jam kedatangan dan nomor antrean")
        with outsider.leaving():
            outsider.page.locator(".choose a").first.click()
        hours = outsider.page.get_by_label("Hari dan jam kedatangan")
        hours.select_option(index=hours.locator("option").count() - 1)
        outsider.page.get_by_label("NIK, atau pindai").fill("9901014101900778")
        outsider.page.get_by_label("Tanggal lahir").fill(BORN)
        outsider.press("Pesan")
        outsider.sees("Nomor ini dipesan")
        outsider.press("Saya sudah di kantor", status=409)
        outsider.sees("Belum waktunya lapor datang")
        outsider.press("Batalkan nomor ini")
        outsider.sees("Nomor ini dibatalkan")

    def test_has_rules_that_the_head_reads_and_changes(self, at_desk: AtDesk) -> None:
        hadi = at_desk("bintan.hadi")
        hadi.visit("/kantor/antrean/")
        hadi.page.get_by_label("Tunggu paling lama").fill("3")
        hadi.page.get_by_label("Alasan atau dasar perubahan").fill("Rapat loket 20 November")
        hadi.press("Simpan aturan antrean", status=422)
        hadi.sees("Isi angka dari 5 sampai 480")
        hadi.page.get_by_label("Tunggu paling lama").fill("45")
        hadi.press("Simpan aturan antrean")
        hadi.sees("Rapat loket 20 November")
