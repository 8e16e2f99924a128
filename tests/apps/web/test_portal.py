"""The public pages: what anybody may read of the services, and what only who applied may read of a file."""

import logging
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from loket.casework.procedures import services_of
from tests.apps.factories import MONDAY, SARI, TODAY, case_at, take_in

pytestmark = pytest.mark.django_db
HEAVIEST: int = 60 * 1024
KK = "/layanan/bintan/kk/"
NEW_FAMILY = {"a-keperluan": "keluarga-baru", "a-pindahan": "tidak", "a-beda_data": "tidak"}


@pytest.fixture(autouse=True)
def _at_nine() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def read(address: str, **answers: str) -> str:
    response = Client().get(address, {f"a-{name}": value for name, value in answers.items()})
    assert response.status_code == 200, address
    return response.content.decode()


def tracked(resi: str, second: str, client: Client | None = None) -> tuple[int, str]:
    response = (client or Client()).post("/lacak/", {"resi": resi, "second": second})
    return response.status_code, response.content.decode()


class TestTheServices:
    def test_are_what_is_in_force_today(self) -> None:
        assert "Kabupaten Bintan" in read("/layanan/")
        page = read("/layanan/bintan/")
        for one in services_of("bintan", TODAY):
            assert f'href="/layanan/bintan/{one.service}/"' in page

    @pytest.mark.parametrize("office", ["bintan", "pontianak"])
    def test_have_each_a_page_within_its_weight(self, office: str) -> None:
        for one in services_of(office, TODAY):
            page = read(f"/layanan/{office}/{one.service}/")
            assert one.procedure.product.split("(")[0].strip() in page
            assert len(page.encode()) < HEAVIEST

    @pytest.mark.parametrize("address", ["/layanan/tidak-ada/", "/layanan/bintan/tidak-ada/", "/layanan/x/kk/"])
    def test_that_nobody_offers_are_not_found(self, address: str) -> None:
        assert Client().get(address).status_code == 404

    def test_say_whether_the_office_is_open_now(self) -> None:
        assert "Buka sekarang" in read("/layanan/bintan/")
        with time_machine.travel("2026-11-22 09:00+07:00", tick=False):
            assert "Hari ini tidak buka: akhir pekan" in read("/layanan/bintan/")
        with time_machine.travel("2026-12-25 09:00+07:00", tick=False):
            assert "Hari ini tidak buka: " in read("/layanan/bintan/")

    def test_are_the_first_thing_a_stranger_sees(self) -> None:
        assert Client().get("/").headers["Location"] == "/layanan/"


class TestAnEnglishPage:
    def test_says_in_english_why_an_office_is_closed_and_how_many_copies_are_asked_for(self) -> None:
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        office = client.get("/layanan/bintan/").content.decode()
        assert "closed: weekend" in office
        assert "akhir pekan" not in office
        papers = client.get(KK, NEW_FAMILY).content.decode()
        assert "1 photocopy" in papers
        assert "1 photocopies" not in papers


class TestTheListOfPapers:
    def test_comes_when_the_questions_are_answered(self) -> None:
        page = read(KK)
        assert "Jawab pertanyaan di atas" in page
        assert "a-elemen" not in page
        page = Client().get(KK, NEW_FAMILY).content.decode()
        assert "Form Pendaftaran F-1.01 Untuk 1(satu) keluarga" in page
        assert "KK lama" not in re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)

    def test_asks_on_only_what_would_change_it(self) -> None:
        assert "a-elemen" not in Client().get(KK, NEW_FAMILY).content.decode()
        page = Client().get(KK, {**NEW_FAMILY, "a-keperluan": "perubahan-data"}).content.decode()
        assert 'name="a-elemen"' in page
        page = (
            Client().get(KK, {**NEW_FAMILY, "a-keperluan": "perubahan-data", "a-elemen": "pekerjaan"}).content.decode()
        )
        assert "Surat pernyataan pekerjaan" in page
        assert '<p class="or">atau</p>' in page

    def test_is_that_of_the_counter(self) -> None:
        found = services_of("bintan", TODAY)
        procedure = next(one.procedure for one in found if one.service == "kk")
        lost = Client().get(KK, {**NEW_FAMILY, "a-keperluan": "kk-hilang"}).content.decode()
        shown = lost.split('id="daftar"')[1].split("<details")[0]
        for name, paper in procedure.requirements.items():
            wanted = name in {"pengantar", "f-1-15", "surat-kehilangan", "ktp-el"}
            assert (paper.text in shown) is wanted, name

    @pytest.mark.parametrize("value", ["", "tidak-ada", "<script>", "\0", "É" * 400])
    def test_takes_what_is_no_answer_for_none(self, value: str) -> None:
        page = Client().get(KK, {"a-keperluan": value, "a-lain": value, "x": value}).content.decode()
        assert "Jawab pertanyaan di atas" in page
        assert "<script>" not in page


