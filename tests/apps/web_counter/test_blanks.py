"""Blanks at the desk: the stock, every movement, the ledger, and what became of prints."""

import uuid

import pytest
from django.test import Client

from loket.core.register.change import Paper
from loket.documents import queries, services
from tests.apps import factories
from tests.apps.documents.reading import words_of
from tests.apps.register import people
from tests.apps.web_counter.conftest import At
from tests.apps.web_counter.reading import goes_to, is_pdf, text_of

PATH = "/blangko/"
LEDGER = "/blangko/ktp-el/"
ACT = "/blangko/berita-acara.pdf"


def form(name: str, first: str = "A0001", last: str = "A0100", **more: str) -> dict[str, str]:
    own = {"kind": "KTP-el", "first": first, "last": last, "counterpart": "Ditjen Dukcapil", "reason": "Surat 470/1"}
    return {"form": name, "key": str(uuid.uuid4()), **{f"{name}-{key}": text for key, text in {**own, **more}.items()}}


@pytest.fixture
def printer(at: At) -> Client:
    """The operator of Bintan who prints."""
    return at("bintan.agus")


def stock() -> queries.StockLine:
    return next(one for one in queries.blank_stock("bintan", factories.MONDAY) if one.kind == "KTP-el")


class TestTheStock:
    def test_says_what_would_fill_it(self, printer: Client) -> None:
        words = text_of(printer.get(PATH))
        assert "Belum dibukukan" in words
        assert "Buku ini masih kosong" in text_of(printer.get(LEDGER))

    def test_follows_every_movement(self, printer: Client) -> None:
        agus = factories.officer("bintan.agus").person
        for name, first, last, more in (
            ("receive", "A0001", "A0100", {}),
            ("issue", "A0001", "A0010", {"holder": str(agus)}),
            ("give-back", "A0010", "", {}),
            ("lend", "A0091", "A0100", {}),
            ("return", "A0100", "", {}),
            ("spoil", "A0001", "A0002", {"reason": "sobek"}),
        ):
            answer = printer.post(PATH, form(name, first, last, **more))
            assert goes_to(answer) == PATH, name
        found = stock()
        assert (found.on_hand, found.with_officers, found.lent, found.spoiled) == (89, 7, 9, 2)
        words = text_of(printer.get(PATH))
        assert "menipis" in words
        assert "Tawarkan surat keterangan pengganti" in words
        assert "A0001–A0002" in words

    def test_is_counted_and_a_difference_explained(self, printer: Client) -> None:
        printer.post(PATH, form("receive"))
        wrong = printer.post(PATH, form("count", counted="98", reason=""))
        assert wrong.status_code == 422
        said = "Hitungan 98, menurut buku 100: selisih 2. Tulis sebabnya."
        at_the_field = wrong.content.decode().split('id="f-count-reason-error"')[1].split("</p>")[0]
        assert said in at_the_field
        assert "Penjelasan selisih (boleh kosong)" not in text_of(wrong)
        answer = printer.post(PATH, form("count", counted="98", reason="dua lembar hilang"), follow=True)
        assert "selisih -2 dari buku" in text_of(answer)
        assert "(-2)" in text_of(printer.get(LEDGER))

    def test_is_low_from_where_the_head_says(self, hadi: Client, printer: Client) -> None:
        printer.post(PATH, form("receive"))
        assert goes_to(hadi.post(PATH, form("threshold", least="20", reason="cukup seminggu"))) == PATH
        assert stock().is_low is False
        assert printer.post(PATH, form("threshold", least="5", reason="x")).status_code == 409

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            (form("receive", kind="KTP kertas"), "Pilih jenis blangkonya"),
            (form("receive", first=""), "Pindai atau ketik nomor seri pertama"),
            (form("receive", first="tanpa angka"), "bukan nomor seri blangko"),
            (form("receive", first="A0009", last="A0001"), "lebih kecil daripada nomor pertama"),
            (form("receive", first="A1", last="A99999999"), "bukan dari seri yang sama"),
            (form("receive", counterpart=" "), "belum diisi"),
            (form("issue", holder="x"), "Pilih petugas yang menerima"),
            (form("issue", holder="999999"), "Pilih petugas yang menerima"),
            (form("spoil", first="B0001", last="", reason="sobek"), "belum pernah diterima"),
            (form("spoil", reason=""), "Sebabnya belum ditulis"),
            (form("count", counted="banyak"), "Isi jumlah blangko"),
            (form("count", counted="99999999999"), "terlalu besar"),
            ({"form": "bakar"}, "Formulir itu tidak dikenal"),
            ({}, "Formulir itu tidak dikenal"),
        ],
    )
    def test_takes_no_movement_that_is_not_whole(self, printer: Client, wrong: dict[str, str], words: str) -> None:
        answer = printer.post(PATH, wrong)
        assert answer.status_code in (409, 422)
        assert words in text_of(answer)
        assert queries.blank_ledger("bintan", services.BlankKind.KTP_EL) == ()

    def test_sent_twice_moves_once(self, printer: Client) -> None:
        sent = form("receive")
        for _ in range(2):
            assert goes_to(printer.post(PATH, sent)) == PATH
        assert stock().on_hand == 100

    def test_is_moved_by_those_who_print_and_read_by_all(self, budi: Client, at: At) -> None:
        assert budi.get(PATH).status_code == 200
        assert "Catat penerimaan" not in text_of(budi.get(PATH))
        assert "di bawah" not in text_of(budi.get(PATH))
        assert "Belum dibukukan: petugas yang mencetak atau atasan" in text_of(budi.get(PATH))
        assert budi.post(PATH, form("receive")).status_code == 403
        assert at("bintan.tuti").post(ACT).status_code == 403

    def test_is_the_offices_own(self, printer: Client, dewi: Client) -> None:
        printer.post(PATH, form("receive", counterpart="Gudang Kijang"))
        assert "Gudang Kijang" not in text_of(dewi.get(LEDGER))
        assert "Belum dibukukan" in text_of(dewi.get(PATH))

    def test_of_an_unknown_kind_is_not_there(self, printer: Client) -> None:
        assert printer.get("/blangko/sim/").status_code == 404
        assert printer.get(f"{LEDGER}?sebelum=abc").status_code == 200


