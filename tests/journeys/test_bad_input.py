"""What people send by mistake or in malice: always an answer that says what happened, never a lost form."""

import itertools
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import AtDesk
from tests.journeys.forms import do_without_form
from tests.journeys.personas import Applicant, OfficerDesk

RINA, JOKO, MAYA, DEWI = "bintan.rina", "bintan.joko", "bintan.maya", "pontianak.dewi"
NO = {"keperluan": "keluarga-baru", "pindahan": "tidak", "beda_data": "tidak"}
PLACES = itertools.count(1001)
UNKNOWN = "7K2M-94QX-B3TD"
SCRIPT = b"#!/bin/sh\nrm -rf /\n"


@pytest.fixture
def rina(at_desk: AtDesk) -> OfficerDesk:
    """At the counter of Bintan."""
    return at_desk(RINA)


@pytest.fixture
def resi(rina: OfficerDesk) -> str:
    """A family card that waits for a Petugas Pelayanan; for every test another applicant."""
    rina.take_in(Applicant("Rahayu Lestari", f"990101440685{next(PLACES)}"), service="kk", answers=NO)
    return rina.received()


class TestTwoOfficersOnOneCase:
    def test_the_second_learns_what_the_first_did_and_keeps_the_form(self, at_desk: AtDesk, resi: str) -> None:
        joko, maya = at_desk(JOKO), at_desk(MAYA)
        joko.open_case(resi)
        do_without_form(joko)
        maya.open_case(resi)
        maya.follow("Tambah catatan")
        maya.give(reason="Berkas ada di map biru")
        maya.press("Simpan catatan")

        joko.give(entry_note="SIAK 21010042")
        joko.press("Diteruskan", status=409)
        joko.sees("Permohonan ini berubah saat Anda mengisi", "Maya Anggraini")
        expect(joko.page.locator("[name=entry_note]")).to_have_value("SIAK 21010042")
        joko.complete("Diteruskan")

    def test_a_step_already_done_is_not_done_again(self, at_desk: AtDesk, resi: str) -> None:
        joko, maya = at_desk(JOKO), at_desk(MAYA)
        joko.open_case(resi)
        do_without_form(joko)
        maya.open_case(resi)
        maya.complete("Diteruskan", entry_note="SIAK 21010043")
        joko.give(entry_note="SIAK 21010044")
        joko.press("Diteruskan", status=409)
        joko.sees("Maya Anggraini", "tidak lagi dapat dilakukan")
        joko.page.get_by_text("Isian Anda yang belum tersimpan").click()
        joko.sees("SIAK 21010044")


class TestACaseOfAnotherOffice:
    def test_is_as_unknown_as_one_that_never_was(self, at_desk: AtDesk, resi: str) -> None:
        dewi = at_desk(DEWI)
        dewi.visit(f"/permohonan/{resi.replace('-', '')}/", status=404)
        foreign = dewi.words()
        dewi.visit(f"/permohonan/{UNKNOWN.replace('-', '')}/", status=404)
        assert dewi.words() == foreign
        assert "Rahayu" not in foreign


class TestTheCounter:
    def test_refuses_a_nik_with_letters_and_keeps_what_was_typed(self, rina: OfficerDesk) -> None:
        rina.take_in(Applicant("Rahayu Lestari", "99O1O1441685OOO1"), service="kk", answers=NO)
        rina.press("Terima dan beri resi", status=422)
        expect(rina.page.get_by_role("alert")).to_be_focused()
        expect(rina.page.locator("[name=nik]")).to_have_value("99O1O1441685OOO1")
        expect(rina.page.locator("[name=full_name]")).to_have_value("Rahayu Lestari")
        expect(rina.page.locator("[name=r-pengantar][value=present]")).to_be_checked()

    def test_refuses_a_script_that_says_it_is_a_scan(self, rina: OfficerDesk, tmp_path: Path) -> None:
        disguised = tmp_path / "pengantar.pdf"
        disguised.write_bytes(SCRIPT)
        rina.take_in(Applicant("Rahayu Lestari", "9901014406859999"), service="kk", answers=NO)
        rina.page.get_by_text("Unggah hasil pindai").click()
        rina.page.locator("[name=scan-pengantar]").set_input_files(disguised)
        rina.press("Terima dan beri resi", status=422)
        rina.sees("bukan hasil pindai")
        expect(rina.page.locator("[name=full_name]")).to_have_value("Rahayu Lestari")


class TestTheCase:
    def test_refuses_a_script_among_its_papers(self, rina: OfficerDesk, resi: str, tmp_path: Path) -> None:
        disguised = tmp_path / "akta.png"
        disguised.write_bytes(SCRIPT)
        self.upload(rina, resi, disguised, status=422)
        rina.sees("bukan hasil pindai", "Belum ada pindaian")

    def test_answers_fifty_megabytes_before_reading_them(self, rina: OfficerDesk, resi: str, tmp_path: Path) -> None:
        heavy = tmp_path / "akta.pdf"
        heavy.write_bytes(b"%PDF-1.7\n" + bytes(50 * 1024 * 1024))
        self.upload(rina, resi, heavy, status=413)
        rina.sees("10 MB")

    def upload(self, desk: OfficerDesk, resi: str, file: Path, status: int) -> None:
        """Add a scan to the case."""
        desk.open_case(resi)
        desk.page.get_by_text("Tambah pindaian").click()
        desk.page.get_by_label("Berkas (PDF, JPEG atau PNG").set_input_files(file)
        desk.press("Unggah", status=status)
