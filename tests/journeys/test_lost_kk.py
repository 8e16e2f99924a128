"""A KK is lost: the same one again, for a letter of the police."""

from tests.journeys.backroom import Backroom, Kin
from tests.journeys.conftest import AtDesk
from tests.journeys.days import days_ago
from tests.journeys.forms import DataForm
from tests.journeys.personas import Applicant, OfficerDesk

BUDI, JOKO, HADI = (f"bintan.{name}" for name in ("budi", "joko", "hadi"))
LOST = {"keperluan": "kk-hilang", "pindahan": "tidak", "beda_data": "tidak"}


def print_well(joko: OfficerDesk, resi: str) -> None:
    """Printed by the operator whose step is over, who says how it came out."""
    joko.open_case(resi)
    joko.sees("pengganti karena hilang")
    assert joko.print_product("KK", "Tarmizi Taher").pages == 1
    joko.visit(f"/permohonan/{resi.replace('-', '')}/cetakan/")
    joko.page.get_by_text("Catat hasil").first.click()
    joko.page.get_by_label("baik", exact=True).check()
    joko.press("Catat hasil")
    joko.sees("Hasil cetak dicatat.")


def hand_over(budi: OfficerDesk, resi: str) -> None:
    """A KK with a good print is handed over without a word about it."""
    budi.visit(f"/pengambilan/{resi.replace('-', '')}/")
    budi.give(collector_relation="self", resi_shown=True, signature="drawn")
    budi.press("Serahkan dan catat")
    budi.sees(f"Dokumen {resi} sudah diserahkan")


class TestALostKk:
    def test_is_printed_again_with_the_same_number(
        self, at_desk: AtDesk, behind: Backroom, kin: dict[str, Kin]
    ) -> None:
        home = kin["kehilangan"]
        wife = home.niks["Rosmawati"]
        budi, joko, hadi = at_desk(BUDI), at_desk(JOKO), at_desk(HADI)
        budi.take_in(Applicant("Rosmawati", wife), service="kk", answers=LOST)
        budi.sees("Surat keterangan kehilangan dari kepolisian")
        resi = budi.received()
        form = DataForm(joko)
        form.open(resi)
        form.type({"family": home.kk, "police_letter": "SKTLK/311/XI/2026/SPKT", "police_date": days_ago(2)})
        form.stands("KK")
        form.keep()
        joko.complete("Diteruskan", entry_note="SIAK 21010701")
        behind.advance(resi, "bintan", to="sahkan")
        hadi.open_case(resi)
        hadi.complete("Ditandatangani")
        assert hadi.issued("KK") == {f"Tarmizi Taher {home.kk}"}
        behind.advance(resi, "bintan", to="serahkan-dokumen")
        print_well(joko, resi)
        hand_over(budi, resi)
        assert behind.register(wife)["kk"] == home.kk
        budi.find_resident(home.kk)
        budi.sees("berlaku", "Tarmizi Taher", "Fitria Taher")
