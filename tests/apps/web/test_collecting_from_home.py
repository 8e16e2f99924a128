"""The own page: somebody else is let and stopped, and a signed paper goes to its applicant and to nobody else."""

import datetime
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import Settings

from loket.casework import demo
from loket.casework import services as casework
from loket.casework.store.rows import read_case
from loket.collection.queries import fetches_of, mandates_of
from loket.home import models
from loket.offices import queries as offices
from loket.signing import queries as signing
from loket.signing import services as signatures
from tests.apps import factories
from tests.apps.collection.collecting import RUDI, RUDIS_NIK, yields
from tests.apps.home.drafts import photo, sent
from tests.apps.signing import cases
from tests.apps.web.from_home import Home

pytestmark = pytest.mark.django_db
AT_THE_COUNTER = "serahkan-dokumen"


def letter() -> SimpleUploadedFile:
    return SimpleUploadedFile("f107.jpg", photo(7), "image/jpeg")


def typed(**more: object) -> dict[str, object]:
    until = offices.today("bintan", timezone.now()) + datetime.timedelta(days=7)
    form = {
        "key": str(uuid.uuid4()),
        "taker_name": RUDI,
        "taker_nik": RUDIS_NIK,
        "relation": "saudara",
        "valid_until": until.isoformat(),
        "file": letter(),
    }
    return {**form, **more}


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


class TestSomebodyElse:
    def test_is_let_with_a_photograph_of_the_letter_once(self) -> None:
        code, resi = sent()
        home, form = Home(code), typed()
        assert "Orang lain mengambilkan" in words(home.get())
        for _ in range(2):
            assert home.post("kuasa/", {**form, "file": letter()}).status_code == 302
        (one,) = mandates_of(resi)
        assert one.channel == "daring"
        assert len(one.paper) == 64
        assert RUDI in words(home.get("kuasa/"))

    def test_is_stopped_again_by_the_applicant(self) -> None:
        code, resi = sent()
        home = Home(code)
        home.post("kuasa/", typed())
        (one,) = mandates_of(resi)
        assert home.post(f"kuasa/{one.uuid}/cabut/").status_code == 302
        assert mandates_of(resi)[0].ended_at is not None
        assert "Kuasa ini sudah dicabut." in words(home.post(f"kuasa/{one.uuid}/cabut/"))

    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            ({"taker_name": ""}, "Isi nama penerima kuasa."),
            ({"taker_nik": "12"}, "NIK terdiri dari 16 angka"),
            ({"relation": "x"}, "Pilih hubungannya"),
            ({"valid_until": "besok"}, "sampai tanggal berapa"),
            ({"valid_until": "2020-01-01"}, "Kuasa berlaku paling sedikit sampai hari ini"),
            ({"file": ""}, "Pilih foto surat kuasa"),
            ({"taker_nik": factories.SARI.nik}, "Penerima kuasa adalah pemohon sendiri."),
            ({"file": SimpleUploadedFile("f.jpg", b"bukan gambar", "image/jpeg")}, "Berkas “f.jpg”"),
        ],
    )
    def test_is_told_what_is_wrong(self, more: dict[str, object], sentence: str) -> None:
        code, resi = sent()
        answer = Home(code).post("kuasa/", typed(**more))
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert mandates_of(resi) == ()

    def test_is_not_offered_before_sending_or_where_the_applicant_must_come(self) -> None:
        home = Home(sent()[0])
        models.Draft.objects.update(round=0, resi="")
        assert home.get("kuasa/").status_code == 302
        yields("KTP-el", no_proxy=True)
        other = Home(sent()[0])
        assert "Orang lain mengambilkan" not in words(other.get())
        assert other.post("kuasa/", typed()).status_code == 302


@pytest.fixture
def signed(settings: Settings, tmp_path: Path) -> tuple[Home, str, str]:
    """The own page of an application whose KK was signed electronically; its resi, and the address of the paper."""
    settings.SIGNING_ROOT, settings.MEDIA_ROOT = tmp_path / "kunci", tmp_path / "berkas"
    cases.certified()
    resi = cases.damaged_kk()
    cases.sign(resi)
    code, _resi = sent()
    home = Home(code)
    models.Draft.objects.filter(pk=home.draft).update(resi=resi)
    (paper,) = signing.signatures_of(resi, factories.hadi())
    return home, resi, f"surat/{paper.uuid}.pdf"


def comes_to(step: str, resi: str) -> None:
    row = read_case(resi)
    while row is not None and row.step != step:
        officer, command, version = demo.next_act(resi, "bintan", timezone.now())
        casework.act(resi, command, officer=officer, version=version, key=uuid.uuid4())
        row = read_case(resi)


class TestASignedPaper:
    def test_goes_out_when_it_could_be_handed_over_and_leaves_a_trace(self, signed: tuple[Home, str, str]) -> None:
        home, resi, path = signed
        assert "Unduh (PDF)" not in words(home.get())
        assert home.get(path).status_code == 404
        comes_to(AT_THE_COUNTER, resi)
        assert "Unduh (PDF)" in words(home.get())
        answer = home.get(path)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        assert answer["Cache-Control"] == "no-store"
        assert len(fetches_of(resi)) == 1
        assert home.client.head(f"/ajukan/{home.draft}/{path}").status_code == 405

    def test_that_was_revoked_says_so_and_stays_here(self, signed: tuple[Home, str, str]) -> None:
        home, resi, path = signed
        comes_to(AT_THE_COUNTER, resi)
        (paper,) = signing.signatures_of(resi, factories.hadi())
        signatures.revoke(paper.uuid, factories.hadi(), "nama salah")
        assert "Dicabut: surat ini tidak berlaku lagi" in words(home.get())
        answer = home.get(path)
        assert answer.status_code == 422
        assert "tidak berlaku lagi" in words(answer)
        assert fetches_of(resi) == ()

    def test_is_nothing_to_another_application(self, signed: tuple[Home, str, str]) -> None:
        _home, resi, path = signed
        comes_to(AT_THE_COUNTER, resi)
        other = Home(sent(factories.SARI)[0])
        assert other.get(path).status_code == 404
        assert fetches_of(resi) == ()
