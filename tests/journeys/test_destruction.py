"""Old scans of an office are destroyed by two persons: the administrator proposes, the head approves, the administrator carries it out."""

import datetime

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.journeys.backroom import Backroom
from tests.journeys.conftest import DESKTOP, PHONE, AtDesk
from tests.journeys.days import today
from tests.journeys.personas import OfficerDesk

ADMIN, HEAD, AUDITOR = "sumbersuko.admin", "sumbersuko.teguh", "sumbersuko.hartini"
ROOM = "/kantor/arsip/"
CLASS = "Pindaian permohonan yang ditarik pemohon"
LETTER = "B-12/2026"


@pytest.fixture(params=[DESKTOP, PHONE], ids=["1280", "360"])
def screen(request: pytest.FixtureRequest) -> ViewportSize:
    """A desk, and a telephone."""
    size: ViewportSize = request.param
    return size


def unfold(desk: OfficerDesk, title: str) -> None:
    desk.page.locator("summary").get_by_text(title, exact=True).click()
    desk.look()


class TestOldScans:
    def test_are_destroyed_by_two_persons(self, at_desk: AtDesk, behind: Backroom, screen: ViewportSize) -> None:
        minutes = f"045/BA/{screen['width']}"
        resi = behind.withdrawn("sumbersuko", days_ago=800)
        admin, head, auditor = at_desk(ADMIN), at_desk(HEAD), at_desk(AUDITOR)
        admin.visit("/kantor/jabatan/")
        admin.follow("Arsip")
        unfold(admin, "Catat masa simpan")
        admin.page.get_by_label(CLASS).first.check()
        admin.page.get_by_label("Masa simpan (tahun)").fill("dua")
        admin.page.get_by_label("Dasar", exact=True).fill("Perbup contoh 12/2024")
        admin.press("Catat masa simpan", status=422)
        admin.sees("isi dengan angka 1 sampai 100")
        admin.page.get_by_label("Masa simpan (tahun)").fill("2")
        admin.press("Catat masa simpan")
        admin.sees("Masa simpan dicatat", "1 pindaian dari 1 permohonan")

        unfold(admin, "Usulkan pemusnahan")
        form = admin.page.locator("details[open] form")
        form.get_by_label(CLASS).check()
        form.get_by_label("Alasan atau dasar perubahan").fill("Pemusnahan tahunan")
        admin.press("Usulkan pemusnahan")
        admin.sees("dicatat. Cetak daftarnya", "menunggu orang kedua")
        admin.page.get_by_role("row").filter(has_text="menunggu orang kedua").get_by_role("link").first.click()
        admin.page.wait_for_url(f"**{ROOM}*/")
        admin.look()
        room = admin.page.url
        assert resi[:4] in admin.print("Daftar arsip usul musnah").words
        expect(admin.page.get_by_text("Setujui pemusnahan")).to_have_count(0)

        head.visit("/")
        head.follow("1 usulan pemusnahan arsip menunggu putusan Anda")
        head.visit(room)
        unfold(head, "Setujui pemusnahan")
        head.page.get_by_label("Nomor surat persetujuan").fill(LETTER)
        head.page.get_by_label("Tanggal surat persetujuan").fill(f"{today() - datetime.timedelta(days=1)}")
        head.press("Setujui pemusnahan")
        head.sees("Pemusnahan disetujui")

        admin.visit(room)
        admin.follow("Laksanakan pemusnahan")
        admin.proves_again()
        admin.page.get_by_label("Nomor berita acara pemusnahan").fill(minutes)
        admin.press("Musnahkan sekarang")
        admin.sees("Pemusnahan selesai", "dimusnahkan", minutes)
        words = admin.print("Berita acara pemusnahan").words
        assert minutes in words
        assert LETTER in words

        auditor.visit(room)
        auditor.sees("selesai dimusnahkan", LETTER)
        head.visit(f"/permohonan/{resi}/")
        head.sees(f"berita acara {minutes}", "Pindaian berkas dimusnahkan karena masa simpannya lewat")
