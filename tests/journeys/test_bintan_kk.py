"""A family card in Bintan, through all ten steps of the printed SOP, with a return on the way."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.journeys.conftest import DESKTOP, PHONE, AtDesk
from tests.journeys.personas import Applicant, Fault, OfficerDesk
from tests.journeys.server import DemoServer

# Two hundred keys a minute is the pace of an ordinary typist.
KEYS_IN_A_MINUTE = 200
QUESTIONS, PAPERS = 3, 5
BUDI, RINA, JOKO, WATI, SURYA, HADI = (
    f"bintan.{name}" for name in ("budi", "rina", "joko", "wati", "surya", "hadi")
)


@dataclass
class Keyboard:
    """Types as a person does, and counts."""

    desk: OfficerDesk
    pressed: int = 0

    def press(self, *keys: str) -> None:
        """Press these keys, one after the other."""
        for key in keys:
            self.desk.page.keyboard.press(key, delay=15)
            self.pressed += 1

    def type(self, text: str) -> None:
        """Type a text and go on to the next field."""
        self.press(*text, "Enter")


@pytest.fixture(params=[DESKTOP, PHONE], ids=["1280", "360"])
def screen(request: pytest.FixtureRequest) -> ViewportSize:
    """The whole journey is made at a desk and on a telephone."""
    size: ViewportSize = request.param
    return size


@pytest.fixture
def sari(screen: ViewportSize) -> Applicant:
    """The applicant; on each screen another person, for nobody has two such applications open."""
    place = "1" if screen is DESKTOP else "2"
    return Applicant("Sari Wulandari", f"990101410190000{place}", subject="KK keluarga Sari")


def take_in_by_keyboard(budi: OfficerDesk, sari: Applicant) -> int:
    """From the desk to the resi without touching the mouse; the number of keys it takes."""
    keys = Keyboard(budi)
    with budi.leaving():
        keys.press("g", "t")
    keys.press("k", "k")
    expect(budi.page.get_by_text("Pengantar RT/RW")).to_be_visible()
    keys.press("Enter")
    for text in (sari.nik, sari.name, sari.phone, sari.subject):
        keys.type(text)
    keys.press(*"2" * QUESTIONS)
    keys.press(*"1" * PAPERS)
    expect(budi.page.get_by_role("button", name="Terima dan beri resi")).to_be_focused()
    budi.look()
    with budi.leaving():
        keys.press("Control+Enter")
    return keys.pressed


class TestAFamilyCardInBintan:
    def test_goes_through_all_ten_steps(self, at_desk: AtDesk, sari: Applicant, server: DemoServer) -> None:
        budi = at_desk(BUDI)
        assert take_in_by_keyboard(budi, sari) < KEYS_IN_A_MINUTE
        budi.sees("Permohonan diterima", sari.name)
        resi = budi.resi()
        promised = budi.page.locator(".facts strong").inner_text()
        number = budi.page.locator(".facts dd.number").first.inner_text()

        slip = budi.print("Cetak resi (A5)")
        assert resi in slip.words
        assert number in slip.words
        assert promised in slip.words
