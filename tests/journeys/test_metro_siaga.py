"""Metro's SIAGA for the vulnerable: nobody is sent away for a missing paper, the case waits for it."""

from playwright.sync_api import expect

from tests.journeys.conftest import AtDesk
from tests.journeys.forms import do_without_form
from tests.journeys.personas import Applicant

HENDRA, FAJAR, BAYU, RATNA, IRFAN, GATOT = (
    f"metro.{name}" for name in ("hendra", "fajar", "bayu", "ratna", "irfan", "gatot")
)
TONO = Applicant("Tono Susilo", "9972010101700001", subject="Warga tanpa dokumen di Hadimulyo")
CONFIRMED = "Ditemui bersama pamong kelurahan"


class TestAVulnerableCitizenOfMetro:
    def test_is_waited_for_visited_and_served(self, at_desk: AtDesk) -> None:
        hendra = at_desk(HENDRA)
        hendra.take_in(
            TONO,
            answers={"odgj_terlantar": "ya", "tanpa_identitas": "tidak"},
            apart={"keterangan-dinsos": "missing", "domisili-kelurahan": "not_applicable"},
            confirmation=CONFIRMED,
        )
        resi = hendra.received()
        hendra.open_case(resi)
        hendra.sees("Menunggu pemohon", "Surat Keterangan dari Dinsos", "Waktu berhenti", "masih")

        hendra.complete("Informasi disampaikan")
        hendra.does_not_see("masih")
        hendra.give(checklist="present")
        hendra.complete("Dilaporkan kepada Kasi", confirmation=CONFIRMED)

        ratna = at_desk(RATNA)
        ratna.open_case(resi)
        self.pause_until_the_letter_is_here(at_desk, resi)
        ratna.complete("Terverifikasi, belum memiliki NIK", confirmation="Surat Dinsos dicocokkan lewat telepon")

        fajar = at_desk(FAJAR)
        fajar.open_case(resi)
        do_without_form(fajar)
        fajar.complete("Data terekam", entry_note="SIAK 72010007")
        irfan = at_desk(IRFAN)
        irfan.open_case(resi)
        irfan.complete("Diajukan ke Kadis")

        gatot = at_desk(GATOT)
        gatot.open_case(resi)
        gatot.press("Ditandatangani, warga belum merekam KTP", status=422)
        expect(gatot.page.get_by_role("alert")).to_contain_text("Nomor bukti penandatanganan elektronik")
        gatot.complete("Ditandatangani, warga belum merekam KTP", tte_reference="BSrE 0042/2026")

        bayu = at_desk(BAYU)
        bayu.open_case(resi)
        bayu.complete(
            "Sudah direkam",
            visit_place="Rumah singgah Hadimulyo",
            visit_date="2026-11-20",
            recording_reference="REK 0007",
            person_present=True,
        )
        fajar.open_case(resi)
        fajar.complete("Tercetak baik", print_result="good")

        hendra.visit(f"/pengambilan/{resi.replace('-', '')}/")
        hendra.give(resi_shown=True, archive_place="Rak rentan 1")
        hendra.press("Serahkan dan catat")
        hendra.sees(f"Dokumen {resi} sudah diserahkan")
        gatot.open_case(resi)
        gatot.sees("Permohonan sudah ditutup", "Tempat arsip", "BSrE 0042/2026")

    def pause_until_the_letter_is_here(self, at_desk: AtDesk, resi: str) -> None:
        """The Kasi stops the clock for the reason that the SOP knows, and starts it again."""
        ratna = at_desk(RATNA)
        ratna.follow("Hentikan waktu: menunggu")
        ratna.give(reason="Surat Dinsos belum dicap")
        ratna.press("Hentikan waktu")
        ratna.sees("Waktu layanan berhenti.", "waktu berhenti", "Menunggu kelengkapan persyaratan dari pemohon")
        ratna.give(reason="Surat Dinsos sudah dicap")
        ratna.press("Lanjutkan")
        ratna.sees("Waktu layanan berjalan lagi.")
