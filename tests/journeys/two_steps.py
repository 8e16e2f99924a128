"""Two-step sign-in as a person at a desk goes through it."""

import base64

from playwright.sync_api import expect

from tests.journeys.personas import PASSWORD, OfficerDesk


def secret_shown(desk: OfficerDesk) -> bytes:
    """The secret of the page that sets it up, as who cannot scan its picture reads it."""
    desk.page.get_by_text("Tidak dapat memindai?").click()
    shown = desk.page.locator("details .code").first.inner_text()
    return base64.b32decode("".join(shown.split()))


def set_up(desk: OfficerDesk, code: str, *, status: int = 200) -> None:
    """Give the first code, and the password with it."""
    desk.page.get_by_label("Kode dari telepon").fill(code)
    desk.page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    desk.press("Pasang", status=status)


def go_to_the_code(desk: OfficerDesk, username: str) -> None:
    """Leave, and come back as far as the second page of the door."""
    with desk.leaving():
        desk.page.get_by_role("banner").get_by_role("button", name="Keluar").click()
    desk.page.get_by_label("Nama pengguna").fill(username)
    desk.page.get_by_label("Kata sandi").fill(PASSWORD)
    desk.press("Masuk")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Kode masuk")


def give_code(desk: OfficerDesk, code: str, *, status: int = 200) -> None:
    """Type the code at the door."""
    desk.page.get_by_label("Kode dari telepon").fill(code)
    desk.press("Masuk", status=status)
