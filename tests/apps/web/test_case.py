"""The page of one case: the flow, the history, the papers, the clocks, and who may see it."""

import datetime
import io
import re

import pytest
import time_machine
from PIL import Image

from loket.casework import demo
from loket.core.engine import Claim, PauseClock, Return, ReturnLine
from loket.offices import services as office_services
from tests.apps import factories
from tests.apps.web.desk import DeskBrowser
from tests.house.tree import ROOT

WEIGHT_LIMIT = 150_000


def picture(kind: str = "PNG") -> io.BytesIO:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, kind)
    content.seek(0)
    content.name = f"pindaian.{kind.lower()}"
    return content


class TestTheFlow:
    def test_has_the_lanes_of_the_printed_form_in_their_order(self, wati: DeskBrowser) -> None:
        case = factories.case_at("verifikasi-kasi")
        body = wati.get(f"/permohonan/{case.resi}/").body
        headings = [
            " ".join(re.findall(r"<tspan[^>]*>([^<]+)", found))
            for found in re.findall(r'<text class="flow__heading"[^>]*text-anchor="middle">(.*?)</text>', body)
        ]
        shown = ["Pemohon", "Front Office", "Petugas Pelayanan", "Kepala Seksi", "Kepala Bidang", "Kepala Dinas"]
        assert headings == shown

    def test_says_who_did_what_and_where_the_case_stands(self, wati: DeskBrowser) -> None:
        case = factories.case_at("verifikasi-kasi")
        body = wati.get(f"/permohonan/{case.resi}/").body
        steps = re.findall(r'class="steps__step steps__step--(\w+)"', body)
        assert steps == ["done"] * 4 + ["current"] + ["ahead"] * 5
        assert 'aria-current="step"' in body
        assert "✓ selesai</strong> · Joko Prasetyo · Sen 16 Nov, 09.00" in body

    def test_marks_what_must_be_done_again_after_a_return(self, budi: DeskBrowser) -> None:
        case = factories.case_at("verifikasi-kasi")
        factories.act(case, Return("tidak-valid", (ReturnLine("Alamat", "data-berbeda"),)), factories.wati())
        steps = re.findall(r'steps__step--(\w+)"', budi.get(f"/permohonan/{case.resi}/").body)
        assert steps[:6] == ["done", "done", "current", "redo", "redo", "ahead"]


class TestTheHistory:
    def test_tells_every_event_with_its_number_and_who_acted_as_what(self, budi: DeskBrowser) -> None:
        case = factories.take_in()
        text = budi.get(f"/permohonan/{case.resi}/").text
        assert "Permohonan diajukan" in text
        assert "nomor 1/2026" in text
        assert "Petugas Front Office · NIP 999901012026011001" in text

    def test_shows_the_evidence_of_a_step(self, budi: DeskBrowser) -> None:
        case = factories.case_at("verifikasi-kasi")
        text = budi.get(f"/permohonan/{case.resi}/").text
        assert "Catatan entri (mis. nomor pengajuan SIAK)" in text
        assert re.search(r"(\d+) dari \1 ada", text)

    def test_explains_the_clock_interval_by_interval(self, wati: DeskBrowser) -> None:
        case = factories.case_at("verifikasi-kasi")
        text = wati.get(f"/permohonan/{case.resi}/").text
        assert "Jatuh tempo: Senin 16 November 2026 pukul 09.30 WIB." in text

    def test_says_who_used_the_time(self, wati: DeskBrowser, monday: time_machine.Traveller) -> None:
        case = factories.case_at("verifikasi-kasi")
        monday.shift(datetime.timedelta(hours=1))
        wati.comes_back()
        text = wati.get(f"/permohonan/{case.resi}/").text
        assert "Sejak diajukan 1 jam Waktu kerja kantor 1 jam" in text
        assert "Menunggu pemohon" not in text


