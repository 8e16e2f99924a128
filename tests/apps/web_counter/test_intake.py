"""Taking an application in at the counter."""

import html
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from loket.casework import procedures, queries
from loket.casework.records import Acted, Applicant
from loket.core.engine import Return, ReturnLine
from loket.core.procedure.requirements import applicable
from tests.apps import factories
from tests.apps.documents import strange_files
from tests.apps.documents.reading import words_of
from tests.apps.web_counter.conftest import At
from tests.apps.web_counter.reading import goes_to, hidden, is_pdf, text_of

PATH = "/permohonan/baru/"
NIK = "9901014101900001"


def filled(**more: str) -> dict[str, str]:
    """The form of a KK in Bintan with every paper present."""
    procedure = factories.procedure()
    answers = {"keperluan": "keluarga-baru", "pindahan": "tidak", "beda_data": "tidak"}
    form = {
        "key": str(uuid.uuid4()),
        "action": "terima",
        "service": "kk",
        "nik": "9901 0141 0190 0001",
        "full_name": "Sari Wulandari",
        "phone": "0812 0000 0001",
        "subject": "KK keluarga Sari",
        **{f"a-{name}": answer for name, answer in answers.items()},
        **{f"r-{name}": "present" for name in applicable(procedure, {"keperluan": "keluarga-baru"})},
    }
    return {**form, **more}


def open_cases() -> int:
    return len(queries.open_cases_of("bintan", NIK, "kk"))


class TestTheForm:
    def test_offers_the_services_of_the_office_by_two_letters(self, budi: Client) -> None:
        page = budi.get(PATH).content.decode()
        codes = re.findall('data-code="([A-Z0-9]{2})"', page)
        assert {"KK", "KT"} < set(codes)
        assert len(codes) == len(set(codes)) == len(procedures.services_of("bintan", timezone.localdate()))

    def test_shows_the_papers_that_the_answers_ask_for(self, budi: Client) -> None:
        page = budi.post("/permohonan/baru/persyaratan/", filled(**{"a-pindahan": "ya"}))
        assert "Surat Laporan Kedatangan" in text_of(page)
        assert "Surat Laporan Kedatangan" not in text_of(budi.post("/permohonan/baru/persyaratan/", filled()))

    def test_shows_them_without_a_script_too(self, budi: Client) -> None:
        page = budi.post(PATH, filled(action="tampilkan"))
        assert page.status_code == 200
        assert "Pengantar RT/RW" in text_of(page)
        assert open_cases() == 0

    def test_of_an_office_with_one_service_needs_no_choice(self, dewi: Client) -> None:
        assert "Formulir permohonan KK" in text_of(dewi.get(PATH))

    def test_is_refused_to_whoever_does_not_take_in(self, wati: Client) -> None:
        assert wati.get(PATH).status_code == 403
        assert wati.post(PATH, filled()).status_code == 403


