"""Two families give a child each to a third one, and a court undoes a marriage that should not have been."""

import re

from playwright.sync_api import expect

from tests.journeys.backroom import Backroom, Kin
from tests.journeys.conftest import AtDesk
from tests.journeys.days import days_ago
from tests.journeys.forms import DataForm
from tests.journeys.personas import Applicant

BUDI, JOKO, WATI, HADI = (f"bintan.{name}" for name in ("budi", "joko", "wati", "hadi"))
NEW_FAMILY = {"keperluan": "keluarga-baru", "pindahan": "tidak", "beda_data": "tidak"}


class TestAMarriage:
    def test_makes_a_third_kk_and_both_old_ones_are_printed_again(
        self, at_desk: AtDesk, behind: Backroom, kin: dict[str, Kin]
    ) -> None:
        his, hers = kin["orang-tua-ilham"], kin["orang-tua-nurul"]
        ilham, nurul = his.niks["Ilham Ramadhan"], hers.niks["Nurul Hidayah"]
        budi, joko = at_desk(BUDI), at_desk(JOKO)
        budi.take_in(Applicant("Ilham Ramadhan", ilham), service="kk", answers=NEW_FAMILY)
        resi = budi.received()

        form = DataForm(joko)
        form.open(resi)
        form.type({"husband": ilham, "wife": nurul, "akta_number": "0231/012/XI/2026", "marriage_date": days_ago(6)})
        form.stands(his.kk, hers.kk, "KK baru", "KK berubah", "− keluar")
        form.keep()
        joko.complete("Diteruskan", entry_note="SIAK 21010231")

        wati = at_desk(WATI)
        DataForm(wati).tick_all(resi)
        wati.complete("Berkas valid")
        behind.advance(resi, "bintan", to="sahkan")
        hadi = at_desk(HADI)
        hadi.open_case(resi)
        assert hadi.products() == []
        hadi.complete("Ditandatangani")
        new = behind.register(ilham)["kk"]
        assert new not in {his.kk, hers.kk, None}
        assert hadi.issued("KK") == {
            f"Harun Al Rasyid {his.kk}",
            f"Muhammad Nur {hers.kk}",
            f"Ilham Ramadhan {new}",
        }
        assert behind.register(nurul)["kk"] == new
        assert behind.register(nurul)["shdk"] == "Istri"

        card = hadi.print_product("KK", f"Ilham Ramadhan {new}")
        for words in ("KARTU KELUARGA", new, "ILHAM RAMADHAN", "NURUL HIDAYAH", "KAWIN TERCATAT"):
            assert words in card.words, card.words
        budi.find_resident(nurul)
        budi.sees("Kawin Tercatat", "0231/012/XI/2026", "Pernah dalam KK", "Muhammad Nur")
        expect(budi.page.get_by_role("link", name=re.compile("Ilham Ramadhan")).first).to_be_visible()


class TestAMarriageThatACourtAnnuls:
    def test_leaves_both_as_they_were_before_it(self, at_desk: AtDesk, behind: Backroom, kin: dict[str, Kin]) -> None:
        home = kin["kawin-batal"]
        husband, wife = home.niks["Yohanes Sinaga"], home.niks["Maria Simanjuntak"]
        budi, joko, hadi = at_desk(BUDI), at_desk(JOKO), at_desk(HADI)
        budi.take_in(Applicant("Yohanes Sinaga", husband), service="sk-pembatalan-perkawinan")
        resi = budi.received()
        form = DataForm(joko)
        form.open(resi)
        form.type(
            {
                "husband": husband,
                "wife": wife,
                "akta_number": "2101-KW-05052016-0007",
                "husband_was": "BELUM KAWIN",
                "wife_was": "BELUM KAWIN",
                "court": "Pengadilan Negeri Tanjungpinang",
                "ruling_number": "17/Pdt.G/2026/PN Tpg",
                "ruling_date": days_ago(30),
                "final_date": days_ago(10),
            }
        )
        form.stands(home.kk, "KK baru", "Belum Kawin")
        form.keep()
        joko.complete("Diteruskan", entry_note="SIAK 21010233")
        behind.advance(resi, "bintan", to="sahkan")
        hadi.open_case(resi)
        hadi.complete("Ditandatangani")

        apart = behind.register(wife)["kk"]
        assert apart not in {home.kk, None}
        assert hadi.issued("KK") == {f"Yohanes Sinaga {home.kk}", f"Maria Simanjuntak {apart}"}
        papers = {(one.paper, one.act) for one in hadi.products()}
        assert {("Surat keterangan pembatalan perkawinan", "terbit"), ("Akta perkawinan", "tarik")} <= papers
        letter = hadi.print_product("surat keterangan pembatalan perkawinan", "Yohanes Sinaga").words
        assert "17/Pdt.G/2026/PN Tpg" in letter, letter
        behind.advance(resi, "bintan", to="serahkan-dokumen")
        budi.open_case(resi)
        assert budi.numbers()["Buku register pembatalan perkawinan"].startswith("BP/")
        budi.find_resident(wife)
        budi.sees("Belum Kawin")
        budi.does_not_see("Cerai")
