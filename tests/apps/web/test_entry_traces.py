"""Every look at whom a form shows leaves a trace, on whichever page or answer, and one a quarter of an hour."""

import datetime
from uuid import UUID

import pytest
import time_machine

from loket.entries.records import Filling
from loket.register import queries as register
from tests.apps import factories
from tests.apps.entries import births
from tests.apps.register import people
from tests.apps.web import entry_desk
from tests.apps.web.desk import DeskBrowser, forms_of
from tests.apps.web.entry_desk import Birth, judged, opened

HTMX = {"HX-Request": "true"}


@pytest.fixture
def counter(monday: object, db: None) -> Birth:
    """A birth that Joko has to enter."""
    return entry_desk.birth()


@pytest.fixture
def file(monday: object, db: None) -> Birth:
    """A filled birth that lies before Wati."""
    made = entry_desk.birth()
    made.saved()
    return made.moved("verifikasi-kasi")


def looks(of: Birth) -> list[str]:
    """Who has looked at Sari."""
    return [one.acted_as.split(" ", 1)[0] for one in register.readings_of(resident=of.home.members[1])]


def looks_at_kk(of: Birth) -> list[str]:
    """Who has looked at the KK of Sari."""
    return [one.acted_as.split(" ", 1)[0] for one in register.readings_of(family=of.home.id)]


class TestAPage:
    def test_of_the_form_to_fill_leaves_a_trace(self, counter: Birth) -> None:
        counter.saved()
        entry_desk.operator(counter).get(counter.address)
        assert (looks(counter), looks_at_kk(counter)) == (["Joko"], ["Joko"])

    def test_that_is_empty_leaves_none(self, counter: Birth) -> None:
        entry_desk.operator(counter).get(counter.address)
        assert looks(counter) == []

    def test_of_the_form_to_read_leaves_a_trace(self, budi: DeskBrowser, counter: Birth) -> None:
        counter.saved()
        budi.get(counter.address)
        assert (looks(counter), looks_at_kk(counter)) == (["Budi"], ["Budi"])

    def test_of_the_list_to_check_leaves_a_trace(self, wati: DeskBrowser, file: Birth) -> None:
        wati.get(file.address)
        assert (looks(file), looks_at_kk(file)) == (["Wati"], ["Wati"])

    def test_of_the_case_leaves_a_trace_of_the_kks_and_of_whom_the_papers_are_for(
        self, budi: DeskBrowser, file: Birth
    ) -> None:
        budi.get(file.page)
        assert looks_at_kk(file) == []
        done = file.effected()
        budi.get(done.page)
        assert looks_at_kk(done) == ["Budi"]
        [event] = register.events_of_case(done.resi)
        child = UUID(event.payload["child_id"])
        assert [one.what for one in register.readings_of(resident=child)] == ["isian"]

    def test_shown_again_leaves_no_other_for_a_while(
        self, wati: DeskBrowser, budi: DeskBrowser, file: Birth, monday: time_machine.Traveller
    ) -> None:
        for _ in range(3):
            wati.get(file.address)
        budi.get(file.address)
        assert sorted(looks(file)) == ["Budi", "Wati"]
        monday.shift(datetime.timedelta(minutes=16))
        wati.comes_back()
        wati.get(file.address)
        assert sorted(looks(file)) == ["Budi", "Wati", "Wati"]

    def test_leaves_none_of_those_another_office_keeps(self, counter: Birth) -> None:
        there = people.alone("Joko Susilo", office=factories.dewi(), address=people.PONTIANAK)
        nik = register.people(there.members)[there.members[0]].nik
        assert nik is not None
        counter.saved(father=nik.digits)
        entry_desk.operator(counter).get(counter.address)
        assert register.readings_of(resident=there.members[0]) == ()
        assert register.readings_of(family=there.id) == ()
        assert looks(counter) == ["Joko"]