class TestACompleteApplication:
    def test_gets_a_resi_a_number_and_a_promise_in_words(self, budi: Client) -> None:
        answer = budi.post(PATH, filled(), follow=True)
        words = text_of(answer)
        assert "Permohonan diterima" in words
        assert "1/2026" in words
        assert "Kamis 19 November 2026" in words

    def test_whose_clock_starts_later_is_promised_the_days_of_the_procedure(self, budi: Client) -> None:
        words = text_of(budi.get(f"/permohonan/{factories.take_in(service='skpwni').resi}/diterima/"))
        assert "Janji selesai 3 (tiga) Hari Kerja (Maksimal)" in words
        assert "tidak mencantumkan batas waktu" not in words

    def test_lists_the_originals_that_the_office_keeps(self, budi: Client) -> None:
        form = filled() | {f"o-{name}": "1" for name in ("pengantar", "f-1-01")}
        words = text_of(budi.post(PATH, form, follow=True))
        kept = words.split("Asli yang disimpan kantor")[1]
        assert "Pengantar RT/RW" in kept
        assert "F-1.15" not in kept

    def test_sent_twice_is_one_case(self, budi: Client) -> None:
        form = filled()
        first, second = budi.post(PATH, form), budi.post(PATH, form)
        assert goes_to(first) == goes_to(second)
        assert open_cases() == 1

    def test_prints_its_resi_in_two_sizes_and_its_file_slip(self, budi: Client) -> None:
        taken = factories.take_in()
        for name in ("resi-a5", "resi-80mm", "berkas"):
            assert is_pdf(budi.get(f"/permohonan/{taken.resi}/cetak/{name}.pdf")), name

    def test_names_the_officer_on_the_slip_without_the_nip(self, budi: Client) -> None:
        slip = words_of(budi.get(f"/permohonan/{factories.take_in().resi}/cetak/resi-a5.pdf").content)
        assert "Budi Santoso, Petugas Front Office" in slip
        assert factories.budi().nip not in slip

    @pytest.mark.parametrize("size", ["a5", "80mm"])
    def test_says_on_the_slip_where_to_follow_it_and_with_what(
        self, budi: Client, settings: Settings, size: str
    ) -> None:
        address = f"/permohonan/{factories.take_in().resi}/cetak/resi-{size}.pdf"
        assert "Lacak permohonan" not in words_of(budi.get(address).content)
        settings.VERIFY_ADDRESS = "https://dukcapil.bintan.example"
        slip = words_of(budi.get(address).content)
        assert "dukcapil.bintan.example/lacak/, dengan nomor resi dan tanggal lahir pemohon atau 4 angka akhir" in slip
        unknown = factories.take_in(applicant=Applicant("Tanpa Surat")).resi
        assert "Lacak" not in words_of(budi.get(f"/permohonan/{unknown}/cetak/resi-{size}.pdf").content)

    def test_travels_with_the_steps_as_officers_call_them(self, budi: Client) -> None:
        slip = words_of(budi.get(f"/permohonan/{factories.take_in().resi}/cetak/berkas.pdf").content)
        assert "Verifikasi, Bubuhkan paraf" in slip
        public = [step.public_label for step in factories.procedure().steps if step.public_label]
        assert public
        assert [label for label in public if label in slip] == []

    def test_travels_with_the_steps_done_ticked_by_name_and_time(self, budi: Client) -> None:
        case = factories.case_at("verifikasi-kasi")
        slip = words_of(budi.get(f"/permohonan/{case.resi}/cetak/berkas.pdf").content)
        assert "Budi Santoso, 16-11-2026 09.00" in slip
        assert "Wati Rahmawati" not in slip

    def test_is_not_found_by_another_office(self, dewi: Client) -> None:
        taken = factories.take_in()
        for path in ("diterima/", "cetak/resi-a5.pdf", "cetak/berkas.pdf"):
            assert dewi.get(f"/permohonan/{taken.resi}/{path}").status_code == 404

    def test_has_no_resi_of_another_size(self, budi: Client) -> None:
        assert budi.get(f"/permohonan/{factories.take_in().resi}/cetak/resi-a3.pdf").status_code == 404

    def test_keeps_the_scans_that_came_with_it(self, budi: Client) -> None:
        scan = SimpleUploadedFile("pengantar.pdf", strange_files.saved(strange_files.plain_pdf()), "application/pdf")
        answer = budi.post(PATH, {**filled(), "scan-pengantar": scan})
        view = queries.case_view(goes_to(answer).split("/")[2], factories.budi(), factories.MONDAY)
        assert [paper.requirement for paper in view.papers] == ["pengantar"]


