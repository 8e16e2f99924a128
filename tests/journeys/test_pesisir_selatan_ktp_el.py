"""An electronic identity card in Pesisir Selatan: a queue number, a wait for the centre, a finger on the reader."""

from tests.journeys.conftest import AtDesk
from tests.journeys.personas import Applicant

RAHMAT, ZUL, DONI, ERI = (f"pesisir-selatan.{name}" for name in ("rahmat", "zul", "doni", "eri"))
ANDI = Applicant("Andi Saputra", "9901011212090001")


class TestAnIdentityCardInPesisirSelatan:
    def test_waits_for_the_centre_and_is_activated_in_person(self, at_desk: AtDesk) -> None:
        rahmat, eri = at_desk(RAHMAT), at_desk(ERI)
        rahmat.take_in(ANDI, answers={"keperluan": "ktp-baru"}, queue_number="A-017")
        resi = rahmat.received()
        zul, doni = at_desk(ZUL), at_desk(DONI)
        zul.open_case(resi)
        zul.sees("A-017")
        zul.complete("Direkomendasikan untuk direkam")
        doni.open_case(resi)
        doni.complete("Sudah direkam", recording_reference="REK 0117", person_present=True)

        eri.open_case(resi)
        eri.follow("Hentikan waktu: menunggu")
        eri.give(reason="Status masih SENT FOR ENROLLMENT")
        eri.press("Hentikan waktu")
        eri.sees("Menunggu pusat", "waktu berhenti", "Menunggu status Print Ready Record (PRR) dari pusat")
        assert "janji" not in eri.words(), "this SOP promises no time"
        eri.list_has("Menunggu", ANDI.name)

        eri.open_case(resi)
        eri.give(reason="PRR sejak pagi ini")
        eri.press("Lanjutkan")
        eri.does_not_see("waktu berhenti")
        eri.give(external_status="PRR", print_result="good")
        eri.press("Tercetak dan aktif", status=422)
        eri.sees("Pemilik KTP-el hadir dan sidik jari cocok")
        eri.complete("Tercetak dan aktif", holder_present=True)

        rahmat.visit(f"/pengambilan/{resi.replace('-', '')}/")
        rahmat.give(resi_shown=True)
        rahmat.press("Serahkan dan catat")
        rahmat.sees(f"Dokumen {resi} sudah diserahkan")
