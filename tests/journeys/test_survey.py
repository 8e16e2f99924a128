"""A citizen follows a file that was handed over, says on a telephone how it was, and is not asked twice; the head reads the figures."""

import re

from playwright.sync_api import expect

from loket.core.survey.elements import KEYS
from tests.journeys.backroom import Backroom
from tests.journeys.conftest import AtDesk
from tests.journeys.forms import do_without_form
from tests.journeys.personas import Applicant, OfficerDesk
from tests.journeys.test_citizen import LOST, tracks

MAYA = Applicant("Maya Anggraini", "9901015205880061", phone="0813 7000 4461")
BORN = "12-05-1988"


def rates(citizen: OfficerDesk, answer: int, remark: str = "") -> None:
    """Answer every question alike."""
    for key in KEYS:
        citizen.page.locator(f"[name='{key}'][value='{answer}']").check()
    citizen.page.locator("[name=sex][value=P]").check()
    citizen.page.get_by_label("Saran atau masukan").fill(remark)


def types_in(budi: OfficerDesk, sheets: int) -> None:
    """Forms of paper, one after the other."""
    budi.visit("/pengambilan/")
    budi.follow("Lembar survei")
    for typed in range(1, sheets + 1):
        if typed == 1:
            budi.page.get_by_label("Layanan").select_option(label="Kartu Keluarga")
        for key in KEYS:
            budi.page.locator(f"[name='{key}'][value='3']").check()
        budi.press("Catat lembar")
        budi.sees("Lembar dicatat", f"Hari ini {typed} lembar")


class TestACitizenWhoWasServed:
    def test_rates_the_service_once_and_the_head_sees_it(
        self, outsider: OfficerDesk, at_desk: AtDesk, behind: Backroom
    ) -> None:
        budi = at_desk("bintan.budi")
        budi.take_in(MAYA, service="kk", answers=LOST)
        resi = budi.received()
        tracks(outsider, resi, BORN)
        outsider.does_not_see("Nilai pelayanan kami")

        joko = at_desk("bintan.joko")
        joko.open_case(resi)
        do_without_form(joko)
        joko.complete("Diteruskan", entry_note="SIAK 21010705")
        behind.advance(resi, "bintan")
        tracks(outsider, resi, BORN)
        outsider.press("Nilai pelayanan kami")
        outsider.sees("tidak disimpan bersama nama", "Kartu Keluarga")
        outsider.does_not_see("Maya", resi, MAYA.nik)
        expect(outsider.page.locator("input[type=radio]:checked")).to_have_count(0)
        address = outsider.page.url
        outsider.press("Kirim", status=422)
        outsider.sees("Jawab paling sedikit satu pertanyaan")
        rates(outsider, 4, "Ramah dan cepat")
        outsider.press("Kirim")
        outsider.sees("Terima kasih")

        outsider.visit(address, status=404)
        outsider.sees("penilaiannya sudah dikirim")
        tracks(outsider, resi, BORN)
        outsider.press("Nilai pelayanan kami", status=404)
        outsider.sees("penilaiannya sudah dikirim")

        types_in(budi, 4)
        hadi = at_desk("bintan.hadi")
        hadi.visit("/pengawasan/")
        hadi.follow("Kepuasan masyarakat")
        # Four and more times three, for other journeys may have rated before, and once four.
        many = int(re.search(r"Responden(\d+)", "".join(hadi.words().split()))[1])  # type: ignore[index]
        assert many >= 5
        value = f"{25 * (3 * (many - 1) + 4) / many:.2f}".replace(".", ",")
        hadi.sees(value, "B (Baik)", "Ramah dan cepat", "Budi Santoso: 4")
        papers = hadi.print("Laporan (PDF)")
        assert f"Nilai SKM {value}, mutu B (Baik)" in papers.words

        outsider.visit("/layanan/bintan/")
        outsider.follow("Kepuasan masyarakat atas pelayanan kami")
        outsider.sees("Semester yang lalu", "Belum cukup jawaban")
