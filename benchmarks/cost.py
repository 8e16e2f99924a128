"""What one step costs PostgreSQL: statements sent and bytes of write-ahead log, over whole walks of a case."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from benchmarks import office

STEPS = 700


@dataclass(frozen=True, slots=True)
class Cost:
    """Per step, on average."""

    statements: float
    wal_bytes: float


def measure(url: str) -> Cost:
    """
    Walk cases with nobody else on the server, after a warm-up that takes the full-page images of a checkpoint.

    What the process remembers of officers and calendar is read anew in the warm-up, so that its refreshing every ten
    seconds, which costs the same however many steps are made, is not counted as part of a step.
    """
    office.set_up(url)
    from loket.offices.memory import forget_all

    cast = office.Cast(99)
    forget_all()
    for _ in range(office.CASES):
        cast.do(cast.next_turn())
    sent = 0

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal sent
        sent += 1
        return execute(sql, params, many, context)

    from django.db import connection

    before = _written()
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(count))
        for _ in range(STEPS):
            cast.do(cast.next_turn())
    return Cost(sent / STEPS, (_written() - before) / STEPS)


def _written() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")
        return int(cursor.fetchone()[0])
