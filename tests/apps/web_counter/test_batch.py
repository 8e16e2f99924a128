"""Mass submission at the kecamatan: one number, a dispatch list."""

import uuid

import pytest
from django.test import Client

from loket.casework import demo, services
from loket.casework.queries import batches, case_view
from loket.casework.records import Acted, TakenIn
from loket.casework.refusals import NotInBatchStep
from loket.entries import models
from tests.apps import factories
from tests.apps.web_counter.conftest import At
from tests.apps.web_counter.reading import goes_to, text_of

PATH = "/pengajuan-massal/"
Case = TakenIn | Acted


@pytest.fixture
def counter(db: None, at: At) -> Client:
    """The front office of Sumbersuko."""
    factories.install("sumbersuko")
    return at("sumbersuko.slamet")


def ready() -> Case:
    return factories.case_at("serahkan", "sumbersuko")


def posted(*cases: Case, **more: str) -> dict[str, object]:
    form = {
        "key": str(uuid.uuid4()),
        "step": "serahkan",
        "collector_relation": "officer",
        "collector_name": "Petugas Kecamatan",
        "collector_nik": "9901014101900001",
        "resi_shown": "1",
        **more,
    }
    return {**form, "item": [f"{case.resi}:{case.version}" for case in cases]}


def status_of(case: Case) -> str:
    officer = demo.officer_for(
        factories.procedure("sumbersuko"), factories.procedure("sumbersuko").first, "sumbersuko", factories.MONDAY
    )
    return case_view(case.resi, officer, factories.MONDAY).state.status


class TestSubmittingABatch:
    def test_gives_one_number_and_a_dispatch_list(self, counter: Client) -> None:
        cases = [ready(), ready()]
        assert "Siap diajukan" in text_of(counter.get(PATH))
        words = text_of(counter.post(PATH, posted(*cases), follow=True))
        assert "Daftar pengajuan nomor PM/1/XI/2026" in words
        assert all(f"{case.resi[:4]}-" in words for case in cases)
        assert {status_of(case) for case in cases} == {"finished"}

    def test_twice_is_as_once(self, counter: Client) -> None:
        form = posted(ready())
        assert goes_to(counter.post(PATH, form)) == goes_to(counter.post(PATH, form))
        assert len(batches("sumbersuko")) == 1

    def test_needs_files(self, counter: Client) -> None:
        ready()
        answer = counter.post(PATH, posted())
        assert answer.status_code == 422
        assert "Pilih sedikitnya satu" in text_of(answer)

    def test_comes_back_filled_when_a_field_does_not_read(self, counter: Client) -> None:
        answer = counter.post(PATH, posted(ready(), collector_nik="1"))
        assert answer.status_code == 422
        assert "NIK harus 16 angka" in text_of(answer)
        assert "Petugas Kecamatan" in answer.content.decode()
        assert batches("sumbersuko") == ()

    def test_names_what_is_missing(self, counter: Client) -> None:
        case = ready()
        answer = counter.post(PATH, posted(case, collector_name=""))
        assert answer.status_code == 422
        assert "Nama pengambil" in text_of(answer)
        assert status_of(case) == "in-process"
        assert batches("sumbersuko") == ()

    def test_has_no_other_step(self, counter: Client) -> None:
        assert counter.post(PATH, posted(ready(), step="terima")).status_code == 404

    def test_of_another_office_is_not_found(self, counter: Client, budi: Client) -> None:
        path = goes_to(counter.post(PATH, posted(ready())))
        assert budi.get(path).status_code == 404
        assert "Belum ada yang dapat diajukan" in text_of(budi.get(PATH))


def with_paper(case: Case) -> Case:
    """A case whose step has yielded a KK that nobody has printed."""
    entry = models.Entry.objects.create(
        resi=case.resi,
        revision=1,
        kind="keluarga-baru",
        values={},
        accepted={},
        sha256="0" * 64,
        key=uuid.uuid4(),
        office_id=factories.officer("sumbersuko.slamet").office_id,
        person=1,
        acted_as="",
        at=factories.MONDAY,
    )
    effect = models.Effect.objects.create(
        resi=case.resi, entry=entry, step="cetak", life_events=[], at=factories.MONDAY
    )
    models.Product.objects.create(
        resi=case.resi,
        effect=effect,
        place=1,
        paper="KK",
        act="terbit",
        residents=[],
        life_event=uuid.uuid4(),
        issued_on=factories.TODAY,
    )
    return case


def _refusing(*_args: object, **_named: object) -> None:
    raise NotInBatchStep(resi="")


def notes_of(case: Case) -> list[str]:
    officer = factories.officer("sumbersuko.slamet")
    events = case_view(case.resi, officer, factories.MONDAY).events
    return [str(event.payload["text"]) for event in events if event.kind == "note-added"]


class TestPapersWithoutAGoodPrint:
    def test_are_submitted_only_with_one_reason_which_each_such_file_keeps(self, counter: Client) -> None:
        lacking, whole = with_paper(ready()), ready()
        form = posted(lacking, whole)
        answer = counter.post(PATH, form)
        words = text_of(answer)
        assert answer.status_code == 422
        assert "Belum ada cetakan yang baik" in words
        assert "KK : belum pernah dicetak" in words
        assert notes_of(lacking) == []
        assert status_of(lacking) == "in-process"
        given = {**form, "unprinted": "siak"}
        assert goes_to(counter.post(PATH, given)) == goes_to(counter.post(PATH, given))
        (kept,) = notes_of(lacking)
        assert kept.endswith("Alasan: Dicetak melalui SIAK")
        assert notes_of(whole) == []
        assert {status_of(lacking), status_of(whole)} == {"finished"}

    def test_noted_by_a_sending_that_failed_later_are_not_noted_again(
        self, counter: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case = with_paper(ready())
        form = posted(case, unprinted="siak")
        with monkeypatch.context() as patch:
            patch.setattr(services, "submit_batch", _refusing)
            assert counter.post(PATH, form).status_code == 409
        assert "Daftar pengajuan" in text_of(counter.post(PATH, form, follow=True))
        assert len(notes_of(case)) == 1
        assert status_of(case) == "finished"

    def test_are_asked_about_however_the_resi_is_written(self, counter: Client) -> None:
        case = with_paper(ready())
        answer = counter.post(PATH, {**posted(case), "item": f"{case.resi}:{case.version}".lower()})
        assert answer.status_code == 422
        assert "Belum ada cetakan yang baik" in text_of(answer)
        assert status_of(case) == "in-process"

    def test_that_are_refused_leave_no_word_of_it(self, counter: Client) -> None:
        case = with_paper(ready())
        answer = counter.post(PATH, posted(case, collector_relation="self", unprinted="siak"))
        assert answer.status_code in (409, 422)
        assert notes_of(case) == []
        assert batches("sumbersuko") == ()


class TestTheErrorBox:
    def test_names_each_field_that_is_missing(self, counter: Client) -> None:
        words = text_of(counter.post(PATH, posted(ready(), collector_name="", collector_nik="", resi_shown="")))
        assert "Isi: Nama pengambil." in words
        assert "Isian ini juga perlu diperbaiki." not in words
