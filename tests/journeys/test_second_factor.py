"""An officer on a telephone sets up two-step sign-in, signs in with it, loses it, and is freed by the administrator."""

import base64
import time

import pytest
from playwright.sync_api import ViewportSize, expect

from loket.core import totp
from tests.journeys.conftest import PHONE, AtDesk
from tests.journeys.personas import PASSWORD, OfficerDesk

# An auditor takes part in no other journey, so nobody else is asked for the codes.
AUDITOR = "bintan.tuti"


@pytest.fixture
def screen() -> ViewportSize:
    """A telephone held upright."""
    return PHONE


def enrol(desk: OfficerDesk) -> tuple[bytes, int, str]:
    """Set it up; the secret, the step of the code that was typed, and a recovery code."""
    desk.follow("Ganti kata sandi")
    desk.follow("Verifikasi dua langkah")
    picture = desk.page.get_by_role("img", name="Gambar kode").bounding_box()
    assert picture is not None
    assert 200 <= picture["width"] <= PHONE["width"]
    desk.page.get_by_text("Tidak dapat memindai?").click()
    shown = desk.page.locator("details .code").first.inner_text()
    secret = base64.b32decode("".join(shown.split()))
    desk.page.get_by_label("Kode dari telepon").fill("000")
    desk.page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    desk.press("Pasang", status=422)
    expect(desk.page.locator(".problems")).to_be_focused()
    step = totp.step_at(time.time())
    desk.page.get_by_label("Kode dari telepon").fill(totp.code_at(secret, step))
    desk.page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    desk.press("Pasang")
    expect(desk.page.locator(".codes li")).to_have_count(10)
    return secret, step, desk.page.locator(".codes li").first.inner_text()


def go_to_the_code(desk: OfficerDesk) -> None:
    """Leave, and come back as far as the second page of the door."""
    with desk.leaving():
        desk.page.get_by_role("banner").get_by_role("button", name="Keluar").click()
    desk.page.get_by_label("Nama pengguna").fill(AUDITOR)
    desk.page.get_by_label("Kata sandi").fill(PASSWORD)
    desk.press("Masuk")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Kode masuk")


class TestTwoStepSignIn:
    def test_is_set_up_used_and_taken_away_on_a_telephone(self, at_desk: AtDesk) -> None:
        auditor = at_desk(AUDITOR)
        secret, step, recovery = enrol(auditor)
        auditor.follow("Sudah dicatat, ke meja kerja")

        go_to_the_code(auditor)
        auditor.page.get_by_label("Kode dari telepon").fill(totp.code_at(secret, step))
        auditor.press("Masuk", status=422)
        auditor.sees("sudah dipakai")
        auditor.page.get_by_label("Kode dari telepon").fill(totp.code_at(secret, step + 1))
        auditor.press("Masuk")
        expect(auditor.page.get_by_role("heading", level=1)).to_have_text("Meja saya")

        go_to_the_code(auditor)
        auditor.follow("Telepon tidak ada? Pakai kode pemulihan")
        auditor.page.get_by_label("Kode pemulihan").fill(recovery)
        auditor.press("Masuk")
        auditor.visit("/dua-langkah/")
        expect(auditor.page.locator(".facts dd").last).to_have_text("9")

        admin = at_desk("bintan.admin")
        admin.visit("/kantor/jabatan/")
        admin.follow("Cabut verifikasi dua langkah yang hilang")
        admin.page.get_by_label("Tuti Herawati").check()
        admin.page.get_by_label("Alasan").fill("Telepon dan kode hilang")
        admin.press("Cabut")
        admin.sees("dicabut")
