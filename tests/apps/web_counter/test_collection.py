"""The pages of collection at the counter: a part, a slip that was replaced, the shelf, the rule, the duplicates, a mandate."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client

from loket.casework import services
from loket.casework.queries import case_view
from loket.casework.records import Acted, TakenIn
from loket.casework.tracking import track
from loket.collection.queries import mandates_of, mark_of, moves_of, rule_of
from loket.collection.records import PickupRule
from tests.apps import factories
from tests.apps.collection.collecting import RUDI, RUDIS_NIK, ready, today
from tests.apps.web_counter.reading import hidden, is_pdf, text_of


@pytest.fixture
def case(db: None) -> TakenIn | Acted:
    """A KK and a KTP-el that wait for their owner."""
    return ready()


def path_of(case: TakenIn | Acted) -> str:
    return f"/pengambilan/{case.resi}/"


def filled(case: TakenIn | Acted, *papers: str, **more: str) -> dict[str, object]:
    form = {
        "key": str(uuid.uuid4()),
        "version": str(case_view(case.resi, factories.budi(), factories.MONDAY).case.version),
        "step": "serahkan-dokumen",
        "collector_relation": "self",
        "collector_name": "Sari Wulandari",
        "collector_nik": "9901014101900001",
        "resi_shown": "1",
        "signature_paper": "1",
    }
    return {**form, "offered": ["1.1 KK", "2.1 KTP-el"], "papers": list(papers), **more}


def replaced(case: TakenIn | Acted) -> str:
    """The slip was lost; the mark of its duplicate."""
    version = case_view(case.resi, factories.budi(), factories.MONDAY).case.version
    services.replace_slip(case.resi, "hilang", officer=factories.budi(), version=version, key=uuid.uuid4())
    return mark_of(case.resi)


class TestAPart:
    def test_is_handed_over_once_and_the_rest_stays(self, budi: Client, case: TakenIn | Acted) -> None:
        form = filled(case, "1.1 KK")
        for _ in range(2):
            words = text_of(budi.post(path_of(case), form, follow=True))
            assert "Masih di loket: KTP-el." in words
        assert "sebagian sudah diambil: KK" in text_of(budi.get("/pengambilan/"))
        page = text_of(budi.get(path_of(case)))
        assert "Sebagian sudah diambil" in page
        assert "Yang diserahkan sekarang" not in page
        assert "KK" in text_of(budi.get("/buku/pengambilan/"))

    def test_is_nothing_without_a_paper(self, budi: Client, case: TakenIn | Acted) -> None:
        answer = budi.post(path_of(case), filled(case))
        assert answer.status_code == 422
        assert "Pilih sedikitnya satu dokumen" in text_of(answer)

    def test_is_told_to_whoever_tracks_the_file(self, client: Client, budi: Client, case: TakenIn | Acted) -> None:
        budi.post(path_of(case), filled(case, "1.1 KK"))
        replaced(case)
        file = track(case.resi, "01-01-1990")
        assert file is not None
        assert (file.taken, file.left, file.duplicate) == (("KK",), ("KTP-el",), 1)
        words = text_of(client.post("/lacak/", {"resi": case.resi, "second": "01-01-1990"}))
        assert "Sebagian sudah diambil: KK. Masih menunggu: KTP-el." in words
        assert "bawa slip DUPLIKAT 1" in words


class TestAReplacedSlip:
    def test_is_refused_at_the_scan_and_its_duplicate_opens(self, budi: Client, case: TakenIn | Acted) -> None:
        mark = replaced(case)
        answer = budi.get("/pengambilan/", {"resi": case.resi})
        assert answer.status_code == 409
        assert "yang berlaku hanya DUPLIKAT 1" in text_of(answer)
        answer = budi.get("/pengambilan/", {"resi": f"{case.resi}-{mark.lower()}"})
        assert answer["Location"] == f"{path_of(case)}?slip_mark={mark}"
        assert f'value="{mark}"' in budi.get(answer["Location"]).content.decode()

    def test_hands_nothing_over(self, budi: Client, case: TakenIn | Acted) -> None:
        mark = replaced(case)
        assert budi.post(path_of(case), filled(case, "1.1 KK")).status_code == 409
        assert "Masih di loket" in text_of(
            budi.post(path_of(case), filled(case, "1.1 KK", slip_mark=mark), follow=True)
        )

    def test_is_told_to_no_other_office(self, dewi: Client, case: TakenIn | Acted) -> None:
        replaced(case)
        answer = dewi.get("/pengambilan/", {"resi": case.resi}, follow=True)
        assert answer.status_code == 404

    def test_is_listed_with_who_made_its_duplicate(self, budi: Client, case: TakenIn | Acted) -> None:
        replaced(case)
        days = {"dari": "2026-11-01", "sampai": today().isoformat()}
        assert "hilang" in text_of(budi.get("/pengambilan/duplikat/", days))
        assert "DUPLIKAT 1" in text_of(budi.get("/pengambilan/"))
        assert is_pdf(budi.get(f"/permohonan/{case.resi}/resi-pengganti/pernyataan.pdf"))


class TestTheShelf:
    def test_is_noted_and_found_by_place_and_days(self, budi: Client, case: TakenIn | Acted) -> None:
        budi.post(f"{path_of(case)}tempat/", {"place": "Rak 2", "kind": "rak"})
        budi.post(f"{path_of(case)}tempat/", {"place": "", "kind": "rak"})
        budi.post(f"{path_of(case)}tempat/", {"place": "Gudang", "kind": "arsip"})
        assert [one.place for one in moves_of(case.resi)] == ["Rak 2", "Gudang"]
        assert "Gudang (di arsip)" in text_of(budi.get("/pengambilan/", {"tempat": "gud"}))
        for asked in ({"tempat": "lemari"}, {"sejak": "400"}):
            assert "Tidak ada yang cocok" in text_of(budi.get("/pengambilan/", asked))


class TestTheRule:
    def test_is_changed_by_the_head_alone(self, budi: Client, hadi: Client) -> None:
        assert "diubah kepala kantor" in text_of(budi.get("/pengambilan/aturan/"))
        assert budi.post("/pengambilan/aturan/", {"remind_after": "3"}).status_code == 409
        for wrong in ({"remind_after": "x"}, {"remind_after": "9, 3"}, {"remind_after": "3", "archive_after": "x"}):
            assert hadi.post("/pengambilan/aturan/", wrong).status_code == 422
        hadi.post("/pengambilan/aturan/", {"remind_after": "3; 9", "archive_after": ""})
        assert rule_of(factories.hadi().office_id) == PickupRule((3, 9), None)

    def test_marks_what_is_past_its_term_until_it_is_carried_back(self, budi: Client, hadi: Client) -> None:
        hadi.post("/pengambilan/aturan/", {"remind_after": "", "archive_after": "3"})
        case = factories.case_at("serahkan-dokumen", at=factories.MONDAY - datetime.timedelta(days=3))
        assert "waktunya kembali ke arsip" in text_of(budi.get("/pengambilan/"))
        budi.post(f"{path_of(case)}tempat/", {"place": "Gudang", "kind": "arsip"})
        assert "waktunya kembali ke arsip" not in text_of(budi.get("/pengambilan/"))


class TestAMandate:
    def typed(self, page: Any, **more: str) -> dict[str, str]:
        until = (today() + datetime.timedelta(days=7)).isoformat()
        form = {"taker_name": RUDI, "taker_nik": RUDIS_NIK, "relation": "saudara", "valid_until": until, "seen": "1"}
        return {"key": hidden(page, "key"), "scope_ambil": "1", **form, **more}

    def test_is_recorded_and_leads_to_the_hand_over(self, budi: Client, case: TakenIn | Acted) -> None:
        path = f"/permohonan/{case.resi}/kuasa/"
        answer = budi.post(path, self.typed(budi.get(path)))
        assert answer["Location"] == f"{path_of(case)}?collector_relation=proxy"
        assert RUDI in text_of(budi.get(path))

    def test_lets_nobody_apply_for_what_is_there(self, budi: Client, case: TakenIn | Acted) -> None:
        path = f"/permohonan/{case.resi}/kuasa/"
        page = budi.get(path)
        assert ("scope_perbaiki" in page.content.decode(), "scope_ajukan" in page.content.decode()) == (True, False)
        answer = budi.post(path, self.typed(page, scope_ajukan="1"))
        assert (answer.status_code, "bukan oleh penerima kuasa ini" in text_of(answer)) == (422, True)
        assert not mandates_of(case.resi)

    def test_is_taken_back(self, budi: Client, case: TakenIn | Acted) -> None:
        path = f"/permohonan/{case.resi}/kuasa/"
        budi.post(path, self.typed(budi.get(path)))
        (one,) = mandates_of(case.resi)
        assert "tidak berlaku" in text_of(budi.post(f"{path}{one.uuid}/cabut/", follow=True))
        assert "sudah dicabut" in text_of(budi.post(f"{path}{one.uuid}/cabut/", follow=True))

    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            ({"seen": ""}, "Lihat surat kuasa"),
            ({"scope_ambil": ""}, "Pilih untuk apa kuasa ini."),
            ({"taker_nik": "9901014101900001"}, "Penerima kuasa adalah pemohon sendiri."),
            ({"valid_until": "2099-01-01"}, "paling lama 366 hari"),
        ],
    )
    def test_is_refused_in_words(
        self, budi: Client, case: TakenIn | Acted, more: dict[str, str], sentence: str
    ) -> None:
        path = f"/permohonan/{case.resi}/kuasa/"
        answer = budi.post(path, self.typed(budi.get(path), **more))
        assert answer.status_code == 422
        assert sentence in text_of(answer)
