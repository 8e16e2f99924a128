"""Hand-over at the counter: the resi, the collector, the signature, the book."""

import datetime
import uuid

import pytest
from django.test import Client

from loket.casework import demo, procedures, services
from loket.casework.queries import case_view
from loket.casework.records import Acted, TakenIn
from loket.collection import services as collection
from loket.collection.queries import mandates_of
from loket.collection.records import MandateWish, Relation, Scope, Taker
from loket.core.engine import Claim, Status
from loket.core.procedure.model import Procedure
from tests.apps import factories
from tests.apps.web_counter.reading import hidden, is_pdf, text_of

DRAWN = "M 50 50 L 120 90 L 200 60 L 300 140"


def path_of(case: TakenIn | Acted) -> str:
    return f"/pengambilan/{case.resi}/"


def ready(service: str = "kk") -> TakenIn | Acted:
    """A document that waits for its owner."""
    return factories.case_at("serahkan-dokumen", service=service)


def filled(case: TakenIn | Acted, **more: str) -> dict[str, str]:
    form = {
        "key": str(uuid.uuid4()),
        "version": str(case.version),
        "step": "serahkan-dokumen",
        "collector_relation": "self",
        "collector_name": "Sari Wulandari",
        "collector_nik": "9901 0141 0190 0001",
        "resi_shown": "1",
        "signature_paper": "1",
    }
    return {**form, **more}


RUDI = "9901011505880002"


def letting(case: TakenIn | Acted, scope: frozenset[Scope] = frozenset({Scope.COLLECT})) -> TakenIn | Acted:
    """The same case, whose applicant lets her brother collect for a week."""
    until = factories.MONDAY.date() + datetime.timedelta(days=7)
    taker = Taker("Rudi Hartono", RUDI, Relation.SIBLING, "0812 0000 0002")
    services.give_mandate(case.resi, MandateWish(taker, scope, until), by=factories.budi(), key=uuid.uuid4())
    return case


def by_rudi(case: TakenIn | Acted, **more: str) -> dict[str, str]:
    known = {"collector_relation": "proxy", "collector_name": "Rudi Hartono", "collector_nik": RUDI}
    return filled(case, **{"version": str(case.version + 1), "identity_checked": "1", **known, **more})


def state_of(case: TakenIn | Acted) -> tuple[Status, str | None, int]:
    state = case_view(case.resi, factories.budi(), factories.MONDAY).state
    return state.status, state.step, state.version


def book(client: Client) -> str:
    return text_of(client.get("/buku/pengambilan/"))


class TestScanning:
    @pytest.mark.parametrize(
        "written", ["{}", "{0[0]}{0[1]}{0[2]}{0[3]}-{0[4]}{0[5]}{0[6]}{0[7]} {0[8]}{0[9]}{0[10]}{0[11]}"]
    )
    def test_opens_the_case_however_the_resi_is_written(self, budi: Client, written: str) -> None:
        case = ready()
        answer = budi.get("/pengambilan/", {"resi": written.format(case.resi).lower()}, follow=True)
        assert "Serahkan dokumen" in text_of(answer)

    def test_something_else_is_said_and_kept(self, budi: Client) -> None:
        answer = budi.get("/pengambilan/", {"resi": "9901014101900001"})
        assert answer.status_code == 422
        assert "12 huruf dan angka" in text_of(answer)
        assert "9901014101900001" in answer.content.decode()

    def test_lists_what_waits_and_for_how_long(self, budi: Client) -> None:
        case = ready()
        words = text_of(budi.get("/pengambilan/"))
        assert f"{case.resi[:4]}-" in words
        assert "0 hari" in words

    def test_an_unknown_resi_is_not_found(self, budi: Client) -> None:
        assert budi.get("/pengambilan/7K2M94QXB3TD/").status_code == 404


class TestADocumentThatIsNotReady:
    def test_tells_where_it_stands(self, budi: Client) -> None:
        case = factories.case_at("verifikasi-kasi")
        answer = budi.get(path_of(case))
        assert answer.status_code == 200
        assert "belum siap" in text_of(answer)

    def test_is_not_handed_over(self, budi: Client) -> None:
        case = factories.case_at("verifikasi-kasi")
        answer = budi.post(path_of(case), filled(case))
        assert answer.status_code == 409
        assert state_of(case)[1] == "verifikasi-kasi"


