"""A birth gives akta, KK and KIA at one visit; a stillbirth gives a letter and no person."""

import re

from playwright.sync_api import expect

from tests.journeys.backroom import Backroom, Kin
from tests.journeys.conftest import AtDesk
from tests.journeys.days import days_ago
from tests.journeys.forms import DataForm
from tests.journeys.personas import Applicant

BUDI, JOKO, WATI, HADI = (f"bintan.{name}" for name in ("budi", "joko", "wati", "hadi"))
BABY = "Ayesha Larasati Akbar"


class TestABirth:
    def test_gives_akta_kk_and_kia_at_one_visit(self, at_desk: AtDesk, behind: Backroom, kin: dict[str, Kin]) -> None:
        home = kin["calon-ayah"]
        father, mother = home.niks["Fauzan Akbar"], home.niks["Larasati Dewi"]
        budi, joko = at_desk(BUDI), at_desk(JOKO)
        budi.take_in(
            Applicant("Fauzan Akbar", father),
            service="sk-kelahiran",
            answers={"orang_tua": "tercatat", "terlambat": "tidak"},
        )
        resi = budi.received()

        form = DataForm(joko)
        form.open(resi)
        form.type(
            {
                "child_name": BABY,
                "sex": "PEREMPUAN",
                "birth_place": "Bintan",
                "birth_date": days_ago(9),
                "birth_time": "05:20",
                "weight": "3150",
                "length": "49",
                "mother": father,
                "father": father,
                "order": "1",
                "reporter_name": "Fauzan Akbar",
                "reporter_nik": father,
            }
        )
        expect(form.verdict.locator(".note--late")).to_contain_text("Fauzan Akbar")
        form.type({"mother": mother})
        self.tabs_into_the_verdict(form)
        form.stands(home.kk, BABY, "NIK menyusul", "+ masuk", "KIA")
        form.keep()
        joko.complete("Diteruskan", entry_note="SIAK 21010456")

        behind.advance(resi, "bintan", to="sahkan")
        hadi = at_desk(HADI)
        hadi.open_case(resi)
        hadi.complete("Ditandatangani")
        papers = {product.paper: product for product in hadi.products()}
        assert {"Akta kelahiran", "KK", "KIA"} <= set(papers)
        assert re.fullmatch(r"2101-LU-\d{8}-\d{4}", papers["Akta kelahiran"].number)
        assert papers["Akta kelahiran"].whose == papers["KIA"].whose == BABY
        assert papers["KK"].whose == f"Fauzan Akbar {home.kk}"
        akta = hadi.print_product("akta kelahiran", BABY)
        for words in (papers["Akta kelahiran"].number, BABY.upper(), "FAUZAN AKBAR", "LARASATI DEWI"):
            assert words in akta.words.upper(), akta.words
        behind.advance(resi, "bintan", to="serahkan-dokumen")

        budi.find_resident(home.kk)
        row = budi.page.get_by_role("row").filter(has_text=BABY).first
        nik = re.sub(r"\D", "", row.get_by_role("cell").first.inner_text())
        assert re.fullmatch(r"2101\d{12}", nik), "minted of the place where the family lives"
        assert behind.register(nik)["shdk"] == "Anak"
        budi.visit(f"/pengambilan/{resi.replace('-', '')}/")
        budi.give(collector_relation="self", resi_shown=True, signature="drawn", unprinted="digital")
        budi.press("Serahkan dan catat")
        budi.sees(f"Dokumen {resi} sudah diserahkan")

    def tabs_into_the_verdict(self, form: DataForm) -> None:
        """Who goes on from a field to the verdict before it is renewed sees the new one, and stays where he was."""
        form.type({"child_name": "", "order": ""})
        expect(form.status).to_contain_text("2 belum diisi")
        self.types_and_goes_on(form, "order", "1", to="child_name")
        expect(form.status).to_contain_text("1 belum diisi")
        expect(form.verdict.locator("a[href='#f-child_name']")).to_be_focused()
        self.types_and_goes_on(form, "child_name", BABY, to="child_name")
        form.stands()
        expect(form.page.locator("#hasil:focus, #hasil a:focus")).to_have_count(1)

    def types_and_goes_on(self, form: DataForm, name: str, value: str, to: str) -> None:
        """A field is filled and a link of the verdict has the focus, at once."""
        form.verdict.evaluate(
            """(panel, [name, value, to]) => {
                const field = document.querySelector(`[name="${name}"]`);
                field.value = value;
                field.dispatchEvent(new Event("input", { bubbles: true }));
                panel.querySelector(`a[href="#f-${to}"]`).focus();
            }""",
            [name, value, to],
        )


class TestAStillbirth:
    def test_gives_a_letter_and_no_person(self, at_desk: AtDesk, behind: Backroom, kin: dict[str, Kin]) -> None:
        home = kin["duka"]
        father, mother = home.niks["Ridwan Saleh"], home.niks["Mariana"]
        budi, joko, hadi = at_desk(BUDI), at_desk(JOKO), at_desk(HADI)
        budi.take_in(Applicant("Ridwan Saleh", father), service="sk-lahir-mati")
        resi = budi.received()
        form = DataForm(joko)
        form.open(resi)
        early = {
            "weeks": "24",
            "sex": "LAKI-LAKI",
            "date": days_ago(3),
            "place": "Bintan",
            "mother": mother,
            "determined_by": "DOKTER",
        }
        form.type({**early, "father": father, "reporter_name": "Ridwan Saleh", "reporter_nik": father})
        expect(form.status).not_to_contain_text("belum diisi")
        expect(form.verdict).to_contain_text("28 minggu")
        form.type({"weeks": "34"})
        form.stands()
        form.keep()
        joko.complete("Diteruskan", entry_note="SIAK 21010457")
        behind.advance(resi, "bintan", to="sahkan")

        hadi.open_case(resi)
        hadi.complete("Ditandatangani")
        (letter,) = hadi.products()
        assert (letter.paper, letter.act) == ("Surat keterangan lahir mati", "terbit")
        printed = hadi.print_product("surat keterangan lahir mati", "Mariana").words
        assert "RIDWAN SALEH" in printed.upper(), printed
        assert "tidak diberikan NIK" in printed, printed
        behind.advance(resi, "bintan", to="serahkan-dokumen")
        budi.open_case(resi)
        assert re.fullmatch(r"LM/\d+/[IVX]+/\d{4}", budi.numbers()["Buku register lahir mati"])
        budi.find_resident(home.kk)
        expect(budi.page.locator("table").first.get_by_role("rowheader")).to_have_text(
            ["1. Ridwan Saleh", "2. Mariana"]
        )
