"""Complaints on their pages: the public's, the register's, the part of the case, boxes, LAPOR and the recap; and who is kept out."""

import datetime
import io
import logging
import re
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from loket.casework import queries as casework
from loket.complaints import models, services
from loket.complaints.records import Said, Secrecy
from loket.core.engine import Complete
from tests.apps import factories
from tests.apps.complaints.complaining import ANSWER, TEXT, do, hadi, named, nisa, surya, taken, told
from tests.apps.factories import MONDAY, TODAY, budi, wati
from tests.apps.telephone import enrolled
from tests.apps.web.desk import DeskBrowser, forms_of
from tests.apps.web.visitor import Visitor

HEAVIEST = 60 * 1024
FORM = {"text": TEXT, "whom": "Wati", "secrecy": "anonim", "key": "9c1cf1b4-6b56-4bd3-9a0c-3f3a52a4c001"}


@pytest.fixture(autouse=True)
def _at_nine(db: None) -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def code_in(body: str) -> str:
    found = re.search(r"data-code>([0-9A-Z-]{19})<", body)
    assert found is not None
    return found[1]


def text(response: object) -> str:
    return getattr(response, "content", b"").decode()


class TestComplaining:
    def test_gives_number_code_and_times_to_somebody_without_account_or_scripts(self) -> None:
        client = Client()
        form = text(client.get("/pengaduan/bintan/"))
        # The one of the frame alone, which keeps the look for a line that is away.
        assert re.findall(r"<script[^>]*>", form) == ['<script src="/static/web/app.js" type="module">']
        assert len(form.encode()) < HEAVIEST
        body = text(client.post("/pengaduan/bintan/", FORM))
        assert "ADUAN/1/2026" in body
        # A switch of the language would ask for the page anew, and the code is told once.
        assert 'class="language"' not in body
        assert code_in(body) == code_in(text(client.post("/pengaduan/bintan/", FORM)))
        assert models.Complaint.objects.count() == 1

    def test_names_no_officer_on_the_form(self) -> None:
        form = text(Client().get("/pengaduan/bintan/"))
        assert "Kepala Seksi Identitas Penduduk" in form
        for name in ("Budi", "Wati", "Hadi", "Nisa"):
            assert name not in form

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"text": ""}, "Tulis apa yang Anda adukan"),
            ({"secrecy": ""}, "Pilih apakah nama Anda disimpan."),
            ({"secrecy": "rahasia"}, "Tulis nama Anda"),
            ({"about_resi": "xyz"}, "Nomor resi terdiri dari"),
            ({"whom": "Nisa, Tuti"}, "menyangkut semua yang memeriksa pengaduan"),
        ],
    )
    def test_shows_what_is_missing_and_tells_the_log_nothing(
        self, changed: dict[str, str], said: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.INFO):
            response = Client().post("/pengaduan/bintan/", {**FORM, **changed})
        assert response.status_code == 200
        assert said in text(response)
        assert ({**FORM, **changed})["text"] in text(response)
        assert models.Complaint.objects.count() == 0
        assert caplog.records == []

    def test_of_many_from_one_address_waits(self) -> None:
        client = Client()
        answers = [client.post("/pengaduan/bintan/", FORM).status_code for _ in range(6)]
        assert answers == [200] * 5 + [429]

    def test_is_found_from_office_service_and_tracked_file(self) -> None:
        client = Client()
        assert 'href="/pengaduan/bintan/"' in text(client.get("/layanan/bintan/"))
        assert 'href="/pengaduan/bintan/?layanan=kk"' in text(client.get("/layanan/bintan/kk/"))
        assert '<option value="kk" selected>' in text(client.get("/pengaduan/bintan/?layanan=kk"))
        case = factories.take_in()
        tracked = client.post("/lacak/", {"resi": case.resi, "second": factories.SARI.phone[-4:]})
        assert f'href="/pengaduan/bintan/?resi={case.resi}"' in text(tracked)
        assert f'value="{case.resi}"' in text(client.get(f"/pengaduan/bintan/?resi={case.resi}"))

    def test_is_no_service(self) -> None:
        assert Client().get("/layanan/bintan/pengaduan/").status_code == 404
        assert ">Pengaduan<" not in text(Client().get("/layanan/bintan/"))
        assert Client().get("/pengaduan/tidak-ada/").status_code == 404
        assert "Bintan" in text(Client().get("/pengaduan/"))


