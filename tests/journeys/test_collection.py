"""A brother collects the KK by a mandate, the slip is lost on the way, and the applicant comes later for what is left."""

import datetime
import re
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize

from tests.journeys.backroom import Backroom
from tests.journeys.conftest import DESKTOP, PHONE, AtDesk
from tests.journeys.days import today
from tests.journeys.forms import do_without_form
from tests.journeys.home import applies, photograph
from tests.journeys.personas import Applicant, OfficerDesk

BUDI, OPERATOR, HADI = "bintan.budi", "bintan.rudi", "bintan.hadi"
RUDI, RUDIS_NIK = "Rudi Hartono", "9901011505880033"
DUPLICATE = re.compile(r"Kode slip ini: (\S+)")


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desk", "telephone"])
def screen(request: pytest.FixtureRequest) -> ViewportSize:
    """The counter's screen, and a telephone held upright."""
    size: ViewportSize = request.param
    return size


def scans(budi: OfficerDesk, slip: str, status: int = 200) -> None:
    """The scanner at the collection counter."""
    budi.visit("/pengambilan/")
    budi.page.get_by_label("Pindai atau ketik nomor resi").fill(slip)
    budi.press("Buka", status=status)


def comes_to_the_counter(at_desk: AtDesk, behind: Backroom, sari: Applicant) -> str:
    """From the application to the shelf; the resi."""
    budi, operator = at_desk(BUDI), at_desk(OPERATOR)
    budi.take_in(sari, service="skdln", answers={"pernah_terdaftar": "ya", "numpang": "tidak"})
    resi = budi.received()
    behind.advance(resi, "bintan", "teruskan")
    operator.open_case(resi)
    do_without_form(operator)
    behind.advance(resi, "bintan", "serahkan-dokumen")
    scans(budi, resi)
    budi.sees("belum dicatat", "SKDLN", "KK", "KTP-el")
    budi.page.get_by_label("Tempat", exact=True).fill("Rak 2 / Kotak 14")
    budi.press("Catat tempatnya")
    budi.sees("Tempat", "Rak 2 / Kotak 14", "Riwayat tempat")
    return resi


def lets_rudi(budi: OfficerDesk) -> None:
    """The letter F-1.07 is seen and written down; first with every mistake."""
    budi.follow("Catat kuasa (F-1.07)")
    budi.press("Catat kuasa", status=422)
    budi.sees("Isi nama penerima kuasa.", "Lihat surat kuasa dan KTP-el penerimanya")
    until = today() + datetime.timedelta(days=14)
    budi.give(taker_name=RUDI, taker_nik=RUDIS_NIK, relation="saudara", valid_until=until.isoformat(), seen=True)
    budi.press("Catat kuasa")
    budi.sees("Kuasa mengambil yang berlaku", RUDI)


def rudi_takes_the_kk(budi: OfficerDesk, resi: str) -> None:
    """Only the KK; without his KTP-el being compared nothing goes over the counter."""
    budi.page.get_by_label("SKDLN", exact=True).uncheck()
    budi.page.get_by_label("KTP-el", exact=True).uncheck()
    budi.give(collector_relation="proxy", collector_name=RUDI, collector_nik=RUDIS_NIK, resi_shown=True, signature="x")
    budi.press("Serahkan dan catat", status=422)
    budi.sees("KTP-el pengambil belum dicocokkan.")
    budi.give(identity_checked=True)
    budi.press("Serahkan dan catat")
    budi.sees(f"Sebagian dokumen {resi} diserahkan. Masih di loket: SKDLN, KTP-el.", "sebagian sudah diambil: KK")


def loses_the_slip(budi: OfficerDesk, resi: str) -> str:
    """Identity, statement, duplicate; what its barcode says."""
    scans(budi, resi)
    budi.follow("Resi hilang? Buat resi pengganti")
    assert (
        "resi permohonan dengan nomor di atas hilang"
        in budi.print("Cetak surat pernyataan hilang untuk ditandatangani").words
    )
    budi.press("Catat dan buat resi pengganti", status=422)
    budi.give(identity=True, signed=True, statement="Hilang di pasar")
    budi.press("Catat dan buat resi pengganti")
    slip = budi.print("Cetak resi pengganti (A5)").words
    found = DUPLICATE.search(slip)
    assert found
    assert "DUPLIKAT 1" in slip
    return found[1]


class TestTheCounter:
    def test_hands_over_to_two_people_with_a_lost_slip_between_them(
        self, at_desk: AtDesk, behind: Backroom, screen: ViewportSize
    ) -> None:
        number = 51 if screen is DESKTOP else 52
        sari = Applicant("Sari Kusuma", f"99010152058800{number}", phone="0813 7000 4451")
        budi = at_desk(BUDI)
        resi = comes_to_the_counter(at_desk, behind, sari)
        lets_rudi(budi)
        rudi_takes_the_kk(budi, resi)
        duplicate = loses_the_slip(budi, resi)

        scans(budi, resi, status=409)
        budi.sees("Resi yang ditunjukkan sudah diganti: yang berlaku hanya DUPLIKAT 1")
        scans(budi, duplicate)
        budi.sees("Sebagian sudah diambil", RUDI, "Rak 2 / Kotak 14")
        budi.give(resi_shown=True, signature="x")
        budi.press("Serahkan dan catat")
        budi.sees(f"Dokumen {resi} sudah diserahkan")

        budi.visit("/buku/pengambilan/")
        budi.sees(RUDI, "sisanya dari SKDLN, KK, KTP-el")
        budi.visit("/pengambilan/duplikat/")
        budi.sees(resi, "Hilang di pasar")
        hadi = at_desk(HADI)
        hadi.visit("/pengambilan/aturan/")
        hadi.give(remind_after="30, 7")
        hadi.press("Simpan", status=422)
        hadi.give(remind_after="7, 30", archive_after="90")
        hadi.press("Simpan")
        hadi.sees("Aturan pengambilan disimpan.")


class TestAtHome:
    def test_somebody_else_is_let_and_stopped_again(self, outsider: OfficerDesk, tmp_path: Path) -> None:
        applies(outsider, tmp_path)
        outsider.follow("Orang lain mengambilkan")
        outsider.press("Beri kuasa", status=422)
        outsider.sees("Isi nama penerima kuasa.", "Pilih foto surat kuasa")
        outsider.give(taker_name=RUDI, taker_nik=RUDIS_NIK, relation="saudara")
        outsider.page.get_by_label("Foto surat kuasa (F-1.07)").set_input_files(photograph(tmp_path, "kuasa"))
        outsider.press("Beri kuasa")
        outsider.sees(RUDI, "Mengambil dokumen", "Berlaku sampai")
        outsider.press("Cabut kuasa ini")
        outsider.sees("Dicabut")
