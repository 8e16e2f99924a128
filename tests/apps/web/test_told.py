"""A resident is told who looked at the own data: as many lines as there were looks (I11), some of them from a day on."""

import dataclasses
import datetime
import io
import re

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from loket.casework import queries as casework
from loket.register import models
from loket.register import queries as register
from tests.apps import factories
from tests.apps.register import people
from tests.apps.web.desk import DeskBrowser, Page

AT_HOME = dataclasses.replace(factories.SARI, nik="9901064303860001")
ASKED = {"asker": "sendiri", "seen": "1"}


def list_of(desk: DeskBrowser, home: people.Home) -> Page:
    return desk.post(f"/penduduk/{home.members[1]}/jejak/", ASKED)


def lines_of(page: Page) -> int:
    return page.body.count("<tr data-look>")


def looks_in(page: Page) -> int:
    """The looks that the lines stand for."""
    counted = (re.search(r"(\d+) kali</span>", line) for line in page.body.split("<tr data-look>")[1:])
    return sum(int(found[1]) if found else 1 for found in counted)


def paper_of(desk: DeskBrowser, home: people.Home) -> str:
    answer = desk.client.post(f"/penduduk/{home.members[1]}/jejak/", {**ASKED, "paper": "1"})
    assert answer.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def order(hadi: DeskBrowser, home: people.Home, **typed: str) -> Page:
    fields = {
        "letter": "B/12/XI/2026",
        "letter_date": f"{factories.TODAY}",
        "issuer": "Kejaksaan Negeri Bintan",
        "until_date": f"{factories.TODAY + datetime.timedelta(days=30)}",
    }
    return hadi.post(f"/penduduk/{home.members[1]}/jejak/tunda/", {**fields, **typed})


class TestTheList:
    def test_i11_counts_as_many_looks_as_there_were(
        self, budi: DeskBrowser, wati: DeskBrowser, monday: time_machine.Traveller
    ) -> None:
        home = people.saris()
        own, kk = f"/penduduk/{home.members[1]}/", f"/penduduk/kk/{home.id}/"
        before = models.Reading.objects.count()
        made = 0
        for desk in (budi, wati):
            for address in (own, kk, f"{kk}alamat/", own, f"{own}kembar/"):
                desk.get(address)
                monday.shift(60)
                made += 1
        case = factories.take_in(applicant=AT_HOME)
        wati.get(f"/permohonan/{case.resi}/")
        wati.get(own)
        budi.post("/permohonan/baru/kembar/", {"nik": AT_HOME.nik})
        made += 3
        assert models.Reading.objects.count() - before == made - 1
        page = list_of(budi, home)
        assert looks_in(page) == made + 1, "and the look at the list itself"
        assert lines_of(page) < made
        assert "14 kali dilihat" in page.text
        assert "Jumlah 14" in paper_of(budi, home)

    def test_puts_alike_looks_of_one_day_into_one_line_with_their_number(
        self, budi: DeskBrowser, monday: time_machine.Traveller
    ) -> None:
        home = people.saris()
        for _look in range(3):
            budi.get(f"/penduduk/{home.members[1]}/")
            monday.shift(300)
        page = list_of(budi, home)
        assert "16-11-2026 09:00–09:10" in page.text
        assert "3 kali" in page.text
        assert lines_of(page) == 2
        paper = paper_of(budi, home)
        assert "09:00–09:10" in paper.replace(" ", "")
        assert "(3 ×)" in paper
        monday.shift(datetime.timedelta(days=1))
        again = DeskBrowser(factories.budi())
        again.get(f"/penduduk/{home.members[1]}/")
        assert lines_of(list_of(again, home)) == 4, "those of another day stand apart"

    def test_names_day_office_position_purpose_and_resi_but_no_official(
        self, budi: DeskBrowser, wati: DeskBrowser
    ) -> None:
        home = people.saris()
        case = factories.take_in(applicant=AT_HOME)
        wati.get(f"/permohonan/{case.resi}/")
        wati.get(f"/penduduk/{home.members[1]}/")
        page = list_of(budi, home)
        for words in ("16-11-2026", "Mengerjakan permohonan", "membuka data penduduk"):
            assert words in page.text, words
        assert case.resi in page.text.replace("-", "")
        position = next(iter(wati.officer.seats)).printed_title
        assert position in page.text
        told = paper_of(budi, home)
        assert "UU 27/2022" in told
        for hidden in (wati.officer.full_name, wati.officer.nip):
            assert hidden not in page.text
            assert hidden not in told

    def test_is_printed_in_indonesian_for_an_english_screen_too(self, budi: DeskBrowser) -> None:
        home = people.saris()
        budi.get(f"/penduduk/{home.members[1]}/")
        budi.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        assert "Who has viewed" in list_of(budi, home).text
        told = paper_of(budi, home)
        for words in ("Siapa yang melihat data Anda", "Jabatan", "membuka data penduduk", "Menjawab pertanyaan"):
            assert words in told, words

    def test_shows_no_look_at_somebody_else(self, budi: DeskBrowser) -> None:
        home, neighbour = people.saris(), people.watis()
        budi.get(f"/penduduk/{neighbour.members[0]}/")
        assert lines_of(list_of(budi, home)) == 1

    def test_reads_looks_of_before_purposes_were_noted(self, budi: DeskBrowser) -> None:
        home = people.saris()
        models.Reading.objects.create(
            office_id=budi.officer.office_id,
            resident_id=home.members[1],
            person=1,
            acted_as="Tanpa Jabatan",
            what="penduduk",
            at=factories.MONDAY - datetime.timedelta(days=400),
        )
        assert "belum dicatat waktu itu" in list_of(budi, home).text

    def test_is_asked_for_by_one_statement(self, budi: DeskBrowser) -> None:
        home = people.saris()
        with CaptureQueriesContext(connection) as asked:
            casework.looks_told(home.members[1], AT_HOME.nik, factories.TODAY)
        assert len(asked) == 1

    def test_is_shown_only_once_the_asker_is_identified(self, budi: DeskBrowser) -> None:
        home = people.saris()
        for fields in ({}, {"asker": "sendiri"}, {"seen": "1"}, {"asker": "tetangga", "seen": "1"}):
            page = budi.post(f"/penduduk/{home.members[1]}/jejak/", fields)
            assert page.status == 422
            assert lines_of(page) == 0
        assert register.readings_of(resident=home.members[1]) == ()

    def test_notes_who_asked(self, budi: DeskBrowser) -> None:
        home = people.saris()
        list_of(budi, home)
        paper_of(budi, home)
        [one] = register.readings_of(resident=home.members[1])
        assert (one.what, one.purpose) == ("jejak", "layanan")
        assert one.reason == "jejak diminta yang bersangkutan sendiri, identitas diperiksa"

    def test_notes_each_who_asked_however_soon_after_another(self, budi: DeskBrowser) -> None:
        home = people.saris()
        for asker in ("kuasa", "sendiri", "kuasa"):
            budi.post(f"/penduduk/{home.members[1]}/jejak/", {"asker": asker, "seen": "1"})
        reasons = [one.reason or "" for one in register.readings_of(resident=home.members[1])]
        assert sorted(words.split(",")[0] for words in reasons) == [
            "jejak diminta kuasa dengan surat kuasa",
            "jejak diminta yang bersangkutan sendiri",
        ]

    def test_t06_is_of_the_office_that_keeps_the_resident(self, dewi: DeskBrowser) -> None:
        home = people.saris()
        assert dewi.get(f"/penduduk/{home.members[1]}/jejak/").status == 404
        assert list_of(dewi, home).status == 404


