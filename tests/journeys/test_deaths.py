"""A father dies and only minors are left, not without a guardian; and one who lived alone, whose form two look at at once."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.backroom import Backroom, Kin
from tests.journeys.conftest import AtDesk
from tests.journeys.days import days_ago
from tests.journeys.forms import DataForm
from tests.journeys.personas import Applicant, OfficerDesk

BUDI, JOKO, WATI, HADI = (f"bintan.{name}" for name in ("budi", "joko", "wati", "hadi"))
ANSWERS = {"keadaan": "biasa", "kawin": "tidak", "anak_ditinggal": "ya"}


class TestTheDeathOfALoneFather:
    def test_leaves_his_children_to_a_guardian(self, at_desk: AtDesk, behind: Backroom, kin: dict[str, Kin]) -> None:
        home, aunt = kin["ayah-tunggal"], kin["bibi"].niks["Hartini Wijaya"]
        budi, joko, hadi = at_desk(BUDI), at_desk(JOKO), at_desk(HADI)
        budi.take_in(Applicant("Hartini Wijaya", aunt), service="sk-kematian", answers=ANSWERS)
        resi = budi.received()

        form = DataForm(joko)
        form.open(resi)
        form.type(
            {
                "resident": home.niks["Suhardi Wijaya"],
                "date": days_ago(4),
                "place": "Bintan",
                "letter": "445/118/RSUD/XI/2026",
                "reporter_name": "Hartini Wijaya",
                "reporter_nik": aunt,
                "members": {"Galang Wijaya": {"shdk": "KEPALA KELUARGA"}, "Citra Wijaya": {"shdk": "FAMILI LAIN"}},
            }
        )
        expect(form.verdict).to_contain_text("Yang tinggal dalam KK ini anak-anak saja.")
        joko.press("Simpan, lanjut")
        joko.sees("Masih 1 hal yang perlu diselesaikan")
        form.type({"guardian_statement": "Pernyataan wali, 20-11-2026"})
        expect(form.verdict).to_contain_text("Register menolak")
        joko.look()
        form.type(
            {
                "guardian": aunt,
                "members": {"Galang Wijaya": {"shdk": "FAMILI LAIN"}, "Citra Wijaya": {"shdk": "FAMILI LAIN"}},
            }
        )
        form.stands(home.kk, "KK ditutup", "KK baru")
        form.keep()
        joko.complete("Diteruskan", entry_note="SIAK 21010501")
        behind.advance(resi, "bintan", to="sahkan")
        hadi.open_case(resi)
        hadi.complete("Ditandatangani")

        papers = {product.paper: product for product in hadi.products() if product.act == "terbit"}
        assert re.fullmatch(r"2101-KM-\d{8}-\d{4}", papers["Akta kematian"].number)
        new = behind.register(home.niks["Citra Wijaya"])["kk"]
        assert new not in {home.kk, None}
        assert papers["KK"].whose == f"Hartini Wijaya {new}"
        assert behind.register(aunt)["shdk"] == "Kepala Keluarga"
        assert behind.register(home.niks["Galang Wijaya"])["kk"] == new
        assert behind.register(home.niks["Suhardi Wijaya"])["kk"] is None
        budi.find_resident(home.niks["Suhardi Wijaya"])
        budi.sees("Meninggal", papers["Akta kematian"].number)


class TestTheDeathOfOneWhoLivedAlone:
    def test_asks_nothing_of_a_family_and_keeps_what_a_verifier_types_while_the_form_is_changed(
        self, at_desk: AtDesk, kin: dict[str, Kin]
    ) -> None:
        nik = kin["sebatang-kara"].niks["Zainal Abidin"]
        budi, joko, wati = at_desk(BUDI), at_desk(JOKO), at_desk(WATI)
        budi.take_in(
            Applicant("Zainal Abidin", nik), service="sk-kematian", answers={**ANSWERS, "anak_ditinggal": "tidak"}
        )
        resi = budi.received()

        form = DataForm(joko)
        form.open(resi)
        members = joko.page.locator("#r-members")
        expect(members).to_contain_text("Anggota KK muncul di sini")
        form.type({"resident": nik, "date": days_ago(3), "place": "Bintan", "letter": "445/120/RSUD/XI/2026"})
        expect(members).to_contain_text("Tidak ada anggota lain dalam KK ini.")
        form.type({"reporter_name": "Tarmizi Taher", "reporter_nik": nik})
        form.stands("KK ditutup")
        form.keep()
        joko.complete("Diteruskan", entry_note="SIAK 21010503")

        wati.open_case(resi)
        wati.follow("Cocokkan isian dengan berkas")
        beside = self.note_typed_beside(wati)
        wati.follow("Ubah isian")
        DataForm(wati).type({"letter": "445/121/RSUD/XI/2026"})
        wati.press("Simpan")

        beside.locator("#f-date [name=verdict][value=benar]").click()
        expect(beside.locator("#tick-problem")).to_contain_text("sudah disimpan oleh")
        expect(beside.locator("#f-letter")).to_contain_text("445/121/RSUD/XI/2026")
        expect(beside.locator("#note-place")).to_be_visible()
        expect(beside.locator("#note-place")).to_have_value("Di surat: Kijang")
        beside.close()

    def note_typed_beside(self, desk: OfficerDesk) -> Page:
        """The same list in a second tab, with a note that is not sent yet."""
        tab = desk.page.context.new_page()
        tab.goto(desk.page.url)
        tab.locator("#f-place summary").click()
        tab.locator("#note-place").fill("Di surat: Kijang")
        return tab
