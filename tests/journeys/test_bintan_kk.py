"""A family card in Bintan, through all ten steps of the printed SOP, with a return on the way."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.journeys.conftest import DESKTOP, PHONE, AtDesk
from tests.journeys.forms import do_without_form
from tests.journeys.personas import Applicant, Fault, OfficerDesk
from tests.journeys.server import DemoServer

_COUNTER = (("1. Ajukan", "Budi Santoso"), ("2. Terima berkas", "Budi Santoso"), ("3. Periksa", "Budi Santoso"))
_DRAFT = (("4. Entri data", "Joko Prasetyo"), ("5. Verifikasi", "Wati Rahmawati"), ("6. Verifikasi", "Surya Darma"))
HISTORY = (
    ("Permohonan diajukan", "Budi Santoso"),
    *_COUNTER,
    *_DRAFT,
    ("3. Periksa", "Budi Santoso"),
    *_COUNTER,
    *_DRAFT,
    ("7. Tanda tangani", "Hadi Kusuma"),
    ("8. Catat di buku register", "Joko Prasetyo"),
    ("9. Serahkan dokumen", "Budi Santoso"),
    ("10. Tanda tangani buku pengambilan", "Budi Santoso"),
)
# Two hundred keys a minute is the pace of an ordinary typist.
KEYS_IN_A_MINUTE = 200
MOMENT = re.compile(r"\d+ \w+ \d{4} pukul \d\d\.\d\d")
# A new family; not moved in, no differing data, nothing changed, nobody left behind, no house of others.
ANSWERS, PAPERS = "122122", 6
BUDI, JOKO, WATI, SURYA, HADI = (f"bintan.{name}" for name in ("budi", "joko", "wati", "surya", "hadi"))


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
    expect(budi.page.locator("legend").filter(has_text="Pengantar RT/RW")).to_be_visible()
    keys.press("Enter")
    for text in (sari.nik, sari.name, sari.phone, sari.subject):
        keys.type(text)
    keys.press(*ANSWERS)
    keys.press(*"1" * PAPERS)
    expect(budi.page.get_by_role("button", name="Terima dan beri resi")).to_be_focused()
    budi.look()
    with budi.leaving():
        keys.press("Control+Enter")
    return keys.pressed


def take_in(budi: OfficerDesk, sari: Applicant) -> tuple[str, str]:
    """The application is taken in and its resi printed; the resi and the register number."""
    assert take_in_by_keyboard(budi, sari) < KEYS_IN_A_MINUTE
    budi.sees("Permohonan diterima", sari.name)
    resi = budi.resi()
    promised = MOMENT.findall(budi.words())[0]
    number = budi.page.locator(".facts dd.number").first.inner_text()
    slip = budi.print("Cetak resi (A5)")
    for text in (resi, number, promised, sari.name):
        assert text in slip.words
    return resi, number


def send_back_from_the_head_of_division(surya: OfficerDesk, resi: str) -> None:
    """The Kabid says of each paper what is wrong with it; the paraf of the Kasi is void."""
    surya.open_case(resi)
    surya.send_back(
        "Berkas tidak valid",
        Fault(
            "Form Biodata Individu (F-1.06)", "Data pada berkas berbeda", "Tanggal lahir anak tidak sama dengan akta"
        ),
        Fault("Pengantar RT/RW", "Berkas tidak terbaca", "Cap RT menutupi nomor surat"),
    )


def mend(budi: OfficerDesk, sari: Applicant, resi: str, number: str) -> None:
    """The front office sends the papers to the applicant, gets them back, and checks them again."""
    budi.list_has("Dikembalikan", sari.name)
    budi.open_case(resi)
    budi.sees(
        "Dikembalikan untuk diperbaiki", "Tanggal lahir anak tidak sama dengan akta", "Cap RT menutupi nomor surat"
    )
    budi.send_back(
        "Tidak lengkap", Fault("Form Biodata Individu (F-1.06)", "Data pada berkas berbeda", "Mohon diisi ulang")
    )
    budi.sees("Menunggu pemohon", "waktu berhenti")
    budi.complete("Berkas diserahkan")
    budi.complete("Diterima")
    budi.complete("Lengkap", checklist="present")
    assert budi.numbers() == {"Buku register permohonan": number}


def climb(at_desk: AtDesk, resi: str, *, to: str) -> None:
    """From the officer who makes the draft up to the paraf of the one named."""
    for username, outcome in ((JOKO, "Diteruskan"), (WATI, "Berkas valid"), (SURYA, "Berkas valid")):
        desk = at_desk(username)
        desk.open_case(resi)
        if username == JOKO and desk.asks_for_form():
            do_without_form(desk)
        desk.complete(outcome, **({"entry_note": "SIAK 21010001"} if username == JOKO else {}))
        if username == to:
            return


def hand_over(budi: OfficerDesk, sari: Applicant, resi: str) -> None:
    """The resi is scanned, the collector known, the book signed on the screen."""
    budi.visit("/pengambilan/")
    expect(budi.page.get_by_label("Pindai atau ketik nomor resi")).to_be_focused()
    with budi.leaving():
        for key in (*resi, "Enter"):
            budi.page.keyboard.press(key)
    budi.sees(sari.name, resi)
    expect(budi.page.locator("[name=collector_name]")).to_have_value(sari.name)
    expect(budi.page.locator("[name=collector_nik]")).to_have_value(sari.nik)
    budi.give(resi_shown=True, signature="drawn")
    budi.press("Serahkan dan catat")
    budi.sees(f"Dokumen {resi} sudah diserahkan")
    budi.visit("/buku/pengambilan/")
    row = budi.page.get_by_role("row").filter(has_text=resi)
    expect(row).to_contain_text(sari.name)
    expect(row).to_contain_text("di layar")


def history_tells_all(hadi: OfficerDesk, resi: str) -> None:
    """Who did what, in the order it happened: the return, the two parafs given again, one number of each book."""
    hadi.open_case(resi)
    hadi.sees("Permohonan sudah ditutup")
    told = [" ".join(event.split()) for event in reversed(hadi.page.locator(".history > li").all_inner_texts())]
    assert len(told) == len(HISTORY)
    for event, (what, who) in zip(told, HISTORY, strict=True):
        assert event.startswith(what), told
        assert who in event, told


class TestAFamilyCardInBintan:
    def test_goes_through_all_ten_steps(self, at_desk: AtDesk, sari: Applicant, server: DemoServer) -> None:
        budi, hadi = at_desk(BUDI), at_desk(HADI)
        resi, number = take_in(budi, sari)

        climb(at_desk, resi, to=WATI)
        send_back_from_the_head_of_division(at_desk(SURYA), resi)
        mend(budi, sari, resi, number)
        climb(at_desk, resi, to=SURYA)

        hadi.open_case(resi)
        hadi.complete("Ditandatangani")
        joko = at_desk(JOKO)
        joko.open_case(resi)
        joko.complete("Terdaftar dan dicap")
        assert joko.numbers()["Buku register Kartu Keluarga"].startswith("KK/")

        hand_over(budi, sari, resi)
        history_tells_all(hadi, resi)
        verified = server.command("audit", "verify")
        assert verified.returncode == 0, verified.stdout + verified.stderr
