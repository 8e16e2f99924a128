"""Looking at people's data is itself looked at: a reason at the desk, an alarm, the list for the resident, a breach with its letters."""

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.journeys.backroom import Kin
from tests.journeys.conftest import DESKTOP, PHONE, AtDesk


@pytest.fixture(params=[DESKTOP, PHONE], ids=["1280", "360"])
def screen(request: pytest.FixtureRequest) -> ViewportSize:
    """A desk, and a telephone."""
    size: ViewportSize = request.param
    return size


class TestLookingIntoData:
    def test_is_asked_noted_told_and_answered_for(
        self, at_desk: AtDesk, kin: dict[str, Kin], screen: ViewportSize
    ) -> None:
        niks = kin["dilihat-lihat"].niks
        name = sorted(niks)[screen == PHONE]
        nik = niks[name]
        hadi, budi = at_desk("bintan.hadi"), at_desk("bintan.budi")
        hadi.visit("/pengawasan/pantau/")
        hadi.page.get_by_label("NIK", exact=True).fill(nik)
        hadi.page.get_by_label("Alasan").fill("tokoh yang sering dicari tahu")
        hadi.press("Pantau NIK ini")
        hadi.sees(name)

        budi.page.goto(f"/penduduk/?q={nik}")
        budi.look()
        expect(budi.page.get_by_role("heading", level=1)).to_have_text("Untuk apa data ini dibuka?")
        if not budi.page.get_by_label("Menjawab pertanyaan atau pengaduan").is_checked():
            budi.page.get_by_label("Menjawab pertanyaan atau pengaduan").check()
        budi.page.get_by_label("Alasan").fill("cek")
        budi.press("Buka data", status=422)
        budi.sees("Tulis alasannya dengan beberapa kata")
        budi.page.get_by_label("Alasan").fill("menanyakan alamat lewat telepon")
        budi.press("Buka data")
        budi.sees("Dibuka untuk", "menanyakan alamat lewat telepon")

        budi.follow("Jejak untuk penduduk")
        budi.page.get_by_label("Yang bersangkutan sendiri").check()
        budi.page.get_by_label("sudah saya periksa").check()
        budi.press("Tampilkan")
        budi.sees("Menjawab pertanyaan atau pengaduan")
        budi.does_not_see("Budi Santoso")

        hadi.visit("/pengawasan/")
        hadi.sees("Membuka data yang dipantau", "Budi Santoso", name)
        hadi.visit("/pengawasan/alarm/keluarkan/")
        hadi.visit("/pengawasan/keluar/")
        hadi.visit("/kode/?next=/pengawasan/kebocoran/")
        hadi.proves_again()
        hadi.page.get_by_label("Apa yang terjadi").fill("Data difoto dari layar dan disebarkan.")
        hadi.page.get_by_label("Data apa yang terungkap").fill("nama, NIK, alamat")
        hadi.page.get_by_label("Bagaimana terjadinya").fill("Layar dipotret; akunnya ditutup hari itu juga.")
        today = hadi.page.get_by_label("Ditemukan tanggal").input_value()
        hadi.page.get_by_label("Terjadi sejak").fill(today)
        hadi.page.get_by_label("Sampai dengan").fill(today)
        hadi.page.get_by_label("Lewat akun petugas").select_option(label="Budi Santoso")
        hadi.press("Catat")
        hadi.sees("sisa 71 jam", name)
        letter = hadi.print("Surat kepada orang yang terkena, bagian 1")
        assert "pasal 46" in letter.words
        hadi.visit("/pengawasan/kebocoran/")
        hadi.visit("/pengawasan/angka/")
        hadi.follow("Budi Santoso")
        hadi.sees(name, "Menjawab pertanyaan atau pengaduan")
