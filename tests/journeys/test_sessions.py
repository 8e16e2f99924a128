"""The session ends while a clerk has a form half filled: she signs in beside it and goes on where she was."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import AtDesk
from tests.journeys.personas import PASSWORD, OfficerDesk

CLERK, ADMIN = "pontianak.dewi", "pontianak.admin"


def sign_in_beside(desk: OfficerDesk) -> None:
    """In the tab that the covered page opens."""
    with desk.page.context.expect_page() as opened:
        desk.page.get_by_role("link", name="Masuk lagi di tab baru").click()
    beside = opened.value
    beside.get_by_label("Nama pengguna").fill(CLERK)
    beside.get_by_label("Kata sandi").fill(PASSWORD)
    beside.get_by_role("main").get_by_role("button", name="Masuk", exact=True).click()
    expect(beside.get_by_role("heading", level=1)).to_have_text("Anda sudah masuk lagi")
    beside.close()


def let_pass(desk: OfficerDesk, minutes: int) -> None:
    """Time passes for the page alone, and its reader looks at it again."""
    desk.page.evaluate(
        """minutes => {
            const now = Date.now;
            Date.now = () => now() + minutes * 60_000;
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        minutes,
    )


def session_of(desk: OfficerDesk, name: str) -> str:
    """What stands for this officer's session in the form: one of a few buttons, or a line of a list where many are signed in."""
    field = desk.page.get_by_role("main")
    button = field.get_by_role("radio", name=re.compile(name))
    line = field.locator("[name=end-session] option").filter(has_text=name)
    return button.or_(line).first.get_attribute("value") or ""


class TestASessionThatEnds:
    def test_warns_before_and_loses_nothing_that_was_typed(self, at_desk: AtDesk) -> None:
        admin, clerk = at_desk(ADMIN), at_desk(CLERK)
        clerk.visit("/permohonan/baru/")
        clerk.page.get_by_label("Nama pemohon").fill("Sari Melati")
        covered = clerk.page.get_by_role("dialog")

        # For this page a quarter of an hour is nearly over; the server knows better.
        let_pass(clerk, 14)
        expect(covered).to_have_count(0)

        admin.visit("/kantor/jabatan/sesi/")
        admin.give(**{"end-session": session_of(admin, "Dewi Sartika")})
        admin.page.get_by_label("Alasan").fill("Komputer ditinggal")
        admin.press("Akhiri sesi")
        let_pass(clerk, 14)
        expect(covered).to_contain_text("diakhiri pengelola kantor")
        covered.get_by_role("button", name="Sudah masuk, lanjutkan").click()
        expect(covered).to_contain_text("Belum ada yang masuk")
        sign_in_beside(clerk)
        covered.get_by_role("button", name="Sudah masuk, lanjutkan").click()
        expect(covered).to_have_count(0)

        # What was typed is there, and the form is taken with the token of the new session.
        expect(clerk.page.get_by_label("Nama pemohon")).to_have_value("Sari Melati")
        clerk.press("Terima dan beri resi", status=422)
        expect(clerk.page.get_by_label("Nama pemohon")).to_have_value("Sari Melati")