class TestAnApplicationSentBackToItsApplicant:
    @pytest.fixture
    def waiting(self, db: None) -> Acted:
        """The head of the section found a fault, and the counter gives the file back to Sari."""
        fault = (ReturnLine("pengantar", "berkas-kurang", "Cap RT belum ada"),)
        case = factories.case_at("verifikasi-kasi")
        case = factories.act(case, Return("tidak-valid", fault), factories.wati())
        return factories.act(case, Return("tidak-lengkap", fault), factories.budi())

    def test_takes_a_slip_home_that_names_paper_reason_and_note(self, budi: Client, waiting: Acted) -> None:
        path = f"/permohonan/{waiting.resi}/cetak/kekurangan.pdf"
        assert path in budi.get(f"/permohonan/{waiting.resi}/").content.decode()
        slip = words_of(budi.get(path).content)
        assert "Pengantar RT/RW" in slip
        assert "Cap RT belum ada" in slip
        assert "tetap terdaftar" in slip
        assert "Belum ada nomor register" not in slip

    def test_has_a_resi_that_says_the_clock_stands_and_what_is_waited_for(self, budi: Client, waiting: Acted) -> None:
        for size in ("a5", "80mm"):
            slip = words_of(budi.get(f"/permohonan/{waiting.resi}/cetak/resi-{size}.pdf").content)
            assert "Waktu layanan berhenti, berkas ditunggu" in slip, size
            assert "paling lambat" not in slip, size

    def test_has_no_slip_while_nothing_is_waited_for_nor_for_another_office(
        self, budi: Client, dewi: Client, waiting: Acted
    ) -> None:
        running = factories.take_in()
        assert budi.get(f"/permohonan/{running.resi}/cetak/kekurangan.pdf").status_code == 404
        assert dewi.get(f"/permohonan/{waiting.resi}/cetak/kekurangan.pdf").status_code == 404


class TestATelephone:
    @pytest.mark.parametrize("phone", ["rumah tetangga", "0812/0813", "+"])
    def test_of_other_signs_is_marked_at_its_field(self, budi: Client, phone: str) -> None:
        answer = budi.post(PATH, filled(phone=phone))
        assert answer.status_code == 422
        assert 'href="#f-phone"' in answer.content.decode()
        assert "hanya berisi angka" in text_of(answer)
        assert open_cases() == 0

    def test_may_be_written_with_a_country_and_groups(self, budi: Client) -> None:
        assert "Permohonan diterima" in text_of(budi.post(PATH, filled(phone="+62 812-0000-0001"), follow=True))


class TestAnIncompleteApplication:
    def test_is_turned_away_with_a_slip_and_without_a_number(self, budi: Client) -> None:
        form = filled(**{"r-pengantar": "missing", "r-f-1-01": "wrong", "n-f-1-01": "Tidak ditandatangani"})
        words = text_of(budi.post(PATH, form, follow=True))
        assert "Berkas belum lengkap" in words
        assert "Pengantar RT/RW: belum ada" in words
        assert "Tidak ditandatangani" in words
        assert open_cases() == 0
        assert "1/2026" in text_of(budi.post(PATH, filled(), follow=True))

    def test_prints_the_slip(self, budi: Client) -> None:
        answer = budi.post(PATH, filled(**{"r-pengantar": "missing"}))
        assert is_pdf(budi.get(f"{goes_to(answer)}surat.pdf"))

    def test_sent_twice_is_one_slip(self, budi: Client) -> None:
        form = filled(**{"r-pengantar": "missing"})
        assert goes_to(budi.post(PATH, form)) == goes_to(budi.post(PATH, form))

    def test_stays_with_its_own_office(self, budi: Client, dewi: Client) -> None:
        answer = budi.post(PATH, filled(**{"r-pengantar": "missing"}))
        assert dewi.get(goes_to(answer)).status_code == 404
        assert dewi.get(f"{goes_to(answer)}surat.pdf").status_code == 404


