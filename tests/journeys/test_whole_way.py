"""
One citizen's whole way with a telephone: applies from home, mends, follows, lets a brother collect by a number of the queue,
rates and complains; and at each point what the counter and the head see of it.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.backroom import Backroom
from tests.journeys.conftest import AtDesk
from tests.journeys.forms import do_without_form
from tests.journeys.home import applies, mends, photograph
from tests.journeys.personas import Fault, OfficerDesk
from tests.journeys.test_citizen import tracks
from tests.journeys.test_queue import gives, presses_key, sits_at
from tests.journeys.test_survey import rates

pytestmark = pytest.mark.long


BUDI, JOKO, NISA, HADI = (f"bintan.{name}" for name in ("budi", "joko", "nisa", "hadi"))
PHONE = "4822"
RUDI, RUDIS_NIK, RUDI_BORN = "Rudi Hartono", "9901011505880066", "15-05-1988"


def sends_back(budi: OfficerDesk, resi: str) -> None:
    """The counter takes the file in, and finds two faults."""
    budi.open_case(resi)
    budi.complete("Diterima")
    budi.open_case(resi)
    budi.send_back(
        "Tidak lengkap",
        Fault("Form Permohonan Kartu Keluarga (F-1.15)", "Berkas kurang", "Belum ditandatangani"),
        Fault("Pengantar RT/RW", "Berkas kurang", "Stempel RT tidak terlihat"),
    )


def makes_it_ready(at_desk: AtDesk, behind: Backroom, resi: str) -> None:
    """The counter sees what was mended; the operator drafts, the head signs."""
    budi, joko, hadi = at_desk(BUDI), at_desk(JOKO), at_desk(HADI)
    budi.open_case(resi)
    budi.sees("Perbaikan dari pemohon", "stempel ada di sudut kanan", "tidak ada berkas baru")
    budi.complete("Diterima")
    budi.open_case(resi)
    budi.complete("Lengkap", checklist="present")
    joko.open_case(resi)
    do_without_form(joko)
    joko.complete("Diteruskan", entry_note="SIAK 21010799")
    behind.advance(resi, "bintan", "sahkan")
    hadi.open_case(resi)
    hadi.sees("dari rumah")
    hadi.complete("Ditandatangani")
    behind.advance(resi, "bintan", "serahkan-dokumen")


def lets_rudi(citizen: OfficerDesk, folder: Path) -> None:
    """The applicant lets a brother collect, with a photograph of the letter F-1.07."""
    citizen.follow("Orang lain mengambilkan")
    citizen.give(taker_name=RUDI, taker_nik=RUDIS_NIK, relation="saudara")
    letter = photograph(folder, "kuasa")
    citizen.page.get_by_label("Foto surat kuasa (F-1.07)").set_input_files(letter)
    citizen.press("Beri kuasa")
    citizen.sees(RUDI, "Mengambil dokumen")


def is_called(citizen: OfficerDesk, budi: OfficerDesk) -> None:
    """The brother takes a number at the kiosk, and the counter calls those before him and him."""
    sits_at(budi, 1)
    gives(budi)
    citizen.visit("/antrean/bintan/?anjungan=1")
    citizen.page.locator("[name=service][value=kk]").check()
    citizen.page.get_by_label("NIK, atau pindai").fill(RUDIS_NIK)
    citizen.page.get_by_label("Tanggal lahir").fill(RUDI_BORN)
    citizen.press("Ambil nomor")
    mine = citizen.page.locator(".slip__number").inner_text()
    budi.visit("/meja/antrean/")
    presses_key(budi, "n")
    presses_key(budi, "s")
    presses_key(budi, "n")
    expect(budi.page.locator(".current")).to_have_text(mine)


def collects(budi: OfficerDesk, resi: str) -> None:
    """The brother gets the KK by the mandate, after his KTP-el was compared."""
    budi.visit("/pengambilan/")
    budi.page.get_by_label("Pindai atau ketik nomor resi").fill(resi)
    budi.press("Buka")
    budi.sees(RUDI)
    budi.give(
        collector_relation="proxy",
        collector_name=RUDI,
        collector_nik=RUDIS_NIK,
        identity_checked=True,
        resi_shown=True,
        signature="x",
    )
    budi.press("Serahkan dan catat")
    budi.sees(f"Dokumen {resi} sudah diserahkan")


def complains(citizen: OfficerDesk) -> str:
    """Of the long way, without a name; the number in the book."""
    citizen.visit("/layanan/bintan/kk/")
    citizen.follow("Sampaikan pengaduan")
    citizen.page.get_by_label("Apa yang Anda adukan", exact=True).fill(
        "Dua kali dikembalikan baru jelas apa yang kurang."
    )
    citizen.page.get_by_label("Tanpa nama").check()
    citizen.press("Kirim pengaduan")
    citizen.sees("Pengaduan diterima")
    number = re.search(r"ADUAN/\d+/\d{4}", citizen.words())
    assert number is not None
    return number[0]


class TestTheWholeWay:
    def test_from_home_to_the_complaint(
        self, outsider: OfficerDesk, at_desk: AtDesk, behind: Backroom, tmp_path: Path
    ) -> None:
        code, resi = applies(outsider, tmp_path)
        budi = at_desk(BUDI)
        sends_back(budi, resi)
        mends(outsider, code, tmp_path)
        tracks(outsider, resi, PHONE)
        outsider.sees("Sedang diproses", "Front Office")
        outsider.visit("/ajukan/")
        with outsider.leaving():
            outsider.page.locator(".choose a").first.click()
        outsider.follow("Cabut permohonan ini")
        outsider.follow("Jangan, kembali")
        makes_it_ready(at_desk, behind, resi)
        outsider.visit("/ajukan/")
        with outsider.leaving():
            outsider.page.locator(".choose a").first.click()
        outsider.sees("Siap diambil")
        lets_rudi(outsider, tmp_path)
        behind.open_late("bintan")
        is_called(outsider, budi)
        collects(budi, resi)
        tracks(outsider, resi, PHONE)
        outsider.press("Nilai pelayanan kami")
        rates(outsider, 3, "Petugasnya sabar")
        outsider.press("Kirim")
        outsider.visit("/ajukan/")
        outsider.press("Keluar dari ponsel ini")
        outsider.sees("belum ada permohonan yang dibuka")
        number = complains(outsider)
        nisa = at_desk(NISA)
        nisa.visit("/pengaduan-masuk/")
        nisa.sees(number)
        hadi = at_desk(HADI)
        hadi.visit("/kepuasan/")
        hadi.sees("Kartu Keluarga")
