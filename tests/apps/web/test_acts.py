"""Every act of the desk: done, refused, stale, repeated, and tried by another office."""

import uuid

import pytest

from loket.casework.records import Acted, TakenIn
from loket.core.engine import Claim, Complete, Note, Return, ReturnLine
from tests.apps import factories
from tests.apps.web.desk import DeskBrowser, forms_of

Case = Acted | TakenIn


@pytest.fixture
def at_kasi(monday: object, db: None) -> Case:
    """A case that waits for the verifier."""
    return factories.case_at("verifikasi-kasi")


@pytest.fixture
def at_hand_over(monday: object, db: None) -> Case:
    """A case whose document is ready."""
    return factories.case_at("serahkan-dokumen")


def page_of(case: Case) -> str:
    return f"/permohonan/{case.resi}/"


def step_address(case: Case) -> str:
    return f"/permohonan/{case.resi}/langkah/"


class TestCompletingAStep:
    def test_moves_the_case_and_says_so(self, wati: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(page_of(at_kasi), step_address(at_kasi), outcome="valid")
        answer = wati.post(address, form)
        assert (answer.status, answer.location) == (302, page_of(at_kasi))
        after = wati.get(answer.location).text
        assert "Langkah selesai: Sari Wulandari." in after
        assert "Kepala Bidang Melakukan Verifikasi" in after

    def test_the_same_form_twice_is_one_act(self, wati: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(page_of(at_kasi), step_address(at_kasi), outcome="valid")
        assert wati.post(address, form).status == 302
        assert wati.post(address, form).status == 302
        assert wati.get(page_of(at_kasi)).body.count("5. Verifikasi, Bubuhkan paraf: Berkas valid") == 1

    def test_names_each_field_that_is_missing(self, budi: DeskBrowser, at_hand_over: Case) -> None:
        address, form = budi.fill(page_of(at_hand_over), step_address(at_hand_over), outcome="diserahkan")
        answer = budi.post(address, {**form, "collector_name": "Sari Wulandari"})
        assert answer.status == 422
        assert 'href="#f-collector_nik"' in answer.body
        assert "Isi: NIK pengambil." in answer.text
        assert "Pilih: Hubungan dengan pemohon." in answer.text
        assert "Centang bila benar: Resi ditunjukkan atau diserahkan." in answer.text
        assert forms_of(answer.body)[step_address(at_hand_over)]["collector_name"] == "Sari Wulandari"

    def test_a_nik_with_letters_comes_back_as_typed_with_its_own_sentence(
        self, budi: DeskBrowser, at_hand_over: Case
    ) -> None:
        address, form = budi.fill(page_of(at_hand_over), step_address(at_hand_over), outcome="diserahkan")
        answer = budi.post(address, {**form, "collector_nik": "99010141O1900001"})
        assert answer.status == 422
        assert "NIK hanya berisi angka." in answer.text
        assert forms_of(answer.body)[step_address(at_hand_over)]["collector_nik"] == "99010141O1900001"

    def test_an_unknown_outcome_is_refused_with_the_known_ones(self, wati: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(page_of(at_kasi), step_address(at_kasi), outcome="disetujui")
        answer = wati.post(address, form)
        assert answer.status == 422
        assert "tidak mengenal hasil “disetujui”" in answer.text
        assert "valid" in answer.text

    def test_by_someone_else_is_refused_in_words(self, budi: DeskBrowser, wati: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(page_of(at_kasi), step_address(at_kasi), outcome="valid")
        answer = budi.post(address, form)
        assert answer.status == 409
        assert "dikerjakan oleh Kepala Seksi" in answer.text

    def test_of_another_office_does_not_exist(self, wati: DeskBrowser, dewi: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(page_of(at_kasi), step_address(at_kasi), outcome="valid")
        unknown = dewi.post("/permohonan/0000000000000/langkah/", form)
        foreign = dewi.post(address, form)
        assert (foreign.status, foreign.text) == (unknown.status, unknown.text)
        assert foreign.status == 404

    def test_needs_a_post(self, wati: DeskBrowser, at_kasi: Case) -> None:
        assert wati.get(step_address(at_kasi)).status == 405

    def test_with_a_broken_version_says_what_changed_instead_of_failing(self, wati: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(page_of(at_kasi), step_address(at_kasi), outcome="valid")
        assert wati.post(address, {**form, "version": "²"}).status == 409

    def test_for_a_step_of_another_procedure_is_not_found(self, wati: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(page_of(at_kasi), step_address(at_kasi), outcome="valid")
        assert wati.post(address, {**form, "step": "rekam-biometrik"}).status == 404


class TestAStaleForm:
    def test_is_answered_with_who_changed_what_and_comes_back_filled(
        self, budi: DeskBrowser, at_hand_over: Case
    ) -> None:
        address, form = budi.fill(page_of(at_hand_over), step_address(at_hand_over), outcome="diserahkan")
        factories.act(at_hand_over, Note("Pemohon minta dihubungi sore"), factories.wati())
        answer = budi.post(address, {**form, "collector_name": "Sari Wulandari"})
        assert answer.status == 409
        assert "berubah saat Anda mengisi" in answer.text
        assert "Wati Rahmawati" in answer.text
        assert "Pemohon minta dihubungi sore" in answer.text
        filled = forms_of(answer.body)[step_address(at_hand_over)]
        assert filled["collector_name"] == "Sari Wulandari"
        assert int(filled["version"]) == at_hand_over.version + 1

    def test_that_oneself_made_old_says_so(self, wati: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(page_of(at_kasi), step_address(at_kasi), outcome="valid")
        factories.act(at_kasi, Note("Sudah ditelepon"), factories.wati())
        answer = wati.post(address, form)
        assert "Anda sendiri, misalnya di tab lain" in answer.text
        assert "rekan Anda" not in answer.text

    def test_can_be_sent_again_as_it_came_back(self, wati: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(page_of(at_kasi), step_address(at_kasi), outcome="valid")
        factories.act(at_kasi, Note("Sudah ditelepon"), factories.budi())
        answer = wati.post(address, form)
        again = {**forms_of(answer.body)[step_address(at_kasi)], "outcome": "valid"}
        assert (answer.status, wati.post(address, again).status) == (409, 302)

    def test_whose_step_is_over_keeps_what_was_typed_to_be_copied(self, budi: DeskBrowser, at_hand_over: Case) -> None:
        address, form = budi.fill(page_of(at_hand_over), step_address(at_hand_over), outcome="diserahkan")
        rina = factories.officer("bintan.rina")
        evidence = {
            "collector_name": "Sari Wulandari",
            "collector_nik": "9901014101900001",
            "collector_relation": "self",
            "resi_shown": True,
        }
        factories.act(at_hand_over, Complete("diserahkan", evidence), rina)
        answer = budi.post(address, {**form, "collector_name": "Sari W."})
        assert answer.status == 409
        assert "tidak lagi dapat dilakukan" in answer.text
        assert "Rina Marlina" in answer.text
        assert "Sari W." in answer.text


class TestReturning:
    def address(self, case: Case) -> str:
        return f"/permohonan/{case.resi}/kembalikan/tidak-valid/"

    def test_says_where_the_case_goes_and_which_marks_fall(self, monday: object, db: None) -> None:
        case = factories.case_at("verifikasi-kabid")
        surya = DeskBrowser(factories.officer("bintan.surya"))
        text = surya.get(self.address(case)).text
        assert "kembali ke 3. Periksa kelengkapan" in text
        assert "Paraf pada 5. Verifikasi, Bubuhkan paraf gugur" in text

    def test_needs_at_least_one_line(self, wati: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(self.address(at_kasi), "")
        answer = wati.post(address, form)
        assert answer.status == 422
        assert "Belum ada yang ditandai." in answer.text

    def test_needs_a_reason_for_each_line_and_keeps_what_was_typed(self, wati: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(self.address(at_kasi), "")
        answer = wati.post(address, {**form, "l-isian-1": "Alamat", "ln-isian-1": "RT salah"})
        assert answer.status == 422
        assert "Pilih alasan untuk “Alamat”." in answer.text
        kept = forms_of(answer.body)[""]
        assert (kept["l-isian-1"], kept["ln-isian-1"]) == ("Alamat", "RT salah")

    def test_sends_the_case_back_with_its_lines(self, wati: DeskBrowser, budi: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(self.address(at_kasi), "")
        typed = {**form, "l-isian-1": "Alamat", "lr-isian-1": "data-berbeda", "ln-isian-1": "RT salah"}
        answer = wati.post(address, typed)
        assert (answer.status, answer.location) == (302, page_of(at_kasi))
        text = budi.get(page_of(at_kasi)).text
        assert "Dikembalikan untuk diperbaiki" in text
        assert "Alamat: Data pada berkas berbeda – RT salah" in text

    def test_twice_with_the_same_form_is_one_return(self, wati: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(self.address(at_kasi), "")
        typed = {**form, "l-isian-1": "Alamat", "lr-isian-1": "data-berbeda"}
        assert [wati.post(address, typed).status for _ in range(2)] == [302, 302]
        assert wati.get(page_of(at_kasi)).body.count("kembali ke 3. ") == 1

    def test_of_a_changed_case_is_stale_and_stays_filled(self, wati: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(self.address(at_kasi), "")
        factories.act(at_kasi, Note("Berkas asli menyusul"), factories.budi())
        answer = wati.post(address, {**form, "l-isian-1": "Alamat", "lr-isian-1": "data-berbeda"})
        assert answer.status == 409
        assert "Berkas asli menyusul" in answer.text
        assert forms_of(answer.body)[""]["l-isian-1"] == "Alamat"

    def test_takes_the_faults_of_the_checklist_along(self, budi: DeskBrowser, at_kasi: Case) -> None:
        back = Return("tidak-valid", (ReturnLine("Alamat", "data-berbeda"),))
        factories.act(at_kasi, back, factories.wati())
        _, form = budi.fill(page_of(at_kasi), step_address(at_kasi))
        requirement = next(iter(factories.procedure().requirements))
        prepared = budi.post(
            f"/permohonan/{at_kasi.resi}/kembalikan/tidak-lengkap/",
            {**form, "prepare": "1", f"r-{requirement}": "missing", f"n-{requirement}": "belum dibawa"},
        )
        assert prepared.status == 200
        kept = forms_of(prepared.body)[""]
        assert (kept[f"l-{requirement}"], kept[f"ln-{requirement}"]) == ("1", "belum dibawa")
        assert kept[f"r-{requirement}"] == "missing"
        assert kept[f"lr-{requirement}"] == "berkas-kurang"

    def test_by_an_outcome_that_is_no_return_is_not_found(self, wati: DeskBrowser, at_kasi: Case) -> None:
        assert wati.get(f"/permohonan/{at_kasi.resi}/kembalikan/valid/").status == 404
        assert wati.get(f"/permohonan/{at_kasi.resi}/kembalikan/entah/").status == 404

    def test_of_another_office_does_not_exist(self, dewi: DeskBrowser, at_kasi: Case) -> None:
        assert dewi.get(self.address(at_kasi)).status == 404


class TestOtherActs:
    def test_a_claimed_case_is_mine_until_released(self, wati: DeskBrowser, at_kasi: Case) -> None:
        claim = f"/permohonan/{at_kasi.resi}/ambil/"
        address, form = wati.fill(page_of(at_kasi), claim)
        assert wati.post(address, form).location == page_of(at_kasi)
        assert "Ada di meja Anda." in wati.get(page_of(at_kasi)).text
        address, form = wati.fill(f"/permohonan/{at_kasi.resi}/lepas/", "")
        assert wati.post(address, form).status == 302
        assert "Ada di meja Anda." not in wati.get(page_of(at_kasi)).text

    def test_a_second_claim_is_stale_and_names_the_first(self, monday: object, db: None) -> None:
        joko, case = DeskBrowser(factories.officer("bintan.joko")), factories.take_in()
        address, form = joko.fill(page_of(case), f"/permohonan/{case.resi}/ambil/")
        factories.act(case, Claim(), factories.officer("bintan.maya"))
        answer = joko.post(address, form)
        assert answer.status == 409
        assert "Maya Anggraini" in answer.text

    def test_a_note_needs_words(self, wati: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(f"/permohonan/{at_kasi.resi}/catatan/", "", reason="  ")
        answer = wati.post(address, form)
        assert answer.status == 422
        assert "Tulis alasannya" in answer.text

    def test_a_note_is_kept_as_written(self, wati: DeskBrowser, at_kasi: Case) -> None:
        address, form = wati.fill(f"/permohonan/{at_kasi.resi}/catatan/", "", reason="<b>Telepon</b> & catat")
        assert wati.post(address, form).status == 302
        body = wati.get(page_of(at_kasi)).body
        assert "&lt;b&gt;Telepon&lt;/b&gt; &amp; catat" in body

    def test_my_latest_step_can_be_taken_back_until_it_is_touched(self, wati: DeskBrowser, at_kasi: Case) -> None:
        factories.act(at_kasi, Complete("valid", {}), factories.wati())
        address, form = wati.fill(f"/permohonan/{at_kasi.resi}/tarik/", "")
        assert wati.post(address, form).status == 302
        assert "Ada di meja Anda." in wati.get(page_of(at_kasi)).text

    def test_a_withdrawal_needs_the_reason_of_the_applicant(self, budi: DeskBrowser, at_kasi: Case) -> None:
        page = f"/permohonan/{at_kasi.resi}/cabut/"
        address, form = budi.fill(page, "")
        assert budi.post(address, form).status == 422
        address, form = budi.fill(page, "", reason="Pindah rumah")
        assert budi.post(address, form).status == 302
        assert "Permohonan sudah ditutup" in budi.get(page_of(at_kasi)).text

    def test_a_closed_case_is_reopened_at_a_step_by_a_superior(
        self, budi: DeskBrowser, wati: DeskBrowser, at_kasi: Case
    ) -> None:
        budi.post(*budi.fill(f"/permohonan/{at_kasi.resi}/cabut/", "", reason="Salah paham"))
        address, form = wati.fill(f"/permohonan/{at_kasi.resi}/buka-kembali/", "")
        assert wati.post(address, form).status == 422
        answer = wati.post(
            address, {**form, "choice": "periksa", "reason": "Pemohon kembali", "key": str(uuid.uuid4())}
        )
        assert answer.status == 302
        assert "Petugas Front Office memeriksa" in wati.get(page_of(at_kasi)).text

    def test_what_is_not_on_offer_says_so(self, budi: DeskBrowser, at_kasi: Case) -> None:
        assert "tidak tersedia" in budi.get(f"/permohonan/{at_kasi.resi}/buka-kembali/").text

    def test_an_unknown_act_is_not_found(self, budi: DeskBrowser, at_kasi: Case) -> None:
        assert budi.get(f"/permohonan/{at_kasi.resi}/hapus/").status == 404

    def test_none_of_them_is_there_for_another_office(self, dewi: DeskBrowser, at_kasi: Case) -> None:
        slugs = ("ambil", "lepas", "tarik", "jeda", "lanjutkan", "cabut", "buka-kembali", "catatan", "alihkan")
        fields = {"version": at_kasi.version, "key": str(uuid.uuid4()), "reason": "x", "choice": "1"}
        tried = {dewi.post(f"/permohonan/{at_kasi.resi}/{slug}/", fields).status for slug in slugs}
        shown = {dewi.get(f"/permohonan/{at_kasi.resi}/{slug}/").status for slug in slugs}
        assert tried == shown == {404}


class TestReassigning:
    def test_offers_only_those_who_may_do_the_step(self, wati: DeskBrowser) -> None:
        text = wati.get(f"/permohonan/{factories.take_in().resi}/alihkan/").text
        assert "Maya Anggraini" in text
        assert "Budi Santoso" not in text

    def test_gives_the_step_to_a_colleague(self, wati: DeskBrowser) -> None:
        maya, case = factories.officer("bintan.maya"), factories.take_in()
        page = f"/permohonan/{case.resi}/alihkan/"
        address, form = wati.fill(page, "", choice=str(maya.person), reason="Joko cuti")
        assert wati.post(address, form).status == 302
        assert "Sedang dikerjakan Maya Anggraini" in wati.get(page_of(case)).text

    def test_needs_a_colleague_and_a_reason(self, wati: DeskBrowser) -> None:
        page = f"/permohonan/{factories.take_in().resi}/alihkan/"
        address, form = wati.fill(page, "")
        assert "Pilih: Dikerjakan oleh." in wati.post(address, form).text
        maya = factories.officer("bintan.maya")
        assert wati.post(address, {**form, "choice": str(maya.person)}).status == 422

    def test_to_someone_of_another_office_is_refused(self, wati: DeskBrowser, dewi: DeskBrowser, at_kasi: Case) -> None:
        page = f"/permohonan/{at_kasi.resi}/alihkan/"
        address, form = wati.fill(page, "", choice=str(dewi.officer.person), reason="Bantu")
        answer = wati.post(address, form)
        assert answer.status == 409
        assert "tidak ada atau tidak bertugas" in answer.text
