"""The archive at the desk: one keeper proposes what is past its term, another approves, one of them destroys; auditors look."""

import datetime
import io
import re
import uuid

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader
from pytest_django import Settings

from loket.casework import demo
from loket.casework import models as casework_models
from loket.casework import queries as casework_queries
from loket.casework import services as casework
from loket.casework.records import Acted
from loket.core.engine import Reopen, Withdraw
from loket.entries import queries as entries
from loket.entries.records import Filling
from loket.keeping import queries, services
from loket.keeping.queries import State
from loket.offices import services as organisation
from tests.apps import factories
from tests.apps.entries import births
from tests.apps.keeping import archive as kept
from tests.apps.keeping.archive import BASIS, CLASS, LETTER, MINUTES, approved, decided_term, proposed, withdrawn
from tests.apps.keeping.conftest import Scan
from tests.apps.register import people
from tests.apps.web import entry_desk
from tests.apps.web.desk import DeskBrowser, Page
from tests.apps.web.visitor import Visitor

ROOM = "/kantor/arsip/"
TERM = {"form": "term", "term-class": CLASS, "term-years": "2", "term-basis": BASIS}
PROPOSAL = {"form": "propose", "propose-class": CLASS, "propose-why": "Pemusnahan tahunan"}
APPROVAL = {"form": "approve", "approve-number": LETTER, "approve-date": f"{factories.TODAY}"}


@pytest.fixture(autouse=True)
def _own_store(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    settings.MEDIA_ROOT = str(tmp_path_factory.mktemp("berkas"))


@pytest.fixture
def admin(db: None, monday: object) -> DeskBrowser:
    """The administrator of Bintan, with a password that was given a moment ago."""
    return fresh(Visitor(kept.admin()))


@pytest.fixture
def tuti(db: None, monday: object) -> DeskBrowser:
    """The auditor of Bintan."""
    return DeskBrowser(factories.officer("bintan.tuti"))


def fresh(visitor: Visitor) -> DeskBrowser:
    assert visitor.gives_password().status == 302
    return visitor


def room_of(number: int) -> str:
    return f"{ROOM}{number}/"


def latest() -> queries.DestructionRecord:
    return queries.destructions_of(factories.hadi().office_id)[0]


def sent(desk: DeskBrowser, address: str, form: dict[str, str]) -> Page:
    """The page behind a form that was taken."""
    answer = desk.post(address, form)
    assert answer.status == 302, answer.text
    return desk.get(answer.location)


def words_of(desk: DeskBrowser, address: str) -> str:
    answer = desk.client.get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages)


class TestTheTerms:
    def test_are_given_with_their_basis(self, hadi: DeskBrowser) -> None:
        assert hadi.get(ROOM).text.count("belum diisi kantor") == 3
        page = sent(hadi, ROOM, TERM)
        assert "Masa simpan dicatat: Pindaian permohonan yang ditarik pemohon, 2 tahun." in page.text
        assert page.text.count("belum diisi kantor") == 2
        assert f"{BASIS} · {hadi.officer.full_name}" in page.text

    @pytest.mark.parametrize(
        ("name", "typed", "told"),
        [
            ("class", "", "Pilih kelasnya"),
            ("class", "riwayat-permohonan", "tidak dimusnahkan"),
            ("years", "dua", "angka 1 sampai 100"),
            ("years", "101", "angka 1 sampai 100"),
            ("basis", " ", "Sebut dasarnya"),
        ],
    )
    def test_that_mean_nothing_come_back_with_the_fault_beside_them(
        self, hadi: DeskBrowser, name: str, typed: str, told: str
    ) -> None:
        answer = hadi.post(ROOM, {**TERM, f"term-{name}": typed})
        assert answer.status == 422
        assert told in answer.text
        assert f'href="#f-term-{name}"' in answer.body
        assert not queries.latest_terms(hadi.officer.office_id)

    def test_say_what_stays_and_why(self, tuti: DeskBrowser) -> None:
        page = tuti.get(ROOM)
        assert "Rantai pembuktian" in page.text
        assert "Tidak ada usulan yang belum selesai" in page.text


