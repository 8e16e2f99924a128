"""The red note on the desk of those who keep the office, while nobody knows whether it could be restored."""

import datetime

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from loket.keeping import models
from tests.apps import factories
from tests.apps.web.desk import DeskBrowser

HOUR = datetime.timedelta(hours=1)
NONE_YET = "Belum ada cadangan yang terbukti dapat dipulihkan."
TOO_OLD = "Cadangan terakhir yang terbukti dapat dipulihkan berasal dari"


@pytest.fixture
def old_office(hadi: DeskBrowser) -> DeskBrowser:
    """The head of an office that has been at work for a year."""
    MigrationRecorder(connection).migration_qs.update(applied=factories.MONDAY - 365 * 24 * HOUR)
    return hadi


def _proved(at: datetime.datetime, *, equal: bool = True) -> None:
    models.RestoreProof.objects.create(
        backup="loket-x", backup_made_at=at, opened_by="malam", equal=equal, events=1, papers=1, seconds=1, at=at
    )


def _page(browser: DeskBrowser, path: str = "/") -> str:
    return browser.get(path).body


class TestTheHead:
    def test_is_told_that_nothing_was_ever_proved(self, old_office: DeskBrowser) -> None:
        assert NONE_YET in _page(old_office)

    def test_is_told_how_old_the_last_proof_is(self, old_office: DeskBrowser) -> None:
        _proved(factories.MONDAY - 37 * HOUR)
        _proved(factories.MONDAY - HOUR, equal=False)
        assert TOO_OLD in _page(old_office)
        assert "note--alarm" in _page(old_office)

    def test_is_told_on_the_board_as_well(self, old_office: DeskBrowser) -> None:
        assert NONE_YET in _page(old_office, "/papan/")

    def test_is_left_in_peace_after_a_proof(self, old_office: DeskBrowser) -> None:
        _proved(factories.MONDAY - 35 * HOUR)
        assert "note--alarm" not in _page(old_office)

    def test_is_left_in_peace_while_the_installation_is_new(self, hadi: DeskBrowser) -> None:
        MigrationRecorder(connection).migration_qs.update(applied=factories.MONDAY - 35 * HOUR)
        assert "note--alarm" not in _page(hadi)


class TestOthers:
    def test_are_not_told(self, old_office: DeskBrowser, budi: DeskBrowser, wati: DeskBrowser) -> None:
        assert NONE_YET in _page(old_office)
        assert "note--alarm" not in _page(budi)
        assert "note--alarm" not in _page(wati)
