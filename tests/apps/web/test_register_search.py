"""Looking for a resident at the desk: every number, names as people misspell them, and what stays at other offices."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loket.core.terms import Resi
from loket.register.finding import index
from tests.apps import factories
from tests.apps.register import people
from tests.apps.web.desk import DeskBrowser, Page

MOST_STATEMENTS = 12
Look = Callable[..., Page]


@pytest.fixture
def home(budi: DeskBrowser) -> people.Home:
    """Sari with her family, found by name."""
    found = people.saris()
    people.alone("Mohamad Yusuf", number=4)
    people.alone("Yohanes Tanjungpura", number=5, office=factories.dewi())
    index.complete()
    return found


@pytest.fixture
def look(budi: DeskBrowser, home: people.Home) -> Look:
    """What Budi sees when he types this."""
    return lambda text, **more: budi.get(f"/penduduk/?{urlencode({'q': text, **more})}")


def address_of(page: Page) -> str:
    found = re.search(r'<table class="table" data-results>.*?href="([^"]+)"', page.body, re.DOTALL)
    assert found, page.text
    return found[1]


class TestTheBox:
    def test_opens_the_resident_of_a_nik_and_the_kk_of_a_number_however_typed(
        self, look: Look, home: people.Home
    ) -> None:
        assert look("9901 0643 0386 0001").location == f"/penduduk/{home.members[1]}/"
        assert look("990106.430386.0001").location == f"/penduduk/{home.members[1]}/"
        assert look(home.kk_number.digits).location == f"/penduduk/kk/{home.id}/"

    def test_opens_the_case_of_a_resi(self, look: Look) -> None:
        taken = factories.take_in()
        assert look(taken.resi).location == f"/permohonan/{taken.resi}/"

    def test_opens_the_case_of_a_resi_without_digits(self, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("loket.casework.intake.Resi.new", lambda: Resi.parse("JXGNTYEYGBGQ"))
        taken = factories.take_in()
        assert look("jxgn-tyey-gbgq").location == f"/permohonan/{taken.resi}/"
        assert look("jxgn-tyey-gbgz").status == 200

    def test_finds_a_misspelt_name_and_says_why(self, look: Look, home: people.Home) -> None:
        page = look("moh yusup 1995")
        assert "Mohamad Yusuf" in page.text
        assert "tahun lahir sama" in page.text
        assert address_of(page).startswith("/penduduk/")

    def test_lists_the_name_without_the_year_where_nobody_was_born_then(self, look: Look) -> None:
        page = look("sari wulandari 1960")
        assert "Tidak ada yang namanya cocok dan lahir sekitar tahun 1960. Ini yang namanya cocok:" in page.text
        assert "Sari Wulandari" in page.text

    def test_lists_the_name_before_those_who_share_a_word_and_the_year(self, look: Look) -> None:
        people.alone("Sari Wulan", number=7)
        index.complete()
        page = look("sari wulandari 1995")
        assert "Tidak ada yang namanya cocok dan lahir sekitar tahun 1995. Ini yang namanya cocok:" in page.text
        said = "Lahir sekitar tahun 1995, tetapi namanya kurang mirip:"
        assert page.body.index(">Sari Wulandari<") < page.body.index(said) < page.body.index(">Sari Wulan<")
        assert "2 penduduk yang cocok" in page.text

    def test_says_of_another_office_beside_those_who_share_a_word(self, look: Look) -> None:
        people.alone("Yohanes Tan", number=7)
        index.complete()
        page = look("yohanes tanjungpura 1995")
        assert "Ada juga yang tercatat di kantor lain" in page.text
        assert "Yohanes Tan " in page.text
        assert "Yohanes Tanjungpura" not in page.text

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("31-02-1986", "31-02-1986 bukan tanggal yang ada: Februari 1986 hanya punya tanggal 1 sampai 28."),
            ("03-13-1986", "03-13-1986 bukan tanggal yang ada: bulan hanya 1 sampai 12."),
            ("17-08-2085", "17-08-2085 belum tiba: hari ini tanggal 16-11-2026. Dicari menurut namanya saja."),
            ("01-01-0000", "01-01-0000 bukan tanggal yang ada: tahunnya tidak ada."),
            ("99999", "Angka 99999 diabaikan: bukan tahun atau tanggal lahir, NIK, atau nomor yang dikenal."),
        ],
    )
    def test_says_what_of_the_line_cannot_be_and_looks_for_the_name(self, look: Look, typed: str, said: str) -> None:
        page = look(f"sari wulandari {typed}")
        assert said in page.text
        assert "Sari Wulandari" in page.text
        assert "kata lebih" not in page.text

    def test_says_that_the_year_of_an_impossible_date_counts(self, look: Look) -> None:
        page = look("sari wulandari 31-02-1986")
        assert "Dicari menurut namanya dan tahun 1986." in page.text
        assert "tahun lahir sama" in page.text

    @pytest.mark.parametrize("text", ["1986", "03-03-1986", "31-02-1986"])
    def test_asks_for_a_name_beside_a_date(self, look: Look, text: str) -> None:
        page = look(text)
        assert "Ketik juga namanya" in page.text
        assert "16 angka" not in page.text

    def test_advises_no_year_where_one_is_given(self, look: Look) -> None:
        page = look("bambang pamungkas 1986")
        assert "Juga bila lahir pada tahun lain." in page.text
        assert "tambahkan tahun lahir" not in page.text

    def test_of_another_office_needs_more_than_a_likeness(self, look: Look) -> None:
        page = look("yohana tanjungpuri")
        assert "ercatat di kantor lain" not in page.text
        assert "Tidak ada penduduk yang cocok" in page.text

    def test_masks_every_number_of_the_list(self, look: Look) -> None:
        page = look("sari wulandari")
        assert "Sari Wulandari" in page.text
        assert not re.search(r"\d{13}", page.text)

    def test_takes_mother_and_place_from_the_line_or_from_their_boxes(self, look: Look, home: people.Home) -> None:
        for page in (look("sari wulandari 1986 di kijang"), look("sari wulandari", tempat="Kijang", ibu="Siti")):
            assert address_of(page) == f"/penduduk/{home.members[1]}/"
        assert "tempat lahir sama" in look("sari wulandari 1986 di kijang").text

    def test_says_of_another_office_only_that_it_is_known_there(self, look: Look) -> None:
        number = "9901060808950005"
        by_number, by_name = look(number), look("yohanes tanjungpura 1995")
        for page in (by_number, by_name):
            assert page.status == 200
            assert "Tercatat di kantor lain" in page.text
            assert "Yohanes" not in page.text
            assert "data-results" not in page.body

    @pytest.mark.parametrize(
        "text", ["tidak ada orangnya", "1234567890123456", "Zzzyx 1850", "%_", "'\"--", "ibu", "\0\0"]
    )
    def test_says_what_to_do_when_nobody_is_found(self, look: Look, text: str) -> None:
        page = look(text)
        assert page.status == 200
        assert "Tidak ada penduduk yang cocok" in page.text
        assert "tambahkan tahun lahir" in page.text

    def test_counts_the_digits_of_a_number_that_is_too_short(self, look: Look) -> None:
        assert "yang diketik 15 angka" in look("990106430386000").text

    @pytest.mark.parametrize("text", ["", "x"])
    def test_asks_for_at_least_two_signs(self, look: Look, text: str) -> None:
        page = look(text)
        assert page.status == 200
        assert "data-results" not in page.body

    def test_survives_a_huge_question(self, look: Look) -> None:
        assert look("a b c " * 400).status == 200

    def test_costs_few_statements(self, look: Look, budi: DeskBrowser) -> None:
        look("sari wulandari")
        for text in (
            "sari wulandari",
            "moh yusup 1995",
            "9901064303860001",
            "tidak ada orangnya",
            "wulandari subagio 1986",
        ):
            with CaptureQueriesContext(connection) as few:
                look(text)
            assert len(few) <= MOST_STATEMENTS, (text, len(few))