class TestFollowing:
    def test_shows_state_then_answer_and_takes_what_is_said_of_it(self) -> None:
        client, made = Client(), taken()
        assert "Sedang ditangani" in text(client.post("/pengaduan/lacak/", {"code": str(made.code)}))
        made = told()
        page = client.post("/pengaduan/lacak/", {"code": str(made.code).lower()})
        assert ANSWER in text(page)
        assert page.headers["Cache-Control"] == "no-store"
        form = {"code": str(made.code), "key": FORM["key"], "objection": ""}
        assert "Pilih penilaian Anda." in text(client.post("/pengaduan/lacak/", form))
        after = text(client.post("/pengaduan/lacak/", {**form, "mark": "4"}))
        assert "Selesai pada" in after
        assert "Sangat puas" in after

    def test_sends_an_objection_back_into_the_office(self) -> None:
        made = told()
        form = {"code": str(made.code), "key": FORM["key"], "mark": "1", "objection": "Uangnya belum saya terima."}
        assert "Keberatan Anda sedang ditangani" in text(Client().post("/pengaduan/lacak/", form))
        assert "Uangnya belum saya terima." in DeskBrowser(hadi()).get(f"/permohonan/{made.resi}/").text

    def test_says_that_it_closed_itself_and_still_takes_a_mark(self) -> None:
        client, made = Client(), told()
        form = {"code": str(made.code), "key": FORM["key"]}
        assert "Tanpa tanggapan sampai saat itu" in text(client.post("/pengaduan/lacak/", form))
        with time_machine.travel(MONDAY + datetime.timedelta(days=20)):
            services.close_unheard()
            closed = text(client.post("/pengaduan/lacak/", form))
            assert "karena tidak ada tanggapan" in closed
            assert 'name="mark"' in closed
            assert 'name="objection"' not in closed
            marked = text(client.post("/pengaduan/lacak/", {**form, "mark": "2"}))
            assert "Kurang puas" in marked
            assert 'name="mark"' not in marked
            desk = DeskBrowser(nisa())
            assert "Ditutup sendiri" in desk.get(f"/permohonan/{made.resi}/").text
            assert "Ditutup sendiri" in desk.get("/pengaduan-masuk/rekap/").text

    @pytest.mark.parametrize("code", ["", "abc", "0000-0000-0000-0000"])
    def test_finds_nothing_by_another_code(self, code: str) -> None:
        page = Client().post("/pengaduan/lacak/", {"code": code})
        assert page.status_code == 200
        assert 'id="f-code-error"' in text(page)

    def test_of_many_codes_waits(self) -> None:
        client = Client()
        for _ in range(20):
            client.post("/pengaduan/lacak/", {"code": "x"})
        assert client.post("/pengaduan/lacak/", {"code": "x"}).status_code == 429

    def test_knows_no_case_by_its_resi(self) -> None:
        made = told(named())
        for second in ("17-08-1990", "0001"):
            page = Client().post("/lacak/", {"resi": made.resi, "second": second})
            assert "tidak cocok" in text(page)


