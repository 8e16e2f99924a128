"""A citizen complains about a clerk without a name; the clerk never sees it; the head disposes, the answer is read by the code and counted."""

import re

from tests.journeys.conftest import AtDesk
from tests.journeys.personas import OfficerDesk

BUDI, NISA, HADI, SURYA = "bintan.budi", "bintan.nisa", "bintan.hadi", "bintan.surya"
WORDS = "Petugas meminta dua ratus ribu rupiah untuk mempercepat KTP-el saya."
ANSWER = "Layanan ini gratis. Uang itu dikembalikan, dan petugasnya diperiksa."


def complains(citizen: OfficerDesk) -> tuple[str, str]:
    """Without a name, from the page of a service; the code and the number in the book."""
    citizen.visit("/layanan/bintan/kk/")
    citizen.follow("Sampaikan pengaduan")
    citizen.press("Kirim pengaduan")
    citizen.sees("Pilih apakah nama Anda disimpan.")
    citizen.page.get_by_label("Apa yang Anda adukan", exact=True).fill(WORDS)
    citizen.page.get_by_label("Siapa yang Anda adukan").fill("Mas Budi di loket")
    citizen.page.get_by_label("Tanpa nama").check()
    citizen.press("Kirim pengaduan")
    citizen.sees("Pengaduan diterima", "Catat sekarang")
    said = citizen.words()
    number = re.search(r"ADUAN/\d+/\d{4}", said)
    assert number is not None
    return citizen.page.locator("[data-code]").inner_text(), number[0]


def opens(officer: OfficerDesk, number: str) -> None:
    """The complaint, from the register."""
    officer.visit("/pengaduan-masuk/")
    officer.follow(number)


def resi_of(officer: OfficerDesk) -> str:
    return officer.page.url.rstrip("/").rsplit("/", 1)[-1]


class TestAComplaint:
    def test_about_a_clerk_is_answered_behind_the_clerks_back(self, outsider: OfficerDesk, at_desk: AtDesk) -> None:
        code, number = complains(outsider)
        nisa = at_desk(NISA)
        opens(nisa, number)
        nisa.sees(WORDS, "tanpa nama", "Tidak diperlihatkan kepada", "Budi Santoso")
        resi = resi_of(nisa)
        nisa.press("Pengaduan sederhana atau aspirasi")

        budi = at_desk(BUDI)
        budi.does_not_see(number)
        budi.visit(f"/permohonan/{resi}/", status=404)
        budi.visit(f"/cari/?q={resi}")
        budi.does_not_see(number, WORDS)

        hadi = at_desk(HADI)
        opens(hadi, number)
        hadi.press("Kepada Bidang Pendaftaran Penduduk")
        surya = at_desk(SURYA)
        surya.visit(f"/permohonan/{resi}/")
        surya.page.get_by_label("Jawaban untuk pelapor").fill(ANSWER)
        surya.press("Simpan jawaban")
        surya.press("Jawaban disusun")
        opens(hadi, number)
        hadi.press("Jawaban disetujui")
        opens(nisa, number)
        nisa.press("Jawaban disampaikan")

        outsider.follow("Lihat pengaduan saya")
        outsider.page.get_by_label("Kode pengaduan").fill(code)
        outsider.press("Lihat")
        outsider.sees("Sudah dijawab", ANSWER)
        outsider.page.get_by_label("Puas", exact=True).check()
        outsider.press("Kirim tanggapan")
        outsider.sees("Selesai pada", "Penilaian Anda")

        hadi.visit("/pengaduan-masuk/rekap/")
        hadi.sees("Pengaduan sederhana atau aspirasi", "Laman ini", "1 tepat, 0 lewat, 0 belum")
        hadi.visit("/pengaduan-masuk/lapor/")
        budi.visit("/pengaduan-masuk/catat/")
        budi.visit("/pengaduan-masuk/kotak/")