class TestARefusedForm:
    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("nik", "", "Isi NIK pemohon"),
            ("nik", "123", "NIK harus 16 angka"),
            ("nik", "99010141O1900001", "NIK hanya berisi angka"),
            ("full_name", " ", "Isi nama pemohon"),
            ("full_name", NIK, "Nama harus berisi huruf"),
            ("full_name", "Sari 🙂", "Nama memuat tanda yang tidak dapat dicetak: 🙂 (U+1F642)"),
            ("subject", "KK 王", "Teks memuat tanda yang tidak dapat dicetak: 王 (U+738B)"),
            ("subject", "x" * 401, "paling banyak 400 huruf"),
            ("r-pengantar", "", "belum dinilai"),
            ("r-pengantar", "barangkali", "belum dinilai"),
            ("a-pindahan", "", "belum dijawab"),
            ("service", "", "Pilih layanan"),
            ("service", "akta", "Pilih layanan"),
        ],
    )
    def test_says_what_to_mend_and_keeps_what_was_typed(
        self, budi: Client, field: str, value: str, sentence: str
    ) -> None:
        answer = budi.post(PATH, filled(**{field: value}))
        assert answer.status_code == 422
        assert sentence in text_of(answer)
        assert "0812 0000 0001" in answer.content.decode()
        assert open_cases() == 0

    def test_keeps_its_key(self, budi: Client) -> None:
        form = filled(nik="1")
        assert hidden(budi.post(PATH, form), "key") == form["key"]

    def test_with_a_broken_key_gets_a_new_one(self, budi: Client) -> None:
        key = hidden(budi.post(PATH, filled(nik="1", key="bukan")), "key")
        assert str(uuid.UUID(key)) == key

    def test_names_a_scan_that_cannot_be_taken(self, budi: Client) -> None:
        program = SimpleUploadedFile("pengantar.pdf", b"MZ" + bytes(2000), "application/pdf")
        answer = budi.post(PATH, {**filled(), "scan-pengantar": program})
        assert answer.status_code == 422
        assert "pengantar.pdf" in text_of(answer)
        assert open_cases() == 0

    def test_opens_the_part_where_that_scan_was_chosen(self, budi: Client) -> None:
        assert '<details class="fold scans">' in budi.post(PATH, filled(nik="1")).content.decode()
        program = SimpleUploadedFile("pengantar.pdf", b"MZ" + bytes(2000), "application/pdf")
        page = budi.post(PATH, {**filled(), "scan-pengantar": program}).content.decode()
        assert '<details class="fold scans" open>' in page
        assert 'href="#f-scan-pengantar"' in page
        assert 'id="f-scan-pengantar-error"' in page

    def test_lists_each_fault_once_with_the_whole_name_and_one_hint(self, budi: Client) -> None:
        papers = {name: "" for name in filled() if name.startswith("r-")}
        page = budi.post(PATH, filled(**papers))
        summary = page.content.decode().partition('class="problems"')[2].partition("</div>")[0]
        for name in papers:
            assert summary.count(f'href="#f-{name}"') == 1
            assert html.escape(factories.procedure().requirements[name.removeprefix("r-")].text) in summary
        assert summary.count("Tekan 1 bila ada") == 1


class TestASecondApplicationOfTheSamePerson:
    def test_warns_before_it_is_taken_in(self, budi: Client) -> None:
        factories.take_in()
        answer = budi.post(PATH, filled())
        assert answer.status_code == 409
        assert "masih punya permohonan yang sama" in text_of(answer)
        assert open_cases() == 1

    def test_is_taken_in_when_the_officer_says_it_is_another(self, budi: Client) -> None:
        factories.take_in()
        budi.post(PATH, filled(duplicate_ok="1"))
        assert open_cases() == 2

    def test_is_shown_while_the_form_is_filled(self, budi: Client) -> None:
        taken = factories.take_in()
        words = text_of(budi.post("/permohonan/baru/kembar/", filled()))
        assert f"{taken.resi[:4]}-{taken.resi[4:8]}" in words

    def test_in_another_office_is_not_told(self, dewi: Client) -> None:
        factories.take_in()
        form = {"service": "kk", "nik": NIK}
        assert "masih punya" not in text_of(dewi.post("/permohonan/baru/kembar/", form))


