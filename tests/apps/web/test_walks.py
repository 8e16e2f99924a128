"""
Whoever walks along NIKs, KK numbers, resis or verification codes is stopped early and told of (T08, T09, T10); with figures.

`pytest tests/apps/web/test_walks.py -s` prints how many tries went through, and how many alarms there were.
"""

import logging
import sys
from collections.abc import Callable
from typing import Final

import pytest
from django.conf import settings

from loket.core.proof.code import VerificationCode
from loket.core.terms import Resi
from loket.register import looking_up, models, services
from loket.register import queries as register
from tests.apps import factories
from tests.apps.register import people
from tests.apps.web.desk import DeskBrowser

STRETCH: Final = "990106430386"
SERIALS: Final = 9_999
BEFORE: Final = 50
"""A walk is stopped before the fiftieth try."""


def walk(answers: Callable[[str], int], tries: list[str]) -> tuple[int, int]:
    """How many tries were answered before the first that was not, and how many of the rest were."""
    answered = [answers(one) != 429 for one in tries]
    first = answered.index(False) if False in answered else len(answered)
    return first, sum(answered[first:])


def told(what: str, tries: int, first: int, alarms: int) -> None:
    sys.stdout.write(f"\n{what}: {tries} percobaan, {first} dijawab sebelum berhenti, {alarms} alarm\n")


@pytest.fixture(autouse=True)
def _alarms(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "loket.alarm")


def alarms(caplog: pytest.LogCaptureFixture, kind: str) -> int:
    return sum(kind in record.getMessage() for record in caplog.records if record.name == "loket.alarm")


class TestAWalkAlongNiks:
    def test_t10_in_the_search_is_blocked_early_and_alarmed(
        self, budi: DeskBrowser, wati: DeskBrowser, caplog: pytest.LogCaptureFixture
    ) -> None:
        home = people.saris()
        tries = [f"{STRETCH}{serial:04}" for serial in range(2, 302)]
        first, later = walk(lambda nik: budi.peek(f"/penduduk/?q={nik}").status, tries)
        told("NIK di pencarian penduduk", len(tries), first, alarms(caplog, "deret-nomor"))
        assert 0 < first < BEFORE
        assert (later, alarms(caplog, "deret-nomor")) == (0, 1)
        assert budi.peek(f"/penduduk/?q={STRETCH}0001").status == 429
        assert register.readings_of(resident=home.members[1]) == ()
        assert "Menelusuri nomor" in wati.get("/pengawasan/").text

    def test_t10_through_all_serials_learns_nothing_more(
        self, budi: DeskBrowser, caplog: pytest.LogCaptureFixture
    ) -> None:
        def status(nik: str) -> int:
            try:
                services.look_up(budi.officer, [nik])
            except looking_up.TooManyLookups:
                return 429
            return 200

        tries = [f"{STRETCH}{serial:04}" for serial in range(1, SERIALS + 1)]
        first, later = walk(status, tries)
        told("NIK, semua nomor urut", len(tries), first, alarms(caplog, "deret-nomor"))
        assert first < BEFORE
        assert later == 0
        assert models.Alarm.objects.count() == alarms(caplog, "deret-nomor") == 1

    def test_t10_at_the_counter_is_blocked_as_well(self, budi: DeskBrowser, caplog: pytest.LogCaptureFixture) -> None:
        people.saris()
        said = "Terlalu banyak nomor berbeda"
        tries = [f"{STRETCH}{serial:04}" for serial in range(2, 102)]
        first, later = walk(
            lambda nik: 429 if said in budi.post("/permohonan/baru/kembar/", {"nik": nik}).body else 200, tries
        )
        told("NIK di loket", len(tries), first, alarms(caplog, "deret-nomor"))
        assert 0 < first < BEFORE
        assert later == 0

    def test_t10_in_the_search_for_cases_is_blocked_as_well(
        self, budi: DeskBrowser, caplog: pytest.LogCaptureFixture
    ) -> None:
        tries = [f"{STRETCH}{serial:04}" for serial in range(2, 102)]
        first, later = walk(lambda nik: budi.peek(f"/cari/?q={nik}").status, tries)
        told("NIK di pencarian permohonan", len(tries), first, alarms(caplog, "deret-nomor"))
        assert 0 < first < BEFORE
        assert later == 0

    def test_t10_shared_by_two_accounts_is_one_walk(self, budi: DeskBrowser, wati: DeskBrowser) -> None:
        tries = [f"{STRETCH}{serial:04}" for serial in range(2, 102)]
        desks = (budi, wati)
        first, _later = walk(lambda nik: desks[int(nik) % 2].peek(f"/penduduk/?q={nik}").status, tries)
        assert first < BEFORE

    def test_leaves_the_search_by_name_and_what_was_found_before(self, budi: DeskBrowser) -> None:
        home = people.saris()
        budi.peek(f"/penduduk/?q={STRETCH}0001")
        for serial in range(2, 60):
            budi.peek(f"/penduduk/?q={STRETCH}{serial:04}")
        assert budi.peek("/penduduk/?q=sari").status == 200
        assert budi.peek(f"/penduduk/?q={STRETCH}0001").location == f"/penduduk/{home.members[1]}/"
        refused = budi.peek(f"/penduduk/?q={STRETCH}0077")
        assert "Cari dengan nama, atau tunggu 60 menit" in refused.text

    def test_is_told_in_the_language_of_the_screen(self, budi: DeskBrowser) -> None:
        budi.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        for serial in range(2, 60):
            refused = budi.peek(f"/penduduk/?q={STRETCH}{serial:04}")
        assert "Search by name, or wait 60 minutes" in refused.text


