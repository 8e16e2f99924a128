"""A breach has a clock, reaches people by one query, gets its letters, and is closed with what was done; nothing goes away."""

import dataclasses
import datetime
import io
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from loket.casework import queries as casework
from loket.register import models
from loket.register import queries as register
from tests.apps import factories
from tests.apps.register import people
from tests.apps.telephone import enrolled
from tests.apps.web.desk import DeskBrowser, Page
from tests.apps.web.visitor import STEP_UP, Visitor

BOOK = "/pengawasan/kebocoran/"
WIB = ZoneInfo("Asia/Jakarta")
AT_HOME = dataclasses.replace(factories.SARI, nik="9901064303860001")
FINDING = {
    "what": "Data penduduk difoto dari layar dan disebarkan.",
    "data": "nama, NIK, alamat",
    "how": "Petugas memotret layar. Akunnya ditutup pada hari yang sama.",
    "found_date": f"{factories.TODAY}",
    "found_time": "08:30",
    "since": f"{factories.TODAY}",
    "until": f"{factories.TODAY}",
}


def opened(desk: DeskBrowser, **typed: str) -> Page:
    answer = desk.post(BOOK, {**FINDING, **typed})
    assert answer.status == 302, answer.text
    return desk.get(answer.location)


@pytest.fixture
def head() -> Visitor:
    """The head of the office, who has just shown who he is."""
    found = Visitor(factories.hadi())
    telephone = enrolled(found.officer)
    found.gives_password()
    found.gives_code(telephone.shows(factories.MONDAY))
    return found


def words_of(desk: DeskBrowser, address: str) -> list[str]:
    answer = desk.client.get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages]


def latest(desk: DeskBrowser) -> register.BreachRecord:
    return register.breaches_of(desk.officer.office_id)[0]


def file_of(desk: DeskBrowser) -> models.ExchangeRun:
    """A file that has left the office's register."""
    return models.ExchangeRun.objects.create(
        office_id=desk.officer.office_id,
        direction="keluar",
        name="penduduk.csv",
        sha256="0" * 64,
        rows=1,
        reason="uji coba saja",
        at=factories.MONDAY,
    )


class TestTheClock:
    def test_counts_72_hours_and_says_when_it_is_late(self, hadi: DeskBrowser, monday: time_machine.Traveller) -> None:
        page = opened(hadi)
        assert "sisa 71 jam" in page.text
        assert "batas 19-11-2026 08:30" in page.text
        monday.shift(datetime.timedelta(hours=75))
        assert "lewat 3 jam" in DeskBrowser(factories.hadi()).get(BOOK).text

    def test_stops_when_people_and_agency_are_told(self, hadi: DeskBrowser, monday: time_machine.Traveller) -> None:
        opened(hadi)
        address = f"{BOOK}{latest(hadi).id}/"
        hadi.post(address, {"kind": "orang", "text": "Surat dikirim lewat pos."})
        assert "sisa" in hadi.get(address).text
        hadi.post(address, {"kind": "lembaga", "text": "Surat diterima lembaga."})
        monday.shift(datetime.timedelta(days=9))
        assert "diberi tahu tepat waktu" in DeskBrowser(factories.hadi()).get(address).text


