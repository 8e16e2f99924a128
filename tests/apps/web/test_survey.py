"""The survey on its pages: from the file to the thanks, typed in from paper, and the figures for those who may read them."""

import datetime
import io
import logging
import re
from collections.abc import Iterator, Mapping

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from loket.core.survey import profile
from loket.core.survey.elements import ELEMENTS, KEYS
from loket.core.survey.figures import GRADES
from loket.lobby import models
from loket.lobby.services import type_in
from loket.web.portal import survey
from loket.web.survey_form import WORDS
from tests.apps import factories
from tests.apps.factories import MONDAY, TODAY
from tests.apps.lobby.finished import END_OF_PHONE, finished, form, handed_over, paper
from tests.apps.web.desk import DeskBrowser, forms_of

HEAVIEST = 60 * 1024
GOOD = dict.fromkeys(KEYS, "3")
LAST_SEMESTER = datetime.date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _at_nine(db: None) -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def body(response: object) -> str:
    return getattr(response, "content", b"").decode()


def begun(client: Client | None = None) -> str:
    """The address of the survey of a file that was handed over."""
    file = handed_over()
    sent = (client or Client()).post("/survei/", {"resi": file.resi, "second": END_OF_PHONE})
    assert sent.status_code == 302
    return sent.headers["Location"]


def typed_in(number: int = 5, on: datetime.date = TODAY, **about: str) -> None:
    for _ in range(number):
        type_in(paper(form(4, profile.Profile(**about)), on), factories.budi(), MONDAY)


class TestTheWords:
    def test_of_the_core_are_all_marked(self) -> None:
        said = {element.name for element in ELEMENTS} | {word for one in ELEMENTS for word in one.answers}
        said |= {grade.words for grade in GRADES}
        for known in (profile.SEXES, profile.AGES, profile.EDUCATIONS, profile.OCCUPATIONS):
            said |= set(known.values())
        assert said == set(WORDS)


class TestTheOffer:
    def test_stands_on_the_page_of_a_file_that_was_handed_over(self) -> None:
        file = handed_over()
        page = body(Client().post("/lacak/", {"resi": file.resi, "second": END_OF_PHONE}))
        assert forms_of(page)["/survei/"] == {
            "resi": file.resi,
            "second": END_OF_PHONE,
            "csrfmiddlewaretoken": _token(page),
        }

    def test_is_named_at_the_desk_once_the_office_is_done(self, budi: DeskBrowser) -> None:
        words = "Pemohon dapat menilai pelayanan ini"
        case = factories.case_at("serahkan-dokumen")
        assert words not in budi.get(f"/permohonan/{case.resi}/").text
        page = budi.get(f"/permohonan/{finished().resi}/")
        assert words in page.text
        assert "/lacak/?resi=" in page.body

    def test_does_not_stand_on_that_of_another(self) -> None:
        case = factories.case_at("serahkan-dokumen")
        assert "/survei/" not in body(Client().post("/lacak/", {"resi": case.resi, "second": END_OF_PHONE}))
        assert Client().post("/survei/", {"resi": case.resi, "second": END_OF_PHONE}).status_code == 404

    def test_is_for_who_knows_the_second_thing(self) -> None:
        answer = Client().post("/survei/", {"resi": handed_over().resi, "second": "9999"})
        assert answer.headers["Location"] == "/lacak/"
        assert not models.Issued.objects.exists()

    def test_is_guessed_at_no_faster_than_the_file(self, caplog: pytest.LogCaptureFixture) -> None:
        file = handed_over()
        with caplog.at_level(logging.WARNING, "loket.alarm"):
            told = [
                Client().post("/survei/", {"resi": file.resi, "second": f"{n:04}"}).status_code for n in range(2, 9)
            ]
        assert told == [302] * 5 + [429] * 2


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found is not None
    return found[1]