class TestWhoSeesIt:
    def test_an_officer_of_another_step_reads_why_nothing_can_be_done(self, hadi: DeskBrowser) -> None:
        case = factories.case_at("verifikasi-kasi")
        page = hadi.get(f"/permohonan/{case.resi}/")
        assert page.status == 200
        assert "dikerjakan oleh Kepala Seksi" in page.text
        assert "/langkah/" not in page.body

    def test_whoever_is_done_is_not_sent_to_a_superior(self, budi: DeskBrowser) -> None:
        case = factories.case_at("verifikasi-kasi")
        assert "minta atasan" not in budi.get(f"/permohonan/{case.resi}/").text

    def test_whose_seat_is_over_may_let_the_file_go_and_a_superior_gives_it_to_another(
        self, hadi: DeskBrowser, monday: time_machine.Traveller
    ) -> None:
        surya = factories.officer("bintan.surya")
        factories.away(factories.officer("bintan.wati"))
        case = factories.case_at("verifikasi-kasi")
        deputy = factories.officer("bintan.anton")
        factories.act(case, Claim(), deputy)
        monday.shift(datetime.timedelta(days=2))
        path = f"/permohonan/{case.resi}/"
        held = DeskBrowser(deputy).get(path)
        assert "tidak lagi mengerjakan langkah ini" in held.text
        assert "Ada di meja Anda" not in held.text
        assert f'{path}lepas/"' in held.body
        above = DeskBrowser(surya).get(path)
        assert "minta atasan" not in above.text.lower()
        assert f'<a href="{path}alihkan/">Alihkan kepada petugas lain</a></p>' in above.body

    def test_where_nobody_can_act_it_says_what_to_do(self, hadi: DeskBrowser) -> None:
        case = factories.case_at("verifikasi-kabid")
        for username in ("bintan.surya", "bintan.nisa"):
            office_services.record_absence(
                "bintan",
                person=factories.officer(username).person,
                valid_from=factories.TODAY,
                valid_until=factories.TODAY + datetime.timedelta(days=1),
                reason="Cuti",
                decision=factories.decision(),
            )
        assert "minta atasan memeriksa penunjukan jabatan" in hadi.get(f"/permohonan/{case.resi}/").text

    def test_another_office_gets_the_answer_of_an_unknown_case(self, dewi: DeskBrowser) -> None:
        case = factories.take_in()
        foreign, unknown = dewi.get(f"/permohonan/{case.resi}/"), dewi.get("/permohonan/0000000000AA/")
        assert (foreign.status, foreign.text) == (unknown.status, unknown.text)
        assert foreign.status == 404
        assert "Tidak ditemukan" in foreign.text

    @pytest.mark.parametrize("resi", ["x", "7K2M-94QX-B3TD", "%00", "a" * 200, "..%2f"])
    def test_whatever_is_typed_is_a_page_in_words(self, budi: DeskBrowser, resi: str) -> None:
        page = budi.get(f"/permohonan/{resi}/")
        assert page.status == 404
        assert "Tidak ditemukan" in page.text


class TestWaitingForTheCentre:
    def test_makes_going_on_the_main_act(self, db: None, monday: object) -> None:
        factories.install("pesisir-selatan")
        case = factories.case_at("cetak", "pesisir-selatan", "ktp-el")
        procedure = factories.procedure("pesisir-selatan", "ktp-el")
        (reason,) = procedure.clock.pauses
        operator = demo.officer_for(procedure, procedure.by_id["cetak"], "pesisir-selatan", factories.MONDAY)
        factories.act(case, PauseClock(reason), operator)
        desk, page = DeskBrowser(operator), f"/permohonan/{case.resi}/"
        address, form = desk.fill(page, f"{page}lanjutkan/", reason="PRR sejak pagi ini")
        text = desk.get(page).text
        assert text.index("Lanjutkan") < text.index("Ambil")
        assert "Lanjutkan: yang ditunggu sudah datang" not in text
        assert desk.post(address, form).status == 302
        assert "waktu berhenti" not in desk.get(page).text


