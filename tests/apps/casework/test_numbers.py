"""Register numbers under many processes and failures: 1 to k, no gap, no double."""

import subprocess
import sys
from pathlib import Path

from django.db import connection

from loket.casework import queries
from tests.apps import factories
from tests.apps.conftest import OwnDatabase

PROCESSES = 8
INTAKES = 250
PATIENCE_SECONDS = 120

FAIL_SOMETIMES = {
    "sqlite": """
        CREATE TRIGGER planted BEFORE INSERT ON casework_case WHEN abs(random()) % 20 = 0
        BEGIN SELECT RAISE(ABORT, 'planted failure'); END
    """,
    "postgresql": """
        CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'planted failure'; END $$;
        CREATE TRIGGER planted BEFORE INSERT ON casework_case FOR EACH ROW WHEN (random() < 0.05)
        EXECUTE FUNCTION planted()
    """,
}


def _plant_failures() -> None:
    with connection.cursor() as cursor:
        cursor.execute(FAIL_SOMETIMES[connection.vendor], None)


def _start(database: OwnDatabase, count: int, notes: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.apps.casework.intake_driver", str(count), str(notes)]
    with notes.with_suffix(".errors").open("ab") as errors:
        return subprocess.Popen(command, env=database.environment, stderr=errors)


def _finish(processes: list["subprocess.Popen[bytes]"], notes: Path) -> None:
    for process in processes:
        process.wait(timeout=PATIENCE_SECONDS)
    codes = [process.returncode for process in processes]
    assert set(codes) == {0}, notes.with_suffix(".errors").read_text()


def _noted(notes: Path) -> dict[str, str]:
    lines = notes.read_text().splitlines(keepends=True)
    return dict(line.split() for line in lines if line.endswith("\n"))


def _numbers() -> list[tuple[int, str, str]]:
    """The numbers given, in order, with the resi and the printed number on the case."""
    query = (
        "SELECT e.number, c.resi, c.register_number FROM casework_event e JOIN casework_case c ON c.id = e.case_id "
        "WHERE e.number IS NOT NULL ORDER BY e.number"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [tuple(row) for row in cursor.fetchall()]


class TestNumbers:
    def test_have_no_gap_and_no_double_when_some_intakes_fail(self, own_database: OwnDatabase, tmp_path: Path) -> None:
        _plant_failures()
        notes = tmp_path / "notes"
        _finish([_start(own_database, INTAKES, notes) for _ in range(PROCESSES)], notes)
        given, acknowledged = _numbers(), _noted(notes)
        assert [number for number, _, _ in given] == list(range(1, len(given) + 1))
        assert {resi: printed for _, resi, printed in given} == acknowledged
        planned = PROCESSES * INTAKES
        assert 0.9 * planned < len(given) < planned, "about one in twenty was to fail"

    def test_begin_anew_with_the_year_on_the_clock_of_the_office(self, own_database: OwnDatabase) -> None:
        just_before = factories.MONDAY.replace(year=2026, month=12, day=31, hour=16, minute=59)
        assert factories.take_in(at=just_before).register_number == "1/2026"
        assert factories.take_in(at=just_before.replace(hour=17, minute=0)).register_number == "1/2027"
        assert [(book.year, book.latest) for book in queries.register_books("bintan")] == [(2027, 1), (2026, 1)]
