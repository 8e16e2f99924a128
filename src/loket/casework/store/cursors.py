"""
The cursor of a step on PostgreSQL, kept with its connection.

A driver's cursor learns how to send each type of value when it first meets it; a new one for every step learns anew,
which costs more than the step's own Python.
"""

import threading
from typing import Any

from django.db import connections
from django.db.backends.utils import CursorWrapper


class _Kept(threading.local):
    """One thread's connection with its cursor; both go with the thread, so that the server gets its connection back."""

    connection: Any = None
    cursor: CursorWrapper | None = None


_kept = _Kept()


def step_cursor() -> CursorWrapper:
    """
    A cursor of this thread's connection, for one statement whose answer is fetched at once.

    It is not to be closed. Where queries are logged it is a fresh one, since only those are.
    """
    # Looked up once: every attribute of the thread's own connection is found through two layers of indirection.
    connection = connections["default"]
    if connection.queries_logged:
        return connection.cursor()
    if connection.connection is None:
        connection.ensure_connection()
    cursor = _kept.cursor
    if cursor is None or _kept.connection is not connection.connection or cursor.closed:
        cursor = connection.cursor()
        _kept.connection, _kept.cursor = connection.connection, cursor
    return cursor
