"""What a real kill leaves behind while thousands of rows are written: nothing of an import, whole families of a sample."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from loket.offices import queries as offices
from loket.register import checking, models
from loket.register.exchange.exporting import export_file
from loket.register.exchange.files import rows_of
from loket.register.exchange.importing import import_file
from loket.register.finding import index
from loket.register.sample.writing import make_sample
from tests.apps import factories
from tests.apps.conftest import OwnDatabase
from tests.apps.register.exchange_rows import renumber

PEOPLE = 6000


def _state() -> tuple[int, ...]:
    tables = (models.Resident, models.ResidentVersion, models.Family, models.FamilyVersion, models.Membership)
    return tuple(table.objects.count() for table in tables)


def _killed(own_database: OwnDatabase, words: list[str], after: int) -> None:
    """Run the worker until it has told of so many rows, and kill it without a chance to tidy up."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.apps.register.bulk_worker", *words],
        env=own_database.environment,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    assert process.stdout is not None
    if not any(int(line) >= after for line in process.stdout):
        pytest.fail("the worker ended before it was killed")
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    connection.close()
    _settle()


def _settle() -> None:
    """The server notices a killed client when it next writes to it."""
    deadline = time.monotonic() + 20
    while connection.vendor == "postgresql" and time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.05)


@pytest.fixture
def long_file(own_database: OwnDatabase, tmp_path: Path) -> Path:
    """A file of Pontianak's people, and a database of Bintan that does not know them."""
    make_sample("pontianak", people=4000, seed=9, today=factories.TODAY)
    path = tmp_path / "panjang.csv"
    export_file(path, "pontianak", reason="uji coba saja")
    renumber(path, "6171")
    return path


class TestAKilledImport:
    def test_leaves_nothing_and_is_done_anew(self, own_database: OwnDatabase, long_file: Path) -> None:
        before, rows = _state(), sum(1 for _ in rows_of(long_file))
        _killed(own_database, ["import", str(long_file)], rows + rows // 3)
        assert _state() == before
        report = import_file(long_file, "bintan", dry_run=False, at=factories.MONDAY)
        assert (report.errors, report.written) == (0, True)
        assert models.Resident.objects.filter(office=offices.office("bintan").id).count() == report.rows == rows > 3000


class TestAKilledSample:
    def test_leaves_whole_families_and_goes_on_from_there(self, own_database: OwnDatabase) -> None:
        _killed(own_database, ["sample", str(PEOPLE)], PEOPLE // 3)
        there = models.Resident.objects.count()
        assert PEOPLE // 3 <= there < PEOPLE
        report = checking.check(factories.TODAY)
        assert report.ok, report.first[:3]
        assert report.residents == there
        made = make_sample("bintan", people=PEOPLE, seed=9, today=factories.TODAY)
        assert made.residents == models.Resident.objects.count() == PEOPLE
        assert models.Resident.objects.values("nik").distinct().count() == PEOPLE
        assert checking.check(factories.TODAY).ok
        assert index.complete() == 0
