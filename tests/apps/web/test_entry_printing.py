"""Who prints the papers of an application, who says how they came out, and what is handed over without a print."""

import uuid
from dataclasses import replace

import pytest

from loket.casework import demo, queries
from loket.core.engine import Reopen
from loket.core.register.change import Paper
from loket.documents import queries as documents
from loket.documents import services
from loket.entries import models
from loket.entries import queries as entries
from loket.entries.records import Filling
from loket.web.desk.entry.part import Product
from tests.apps import factories
from tests.apps.entries import births
from tests.apps.web import entry_desk
from tests.apps.web.desk import DeskBrowser, forms_of
from tests.apps.web.entry_desk import Birth

COUNTER = "serahkan-dokumen"
COLLECTED = {
    "collector_relation": "self",
    "collector_name": "Sari Wulandari",
    "collector_nik": "9901014101900001",
    "resi_shown": "1",
    "signature_paper": "1",
}


@pytest.fixture
def entered(monday: object, db: None) -> Birth:
    """A birth that has changed the register and lies at the operator's step."""
    made = entry_desk.birth()
    made.saved()
    return made.effected()


@pytest.fixture
def done(entered: Birth) -> Birth:
    """The same, waiting at the counter: the operator's step is over."""
    return entered.moved(COUNTER)


@pytest.fixture
def rina(done: Birth) -> DeskBrowser:
    """The operator who entered it."""
    return entry_desk.operator(done)


def print_kk(desk: DeskBrowser, of: Birth, **typed: str) -> int:
    """Press Cetak on the KK; the status of the answer."""
    page = of.paper("KK")
    address, form = desk.fill(page, f"{page}cetak/", **typed)
    return desk.post(address, form).status


def closed(of: Birth) -> Birth:
    case = of.case
    while case.step is not None:
        case = demo.complete_open_step(case, "bintan", factories.MONDAY)
    return Birth(case, of.home)


class TestWhoPrints:
    def test_is_the_operator_after_the_step_too(self, rina: DeskBrowser, done: Birth) -> None:
        assert print_kk(rina, done) == 200

    def test_is_the_operator_after_the_case_is_closed(self, rina: DeskBrowser, done: Birth) -> None:
        assert print_kk(rina, closed(done)) == 200

    def test_is_said_to_who_may_not(self, budi: DeskBrowser, entered: Birth) -> None:
        address = entered.paper("KK")
        page = budi.get(address)
        assert "Yang mencetak dokumen ini: " in page.text
        assert ", pemegang langkah yang sedang berjalan, atau atasan." in page.text
        assert f"{address}cetak/" not in forms_of(page.body)
        assert budi.post(f"{address}cetak/", {}).status == 403
        closed(entered)
        page = budi.get(address)
        assert "Yang mencetak dokumen ini: " in page.text
        assert "langkah yang sedang berjalan" not in page.text

    def test_is_the_holder_of_the_open_step_and_a_superior(
        self, budi: DeskBrowser, wati: DeskBrowser, done: Birth
    ) -> None:
        assert print_kk(budi, done) == 200
        assert print_kk(wati, done, reason="buram") == 200

    def test_is_not_said_to_who_may(self, rina: DeskBrowser, done: Birth) -> None:
        assert "Yang mencetak dokumen ini" not in rina.get(done.paper("KK")).text


class TestTheTabOfAPrint:
    def test_is_another_one_and_the_page_is_read_anew_after_it(self, rina: DeskBrowser, done: Birth) -> None:
        address = done.paper("KIA")
        assert f'target="_blank" data-then="{address}"' in rina.get(address).body


