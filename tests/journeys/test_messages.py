"""The head lets applicants be told, an applicant gets each message once, and where one does not arrive the counter telephones."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import ViewportSize

from tests.apps.outbox.gateway_server import GatewayServer, answering
from tests.journeys.conftest import PHONE, AtDesk
from tests.journeys.personas import Applicant, OfficerDesk
from tests.journeys.server import DemoServer
from tests.journeys.test_citizen import LOST

MAYA = Applicant("Maya Anggraini", "9901015205880071", phone="0813 7000 4471")
RINI = Applicant("Rini Astuti", "9901015205880072", phone="0813 7000 4472")


@pytest.fixture
def screen() -> ViewportSize:
    """A telephone held upright."""
    return PHONE


@pytest.fixture
def gateway() -> Iterator[GatewayServer]:
    """The provider of the office."""
    with GatewayServer() as server:
        yield server


def opens(hadi: OfficerDesk, form: str) -> None:
    """The form of that name, unfolded."""
    hadi.visit("/kantor/pesan/")
    hadi.page.locator("summary", has_text=form).click()


def names_gateway(hadi: OfficerDesk, address: str) -> None:
    """The head proves it once more, and says where the gateway is."""
    hadi.visit("/kantor/pesan/gerbang/")
    hadi.proves_again()
    hadi.page.locator("summary", has_text="Gerbang SMS").click()
    hadi.page.locator("[name='gateway-sms-address']").fill("https://nama:sandi@contoh.id")
    with hadi.leaving(status=422):
        hadi.page.locator("form", has=hadi.page.locator("[name='gateway-sms-address']")).get_by_role("button").click()
    hadi.sees("Alamat gerbang ini tidak dapat dipakai")
    hadi.page.locator("[name='gateway-sms-address']").fill(address)
    hadi.page.locator("[name='gateway-sms-secret']").fill("Bearer rahasia-kantor")
    with hadi.leaving():
        hadi.page.locator("form", has=hadi.page.locator("[name='gateway-sms-address']")).get_by_role("button").click()
    hadi.does_not_see("rahasia-kantor")


def lets_be_told(hadi: OfficerDesk, *, on: bool) -> None:
    """Begin or cease to tell applicants, at any hour."""
    opens(hadi, "Jam tenang")
    hadi.page.get_by_label("Mulai pukul").fill("00.00")
    hadi.page.get_by_label("Sampai pukul").fill("00.00")
    hadi.press("Simpan jam tenang")
    opens(hadi, "Beri tahu pemohon")
    hadi.page.get_by_label("Pemohon diberi tahu tentang permohonannya").set_checked(on)
    hadi.press("Simpan")


def sends(server: DemoServer) -> None:
    """One round of the sender."""
    done = server.command("messages", "send", "--once")
    assert done.returncode == 0, done.stderr


class TestAnApplicant:
    def test_is_told_once_or_telephoned(self, server: DemoServer, at_desk: AtDesk, gateway: GatewayServer) -> None:
        hadi, budi = at_desk("bintan.hadi"), at_desk("bintan.budi")
        names_gateway(hadi, gateway.address)
        hadi.visit("/kantor/pesan/teks/diterima/")
        hadi.sees("Variabel", "resi", "SMS")
        lets_be_told(hadi, on=True)
        try:
            budi.take_in(MAYA, service="kk", answers=LOST)
            resi = budi.received()
            sends(server)
            sends(server)
            (heard,) = gateway.heard
            assert resi in heard.body["text"]
            assert "Maya" not in heard.body["text"]
            assert heard.body["to"] == "+6281370004471"
            budi.visit(f"/permohonan/{resi.replace('-', '')}/")
            budi.sees("Pesan kepada pemohon", "sampai", "•••471")

            gateway.acts = [answering("REJECTED", "receiver")]
            budi.take_in(RINI, service="kk", answers=LOST)
            budi.received()
            sends(server)
            budi.visit("/pesan/")
            budi.sees("Perlu ditelepon", "nomor atau alamatnya salah", "•••472")
            budi.page.locator("summary", has_text="Catat hasil telepon").first.click()
            budi.page.get_by_label("Nomornya salah").check()
            budi.press("Catat")
            budi.sees("Hasil telepon dicatat", "Tidak ada yang perlu ditelepon", "Sudah ditelepon")
        finally:
            lets_be_told(hadi, on=False)
