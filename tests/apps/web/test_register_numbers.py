"""Numbers of the centre at the desk: who waits, and the NIK or KK number as an operator types it."""

import uuid
from uuid import UUID

import pytest
from django.db import connection

from loket.core.register.codes import Sex
from loket.core.register.events import Birth
from loket.core.register.moves import NewFamily
from loket.core.register.placements import NewKk
from loket.register import models, queries, services
from tests.apps import factories
from tests.apps.register import people
from tests.apps.web.desk import DeskBrowser

LIST = "/penduduk/menunggu-nomor/"
NIK = "9901064111260001"
OTHER_DATE = "9901064211260001"
KK_NUMBER = "9901061611260777"


@pytest.fixture
def by_hand(db: None, monday: object) -> None:
    """Bintan gets its numbers by hand."""
    services.choose_settings("manual", transit_days=100, officer=factories.hadi(), why="uji", at=factories.MONDAY)


@pytest.fixture
def lia(by_hand: None) -> UUID:
    """A newborn without a NIK."""
    own = services.new_id()
    biodata = people.person("Lia Salim", Sex.FEMALE, "2026-11-01", mother_id=people.saris().members[1])
    people.record(Birth(date=people.day("2026-11-01"), child_id=own, biodata=biodata))
    return own


@pytest.fixture
def rinas(by_hand: None) -> UUID:
    """The KK that Rina has founded, without a number."""
    new = NewKk(services.new_id(), people.watis().members[1], {})
    people.record(NewFamily(date=factories.TODAY, placements=(new,)))
    assert isinstance(new.family_id, UUID)
    return new.family_id


@pytest.fixture
def agus(db: None, monday: object) -> DeskBrowser:
    """An operator of Bintan whose steps enter data into SIAK."""
    return DeskBrowser(factories.officer("bintan.joko"))


def typed(number: str, reference: str = "Tiket 7781", **more: str) -> dict[str, str]:
    return {"nik": number, "kk_number": number, "reference": reference, "key": str(uuid.uuid4()), **more}


class TestTheList:
    def test_names_who_and_what_waits(self, hadi: DeskBrowser, lia: UUID, rinas: UUID) -> None:
        page = hadi.get(LIST)
        assert "Diketik petugas dari SIAK" in page.text
        for words in ("Lia Salim", "01-11-2026", "Rina Rahayu", "16 November 2026"):
            assert words in page.text, words
        assert f"/penduduk/{lia}/" in page.body
        assert f"/penduduk/kk/{rinas}/" in page.body

    def test_says_what_would_fill_it(self, budi: DeskBrowser) -> None:
        page = budi.get(LIST)
        assert "Semua penduduk sudah ber-NIK" in page.text
        assert "Semua KK sudah bernomor" in page.text

    def test_is_the_offices_own(self, dewi: DeskBrowser, lia: UUID) -> None:
        assert "Lia" not in dewi.get(LIST).text

    def test_is_read_by_the_index_of_the_numbers(self, lia: UUID) -> None:
        rows = models.Resident.objects.filter(nik=None, office=factories.budi().office_id)[:200]
        plan = rows.explain()
        if connection.vendor == "sqlite":
            assert "nik=?" in plan, plan


