"""Threat T15: a scanner for viruses that is configured is believed only when it clearly says so."""

import io
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings
from typer.testing import CliRunner

from loket.casework.records import TakenIn
from loket.cli import app
from loket.core.engine import Withdraw
from loket.core.problems import Refusal
from loket.documents import queries, scan_antivirus, scan_held, services
from loket.documents.refusals import ScanHeld, ScanInfected, ScanNotAllowed, ScanNotChecked
from loket.documents.scan_held import MOST_HELD
from loket.documents.scan_quarantine import folder, held_folder
from loket.documents.services import CleanScan, accept_scan
from loket.offices.memory import forget_all
from loket.offices.records import Officer
from loket.storage.s3 import StoreAway
from loket.vault.refusals import KeyMissing
from tests.apps import factories
from tests.apps.documents import scanners
from tests.apps.documents import strange_files as strange
from tests.apps.web.desk import DeskBrowser

CLEAN = strange.encoded(strange.photograph(40, 30), "JPEG")
INFECTED = strange.encoded(strange.photograph(40, 30), "JPEG", comment=scanners.EICAR)
NOBODY = "127.0.0.1:9"


@pytest.fixture(autouse=True)
def _own_quarantine(tmp_path: Path, settings: Settings) -> None:
    settings.QUARANTINE_ROOT, settings.MEDIA_ROOT = tmp_path / "karantina", tmp_path / "berkas"


