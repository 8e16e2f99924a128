"""Two families give a child each to a third one, and a court undoes a marriage that should not have been."""

import re

from playwright.sync_api import expect

from tests.journeys.backroom import Backroom, Kin
from tests.journeys.conftest import AtDesk
from tests.journeys.forms import DataForm, days_ago
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
        form.stands(his.kk, hers.kk, "KK ini tidak ada.", "+ masuk", "− keluar")
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
        printed = [product for product in hadi.products() if product.paper == "Kartu keluarga"]
        assert [product.act for product in printed] == ["terbit"] * 3, printed
        assert len({product.number for product in printed}) == 3
        hadi.sees(his.kk, hers.kk)
        new = behind.register(ilham)["kk"]
        assert new not in (his.kk, hers.kk, None)
        assert behind.register(nurul) == behind.register(nurul) | {"kk": new, "shdk": "Istri"}

        budi.find_resident(nurul)
        budi.sees("Kawin Tercatat", "0231/012/XI/2026", "Pernah dalam KK", "Muhammad Nur")
        expect(budi.page.get_by_role("link", name=re.compile("Ilham Ramadhan")).first).to_be_visible()