class TestANik:
    def test_is_recorded_with_its_reference_and_shown_no_longer_as_awaited(self, agus: DeskBrowser, lia: UUID) -> None:
        assert "menunggu SIAK" in agus.get(f"/penduduk/{lia}/").text
        answer = agus.post(f"/penduduk/{lia}/nik/", typed("9901 0641 1126 0001"))
        assert answer.location == f"/penduduk/{lia}/"
        page = agus.get(f"/penduduk/{lia}/")
        assert "9901 0641 1126 0001" in page.text
        assert "rujukan Tiket 7781" in page.text
        assert queries.waiting(agus.officer.office_id).residents == ()

    @pytest.mark.parametrize(
        ("number", "reference", "words"),
        [
            ("", "Tiket 7781", "Nomornya belum diisi"),
            ("99010641112600", "Tiket 7781", "yang diketik 14 angka"),
            ("bukan angka", "Tiket 7781", "NIK hanya berisi angka"),
            ("9" * 5000, "Tiket 7781", "yang diketik 5000 angka"),
            (NIK, "  ", "harus disertai rujukannya"),
        ],
    )
    def test_comes_back_filled_with_what_is_wrong(
        self, agus: DeskBrowser, lia: UUID, number: str, reference: str, words: str
    ) -> None:
        answer = agus.post(f"/penduduk/{lia}/nik/", typed(number, reference))
        assert answer.status in (409, 422)
        assert words in answer.text
        if reference.strip():
            assert f'value="{reference}"' in answer.body

    def test_that_does_not_fit_the_biodata_needs_a_reason(self, agus: DeskBrowser, lia: UUID) -> None:
        address = f"/penduduk/{lia}/nik/"
        answer = agus.post(address, typed(OTHER_DATE))
        assert answer.status == 422
        assert "Alasan tetap memakai nomor ini" in answer.text
        again = agus.post(address, typed(OTHER_DATE, **{"accept-nik-fits-biodata": "SIAK menjawab demikian."}))
        assert again.location == f"/penduduk/{lia}/"
        assert "SIAK menjawab demikian." in agus.get(again.location).text

    def test_of_somebody_else_is_refused(self, agus: DeskBrowser, lia: UUID) -> None:
        answer = agus.post(f"/penduduk/{lia}/nik/", typed("9901064303860001"))
        assert answer.status in (409, 422)
        assert "menunggu SIAK" in agus.get(f"/penduduk/{lia}/").text

    def test_is_typed_only_by_whoever_works_with_siak(self, lia: UUID, agus: DeskBrowser) -> None:
        budi = DeskBrowser(factories.officer("bintan.tuti"))
        assert "NIK dari SIAK" not in budi.get(f"/penduduk/{lia}/").text
        assert budi.post(f"/penduduk/{lia}/nik/", typed(NIK)).status == 403

    def test_of_another_office_is_not_there(self, dewi: DeskBrowser, lia: UUID) -> None:
        assert dewi.post(f"/penduduk/{lia}/nik/", typed(NIK)).status == 404

    def test_is_not_asked_for_where_the_office_mints_its_own(self, agus: DeskBrowser, lia: UUID) -> None:
        services.choose_settings("local", transit_days=100, officer=factories.hadi(), why="uji", at=factories.MONDAY)
        assert "NIK dari SIAK" not in agus.get(f"/penduduk/{lia}/").text
        assert agus.post(f"/penduduk/{lia}/nik/", typed(NIK)).status == 403


class TestAKkNumber:
    def test_is_recorded_with_its_reference(self, agus: DeskBrowser, rinas: UUID) -> None:
        assert "Nomor KK dari SIAK" in agus.get(f"/penduduk/kk/{rinas}/").text
        answer = agus.post(f"/penduduk/kk/{rinas}/nomor/", typed(KK_NUMBER))
        assert answer.location == f"/penduduk/kk/{rinas}/"
        page = agus.get(answer.location)
        assert "9901 0616 1126 0777" in page.text
        assert "Nomor KK: semula menunggu SIAK → menjadi 9901061611260777" in page.text

    def test_twice_sent_is_recorded_once(self, agus: DeskBrowser, rinas: UUID) -> None:
        form = typed(KK_NUMBER)
        for _ in range(2):
            assert agus.post(f"/penduduk/kk/{rinas}/nomor/", form).location == f"/penduduk/kk/{rinas}/"
        assert len(queries.events_of_family(rinas)) == 2

    def test_comes_back_with_what_is_wrong(self, agus: DeskBrowser, rinas: UUID) -> None:
        answer = agus.post(f"/penduduk/kk/{rinas}/nomor/", typed("12"))
        assert answer.status == 422
        assert "Nomor KK harus 16 angka" in answer.text

    def test_of_another_office_is_not_there(self, dewi: DeskBrowser, rinas: UUID) -> None:
        assert dewi.post(f"/penduduk/kk/{rinas}/nomor/", typed(KK_NUMBER)).status == 404