class TestAnotherServiceForTheSamePerson:
    def test_begins_with_what_is_known(self, budi: Client) -> None:
        page = budi.post(PATH, {"nik": NIK, "full_name": "Sari Wulandari", "action": "tampilkan"}).content.decode()
        assert NIK in page
        assert "Sari Wulandari" in page


class TestTheStepsOfOtherOffices:
    def test_ask_for_what_they_leave_as_evidence(self, at: At) -> None:
        factories.install("pesisir-selatan")
        counter = at(username_of("pesisir-selatan", "petugas-register"))
        form = {"key": str(uuid.uuid4()), "action": "terima", "service": "ktp-el", "nik": NIK, "full_name": "Sari"}
        form |= {"a-keperluan": "ktp-baru"}
        form |= {f"r-{name}": "present" for name in applicable(factories.procedure("pesisir-selatan", "ktp-el"), {})}
        answer = counter.post(PATH, form)
        assert answer.status_code == 422
        assert "Nomor antrean" in text_of(answer)
        assert "Permohonan diterima" in text_of(counter.post(PATH, {**form, "queue_number": "A-7"}, follow=True))

    def test_may_let_an_incomplete_file_wait(self, at: At) -> None:
        factories.install("metro")
        counter = at(username_of("metro", "petugas-dukcapil"))
        form = {"key": str(uuid.uuid4()), "action": "terima", "service": "siaga", "nik": NIK, "full_name": "Sari"}
        form |= {"a-odgj_terlantar": "tidak", "a-tanpa_identitas": "tidak", "confirmation": "Sudah dihubungi"}
        form |= {"r-domisili-desa": "missing", "r-domisili-kelurahan": "missing"}
        words = text_of(counter.post(PATH, form, follow=True))
        assert "Menunggu kelengkapan dari pemohon" in words
        assert "Surat Keterangan Domisili" in words


def username_of(office: str, position: str) -> str:
    reading = factories.sop().office(office)
    assert reading
    assert reading.office
    return next(officer.username for officer in reading.office.officers if officer.position == position)


class TestALostResi:
    def test_is_replaced_by_one_marked_so(self, budi: Client) -> None:
        path = f"/permohonan/{factories.take_in().resi}/resi-pengganti/"
        page = budi.get(path)
        form = {
            "key": hidden(page, "key"),
            "version": hidden(page, "version"),
            "identity": "1",
            "signed": "1",
            "statement": "SP-3",
        }
        for _ in range(2):
            assert "1 kali" in text_of(budi.post(path, form, follow=True))

    def test_needs_identity_and_statement(self, budi: Client) -> None:
        path = f"/permohonan/{factories.take_in().resi}/resi-pengganti/"
        answer = budi.post(path, {"statement": " "})
        assert answer.status_code == 422
        assert "Periksa identitas pemohon" in text_of(answer)
        assert "Cetak surat pernyataan" in text_of(answer)
        assert "Tulis pernyataan kehilangannya" in text_of(answer)

    def test_is_refused_when_the_case_has_moved(self, budi: Client) -> None:
        path = f"/permohonan/{factories.take_in().resi}/resi-pengganti/"
        answer = budi.post(path, {"identity": "1", "signed": "1", "statement": "SP-3", "version": "1"})
        assert answer.status_code == 409
        assert "SP-3" in answer.content.decode()

    def test_of_another_office_is_not_found(self, dewi: Client) -> None:
        path = f"/permohonan/{factories.take_in().resi}/resi-pengganti/"
        assert dewi.get(path).status_code == 404

    def test_prints_as_a_replacement(self, budi: Client) -> None:
        taken = factories.take_in()
        path = f"/permohonan/{taken.resi}/resi-pengganti/"
        budi.post(path, {"identity": "1", "signed": "1", "statement": "SP-3", "version": str(taken.version)})
        slip = budi.get(f"/permohonan/{taken.resi}/cetak/resi-a5.pdf")
        assert is_pdf(slip)
        assert "DUPLIKAT 1" in words_of(slip.content)
