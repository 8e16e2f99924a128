"""An officer sets up a passkey on the browser's own virtual authenticator, signs in with it, and proves herself inside."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.journeys.conftest import PATIENCE, PHONE
from tests.journeys.inspection import Inspection
from tests.journeys.judged import Judged
from tests.journeys.personas import PASSWORD, OfficerDesk
from tests.journeys.server import DemoServer

# An auditor takes part in no other journey, so nobody else is asked for the passkey.
AUDITOR = "pontianak.ani"
STICK = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def screen() -> ViewportSize:
    """A telephone held upright."""
    return PHONE


@pytest.fixture
def auditor(
    server: DemoServer, browser: Browser, judged: Judged, screenshots: object, screen: ViewportSize
) -> Iterator[OfficerDesk]:
    """The auditor at a browser that has an authenticator; passkeys need the name of a host, not its number."""
    named = server.address.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=named, viewport=screen, locale="id-ID")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": STICK})
    inspection = Inspection(page, screenshots, AUDITOR, judged, whole_pages=True)  # type: ignore[arg-type]
    yield OfficerDesk(page, inspection)
    inspection.finish()
    context.close()


def sign_out(desk: OfficerDesk) -> None:
    with desk.leaving():
        desk.page.get_by_role("banner").get_by_role("button", name="Keluar").click()


def expect_the_desk(desk: OfficerDesk) -> None:
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Meja saya")


class TestAPasskey:
    def test_is_set_up_and_used_at_the_door_and_inside(self, auditor: OfficerDesk) -> None:
        auditor.sign_in(AUDITOR)
        auditor.follow("Ganti kata sandi")
        auditor.follow("Verifikasi dua langkah")
        auditor.follow("Tanpa telepon: pasang kunci sandi (passkey) di komputer ini")
        auditor.page.get_by_label("Nama kunci ini").fill("Telepon Ani")
        auditor.page.get_by_label("Kata sandi Anda").fill(PASSWORD)
        auditor.press("Pasang kunci sandi")
        expect(auditor.page.locator(".codes li")).to_have_count(10)
        recovery = auditor.page.locator(".codes li").first.inner_text()
        auditor.follow("Sudah dicatat, ke meja kerja")
        expect_the_desk(auditor)

        # At the door without name and password.
        sign_out(auditor)
        auditor.press("Masuk dengan kunci sandi (passkey)")
        expect_the_desk(auditor)

        # In place of the code after the password; and a recovery code still opens.
        for way in ("kunci", "pemulihan"):
            sign_out(auditor)
            auditor.page.get_by_label("Nama pengguna").fill(AUDITOR)
            auditor.page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
            auditor.press("Masuk")
            if way == "kunci":
                auditor.press("Pakai kunci sandi (passkey)")
            else:
                auditor.follow("Telepon tidak ada? Pakai kode pemulihan")
                auditor.page.get_by_label("Kode pemulihan").fill(recovery)
                auditor.press("Masuk")
            expect_the_desk(auditor)

        # Once more inside.
        auditor.visit("/kode/?next=/dua-langkah/")
        auditor.press("Pakai kunci sandi (passkey)")
        auditor.sees("Telepon Ani", "terakhir dipakai")
        auditor.press("Hapus Telepon Ani", status=409)
        auditor.sees("satu-satunya")