class TestWhoMay:
    def test_look_are_keepers_and_auditors(
        self, budi: DeskBrowser, wati: DeskBrowser, tuti: DeskBrowser, hadi: DeskBrowser, dewi: DeskBrowser
    ) -> None:
        decided_term()
        withdrawn()
        room = room_of(proposed().id)
        for desk, status in ((budi, 403), (wati, 403), (tuti, 200), (hadi, 200)):
            for address in (ROOM, room, f"{room}daftar.pdf"):
                assert desk.client.get(address).status_code == status, (desk.officer.full_name, address)
        assert dewi.get(room).status == 404
        assert "Arsip" in re.findall(r">([^<]+)</a></li>", hadi.get("/kantor/kalender/").body)
        assert ROOM not in wati.get("/kantor/kalender/").body

    def test_auditors_propose_and_decide_nothing(self, tuti: DeskBrowser) -> None:
        decided_term()
        withdrawn()
        room = room_of(proposed().id)
        assert "<form" not in tuti.get(room).body.split("<main", 1)[1].split("</main", 1)[0]
        for address, form in ((ROOM, TERM), (ROOM, PROPOSAL), (room, APPROVAL)):
            assert tuti.post(address, form).status == 403
        assert latest().state is State.PROPOSED

    def test_keepers_in_an_emergency_decide_nothing(self, monday: object, db: None) -> None:
        decision = organisation.Decision.founding(factories.MONDAY, "Kepala sakit mendadak")
        organisation.open_emergency("bintan", person=factories.budi().person, hours=2, decision=decision)
        answer = DeskBrowser(factories.budi()).post(ROOM, TERM)
        assert answer.status == 409
        assert "tidak diputuskan dengan akses darurat" in answer.text


class TestAProposal:
    def test_is_made_of_what_is_past_its_term(self, hadi: DeskBrowser, admin: DeskBrowser) -> None:
        decided_term()
        stays, goes = withdrawn(), withdrawn(b"%PDF-1.7 satu", b"%PDF-1.7 dua")
        assert "3 pindaian dari 2 permohonan" in hadi.get(ROOM).text
        typed = {"propose-keep": f"{stays.resi},\n", "propose-kept_why": "Sengketa waris"}
        page = sent(admin, ROOM, {**PROPOSAL, **typed})
        assert "dicatat. Cetak daftarnya" in page.text
        assert "1 permohonan sudah ada dalam usulan" in page.text
        room = admin.get(room_of(latest().id)).text
        assert "2 pindaian dari 1 permohonan" in room
        assert "1 permohonan: Sengketa waris" in room
        assert latest().sha256 in room
        assert "1 usulan pemusnahan arsip menunggu putusan Anda" in hadi.get("/").text
        assert "menunggu putusan Anda" not in admin.get("/").text
        assert goes.resi in room.replace("-", "")

    @pytest.mark.parametrize(
        ("typed", "name", "told"),
        [
            ({"propose-class": ""}, "class", "Pilih kelasnya"),
            ({"propose-why": " "}, "why", "Tulis alasan"),
            ({"propose-keep": "7K2M94QXB3TD"}, "keep", "Tidak ada dalam daftar"),
        ],
    )
    def test_comes_back_with_the_fault_beside_it(
        self, hadi: DeskBrowser, typed: dict[str, str], name: str, told: str
    ) -> None:
        decided_term()
        withdrawn()
        answer = hadi.post(ROOM, {**PROPOSAL, **typed})
        assert (answer.status, told in answer.text) == (422, True)
        assert f'href="#f-propose-{name}"' in answer.body

    def test_is_not_offered_where_nothing_is_past(self, hadi: DeskBrowser) -> None:
        decided_term()
        assert "Usulkan pemusnahan" not in hadi.get(ROOM).text
        answer = hadi.post(ROOM, PROPOSAL)
        assert (answer.status, "Tidak ada yang dapat diusulkan" in answer.text) == (422, True)

    def test_is_declined_or_called_off_with_a_reason(self, hadi: DeskBrowser, admin: DeskBrowser) -> None:
        decided_term()
        withdrawn()
        room = room_of(proposed().id)
        assert hadi.post(room, {"form": "decline", "decline-why": ""}).status == 422
        assert "Usulan ditolak" in sent(hadi, room, {"form": "decline", "decline-why": "Masih diperiksa"}).text
        room = room_of(proposed().id)
        assert "Setujui" not in admin.get(room).text
        assert "Usulan sendiri" in admin.post(room, APPROVAL).text
        assert "Usulan dibatalkan" in sent(admin, room, {"form": "call-off", "call-off-why": "Keliru"}).text
        assert "Yang sudah berakhir" in admin.get(ROOM).text

    def test_is_printed_without_the_name_of_anybody_who_applied(self, tuti: DeskBrowser) -> None:
        decided_term()
        stays, goes = withdrawn(), withdrawn()
        one = proposed(stays.resi)
        words = words_of(tuti, f"{room_of(one.id)}daftar.pdf")
        assert "Daftar arsip usul musnah" in words
        assert one.sha256 in words.replace(" ", "")
        for said in ("Kartu Keluarga", "07-09-2024", BASIS, "sengketa waris", goes.resi[:4], stays.resi[:4]):
            assert said in words
        assert factories.SARI.name not in words
        assert factories.SARI.nik not in words


