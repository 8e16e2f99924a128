"""An officer on a telephone sets up two-step sign-in, signs in with it, loses it, and is freed by the administrator."""

import time

import pytest
from playwright.sync_api import ViewportSize, expect

from loket.core import totp
from tests.journeys.conftest import PHONE, AtDesk
from tests.journeys.personas import OfficerDesk
from tests.journeys.two_steps import give_code, go_to_the_code, secret_shown, set_up

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
    secret = secret_shown(desk)
    set_up(desk, "000", status=422)
    expect(desk.page.locator(".problems")).to_be_focused()
    step = totp.step_at(time.time())
    set_up(desk, totp.code_at(secret, step))
    expect(desk.page.locator(".codes li")).to_have_count(10)
    return secret, step, desk.page.locator(".codes li").first.inner_text()


class TestTwoStepSignIn:
    def test_is_set_up_used_and_taken_away_on_a_telephone(self, at_desk: AtDesk) -> None:
        auditor = at_desk(AUDITOR)
        secret, step, recovery = enrol(auditor)
        auditor.follow("Sudah dicatat, ke meja kerja")

        go_to_the_code(auditor, AUDITOR)
        give_code(auditor, totp.code_at(secret, step), status=422)
        auditor.sees("sudah dipakai")
        give_code(auditor, totp.code_at(secret, step + 1))
        expect(auditor.page.get_by_role("heading", level=1)).to_have_text("Meja saya")

        go_to_the_code(auditor, AUDITOR)
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