class TestAnAnswer:
    @pytest.mark.parametrize(
        ("button", "changes", "status"),
        [
            ("periksa", {}, 200),
            ("ambil", {}, 200),
            ("simpan", {"entry-revision": "7"}, 409),
            ("lanjut", {"child_name": "x" * 2001}, 422),
        ],
    )
    def test_with_the_form_leaves_a_trace(
        self, counter: Birth, button: str, changes: dict[str, str], status: int
    ) -> None:
        joko = entry_desk.operator(counter)
        form = opened(joko, counter, **counter.answers())
        assert looks(counter) == []
        assert joko.post(counter.address, {**form, "entry-do": button, **changes}).status == status
        assert looks(counter) == ["Joko"]

    def test_to_going_on_with_a_form_that_lacks_something_leaves_a_trace(self, counter: Birth) -> None:
        joko = entry_desk.operator(counter)
        form = opened(joko, counter, **counter.answers(child_name=""))
        answer = joko.post(counter.address, {**form, "entry-do": "lanjut"})
        assert answer.location == counter.address
        joko.get(answer.location)
        assert looks(counter) == ["Joko"]

    def test_while_typing_leaves_one_trace(self, counter: Birth) -> None:
        joko = entry_desk.operator(counter)
        for _ in range(3):
            judged(joko, counter, **counter.answers())
        assert (looks(counter), looks_at_kk(counter)) == (["Joko"], ["Joko"])

    @pytest.mark.parametrize(("revision", "status"), [("1", 200), ("2", 409)])
    def test_to_a_tick_leaves_a_trace(self, wati: DeskBrowser, file: Birth, revision: str, status: int) -> None:
        fields = {"field": "child_name", "verdict": "benar", "entry-revision": revision}
        assert wati.post(f"{file.address}tanda/", fields, **HTMX).status == status
        assert (looks(file), looks_at_kk(file)) == (["Wati"], ["Wati"])


class TestAFormThatWasChanged:
    """While the verifier ticks."""

    def changed(self, wati: DeskBrowser, file: Birth) -> dict[str, object]:
        """A verdict on the form as it was, with one tick given before and a colleague's saving after."""
        _, form = wati.fill(file.address, f"{file.address}tanda/")
        wati.post(f"{file.address}tanda/", {**form, "field": "sex", "verdict": "benar"}, **HTMX)
        births.save(file.case, Filling("kelahiran", file.answers(child_name="Lia Salimah")), revision=1)
        return {**form, "field": "birth_date", "verdict": "benar"}

    def test_is_shown_anew_with_who_changed_it_and_the_ticks_that_count(self, wati: DeskBrowser, file: Birth) -> None:
        answer = wati.post(f"{file.address}tanda/", self.changed(wati, file))
        assert answer.status == 409
        assert "sudah disimpan oleh Budi" in answer.text
        assert "Tanda pada isian yang tidak berubah tetap berlaku" in answer.text
        assert "1 dari 10 dicocokkan" in answer.text
        assert "Lia Salimah" in answer.text
        assert "Sebelumnya: Lia Salim" in answer.text
        again = forms_of(answer.body)[f"{file.address}tanda/"]
        assert again["entry-revision"] == "2"

    def test_takes_the_place_of_the_list_for_a_script(self, wati: DeskBrowser, file: Birth) -> None:
        fields = self.changed(wati, file)
        response = wati.client.post(f"{file.address}tanda/", fields, headers=HTMX)
        assert response.status_code == 409
        assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#cocokkan", "innerHTML")
        body = response.content.decode()
        assert 'id="tick-problem" hx-swap-oob="true"' in body
        assert "sudah disimpan oleh Budi" in body
        assert "Simpanan ke-2" in body
        for part in ("hasil", "entry-status", "entry-saved", "progress", "f-child_name"):
            assert body.count(f'id="{part}"') == 1
        assert 'id="cocokkan"' in wati.get(file.address).body

    @pytest.mark.parametrize("headers", [{}, HTMX])
    def test_still_has_the_note_that_was_written(self, wati: DeskBrowser, file: Birth, headers: dict[str, str]) -> None:
        sent = {**self.changed(wati, file), "verdict": "salah", "note": "Di surat: 2 November"}
        body = wati.post(f"{file.address}tanda/", sent, **headers).body
        line = body.split('id="f-birth_date"', 1)[1].split("</li>", 1)[0]
        assert 'value="Di surat: 2 November"' in line
        assert "<details open>" in line
        assert body.count("Di surat: 2 November") == 1

    def test_can_be_ticked_then(self, wati: DeskBrowser, file: Birth) -> None:
        answer = wati.post(f"{file.address}tanda/", self.changed(wati, file))
        again = forms_of(answer.body)[f"{file.address}tanda/"]
        sent = {**again, "field": "birth_date", "verdict": "benar"}
        assert wati.post(f"{file.address}tanda/", sent).status == 302
        assert "2 dari 10 dicocokkan" in wati.get(file.address).text

    def test_that_is_done_without_is_refused_in_words(self, wati: DeskBrowser, file: Birth) -> None:
        births.save(file.case, Filling("kelahiran", {}, outside="Hanya legalisir"), revision=1)
        fields = {"field": "child_name", "verdict": "benar", "entry-revision": "1"}
        for headers in ({}, HTMX):
            answer = wati.post(f"{file.address}tanda/", fields, **headers)
            assert answer.status == 409
            assert "sudah disimpan oleh Budi" in answer.body
