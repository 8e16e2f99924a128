"""Scans from a host of their own: what a scan might run there finds no session, and the host shows nothing else."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from loket.casework import models
from loket.storage.files import remove
from tests.apps import factories
from tests.apps.web.desk import DeskBrowser
from tests.apps.web.test_case import picture

HOST = "pindaian.kantor.test"


@pytest.fixture
def scan(budi: DeskBrowser, settings: Settings) -> str:
    """The address of a scan as the page of its case names it, with a second host in use."""
    case = factories.take_in()
    budi.post(f"/permohonan/{case.resi}/unggah/", {"requirement": "lainnya", "file": picture()})
    settings.FILES_HOST = HOST
    settings.ALLOWED_HOSTS = ["testserver", HOST]
    (address,) = set(
        re.findall(rf'href="(/permohonan/{case.resi}/berkas/\d+/)"', budi.get(f"/permohonan/{case.resi}/").body)
    )
    return str(address)


def path_of(desk: DeskBrowser, address: str) -> str:
    """The path at the other host to which the desk is sent."""
    sent = desk.get(address)
    assert sent.status == 302
    assert sent.location.startswith(f"http://{HOST}/pindaian/")
    return sent.location.removeprefix(f"http://{HOST}")


class TestT14:
    def test_t14_a_scan_comes_from_a_host_without_cookies(self, budi: DeskBrowser, scan: str) -> None:
        answer = Client(headers={"host": HOST}).get(path_of(budi, scan))
        assert answer.status_code == 200
        assert answer.content.startswith(b"\x89PNG")
        assert answer.headers["Content-Security-Policy"].startswith("sandbox")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert not answer.cookies

    def test_t14_it_is_an_attachment_where_that_is_asked(self, budi: DeskBrowser, scan: str) -> None:
        answer = Client(headers={"host": HOST}).get(path_of(budi, f"{scan}?unduh=1"))
        assert answer.headers["Content-Disposition"].startswith("attachment")

    def test_t14_the_look_is_written_down_there(self, budi: DeskBrowser, scan: str) -> None:
        before = models.Reading.objects.count()
        path = path_of(budi, scan)
        assert models.Reading.objects.count() == before
        Client(headers={"host": HOST}).get(path)
        assert models.Reading.objects.count() == before + 1

    def test_t14_no_host_serves_what_is_the_others(self, budi: DeskBrowser, scan: str) -> None:
        path = path_of(budi, scan)
        assert budi.client.get(path).status_code == 404
        for page in ("/", "/masuk/", scan, "/api/", "/static/loket/icon.svg"):
            assert Client(headers={"host": HOST}).get(page).status_code == 404

    def test_t14_a_pass_holds_for_a_minute_and_as_it_was_written(self, budi: DeskBrowser, scan: str) -> None:
        path, elsewhere = path_of(budi, scan), Client(headers={"host": HOST})
        assert elsewhere.get(path.replace("/pindaian/", "/pindaian/x")).status_code == 404
        with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=61), tick=False):
            assert elsewhere.get(path).status_code == 404

    def test_t14_a_pass_gives_nobody_the_paper_of_another_office(self, dewi: DeskBrowser, scan: str) -> None:
        answer = Client(headers={"host": HOST}).get(path_of(dewi, scan))
        assert answer.status_code == 404

    def test_t14_what_cannot_be_shown_is_said_in_words(self, budi: DeskBrowser, scan: str) -> None:
        path = path_of(budi, scan)
        (paper,) = models.Paper.objects.filter(pk=int(scan.rstrip("/").rpartition("/")[2]))
        remove(paper.file)
        answer = Client(headers={"host": HOST}).get(path)
        assert answer.status_code == 409
        assert "hilang" in answer.content.decode()
