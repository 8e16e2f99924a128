"""The public page for the code on a paper: who holds the paper learns enough, who guesses learns nothing."""

import re
import uuid
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from loket.core.proof.code import VerificationCode
from loket.signing import models
from tests.apps.signing import cases

pytestmark = pytest.mark.django_db
UNKNOWN = ("7K2M-94QX-B3TD", "bukan-kode", "0", "7K2M94QXB3T", "9901014101900001", "%00", "<script>", "É" * 60)


@pytest.fixture
def paper(settings: Settings, tmp_path: Path) -> models.SignedPaper:
    """The signed birth certificate of Lia."""
    settings.SIGNING_ROOT, settings.MEDIA_ROOT = tmp_path / "kunci", tmp_path / "berkas"
    settings.SIGNING_ROOT.mkdir()
    cases.certified()
    cases.sign(cases.birth())
    return models.SignedPaper.objects.get(paper="akta kelahiran")


def asked(code: str) -> str:
    response = Client().get(f"/verifikasi/{code}/")
    assert response.status_code == 200
    return response.content.decode()


def plain(page: str) -> str:
    """A page without what is fresh in every answer, and without its own address in the switch of languages."""
    without_token = re.sub(r"[0-9A-Za-z]{64}", "", page)
    return re.sub(r'name="next" value="[^"]*"', "", without_token)


class TestAGenuinePaper:
    def test_is_described_by_what_stands_on_it(self, paper: models.SignedPaper) -> None:
        page = asked(str(VerificationCode(paper.code)))
        assert 'data-verdict="valid"' in page
        for words in (
            "Akta kelahiran",
            "2101-LU-16112026-0001",
            "16 November 2026",
            "LS",
            "Hadi Kusuma, M.Si.",
            "Bintan",
        ):
            assert words in page, words

    def test_of_a_training_certificate_says_so_instead_of_that_it_counts(self, paper: models.SignedPaper) -> None:
        page = asked(str(VerificationCode(paper.code)))
        assert "Ditandatangani dengan sertifikat latihan." in page
        assert "tidak berkekuatan hukum" in page
        assert "Sah: surat ini" not in page

    def test_is_found_however_its_code_is_written_or_scanned(self, paper: models.SignedPaper) -> None:
        code = str(VerificationCode(paper.code))
        link = f"https://dukcapil.bintan.example/V/{paper.payload}"
        for typed, to in (
            *((typed, f"/verifikasi/{code}/") for typed in (code, code.lower(), paper.code, f" {code} ")),
            *((scan, f"/V/{paper.payload}") for scan in (paper.payload, paper.payload.lower(), link)),
        ):
            response = Client().get("/verifikasi/", {"kode": typed}, follow=True)
            assert response.redirect_chain == [(to, 302)]
            assert 'data-verdict="valid"' in response.content.decode()

    def test_is_unknown_by_a_qr_that_is_not_its_own(self, paper: models.SignedPaper) -> None:
        """The code of a true paper in a QR that says something else, under the seal of somebody else or of nobody."""
        forged = paper.payload.replace("*LS*", "*AS*")
        assert forged != paper.payload
        for text in (forged, paper.payload[:-1], f"{paper.payload}0", "LK1*", "x" * 400, paper.code):
            with CaptureQueriesContext(connection) as statements:
                page = Client().get(f"/V/{text}").content.decode()
            assert len(statements) == 1
            assert plain(page) == plain(asked("AAAA-AAAA-AAAA"))

    def test_names_nobody_and_no_number_of_a_person(self, paper: models.SignedPaper) -> None:
        page = asked(paper.code)
        assert "Lia Salim" not in page
        assert "Lia" not in page
        assert not re.search(r"\d{16}", page)

    def test_is_unknown_while_it_is_not_signed(self, paper: models.SignedPaper) -> None:
        row = models.SignedPaper.objects.get(pk=paper.pk)
        row.pk, row.product, row.code = None, row.product + 100, "0" * 12
        row.uuid, row.key, row.request_id = (uuid.uuid4() for _ in range(3))
        row.save(force_insert=True)
        models.SigningState.objects.create(paper=row, seq=1, state="prepared", at=row.at)
        assert 'data-verdict="unknown"' in asked("0" * 12)


class TestAnUnknownPaper:
    @pytest.mark.parametrize("code", UNKNOWN)
    def test_is_the_same_page_after_one_statement_whatever_was_asked(self, code: str) -> None:
        with CaptureQueriesContext(connection) as statements:
            page = asked(code)
        assert len(statements) == 1
        assert plain(page) == plain(asked("AAAA-AAAA-AAAA"))

    def test_leads_nowhere_else_when_it_is_typed(self) -> None:
        for typed in ("//jahat.example/", "../keluar/", "a" * 500, "?x=1&y"):
            response = Client().get("/verifikasi/", {"kode": typed}, follow=True)
            assert response.status_code == 200
            assert all(url.startswith("/verifikasi/") for url, _status in response.redirect_chain)
            assert 'data-verdict="unknown"' in response.content.decode()


class TestThePage:
    @pytest.mark.parametrize("address", ["/verifikasi/", "/verifikasi/7K2M-94QX-B3TD/"])
    def test_is_for_everyone_and_kept_by_no_one(self, address: str) -> None:
        response = Client().get(address)
        assert response.status_code == 200
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert response.headers["Cache-Control"] == "no-store"
        assert 'name="robots" content="noindex' in response.content.decode()
        assert not response.cookies.get("sessionid")

    def test_says_nothing_before_it_is_asked(self) -> None:
        assert "data-verdict" not in Client().get("/verifikasi/").content.decode()

    def test_is_only_read(self) -> None:
        assert Client().post("/verifikasi/", {"kode": "x"}).status_code == 405