class TestScans:
    def test_are_kept_and_given_out_as_files_that_run_nothing(self, budi: DeskBrowser) -> None:
        case = factories.take_in()
        requirement = next(iter(factories.procedure().requirements))
        form = {"requirement": requirement, "file": picture()}
        assert budi.post(f"/permohonan/{case.resi}/unggah/", form).status == 302
        page = budi.get(f"/permohonan/{case.resi}/")
        (address,) = set(re.findall(rf'href="(/permohonan/{case.resi}/berkas/\d+/)"', page.body))
        response = budi.client.get(address)
        assert response.headers["Content-Type"] == "image/png"
        written = f"{case.resi[:4]}-{case.resi[4:8]}-{case.resi[8:]}"
        assert response.headers["Content-Disposition"] == f'inline; filename="{requirement}-{written}.png"'
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'; style-src 'unsafe-inline'"
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.content.startswith(b"\x89PNG")
        assert f'href="{address}?unduh=1"' in page.body
        kept = budi.client.get(f"{address}?unduh=1")
        assert kept.headers["Content-Disposition"] == f'attachment; filename="{requirement}-{written}.png"'

    def test_that_are_there_already_are_not_kept_twice(self, budi: DeskBrowser) -> None:
        case = factories.take_in()
        pages = []
        for _ in range(2):
            budi.post(f"/permohonan/{case.resi}/unggah/", {"requirement": "lainnya", "file": picture()})
            pages.append(budi.get(f"/permohonan/{case.resi}/").body)
        assert "Pindaian tersimpan" in pages[0]
        assert "sudah ada pada berkas ini" in pages[1]
        assert pages[1].count("?unduh=1") == 1

    def test_of_another_office_do_not_exist(self, budi: DeskBrowser, dewi: DeskBrowser) -> None:
        case = factories.take_in()
        budi.post(f"/permohonan/{case.resi}/unggah/", {"requirement": "lainnya", "file": picture()})
        found = re.search(rf"/permohonan/{case.resi}/berkas/\d+/", budi.get(f"/permohonan/{case.resi}/").body)
        assert found
        assert dewi.get(found[0]).status == 404
        assert (
            dewi.post(f"/permohonan/{case.resi}/unggah/", {"requirement": "lainnya", "file": picture()}).status == 404
        )

    def test_of_another_kind_are_refused_beside_the_field(self, budi: DeskBrowser) -> None:
        case = factories.take_in()
        file = io.BytesIO(b"MZ\x90\x00 not a picture")
        file.name = "foto.png"
        answer = budi.post(f"/permohonan/{case.resi}/unggah/", {"requirement": "lainnya", "file": file})
        assert answer.status == 422
        assert "tidak dapat diterima" in answer.text

    def test_need_a_file(self, budi: DeskBrowser) -> None:
        case = factories.take_in()
        answer = budi.post(f"/permohonan/{case.resi}/unggah/", {"requirement": "lainnya"})
        assert answer.status == 422
        assert "Pilih dahulu berkas" in answer.text

    def test_for_no_known_requirement_are_refused(self, budi: DeskBrowser) -> None:
        case = factories.take_in()
        answer = budi.post(f"/permohonan/{case.resi}/unggah/", {"requirement": "entah", "file": picture()})
        assert answer.status == 422
        assert "tidak ada dalam prosedur" in answer.text


class TestWeight:
    def test_of_a_page_with_its_style_and_scripts_is_small(self, wati: DeskBrowser) -> None:
        case = factories.case_at("verifikasi-kasi", service="ktp-el")
        body = wati.get(f"/permohonan/{case.resi}/").body
        static = ROOT / "src/loket/web/static"
        own = sum((static / "loket" / name).stat().st_size for name in ("loket.css", "desk.js", "pad.js", "icon.svg"))
        htmx = next((ROOT / ".venv/lib").glob("python3*/site-packages/django_htmx/static/django_htmx/htmx-2.min.js"))
        assert len(body.encode()) + own + htmx.stat().st_size <= WEIGHT_LIMIT

    def test_carries_no_script_or_style_inside_the_page(self, wati: DeskBrowser) -> None:
        case = factories.case_at("verifikasi-kasi")
        for address in ("/", f"/permohonan/{case.resi}/", "/masuk/"):
            body = wati.get(address).body
            assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", body)