class TestAnOrder:
    def test_hides_looks_on_official_requests_until_its_day_and_no_others(
        self, budi: DeskBrowser, hadi: DeskBrowser, monday: time_machine.Traveller
    ) -> None:
        home = people.saris()
        own = f"/penduduk/{home.members[1]}/"
        hadi.says_why(hadi.peek(own), "resmi", "surat kejaksaan nomor B/12")
        budi.get(own)
        assert lines_of(list_of(budi, home)) == 3
        assert order(hadi, home).status == 302
        page = list_of(budi, home)
        assert lines_of(page) == 2
        assert "Permintaan resmi" not in page.text
        assert "Permintaan resmi" not in paper_of(budi, home)
        monday.shift(datetime.timedelta(days=29))
        assert "Permintaan resmi" not in list_of(DeskBrowser(factories.budi()), home).text
        monday.shift(datetime.timedelta(days=1))
        assert "Permintaan resmi tertulis" in list_of(DeskBrowser(factories.budi()), home).text

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"letter": " "}, "Isi seperti tertulis pada suratnya"),
            ({"issuer": ""}, "Isi seperti tertulis pada suratnya"),
            ({"letter_date": ""}, "Isi tanggal surat"),
            ({"letter_date": "2099-01-01"}, "Isi tanggal surat"),
            ({"until_date": ""}, "paling lama setahun lagi"),
            ({"until_date": f"{factories.TODAY}"}, "paling lama setahun lagi"),
            ({"until_date": "2099-01-01"}, "paling lama setahun lagi"),
        ],
    )
    def test_needs_letter_issuer_and_a_day_within_a_year(
        self, hadi: DeskBrowser, typed: dict[str, str], words: str
    ) -> None:
        page = order(hadi, people.saris(), **typed)
        assert page.status == 422
        assert words in page.text
        assert not models.ConcealmentOrder.objects.exists()

    def test_is_for_the_head_and_auditors(self, budi: DeskBrowser, wati: DeskBrowser, dewi: DeskBrowser) -> None:
        home = people.saris()
        assert [order(desk, home).status for desk in (budi, wati, dewi)] == [403, 403, 404]

    def test_is_known_to_the_others_who_may_give_one(self, hadi: DeskBrowser, budi: DeskBrowser) -> None:
        order(hadi, people.saris())
        told = DeskBrowser(factories.officer("bintan.tuti")).get("/pengawasan/").text
        assert "Pemberitahuan yang ditunda" in told
        assert "B/12/XI/2026" in told
        assert "Hadi Kusuma" in told
        for other in ("bintan.wati", "pontianak.dewi"):
            assert "B/12/XI/2026" not in DeskBrowser(factories.officer(other)).get("/pengawasan/").text

    def test_is_listed_for_ever(self, hadi: DeskBrowser, monday: time_machine.Traveller) -> None:
        home = people.saris()
        order(hadi, home)
        monday.shift(datetime.timedelta(days=100))
        assert "B/12/XI/2026" in DeskBrowser(factories.hadi()).get(f"/penduduk/{home.members[1]}/jejak/tunda/").text
