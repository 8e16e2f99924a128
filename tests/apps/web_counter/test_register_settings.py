"""The register on the pages of the office: where numbers come from, and the code lists."""

import datetime

import pytest
from django.test import Client

from loket.offices import queries as offices
from loket.register import queries
from tests.apps import factories
from tests.apps.web_counter.conftest import At
from tests.apps.web_counter.reading import goes_to, text_of

PATH = "/kantor/register/"
JOBS = "/kantor/register/kode/pekerjaan/"
FAITHS = "/kantor/register/kode/agama/"
TOMORROW = factories.TODAY + datetime.timedelta(days=1)


def settings(**more: str) -> dict[str, str]:
    return {"form": "port", "port-adapter": "manual", "port-days": "90", "port-why": "SIAK sudah tersambung", **more}


def line(**more: str) -> dict[str, str]:
    form = {"form": "word", "word-code": "4321", "word-name": "PENGRAJIN GONGGONG", "word-from": str(factories.TODAY)}
    return {**form, "word-source": "Surat Bupati 470/2026", **more}


class TestTheSettings:
    def test_say_how_the_office_gets_its_numbers(self, hadi: Client) -> None:
        words = text_of(hadi.get(PATH))
        for part in ("Konsep dibuat sendiri", "100 hari kalender", "Kabupaten Bintan", "Kepulauan Riau"):
            assert part in words, part

    def test_are_decided_by_the_head_with_a_reason(self, hadi: Client) -> None:
        assert goes_to(hadi.post(PATH, settings())) == PATH
        words = text_of(hadi.get(PATH))
        for part in ("Diketik petugas dari SIAK", "SKPWNI 90 hari", "SIAK sudah tersambung", "Hadi Kusuma"):
            assert part in words, part
        assert queries.settings_of(factories.hadi().office_id).transit_days == 90

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"port-adapter": "telepati"}, "Pilih cara kantor ini mendapat nomor"),
            ({"port-adapter": ""}, "Pilih cara kantor ini mendapat nomor"),
            ({"port-days": "0"}, "Isi antara 1 dan 366 hari"),
            ({"port-days": "99999999"}, "Isi antara 1 dan 366 hari"),
            ({"port-days": "-3"}, "Isi berapa hari kalender"),
            ({"port-why": "  "}, "Tulis alasan"),
        ],
    )
    def test_come_back_filled_with_what_is_wrong(self, hadi: Client, wrong: dict[str, str], words: str) -> None:
        answer = hadi.post(PATH, settings(**wrong))
        assert answer.status_code == 422
        assert words in text_of(answer)
        assert queries.setting_decisions(factories.hadi().office_id) == ()

    def test_are_read_by_supervisors_and_closed_to_the_counter(self, wati: Client, budi: Client) -> None:
        assert "Ubah pengaturan register" not in text_of(wati.get(PATH))
        assert wati.post(PATH, settings()).status_code == 403
        for path in (PATH, JOBS, "/kantor/register/kode/"):
            assert budi.get(path).status_code == 403, path

    def test_name_things_as_the_office_does(self, hadi: Client) -> None:
        form = {"form": "label", "label-name": "desa", "label-words": " Nagari ", "label-why": "Perda 1/2026"}
        assert goes_to(hadi.post(PATH, form)) == PATH
        assert "Desa/kelurahan disebut Nagari" in text_of(hadi.get(PATH))
        assert offices.office("bintan").labels["desa"] == "Nagari"
        assert offices.audit_notes("bintan", 1)[0].why == "Perda 1/2026"
        hadi.post(PATH, {**form, "label-words": ""})
        assert "desa" not in offices.office("bintan").labels

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"label-name": ""}, "Pilih yang disebut"),
            ({"label-name": "presiden"}, "Sebutan itu tidak dikenal"),
            ({"label-words": "x" * 61}, "lebih dari 60 huruf"),
            ({"label-why": ""}, "Tulis alasan"),
            ({"form": "lain"}, "Formulir itu tidak dikenal"),
        ],
    )
    def test_take_no_name_that_is_none(self, hadi: Client, wrong: dict[str, str], words: str) -> None:
        form = {"form": "label", "label-name": "desa", "label-words": "Nagari", "label-why": "Perda", **wrong}
        answer = hadi.post(PATH, form)
        assert answer.status_code in (409, 422)
        assert words in text_of(answer)
        assert "desa" not in offices.office("bintan").labels

    def test_are_the_offices_own(self, at: At, hadi: Client) -> None:
        hadi.post(PATH, settings())
        assert queries.settings_of(factories.dewi().office_id).national == "local"


def recognition(**more: str) -> dict[str, str]:
    named = {"recognise-certificate": "SK Bupati  470/12/2026", "recognise-why": "Surat 9"}
    return {"form": "recognise", **named, **more}


def waiting() -> str:
    found = queries.open_recognition(factories.hadi().office_id)
    assert found is not None
    return str(found.id)


def certificate() -> str:
    return queries.settings_of(factories.hadi().office_id).certificate


