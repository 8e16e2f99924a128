"""A head of a family goes from Bintan to Pontianak and the others stay; another one would go and does not."""

import re
from collections.abc import Mapping

from playwright.sync_api import expect

from tests.journeys.backroom import Backroom, Kin
from tests.journeys.conftest import AtDesk
from tests.journeys.days import days_ago
from tests.journeys.forms import DataForm, Row, Values
from tests.journeys.line import slow
from tests.journeys.personas import Applicant, OfficerDesk

BUDI, RUDI, SURYA = (f"bintan.{name}" for name in ("budi", "rudi", "surya"))
DEWI, LUKMAN, SYARIF = (f"pontianak.{name}" for name in ("dewi", "lukman", "syarif"))
LETTER = re.compile(r"SKPWNI/2101/\d{8}/\d{4}")
THERE: Values = {
    "reason": "PEKERJAAN",
    "street": "Jl. Sutomo 21",
    "rt": "3",
    "rw": "4",
    "region": "61.71.01.1004",
    "planned_date": days_ago(-7),
}


def move_out(at_desk: AtDesk, applicant: Applicant, answers: Values, *said: str) -> tuple[str, str]:
    """An application to move away, up to the printed letter; its resi and the number of the letter."""
    budi, rudi = at_desk(BUDI), at_desk(RUDI)
    budi.take_in(applicant, service="skpwni", answers={"keperluan": "pindah-keluar"})
    resi = budi.received()
    budi.open_case(resi)
    budi.complete("Dicatat")
    budi.complete("Diteruskan")
    form = DataForm(rudi)
    form.open(resi)
    form.type(answers)
    form.stands(*said)
    form.keep()
    rudi.complete("Surat tercetak", entry_note="SIAK 21010901", print_result="good")
    (letter,) = (one for one in rudi.products() if one.paper == "SKPWNI")
    assert (letter.act, letter.whose) == ("terbit", applicant.name)
    assert LETTER.fullmatch(letter.number)
    printed = rudi.print_product("SKPWNI", applicant.name).words
    assert letter.number in printed, printed
    assert "Sutomo" in printed, printed
    return resi, letter.number


