"""The pages of an application from home: who gets in, what is judged where, and what goes wrong on a weak line."""

import datetime
import uuid

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from loket.casework import queries as casework
from loket.core.terms import HomeCode
from loket.documents.refusals import ScanNotChecked
from loket.home import models, queries, services
from loket.web.portal.home import beginning, device, papers
from tests.apps.factories import SARI, budi
from tests.apps.home.drafts import LETTER, begun, photo, sent
from tests.apps.web.from_home import ANSWERS, PERSON, Home, filled_home, new_home, picture

pytestmark = pytest.mark.django_db


class TestTheWayIn:
    def test_is_offered_where_the_procedure_lets_people_apply_from_home(self, client: Client) -> None:
        assert (
            "/ajukan/baru/bintan/kk/?a-pindahan=ya" in client.get("/layanan/bintan/kk/?a-pindahan=ya").content.decode()
        )
        assert "/ajukan/baru/" not in client.get("/layanan/bintan/ktp-el/").content.decode()
        assert client.get("/ajukan/baru/bintan/ktp-el/").status_code == 404
        assert client.post("/ajukan/baru/bintan/tidak-ada/").status_code == 404
        assert client.get("/ajukan/baru/tidak-ada/kk/").status_code == 404

    def test_begins_with_the_answers_already_given(self, client: Client) -> None:
        page = client.get("/ajukan/baru/bintan/kk/?a-pindahan=ya&lain=x")
        assert 'name="a-pindahan" value="ya"' in page.content.decode()
        assert 'name="lain"' not in page.content.decode()
        answer = client.post("/ajukan/baru/bintan/kk/", {"a-pindahan": "ya"})
        draft = models.Draft.objects.get()
        assert answer["Location"] == f"/ajukan/{draft.pk}/pertanyaan/"
        assert 'value="ya" checked' in client.get(answer["Location"]).content.decode()

    def test_is_closed_to_who_has_no_code(self, client: Client) -> None:
        draft = queries.opened(begun()).id
        for page in ("", "pemohon/", "berkas/", "periksa/", "perbaiki/", "akhiri/"):
            answer = client.get(f"/ajukan/{draft}/{page}")
            assert (answer.status_code, answer["Location"]) == (302, "/ajukan/")

    @pytest.mark.parametrize("made", ["", "x", "bukan:tanda:tangan"])
    def test_is_closed_to_a_cookie_made_by_hand(self, made: str, client: Client) -> None:
        draft = queries.opened(begun()).id
        client.cookies[device.COOKIE] = made
        assert client.get(f"/ajukan/{draft}/")["Location"] == "/ajukan/"

    def test_is_closed_to_a_signed_cookie_that_holds_no_codes(self, client: Client) -> None:
        draft = queries.opened(begun()).id
        for told in ({str(draft): "x"}, {"x": str(HomeCode.new())}, [1], {str(draft): str(HomeCode.new())}):
            client.cookies[device.COOKIE] = signing.dumps(told, salt="loket.permohonan-di-perangkat")
            assert client.get(f"/ajukan/{draft}/")["Location"] == "/ajukan/"

    def test_opens_by_the_code_on_any_device(self, client: Client) -> None:
        code = begun()
        answer = client.post("/ajukan/", {"code": str(code).lower().replace("-", " ")})
        assert answer["Location"] == f"/ajukan/{queries.opened(code).id}/"
        cookie = answer.cookies[device.COOKIE]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/ajukan/")
        assert "Kartu Keluarga, belum dikirim" in client.get("/ajukan/").content.decode()

    @pytest.mark.parametrize("code", ["", "7K2M", "7K2M-94QX-B3TD-5HWN"])
    def test_says_that_a_code_opens_nothing(self, code: str, client: Client) -> None:
        answer = client.post("/ajukan/", {"code": code})
        assert (answer.status_code, 'id="f-code-error"' in answer.content.decode()) == (422, True)

    def test_waits_for_who_tries_many_codes(self, client: Client) -> None:
        statuses = [client.post("/ajukan/", {"code": str(HomeCode.new())}).status_code for _ in range(21)]
        assert statuses == [422] * 20 + [429]

    def test_waits_for_who_begins_many(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(beginning.BEGINNING, "_of_one", 1)
        assert client.post("/ajukan/baru/bintan/kk/").status_code == 302
        assert client.post("/ajukan/baru/bintan/kk/").status_code == 429

    def test_is_left_by_one_button(self) -> None:
        home = new_home()
        home.client.post("/ajukan/tinggalkan/")
        assert home.get()["Location"] == "/ajukan/"

    def test_remembers_the_newest_few(self) -> None:
        home, codes = new_home(), [begun() for _ in range(device.MOST)]
        for code in codes:
            home.client.post("/ajukan/", {"code": str(code)})
        assert home.get()["Location"] == "/ajukan/"
        assert home.client.get("/ajukan/").content.decode().count("belum dikirim") == device.MOST

    def test_ends_with_the_draft(self) -> None:
        home = new_home()
        services.give_up(home.code)
        assert home.get("pemohon/")["Location"] == "/ajukan/"
        assert "belum ada permohonan" in home.client.get("/ajukan/").content.decode()


class TestFilling:
    def test_asks_first_what_decides_and_then_what_follows(self) -> None:
        home = new_home()
        answer = home.post("pertanyaan/", {**ANSWERS, "a-keperluan": "perubahan-data"})
        assert (answer.status_code, answer["Location"]) == (302, f"/ajukan/{home.draft}/pemohon/")

    def test_says_which_question_is_open(self) -> None:
        home = new_home()
        answer = home.post("pertanyaan/", {"a-keperluan": "kk-rusak"})
        assert (answer.status_code, answer.content.decode().count('class="field field--error"')) == (422, 2)
        assert queries.opened(home.code).typed == {"a-keperluan": "kk-rusak"}

    @pytest.mark.parametrize(
        ("field", "typed"), [("full_name", " "), ("nik", "123"), ("phone", "0812"), ("phone", "nol delapan 12345678")]
    )
    def test_says_what_is_wrong_with_the_applicant(self, field: str, typed: str) -> None:
        home = new_home()
        answer = home.post("pemohon/", {**PERSON, field: typed})
        assert (answer.status_code, f'id="f-{field}-error"' in answer.content.decode()) == (422, True)
        assert queries.opened(home.code).typed[field] == typed

    def test_keeps_what_is_typed_without_judging_it(self) -> None:
        home = new_home()
        assert home.post("simpan/", {"nik": "12", "a-pindahan": "ya", "lain": "x"}).status_code == 204
        assert queries.opened(home.code).typed == {"nik": "12", "a-pindahan": "ya"}

    def test_comes_back_to_the_last_page_from_there(self) -> None:
        home = filled_home()
        assert home.post("pemohon/?ubah", PERSON)["Location"].endswith("/periksa/")
        assert home.post("pertanyaan/?ubah", ANSWERS)["Location"].endswith("/periksa/")

    def test_is_over_once_it_was_sent(self) -> None:
        code, _resi = sent()
        home = Home(code)
        for page in ("pertanyaan/", "pemohon/", "berkas/", "periksa/"):
            assert home.get(page)["Location"] == f"/ajukan/{home.draft}/"

    def test_leads_back_where_the_service_is_asked_for_at_the_counter_by_now(self) -> None:
        home = new_home()
        models.Draft.objects.update(service="ktp-el")
        assert home.get("pemohon/")["Location"] == f"/ajukan/{home.draft}/"
        page = home.get().content.decode()
        assert "Layanan ini sekarang diajukan di loket" in page
        assert "/layanan/bintan/ktp-el/" in page
        assert home.post("akhiri/")["Location"] == "/ajukan/"


class TestPapers:
    def test_wait_for_the_answers(self) -> None:
        assert new_home().get("berkas/")["Location"].endswith("/pertanyaan/")

    def test_ask_for_the_mandate_of_who_applies_for_another(self) -> None:
        home = filled_home()
        services.save(home.code, {"proxy": "Joko"})
        answer = home.post("berkas/")
        assert (answer.status_code, "F-1.07" in answer.content.decode()) == (422, True)
        home.post("unggah/", {"requirement": "surat-kuasa", "file": picture(photo(99))})
        assert home.post("berkas/").status_code == 302

    def test_come_whole_without_a_script(self) -> None:
        home = new_home()
        services.save(home.code, ANSWERS)
        answer = home.post("unggah/", {"requirement": "f-1-15", "file": picture()})
        assert answer["Location"].endswith("/berkas/#f-berkas-f-1-15")
        (paper,) = queries.opened(home.code).papers
        assert home.post(f"hapus/{paper.id}/")["Location"].endswith("#f-berkas-f-1-15")
        assert home.post(f"hapus/{paper.id}/")["Location"].endswith("/berkas/")
        assert queries.opened(home.code).papers == ()

    def test_say_what_is_wrong_beside_the_field(self) -> None:
        home = new_home()
        services.save(home.code, ANSWERS)
        for typed in ({}, {"file": picture(b"bukan gambar")}):
            answer = home.post("unggah/", {"requirement": "f-1-15", **typed})
            assert (answer.status_code, 'href="#f-berkas-f-1-15"' in answer.content.decode()) == (422, True)

    def test_for_nothing_that_is_asked_are_not_taken(self) -> None:
        home = new_home()
        services.save(home.code, ANSWERS)
        home.post("unggah/", {"requirement": "surat-kedatangan", "file": picture()})
        assert queries.opened(home.code).papers == ()

    def test_are_so_many_a_minute(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(papers.FILES, "_of_one", 0)
        home = filled_home()
        assert home.post("unggah/", {"requirement": "f-1-15", "file": picture()}).status_code == 429
        home.part(photo(7), (upload := uuid.uuid4()), "offset=0")
        answer = home.part(b"", upload, f"size={len(photo(7))}&requirement=f-1-15&name=a.jpg")
        assert (answer.status_code, "problem" in answer.json()) == (429, True)


class TestParts:
    def test_make_a_file(self) -> None:
        home, upload, content = filled_home(), uuid.uuid4(), photo(7)
        assert home.part(content[:300], upload, "offset=0").json() == {"offset": 300}
        assert home.client.get(f"/ajukan/{home.draft}/unggah/{upload}/").json() == {"offset": 300}
        assert home.part(content[:300], upload, "offset=0").json() == {"offset": 300}
        assert home.part(content[300:], upload, "offset=300").json() == {"offset": len(content)}
        query = f"size={len(content)}&requirement=f-1-15&name=a.jpg"
        for _ in range(2):
            assert home.part(b"", upload, query).json() == {"done": True}
        assert len(queries.opened(home.code).papers_for("f-1-15")) == 2

    @pytest.mark.parametrize("query", ["offset=5", "offset=x", "offset=-1", "offset=99999999999", "", "offset=٣"])
    def test_out_of_place_say_from_where_to_go_on(self, query: str) -> None:
        answer = filled_home().part(b"isi", uuid.uuid4(), query)
        assert (answer.status_code, answer.json()) == (409, {"offset": 0})

    def test_that_are_refused_say_why(self, monkeypatch: pytest.MonkeyPatch) -> None:
        home, upload = filled_home(), uuid.uuid4()
        home.part(b"bukan gambar", upload, "offset=0")
        answer = home.part(b"", upload, "size=12&requirement=f-1-15&name=a.jpg")
        assert (answer.status_code, "hasil pindai" in answer.json()["problem"]) == (422, True)

        def busy(*_: object) -> None:
            raise ScanNotChecked(name="a.jpg")

        monkeypatch.setattr("loket.home.uploading.accept_scan_now", busy)
        home.part(photo(7), upload, "offset=0")
        answer = home.part(b"", upload, f"size={len(photo(7))}&requirement=f-1-15&name=a.jpg")
        assert answer.status_code == 422

    def test_for_nothing_that_is_asked_are_not_taken(self) -> None:
        answer = filled_home().part(b"", uuid.uuid4(), "size=3&requirement=lain")
        assert answer.status_code == 422


class TestSending:
    def test_shows_everything_once_more(self) -> None:
        page = filled_home().get("periksa/").content.decode()
        for said in (SARI.name, SARI.nik, "KK rusak", "Pengantar RT/RW", "UU 24/2013"):
            assert said in page

    def test_says_everything_that_lacks(self) -> None:
        home = new_home()
        answer = home.post("periksa/")
        assert answer.status_code == 422
        for field in ("a-keperluan", "full_name", "nik", "phone", "true"):
            assert f'href="#f-{field}"' in answer.content.decode()

    def test_makes_one_case_of_a_double_click(self) -> None:
        home = filled_home()
        for _ in range(2):
            assert home.post("periksa/", {"true": "1"})["Location"] == f"/ajukan/{home.draft}/"
        page = home.get().content.decode()
        draft = queries.opened(home.code)
        assert f"{draft.resi[:4]}-{draft.resi[4:8]}-{draft.resi[8:]}" in page
        assert "Permohonan Anda sudah dikirim" in page
        assert "Sekarang di: Front Office" in page
        assert len(casework.case_view(draft.resi, budi(), timezone.now()).papers) == 4

    def test_says_what_the_office_refuses(self) -> None:
        home = filled_home()
        services.save(home.code, {"full_name": "Sari\0"})
        answer = home.post("periksa/", {"true": "1"})
        assert answer.status_code == 422
        assert not queries.opened(home.code).is_sending

    def test_that_is_under_way_says_so_and_goes_on(self) -> None:
        home = filled_home()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("loket.casework.services.apply", _goes_down)
            with pytest.raises(SystemExit):
                services.send(home.code, LETTER, of_round=0)
        assert "sedang dikirim" in home.get().content.decode()
        models.Draft.objects.update(changed_at=timezone.now() - datetime.timedelta(minutes=3))
        assert home.get().status_code == 302
        assert "Nomor resi Anda" in home.get().content.decode()

    def test_with_a_paper_lost_leads_back_to_the_papers(self) -> None:
        home = filled_home()
        models.Draft.objects.update(resi="7K2M94QXB3TD")
        assert home.get()["Location"].endswith("/berkas/")


def _goes_down(*_args: object, **_named: object) -> None:
    raise SystemExit
