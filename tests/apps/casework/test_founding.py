"""A fresh database becomes five working offices with cases on every desk."""

import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from loket.casework import founding, procedures, queries
from loket.casework.audit import verification
from loket.casework.demo_cases import SERVICE_CASES, fill
from loket.offices import queries as offices
from loket.offices.records import Officer
from tests.apps.conftest import OwnDatabase

OTHERS = ("metro", "pesisir-selatan", "sumbersuko")


class TestFounding:
    def test_brings_all_offices_and_services_of_the_folder(self, own_database: OwnDatabase) -> None:
        now = timezone.now()
        assert founding.found(Path(settings.SOP_ROOT), now=now, only=OTHERS) == OTHERS
        assert [office.key for office in offices.offices()] == [
            "bintan",
            "metro",
            "pesisir-selatan",
            "pontianak",
            "sumbersuko",
        ]
        versions = [version for office in offices.offices() for version in procedures.published(office.key)]
        assert len([version for version in versions if version.procedure.complaint is None]) == 21
        assert len([version for version in versions if version.procedure.complaint is not None]) == 5

    def test_refuses_a_folder_that_does_not_read(self, own_database: OwnDatabase, tmp_path: Path) -> None:
        (tmp_path / "kota" / "kk").mkdir(parents=True)
        (tmp_path / "kota" / "kk" / "2026-01-01.yaml").write_text("format: 1\n")
        with pytest.raises(founding.BadSource):
            founding.found(tmp_path, now=timezone.now())
        assert offices.find_office("kota") is None


class TestDemonstration:
    def test_fills_the_desks_by_the_book(self, own_database: OwnDatabase) -> None:
        now = timezone.now()
        made = fill("bintan", now)
        assert made == SERVICE_CASES * len(procedures.services_of("bintan", now.date()))
        board = {figure.key: figure.count for figure in queries.board("bintan", now).figures}
        assert board["berjalan"] > made / 2
        piles = [queries.desk(officer, now).counts for officer in _all_officers()]
        assert sum(pile["pool"] + pile["mine"] for pile in piles) > 0
        assert sum(pile["done"] for pile in piles) > 0
        assert queries.pickup_book("bintan", now.replace(year=2020), now) != ()
        report = verification.verify()
        assert report.bad_rows == ()

    @pytest.mark.parametrize("hour", [3, 20])
    def test_shows_what_goes_wrong_on_any_day_of_the_week(self, own_database: OwnDatabase, hour: int) -> None:
        # Saturday: no moment of the day itself is within hours.
        now = datetime.datetime(2026, 11, 21, hour, tzinfo=datetime.UTC)
        fill("bintan", now)
        board = {figure.key: figure.count for figure in queries.board("bintan", now).figures}
        assert min(board[key] for key in ("dikembalikan", "menunggu-pemohon", "terlambat", "tanpa-pemegang")) > 0


def _all_officers() -> list[Officer]:
    today = offices.today("bintan", timezone.now())
    found = (offices.officer_by_id(person.person, today) for person in offices.persons("bintan"))
    return [officer for officer in found if officer is not None]