class TestWhoIsComplainedAbout:
    """Every page of a complaint, and every page of a case, tried by the person it is about."""

    ADDRESSES = (
        "/permohonan/{resi}/",
        "/permohonan/{resi}/alihkan/",
        "/permohonan/{resi}/catatan/",
        "/permohonan/{resi}/lembar-disposisi/",
        "/pengaduan-masuk/{resi}/",
        "/pengaduan-masuk/{resi}/surat.pdf",
    )

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_gets_the_same_answer_as_for_nothing(self, address: str) -> None:
        made = taken(Said(TEXT, "Pak Hadi"))
        desk = DeskBrowser(hadi())
        assert desk.get(address.format(resi=made.resi)).status == 404
        assert desk.get(address.format(resi="000000000000")).status == 404

    def test_sends_no_form_of_it(self) -> None:
        made = taken(Said(TEXT, "Pak Hadi"))
        version = str(casework.complaint_of(made.resi).case.version)
        desk = DeskBrowser(hadi())
        for address, form in (
            (f"/permohonan/{made.resi}/langkah/", {"outcome": "sederhana", "version": version}),
            (f"/permohonan/{made.resi}/ambil/", {"version": version}),
            (f"/pengaduan-masuk/{made.resi}/", {"act": "answer", "answer": ANSWER}),
            (f"/pengaduan-masuk/{made.resi}/", {"act": "withhold", "why": "Saya tidak bersalah"}),
            (f"/pengaduan-masuk/{made.resi}/pelapor/", {}),
        ):
            assert desk.post(address, form).status == 404
        assert casework.complaint_of(made.resi).case.version == int(version)

    def test_sees_it_in_no_list_search_recap_or_export(self) -> None:
        made = taken(Said(TEXT, "Pak Hadi"))
        desk, other = DeskBrowser(hadi()), DeskBrowser(nisa())
        for address in (
            "/",
            "/pengaduan-masuk/",
            "/papan/berjalan/",
            "/buku/",
            f"/cari/?q={made.resi}",
            "/cari/?q=Pelapor",
        ):
            page = desk.get(address)
            assert f"/permohonan/{made.resi}/" not in page.body
            assert made.number not in page.body
        assert made.number in other.get("/pengaduan-masuk/").text
        assert "data-count>0<" in desk.get("/pengaduan-masuk/rekap/").body
        assert "data-count>1<" in other.get("/pengaduan-masuk/rekap/").body

    def test_is_offered_to_nobody_as_a_colleague(self) -> None:
        made = taken(Said(TEXT, "Bu Tuti"))
        page = DeskBrowser(nisa()).get(f"/permohonan/{made.resi}/alihkan/")
        assert "Tuti" not in page.text


