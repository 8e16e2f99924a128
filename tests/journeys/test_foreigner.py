"""A foreigner with limited leave to stay gets a NIK and an SKTT, and no KK."""

import re

from tests.journeys.backroom import Backroom
from tests.journeys.conftest import AtDesk
from tests.journeys.days import days_ago
from tests.journeys.forms import DataForm
from tests.journeys.personas import Applicant

BUDI, RUDI, HADI = (f"bintan.{name}" for name in ("budi", "rudi", "hadi"))
NAME = "Akira Kobayashi"


class TestAForeigner:
    def test_gets_an_sktt_for_as_long_as_the_leave(self, at_desk: AtDesk, behind: Backroom) -> None:
        budi, rudi, hadi = at_desk(BUDI), at_desk(RUDI), at_desk(HADI)
        budi.take_in(Applicant(NAME, "9901061505850003"), service="sktt", answers={"keperluan": "sktt-baru"})
        resi = budi.received()
        form = DataForm(rudi)
        form.open(resi)
        form.type(
            {
                "full_name": NAME,
                "sex": "LAKI-LAKI",
                "birth_place": "Osaka",
                "birth_date": "15-05-1985",
                "nationality": "Jepang",
                "religion": "BUDHA",
                "marital_status": "BELUM KAWIN",
                "occupation": "KARYAWAN SWASTA",
                "passport_number": "TR1234567",
                "passport_until_date": days_ago(-1500),
                "permit_number": "2C21JE5151-W",
                "permit_place": "Tanjung Uban",
                "permit_date": days_ago(5),
                "until_date": days_ago(-360),
                "sponsor_kind": "PERUSAHAAN",
                "sponsor_name": "PT Bintan Resor",
                "street": "Jl. Gurindam 3",
                "rt": "1",
                "rw": "2",
                "region": "21.01.06.1008",
            }
        )
        form.stands("SKTT")
        form.keep()
        rudi.complete("Diteruskan", entry_note="SIAK 21010801")
        behind.advance(resi, "bintan", to="sahkan")
        hadi.open_case(resi)
        hadi.complete("Ditandatangani")
        (sktt,) = hadi.products()
        assert (sktt.paper, sktt.act, sktt.whose) == ("SKTT", "terbit", NAME)
        assert sktt.number
        printed = hadi.print_product("SKTT", NAME).words
        assert sktt.number in printed, printed
        assert "2C21JE5151-W" in printed, printed
        budi.visit("/penduduk/")
        budi.page.get_by_label("NIK, nomor KK, nomor dokumen, resi, atau nama").fill(f"{NAME} 1985")
        budi.press("Cari")
        budi.follow(NAME)
        budi.sees("Jepang", "2C21JE5151-W", "Tidak pernah tercatat dalam KK.")
        found = re.search(r"NIK (2101 \d{4} \d{4} \d{4})", budi.words())
        assert found, budi.words()
        assert behind.register(found.group(1))["kk"] is None
