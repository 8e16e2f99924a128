"""Papers that do not suffice: a slip that says what to bring, and no number lost on it."""

from tests.journeys.conftest import AtDesk
from tests.journeys.personas import Applicant, OfficerDesk

RINA = "bintan.rina"
YANTO = Applicant("Yanto Setiawan", "9901010303780001")
NO = {"keperluan": "keluarga-baru", "pindahan": "tidak", "beda_data": "tidak"}


def latest_number(desk: OfficerDesk) -> str:
    """The latest number of the register book."""
    desk.visit("/buku/")
    book = desk.page.get_by_role("listitem").filter(has_text="Buku register permohonan")
    return book.locator(".number").inner_text()


class TestIncompletePapers:
    def test_get_a_slip_and_no_number(self, at_desk: AtDesk) -> None:
        rina = at_desk(RINA)
        before = latest_number(rina)
        rina.take_in(YANTO, service="kk", answers=NO, apart={"f-1-06": "wrong", "f-1-15": "missing"})
        rina.press("Terima dan beri resi")
        rina.sees("Berkas belum lengkap", "Form Biodata Individu (F-1.06): belum sesuai", "F-1.15): belum ada")
        slip = rina.print("Cetak surat kekurangan")
        lacking, in_order = slip.words.split("YANG SUDAH SESUAI")
        assert YANTO.name in lacking
        assert "F-1.06" in lacking
        assert "F-1.15" in lacking
        assert "Pengantar RT/RW" not in lacking
        assert "Pengantar RT/RW" in in_order
        assert latest_number(rina) == before
        rina.visit("/buku/penolakan/")
        rina.sees(YANTO.name)

    def test_answered_yes_ask_for_more_papers(self, at_desk: AtDesk) -> None:
        rina = at_desk(RINA)
        rina.take_in(YANTO, service="kk", answers={**NO, "pindahan": "ya"})
        rina.sees("Surat Laporan Kedatangan (bagi Penduduk Pindahan)")
        rina.look()
