"""Two who carry out the same destruction at the same moment do everything once."""

from pathlib import Path

import pytest
from pytest_django import Settings

from loket.casework import queries as casework
from loket.keeping import queries
from loket.keeping.queries import State
from tests.apps import factories
from tests.apps.at_once import at_once
from tests.apps.conftest import OwnDatabase
from tests.apps.keeping.archive import NOW, admin, again, approved, carried_out, decided_term, withdrawn


@pytest.fixture
def store(own_database: OwnDatabase, tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT, settings.DATA_KEYS_ROOT = tmp_path / "berkas", tmp_path / "kunci-data"
    return tmp_path / "berkas"


class TestTwoAtOnce:
    def test_destroy_each_case_once(self, store: Path) -> None:
        decided_term()
        cases = [withdrawn() for _ in range(6)]
        one = approved()
        officers = (admin(), factories.hadi())
        at_once(lambda: carried_out(one.id, by=officers[0]), lambda: carried_out(one.id, by=officers[1]))
        done = again(one.id)
        assert (done.state, done.destroyed, done.left_out) == (State.FINISHED, 6, 0)
        assert [path for path in store.rglob("*") if path.is_file()] == []
        for case in cases:
            events = casework.case_view(case.resi, factories.hadi(), NOW).events
            assert sum(event.kind == "note-added" for event in events) == 1
        assert queries.listed_cases(done.office_id) == frozenset()
