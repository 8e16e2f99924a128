"""
The whole walk of a Bintan KK case on PostgreSQL, from the resi to the end: what its steps cost.

Closing is dearer than a step: the case leaves the index of open cases, so its row gets new entries in every index.
"""

import uuid
from typing import Any, Final

from django.db import connection
from django.test.utils import CaptureQueriesContext

from loket.casework import demo, models, services
from loket.casework.records import Acted, TakenIn
from loket.casework.store.seen import forget_cases
from tests.apps import factories
from tests.apps.conftest import OwnDatabase
from tests.apps.factories import MONDAY

CASES: Final = 40
MOST_STATEMENTS: Final = 2
MOST_BYTES: Final = 900
MOST_BYTES_TO_CLOSE: Final = 1400


def _value(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _step(case: TakenIn | Acted) -> Acted:
    """One step of a case that another process has moved: in at most two statements."""
    forget_cases()
    officer, command, version = demo.next_act(case.resi, "bintan", MONDAY)
    with CaptureQueriesContext(connection) as seen:
        acted = services.act(case.resi, command, officer=officer, version=version, key=uuid.uuid4(), at=MONDAY)
    sent = [query["sql"] for query in seen]
    # Once for every officer and position, who acted is written down to be pointed at from then on.
    assert len(sent) <= MOST_STATEMENTS or any("casework_acting" in sql and "INSERT" in sql for sql in sent[2:]), sent
    return acted


def _walk(cases: list[TakenIn | Acted]) -> list[float]:
    """Bring all cases to their end, one step of each in turn; returns the bytes of log that each round took per case."""
    rounds = []
    while cases[0].step is not None:
        before = _value("SELECT pg_current_wal_insert_lsn()")
        cases = [_step(case) for case in cases]
        written = _value(f"SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '{before}')")
        rounds.append(float(written) / len(cases))
    return rounds


class TestAWholeWalk:
    def test_keeps_to_its_budget_of_statements_and_log(self, own_database: OwnDatabase) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
        # The first change of a page after a checkpoint logs the whole page; these cases pay for it.
        _walk([factories.take_in() for _ in range(CASES)])
        officers = models.Acting.objects.count()
        steps = _walk([factories.take_in() for _ in range(CASES)])
        assert len(steps) == 7
        assert models.Acting.objects.count() == officers
        assert sum(steps) / len(steps) <= MOST_BYTES, steps
        assert steps[-1] <= MOST_BYTES_TO_CLOSE, steps

    def test_moves_the_case_in_place_at_every_step_but_the_last(self, own_database: OwnDatabase) -> None:
        steps = CASES * len(_walk([factories.take_in() for _ in range(CASES)]))
        _value("SELECT pg_stat_force_next_flush()")
        moved = _value("SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'casework_case'")
        in_place = _value("SELECT n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'casework_case'")
        assert moved == steps
        assert in_place >= 0.95 * (steps - CASES), f"{in_place} of {steps - CASES}"