class TestRecognition:
    def test_holds_when_another_has_confirmed_it(self, hadi: Client, at: At) -> None:
        assert goes_to(hadi.post(PATH, recognition())) == PATH
        words = text_of(hadi.get(PATH))
        assert "Menunggu orang kedua" in words
        assert "tetap bertanda KONSEP" in words
        assert "Dapat dipastikan oleh" in words
        assert hadi.post(PATH, {"form": "confirm", "confirm-id": waiting()}).status_code == 409
        assert certificate() == ""
        admin = at("bintan.admin")
        assert "menunggu kepastian Anda" in text_of(admin.get("/"))
        assert goes_to(admin.post(PATH, {"form": "confirm", "confirm-id": waiting()})) == PATH
        assert certificate() == "SK Bupati 470/12/2026"
        assert "Nomor buatan kantor diakui oleh SK Bupati 470/12/2026" in text_of(admin.get(PATH))
        assert "Menunggu orang kedua" not in text_of(admin.get(PATH))

    def test_is_told_to_its_proposer_not_as_waiting_for_them(self, hadi: Client) -> None:
        hadi.post(PATH, recognition())
        assert "menunggu kepastian Anda" not in text_of(hadi.get("/"))

    def test_may_be_turned_down_and_taken_back_by_one(self, hadi: Client, at: At) -> None:
        for who in (hadi, at("bintan.admin")):
            hadi.post(PATH, recognition())
            assert goes_to(who.post(PATH, {"form": "decline", "decline-id": waiting()})) == PATH
            assert queries.open_recognition(factories.hadi().office_id) is None
        assert certificate() == ""

    def test_is_ended_by_one(self, hadi: Client) -> None:
        factories.recognise("SK 1/2026")
        assert goes_to(hadi.post(PATH, {"form": "end-recognition", "end-recognition-why": "Dibatalkan"})) == PATH
        assert certificate() == ""

    def test_stays_when_other_settings_change(self, hadi: Client) -> None:
        factories.recognise("SK 1/2026")
        hadi.post(PATH, settings())
        assert certificate() == "SK 1/2026"

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"recognise-certificate": " "}, "Isi penetapan yang mengakui"),
            ({"recognise-why": ""}, "Tulis alasan"),
            ({"form": "end-recognition"}, "Tulis alasan"),
            ({"form": "confirm"}, "Pilih usulannya"),
            ({"form": "decline"}, "Pilih usulannya"),
        ],
    )
    def test_comes_back_with_what_is_wrong(self, hadi: Client, wrong: dict[str, str], words: str) -> None:
        answer = hadi.post(PATH, recognition(**wrong))
        assert answer.status_code == 422
        assert words in text_of(answer)
        assert queries.open_recognition(factories.hadi().office_id) is None


class TestACodeList:
    def test_shows_every_line_with_its_source(self, hadi: Client) -> None:
        assert "Pekerjaan" in text_of(hadi.get("/kantor/register/kode/"))
        words = text_of(hadi.get(JOBS))
        assert "BELUM/TIDAK BEKERJA" in words
        assert "Permendagri 109/2019" in words

    def test_takes_a_new_line(self, hadi: Client) -> None:
        assert goes_to(hadi.post(JOBS, line())) == JOBS
        assert "PENGRAJIN GONGGONG" in text_of(hadi.get(JOBS))
        assert queries.codes("pekerjaan", factories.TODAY)[-1].code == 4321

    def test_keeps_the_former_wording(self, hadi: Client) -> None:
        hadi.post(JOBS, line())
        assert goes_to(hadi.post(JOBS, line(**{"word-name": "PERAJIN", "word-from": str(TOMORROW)}))) == JOBS
        words = text_of(hadi.get(JOBS))
        assert "PENGRAJIN GONGGONG" in words
        assert "PERAJIN tidak ditawarkan hari ini" in words
        assert queries.codes("pekerjaan", TOMORROW)[-1].name == "PERAJIN"

    def test_ends_a_line(self, hadi: Client) -> None:
        hadi.post(JOBS, line())
        ending = {"form": "retire", "retire-code": "4321", "retire-from": str(TOMORROW)}
        assert goes_to(hadi.post(JOBS, ending)) == JOBS
        assert 4321 not in [one.code for one in queries.codes("pekerjaan", TOMORROW)]
        assert "sudah berakhir" in text_of(hadi.post(JOBS, ending))

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"word-code": "x"}, "Isi kode dengan angka"),
            ({"word-code": "99999"}, "Kode paling besar 32767"),
            ({"word-name": " "}, "Isi bunyi barisnya"),
            ({"word-source": ""}, "Isi peraturan atau surat"),
            ({"word-from": "besok"}, "Isi tanggalnya"),
            ({"form": "hapus"}, "Formulir itu tidak dikenal"),
        ],
    )
    def test_comes_back_filled_with_what_is_wrong(self, hadi: Client, wrong: dict[str, str], words: str) -> None:
        answer = hadi.post(JOBS, line(**wrong))
        assert answer.status_code == 422
        assert words in text_of(answer)

    def test_never_has_two_wordings_on_one_day(self, hadi: Client) -> None:
        hadi.post(JOBS, line())
        answer = hadi.post(JOBS, line(**{"word-name": "PERAJIN"}))
        assert answer.status_code == 422
        assert "sesudah perubahan terakhir" in text_of(answer)

    def test_that_rules_know_gets_no_new_code_but_may_be_worded_anew(self, hadi: Client) -> None:
        assert "bunyinya boleh berubah, kodenya tetap" in text_of(hadi.get(FAITHS))
        assert hadi.post(FAITHS, line()).status_code == 422
        assert hadi.post(FAITHS, {"form": "retire", "retire-code": "1"}).status_code == 422
        assert goes_to(hadi.post(FAITHS, line(**{"word-code": "5", "word-name": "BUDDHA"}))) == FAITHS

    def test_that_does_not_exist_is_not_there(self, hadi: Client) -> None:
        assert hadi.get("/kantor/register/kode/hobi/").status_code == 404
        assert hadi.post("/kantor/register/kode/hobi/", line()).status_code == 404