class TestTheBeritaAcara:
    def test_names_every_spoiled_blank_and_its_witnesses(self, printer: Client) -> None:
        printer.post(PATH, form("receive"))
        printer.post(PATH, form("spoil", "A0007", "", reason="gagal cetak"))
        asked = {"way": "dibakar", "witnesses": "Wati Rahmawati\n\nTuti", "number": "BA 1/2026"}
        answer = printer.post(ACT, asked)
        assert is_pdf(answer)
        words = words_of(answer.content)
        for part in ("A0007", "gagal cetak", "Wati Rahmawati", "dibakar", "BA 1/2026"):
            assert part in words, part
        assert goes_to(printer.post(PATH, form("destroy", "A0007", "", reason="BA 1/2026"))) == PATH
        assert queries.spoiled_blanks("bintan") == ()

    def test_is_printed_again_with_a_reason(self, printer: Client) -> None:
        printer.post(PATH, form("receive"))
        printer.post(PATH, form("spoil", "A0007", "", reason="gagal cetak"))
        asked = {"way": "dibakar", "witnesses": "Tuti", "number": "BA 1/2026"}
        assert is_pdf(printer.post(ACT, asked))
        assert printer.post(ACT, asked).status_code == 409
        assert is_pdf(printer.post(ACT, {**asked, "reason": "lembar pertama sobek"}))

    @pytest.mark.parametrize("asked", [{}, {"way": " ", "witnesses": "\n;"}, {"way": "dibakar"}])
    def test_says_what_is_missing(self, printer: Client, asked: dict[str, str]) -> None:
        printer.post(PATH, form("receive"))
        printer.post(PATH, form("spoil", "A0007", "", reason="gagal cetak"))
        answer = printer.post(ACT, asked)
        assert answer.status_code == 409
        assert "saksi" in text_of(answer)

    def test_is_not_made_while_nothing_is_spoiled(self, printer: Client) -> None:
        answer = printer.post(ACT, {"way": "dibakar", "witnesses": "Tuti", "number": "BA 1/2026"})
        assert answer.status_code == 409
        assert "blangko rusak" in text_of(answer)