class TestTheDesk:
    def test_shows_the_words_on_the_page_of_the_case_to_who_handles_it(self) -> None:
        made = taken(named())
        assert TEXT in DeskBrowser(nisa()).get(f"/permohonan/{made.resi}/").text
        other = DeskBrowser(surya()).get(f"/permohonan/{made.resi}/")
        assert other.status == 200
        assert TEXT not in other.body
        assert "hanya dibuka oleh pengelola pengaduan" in other.text

    def test_shows_a_name_after_it_was_asked_for(self) -> None:
        made = taken(named(secrecy=Secrecy.CONFIDENTIAL))
        desk = DeskBrowser(nisa())
        assert "Sari" not in desk.get(f"/permohonan/{made.resi}/").body
        assert "Sari Wulandari" in desk.post(f"/pengaduan-masuk/{made.resi}/pelapor/", {}).text
        assert "nama pelapor" in desk.get(f"/permohonan/{made.resi}/").text

    def test_tells_no_answer_that_was_not_written(self) -> None:
        made = taken()
        do(made.resi, Complete("sederhana"), nisa())
        do(made.resi, Complete("ke-bidang"), hadi())
        do(made.resi, Complete("selesai"), surya())
        do(made.resi, Complete("disetujui"), hadi())
        desk = DeskBrowser(nisa())
        form = forms_of(desk.get(f"/permohonan/{made.resi}/").body)[f"/permohonan/{made.resi}/langkah/"]
        refused = desk.post(f"/permohonan/{made.resi}/langkah/", {**form, "outcome": "disampaikan"})
        assert refused.status == 409
        assert "Jawaban untuk pelapor belum ditulis." in refused.text
        written = desk.post(f"/pengaduan-masuk/{made.resi}/", {"act": "answer", "answer": ANSWER})
        assert written.location == f"/permohonan/{made.resi}/"
        assert desk.post(f"/permohonan/{made.resi}/langkah/", {**form, "outcome": "disampaikan"}).status == 302

    def test_explains_what_to_do_with_a_complaint_about_the_head_and_prints_the_letter(self) -> None:
        made = taken(Said(TEXT, "Kepala Dinas"))
        desk = DeskBrowser(nisa())
        page = desk.get(f"/permohonan/{made.resi}/")
        assert "kirim tertutup kepada Inspektorat" in page.text
        assert 'value="sederhana"' not in page.body
        assert 'value="diteruskan"' in page.body
        pdf = desk.client.get(f"/pengaduan-masuk/{made.resi}/surat.pdf")
        said = " ".join(PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text().split())
        assert "Inspektur Daerah" in said
        assert "Nisa Amelia" in said
        assert "Hadi Kusuma" not in said

    def test_keeps_whom_it_is_kept_from(self) -> None:
        made = taken(Said(TEXT))
        desk = DeskBrowser(nisa())
        form = forms_of(desk.get(f"/permohonan/{made.resi}/").body)[f"/pengaduan-masuk/{made.resi}/"]
        assert str(surya().person) in form["shown"].split()
        form |= {"act": "withhold", "person": str(surya().person), "why": "Yang dimaksud pelapor"}
        desk.post(f"/pengaduan-masuk/{made.resi}/", form)
        assert "Tidak diperlihatkan kepada Surya Darma, M.Si." in desk.get(f"/permohonan/{made.resi}/").text
        assert DeskBrowser(surya()).get(f"/permohonan/{made.resi}/").status == 404
        # The same page once more, and by now an old one.
        desk.post(f"/pengaduan-masuk/{made.resi}/", {**form, "person": "", "key": str(uuid.uuid4())})
        assert DeskBrowser(surya()).get(f"/permohonan/{made.resi}/").status == 404
        assert desk.post(f"/pengaduan-masuk/{made.resi}/", {**form, "person": "9" * 5000, "key": ""}).status == 302

    def test_enters_what_came_by_telephone_with_its_true_time(self) -> None:
        desk = DeskBrowser(budi())
        assert desk.get("/pengaduan-masuk/").location == "/pengaduan-masuk/catat/"
        form = {
            **FORM,
            "channel": "telepon",
            "received_date": "2026-11-13",
            "received_time": "14.30",
            "lapor_number": "77",
        }
        assert desk.post("/pengaduan-masuk/catat/", {**form, "received_time": "pagi"}).status == 422
        assert desk.post("/pengaduan-masuk/catat/", {**form, "channel": ""}).status == 422
        assert desk.post("/pengaduan-masuk/catat/", {**form, "secrecy": ""}).status == 422
        assert desk.post("/pengaduan-masuk/catat/", {**form, "whom": "Mas Budi"}).status == 409
        page = desk.post("/pengaduan-masuk/catat/", form)
        assert code_in(page.body)
        assert 'class="language"' not in page.body
        (one,) = casework.complaint_lines(nisa())
        assert one.case.submitted_at.isoformat() == "2026-11-13T07:30:00+00:00"
        assert DeskBrowser(wati()).get("/pengaduan-masuk/").status == 403
        assert DeskBrowser(wati()).get("/pengaduan-masuk/catat/").status == 403

    def test_opens_a_box_before_witnesses_and_prints_its_minutes(self) -> None:
        desk = DeskBrowser(budi())
        form = {
            "place": "Ruang tunggu",
            "opened_date": str(TODAY),
            "opened_time": "08:30",
            "letters": "2",
            "key": FORM["key"],
        }
        assert desk.post("/pengaduan-masuk/kotak/", form).status == 422
        assert desk.post("/pengaduan-masuk/kotak/", {**form, "witnesses": "Joko\nRina", "letters": "dua"}).status == 422
        assert desk.post("/pengaduan-masuk/kotak/", {**form, "witnesses": "Joko\nRina"}).status == 302
        page = desk.get("/pengaduan-masuk/kotak/")
        address = re.search(r"/pengaduan-masuk/kotak/[0-9a-f-]{36}\.pdf", page.body)
        assert address is not None
        pdf = desk.client.get(address[0])
        said = " ".join(PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text().split())
        assert "Berita acara pembukaan kotak saran" in said
        assert "2 surat" in said
        assert "Rina" in said
        assert DeskBrowser(factories.officer("pontianak.dewi")).get(address[0]).status == 404

    def test_brings_in_and_gives_back_files_of_lapor(self) -> None:
        desk = DeskBrowser(nisa())
        content = f"nomor_lapor,diterima,isi\n4711,2026-11-13,{TEXT}\n".encode()
        page = desk.client.post("/pengaduan-masuk/lapor/", {"file": SimpleUploadedFile("lapor.csv", content)})
        assert "1 pengaduan baru dicatat" in text(page)
        assert desk.post("/pengaduan-masuk/lapor/", {}).status == 422
        assert DeskBrowser(budi()).get("/pengaduan-masuk/lapor/").status == 403

    def test_counts_in_the_recap_with_the_formula_beside_it(self) -> None:
        told()
        page = DeskBrowser(hadi()).get("/pengaduan-masuk/rekap/")
        assert "data-count>1<" in page.body
        assert "100,0%" in page.text
        assert "Menurut layanan" in page.text
        assert "tidak disebut" in page.text
        assert "Persen = tepat ÷ (tepat + lewat) × 100" in page.text