class TestWhomItReaches:
    def test_are_all_whom_the_officer_saw_in_the_period_by_one_statement(
        self, budi: DeskBrowser, wati: DeskBrowser, hadi: DeskBrowser
    ) -> None:
        home, neighbour = people.saris(), people.watis()
        stranger = people.alone("Orang Lain", number=7)
        budi.get(f"/penduduk/kk/{home.id}/")
        budi.get(f"/penduduk/{neighbour.members[0]}/")
        wati.get(f"/penduduk/{stranger.members[0]}/")
        page = opened(hadi, about=str(budi.officer.person))
        one = latest(hadi)
        with CaptureQueriesContext(connection) as asked:
            reached = casework.affected_by(one)
        assert len(asked) == 1
        assert {who.id for who in reached} == {*home.members, neighbour.members[0]}
        assert page.body.count("<tr data-affected>") == len(home.members) + 1
        assert "Orang Lain" not in page.text

    def test_are_applicants_whose_cases_were_opened(self, budi: DeskBrowser, hadi: DeskBrowser) -> None:
        home = people.saris()
        budi.get(f"/permohonan/{factories.take_in(applicant=AT_HOME).resi}/")
        opened(hadi, about=str(budi.officer.person))
        assert {one.id for one in casework.affected_by(latest(hadi))} == {home.members[1]}

    def test_are_those_of_everybody_where_no_officer_is_named(
        self, budi: DeskBrowser, wati: DeskBrowser, hadi: DeskBrowser
    ) -> None:
        one, other = people.alone("Orang Satu", number=7), people.alone("Orang Dua", number=8)
        budi.get(f"/penduduk/{one.members[0]}/")
        wati.get(f"/penduduk/{other.members[0]}/")
        opened(hadi)
        assert {x.id for x in casework.affected_by(latest(hadi))} == {one.members[0], other.members[0]}

    def test_are_nobody_of_another_day(
        self, budi: DeskBrowser, hadi: DeskBrowser, monday: time_machine.Traveller
    ) -> None:
        budi.get(f"/penduduk/{people.saris().members[1]}/")
        yesterday = f"{factories.TODAY - datetime.timedelta(days=1)}"
        page = opened(hadi, since=yesterday, until=yesterday)
        assert "Tidak ada jejak yang cocok" in page.text

    def test_are_those_in_a_file_that_left(self, hadi: DeskBrowser) -> None:
        home = people.saris()
        people.watis()
        made = file_of(hadi)
        models.ExportSubject.objects.create(run=made, resident_id=home.members[1])
        opened(hadi, since="", until="", run=str(made.pk))
        assert {one.id for one in casework.affected_by(latest(hadi))} == {home.members[1]}

    def test_are_all_who_were_looked_at_where_nobody_knows_when(
        self, budi: DeskBrowser, wati: DeskBrowser, hadi: DeskBrowser, monday: time_machine.Traveller
    ) -> None:
        one, other = people.alone("Orang Satu", number=7), people.alone("Orang Dua", number=8)
        budi.get(f"/penduduk/{one.members[0]}/")
        wati.get(f"/penduduk/{other.members[0]}/")
        monday.shift(datetime.timedelta(days=2))
        head = DeskBrowser(factories.hadi())
        page = opened(head, since="", until="", unknown="1")
        assert "Belum diketahui" in page.text
        assert {x.id for x in casework.affected_by(latest(head))} == {one.members[0], other.members[0]}
        opened(head, since="", until="", unknown="1", about=str(budi.officer.person))
        assert {x.id for x in casework.affected_by(latest(head))} == {one.members[0]}
        [letter] = words_of(head, f"{BOOK}{latest(head).id}/lembaga.pdf")
        assert "belum diketahui, masih diselidiki" in letter

    def test_leave_as_a_file_with_a_fresh_proof(self, budi: DeskBrowser, head: Visitor) -> None:
        budi.get(f"/penduduk/{people.saris().members[1]}/")
        opened(head)
        answer = head.client.post(
            f"{BOOK}{latest(head).id}/keluarkan/", {"kind": "csv", "reason": "untuk surat pemberitahuan"}
        )
        assert answer.status_code == 200
        assert b"Sari Wulandari" in answer.content
        assert b"9901064303860001" not in answer.content