class TestT15:
    def test_t15_clamd_passes_what_is_clean_and_names_what_is_not(self, clamd: str, settings: Settings) -> None:
        settings.CLAMD = clamd
        assert accept_scan("foto.jpg", CLEAN).pages == 1
        with pytest.raises(ScanInfected, match=r"Loket\.Eicar") as refused:
            accept_scan("foto.jpg", INFECTED)
        assert "Minta pemohon membawa kertasnya" in refused.value.hint

    def test_t15_clamd_judges_by_own_yara_rules_as_well(self, clamd: str, settings: Settings) -> None:
        settings.CLAMD = clamd
        with pytest.raises(ScanInfected, match="PdfScript"):
            accept_scan("berkas.pdf", strange.acting_pdf())

    def test_t15_clamd_killed_in_the_middle_leaves_the_file_unaccepted(
        self, tmp_path: Path, settings: Settings
    ) -> None:
        if not scanners.CLAMD:
            return
        with scanners.real(tmp_path / "clamd") as (address, process):
            settings.CLAMD = address
            assert accept_scan("foto.jpg", CLEAN).pages == 1
            threading.Timer(0.05, process.kill).start()
            with pytest.raises(ScanHeld):
                self.without_end()

    @staticmethod
    def without_end() -> None:
        for _ in range(2_000):
            accept_scan("foto.jpg", CLEAN)

    @pytest.mark.parametrize(
        "behaviour",
        [
            scanners.dying,
            scanners.hanging,
            scanners.saying(b""),
            scanners.saying(b"stream: OK"),
            scanners.saying(b"stream: O"),
            scanners.saying(b"OK\0"),
            scanners.saying(b"stream: OK but not quite\0"),
            scanners.saying(b"INSTREAM size limit exceeded. ERROR\0"),
            scanners.saying(b"<html>502</html>\0"),
            scanners.saying(b"x" * 100_000 + b"\0"),
        ],
        ids=[
            "dies",
            "hangs",
            "silent",
            "cut-off",
            "half",
            "other-words",
            "more-words",
            "too-long",
            "rubbish",
            "endless",
        ],
    )
    def test_t15_whatever_is_no_clear_yes_or_no_is_no_answer(
        self, behaviour: Callable[..., None], settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(scan_antivirus, "SECONDS", 1.0)
        started = time.monotonic()
        with scanners.misbehaving(behaviour) as settings.CLAMD, pytest.raises(ScanHeld):
            accept_scan("foto.jpg", CLEAN)
        assert time.monotonic() - started < 15

    @pytest.mark.parametrize("where", [NOBODY, "unix:/tidak/ada", "tanpa-port", "kantor.invalid:3310"])
    def test_t15_an_address_where_nobody_is_holds_every_file(self, where: str, settings: Settings) -> None:
        settings.CLAMD = where
        with pytest.raises(ScanHeld):
            accept_scan("foto.jpg", CLEAN)

    def test_t15_what_is_no_scan_is_refused_without_asking(self, settings: Settings) -> None:
        settings.CLAMD = NOBODY
        with pytest.raises(ScanNotAllowed, match="program"):
            accept_scan("x.jpg", b"MZ\x90\x00")


@pytest.mark.django_db
class TestT15AtTheDesk:
    @pytest.fixture
    def budi(self) -> DeskBrowser:
        return DeskBrowser(factories.budi())

    @staticmethod
    def upload(desk: DeskBrowser, resi: str, content: bytes) -> str:
        file = io.BytesIO(content)
        file.name = "ktp.jpg"
        sent = desk.post(f"/permohonan/{resi}/unggah/", {"requirement": "lainnya", "file": file})
        assert sent.status == 302
        return desk.get(f"/permohonan/{resi}/").text

    def test_t15_a_file_waits_sealed_and_the_clerk_is_told(self, budi: DeskBrowser, settings: Settings) -> None:
        case = factories.take_in()
        settings.CLAMD = NOBODY
        page = self.upload(budi, case.resi, CLEAN)
        assert "pemindai virus tidak menjawab" in page
        assert "Tidak perlu diunggah ulang" in page
        assert "menunggu pemindai virus di karantina" in page
        assert "/berkas/" not in budi.get(f"/permohonan/{case.resi}/").body
        lying = b"".join(path.read_bytes() for path in folder().rglob("*.lkt"))
        assert lying.startswith(b"LKT1")
        assert b"\xff\xd8\xff" not in lying

    def test_t15_the_next_upload_takes_up_what_waits(self, budi: DeskBrowser, clamd: str, settings: Settings) -> None:
        case, other = factories.take_in(), factories.take_in()
        settings.CLAMD = NOBODY
        self.upload(budi, case.resi, CLEAN)
        settings.CLAMD = clamd
        self.upload(budi, other.resi, strange.encoded(strange.photograph(20, 20), "PNG"))
        assert len(factories.view(case, factories.budi()).papers) == 1
        assert queries.held_of(case.resi) == ()
        assert list(folder().rglob("*.lkt")) == []

    def test_t15_a_command_takes_up_what_waits_and_says_what_became_of_it(
        self, budi: DeskBrowser, clamd: str, settings: Settings
    ) -> None:
        first, second, third = (factories.take_in() for _ in range(3))
        settings.CLAMD = NOBODY
        for case, content in ((first, CLEAN), (second, INFECTED), (third, CLEAN)):
            self.upload(budi, case.resi, content)
        factories.act(third, Withdraw("tidak jadi"), factories.budi())
        told = CliRunner().invoke(app, ["quarantine", "retry"])
        assert told.exit_code == 1
        assert "0 dilampirkan, 0 ditolak, 3 masih menunggu" in told.output
        assert first.resi in CliRunner().invoke(app, ["quarantine", "list"]).output.replace("\n", "")
        settings.CLAMD = clamd
        told = CliRunner().invoke(app, ["quarantine", "retry"])
        assert told.exit_code == 0
        assert told.output.endswith("1 dilampirkan, 2 ditolak, 0 masih menunggu, 0 sisa dihapus.\n")
        assert "Loket.Eicar" in budi.get(f"/permohonan/{second.resi}/").text
        assert list(folder().rglob("*.lkt")) == []
        assert CliRunner().invoke(app, ["quarantine", "list"]).output == "Tidak ada berkas yang menunggu.\n"

    def hold(self, *brought: tuple[Officer, bytes]) -> list[TakenIn]:
        """Cases of their own for files that wait, each brought by somebody."""
        cases = [factories.take_in() for _ in brought]
        for case, (officer, content) in zip(cases, brought, strict=True):
            services.hold_scan(case.resi, "lainnya", "ktp.jpg", content, officer=officer)
        return cases

    def test_t15_a_file_of_an_officer_who_left_stands_in_no_others_way(self) -> None:
        left, stayed = self.hold((factories.wati(), CLEAN), (factories.budi(), CLEAN))
        User.objects.filter(person=factories.wati().person).update(is_active=False)
        forget_all()
        done = services.take_up_held()
        assert (done.kept, done.refused, done.waiting) == (1, 1, 0)
        assert len(factories.view(stayed, factories.budi()).papers) == 1
        assert "tidak lagi mempunyai akun" in queries.held_of(left.resi)[0].outcome

    def test_t15_a_file_that_cannot_be_checked_stands_in_no_others_way(self, monkeypatch: pytest.MonkeyPatch) -> None:
        odd, even = self.hold((factories.budi(), CLEAN + b"aneh"), (factories.budi(), CLEAN))

        def accept(name: str, content: bytes) -> CleanScan:
            if content.endswith(b"aneh"):
                raise ScanNotChecked(name=name)
            return accept_scan(name, content)

        monkeypatch.setattr(scan_held, "accept_scan", accept)
        done = services.take_up_held()
        assert (done.kept, done.waiting) == (1, 1)
        assert "belum dapat diperiksa" in done.why
        assert [held.resi for held in queries.held_scans()] == [odd.resi]
        assert len(factories.view(even, factories.budi()).papers) == 1

    @pytest.mark.parametrize("away", [StoreAway(), KeyMissing(kek="0001-awal")])
    def test_t15_what_waits_outlasts_a_store_or_a_key_that_is_away(
        self, away: Refusal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (case,) = self.hold((factories.budi(), CLEAN))

        def gone(*_words: object, **_more: object) -> None:
            raise away

        with monkeypatch.context() as patch:
            patch.setattr(scan_held, "add_paper", gone)
            done = services.take_up_held()
        assert (done.refused, done.waiting, done.why.startswith(away.explanation)) == (0, 1, True)
        assert services.take_up_held().kept == 1
        assert len(factories.view(case, factories.budi()).papers) == 1

    def test_t15_a_note_that_a_power_cut_emptied_closes_no_page(self, budi: DeskBrowser) -> None:
        case, other = self.hold((factories.budi(), CLEAN), (factories.budi(), CLEAN))
        for note in held_folder().glob("*.json"):
            if case.resi in note.read_text():
                note.write_bytes(b"")
        assert budi.get(f"/permohonan/{case.resi}/").status == 200
        assert services.take_up_held().kept == 1
        assert len(factories.view(other, factories.budi()).papers) == 1

    def test_t15_a_file_that_lost_its_bytes_is_said_to_be_broken(self) -> None:
        (case,) = self.hold((factories.budi(), CLEAN))
        for sealed in held_folder().glob("*.lkt"):
            sealed.unlink()
        assert services.take_up_held().refused == 1
        assert "rusak" in queries.held_of(case.resi)[0].outcome

    def test_t15_so_many_wait_and_no_more(self, settings: Settings) -> None:
        case = factories.take_in()
        for number in range(MOST_HELD):
            (held_folder() / f"{number}.lkt").write_bytes(b"")
        with pytest.raises(ScanNotChecked):
            services.hold_scan(case.resi, "lainnya", "ktp.jpg", CLEAN, officer=factories.budi())

    def test_t15_without_a_scanner_nothing_waits(self, budi: DeskBrowser) -> None:
        case = factories.take_in()
        page = self.upload(budi, case.resi, CLEAN)
        assert "Pindaian tersimpan" in page
