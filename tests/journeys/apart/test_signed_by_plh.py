"""The Kepala Dinas is away: a KK is signed by the Plh. with an own second factor, printed, and scanned by a telephone."""

import subprocess
import time
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import expect

from loket.core import totp
from tests.apps.documents.page_reading import qr_of
from tests.journeys.backroom import Backroom, Kin
from tests.journeys.conftest import AtDesk
from tests.journeys.days import today
from tests.journeys.forms import DataForm
from tests.journeys.personas import Applicant, OfficerDesk
from tests.journeys.server import DemoServer
from tests.journeys.test_lost_kk import BUDI, HADI, JOKO, LOST
from tests.journeys.test_signed_kk import certified, revoke, sign
from tests.journeys.two_steps import give_code, go_to_the_code, secret_shown, set_up

NISA, ADMIN = "bintan.nisa", "bintan.admin"


def away(admin: OfficerDesk, who: str) -> None:
    """The head is away from today for five days."""
    admin.visit("/kantor/jabatan/")
    admin.page.locator("summary", has_text="Catat petugas tidak masuk").click()
    form = admin.page.locator("form").filter(has=admin.page.locator("[name=form][value=absence]"))
    form.get_by_label("Petugas").select_option(label=who)
    form.get_by_label("Tidak masuk mulai").fill(today().isoformat())
    form.get_by_label("Masuk kembali").fill((today() + timedelta(days=5)).isoformat())
    form.get_by_label("Sebab").fill("dinas luar")
    form.get_by_label("Alasan").fill("Surat tugas bupati")
    with admin.leaving():
        form.get_by_role("button", name="Simpan ketidakhadiran").click()


def take_second_factor(nisa: OfficerDesk) -> None:
    """Nisa sets up two steps, and comes in again by both."""
    nisa.visit("/dua-langkah/")
    secret = secret_shown(nisa)
    step = totp.step_at(time.time())
    set_up(nisa, totp.code_at(secret, step))
    nisa.follow("Sudah dicatat, ke meja kerja")
    go_to_the_code(nisa, NISA)
    give_code(nisa, totp.code_at(secret, step + 1))
    expect(nisa.page.get_by_role("heading", level=1)).to_have_text("Meja saya")


def printed(nisa: OfficerDesk, folder: Path) -> str:
    """The signed KK as it comes out of the printer; the link in its QR."""
    link = nisa.page.get_by_role("link", name="Unduh PDF bertanda tangan").first
    answer = nisa.page.request.get(link.get_attribute("href") or "")
    (folder / "kk.pdf").write_bytes(answer.body())
    words = subprocess.run(["pdftotext", "kk.pdf", "-"], cwd=folder, capture_output=True, text=True, check=True).stdout
    assert "PLH. KEPALA DINAS" in words
    assert "Nisa Amelia" in words
    told = subprocess.run(
        ["pdfsig", "-nocert", "kk.pdf"], cwd=folder, capture_output=True, text=True, check=True
    ).stdout
    assert "Signature is Valid." in told
    return qr_of(answer.body())


class TestAKkSignedByThePlh:
    def test_is_believed_by_the_camera_of_a_telephone_until_it_is_revoked(
        self,
        at_desk: AtDesk,
        server: DemoServer,
        behind: Backroom,
        kin: dict[str, Kin],
        outsider: OfficerDesk,
        tmp_path: Path,
    ) -> None:
        home = kin["bertanda-tangan"]
        away(at_desk(ADMIN), "Hadi Kusuma, M.Si.")
        budi, joko, nisa = at_desk(BUDI), at_desk(JOKO), at_desk(NISA)
        budi.take_in(Applicant("Siti Walidah", home.niks["Siti Walidah"]), service="kk", answers=LOST)
        resi = budi.received()
        form = DataForm(joko)
        form.open(resi)
        form.type({"family": home.kk, "police_letter": "SKTLK/9/XI/2026/SPKT", "police_date": today().isoformat()})
        form.stands("KK")
        form.keep()
        joko.complete("Diteruskan", entry_note="SIAK 21010703")
        behind.advance(resi, "bintan", to="sahkan")

        take_second_factor(nisa)
        certified(nisa)
        sign(nisa, resi)
        nisa.open_case(resi)
        nisa.sees("Unduh PDF bertanda tangan", "Nisa Amelia")
        link = printed(nisa, tmp_path)
        assert link.startswith(f"{server.address}/V/LK1*".upper())

        outsider.visit(link)
        outsider.sees("Latihan: surat ini dikeluarkan sistem kami", "Nisa Amelia", "Plh.")
        outsider.does_not_see("Siti Walidah", home.kk, home.niks["Siti Walidah"])
        revoke(nisa, resi)
        outsider.visit(link)
        outsider.sees("Dicabut: surat ini tidak berlaku lagi sejak")
        outsider.does_not_see("Sah: surat ini", "Latihan: surat ini", "salah cetak")
        outsider.visit(link[:-1] + ("0" if link[-1] != "0" else "1"))
        outsider.sees("Tidak dikenal")
        assert HADI not in nisa.page.content()
