"""Bulk paraf: only what is eligible, flagged files after they were opened, a result for each."""

import datetime
import uuid
from collections.abc import Iterable

from django.test import Client

from loket.casework import demo
from loket.casework.queries import case_view
from loket.casework.records import Acted, TakenIn
from loket.core.engine import Return
from loket.core.engine.events import ReturnLine
from tests.apps import factories
from tests.apps.web_counter.reading import text_of

PATH = "/paraf-massal/"
Case = TakenIn | Acted


def posted(cases: Iterable[Case], key: str = "") -> dict[str, object]:
    return {"key": key or str(uuid.uuid4()), "item": [f"{case.resi}:{case.version}" for case in cases]}


def step_of(case: Case) -> str | None:
    return case_view(case.resi, factories.budi(), factories.MONDAY).state.step


def returned_before() -> Case:
    """A case that Wati sent back once and that has come to her again."""
    first = factories.case_at("verifikasi-kasi")
    back = Return("tidak-valid", (ReturnLine("pengantar", "berkas-kurang", "Tanpa cap"),))
    acted = factories.act(first, back, factories.wati())
    return demo.advance(acted, "bintan", to="verifikasi-kasi", at=factories.MONDAY)


class TestTheList:
    def test_holds_what_waits_for_my_paraf_and_nothing_else(self, wati: Client) -> None:
        mine, others = factories.case_at("verifikasi-kasi"), factories.case_at("verifikasi-kabid")
        page = wati.get(PATH).content.decode()
        assert mine.resi in page
        assert others.resi not in page

    def test_holds_no_signature(self, hadi: Client) -> None:
        assert factories.case_at("sahkan").resi not in hadi.get(PATH).content.decode()

    def test_of_another_office_is_its_own(self, dewi: Client) -> None:
        assert factories.case_at("verifikasi-kasi").resi not in dewi.get(PATH).content.decode()


class TestDoingMany:
    def test_does_each_and_says_so(self, wati: Client) -> None:
        cases = [factories.case_at("verifikasi-kasi") for _ in range(2)]
        assert "Selesai 2 dari 2 berkas" in text_of(wati.post(PATH, posted(cases)))
        assert [step_of(case) for case in cases] == ["verifikasi-kabid"] * 2

    def test_twice_is_as_once(self, wati: Client) -> None:
        cases = [factories.case_at("verifikasi-kasi")]
        form = posted(cases, str(uuid.uuid4()))
        for _ in range(2):
            assert "Selesai 1 dari 1 berkas" in text_of(wati.post(PATH, form))
        assert step_of(cases[0]) == "verifikasi-kabid"

    def test_leaves_out_what_changed_meanwhile(self, wati: Client) -> None:
        case = factories.case_at("verifikasi-kasi")
        stale = TakenIn(case.resi, case.version - 1, "", None, None, case.status)
        words = text_of(wati.post(PATH, posted([stale])))
        assert "Selesai 0 dari 1" in words
        assert "berubah" in words

    def test_refuses_a_step_that_is_not_mine(self, wati: Client) -> None:
        case = factories.case_at("verifikasi-kabid")
        assert "ditolak" in text_of(wati.post(PATH, posted([case])))
        assert step_of(case) == "verifikasi-kabid"

    def test_refuses_another_offices_case_as_unknown(self, dewi: Client) -> None:
        case = factories.case_at("verifikasi-kasi")
        assert "tidak ada" in text_of(dewi.post(PATH, posted([case])))

    def test_needs_a_choice(self, wati: Client) -> None:
        factories.case_at("verifikasi-kasi")
        answer = wati.post(PATH, {"item": ["rusak", "x:y"]})
        assert answer.status_code == 409
        assert "Pilih sedikitnya satu" in text_of(answer)

    def test_takes_at_most_five_hundred(self, wati: Client) -> None:
        items = [f"{number:012d}:1" for number in range(501)]
        answer = wati.post(PATH, {"item": items})
        assert answer.status_code == 409
        assert "Paling banyak 500" in text_of(answer)


class TestAFlaggedFile:
    def test_is_refused_until_it_was_opened(self, wati: Client) -> None:
        case = returned_before()
        assert "pernah dikembalikan" in text_of(wati.get(PATH))
        assert "buka dan baca dahulu" in text_of(wati.post(PATH, posted([case])))
        assert step_of(case) == "verifikasi-kasi"
        wati.get(f"{PATH}{case.resi}/buka/")
        assert "sudah dibuka" in text_of(wati.get(PATH))
        assert "Selesai 1 dari 1" in text_of(wati.post(PATH, posted([case])))

    def test_is_one_that_is_late(self, wati: Client) -> None:
        factories.case_at("verifikasi-kasi", at=factories.MONDAY - datetime.timedelta(days=14))
        assert "lewat waktu" in text_of(wati.get(PATH))

    def test_of_another_office_cannot_be_opened(self, dewi: Client) -> None:
        case = factories.case_at("verifikasi-kasi")
        assert dewi.get(f"{PATH}{case.resi}/buka/").status_code == 404
