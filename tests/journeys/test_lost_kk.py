"""A KK is lost: the same one again, for a letter of the police."""

from tests.journeys.backroom import Backroom, Kin
from tests.journeys.conftest import AtDesk
from tests.journeys.forms import DataForm, days_ago
from tests.journeys.personas import Applicant

BUDI, JOKO, HADI = (f"bintan.{name}" for name in ("budi", "joko", "hadi"))
LOST = {"keperluan": "kk-hilang", "pindahan": "tidak", "beda_data": "tidak"}


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
        assert behind.register(wife)["kk"] == home.kk
        budi.find_resident(home.kk)
        budi.sees("berlaku", "Tarmizi Taher", "Fitria Taher")
