"""The whole walk of a Bintan KK case on PostgreSQL, from the resi to the end: what all its steps cost on average."""

import uuid
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from loket.casework import demo, services
from loket.casework.records import Acted, TakenIn
from tests.apps import factories
from tests.apps.conftest import OwnDatabase
from tests.apps.factories import MONDAY

CASES = 40
MOST_STATEMENTS = 2
# An ordinary step has 900 (see test_store_postgresql). The walk also takes a number, keeps the evidence of the hand-over,
# and closes the case, which moves it between two indexes.
MOST_BYTES = 1000


def _value(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _walk(cases: list[TakenIn | Acted]) -> tuple[int, int]:
    """Bring all cases to their end, one step of each in turn; returns the steps, and their statements."""
    steps = statements = 0
    while cases[0].step is not None:
        for place, case in enumerate(cases):
            officer, command, version = demo.next_act(case.resi, "bintan", MONDAY)
            with CaptureQueriesContext(connection) as seen:
                cases[place] = services.act(
                    case.resi, command, officer=officer, version=version, key=uuid.uuid4(), at=MONDAY
                )
            steps, statements = steps + 1, statements + len(seen)
    return steps, statements


class TestAWholeWalk:
    def test_keeps_to_its_budget_of_statements_and_log(self, own_database: OwnDatabase) -> None:
        _walk([factories.take_in() for _ in range(CASES)])
        cases: list[TakenIn | Acted] = [factories.take_in() for _ in range(CASES)]
        before = _value("SELECT pg_current_wal_insert_lsn()")
        steps, statements = _walk(cases)
        written = int(_value(f"SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '{before}')"))
        assert steps >= 7 * CASES
        assert statements <= MOST_STATEMENTS * steps
        assert written <= MOST_BYTES * steps, f"{written / steps:.0f} bytes a step over {steps} steps"

    def test_moves_the_case_in_place_at_every_step_but_the_last(self, own_database: OwnDatabase) -> None:
        steps, _ = _walk([factories.take_in() for _ in range(CASES)])
        _value("SELECT pg_stat_force_next_flush()")
        moved = _value("SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'casework_case'")
        in_place = _value("SELECT n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'casework_case'")
        assert moved == steps
        # Closing a case moves it from the index of open cases to that of closed ones.
        assert in_place >= 0.95 * (steps - CASES), f"{in_place} of {steps - CASES}"
