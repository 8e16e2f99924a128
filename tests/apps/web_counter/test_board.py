"""The head's board: figures that open their lists, and work that moves."""

import uuid

import pytest
from django.test import Client

from loket.casework.queries import case_view
from loket.casework.records import Acted
from loket.core.engine import Claim
from tests.apps import factories
from tests.apps.web_counter.reading import text_of

RINA = "bintan.rina"


def holder_of(resi: str) -> int | None:
    return case_view(resi, factories.budi(), factories.MONDAY).state.holder


def held_by_joko() -> Acted:
    """A case that Joko has taken at the data entry step, which Maya may do too."""
    return factories.act(factories.case_at("teruskan"), Claim(), factories.officer("bintan.joko"))


def moving(acted: Acted, **more: str) -> dict[str, str]:
    maya = factories.officer("bintan.maya").person
    form = {"key": str(uuid.uuid4()), "version": str(acted.version), "resi": acted.resi}
    return {**form, "to": str(maya), "reason": "Joko sakit", **more}


class TestTheBoard:
    def test_counts_what_each_list_holds(self, hadi: Client) -> None:
        factories.take_in()
        page = hadi.get("/papan/")
        for key in ("masuk", "selesai", "berjalan", "mendekati", "terlambat", "tanpa-pemegang", "dikembalikan"):
            assert f"/papan/{key}/" in page.content.decode()
            assert hadi.get(f"/papan/{key}/").status_code == 200

    def test_says_what_each_figure_means(self, hadi: Client) -> None:
        assert "Permohonan yang diterima sejak tengah malam" in text_of(hadi.get("/papan/"))

    def test_opens_a_list_of_one_service(self, hadi: Client) -> None:
        taken = factories.take_in()
        assert f"{taken.resi[:4]}-" in text_of(hadi.get("/papan/berjalan/", {"layanan": "kk"}))
        assert f"{taken.resi[:4]}-" not in text_of(hadi.get("/papan/berjalan/", {"layanan": "ktp-el"}))

    def test_has_no_other_lists(self, hadi: Client) -> None:
        assert hadi.get("/papan/entah/").status_code in {404, 409}

    def test_is_for_superiors(self, budi: Client) -> None:
        for path in ("/papan/", "/papan/berjalan/", "/papan/orang/", f"/papan/orang/{factories.budi().person}/"):
            assert budi.get(path).status_code == 403, path

    def test_shows_nothing_of_another_office(self, hadi: Client) -> None:
        taken = factories.take_in("pontianak")
        assert taken.resi[:4] not in text_of(hadi.get("/papan/berjalan/"))


class TestReassigningOne:
    def test_gives_the_step_to_the_colleague(self, hadi: Client) -> None:
        acted = held_by_joko()
        answer = hadi.post("/papan/berjalan/", moving(acted), follow=True)
        assert "Berkas dialihkan" in text_of(answer)
        assert holder_of(acted.resi) == factories.officer("bintan.maya").person

    def test_twice_is_as_once(self, hadi: Client) -> None:
        acted = held_by_joko()
        form = moving(acted)
        for _ in range(2):
            assert hadi.post("/papan/berjalan/", form).status_code == 302

    def test_needs_a_reason_and_keeps_the_form_open(self, hadi: Client) -> None:
        acted = held_by_joko()
        answer = hadi.post("/papan/berjalan/", moving(acted, reason=""))
        assert answer.status_code == 422
        assert "Tulis alasannya" in text_of(answer)

    @pytest.mark.parametrize("to", ["", "x", "999999"])
    def test_to_nobody_is_refused(self, hadi: Client, to: str) -> None:
        acted = held_by_joko()
        assert hadi.post("/papan/berjalan/", moving(acted, to=to)).status_code == 409

    def test_of_a_file_that_moved_is_refused(self, hadi: Client) -> None:
        acted = held_by_joko()
        answer = hadi.post("/papan/berjalan/", moving(acted, version=str(acted.version - 1)))
        assert answer.status_code == 409
        assert "sudah berubah" in text_of(answer)

    def test_to_an_officer_of_another_office_is_refused(self, hadi: Client) -> None:
        acted = held_by_joko()
        answer = hadi.post("/papan/berjalan/", moving(acted, to=str(factories.dewi().person)))
        assert answer.status_code == 409
        assert holder_of(acted.resi) == factories.officer("bintan.joko").person


class TestMovingAllOfOnePerson:
    @staticmethod
    def path() -> str:
        return f"/papan/orang/{factories.officer('bintan.joko').person}/"

    def test_begins_with_how_much_everyone_holds(self, hadi: Client) -> None:
        held_by_joko()
        assert self.path() in hadi.get("/papan/orang/").content.decode()

    def test_shows_what_would_move_and_moves_nothing(self, hadi: Client) -> None:
        acted = held_by_joko()
        form = moving(acted) | {"item": f"{acted.resi}:{acted.version}", "action": "lihat"}
        words = text_of(hadi.post(self.path(), form))
        assert "1 dari 1 berkas dapat dialihkan kepada Maya Anggraini" in words
        assert holder_of(acted.resi) == factories.officer("bintan.joko").person

    def test_says_why_a_file_cannot_move(self, hadi: Client) -> None:
        acted = held_by_joko()
        form = moving(acted, to=str(factories.wati().person)) | {"item": f"{acted.resi}:{acted.version}"}
        words = text_of(hadi.post(self.path(), form))
        assert "0 dari 1" in words
        assert "bukan oleh jabatan Anda" in words

    def test_moves_them_and_says_so_for_each(self, hadi: Client) -> None:
        acted = held_by_joko()
        form = moving(acted) | {"item": f"{acted.resi}:{acted.version}", "action": "jalankan"}
        for _ in range(2):
            assert "Dialihkan 1 dari 1 berkas" in text_of(hadi.post(self.path(), form))
        assert holder_of(acted.resi) == factories.officer("bintan.maya").person

    def test_needs_files_a_colleague_and_a_reason(self, hadi: Client) -> None:
        held_by_joko()
        answer = hadi.post(self.path(), {"to": "", "reason": " "})
        assert answer.status_code == 422
        words = text_of(answer)
        for sentence in ("Pilih sedikitnya satu berkas", "Pilih petugas yang menerima", "Tulis alasannya"):
            assert sentence in words

    def test_of_someone_elsewhere_is_not_found(self, hadi: Client) -> None:
        assert hadi.get(f"/papan/orang/{factories.dewi().person}/").status_code == 404