class TestCarryingOut:
    def test_asks_for_the_password_once_more(self, hadi: DeskBrowser) -> None:
        decided_term()
        withdrawn()
        address = f"{room_of(approved().id)}laksanakan/"
        answer = hadi.post(address, {"carry-minutes": MINUTES})
        assert answer.location.startswith("/kode/")
        assert latest().state is State.APPROVED

    def test_destroys_under_the_number_of_the_minutes(
        self, hadi: DeskBrowser, admin: DeskBrowser, budi: DeskBrowser
    ) -> None:
        decided_term()
        case = withdrawn()
        room = room_of(proposed().id)
        assert "Laksanakan" not in hadi.get(room).text
        assert admin.get(f"{room}laksanakan/").status == 409
        assert "Pemusnahan disetujui" in sent(hadi, room, APPROVAL).text
        assert admin.client.get(f"{room}berita-acara.pdf").status_code == 404
        assert "1 permohonan belum dikerjakan" in admin.get(f"{room}laksanakan/").text
        missing = admin.post(f"{room}laksanakan/", {"carry-minutes": " "})
        assert (missing.status, "Isi nomor berita acara" in missing.text) == (422, True)
        page = sent(admin, f"{room}laksanakan/", {"carry-minutes": MINUTES})
        assert "Pemusnahan selesai" in page.text
        assert "dimusnahkan" in page.text
        paper = casework_models.Paper.objects.get(case__resi=case.resi).pk
        address = f"/permohonan/{case.resi}/berkas/{paper}/"
        opened = budi.get(address)
        assert opened.status == 409
        assert re.search(rf"sudah dimusnahkan pada 16-11-2026 .*berita acara {MINUTES}", opened.text)
        shown = budi.get(f"/permohonan/{case.resi}/")
        assert f"dimusnahkan 16-11-2026, berita acara {MINUTES}" in shown.text
        assert address not in shown.body
        assert f"berita acara {MINUTES}, usulan pemusnahan" in shown.text

    def test_goes_on_where_it_stopped(
        self, admin: DeskBrowser, hadi: DeskBrowser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        decided_term()
        for _ in range(3):
            withdrawn()
        address = f"{room_of(approved().id)}laksanakan/"
        one_at_a_time = services.carry_out

        def slowly(*args: object, **named: object) -> services.Progress:
            return one_at_a_time(*args, **named, most=2)  # type: ignore[arg-type]

        monkeypatch.setattr("loket.web.desk.archive.carrying.services.carry_out", slowly)
        page = sent(admin, address, {"carry-minutes": MINUTES})
        assert "2 permohonan selesai, 1 lagi" in page.text
        assert f"Berita acara: {MINUTES}" in page.text
        assert "Nomor berita acara" not in page.text
        assert "Lanjutkan pemusnahan" in hadi.get(room_of(latest().id)).text
        assert "Pemusnahan selesai" in sent(admin, address, {}).text

    def test_prints_the_minutes_with_who_and_what(self, hadi: DeskBrowser, tuti: DeskBrowser) -> None:
        decided_term()
        gone, moved = withdrawn(), withdrawn()
        one = approved()
        _reopened(moved.resi)
        kept.carried_out(one.id)
        words = words_of(tuti, f"{room_of(one.id)}berita-acara.pdf")
        for said in (
            "Berita acara pemusnahan arsip",
            MINUTES,
            f"{LETTER}, 16 November 2026",
            kept.admin().full_name,
            hadi.officer.full_name,
            "Kepala Dinas Kependudukan",
            "Saksi 1",
            "Saksi 2",
            "1 permohonan, 1 pindaian",
            "TIDAK JADI DIMUSNAHKAN",
            "dibuka kembali",
            gone.resi[:4],
        ):
            assert said in words, said
        assert factories.SARI.name not in words
        page = tuti.get(room_of(one.id)).text
        assert "tidak jadi: dibuka kembali" in page

    def test_says_it_in_english_too(self, hadi: DeskBrowser) -> None:
        decided_term()
        withdrawn()
        one = approved()
        kept.carried_out(one.id)
        hadi.post("/bahasa/", {"language": "en", "next": "/"})
        assert "Archive: terms of keeping and destruction" in hadi.get(ROOM).text
        assert "destroyed" in hadi.get(room_of(one.id)).text
        assert "Berita acara pemusnahan arsip" in words_of(hadi, f"{room_of(one.id)}berita-acara.pdf")

    def test_leaves_the_list_to_be_taken_out_with_a_reason(self, admin: DeskBrowser) -> None:
        decided_term()
        case = withdrawn()
        room = room_of(proposed().id)
        assert "Daftar usulan pemusnahan nomor" in admin.get(f"{room}keluarkan/").text
        asked = {"kind": "csv", "reason": "lampiran surat ke ANRI"}
        rows = admin.client.post(f"{room}keluarkan/", asked).content.decode()
        assert rows.startswith("resi,layanan,ditutup,pindaian,bita,keterangan,sha256\r\n")
        assert case.resi in rows.replace("-", "")


class TestACaseWhoseKeyIsGone:
    """What its operator typed is sealed with the same key."""

    def test_opens_still_and_takes_nothing_sealed_when_it_is_opened_again(
        self, db: None, monday: time_machine.Traveller
    ) -> None:
        home = people.saris()
        change = entry_desk.filling("perubahan-data", home)
        casework.add_paper(change.resi, "lainnya", Scan(), officer=factories.budi())
        typed = {"resident": str(home.members[1]), "change_disability": "ya", "disability": "4"}
        births.save(change.case, Filling("perubahan-data", {**typed, "disability_basis": "Surat dokter RSUD"}))
        factories.act(change.case, Withdraw("Pindah"), factories.hadi())
        decided_term()
        monday.shift(datetime.timedelta(days=900))
        number = services.propose(kept.admin(), CLASS, "Tahunan", timezone.now())
        services.approve(
            factories.hadi(), number, instrument=LETTER, instrument_date=factories.TODAY, at=timezone.now()
        )
        assert services.carry_out(kept.admin(), number, minutes=MINUTES, at=timezone.now()).left == 0
        assert queries.items_of(number)[0].is_destroyed
        hadi = DeskBrowser(factories.hadi())
        page = hadi.get(change.page)
        assert (page.status, "Surat dokter" in page.text) == (200, False)
        assert "berita acara" in page.text
        assert hadi.get(change.address).status == 200
        (saved,) = entries.revisions(change.resi)
        assert ("resident" in saved.values, "disability" in saved.values) == (True, False)
        demo.advance(_reopened(change.resi), "bintan", to=births.FILL, at=timezone.now())
        operator = entry_desk.operator(change)
        answer = operator.post(
            change.address, entry_desk.opened(operator, change, change_disability="ya", disability="4")
        )
        assert (answer.status, "Kunci data ini sudah dimusnahkan" in answer.text) == (409, True)
        upload = {"requirement": "lainnya", "file": SimpleUploadedFile("ktp.png", png(), "image/png")}
        page = operator.post(f"{change.page}unggah/", upload)
        assert (page.status, "pindaian baru tidak dapat disimpan padanya" in page.text) == (422, True)


def png() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(made, "PNG")
    return made.getvalue()


def _reopened(resi: str) -> Acted:
    view = casework_queries.case_view(resi, factories.hadi(), timezone.now())
    command = Reopen(view.state.passages[-1].step, "Pemohon datang lagi")
    return casework.act(resi, command, officer=factories.hadi(), version=view.case.version, key=uuid.uuid4())