class TestAFile:
    def test_is_shown_to_who_knows_the_resi_and_the_day_of_birth(self) -> None:
        status, page = tracked(case_at("verifikasi-kasi").resi, "01-01-1990")
        assert status == 200
        assert "Sedang diproses" in page
        assert "Kepala Seksi" in page
        assert 'aria-current="step"' in page

    def test_stays_when_the_language_is_changed(self) -> None:
        client, resi = Client(), case_at("verifikasi-kasi").resi
        asked = {"resi": resi, "second": "01-01-1990"}
        page = client.post("/lacak/", asked).content.decode()
        language = page[page.index('class="language"') :]
        assert f'name="second" value="{asked["second"]}"' in language
        answer = client.post("/lacak/", {**asked, "language": "en"})
        assert 'lang="en"' in answer.content.decode()
        assert 'aria-current="step"' in answer.content.decode()
        assert "Sedang diproses" not in answer.content.decode()
        assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
        assert 'lang="en"' in client.get("/lacak/").content.decode()
        assert "language" not in client.post("/lacak/", {**asked, "language": "xx"}).cookies

    def test_shows_no_name_and_no_number_of_a_person(self) -> None:
        page = tracked(case_at("verifikasi-kasi").resi, "0001")[1]
        for secret in (SARI.name, SARI.nik, SARI.phone, SARI.subject, "Budi Santoso"):
            assert secret not in page

    def test_is_answered_alike_whatever_is_wrong(self) -> None:
        client, case = Client(), take_in()
        pages = [tracked(resi, second, client) for resi, second in ((case.resi, "9999"), ("7K2M94QXB3TD", "0001"))]
        plain = {re.sub(r'value="[^"]*"', "", page) for _status, page in pages}
        assert [status for status, _page in pages] == [422, 422]
        assert len(plain) == 1
        assert "tidak cocok" in plain.pop()

    def test_is_kept_by_no_browser_and_no_proxy(self) -> None:
        response = Client().post("/lacak/", {"resi": take_in().resi, "second": "0001"})
        assert response.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(("resi", "second", "said"), [("", "1", "Isi nomor resi"), ("x", "", "Isi tanggal lahir")])
    def test_asks_for_what_is_missing(self, resi: str, second: str, said: str) -> None:
        status, page = tracked(resi, second)
        assert status == 422
        assert said in page

    def test_is_found_from_a_link_that_names_the_resi(self) -> None:
        assert 'value="7K2M-94QX-B3TD"' in Client().get("/lacak/", {"resi": "7K2M-94QX-B3TD"}).content.decode()

    def test_is_not_guessed_at(self, caplog: pytest.LogCaptureFixture) -> None:
        case = take_in()
        with caplog.at_level(logging.WARNING, "loket.alarm"):
            answers = [tracked(case.resi, f"{number:04}")[0] for number in range(2, 9)]
        assert answers == [422] * 5 + [429] * 2
        assert tracked(case.resi, "0001")[0] == 429
        assert "lacak satu resi" in caplog.text

    def test_is_open_to_who_knows_both_as_often_as_they_like(self) -> None:
        case = take_in()
        assert [tracked(case.resi, "0001")[0] for _ in range(8)] == [200] * 8

    def test_is_not_guessed_at_by_way_of_the_survey(self) -> None:
        case = take_in()
        for number in range(2, 7):
            Client().post(reverse("portal:survey-begin"), {"resi": case.resi, "second": f"{number:04}"})
        assert tracked(case.resi, "0001")[0] == 429

    def test_does_not_close_the_door_on_others(self) -> None:
        mine, other = take_in(), case_at("verifikasi-kasi")
        for number in range(2, 9):
            tracked(other.resi, f"{number:04}")
        assert tracked(mine.resi, "0001")[0] == 200

    def test_is_not_looked_for_by_trying_resis(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.WARNING, "loket.alarm"):
            answers = [tracked(f"7K2M94QXB3{number:02}", "0001")[0] for number in range(30)]
        assert answers.count(429) >= 10
        assert "loket.alarm" in {record.name for record in caplog.records}