class TestTheQuestionnaire:
    def test_has_nine_questions_of_four_answers_and_chooses_none(self) -> None:
        page = body(Client().get(begun()))
        assert len(page.encode()) < HEAVIEST
        for key in KEYS:
            assert len(re.findall(rf'<input type="radio" [^>]*name="{key}"', page)) == 4
        assert " checked" not in page
        # The one of the frame, which keeps the look for a line that is away.
        assert re.findall(r"<script[^>]*>", page) == ['<script src="/static/web/app.js" type="module">']

    def test_asks_for_nothing_that_names_a_person(self) -> None:
        page = body(Client().get(begun()))
        for secret in (factories.SARI.name, factories.SARI.nik, factories.SARI.phone):
            assert secret not in page
        names = set(re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', page))
        about = {"sex", "age", "education", "occupation", "remark"}
        assert names - {"csrfmiddlewaretoken", "language", "next"} == {*KEYS, *about}

    def test_takes_one_answer(self) -> None:
        address = begun()
        sent = Client().post(address, {**GOOD, "sex": "P", "remark": "Ramah, hubungi 0812 0000 0001"})
        assert sent.headers["Location"] == "/survei/terima-kasih/"
        assert "Terima kasih" in body(Client().get(sent.headers["Location"]))
        again = Client().post(address, GOOD)
        assert again.status_code == 404
        assert "sudah dikirim" in body(again)
        row = models.Answer.objects.get()
        assert (row.waktu, row.sex, row.remark) == (3, "P", "Ramah, hubungi ***")

    def test_is_not_filled_in_twice_by_asking_again(self) -> None:
        file, sent = handed_over(), []
        for _ in range(2):
            address = Client().post("/survei/", {"resi": file.resi, "second": END_OF_PHONE}).headers["Location"]
            sent.append(Client().post(address, GOOD).status_code)
        assert sent == [302, 404]

    @pytest.mark.parametrize("typed", [{}, {"sex": "P"}, {"waktu": "5"}, {"waktu": "٣"}, {"waktu": "\0"}])
    def test_asks_again_for_an_empty_one_and_keeps_what_was_said(self, typed: Mapping[str, str]) -> None:
        address = begun()
        answer = Client().post(address, {**typed, "remark": "sebentar"})
        assert answer.status_code == 422
        assert "Jawab paling sedikit satu pertanyaan" in body(answer)
        assert "sebentar" in body(answer)
        assert Client().post(address, GOOD).status_code == 302

    def test_takes_no_answer_about_oneself_that_it_does_not_know(self) -> None:
        Client().post(begun(), {**GOOD, "sex": "x", "age": "17-24"})
        row = models.Answer.objects.get()
        assert (row.sex, row.age) == ("", "17-24")

    @pytest.mark.parametrize("token", ["0" * 32, "bukan-token", "a" * 900])
    def test_of_a_wrong_link_is_a_kind_page(self, token: str) -> None:
        answer = Client().get(f"/survei/{token}/")
        assert answer.status_code == 404
        assert "Tautan ini tidak berlaku" in body(answer)

    def test_is_kept_by_no_browser(self) -> None:
        assert Client().get(begun()).headers["Cache-Control"] == "no-store"

    def test_is_not_found_by_trying(self) -> None:
        told = [Client().get(f"/survei/{number:032}/").status_code for number in range(32)]
        assert told == [404] * 30 + [429] * 2
        survey.ASKING.forget()

    def test_speaks_english(self) -> None:
        client = Client()
        client.post("/bahasa/", {"language": "en", "next": "/lacak/"})
        page = body(client.get(begun()))
        assert "Very easy" in page
        assert "Sangat mudah" not in page


class TestAFormOfPaper:
    def test_is_followed_by_the_next_with_service_and_day(self, budi: DeskBrowser) -> None:
        _address, sheet = budi.fill("/kepuasan/lembar/", "", service="kk", date="2026-11-13", **GOOD)
        sent = budi.post("/kepuasan/lembar/", sheet)
        assert sent.status == 302
        nxt = budi.get(sent.location)
        assert "Hari ini 1 lembar" in nxt.text
        assert forms_of(nxt.body)[""]["date"] == "2026-11-13"
        assert forms_of(nxt.body)[""]["service"] == "kk"
        assert " checked" not in nxt.body
        row = models.Answer.objects.get()
        assert (row.channel, row.answered_date.isoformat()) == ("kertas", "2026-11-13")

    def test_sent_twice_counts_once(self, budi: DeskBrowser) -> None:
        _address, sheet = budi.fill("/kepuasan/lembar/", "", service="kk", **GOOD)
        assert [budi.post("/kepuasan/lembar/", sheet).status for _ in range(2)] == [302, 302]
        assert models.Answer.objects.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"service": "tidak-ada"}, "Pilih layanannya"),
            ({"date": "kemarin"}, "Isi tanggal pada lembar"),
            ({"date": "2027-01-01"}, "paling lama setahun lalu"),
            (dict.fromkeys(KEYS, ""), "Jawab paling sedikit satu pertanyaan"),
        ],
    )
    def test_comes_back_with_what_is_wrong(self, budi: DeskBrowser, wrong: dict[str, str], said: str) -> None:
        sheet = {"service": "kk", "date": TODAY.isoformat(), **GOOD, **wrong}
        answer = budi.post("/kepuasan/lembar/", sheet)
        assert answer.status == 422
        assert said in answer.text
        assert not models.Answer.objects.exists()

    def test_is_no_matter_of_who_takes_nothing_in(self) -> None:
        joko = DeskBrowser(factories.officer("bintan.joko"))
        assert joko.get("/kepuasan/lembar/").status == 403
        assert joko.post("/kepuasan/lembar/", {"service": "kk", **GOOD}).status == 403


