"""Meja saya: the lists, their counts, claiming from a list, and the search."""

import re

import pytest
import time_machine

from loket.core.engine import Claim, Return, ReturnLine
from tests.apps import factories
from tests.apps.web.desk import DeskBrowser, Page, forms_of


def counts(page: Page) -> dict[str, int]:
    """The tabs of the desk with their numbers."""
    found = re.findall(r'href="\?daftar=(\w+)"[^>]*>[^<]*<span class="count">(\d+)</span>', page.body)
    return {name: int(number) for name, number in found}


def rows(page: Page) -> int:
    return page.body.count('<th scope="row">')


class TestTheDesk:
    def test_without_work_says_what_would_fill_it(self, budi: DeskBrowser) -> None:
        page = budi.get("/")
        assert "Tidak ada tugas di meja Anda." in page.text
        assert "yang Anda ambil, atau yang dialihkan kepada Anda" in page.text

    def test_opens_the_first_list_that_has_work(self, wati: DeskBrowser) -> None:
        factories.case_at("verifikasi-kasi")
        page = wati.get("/")
        assert counts(page)["antrean"] == rows(page) == 1
        assert "Sari Wulandari" in page.text

    def test_counts_what_each_list_shows(self, wati: DeskBrowser) -> None:
        mine = factories.case_at("verifikasi-kasi")
        factories.act(mine, Claim(), factories.wati())
        factories.case_at("verifikasi-kasi")
        factories.case_at("verifikasi-kasi", service="ktp-el")
        for name, count in counts(wati.get("/")).items():
            assert rows(wati.get(f"/?daftar={name}")) == count

    def test_shows_sent_back_work_in_its_own_list(self, budi: DeskBrowser) -> None:
        case = factories.case_at("verifikasi-kasi")
        factories.act(case, Return("tidak-valid", (ReturnLine("Alamat", "data-berbeda"),)), factories.wati())
        page = budi.get("/?daftar=dikembalikan")
        assert (counts(page)["dikembalikan"], rows(page)) == (1, 1)

    def test_says_in_words_until_when_there_is_time(self, wati: DeskBrowser) -> None:
        factories.case_at("verifikasi-kasi")
        assert "s.d. 09.30 hari ini" in wati.get("/").text

    def test_says_when_the_office_opens_again(self, wati: DeskBrowser, monday: time_machine.Traveller) -> None:
        assert "Di luar jam layanan" not in wati.get("/").text
        monday.move_to(factories.MONDAY.replace(hour=10))
        wati.comes_back()
        assert "Di luar jam layanan; waktu berjalan lagi besok, 08.00." in wati.get("/").text

    def test_says_in_words_what_is_late(self, wati: DeskBrowser, monday: object) -> None:
        factories.case_at("verifikasi-kasi", at=factories.MONDAY.replace(day=12))
        assert "lewat sejak Kamis 12 Nov, 09.30" in wati.get("/").text

    def test_of_another_office_shows_nothing_of_it(self, dewi: DeskBrowser) -> None:
        factories.case_at("verifikasi-kasi")
        assert "Sari Wulandari" not in "".join(dewi.get(f"/?daftar={name}").body for name in counts(dewi.get("/")))

    def test_shows_its_first_list_for_an_unknown_one(self, budi: DeskBrowser) -> None:
        assert budi.get("/?daftar=entah").status == 200


class TestClaimingFromTheList:
    @pytest.fixture
    def claim(self, wati: DeskBrowser) -> tuple[str, dict[str, str]]:
        case = factories.case_at("verifikasi-kasi")
        address = f"/permohonan/{case.resi}/ambil-dari-daftar/"
        return address, forms_of(wati.get("/").body)[address]

    def test_opens_the_case(self, wati: DeskBrowser, claim: tuple[str, dict[str, str]]) -> None:
        answer = wati.post(*claim)
        assert answer.status == 302
        assert "Ada di meja Anda." in wati.get(answer.location).text

    def test_with_htmx_brings_the_lists_as_they_now_are(
        self, wati: DeskBrowser, claim: tuple[str, dict[str, str]]
    ) -> None:
        answer = wati.post(*claim, hx_request="true")
        assert answer.status == 200
        assert "<html" not in answer.body
        assert (counts(answer)["saya"], counts(answer)["antrean"]) == (1, 0)

    def test_that_comes_too_late_names_who_was_first(self, monday: object, db: None) -> None:
        joko, maya = (DeskBrowser(factories.officer(name)) for name in ("bintan.joko", "bintan.maya"))
        address = f"/permohonan/{factories.take_in().resi}/ambil-dari-daftar/"
        form = forms_of(joko.get("/").body)[address]
        assert maya.post(address, {**form, "key": "b7a2a5c0-1111-4c7e-9c53-000000000001"}).status == 302
        answer = joko.post(address, form)
        assert answer.status == 409
        assert "Maya Anggraini" in answer.text

    def test_needs_a_post(self, wati: DeskBrowser, claim: tuple[str, dict[str, str]]) -> None:
        assert wati.get(claim[0]).status == 405

    def test_of_another_office_does_not_exist(self, dewi: DeskBrowser, claim: tuple[str, dict[str, str]]) -> None:
        assert dewi.post(*claim).status == 404


class TestFinding:
    @pytest.mark.parametrize("text", ["sari", "9901014101900001", "1/2026"])
    def test_by_name_nik_or_register_number_lists_what_matches(self, budi: DeskBrowser, text: str) -> None:
        factories.take_in()
        assert "Sari Wulandari" in budi.get(f"/cari/?q={text}").text

    def test_by_a_scanned_resi_opens_the_case(self, budi: DeskBrowser) -> None:
        resi = factories.take_in().resi
        written = f"{resi[:4]}-{resi[4:8]}-{resi[8:]}".lower()
        assert budi.get(f"/cari/?q={written}").location == f"/permohonan/{resi}/"

    def test_masks_the_nik(self, budi: DeskBrowser) -> None:
        factories.take_in()
        body = budi.get("/cari/?q=sari").body
        assert "990101••••••00••" in body
        assert "9901014101900001" not in body

    def test_without_a_hit_says_what_to_try(self, budi: DeskBrowser) -> None:
        assert "Periksa ejaan nama" in budi.get("/cari/?q=tidakada").text

    def test_finds_nothing_of_another_office(self, dewi: DeskBrowser) -> None:
        resi = factories.take_in().resi
        for text in ("sari", "9901014101900001", resi):
            assert "Tidak ada permohonan yang cocok" in dewi.get(f"/cari/?q={text}").text

    @pytest.mark.parametrize("text", ["", "a", "%", "<script>", "\x00", "x" * 500])
    def test_answers_whatever_is_typed(self, budi: DeskBrowser, text: str) -> None:
        page = budi.client.get("/cari/", {"q": text})
        assert page.status_code == 200
        assert b"<script>" not in page.content.split(b"<main")[1]
