"""Access in an emergency at the screen: a banner for all who keep the office, and a button that ends it (T27)."""

import datetime

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from loket.offices import queries, services
from tests.apps import factories
from tests.apps.web_counter.conftest import At
from tests.apps.web_counter.reading import text_of

PEOPLE = "/kantor/jabatan/"
BANNER = "Akses darurat terbuka untuk Wati Rahmawati"


@pytest.fixture
def opened(db: None) -> None:
    """The verifier keeps the office for two hours."""
    services.open_emergency(
        "bintan",
        person=factories.wati().person,
        hours=2,
        decision=factories.decision("Pengelola sakit", at=factories.MONDAY),
    )


class TestTheBanner:
    @pytest.mark.parametrize("username", ["bintan.admin", "bintan.hadi", "bintan.surya", "bintan.wati"])
    def test_t27_is_seen_by_all_who_keep_or_supervise(self, opened: None, at: At, username: str) -> None:
        body = at(username).get("/").content.decode()
        assert BANNER in body
        assert "Pengelola sakit" in body

    def test_is_not_seen_by_clerks_and_other_offices(self, opened: None, at: At, dewi: Client) -> None:
        for client in (at("bintan.budi"), dewi, at("pontianak.admin")):
            assert BANNER not in client.get("/").content.decode()

    def test_goes_when_it_is_over(self, opened: None, at: At) -> None:
        with time_machine.travel(factories.MONDAY + datetime.timedelta(minutes=31), tick=False):
            assert BANNER not in at("bintan.hadi").get("/").content.decode()

    def test_costs_no_query_on_a_page_once_it_is_known(
        self, hadi: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        hadi.get("/kata-sandi/")
        with django_assert_num_queries(1):
            hadi.get("/kata-sandi/")

    def test_t27_ends_it_at_a_press(self, opened: None, at: At) -> None:
        surya = at("bintan.surya")
        assert surya.post(PEOPLE, {"form": "close-emergency"}).status_code == 302
        assert queries.known_emergencies("bintan") == ()
        assert "ditutup" in text_of(surya.get(PEOPLE))
        assert surya.post(PEOPLE, {"form": "close-emergency"}).status_code == 409

    def test_is_closed_by_no_clerk(self, opened: None, at: At) -> None:
        assert at("bintan.joko").post(PEOPLE, {"form": "close-emergency"}).status_code == 403


class TestWhoHasIt:
    def test_t27_keeps_the_office_until_it_is_closed(self, opened: None, wati: Client, hadi: Client) -> None:
        form = {"form": "absence", "absence-person": str(factories.budi().person), "absence-from": "2026-11-16"}
        form |= {"absence-until": "2026-11-18", "absence-reason": "Cuti", "absence-why": "Surat cuti"}
        assert wati.post(PEOPLE, form).status_code == 302
        assert any(note.what.startswith("Akses darurat dipakai") for note in queries.audit_notes("bintan"))
        hadi.post(PEOPLE, {"form": "close-emergency"})
        assert wati.post(PEOPLE, form).status_code == 403
