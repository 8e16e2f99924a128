"""
A throw-away database for rehearsals, so that no invented case ever stands in a real register.

On SQLite a file in a temporary folder, on PostgreSQL a database of its own on the same server. It must be prepared
before Django is set up: settings read the address from the environment.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

_VARIABLE = "DATABASE_URL"


@contextmanager
def throw_away_database() -> Iterator[str]:
    """Point DATABASE_URL at an empty database for the time of the block, and remove that database afterwards."""
    before = os.environ.get(_VARIABLE, "")
    fresh = _on_postgresql if urlsplit(before).scheme.startswith("postgres") else _on_sqlite
    with fresh(before) as url:
        os.environ[_VARIABLE] = url
        try:
            yield url
        finally:
            if before:
                os.environ[_VARIABLE] = before
            else:
                del os.environ[_VARIABLE]


@contextmanager
def _on_sqlite(_before: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="loket-latihan-") as folder:
        yield f"sqlite:///{Path(folder) / 'latihan.sqlite3'}"


@contextmanager
def _on_postgresql(before: str) -> Iterator[str]:
    name = f"loket_latihan_{os.getpid()}"
    with psycopg.connect(before, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            parts = urlsplit(before)
            yield urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, parts.fragment))
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
