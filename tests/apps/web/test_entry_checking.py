"""The verifier's list: ticks one by one, what changed since, and what becomes of a doubted field."""

import re

import pytest

from loket.casework import queries as casework
from loket.entries import queries as entries
from loket.entries.records import Filling
from tests.apps import factories
from tests.apps.entries import births
from tests.apps.web import entry_desk
from tests.apps.web.desk import DeskBrowser, Page, forms_of
from tests.apps.web.entry_desk import Birth

HTMX = {"HX-Request": "true"}


@pytest.fixture
def file(monday: object, db: None) -> Birth:
    """A filled birth that lies before Wati."""
    made = entry_desk.birth()
    made.saved()
    return made.moved("verifikasi-kasi")


def tick(desk: DeskBrowser, file: Birth, field: str, verdict: str, **more: str) -> Page:
    """One verdict, as the form of its line sends it."""
    _, form = desk.fill(file.address, f"{file.address}tanda/")
    headers = HTMX if more.pop("script", "") else {}
    return desk.post(f"{file.address}tanda/", {**form, "field": field, "verdict": verdict, **more}, **headers)


def step_of(file: Birth) -> str | None:
    """Where the case lies."""
    return casework.case_view(file.resi, factories.wati(), factories.MONDAY, again=True).case.step


def tick_all(desk: DeskBrowser, file: Birth) -> None:
    """Everything that the list asks about agrees."""
    for field in re.findall(r'name="field" value="(\w+)"', desk.get(file.address).body):
        tick(desk, file, field, "benar")


class TestTheList:
    def test_shows_each_answer_in_words(self, wati: DeskBrowser, file: Birth) -> None:
        text = wati.get(file.address).text
        assert "Lia Salim" in text
        assert "PEREMPUAN" in text
        assert "Sari Wulandari, lahir Kijang 03-03-1986" in text
        assert "0 dari 10 dicocokkan" in text

    def test_offers_no_tick_where_nothing_was_answered(self, wati: DeskBrowser, file: Birth) -> None:
        body = wati.get(file.address).body
        assert 'name="field" value="child_name"' in body
        assert 'name="field" value="weight"' not in body

    def test_leads_to_typing_for_who_may(self, wati: DeskBrowser, file: Birth) -> None:
        assert file.address in forms_of(wati.get(f"{file.address}?ubah=1").body)


class TestTheBar:
    def test_says_how_many_are_left_and_nothing_green(self, wati: DeskBrowser, file: Birth) -> None:
        text = wati.get(file.address).text
        assert "10 belum dicocokkan" in text
        assert "Siap diteruskan" not in text

    def test_says_of_a_doubt_that_the_file_goes_back(self, wati: DeskBrowser, file: Birth) -> None:
        answer = tick(wati, file, "child_name", "salah", script="1")
        assert 'id="entry-status" aria-live="polite" hx-swap-oob="true"' in answer.body
        for text in (answer.text, wati.get(file.address).text):
            assert "1 ditandai salah: kembalikan" in text
            assert "9 belum dicocokkan" in text
            assert "Siap diteruskan" not in text

    def test_is_green_when_everything_agrees(self, wati: DeskBrowser, file: Birth) -> None:
        tick_all(wati, file)
        text = wati.get(file.address).text
        assert "Siap diteruskan" in text
        assert "belum dicocokkan" not in text


class TestWhatIsNotCompared:
    def test_is_counted_beside_the_outcomes_with_the_way_to_the_list(self, wati: DeskBrowser, file: Birth) -> None:
        tick(wati, file, "child_name", "benar")
        page = wati.get(file.page)
        assert "9 isian belum dicocokkan" in page.text
        assert "Teruskan walau 9 isian belum dicocokkan" in page.text
        assert f'href="{file.address}"' in page.body

    def test_holds_the_step_until_someone_says_to_go_on(self, wati: DeskBrowser, file: Birth) -> None:
        address, form = wati.fill(file.page, f"{file.page}langkah/", outcome="valid")
        refused = wati.post(address, form)
        assert refused.status == 422
        assert "10 isian belum dicocokkan dengan berkas." in refused.text
        assert 'href="#f-belum-dicocokkan"' in refused.body
        assert step_of(file) == "verifikasi-kasi"
        assert wati.post(address, {**form, "belum-dicocokkan": "1"}).status == 302
        assert step_of(file) != "verifikasi-kasi"

    def test_is_not_asked_about_when_everything_is_compared(self, wati: DeskBrowser, file: Birth) -> None:
        tick_all(wati, file)
        assert 'name="belum-dicocokkan"' not in wati.get(file.page).body
        address, form = wati.fill(file.page, f"{file.page}langkah/", outcome="valid")
        assert wati.post(address, form).status == 302

    def test_does_not_hold_a_return(self, wati: DeskBrowser, file: Birth) -> None:
        assert wati.get(f"{file.page}kembalikan/tidak-valid/").status == 200

    def test_is_not_asked_of_who_cannot_finish_the_step(self, hadi: DeskBrowser, file: Birth) -> None:
        assert 'name="belum-dicocokkan"' not in hadi.get(file.page).body

    def test_gives_way_to_a_doubt(self, wati: DeskBrowser, file: Birth) -> None:
        tick(wati, file, "child_name", "salah")
        page = wati.get(file.page)
        assert "1 isian ditandai salah: kembalikan, atau perbaiki dahulu." in page.text
        assert 'name="belum-dicocokkan"' not in page.body


