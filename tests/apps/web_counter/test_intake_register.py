"""Who the applicant is in the register, shown at the counter while it is typed, and never in the way."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from loket.casework.records import Applicant
from loket.core.register.codes import Shdk
from loket.core.register.events import Death
from loket.core.register.placements import NewKk
from loket.entries import services as entries
from loket.register import queries
from loket.register.finding import index
from tests.apps import factories
from tests.apps.register import people
from tests.apps.web_counter.reading import text_of

PATH = "/permohonan/baru/kembar/"
SARI_NIK = "9901064303860001"
MOST_STATEMENTS = 25


@pytest.fixture
def home(db: None) -> people.Home:
    """Sari with her family, found by name."""
    found = people.saris()
    index.complete()
    return found


class TestANik:
    def test_names_the_resident_and_offers_the_name(self, budi: Client, home: people.Home) -> None:
        answer = budi.post(PATH, {"nik": "9901 0643 0386 0001"})
        assert "Sari Wulandari, lahir Kijang 03-03-1986" in text_of(answer)
        assert 'data-full-name="Sari Wulandari"' in answer.content.decode()
        assert f"/penduduk/{home.members[1]}/" in answer.content.decode()
        [trace] = queries.readings_of(resident=home.members[1])
        assert trace.what == "loket"

    def test_of_someone_who_died_says_so(self, budi: Client, home: people.Home) -> None:
        new = NewKk(uuid.uuid4(), home.members[1], {home.members[2]: Shdk.CHILD})
        people.record(Death(date=factories.TODAY, resident_id=home.members[0], placements=(new,)))
        assert "Meninggal" in text_of(budi.post(PATH, {"nik": "9901060202840001"}))

    def test_of_another_office_says_only_that(self, budi: Client) -> None:
        people.alone("Yohanes Tanjungpura", number=5, office=factories.dewi())
        words = text_of(budi.post(PATH, {"nik": "9901060808950005"}))
        assert "tercatat di kantor lain" in words
        assert "Yohanes" not in words

    def test_that_nobody_has_is_told_where_the_register_is_in_use(self, budi: Client) -> None:
        told = "belum ada di register"
        assert told not in text_of(budi.post(PATH, {"nik": SARI_NIK}))
        office_id = factories.hadi().office_id
        entries.use_register(office_id, True, officer=factories.hadi(), why="uji", at=factories.MONDAY)
        assert told in text_of(budi.post(PATH, {"nik": SARI_NIK}))

    @pytest.mark.parametrize("nik", ["", "99010643", "bukan angka", "9" * 3000, "\0"])
    def test_that_is_none_yet_says_nothing(self, budi: Client, home: people.Home, nik: str) -> None:
        answer = budi.post(PATH, {"nik": nik})
        assert answer.status_code == 200
        assert text_of(answer).strip() == ""

    def test_lists_every_application_that_is_still_open(self, budi: Client, home: people.Home) -> None:
        taken = factories.take_in(applicant=Applicant("Sari Wulandari", SARI_NIK, "", ""))
        answer = budi.post(PATH, {"nik": SARI_NIK, "service": "ktp-el"})
        assert "Permohonan orang ini yang masih berjalan" in text_of(answer)
        assert f"/permohonan/{taken.resi}/" in answer.content.decode()


class TestAName:
    def test_offers_who_may_be_meant(self, budi: Client, home: people.Home) -> None:
        answer = budi.post(PATH, {"full_name": "sari wulandary 1986"})
        assert "Mungkin yang dimaksud" in text_of(answer)
        assert "Sari Wulandari, 1986" in text_of(answer)
        assert not re.search(r"\d{13}", answer.content.decode())

    def test_that_is_chosen_gives_the_nik(self, budi: Client, home: people.Home) -> None:
        answer = budi.post(PATH, {"full_name": "sari", "pakai": str(home.members[1])}).content.decode()
        assert f'data-nik="{SARI_NIK}"' in answer
        assert len(queries.readings_of(resident=home.members[1])) == 1

    def test_of_another_office_cannot_be_chosen(self, dewi: Client, home: people.Home) -> None:
        answer = dewi.post(PATH, {"pakai": str(home.members[1])})
        assert answer.status_code == 200
        assert "Sari" not in answer.content.decode()

    @pytest.mark.parametrize("text", ["x", "../../", "00000000-0000-4000-8000-000000000000"])
    def test_chosen_wrongly_is_as_not_chosen(self, budi: Client, home: people.Home, text: str) -> None:
        assert budi.post(PATH, {"pakai": text}).status_code == 200


def test_costs_few_statements(budi: Client, home: people.Home) -> None:
    budi.post(PATH, {"nik": SARI_NIK, "service": "kk"})
    with CaptureQueriesContext(connection) as few:
        budi.post(PATH, {"nik": SARI_NIK, "service": "kk"})
    assert len(few) <= MOST_STATEMENTS, len(few)
