"""Who holds which position: appointments, absences, leavers, and the question of who could sign on a day."""

import re

import pytest
from django.test import Client

from loket.core.engine import Claim
from loket.offices import queries
from loket.offices.records import PersonRecord
from tests.apps import factories
from tests.apps.web_counter.conftest import At
from tests.apps.web_counter.reading import Answer, text_of

PATH = "/kantor/jabatan/"


def appointing(**more: str) -> dict[str, str]:
    form = {
        "form": "appoint",
        "appoint-person": str(factories.wati().person),
        "appoint-position": "kabid-dafduk",
        "appoint-kind": "plh",
        "appoint-decree": "SPT 09/2026",
        "appoint-from": "2026-11-16",
        "appoint-until": "2026-11-20",
        "appoint-why": "Kabid cuti",
    }
    return {**form, **more}


def seats_of(username: str) -> list[str]:
    return [seat.printed_title for seat in factories.officer(username).seats]


def confirmed(by: Client) -> Answer:
    """The second person opens the page and confirms the only proposal on it."""
    found = re.search(r'name="confirm-id" value="(\d+)"', by.get(PATH).content.decode())
    assert found
    return by.post(PATH, {"form": "confirm", "confirm-id": found[1]})


def first_password(answer: Answer) -> str:
    """The password that a page shows once."""
    found = re.search(r'<dd class="code">((?:[a-z2-9]{4}-){3}[a-z2-9]{4})</dd>', answer.content.decode())
    assert found
    return found[1]


class TestAppointing:
    def test_gives_the_seat_while_its_holder_is_away(self, hadi: Client, at: At) -> None:
        hadi.post(PATH, appointing())
        confirmed(at("bintan.admin"))
        assert seats_of("bintan.wati") == ["Kepala Seksi Identitas Penduduk"]
        factories.away(factories.officer("bintan.surya"))
        assert "Plh. Kepala Bidang Pendaftaran Penduduk" in seats_of("bintan.wati")

    def test_twice_is_as_once(self, hadi: Client, at: At) -> None:
        before = len(queries.appointments("bintan"))
        for _ in range(2):
            hadi.post(PATH, appointing())
            assert "sudah tercatat" in text_of(hadi.post(PATH, appointing(), follow=True))
            if len(queries.appointments("bintan")) == before:
                confirmed(at("bintan.admin"))
        assert len(queries.appointments("bintan")) == before + 1

    def test_t27_alone_gives_nothing_and_says_whom_to_ask(self, hadi: Client) -> None:
        factories.away(factories.officer("bintan.surya"))
        words = text_of(hadi.post(PATH, appointing(), follow=True))
        assert "Berlaku sesudah dipastikan" in words
        assert "Dimas Nugraha" in words
        assert "Pastikan" not in words.split()
        assert seats_of("bintan.wati") == ["Kepala Seksi Identitas Penduduk"]

    def test_t27_is_not_confirmed_by_who_proposed_it_or_who_gets_it(self, hadi: Client, wati: Client) -> None:
        hadi.post(PATH, appointing())
        (waiting,) = queries.open_proposals("bintan")
        sent = {"form": "confirm", "confirm-id": str(waiting.id)}
        for by, sentence in ((hadi, "Usulan sendiri"), (wati, "untuk diri sendiri")):
            answer = by.post(PATH, sent)
            assert (answer.status_code, sentence in text_of(answer)) == (409, True)

    def test_t27_of_a_plh_is_confirmed_by_who_supervises_while_the_head_is_away(self, at: At) -> None:
        at("bintan.admin").post(PATH, appointing(**{"appoint-position": "kadis"}))
        factories.away(factories.hadi())
        assert "1 usulan" in text_of(at("bintan.surya").get("/"))
        assert "usulan" not in text_of(at("bintan.joko").get("/"))
        assert confirmed(at("bintan.surya")).status_code == 302
        assert "Plh. Kepala Dinas" in seats_of("bintan.wati")

    def test_is_taken_back_or_turned_down(self, hadi: Client, at: At) -> None:
        for by in (hadi, at("bintan.admin")):
            hadi.post(PATH, appointing())
            (waiting,) = queries.open_proposals("bintan")
            assert by.post(PATH, {"form": "decline", "decline-id": str(waiting.id)}).status_code == 302
            assert queries.open_proposals("bintan") == ()

    @pytest.mark.parametrize("form", ["confirm", "decline"])
    def test_of_a_number_that_is_none_says_so(self, hadi: Client, form: str) -> None:
        assert hadi.post(PATH, {"form": form}).status_code == 422
        assert "sudah diputus" in text_of(hadi.post(PATH, {"form": form, f"{form}-id": "9999"}))

    def test_a_second_head_is_refused(self, hadi: Client) -> None:
        answer = hadi.post(PATH, appointing(**{"appoint-kind": "definitif"}))
        assert answer.status_code == 409
        assert "masih dipegang" in text_of(answer)

    def test_comes_back_filled_with_all_that_is_wrong(self, hadi: Client) -> None:
        answer = hadi.post(PATH, appointing(**{"appoint-person": "", "appoint-kind": "raja", "appoint-from": "besok"}))
        assert answer.status_code == 422
        words = text_of(answer)
        assert "Pilih petugasnya" in words
        assert "Pilih jenis penunjukannya" in words
        assert "Isi tanggalnya" in words
        assert "SPT 09/2026" in answer.content.decode()

    def test_a_period_that_ends_before_it_begins_is_refused(self, hadi: Client) -> None:
        assert hadi.post(PATH, appointing(**{"appoint-until": "2026-11-01"})).status_code == 409

    def test_someone_of_another_office_is_refused(self, hadi: Client) -> None:
        answer = hadi.post(PATH, appointing(**{"appoint-person": str(factories.dewi().person)}))
        assert answer.status_code == 409
        assert "tidak ada di kantor ini" in text_of(answer)

    def test_is_not_for_a_section_head(self, wati: Client) -> None:
        assert wati.post(PATH, appointing()).status_code == 403
        assert "Ubah" not in text_of(wati.get(PATH)).split()

    def test_is_for_the_administrator(self, at: At) -> None:
        admin = at("bintan.admin")
        admin.post(PATH, appointing())
        assert "Kabid cuti" in text_of(admin.get(PATH))

    def test_t27_is_not_confirmed_by_a_clerk(self, hadi: Client, at: At) -> None:
        hadi.post(PATH, appointing())
        (waiting,) = queries.open_proposals("bintan")
        sent = {"form": "confirm", "confirm-id": str(waiting.id)}
        assert at("bintan.joko").post(PATH, sent).status_code == 403