class TestATick:
    def test_counts_and_goes_back_to_its_line(self, wati: DeskBrowser, file: Birth) -> None:
        answer = tick(wati, file, "child_name", "benar")
        assert (answer.status, answer.location) == (302, f"{file.address}#f-child_name")
        text = wati.get(file.address).text
        assert "1 dari 10 dicocokkan" in text
        assert "✓ cocok Wati Rahmawati" in text

    def test_is_answered_to_a_script_with_its_line_and_the_count(self, wati: DeskBrowser, file: Birth) -> None:
        answer = tick(wati, file, "sex", "salah", note="Di surat: laki-laki", script="1")
        assert answer.status == 200
        assert answer.body.lstrip().startswith("<li")
        assert "Di surat: laki-laki" in answer.body
        assert "1 dari 10 dicocokkan" in answer.body

    def test_can_be_taken_back(self, wati: DeskBrowser, file: Birth) -> None:
        tick(wati, file, "child_name", "salah")
        tick(wati, file, "child_name", "")
        saved = entries.latest(file.resi)
        assert saved is not None
        assert saved.ticks == {}

    def test_of_a_form_that_changed_meanwhile_is_refused(self, wati: DeskBrowser, file: Birth) -> None:
        births.save(file.case, Filling("kelahiran", file.answers(child_name="Lia S.")), revision=1)
        for headers in ({}, HTMX):
            fields = {"field": "child_name", "verdict": "benar", "entry-revision": "1"}
            answer = wati.post(f"{file.address}tanda/", fields, **headers)
            assert answer.status == 409
            assert "sudah disimpan oleh" in answer.body

    @pytest.mark.parametrize("note", ["x" * 401, "a\x00b"])
    def test_with_a_note_that_cannot_be_kept_is_refused(self, wati: DeskBrowser, file: Birth, note: str) -> None:
        answer = tick(wati, file, "child_name", "salah", note=note)
        assert answer.status == 422
        assert "Catatan ini terlalu panjang" in answer.text

    @pytest.mark.parametrize("field", ["", "tidak_ada", "' or 1=1"])
    def test_of_a_field_that_is_not_on_the_form_is_refused(self, wati: DeskBrowser, file: Birth, field: str) -> None:
        assert tick(wati, file, field, "benar").status == 409

    def test_is_not_for_others(self, wati: DeskBrowser, hadi: DeskBrowser, file: Birth) -> None:
        _, form = wati.fill(file.address, f"{file.address}tanda/")
        assert hadi.post(f"{file.address}tanda/", {**form, "verdict": "benar"}).status == 409
        saved = entries.latest(file.resi)
        assert saved is not None
        assert saved.ticks == {}


class TestADoubtedField:
    def test_holds_the_step_and_says_so(self, wati: DeskBrowser, file: Birth) -> None:
        tick(wati, file, "child_name", "salah")
        address, form = wati.fill(file.page, f"{file.page}langkah/", outcome="valid")
        answer = wati.post(address, form)
        assert answer.status == 409
        assert "1 bagian isian ditandai salah" in answer.text

    def test_is_written_on_the_return_already(self, wati: DeskBrowser, file: Birth) -> None:
        tick(wati, file, "child_name", "salah", note="Di surat: Lia Salimah")
        form = forms_of(wati.get(f"{file.page}kembalikan/tidak-valid/").body)[""]
        assert form["l-isian-1"] == "Nama lengkap anak"
        assert form["ln-isian-1"] == "Di surat: Lia Salimah"
        assert form["lr-isian-1"] == "data-berbeda"

    def test_shares_the_last_line_when_there_are_many(self, wati: DeskBrowser, file: Birth) -> None:
        for field in ("child_name", "sex", "birth_place", "birth_date"):
            tick(wati, file, field, "salah")
        form = forms_of(wati.get(f"{file.page}kembalikan/tidak-valid/").body)[""]
        assert form["l-isian-3"] == "Tempat lahir (kabupaten/kota), Tanggal lahir"

    def test_stands_first_for_whoever_corrects_it(self, wati: DeskBrowser, file: Birth) -> None:
        tick(wati, file, "child_name", "salah", note="Di surat: Lia Salimah")
        text = wati.get(f"{file.address}?ubah=1").text
        assert "Ditandai salah oleh verifikator" in text
        assert "Nama lengkap anak : Di surat: Lia Salimah" in text

    def test_is_settled_by_another_answer_which_shows_what_it_was(self, wati: DeskBrowser, file: Birth) -> None:
        tick(wati, file, "child_name", "salah")
        births.save(file.case, Filling("kelahiran", file.answers(child_name="Lia Salimah")), revision=1)
        page = wati.get(file.address)
        assert "0 dari 10 dicocokkan" in page.text
        assert "Sebelumnya: Lia Salim" in page.text