class TestHandingOver:
    def test_ends_the_case_and_writes_the_book(self, budi: Client) -> None:
        case = ready()
        answer = budi.post(path_of(case), filled(case), follow=True)
        assert "sudah diserahkan" in text_of(answer)
        assert state_of(case)[0] is Status.FINISHED
        words = book(budi)
        assert "Pemohon sendiri" in words
        assert "pada lembar tercetak" in words

    def test_keeps_a_signature_drawn_on_the_screen(self, budi: Client) -> None:
        case = ready()
        form = filled(case, signature=DRAWN)
        del form["signature_paper"]
        budi.post(path_of(case), form)
        assert "di layar" in book(budi)

    def test_signed_on_the_screen_and_on_paper_asks_for_one_and_keeps_the_drawing(self, budi: Client) -> None:
        case = ready()
        form = filled(case, signature=DRAWN)
        answer = budi.post(path_of(case), form)
        assert answer.status_code == 422
        assert "yang di layar yang berlaku" in text_of(answer)
        assert DRAWN in answer.content.decode()
        assert 'name="signature_paper" value="1" checked' not in answer.content.decode()
        assert state_of(case)[1] == "serahkan-dokumen"

    def test_sent_twice_is_done_once(self, budi: Client) -> None:
        case = ready()
        form = filled(case)
        for _ in range(2):
            assert "sudah diserahkan" in text_of(budi.post(path_of(case), form, follow=True))
        assert state_of(case)[2] == case.version + 2

    def test_is_refused_when_the_case_has_moved(self, budi: Client) -> None:
        case = ready()
        factories.act(case, Claim(), factories.officer("bintan.rina"))
        answer = budi.post(path_of(case), filled(case))
        assert answer.status_code == 409
        assert "sudah berubah" in text_of(answer)
        assert "Sari Wulandari" in answer.content.decode()

    def test_is_not_known_to_another_office(self, dewi: Client) -> None:
        case = ready()
        assert dewi.get(path_of(case)).status_code == 404
        assert dewi.post(path_of(case), filled(case)).status_code == 404

    def test_is_not_for_whoever_does_not_stand_at_the_counter(self, wati: Client) -> None:
        case = ready()
        answer = wati.post(path_of(case), filled(case))
        assert answer.status_code == 409
        assert "bukan oleh jabatan Anda" in text_of(answer)

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("collector_name", "", "Nama pengambil"),
            ("collector_nik", "12", "NIK harus 16 angka"),
            ("collector_relation", "", "Hubungan"),
            ("resi_shown", "", "Resi ditunjukkan"),
            ("signature_paper", "", "Tanda tangan"),
        ],
    )
    def test_names_what_is_missing_before_any_step_is_done(
        self, budi: Client, field: str, value: str, sentence: str
    ) -> None:
        case = ready()
        form = {name: text for name, text in filled(case, **{field: value}).items() if text}
        answer = budi.post(path_of(case), form)
        assert answer.status_code == 422
        assert sentence in text_of(answer)
        assert hidden(answer, "key") == form["key"]
        assert state_of(case)[1] == "serahkan-dokumen"

    def test_refuses_a_scribble_that_is_no_signature(self, budi: Client) -> None:
        case = ready()
        form = filled(case) | {"signature": "M 1 1 L 2 2"}
        del form["signature_paper"]
        answer = budi.post(path_of(case), form)
        assert answer.status_code == 422
        assert "masih kosong" in text_of(answer)


class TestTheApplicantAsCollector:
    def test_stands_in_the_form_already(self, budi: Client) -> None:
        page = budi.get(path_of(ready())).content.decode()
        assert 'value="Sari Wulandari"' in page
        assert 'value="9901014101900001"' in page

    @pytest.mark.parametrize(
        "other", [{"collector_name": "Rudi Hartono"}, {"collector_nik": "9901011505880002"}], ids=["name", "nik"]
    )
    def test_with_the_name_or_nik_of_another_is_refused(self, budi: Client, other: dict[str, str]) -> None:
        case = ready()
        answer = budi.post(path_of(case), filled(case, **other))
        assert answer.status_code == 422
        assert "Pilih siapa yang mengambil" in text_of(answer)
        assert state_of(case) == (Status.IN_PROCESS, "serahkan-dokumen", case.version)

    def test_is_known_in_small_letters_and_with_more_blanks(self, budi: Client) -> None:
        case = ready()
        form = filled(case, collector_name=" sari   WULANDARI ")
        assert "sudah diserahkan" in text_of(budi.post(path_of(case), form, follow=True))

    def test_whom_another_stands_in_for_may_be_anybody(self, budi: Client) -> None:
        case = ready()
        form = filled(case, collector_relation="family", collector_name="Rudi", collector_nik="9901011505880002")
        answer = budi.post(path_of(case), form)
        assert answer.status_code == 422
        assert "KTP-el pengambil belum dicocokkan" in text_of(answer)
        form["identity_checked"] = "1"
        assert "sudah diserahkan" in text_of(budi.post(path_of(case), form, follow=True))