class TestTheLetters:
    def test_tell_each_person_what_ps_46_asks(self, budi: DeskBrowser, head: Visitor) -> None:
        home = people.saris()
        budi.get(f"/penduduk/kk/{home.id}/")
        opened(head)
        pages = words_of(head, f"{BOOK}{latest(head).id}/orang-1.pdf")
        assert len(pages) == len(home.members)
        for name in ("Sari Wulandari", "Agus Salim"):
            assert sum(name in page for page in pages) == 1
        for page in pages:
            for words in (FINDING["what"], FINDING["data"], FINDING["how"], "pasal 46", "16 November 2026"):
                assert words in page, words
        assert any("Kampung Baru" in page or "RT " in page for page in pages)
        assert head.get(f"{BOOK}{latest(head).id}/orang-2.pdf").status == 404
        assert head.get(f"{BOOK}{latest(head).id}/orang-0.pdf").status == 404

    def test_to_each_person_ask_first_who_prints_them(self, budi: DeskBrowser, hadi: DeskBrowser) -> None:
        budi.get(f"/penduduk/kk/{people.saris().id}/")
        opened(hadi)
        assert hadi.get(f"{BOOK}{latest(hadi).id}/orang-1.pdf").location.startswith(STEP_UP)

    def test_are_in_indonesian_for_an_english_screen_too(self, budi: DeskBrowser, head: Visitor) -> None:
        budi.get(f"/penduduk/{people.saris().members[1]}/")
        opened(head)
        head.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        for letter in ("lembaga", "orang-1"):
            [page] = words_of(head, f"{BOOK}{latest(head).id}/{letter}.pdf")
            assert "Pemberitahuan kegagalan pelindungan data pribadi" in page
            assert "Kapan diketahui" in page

    def test_are_letters_of_the_office_signed_by_its_head(self, budi: DeskBrowser) -> None:
        home = people.saris()
        budi.get(f"/penduduk/kk/{home.id}/")
        keeper = Visitor(factories.officer("bintan.admin"))
        telephone = enrolled(keeper.officer)
        keeper.gives_password()
        keeper.gives_code(telephone.shows(factories.MONDAY))
        opened(keeper)
        address = f"{BOOK}{latest(keeper).id}/"
        assert f'href="{address}lembaga.pdf?nomor=470%2F123%2F2026"' in keeper.get(f"{address}?nomor=470/123/2026").body
        [page] = words_of(keeper, f"{address}lembaga.pdf?nomor=470/123/2026")
        assert "Nomor: 470/123/2026" in page
        assert "Bintan, 16 November 2026" in page
        assert "Hadi Kusuma" in page
        assert keeper.officer.full_name not in page
        assert "hubungi Dinas" in page
        [page] = words_of(keeper, f"{address}lembaga.pdf")
        assert "Nomor: ....." in page
        for page in words_of(keeper, f"{address}orang-1.pdf"):
            assert "RT" in page.split("Pemberitahuan kegagalan")[0]

    def test_tell_the_agency_how_many(self, budi: DeskBrowser, hadi: DeskBrowser) -> None:
        budi.get(f"/penduduk/kk/{people.saris().id}/")
        opened(hadi)
        [page] = words_of(hadi, f"{BOOK}{latest(hadi).id}/lembaga.pdf")
        assert "Lembaga Pelindungan Data Pribadi" in page
        assert "3 orang" in page