class TestHowAPrintCameOut:
    def test_is_asked_of_a_draft_without_a_blank_and_of_a_replaced_one(self, rina: DeskBrowser, done: Birth) -> None:
        print_kk(rina, done)
        print_kk(rina, done, reason="buram")
        first, second = documents.prints_of(done.resi)
        assert first.draft
        page = rina.get(f"{done.page}cetakan/")
        assert page.text.count("belum ditanyakan") == 2
        for one in (first, second):
            assert f"/cetakan/{one.id}/hasil/" in forms_of(page.body)
        rina.post(f"/cetakan/{first.id}/hasil/", {"outcome": "rusak", "reason": "buram"})
        rina.post(f"/cetakan/{second.id}/hasil/", {"outcome": "baik"})
        assert [one.outcome for one in documents.prints_of(done.resi)] == ["rusak", "baik"]
        assert "Catat hasil" not in rina.get(f"{done.page}cetakan/").text

    def test_is_not_asked_of_who_neither_printed_nor_prints(
        self, budi: DeskBrowser, wati: DeskBrowser, entered: Birth
    ) -> None:
        print_kk(wati, entered)
        (one,) = documents.prints_of(entered.resi)
        assert f"/cetakan/{one.id}/hasil/" not in forms_of(budi.get(f"{entered.page}cetakan/").body)
        assert budi.post(f"/cetakan/{one.id}/hasil/", {"outcome": "baik"}).status == 403
        assert documents.prints_of(entered.resi)[0].outcome is None

    def test_is_asked_of_who_printed_at_a_step_that_is_over(self, budi: DeskBrowser, done: Birth) -> None:
        print_kk(budi, done)
        closed(done)
        (one,) = documents.prints_of(done.resi)
        assert budi.post(f"/cetakan/{one.id}/hasil/", {"outcome": "baik"}).status == 302


class TestHandingOverWithoutAPrint:
    def path(self, done: Birth) -> str:
        return f"/pengambilan/{done.resi}/"

    def form(self, budi: DeskBrowser, done: Birth, **more: str) -> dict[str, object]:
        return budi.fill(self.path(done), "", **COLLECTED, **more)[1]

    def test_names_every_paper_and_why(self, rina: DeskBrowser, budi: DeskBrowser, done: Birth) -> None:
        print_kk(rina, done)
        page = budi.get(self.path(done))
        for words in ("KIA Lia Salim : belum pernah dicetak", "baru dicetak sebagai KONSEP"):
            assert words in page.text, page.text

    def test_says_what_a_draft_waits_for_and_who_prints_it(
        self, rina: DeskBrowser, budi: DeskBrowser, done: Birth
    ) -> None:
        words = "nomor dari SIAK atau dari buku register belum dicatat waktu dicetak. Minta petugas yang mencetak"
        assert words not in budi.get(self.path(done)).text
        print_kk(rina, done)
        text = budi.get(self.path(done)).text
        assert words in text
        assert "Yang mencetak dokumen ini: " in text

    def test_needs_a_reason(self, budi: DeskBrowser, done: Birth) -> None:
        answer = budi.post(self.path(done), self.form(budi, done))
        assert answer.status == 422
        assert "Cetak dahulu, atau pilih mengapa tidak dicetak." in answer.text
        assert queries.case_view(done.resi, budi.officer, factories.MONDAY).case.step == COUNTER

    def test_needs_words_for_another_reason(self, budi: DeskBrowser, done: Birth) -> None:
        answer = budi.post(self.path(done), self.form(budi, done, unprinted="lain", unprinted_note="  "))
        assert (answer.status, "Tulis sebabnya." in answer.text) == (422, True)

    def test_takes_the_usual_reason_by_one_press(self, budi: DeskBrowser, done: Birth) -> None:
        assert budi.post(self.path(done), self.form(budi, done, unprinted="siak")).status == 302
        view = queries.case_view(done.resi, budi.officer, factories.MONDAY)
        (kept,) = [event.payload["text"] for event in view.events if event.kind == "note-added"]
        assert kept.endswith("Alasan: Dicetak melalui SIAK")

    def test_keeps_the_reason_in_the_file_once(self, budi: DeskBrowser, done: Birth) -> None:
        form = self.form(budi, done, unprinted="lain", unprinted_note=" diserahkan\x00 digital ")
        assert [budi.post(self.path(done), form).status for _ in range(2)] == [302, 302]
        view = queries.case_view(done.resi, budi.officer, factories.MONDAY)
        kept = [event.payload["text"] for event in view.events if event.kind == "note-added"]
        assert len(kept) == 1
        assert kept[0].startswith("Diserahkan tanpa cetakan baik: ")
        assert "KIA Lia Salim (belum pernah dicetak)" in kept[0]
        assert kept[0].endswith("Alasan: diserahkan digital")
        assert not view.state.is_open

    def test_that_is_refused_leaves_no_word_of_it(self, budi: DeskBrowser, done: Birth) -> None:
        form = {**self.form(budi, done, unprinted="siak"), "collector_name": "Orang Lain"}
        assert budi.post(self.path(done), form).status == 422
        view = queries.case_view(done.resi, budi.officer, factories.MONDAY)
        assert [event for event in view.events if event.kind == "note-added"] == []
        assert view.case.step == COUNTER

    def test_is_not_done_from_the_page_of_the_case(self, budi: DeskBrowser, done: Birth) -> None:
        address, form = budi.fill(done.page, f"{done.page}langkah/", **COLLECTED)
        view = queries.case_view(done.resi, budi.officer, factories.MONDAY)
        outcome = next(str(offer.choice) for offer in view.offers if offer.command == "complete")
        answer = budi.post(address, {**form, "outcome": outcome})
        assert answer.status == 409
        assert "Ada dokumen tanpa cetakan baik: " in answer.text
        assert 'value="Sari Wulandari"' in answer.body


