"""A citizen with a telephone and no account: reads what to bring, and follows the own file, which comes back once."""

from playwright.sync_api import expect

from tests.journeys.conftest import AtDesk
from tests.journeys.forms import do_without_form
from tests.journeys.personas import Applicant, Fault, OfficerDesk

BUDI, JOKO, WATI = (f"bintan.{name}" for name in ("budi", "joko", "wati"))
LOST = {"keperluan": "kk-hilang", "pindahan": "tidak", "beda_data": "tidak"}
RATNA = Applicant("Ratna Komala", "9901016304850077", phone="0813 7000 4821")
POLICE = "Surat keterangan kehilangan dari kepolisian"


def chooses(citizen: OfficerDesk, **answers: str) -> None:
    """Answer the questions of the page by touching the choices."""
    for name, value in answers.items():
        citizen.page.locator(f"[name='a-{name}'][value='{value}']").check()
    citizen.press("Tampilkan daftar saya")


def tracks(citizen: OfficerDesk, resi: str, second: str, status: int = 200) -> None:
    """Ask where the file stands."""
    citizen.visit(f"/lacak/?resi={resi}")
    citizen.page.get_by_label("Tanggal lahir pemohon").fill(second)
    citizen.press("Lihat", status=status)


class TestACitizenWithoutAnAccount:
    def test_knows_what_to_bring_and_where_the_file_stands(self, outsider: OfficerDesk, at_desk: AtDesk) -> None:
        outsider.visit("/")
        outsider.follow("Dinas Kependudukan dan Pencatatan Sipil Kabupaten Bintan")
        outsider.follow("Kartu Keluarga")
        outsider.sees("3 (tiga) Hari Kerja", "Tidak dipungut biaya", "Jawab pertanyaan di atas")
        chooses(outsider, **LOST)
        outsider.sees(POLICE, "Menunggu tanda tangan")

        budi = at_desk(BUDI)
        budi.take_in(RATNA, service="kk", answers=LOST)
        resi = budi.received()
        tracks(outsider, resi, "23-04-1986", status=422)
        outsider.sees("tidak cocok")
        tracks(outsider, resi, "23-04-1985")
        outsider.sees("Sedang diproses", "Petugas Pelayanan", "Dijanjikan siap")
        outsider.does_not_see("Ratna", RATNA.nik, "Budi")
        expect(outsider.page.locator("[aria-current=step]")).to_contain_text("Data Anda diolah")

        joko, wati = at_desk(JOKO), at_desk(WATI)
        joko.open_case(resi)
        do_without_form(joko)
        joko.complete("Diteruskan", entry_note="SIAK 21010704")
        wati.open_case(resi)
        wati.send_back("Berkas tidak valid", Fault(POLICE, "Berkas kurang", "Nama pada surat tidak terbaca"))
        budi.open_case(resi)
        budi.send_back("Tidak lengkap", Fault(POLICE, "Berkas kurang", "Mohon salinan yang jelas"))
        tracks(outsider, resi, "4821")
        outsider.sees("Menunggu Anda", POLICE, "Mohon salinan yang jelas", "waktu yang dijanjikan berhenti")
        outsider.does_not_see("Wati", "Ratna", RATNA.nik)
