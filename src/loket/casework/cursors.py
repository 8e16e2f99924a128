"""
The cursor of a step on PostgreSQL, kept with its connection.

A driver's cursor learns how to send each type of value when it first meets it; a new one for every step learns anew,
which costs more than the step's own Python.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.backends.utils import CursorWrapper

_kept: Final[WeakKeyDictionary[Any, CursorWrapper]] = WeakKeyDictionary()


@contextmanager
def step_cursor() -> Iterator[CursorWrapper]:
    """A cursor of this thread's connection for one statement and its answer; where queries are logged, a fresh one."""
    if connection.queries_logged:
        with connection.cursor() as cursor:
            yield cursor
        return
    connection.ensure_connection()
    kept = _kept.get(connection.connection)
    if kept is None or kept.closed:
        kept = _kept[connection.connection] = connection.cursor()
    yield kept