class TestTheSerialOfABlank:
    def test_may_be_left_out_while_no_ledger_is_kept(self, rina: DeskBrowser, done: Birth) -> None:
        address = self.card(done)
        assert "Nomor seri blangko (boleh kosong)" in rina.get(address).text
        target, form = rina.fill(address, f"{address}cetak/", serial="A0005")
        assert rina.post(target, form).status == 302
        assert [one.serial for one in documents.prints_of(done.resi)] == ["A0005"]

    def test_is_asked_for_once_it_is_kept(self, rina: DeskBrowser, done: Birth) -> None:
        serials = services.Serials.parse("A0001", "A0100")
        entry = services.BlankEntry(kind=services.BlankKind.KTP_EL, serials=serials, counterpart="Pusat")
        agus = factories.officer("bintan.agus")
        services.receive_blanks(entry, officer=agus, key=uuid.uuid4(), at=factories.MONDAY)
        text = rina.get(self.card(done)).text
        assert "Nomor seri blangko" in text
        assert "Nomor seri blangko (boleh kosong)" not in text

    def card(self, done: Birth) -> str:
        """A KTP-el of the mother among the papers of the case."""
        row = models.Product.objects.filter(resi=done.resi).latest("place")
        row.pk, row.place, row.paper, row.family = None, row.place + 1, Paper.KTP_EL.value, None
        row.residents, row.number = [str(done.home.members[1])], ""
        row.save()
        return done.paper("KTP-el")


class TestALineOfAPaper:
    @pytest.mark.parametrize(
        ("act", "note", "words"),
        [
            ("terbit", "rusak", "pengganti karena rusak"),
            ("terbit", "hilang", "pengganti karena hilang"),
            ("terbit", "LU", "LU"),
            ("tarik", "rusak", "rusak"),
        ],
    )
    def test_says_why_a_new_one_replaces_another(self, done: Birth, act: str, note: str, words: str) -> None:
        record = next(one for one in entries.products_of(done.resi) if one.paper == Paper.KK)
        assert Product(replace(record, act=act, note=note), "").note == words


class TestAfterACorrectionInTheSameCase:
    def test_the_print_from_before_is_none_of_the_corrected_kk(self, wati: DeskBrowser, done: Birth) -> None:
        print_kk(wati, done)
        before = [one for one in entries.products_of(done.resi) if one.paper == Paper.KK]
        case = factories.act(closed(done).case, Reopen(births.FILL, "Pekerjaan ayah salah"), factories.wati())
        reopened = Birth(case, done.home)
        changed = {"change_occupation": "ya", "occupation": "9", "occupation_basis": "Surat 1/2026"}
        father = births.answers(done.home)["father"]
        births.save(case, Filling("perubahan-data", {"resident": father, **changed}), revision=1)
        reopened.effected()
        products = entries.products_of(done.resi)
        kks = [one for one in products if one.paper == Paper.KK]
        assert [one.id for one in kks[:-1]] == [one.id for one in before]
        found = documents.outstanding(products, documents.prints_of(done.resi))
        lacking = [(one.product.id, one.lack) for one in found if one.product.paper == Paper.KK]
        assert lacking == [(kks[-1].id, documents.Lack.NEVER)]