class TestEndingAnAppointment:
    def test_takes_the_seat_from_that_day(self, hadi: Client) -> None:
        running = next(a for a in queries.appointments("bintan") if a.person == factories.wati().person)
        form = {"form": "end", "end-id": str(running.id), "end-until": "2026-11-16", "end-why": "Mutasi"}
        hadi.post(PATH, form)
        assert seats_of("bintan.wati") == []

    def test_without_a_date_is_marked(self, hadi: Client) -> None:
        assert hadi.post(PATH, {"form": "end", "end-id": "1", "end-why": "x"}).status_code == 422


class TestAbsence:
    def test_leaves_the_seat_to_another(self, hadi: Client) -> None:
        form = {"form": "absence", "absence-person": str(factories.wati().person), "absence-from": "2026-11-16"}
        form |= {"absence-until": "2026-11-18", "absence-reason": "Cuti", "absence-why": "Surat cuti"}
        hadi.post(PATH, form)
        assert seats_of("bintan.wati") == []

    def test_needs_a_reason(self, hadi: Client) -> None:
        answer = hadi.post(PATH, {"form": "absence", "absence-person": "1"})
        assert answer.status_code == 422
        assert "Tulis sebabnya" in text_of(answer)


class TestALeaver:
    def test_is_signed_off_and_leaves_no_file_behind(self, hadi: Client, wati: Client) -> None:
        acted = factories.case_at("verifikasi-kasi")
        factories.act(acted, Claim(), factories.wati())
        form = {"form": "leave", "leave-person": str(factories.wati().person), "leave-why": "Pensiun"}
        words = text_of(hadi.post(PATH, form, follow=True))
        assert "1 berkasnya kembali" in words
        assert wati.get("/").status_code in {302, 403}

    def test_who_holds_a_file_is_signed_off_by_the_administrator_only_after_a_head_has_moved_it(self, at: At) -> None:
        factories.act(factories.case_at("verifikasi-kasi"), Claim(), factories.wati())
        admin = at("bintan.admin")
        form = {"form": "leave", "leave-person": str(factories.wati().person), "leave-why": "Pensiun"}
        answer = admin.post(PATH, form)
        assert answer.status_code == 422
        words = text_of(answer)
        assert "masih memegang 1 berkas" in words
        assert "Hadi Kusuma" in words
        assert factories.wati().seats

    def test_who_holds_nothing_is_signed_off_by_the_administrator(self, at: At) -> None:
        form = {"form": "leave", "leave-person": str(factories.wati().person), "leave-why": "Pensiun"}
        assert "0 berkasnya kembali" in text_of(at("bintan.admin").post(PATH, form, follow=True))

    def test_cannot_be_oneself(self, hadi: Client) -> None:
        form = {"form": "leave", "leave-person": str(factories.hadi().person), "leave-why": "Pensiun"}
        assert "diri sendiri" in text_of(hadi.post(PATH, form))

    def test_needs_a_ground(self, hadi: Client) -> None:
        form = {"form": "leave", "leave-person": str(factories.wati().person)}
        assert hadi.post(PATH, form).status_code == 422


