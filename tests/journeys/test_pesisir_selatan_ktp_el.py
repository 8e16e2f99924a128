"""An electronic identity card in Pesisir Selatan: a queue number, a wait for the centre, a finger on the reader."""

from playwright.sync_api import expect

from tests.journeys.backroom import Backroom, Kin
from tests.journeys.conftest import AtDesk
from tests.journeys.forms import DataForm
from tests.journeys.personas import Applicant

RAHMAT, ZUL, DONI, ERI = (f"pesisir-selatan.{name}" for name in ("rahmat", "zul", "doni", "eri"))
RIZKI = "Rizki Koto"


class TestAFirstIdentityCardInPesisirSelatan:
    def test_waits_for_the_centre_and_is_activated_in_person(
        self, at_desk: AtDesk, behind: Backroom, kin: dict[str, Kin]
    ) -> None:
        nik = kin["pemula"].niks[RIZKI]
        rahmat, eri = at_desk(RAHMAT), at_desk(ERI)
        rahmat.take_in(Applicant(RIZKI, nik), answers={"keperluan": "ktp-baru"}, queue_number="A-017")
        resi = rahmat.received()
        zul, doni = at_desk(ZUL), at_desk(DONI)
        zul.open_case(resi)
        zul.sees("A-017")
        zul.complete("Direkomendasikan untuk direkam")
        form = DataForm(doni)
        form.open(resi)
        form.type({"resident": nik})
        form.stands()
        form.keep()
        doni.press("Sudah direkam", status=422)
        expect(doni.page.get_by_role("alert")).to_contain_text("Warga hadir")
        doni.complete("Sudah direkam", recording_reference="REK 0117", person_present=True)
        assert behind.register(nik)["ktp_el"] == "SENT_FOR_ENROLLMENT"

        eri.open_case(resi)
        eri.follow("Hentikan waktu: menunggu")
        eri.give(reason="Status masih SENT FOR ENROLLMENT")
        eri.press("Hentikan waktu")
        eri.sees("Menunggu pusat", "waktu berhenti", "Menunggu status Print Ready Record (PRR) dari pusat")
        assert "janji" not in eri.words(), "this SOP promises no time"
        eri.list_has("Menunggu", RIZKI)

        eri.open_case(resi)
        eri.give(reason="PRR sejak pagi ini")
        eri.press("Lanjutkan")
        eri.does_not_see("waktu berhenti")
        eri.give(external_status="PRR", print_result="good")
        eri.press("Tercetak dan aktif", status=422)
        eri.sees("Pemilik KTP-el hadir dan sidik jari cocok")
        assert behind.register(nik)["ktp_el"] == "SENT_FOR_ENROLLMENT", "nobody else's finger prints a card"
        eri.complete("Tercetak dan aktif", holder_present=True)
        assert behind.register(nik)["ktp_el"] == "CARD_ISSUED"
        assert eri.issued("KTP-el") == {RIZKI}

        rahmat.visit(f"/pengambilan/{resi.replace('-', '')}/")
        rahmat.give(resi_shown=True, unprinted="siak")
        rahmat.press("Serahkan dan catat")
        rahmat.sees(f"Dokumen {resi} sudah diserahkan")
        rahmat.find_resident(nik)
        rahmat.sees("Kartu sudah diserahkan", "Perekaman KTP-el")