class TestClosing:
    def test_comes_after_all_were_told_and_ends_it(self, hadi: DeskBrowser) -> None:
        opened(hadi)
        address = f"{BOOK}{latest(hadi).id}/"
        closing = {"kind": "tutup", "text": "Akun ditutup, petugas diperiksa."}
        early = hadi.post(address, closing)
        assert early.status == 422
        assert "orang yang terkena dan lembaga belum diberi tahu" in early.text
        for kind in ("orang", "lembaga", "tutup"):
            assert hadi.post(address, {**closing, "kind": kind}).status == 302
        late = hadi.post(address, {"kind": "catatan", "text": "Ada temuan lagi."})
        assert "Kebocoran ini sudah ditutup" in late.text
        assert "Catat tindakan" not in hadi.get(address).text

    def test_nothing_is_ever_removed_or_changed(self, hadi: DeskBrowser) -> None:
        opened(hadi)
        hadi.post(f"{BOOK}{latest(hadi).id}/", {"kind": "catatan", "text": "Petugas dimintai keterangan."})
        for spoil in (
            models.Breach.objects.all().delete,
            models.BreachStep.objects.all().delete,
            lambda: models.Breach.objects.update(what="tidak ada"),
            lambda: models.BreachStep.objects.update(text="tidak ada"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                spoil()


class TestTheBook:
    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"what": "bocor"}, "Tulis dengan beberapa kata"),
            ({"data": ""}, "Tulis dengan beberapa kata"),
            ({"how": " "}, "Tulis dengan beberapa kata"),
            ({"found_date": ""}, "Isi tanggal dan jam ditemukannya"),
            ({"found_time": "25:99"}, "Isi tanggal dan jam ditemukannya"),
            ({"found_date": "2099-01-01"}, "tidak boleh di masa depan"),
            ({"since": "", "until": ""}, "Isi masa kejadian, atau pilih berkas yang keluar"),
            ({"since": ""}, "Isi awal dan akhir masa kejadian"),
            ({"unknown": "1"}, "Kosongkan tanggalnya, atau hapus centang"),
            ({"since": "2026-11-20"}, "Akhir masa kejadian sebelum awalnya"),
            ({"since": "kemarin"}, "Isi tanggalnya"),
            ({"since": "0001-01-01"}, "Isi tanggalnya"),
            ({"until": "9999-12-31"}, "Isi tanggalnya"),
            ({"found_date": "0001-01-01"}, "Isi tanggal dan jam ditemukannya"),
        ],
    )
    def test_takes_nothing_half(self, hadi: DeskBrowser, typed: dict[str, str], words: str) -> None:
        page = hadi.post(BOOK, {**FINDING, **typed})
        assert page.status == 422
        assert words in page.text
        assert not models.Breach.objects.exists()

    def test_says_all_that_is_wrong_at_once(self, hadi: DeskBrowser) -> None:
        page = hadi.post(BOOK, {"what": "x", "data": "", "how": "", "found_time": "9", "since": "kemarin"})
        for field in ("what", "data", "how", "found_date", "since"):
            assert f'href="#f-{field}"' in page.body, field
        assert page.text.count("Isi tanggalnya, misalnya") == 2  # above, and beside the field
        assert "Isi awal dan akhir" not in page.text

    def test_says_so_in_the_language_of_the_screen(self, hadi: DeskBrowser) -> None:
        hadi.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        assert "Write a few words" in hadi.post(BOOK, {**FINDING, "what": "bocor"}).text
        opened(hadi)
        early = hadi.post(f"{BOOK}{latest(hadi).id}/", {"kind": "tutup", "text": "Akun ditutup, petugas diperiksa."})
        assert "cannot be closed yet" in early.text
        assert "those affected and the agency" in early.text
        assert "orang yang terkena" not in early.text

    @pytest.mark.parametrize("end", ["since", "until"])
    def test_takes_no_half_of_a_period_beside_a_file(self, hadi: DeskBrowser, end: str) -> None:
        page = hadi.post(BOOK, {**FINDING, end: "", "run": str(file_of(hadi).pk)})
        assert page.status == 422
        assert "kosongkan keduanya" in page.text
        assert not models.Breach.objects.exists()

    @pytest.mark.parametrize("time", ["08.30", "08:30", " 08.30 "])
    def test_reads_the_hour_as_people_write_it(self, hadi: DeskBrowser, time: str) -> None:
        opened(hadi, found_time=time)
        assert f"{timezone.localtime(latest(hadi).found.found_at, WIB):%H:%M:%S.%f}" == "08:30:00.000000"

    @pytest.mark.parametrize("typed", [{"kind": "", "text": "panjang sekali"}, {"kind": "catatan", "text": "x"}])
    def test_takes_no_step_that_says_nothing(self, hadi: DeskBrowser, typed: dict[str, str]) -> None:
        opened(hadi)
        assert hadi.post(f"{BOOK}{latest(hadi).id}/", typed).status == 422
        assert latest(hadi).steps == ()

    def test_is_kept_by_head_administrator_and_auditors(self, budi: DeskBrowser, wati: DeskBrowser) -> None:
        for desk in (budi, wati):
            assert desk.get(BOOK).status == 403
            assert desk.post(BOOK, FINDING).status == 403

    def test_t06_is_of_the_own_office(self, hadi: DeskBrowser) -> None:
        opened(hadi)
        address = f"{BOOK}{latest(hadi).id}/"
        keeper = DeskBrowser(factories.officer("pontianak.admin"))
        assert FINDING["what"] not in keeper.get(BOOK).text
        for page in (address, f"{address}lembaga.pdf", f"{BOOK}999999/"):
            assert keeper.get(page).status == 404, page
        assert keeper.get(f"{address}orang-1.pdf").location.startswith(STEP_UP)
        assert keeper.post(address, {"kind": "catatan", "text": "Bukan kantor saya."}).status == 404
        assert latest(hadi).steps == ()