class TestThePrintsOfACase:
    def printed(self) -> tuple[str, int, people.Home]:
        taken = factories.take_in()
        home = people.saris()
        card = services.CardPrint(resident_id=home.members[1], serial="A0005", resi=taken.resi)
        agus = factories.officer("bintan.agus")
        entry = services.BlankEntry(
            kind=services.BlankKind.KTP_EL, serials=services.Serials.parse("A0001", "A0100"), counterpart="Pusat"
        )
        services.receive_blanks(entry, officer=agus, key=uuid.uuid4(), at=factories.MONDAY)
        number = services.record_card(Paper.KTP_EL, card, officer=agus, key=uuid.uuid4(), at=factories.MONDAY)
        return taken.resi, number, home

    def test_are_listed_with_blank_and_outcome(self, printer: Client) -> None:
        resi, _number, home = self.printed()
        words = text_of(printer.get(f"/permohonan/{resi}/cetakan/"))
        for part in ("KTP-el", "A0005", "belum ditanyakan", "Agus Salim"):
            assert part in words, part
        assert "A0005" in text_of(printer.get(f"/penduduk/{home.members[1]}/"))

    def test_are_asked_how_they_came_out(self, printer: Client) -> None:
        resi, number, _home = self.printed()
        path = f"/cetakan/{number}/hasil/"
        assert printer.post(path, {}).status_code == 422
        unexplained = printer.post(path, {"outcome": "rusak"})
        assert unexplained.status_code == 409
        assert "Sebabnya belum ditulis" in text_of(unexplained)
        assert goes_to(printer.post(path, {"outcome": "rusak", "reason": "tinta luntur"})).endswith("/cetakan/")
        words = text_of(printer.get(f"/permohonan/{resi}/cetakan/"))
        assert "tinta luntur" in words
        assert "Catat hasil" not in words
        assert [one.serials for one in queries.spoiled_blanks("bintan")] == ["A0005"]

    def test_mask_the_number_of_a_kk(self, printer: Client) -> None:
        resi, _number, home = self.printed()
        asked = services.PaperRequest(paper=Paper.KK, office_key="bintan", on=factories.TODAY, family_id=home.id)
        job, agus = services.PrintJob(resi=resi), factories.officer("bintan.agus")
        services.print_paper(asked, job, officer=agus, key=uuid.uuid4(), at=factories.MONDAY)
        page = printer.get(f"/permohonan/{resi}/cetakan/")
        assert home.kk_number.digits not in page.content.decode()
        assert "990106••••••00••" in text_of(page)
        assert "KK" in text_of(printer.get(f"/penduduk/kk/{home.id}/")).split("Cetakan")[1]

    def test_say_what_would_fill_the_list(self, printer: Client) -> None:
        resi = factories.take_in().resi
        assert "Belum ada yang dicetak" in text_of(printer.get(f"/permohonan/{resi}/cetakan/"))

    def test_of_another_office_are_not_there(self, dewi: Client) -> None:
        resi, number, _home = self.printed()
        assert dewi.get(f"/permohonan/{resi}/cetakan/").status_code == 404
        assert dewi.post(f"/cetakan/{number}/hasil/", {"outcome": "baik"}).status_code == 404
        assert dewi.post("/cetakan/999999/hasil/", {"outcome": "baik"}).status_code == 404
