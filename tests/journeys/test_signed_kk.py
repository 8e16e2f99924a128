"""A KK is signed electronically at the desk of the head of the office, and believed by a bank with a telephone."""

import re
import subprocess
from pathlib import Path

from tests.journeys.backroom import Backroom, Kin
from tests.journeys.conftest import AtDesk
from tests.journeys.days import days_ago
from tests.journeys.forms import DataForm
from tests.journeys.personas import Applicant, OfficerDesk
from tests.journeys.test_lost_kk import BUDI, HADI, JOKO, LOST

WORDS = "pasir putih di pantai trikora"


def certified(hadi: OfficerDesk) -> None:
    """The head has a certificate of this office."""
    hadi.visit("/tanda-tangan/")
    if hadi.page.get_by_role("button", name="Buat sertifikat").count():
        hadi.page.get_by_label("Frasa sandi baru", exact=True).fill(WORDS)
        hadi.page.get_by_label("Frasa sandi baru, sekali lagi").fill(WORDS)
        hadi.page.get_by_label("Kata sandi Anda").fill("loket")
        hadi.press("Buat sertifikat")
    hadi.sees("Sertifikat latihan Anda berlaku sampai")


def sign(hadi: OfficerDesk, resi: str) -> None:
    """Choose the file, and sign it with the passphrase."""
    hadi.page.get_by_label(f"Pilih {resi}").check()
    hadi.page.get_by_label("Frasa sandi sertifikat Anda").fill(WORDS)
    with hadi.leaving():
        hadi.page.get_by_role("button", name=re.compile("Tanda tangani yang dipilih")).click()
    hadi.sees("1 dari 1 ditandatangani", resi)


def revoke(hadi: OfficerDesk, resi: str) -> None:
    """The head takes the signed paper back."""
    hadi.open_case(resi)
    with hadi.leaving():
        hadi.page.get_by_role("link", name=re.compile("^Keadaan surat")).first.click()
    hadi.page.get_by_label("Alasan dan dasarnya").fill("salah cetak nama anak")
    hadi.page.get_by_label("Kata sandi Anda").fill("loket")
    hadi.press("Cabut surat")
    hadi.sees("Surat dicabut.", "dicabut", "salah cetak nama anak")


def checked_by_another_reader(hadi: OfficerDesk, folder: Path) -> str:
    """The code of the signed paper, which a program that is not ours finds valid and reads."""
    link = hadi.page.get_by_role("link", name=re.compile("Unduh PDF bertanda tangan")).first
    answer = hadi.page.request.get(link.get_attribute("href") or "")
    paper = folder / "kk.pdf"
    paper.write_bytes(answer.body())
    told = subprocess.run(["pdfsig", "-nocert", paper], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    words = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"Kode verifikasi\s+([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})", " ".join(words.split()))
    assert found, words
    return found[1]


class TestASignedKk:
    def test_is_believed_by_a_bank_with_a_telephone(
        self, at_desk: AtDesk, behind: Backroom, kin: dict[str, Kin], outsider: OfficerDesk, tmp_path: Path
    ) -> None:
        home = kin["bertanda-tangan"]
        budi, joko, hadi = at_desk(BUDI), at_desk(JOKO), at_desk(HADI)
        budi.take_in(Applicant("Siti Walidah", home.niks["Siti Walidah"]), service="kk", answers=LOST)
        resi = budi.received()
        form = DataForm(joko)
        form.open(resi)
        form.type({"family": home.kk, "police_letter": "SKTLK/7/XI/2026/SPKT", "police_date": days_ago(1)})
        form.stands("KK")
        form.keep()
        joko.complete("Diteruskan", entry_note="SIAK 21010702")
        behind.advance(resi, "bintan", to="sahkan")
        certified(hadi)
        sign(hadi, resi)
        hadi.open_case(resi)
        hadi.sees("Unduh PDF bertanda tangan", "Hadi Kusuma")
        code = checked_by_another_reader(hadi, tmp_path)
        outsider.visit("/verifikasi/")
        outsider.page.get_by_label("Kode verifikasi pada surat").fill(code.lower())
        outsider.press("Periksa")
        outsider.sees("Latihan: surat ini dikeluarkan sistem kami", "Hadi Kusuma", code)
        outsider.does_not_see("Siti Walidah", home.kk, home.niks["Siti Walidah"])
        outsider.visit(f"/verifikasi/{code[:-1]}{'1' if code.endswith('0') else '0'}/")
        outsider.sees("Tidak dikenal: tidak ada surat dengan kode ini")
        revoke(hadi, resi)
        outsider.visit(f"/verifikasi/{code}/")
        outsider.sees("Dicabut: surat ini tidak berlaku lagi sejak")
        outsider.does_not_see("Sah: surat ini", "Latihan: surat ini", "salah cetak")
