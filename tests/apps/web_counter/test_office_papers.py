"""The papers an officer asks for by hand: substitute letter, disposition sheet, dispatch list, and a KK's old layout."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from loket.casework.records import Acted, TakenIn
from loket.core.register.events import Death
from loket.documents import queries
from loket.documents.queries import Cause, PrintRecord
from loket.documents.services import BlankKind, OfficePaper, PrintJob, print_substitute, receive_blanks
from loket.entries import queries as entries
from loket.register import queries as register
from tests.apps import factories
from tests.apps.documents.asking import saris
from tests.apps.documents.blank_stock import do, entry
from tests.apps.documents.reading import words_of
from tests.apps.register import people
from tests.apps.web import entry_desk
from tests.apps.web_counter.conftest import At
from tests.apps.web_counter.reading import Answer, goes_to, hidden, is_pdf, text_of
from tests.apps.web_counter.test_batch import PATH as BATCH
from tests.apps.web_counter.test_batch import posted, ready

Case = TakenIn | Acted


def letter(**more: str) -> dict[str, str]:
    return {"key": str(uuid.uuid4()), "paper": "KTP-el", "number": "470/12/2026", "cause": "hilang", **more}


def short_of_blanks() -> None:
    do(receive_blanks, entry("A0001", "A0002"))


def sukets(resident: uuid.UUID) -> tuple[PrintRecord, ...]:
    return tuple(one for one in queries.prints_of_resident(resident) if one.paper == OfficePaper.SUKET)


def outcomes_of(page: Answer) -> list[str]:
    """Where a page lets say how prints came out."""
    return re.findall(r'action="(/cetakan/\d+/hasil/)"', page.content.decode())


@pytest.mark.django_db
class TestTheSubstituteLetter:
    def path(self, resident: uuid.UUID) -> str:
        return f"/penduduk/{resident}/surat-pengganti/"

    def test_is_offered_on_the_page_of_a_resident_once_blanks_are_short(self, budi: Client) -> None:
        sari = saris().members[1]
        assert self.path(sari) not in budi.get(f"/penduduk/{sari}/").content.decode()
        assert "tidak ditawarkan" in text_of(budi.get(self.path(sari)))
        short_of_blanks()
        page = budi.get(f"/penduduk/{sari}/")
        assert self.path(sari) in page.content.decode()
        assert "blangko KTP-el menipis" in text_of(page)
        words = text_of(budi.get(self.path(sari)))
        assert "tersisa 2 lembar" in words
        assert "Sari Wulandari · NIK" in words
        assert 'value="KTP-el" checked' in budi.get(self.path(sari)).content.decode()
        assert "16 Mei 2027" in words

    def test_is_printed_on_record_and_asked_about(self, budi: Client) -> None:
        sari = saris().members[1]
        short_of_blanks()
        answer = budi.post(self.path(sari), letter())
        assert is_pdf(answer)
        assert "SARI WULANDARI" in words_of(answer.content)
        (made,) = sukets(sari)
        assert (made.number, made.copy_number, made.draft) == ("470/12/2026", 1, False)
        assert "Catat hasil" in text_of(budi.get(self.path(sari)))
        path = f"/cetakan/{made.id}/hasil/"
        assert goes_to(budi.post(path, {"outcome": "rusak"})) == self.path(sari)
        assert sukets(sari)[0].outcome is None
        assert "Sebabnya belum ditulis" in text_of(budi.get(self.path(sari)))
        assert goes_to(budi.post(path, {"outcome": "baik"})) == self.path(sari)
        assert sukets(sari)[0].outcome == "baik"

    def test_of_a_card_that_was_handed_over_asks_what_became_of_it(self, budi: Client) -> None:
        sari = saris().members[1]
        short_of_blanks()
        assert "Menurut register sudah diserahkan: KTP-el." in text_of(budi.get(self.path(sari)))
        for silent in ("", "bosan"):
            answer = budi.post(self.path(sari), letter(cause=silent))
            assert answer.status_code == 409
            assert 'id="f-cause-error"' in answer.content.decode()
        assert sukets(sari) == ()
        answer = budi.post(self.path(sari), letter(cause="rusak"))
        assert "Alasan penggantian: rusak." in words_of(answer.content)

    def test_that_is_refused_is_mended_in_the_tab_that_says_so(self, budi: Client) -> None:
        sari = saris().members[1]
        short_of_blanks()
        asked = budi.get(self.path(sari)).content.decode()
        assert f'target="_blank" data-then="{self.path(sari)}"' in asked
        refused = budi.post(self.path(sari), letter(cause="")).content.decode()
        assert "Cetak surat</button>" in refused
        assert "data-then" not in refused

    def test_sent_twice_is_printed_once(self, budi: Client) -> None:
        sari = saris().members[1]
        short_of_blanks()
        sent = letter()
        assert budi.post(self.path(sari), sent).content == budi.post(self.path(sari), sent).content
        assert len(sukets(sari)) == 1

    def test_is_not_offered_for_the_dead(self, budi: Client) -> None:
        sari = saris().members[1]
        short_of_blanks()
        people.record(Death(date=factories.TODAY, resident_id=sari))
        assert self.path(sari) not in budi.get(f"/penduduk/{sari}/").content.decode()
        assert "tidak ditawarkan" in text_of(budi.get(self.path(sari)))
        answer = budi.post(self.path(sari), letter())
        assert answer.status_code == 409
        assert "status aktif Sari Wulandari di register (kini meninggal)" in text_of(answer)
        assert sukets(sari) == ()

    def test_is_asked_of_those_who_hand_it_out_and_of_who_printed_it(self, budi: Client, at: At) -> None:
        sari, tuti = saris().members[1], factories.officer("bintan.tuti")
        short_of_blanks()
        budi.post(self.path(sari), letter())
        path = f"/cetakan/{sukets(sari)[0].id}/hasil/"
        assert at("bintan.tuti").post(path, {"outcome": "baik"}).status_code == 403
        assert sukets(sari)[0].outcome is None
        own = print_substitute(
            BlankKind.KTP_EL, sari, PrintJob(), cause=Cause.LOST, officer=tuti, key=uuid.uuid4(), at=factories.MONDAY
        )
        assert at("bintan.tuti").post(f"/cetakan/{own.print_id}/hasil/", {"outcome": "baik"}).status_code == 302
        assert {one.person: one.outcome for one in sukets(sari)} == {factories.budi().person: None, tuti.person: "baik"}

    def test_leaves_the_trace_of_a_look(self, budi: Client) -> None:
        sari = saris().members[1]
        budi.get(self.path(sari))
        assert len(register.readings_of(resident=sari)) == 1

    @pytest.mark.parametrize(
        ("more", "status", "words"),
        [
            ({"paper": ""}, 422, "Pilih kartu yang digantikan"),
            ({"paper": "KK"}, 422, "Pilih kartu yang digantikan"),
            ({"paper": "KIA"}, 409, "masih cukup menurut buku"),
            ({"key": "rusak", "number": "\x00" * 9 + " "}, 200, ""),
        ],
    )
    def test_answers_what_is_wrong(self, budi: Client, more: dict[str, str], status: int, words: str) -> None:
        sari = saris().members[1]
        short_of_blanks()
        answer = budi.post(self.path(sari), letter(**more))
        assert answer.status_code == status
        assert words in ("" if is_pdf(answer) else text_of(answer))

    def test_of_the_same_number_again_asks_why(self, budi: Client) -> None:
        sari = saris().members[1]
        short_of_blanks()
        budi.post(self.path(sari), letter())
        again = budi.post(self.path(sari), letter())
        assert again.status_code == 409
        assert "memerlukan alasan" in text_of(again)
        assert is_pdf(budi.post(self.path(sari), letter(reason="hilang")))

    def test_is_not_for_those_who_neither_receive_nor_print(self, at: At) -> None:
        sari = saris().members[1]
        assert at("bintan.tuti").get(self.path(sari)).status_code == 403
        assert at("bintan.tuti").post(self.path(sari), letter()).status_code == 403

    def test_is_of_the_office_that_keeps_the_resident(self, budi: Client, dewi: Client) -> None:
        sari = saris().members[1]
        short_of_blanks()
        assert dewi.get(self.path(sari)).status_code == 404
        assert dewi.post(self.path(sari), letter()).status_code == 404
        budi.post(self.path(sari), letter())
        assert dewi.post(f"/cetakan/{sukets(sari)[0].id}/hasil/", {"outcome": "baik"}).status_code == 404
        assert budi.get(self.path(uuid.uuid4())).status_code == 404

    def test_of_an_application_is_listed_with_its_prints(self, budi: Client, dewi: Client) -> None:
        birth = entry_desk.birth(saris())
        birth.saved()
        after = birth.effected()
        do(receive_blanks, entry("A0001", kind=queries.BlankKind.KIA))
        kia = next(one for one in entries.products_of(after.resi) if one.paper == "KIA")
        child = kia.resident_ids[0]
        link = f"{self.path(child)}?permohonan={after.resi}"
        assert link in budi.get(f"{after.page}dokumen/{kia.id}/").content.decode()
        form = letter(paper="KIA", permohonan=hidden(budi.get(link), "permohonan"))
        assert is_pdf(budi.post(self.path(child), form))
        assert OfficePaper.SUKET in {one.paper for one in queries.prints_of(after.resi)}
        stranger = factories.take_in()
        assert budi.get(f"{self.path(child)}?permohonan={stranger.resi}").status_code == 404
        assert dewi.get(link).status_code == 404


@pytest.mark.django_db
class TestTheDispositionSheet:
    def path(self, case: Case) -> str:
        return f"/permohonan/{case.resi}/lembar-disposisi/"

    def form(self, **more: str) -> dict[str, str]:
        return {"key": str(uuid.uuid4()), **more}

    def test_is_linked_for_those_who_pass_on_and_their_superiors(self, at: At, budi: Client) -> None:
        case = factories.case_at("teruskan")
        for username, linked in (("bintan.joko", True), ("bintan.wati", True), ("bintan.budi", False)):
            page = at(username).get(f"/permohonan/{case.resi}/")
            assert (self.path(case) in page.content.decode()) is linked, username
        assert budi.get(self.path(case)).status_code == 403
        assert budi.post(self.path(case), self.form()).status_code == 403

    def test_says_whom_the_case_was_passed_to_and_what_is_asked(self, at: At) -> None:
        case = factories.case_at("verifikasi-kasi")
        joko = at("bintan.joko")
        assert "Kepala Seksi sudah" in text_of(joko.get(self.path(case)))
        answer = joko.post(self.path(case), self.form())
        assert is_pdf(answer)
        words = words_of(answer.content)
        number = factories.view(case, factories.budi()).case.register_number
        for said in (
            "LEMBAR DISPOSISI",
            f"Nomor agenda : {number}",
            "Kepala Seksi",
            "Bubuhkan paraf",
            "kepada Kepala Seksi",
        ):
            assert said in words, said
        (made,) = queries.prints_of(case.resi)
        assert (made.paper, made.copy_number, made.draft) == (OfficePaper.DISPOSISI, 1, False)

    def test_is_signed_by_whoever_passed_the_case_on(self, at: At) -> None:
        case = factories.case_at("verifikasi-kasi")
        joko, wati = (factories.officer(f"bintan.{name}").full_name for name in ("joko", "wati"))
        for username in ("bintan.joko", "bintan.wati"):
            words = words_of(at(username).post(self.path(case), self.form(reason="untuk arsip")).content)
            assert joko in words.rsplit("kepada Kepala Seksi", 1)[1]
            assert wati not in words

    def test_of_a_case_without_a_number_yet_bears_a_dash(self, at: At) -> None:
        case = factories.case_at("koreksi-kasi", "pontianak")
        assert is_pdf(at("pontianak.bambang").post(self.path(case), self.form()))

    def test_is_empty_to_tick_before_the_case_was_passed_on(self, at: At) -> None:
        words = text_of(at("bintan.joko").get(self.path(factories.case_at("teruskan"))))
        assert "Diteruskan kepada Kepala Seksi Kepala Bidang" in words
        assert "sudah" not in words.split("Isi lembar")[1].split("Cetak")[0]

    def test_printed_again_asks_why(self, at: At) -> None:
        case, joko = factories.case_at("verifikasi-kasi"), at("bintan.joko")
        joko.post(self.path(case), self.form())
        again = joko.post(self.path(case), self.form())
        assert again.status_code == 409
        assert "Alasan cetak ulang" in text_of(again)
        assert is_pdf(joko.post(self.path(case), self.form(reason="tertinggal")))

    def test_of_another_office_is_not_found(self, dewi: Client) -> None:
        assert dewi.get(self.path(factories.case_at("teruskan"))).status_code == 404


class TestTheDispatchList:
    @pytest.fixture
    def kecamatan(self, db: None, at: At) -> Client:
        """The front office of Sumbersuko."""
        factories.install("sumbersuko")
        return at("sumbersuko.slamet")

    def form(self, **more: str) -> dict[str, str]:
        return {"key": str(uuid.uuid4()), "to_unit": "Dispendukcapil", "carrier": "Slamet", "reason": "", **more}

    def test_is_a_paper_of_what_was_handed_on(self, kecamatan: Client) -> None:
        cases = [ready(), ready()]
        path = goes_to(kecamatan.post(BATCH, posted(*cases)))
        page = kecamatan.get(path)
        assert 'name="carrier" value="Petugas Kecamatan"' in page.content.decode()
        answer = kecamatan.post(path, self.form())
        assert is_pdf(answer)
        words = words_of(answer.content)
        for said in (
            "DAFTAR EKSPEDISI",
            "Nomor: PM/1/XI/2026",
            "Kepada : Dispendukcapil",
            "Pembawa : Slamet",
            "2 berkas",
        ):
            assert said in words, said
        assert all(f"{case.resi[:4]}-" in words for case in cases)

    def test_printed_again_asks_why(self, kecamatan: Client) -> None:
        path = goes_to(kecamatan.post(BATCH, posted(ready())))
        sent = self.form()
        assert kecamatan.post(path, sent).content == kecamatan.post(path, sent).content
        again = kecamatan.post(path, self.form())
        assert again.status_code == 409
        assert "memerlukan alasan" in text_of(again)
        assert is_pdf(kecamatan.post(path, self.form(reason="hilang di jalan")))

    def test_is_listed_and_asked_about(self, kecamatan: Client) -> None:
        path, other = (goes_to(kecamatan.post(BATCH, posted(ready()))) for _ in range(2))
        assert "Daftar yang sudah dicetak" not in text_of(kecamatan.get(path))
        kecamatan.post(path, self.form())
        (asked,) = outcomes_of(kecamatan.get(path))
        words = text_of(kecamatan.get(path))
        assert "Daftar yang sudah dicetak" in words
        assert "PM/1/XI/2026" in words.split("sudah dicetak")[1]
        assert outcomes_of(kecamatan.get(other)) == []
        assert goes_to(kecamatan.post(asked, {"outcome": "rusak"})) == path
        assert "Sebabnya belum ditulis" in text_of(kecamatan.get(path))
        assert goes_to(kecamatan.post(asked, {"outcome": "rusak", "reason": "luntur"})) == path
        assert "luntur" in text_of(kecamatan.get(path))
        assert is_pdf(kecamatan.post(path, self.form()))
        assert len(outcomes_of(kecamatan.get(path))) == 1

    def test_is_asked_of_those_who_send_alone(self, kecamatan: Client, budi: Client, at: At) -> None:
        path = goes_to(kecamatan.post(BATCH, posted(ready())))
        kecamatan.post(path, self.form())
        (asked,) = outcomes_of(kecamatan.get(path))
        outsider = at("sumbersuko.admin")
        assert "belum ditanyakan" in text_of(outsider.get(path))
        assert outcomes_of(outsider.get(path)) == []
        assert outsider.post(asked, {"outcome": "baik"}).status_code == 403
        assert budi.post(asked, {"outcome": "baik"}).status_code == 404

    def test_is_read_in_as_many_statements_for_one_print_as_for_several(self, kecamatan: Client) -> None:
        path = goes_to(kecamatan.post(BATCH, posted(ready())))
        read = []
        for copies in (1, 2):
            for _ in range(copies):
                assert is_pdf(kecamatan.post(path, self.form(reason="hilang di jalan")))
            kecamatan.get(path)
            with CaptureQueriesContext(connection) as statements:
                kecamatan.get(path)
            read.append(len(statements))
        assert read[0] == read[1], read

    @pytest.mark.parametrize(("name", "words"), [("to_unit", "yang menerima berkas"), ("carrier", "nama pembawa")])
    def test_names_what_is_missing(self, kecamatan: Client, name: str, words: str) -> None:
        path = goes_to(kecamatan.post(BATCH, posted(ready())))
        answer = kecamatan.post(path, self.form(**{name: " "}))
        assert answer.status_code == 422
        assert words in text_of(answer)

    def test_is_of_the_office_and_of_those_who_send(self, kecamatan: Client, budi: Client, at: At) -> None:
        path = goes_to(kecamatan.post(BATCH, posted(ready())))
        assert budi.post(path, self.form()).status_code == 404
        assert kecamatan.get(f"{BATCH}{'9' * 20}/").status_code == 404
        outsider = at("sumbersuko.admin")
        assert outsider.get(path).status_code == 200
        assert "Cetak daftar ekspedisi" not in text_of(outsider.get(path))
        assert outsider.post(path, self.form()).status_code == 403

    def test_costs_as_many_statements_for_one_file_as_for_several(self, kecamatan: Client) -> None:
        asked = []
        for cases in ((ready(),), (ready(),), (ready(), ready(), ready())):
            path = goes_to(kecamatan.post(BATCH, posted(*cases)))
            kecamatan.get(path)
            with CaptureQueriesContext(connection) as statements:
                assert is_pdf(kecamatan.post(path, self.form()))
            asked.append(len(statements))
        assert asked[1] == asked[2], asked


@pytest.mark.django_db
class TestTheOldLayoutOfAKk:
    def path(self, family: uuid.UUID) -> str:
        return f"/penduduk/kk/{family}/tata-letak-lama.pdf"

    def test_is_linked_marked_and_traced(self, budi: Client) -> None:
        home = saris()
        assert self.path(home.id) in budi.get(f"/penduduk/kk/{home.id}/").content.decode()
        before = len(register.readings_of(family=home.id))
        answer = budi.get(self.path(home.id))
        assert is_pdf(answer)
        words = words_of(answer.content)
        assert "tidak untuk dikeluarkan" in words
        assert "LAYOUT LAMA" in words
        assert "Hadi" not in words
        assert len(register.readings_of(family=home.id)) == before + 1
        assert queries.prints_of_family(home.id) == ()

    def test_of_another_office_is_not_there(self, dewi: Client) -> None:
        home = saris()
        assert dewi.get(self.path(home.id)).status_code == 404
        assert register.readings_of(family=home.id) == ()

    def test_of_a_day_without_the_kk_says_so(self, budi: Client) -> None:
        answer = budi.get(f"{self.path(saris().id)}?tanggal=1999-01-01")
        assert answer.status_code == 409
        assert "KK yang berlaku pada tanggal itu" in text_of(answer)
