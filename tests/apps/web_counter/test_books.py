"""The books on the screen and on paper."""

from django.test import Client

from tests.apps import factories
from tests.apps.web_counter.reading import is_pdf, text_of
from tests.apps.web_counter.test_intake import PATH, filled

REGISTER = "/buku/buku-register/2026/"


class TestTheRegisterBook:
    def test_lists_every_number_with_its_case(self, budi: Client) -> None:
        first, second = factories.take_in(), factories.take_in()
        words = text_of(budi.get(REGISTER))
        assert words.index("1/2026") < words.index("2/2026")
        assert f"{first.resi[:4]}-" in words
        assert f"{second.resi[:4]}-" in words

    def test_stands_in_the_list_of_books(self, budi: Client) -> None:
        factories.take_in()
        page = budi.get("/buku/")
        assert REGISTER in page.content.decode()

    def test_is_printed_page_by_page(self, budi: Client) -> None:
        factories.take_in()
        assert is_pdf(budi.get(f"{REGISTER}halaman-1.pdf"))

    def test_t06_of_another_office_is_not_there(self, dewi: Client) -> None:
        factories.take_in()
        assert dewi.get(REGISTER).status_code == 404
        assert dewi.get(f"{REGISTER}halaman-1.pdf").status_code == 404

    def test_without_a_number_says_what_would_fill_it(self, budi: Client) -> None:
        assert "Belum ada nomor" in text_of(budi.get("/buku/"))
        assert "Halaman ini kosong" in text_of(budi.get("/buku/buku-register/1999/", {"halaman": "x"}))
        assert budi.get("/buku/entah/1999/").status_code == 404


class TestTheRefusals:
    def test_are_listed_with_what_was_lacking(self, budi: Client) -> None:
        budi.post(PATH, filled(**{"r-pengantar": "missing"}))
        words = text_of(budi.get("/buku/penolakan/"))
        assert "Sari Wulandari" in words
        assert "Pengantar RT/RW" in words
        assert "9901014101900001" not in words

    def test_of_another_office_are_not_listed(self, budi: Client, dewi: Client) -> None:
        budi.post(PATH, filled(**{"r-pengantar": "missing"}))
        assert "Tidak ada penolakan" in text_of(dewi.get("/buku/penolakan/"))

    def test_of_a_broken_span_are_those_of_today(self, budi: Client) -> None:
        budi.post(PATH, filled(**{"r-pengantar": "missing"}))
        words = text_of(budi.get("/buku/penolakan/", {"dari": "kapan", "sampai": "2026-11-16"}))
        assert "Sari Wulandari" in words


class TestTheArchive:
    def test_is_found_by_place_resi_and_name(self, dewi: Client) -> None:
        case = factories.case_at("terima", "pontianak")
        for asked in ("Rak A-3", case.resi, "Sari"):
            assert "Rak A-3, kotak 12" in text_of(dewi.get("/buku/arsip/", {"tempat": asked})), asked

    def test_of_another_office_is_not_found(self, budi: Client) -> None:
        case = factories.case_at("terima", "pontianak")
        assert "Tidak ada arsip" in text_of(budi.get("/buku/arsip/", {"tempat": case.resi}))