class TestTheFigures:
    def test_are_by_element_and_service(self, hadi: DeskBrowser) -> None:
        typed_in()
        page = hadi.get("/kepuasan/")
        assert "100,00" in page.text
        assert "A (Sangat baik)" in page.text
        assert "Waktu penyelesaian 4,00 100,00" in page.text
        assert f"{factories.budi().full_name}: 5" in page.text

    def test_of_four_say_nothing(self, hadi: DeskBrowser) -> None:
        typed_in(4)
        page = hadi.get("/kepuasan/")
        assert "Belum cukup jawaban" in page.text
        assert "100,00" not in page.text

    def test_warn_below_the_smallest_sample(self, hadi: DeskBrowser) -> None:
        case = factories.case_at("serahkan-dokumen")
        while case.step is not None:
            case = factories.complete(case)
        assert "Sampel minimal untuk 1 yang dilayani: 1." in hadi.get("/kepuasan/").text

    def test_are_of_the_period_that_is_asked_for(self, hadi: DeskBrowser) -> None:
        typed_in(on=LAST_SEMESTER)
        assert "Belum cukup" in hadi.get("/kepuasan/").text
        assert "100,00" in hadi.get("/kepuasan/?sejak=2026-06-01&sampai=2026-06-30").text

    def test_are_not_for_the_counter_nor_for_another_office(self, budi: DeskBrowser) -> None:
        typed_in()
        assert budi.get("/kepuasan/").status == 403
        assert budi.get("/kepuasan/laporan.pdf").status == 403
        other = DeskBrowser(factories.officer("pontianak.syarif")).get("/kepuasan/")
        assert other.status == 200
        assert "100,00" not in other.text

    def test_become_the_report(self, hadi: DeskBrowser) -> None:
        typed_in(sex="P")
        plan = {"element": "waktu", "what": "Menambah satu petugas.", "by_date": "2026-12-31", "who": "Kepala Bidang"}
        assert hadi.post("/kepuasan/", plan).status == 302
        answer = hadi.client.get("/kepuasan/laporan.pdf")
        text = " ".join(" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(answer.content)).pages)
        for words in (
            "Laporan survei kepuasan masyarakat",
            "100,00, mutu A",
            "0,44",
            "Perempuan 5",
            "Menambah satu petugas",
        ):
            assert words in text, text

    def test_become_a_report_of_too_few_as_well(self, hadi: DeskBrowser) -> None:
        answer = hadi.client.get("/kepuasan/laporan.pdf")
        text = " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())
        assert "Responden belum cukup" in text


class TestThePlan:
    PLAN: Mapping[str, str] = {"element": "waktu", "what": "Menambah petugas.", "by_date": "2026-12-31", "who": "Kabid"}

    def test_is_written_by_a_keeper(self, hadi: DeskBrowser, wati: DeskBrowser) -> None:
        assert hadi.post("/kepuasan/", self.PLAN).status == 302
        assert "Menambah petugas." in hadi.get("/kepuasan/").text
        assert "Tambah rencana" not in wati.get("/kepuasan/").text
        assert wati.post("/kepuasan/", self.PLAN).status == 403

    @pytest.mark.parametrize("wrong", [{"element": ""}, {"what": "x"}, {"by_date": ""}, {"who": ""}])
    def test_comes_back_with_what_is_missing(self, hadi: DeskBrowser, wrong: dict[str, str]) -> None:
        assert hadi.post("/kepuasan/", {**self.PLAN, **wrong}).status == 422
        assert not models.PlanItem.objects.exists()


class TestWhatIsPublished:
    def test_is_led_to_by_the_office(self) -> None:
        assert 'href="/layanan/bintan/kepuasan/"' in body(Client().get("/layanan/bintan/"))
        assert Client().get("/layanan/tidak-ada/kepuasan/").status_code == 404

    def test_is_the_last_semester_with_small_cells_hidden(self) -> None:
        typed_in(6, LAST_SEMESTER, sex="P")
        typed_in(2, LAST_SEMESTER, sex="L")
        typed_in(9, LAST_SEMESTER)
        page = " ".join(re.sub(r"<[^>]+>", " ", body(Client().get("/layanan/bintan/kepuasan/"))).split())
        assert "100,00" in page
        assert "Responden 17" in page
        assert "Laki-laki disembunyikan Perempuan disembunyikan tidak diisi 9" in page

    def test_of_the_running_semester_is_its_full_months(self) -> None:
        typed_in(5, TODAY)
        assert "100,00" not in body(Client().get("/layanan/bintan/kepuasan/"))
        typed_in(5, datetime.date(2026, 10, 31))
        page = body(Client().get("/layanan/bintan/kepuasan/"))
        assert page.count("100,00") >= 1
        assert len(page.encode()) < HEAVIEST

    def test_has_no_running_semester_in_its_first_month(self) -> None:
        with time_machine.travel("2026-07-15 09:00+07:00", tick=False):
            assert "Semester berjalan" not in body(Client().get("/layanan/bintan/kepuasan/"))
