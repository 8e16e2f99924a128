"""The pages of an application from home after it was sent: what may be mended, withdrawn, kept."""

import io
import re
import uuid

import pytest
from django.utils import timezone
from pypdf import PdfReader

from loket.casework.acts import act
from loket.casework.store.rows import read_case
from loket.core.engine import Reopen, Status
from loket.home import models, queries
from tests.apps.factories import SARI, hadi
from tests.apps.home.drafts import send_back, sent
from tests.apps.web.from_home import Home, filled_home, new_home, picture

pytestmark = pytest.mark.django_db


class TestAfterwards:
    def test_only_what_was_marked_can_be_mended(self) -> None:
        code, resi = sent()
        home = Home(code)
        assert home.get("perbaiki/")["Location"] == f"/ajukan/{home.draft}/"
        send_back(resi)
        page = home.get("perbaiki/").content.decode()
        assert "Belum ditandatangani" in page
        assert 'data-upload="f-1-15"' in page
        assert 'data-upload="ktp-el"' not in page
        home.post("unggah/", {"requirement": "ktp-el", "file": picture()})
        assert queries.opened(code).papers == ()
        answer = home.post("unggah/", {"requirement": "f-1-15", "file": picture()})
        assert answer["Location"].endswith("/perbaiki/#f-berkas-f-1-15")
        answer = home.post("unggah/", {"requirement": "f-1-15"})
        assert (answer.status_code, 'href="#f-berkas-f-1-15"' in answer.content.decode()) == (422, True)

    def test_a_correction_is_kept_until_it_is_sent(self) -> None:
        code, resi = sent()
        send_back(resi)
        home = Home(code)
        home.post("perbaiki/", {"note": "Besok saya foto", "action": "simpan"})
        assert "Besok saya foto" in home.get("perbaiki/").content.decode()
        assert home.post("perbaiki/", {"action": "kirim", "round": "1"}).status_code == 422
        assert home.post("perbaiki/", {"note": "Sudah", "action": "kirim", "round": "x"}).status_code == 302
        assert queries.opened(code).round == 1
        for _ in range(2):
            home.post("perbaiki/", {"note": "Sudah", "action": "kirim", "round": "1"})
        assert queries.opened(code).round == 2

    def test_a_case_can_be_withdrawn(self) -> None:
        code, _resi = sent()
        home = Home(code)
        assert home.get("akhiri/").status_code == 200
        assert home.post("akhiri/", {"reason": " "}).status_code == 422
        assert home.post("akhiri/", {"reason": "Tidak jadi"}).status_code == 302
        assert "Dicabut pada" in home.get().content.decode()
        assert home.get("akhiri/").status_code == 302

    def test_a_case_that_was_reopened_can_be_withdrawn_again(self) -> None:
        code, resi = sent()
        send_back(resi)
        home = Home(code)
        for _ in range(2):
            form = re.search(r'name="key" value="([^"]+)"', home.get("akhiri/").content.decode())
            assert form is not None
            typed = {"reason": "Tidak jadi", "key": form[1]}
            assert [home.post("akhiri/", typed).status_code for _ in range(2)] == [302, 302]
            row = read_case(resi)
            assert row is not None
            assert row.status == Status.WITHDRAWN
            act(resi, Reopen("terima", "Jadi"), officer=hadi(), version=row.version, key=uuid.uuid4())

    def test_what_happened_meanwhile_is_a_page_and_no_fault(self) -> None:
        home = filled_home()
        (paper, *_) = queries.opened(home.code).papers
        models.Draft.objects.update(is_sending=True, changed_at=timezone.now())
        answer = home.post(f"hapus/{paper.id}/")
        assert (answer.status_code, "sudah dikirim" in answer.content.decode()) == (422, True)
        assert home.post(f"kuasa/{uuid.uuid4()}/cabut/")["Location"] == f"/ajukan/{home.draft}/"

    def test_a_round_of_many_figures_is_none(self) -> None:
        code, resi = sent()
        send_back(resi)
        typed = {"note": "Sudah", "action": "kirim", "round": "9" * 5000}
        assert Home(code).post("perbaiki/", typed).status_code == 302
        assert queries.opened(code).round == 1

    def test_a_draft_can_be_given_up(self) -> None:
        home = new_home()
        assert "Hapus isian ini?" in home.get("akhiri/").content.decode()
        assert home.post("akhiri/")["Location"] == "/ajukan/"
        assert models.Draft.objects.count() == 0

    def test_has_a_receipt_to_keep(self) -> None:
        code, resi = sent()
        answer = Home(code).get("bukti.pdf")
        words = " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())
        for said in ("Bukti pengajuan dari rumah", f"{resi[:4]}-{resi[4:8]}", "Pengantar RT/RW", "dari rumah", "Sari"):
            assert said in words
        assert "Petugas" not in words
        assert SARI.nik not in words

    def test_has_none_before(self) -> None:
        assert new_home().get("bukti.pdf").status_code == 302
