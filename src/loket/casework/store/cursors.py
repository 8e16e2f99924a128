"""
The cursor of a step on PostgreSQL, kept with its connection.

A driver's cursor learns how to send each type of value when it first meets it; a new one for every step learns anew,
which costs more than the step's own Python.
"""

from typing import Any, Final
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.backends.utils import CursorWrapper

_kept: Final[WeakKeyDictionary[Any, CursorWrapper]] = WeakKeyDictionary()


def step_cursor() -> CursorWrapper:
    """
    A cursor of this thread's connection, for one statement whose answer is fetched at once.

    It is not to be closed. Where queries are logged it is a fresh one, since only those are.
    """
    # Looked up once: every attribute of the thread's own connection is found through two layers of indirection.
    connection = connections["default"]
    if connection.queries_logged:
        return connection.cursor()
    connection.ensure_connection()
    kept = _kept.get(connection.connection)
    if kept is None or kept.closed:
        kept = _kept[connection.connection] = connection.cursor()
    return kept