class TestWhoCouldSign:
    def test_is_answered_for_any_day(self, hadi: Client) -> None:
        assert "Wati Rahmawati" in text_of(hadi.get(PATH, {"tanggal": "2026-11-16"}))
        before = text_of(hadi.get(PATH, {"tanggal": "2019-01-01"}))
        assert "tidak ada pemegang" in before

    def test_takes_a_broken_date_for_today(self, hadi: Client) -> None:
        assert "16 November 2026" in text_of(hadi.get(PATH, {"tanggal": "kapan"}))


class TestAddingAnOfficer:
    NEW = {
        "form": "officer",
        "officer-name": "Siti Aminah, S.Kom.",
        "officer-nip": "99990101 202601 2 099",
        "officer-username": "Bintan.Siti",
        "officer-position": "petugas-pelayanan",
        "officer-kind": "definitif",
        "officer-decree": "SK 800/12/2026",
        "officer-from": "2026-11-16",
        "officer-why": "Penempatan baru",
    }

    def _person(self) -> PersonRecord | None:
        return next((p for p in queries.persons("bintan") if p.username == "bintan.siti"), None)

    def test_gives_an_account_that_signs_in_and_a_seat(self, hadi: Client, at: At) -> None:
        assert self._person() is None
        hadi.post(PATH, self.NEW)
        assert self._person() is None
        answer = confirmed(at("bintan.admin"))
        assert Client().login(username="bintan.siti", password=first_password(answer))
        assert seats_of("bintan.siti") == ["Petugas Pelayanan"]
        person = self._person()
        assert person is not None
        assert person.nip == "999901012026012099"

    def test_leads_to_a_password_of_ones_own_first(self, hadi: Client, at: At) -> None:
        hadi.post(PATH, self.NEW)
        first = first_password(confirmed(at("bintan.admin")))
        siti = Client()
        answer = siti.post("/masuk/", {"username": "bintan.siti", "password": first}, follow=True)
        assert answer.redirect_chain[-1] == ("/kata-sandi/", 302)
        own = "enam kambing di pelabuhan"
        siti.post("/kata-sandi/", {"old": first, "new": own, "again": own})
        assert siti.get("/").status_code == 200

    def test_shows_the_password_once_and_keeps_it_nowhere(self, hadi: Client, at: At) -> None:
        hadi.post(PATH, self.NEW)
        answer = confirmed(at("bintan.admin"))
        assert answer.headers["Cache-Control"] == "no-store"
        assert "tidak ditampilkan lagi" in text_of(answer)
        again = hadi.post(PATH, self.NEW)
        assert again.status_code == 422
        assert "sudah dipakai" in text_of(again)
        notes = " ".join(note.what for note in queries.audit_notes("bintan"))
        assert "Siti Aminah" in notes
        assert not any(sign in notes for sign in re.findall(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}", text_of(answer)))

    def test_comes_back_filled_with_all_that_is_wrong(self, hadi: Client) -> None:
        empty = {**self.NEW, "officer-username": "", "officer-position": "", "officer-kind": "raja", "officer-from": ""}
        answer = hadi.post(PATH, empty)
        assert answer.status_code == 422
        words = text_of(answer)
        for sentence in ("Isi nama penggunanya", "Pilih jabatannya", "Pilih jenis penunjukannya", "Isi tanggalnya"):
            assert sentence in words
        assert "SK 800/12/2026" in answer.content.decode()

    @pytest.mark.parametrize(
        ("name", "value", "sentence"),
        [
            ("nip", "12345", "harus 18 angka"),
            ("nip", "999913012026012099", "bukan tanggal lahir"),
            ("nip", "999901012026013099", "Angka ke-15"),
            ("nip", "999901012026012009", "sudah tercatat untuk petugas lain"),
            ("username", "siti aminah", "hanya berisi huruf kecil"),
            ("username", "bintan.wati", "sudah dipakai"),
        ],
    )
    def test_says_beside_the_field_what_is_wrong(self, hadi: Client, name: str, value: str, sentence: str) -> None:
        answer = hadi.post(PATH, {**self.NEW, f"officer-{name}": value})
        assert answer.status_code == 422
        assert sentence in text_of(answer)
        assert f'id="f-officer-{name}-error"' in answer.content.decode()
        assert self._person() is None

    def test_needs_no_nip(self, hadi: Client, at: At) -> None:
        hadi.post(PATH, {**self.NEW, "officer-nip": ""})
        confirmed(at("bintan.admin"))
        person = self._person()
        assert person is not None
        assert person.nip == ""

    def test_leaves_no_account_where_the_seat_is_taken(self, hadi: Client) -> None:
        answer = hadi.post(PATH, {**self.NEW, "officer-position": "kasi-identitas"})
        assert answer.status_code == 409
        assert "masih dipegang" in text_of(answer)
        assert self._person() is None

    def test_is_not_for_a_section_head(self, wati: Client) -> None:
        assert wati.post(PATH, self.NEW).status_code == 403
        assert self._person() is None


class TestANewPassword:
    @staticmethod
    def _form(person: int, **more: str) -> dict[str, str]:
        return {"form": "password", "password-person": str(person), "password-why": "Lupa kata sandi", **more}

    def test_signs_in_in_place_of_the_old_one(self, hadi: Client) -> None:
        answer = hadi.post(PATH, self._form(factories.wati().person))
        assert answer.status_code == 200
        words = text_of(answer)
        assert "Kata sandi baru diberikan" in words
        assert "bintan.wati" in words
        assert Client().login(username="bintan.wati", password=first_password(answer))
        assert factories.wati().must_change_password

    def test_is_shown_once_and_kept_nowhere(self, hadi: Client) -> None:
        answer = hadi.post(PATH, self._form(factories.wati().person))
        assert answer.headers["Cache-Control"] == "no-store"
        note = queries.audit_notes("bintan")[0]
        assert note.why == "Lupa kata sandi"
        assert first_password(answer) not in note.what
        assert first_password(answer) not in hadi.get(PATH).content.decode()

    def test_ends_the_sessions_of_the_officer(self, hadi: Client, wati: Client) -> None:
        assert wati.get("/").status_code == 200
        hadi.post(PATH, self._form(factories.wati().person))
        assert wati.get("/").headers["Location"] == "/masuk/?next=/"
        assert hadi.get("/").status_code == 200

    def test_is_given_by_the_administrator(self, at: At) -> None:
        assert first_password(at("bintan.admin").post(PATH, self._form(factories.hadi().person)))

    def test_is_not_given_to_oneself(self, hadi: Client) -> None:
        offered = hadi.get(PATH).content.decode().split('id="f-password-person"', 1)[1].split("</select>", 1)[0]
        assert f'value="{factories.wati().person}"' in offered
        assert f'value="{factories.hadi().person}"' not in offered
        answer = hadi.post(PATH, self._form(factories.hadi().person))
        assert answer.status_code == 422
        assert "Kata sandi sendiri" in text_of(answer)
        assert 'id="f-password-person-error"' in answer.content.decode()
        assert hadi.get("/").status_code == 200

    def test_is_not_given_across_offices(self, hadi: Client, dewi: Client) -> None:
        answer = hadi.post(PATH, self._form(factories.dewi().person))
        assert answer.status_code == 409
        assert "tidak ada di kantor ini" in text_of(answer)
        assert dewi.get("/").status_code == 200

    def test_needs_an_officer_and_a_ground(self, hadi: Client) -> None:
        answer = hadi.post(PATH, {"form": "password"})
        assert answer.status_code == 422
        words = text_of(answer)
        assert "Pilih petugasnya" in words
        assert "Tulis alasan" in words

    def test_is_not_for_a_section_head(self, wati: Client) -> None:
        assert wati.post(PATH, self._form(factories.budi().person)).status_code == 403
        assert not factories.budi().must_change_password