class TestAWalkAlongResis:
    def test_t09_is_blocked_early_and_alarmed(
        self, budi: DeskBrowser, wati: DeskBrowser, caplog: pytest.LogCaptureFixture
    ) -> None:
        real = factories.take_in().resi
        tries = [Resi.new().code for _ in range(200)]
        first, later = walk(lambda resi: budi.peek(f"/permohonan/{resi}/").status, tries)
        told("resi", len(tries), first, alarms(caplog, "deret-resi"))
        assert 0 < first < BEFORE
        assert (later, alarms(caplog, "deret-resi")) == (0, 1)
        assert budi.peek(f"/permohonan/{real}/").status == 429
        assert wati.peek(f"/permohonan/{real}/").status == 200
        assert "Mencoba-coba resi" in wati.get("/pengawasan/").text

    def test_t09_in_the_search_is_blocked_as_well(self, budi: DeskBrowser, caplog: pytest.LogCaptureFixture) -> None:
        tries = [f"9{Resi.new().code[1:]}" for _ in range(60)]
        first, later = walk(lambda resi: budi.peek(f"/cari/?q={resi}").status, tries)
        told("resi di pencarian", len(tries), first, alarms(caplog, "deret-resi"))
        assert 0 < first < BEFORE
        assert later == 0

    def test_leaves_the_search_by_name(self, budi: DeskBrowser) -> None:
        taken = factories.take_in()
        for _ in range(60):
            refused = budi.peek(f"/cari/?q=9{Resi.new().code[1:]}")
        assert (refused.status, "Cari dengan nama" in refused.text) == (429, True)
        assert taken.resi in budi.peek("/cari/?q=sari").body

    def test_of_another_office_tells_no_more_than_one_of_nothing(self, budi: DeskBrowser, dewi: DeskBrowser) -> None:
        real = factories.take_in().resi
        assert dewi.peek(f"/permohonan/{real}/").text == dewi.peek(f"/permohonan/{Resi.new().code}/").text


class TestAWalkAlongVerificationCodes:
    def test_t08_is_blocked_early_and_alarmed(self, budi: DeskBrowser, caplog: pytest.LogCaptureFixture) -> None:
        tries = [VerificationCode.new().letters for _ in range(200)]
        first, later = walk(lambda code: budi.peek(f"/verifikasi/{code}/").status, tries)
        told("kode verifikasi", len(tries), first, alarms(caplog, "verifikasi"))
        assert 0 < first < BEFORE
        assert (later, alarms(caplog, "verifikasi")) == (0, 1)