class TestAMoveToAnotherProvince:
    def test_takes_the_head_and_leaves_the_family(self, at_desk: AtDesk, behind: Backroom, kin: dict[str, Kin]) -> None:
        home = kin["perantau"]
        yusuf, wife = home.niks["Yusuf Mansur"], home.niks["Rahmah El Yunusiah"]
        everyone: Mapping[str, Row] = {
            "Yusuf Mansur": {"goes": True},
            "Rahmah El Yunusiah": {"shdk": "KEPALA KELUARGA"},
            "Hanif Mansur": {"shdk": "ANAK"},
            "Salma": {"shdk": "ANAK"},
        }
        answers: Values = {"family": home.kk, "who": "kepala", "members": everyone, **THERE}
        resi, letter = move_out(at_desk, Applicant("Yusuf Mansur", yusuf), answers, home.kk, "KK ditutup", "KK baru")
        new = behind.register(wife)
        assert new["shdk"] == "Kepala Keluarga"
        assert new["kk"] not in {home.kk, None}
        assert at_desk(RUDI).issued("KK") == {f"Rahmah El Yunusiah {new['kk']}"}
        behind.advance(resi, "bintan", to="tanda-tangan")
        surya, budi = at_desk(SURYA), at_desk(BUDI)
        surya.open_case(resi)
        surya.complete("Ditandatangani")
        behind.advance(resi, "bintan")
        budi.find_resident(yusuf)
        budi.sees("Dalam perpindahan")
        self.arrive(at_desk, behind, yusuf, letter)
        assert behind.register(wife)["kk"] == new["kk"]
        budi.visit("/penduduk/")
        budi.page.get_by_label("NIK, nomor KK, nomor dokumen, resi, atau nama").fill(yusuf)
        budi.press("Cari")
        budi.sees("Tercatat di kantor lain.")

    def arrive(self, at_desk: AtDesk, behind: Backroom, nik: str, letter: str) -> None:
        """The same man in Pontianak: a KK of his own, and his old card is destroyed."""
        dewi, lukman, syarif = at_desk(DEWI), at_desk(LUKMAN), at_desk(SYARIF)
        dewi.take_in(Applicant("Yusuf Mansur", nik), answers={"keperluan": "pindah-datang"})
        dewi.sees("KTP-el dan KIA lama semua yang pindah, untuk dimusnahkan")
        resi = dewi.received()
        form = DataForm(lukman)
        form.open(resi)
        self.is_taken_from_the_register(lukman, nik)
        form.type(
            {
                "skpwni_number": letter,
                "skpwni_date": days_ago(0),
                "origin": "21.01",
                "origin_address": "Jl. Uji Coba 7, Kijang Kota, Bintan",
                "arrival_date": days_ago(0),
                "returning": [{"shdk": "KEPALA KELUARGA"}],
                "street": "Jl. Sutomo 21",
                "rt": "3",
                "rw": "4",
                "region": "61.71.01.1004",
            }
        )
        form.accept_warnings("suami istri dalam KK yang berbeda")
        form.stands("Yusuf Mansur", "KK baru")
        form.keep()
        lukman.complete("Ya", entry_note="Konsep 1")
        behind.advance(resi, "pontianak", to="cetak")
        lukman.open_case(resi)
        lukman.complete("Tercetak baik", print_result="good")
        kk = behind.register(nik)["kk"]
        assert kk.startswith("6171")
        assert lukman.issued("KK") == {f"Yusuf Mansur {kk}"}
        cards = {(one.paper, one.act) for one in lukman.products() if one.whose == "Yusuf Mansur"}
        assert {("KTP-el", "tarik"), ("KTP-el", "terbit")} <= cards
        syarif.open_case(resi)
        syarif.complete("Ditandatangani")
        dewi.find_resident(nik)
        dewi.sees("Parittokaya", "Kepala Keluarga")

    def is_taken_from_the_register(self, lukman: OfficerDesk, nik: str) -> None:
        """The form begins with who is under way; a row that was emptied is filled again by the NIK alone."""
        who, religion = (lukman.page.locator(f"[name='returning.0.{name}']") for name in ("who", "religion"))
        expect(who).to_have_value(nik)
        believes = religion.input_value()
        assert believes
        # The answer about the emptied row comes while the number is there already, and must not be taken for its answer.
        with slow(lukman.page):
            lukman.page.get_by_role("button", name="Kosongkan orang ke-1").first.click()
            expect(who).to_have_value("")
            expect(religion).to_have_value("")
            lukman.page.locator("#r-returning > details > summary").first.press("Enter")
            who.press_sequentially(nik)
            who.press("Tab")
            expect(religion).to_have_value(believes)
        religion.select_option(label="KATHOLIK")
        expect(lukman.page.locator("#n-returning-0-religion")).to_contain_text("Di register:")
        religion.select_option(value=believes)
        expect(lukman.page.locator("#n-returning-0-religion")).to_be_empty()
        lukman.look()


class TestAMoveThatIsCalledOff:
    def test_brings_the_mover_back_into_his_own_kk(
        self, at_desk: AtDesk, behind: Backroom, kin: dict[str, Kin]
    ) -> None:
        home = kin["batal-merantau"]
        nik = home.niks["Dedi Kurniawan"]
        dedi = Applicant("Dedi Kurniawan", nik)
        answers: Values = {"family": home.kk, **THERE}
        resi, letter = move_out(at_desk, dedi, answers, home.kk, "Dedi Kurniawan")
        behind.advance(resi, "bintan")
        assert behind.register(nik)["kk"] is None

        budi, rudi = at_desk(BUDI), at_desk(RUDI)
        budi.take_in(dedi, service="skpwni", answers={"keperluan": "batal-pindah"})
        resi = budi.received()
        behind.advance(resi, "bintan", to="proses")
        form = DataForm(rudi)
        form.open(resi)
        form.type(
            {"skpwni_number": letter, "reason": "Pekerjaan di Pontianak batal"},
        )
        expect(rudi.page.locator("[name='movers.0.who']")).to_have_value(nik)
        form.stands(home.kk, "Dedi Kurniawan")
        form.keep()
        rudi.complete("Surat tercetak", entry_note="SIAK 21010902", print_result="good")
        assert ("SKPWNI", "tarik") in {(one.paper, one.act) for one in rudi.products()}
        assert behind.register(nik) == {**behind.register(nik), "kk": home.kk, "shdk": "Kepala Keluarga"}
        budi.find_resident(nik)
        budi.sees("Kijang Kota")
        budi.does_not_see("Dalam perpindahan")