class TestAProxy:
    def test_collects_by_a_mandate_that_holds(self, budi: Client) -> None:
        case = letting(ready())
        page = text_of(budi.get(path_of(case)))
        assert "Rudi Hartono" in page
        budi.post(path_of(case), by_rudi(case))
        assert state_of(case)[0] is Status.FINISHED
        assert "Kuasa dengan surat kuasa" in book(budi)

    def test_without_a_mandate_is_refused(self, budi: Client) -> None:
        case = ready()
        answer = budi.post(path_of(case), by_rudi(case, version=str(case.version)))
        assert answer.status_code == 422
        assert "Tidak ada kuasa mengambil yang berlaku" in text_of(answer)
        assert state_of(case)[1] == "serahkan-dokumen"

    @pytest.mark.parametrize(
        "more", [{"collector_nik": "9901011505880003"}, {"identity_checked": ""}], ids=["another", "identity"]
    )
    def test_is_refused_with_another_nik_or_without_an_identity(self, budi: Client, more: dict[str, str]) -> None:
        case = letting(ready())
        assert budi.post(path_of(case), by_rudi(case, **more)).status_code == 422
        assert state_of(case)[1] == "serahkan-dokumen"

    def test_is_refused_when_the_mandate_was_taken_back(self, budi: Client) -> None:
        case = letting(ready())
        (mandate,) = mandates_of(case.resi)
        services.end_mandate(case.resi, mandate.uuid, "", by=factories.budi())
        answer = budi.post(path_of(case), by_rudi(case, version=str(case.version + 2)))
        assert "Tidak ada kuasa mengambil yang berlaku" in text_of(answer)

    def test_is_refused_by_a_mandate_to_correct(self, budi: Client) -> None:
        case = letting(ready(), frozenset({Scope.CORRECT}))
        assert budi.post(path_of(case), by_rudi(case)).status_code == 422

    def test_is_refused_a_day_after_the_mandate_ended(self, budi: Client) -> None:
        case, before = ready(), factories.MONDAY - datetime.timedelta(days=10)
        wish = MandateWish(
            Taker("Rudi Hartono", RUDI, Relation.SIBLING),
            frozenset({Scope.COLLECT}),
            factories.MONDAY.date() - datetime.timedelta(days=1),
        )
        collection.add_mandate(case.resi, wish, by=factories.budi(), key=uuid.uuid4(), channel="loket", at=before)
        answer = budi.post(path_of(case), by_rudi(case, version=str(case.version)))
        assert "Tidak ada kuasa mengambil yang berlaku" in text_of(answer)

    def test_sent_twice_is_one_hand_over(self, budi: Client) -> None:
        case = letting(ready())
        form = by_rudi(case)
        for _ in range(2):
            assert "sudah diserahkan" in text_of(budi.post(path_of(case), form, follow=True))
        assert state_of(case)[2] == case.version + 3


class TestADocumentThatNobodyMayCollectForAnother:
    @pytest.fixture
    def case(self, db: None) -> TakenIn | Acted:
        """A KK by an SOP that wants the applicant in person."""
        plain = factories.procedure().model_dump(mode="json", by_alias=True)
        for step in plain["steps"]:
            step["no_proxy"] = step["id"] == "serahkan-dokumen"
        procedures.publish(Procedure.model_validate(plain), effective=datetime.date(2026, 11, 2))
        return ready()

    def test_says_so_on_the_form(self, budi: Client, case: TakenIn | Acted) -> None:
        page = text_of(budi.get(path_of(case)))
        assert "tidak dapat diwakilkan" in page
        assert "Kuasa dengan surat kuasa" not in page

    def test_is_refused_to_a_relative(self, budi: Client, case: TakenIn | Acted) -> None:
        answer = budi.post(path_of(case), filled(case, collector_relation="family"))
        assert answer.status_code == 409
        assert "tidak dapat diwakilkan" in text_of(answer)
        assert state_of(case)[1] == "serahkan-dokumen"

    def test_is_given_to_the_applicant(self, budi: Client, case: TakenIn | Acted) -> None:
        assert "sudah diserahkan" in text_of(budi.post(path_of(case), filled(case), follow=True))


class TestThePickUpBook:
    def test_says_that_nobody_has_signed_yet(self, budi: Client) -> None:
        demo.complete_open_step(ready(), "bintan", factories.MONDAY)
        assert "belum ditandatangani" in book(budi)

    def test_is_printed_for_the_days_asked(self, budi: Client) -> None:
        case = ready()
        budi.post(path_of(case), filled(case))
        assert is_pdf(budi.get("/buku/pengambilan.pdf", {"dari": "2026-11-01", "sampai": "2026-11-30"}))

    def test_is_printed_empty_to_be_written_by_hand(self, budi: Client) -> None:
        assert is_pdf(budi.get("/buku/pengambilan.pdf"))

    def test_leaves_out_other_days(self, budi: Client) -> None:
        case = ready()
        budi.post(path_of(case), filled(case))
        words = text_of(budi.get("/buku/pengambilan/", {"dari": "2026-10-01", "sampai": "2026-10-02"}))
        assert "Tidak ada pengambilan" in words

    def test_of_another_office_is_its_own(self, budi: Client, dewi: Client) -> None:
        case = ready()
        budi.post(path_of(case), filled(case))
        assert "Tidak ada pengambilan" in book(dewi)