class TestExports:
    WHY = "laporan bulanan kepada inspektorat"

    @pytest.fixture
    def head(self) -> Visitor:
        """The head, who has just signed in with both."""
        head = Visitor(hadi())
        telephone = enrolled(head.officer)
        head.gives_password()
        assert head.gives_code(telephone.shows(MONDAY)).location == "/"
        return head

    def test_of_the_recap_leave_with_a_reason_and_without_what_is_about_who_takes_it_out(self, head: Visitor) -> None:
        told()
        taken(Said(TEXT, "Pak Hadi"))
        address = "/pengaduan-masuk/rekap/keluarkan/"
        assert head.post(address, {"kind": "csv", "reason": ""}).status == 422
        lines = text(head.client.post(address, {"kind": "csv", "reason": self.WHY})).splitlines()
        assert lines[1].startswith("semua,,1,1,0,0,100.0,1,0,0,100.0")
        assert [line.split(",")[0] for line in lines[1:]] == ["semua", "saluran", "kategori", "layanan"]

    def test_of_the_recap_say_how_complaints_ended(self, head: Visitor) -> None:
        services.hear(told().code, 4, "", key=uuid.uuid4())
        content = text(head.client.post("/pengaduan-masuk/rekap/keluarkan/", {"kind": "csv", "reason": self.WHY}))
        assert content.splitlines()[-1].startswith("berakhir,Jawaban diterima pelapor,1,")

    def test_of_lapor_leave_with_the_answer_and_without_what_is_about_who_takes_it_out(self, head: Visitor) -> None:
        made, about = told(), taken(Said(TEXT, "Pak Hadi"))
        services.give_lapor_number(made.resi, "11", officer=nisa())
        services.give_lapor_number(about.resi, "12", officer=nisa())
        content = text(head.client.post("/pengaduan-masuk/lapor/keluarkan/", {"kind": "csv", "reason": self.WHY}))
        assert ANSWER in content
        assert about.number not in content

    def test_of_a_period_that_is_none_lead_back_to_it(self, head: Visitor) -> None:
        address = "/pengaduan-masuk/rekap/keluarkan/?sejak=2026-13-01&sampai=2026-11-16"
        for answer in (head.client.get(address), head.client.post(address, {"kind": "csv", "reason": self.WHY})):
            assert answer.status_code == 302
            assert answer.headers["Location"] == "/pengaduan-masuk/rekap/?sejak=2026-13-01&sampai=2026-11-16"
