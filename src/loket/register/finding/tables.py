"""
The indexes behind the search, which the ORM has no words for: GIN on PostgreSQL, a full-text table on SQLite.

It knows which of them a database can have; what is put into them is for `index`.
"""

from typing import Final

from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

EXTENSIONS: Final = ("pg_trgm", "btree_gin")
TOKENS: Final = "array_to_tsvector(string_to_array(tokens, ' '))"
_FULL_TEXT: Final = (
    "CREATE VIRTUAL TABLE register_search USING fts5"
    " (tokens, content = '', detail = none, columnsize = 0, tokenize = 'ascii')"
)
_INDEXES: Final = {
    "search_by_words": f"CREATE INDEX search_by_words ON register_searchkey USING gin ({TOKENS})",
    "search_by_likeness": "CREATE INDEX search_by_likeness ON register_searchkey USING gin"
    " (birth_year, name_key gin_trgm_ops)",
}
_known: dict[str, bool] = {}


def made_once(vendor: str) -> tuple[str, ...]:
    """What is made beside the tables of the models, once for ever."""
    return (_FULL_TEXT,) if vendor == "sqlite" else ()


def make_indexes(database: BaseDatabaseWrapper = connection) -> None:
    """Make the indexes of PostgreSQL that are not there; the one by likeness only where its extensions can be had."""
    if database.vendor != "postgresql":
        return
    _known.clear()
    with database.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'register_searchkey'")
        there = {name for (name,) in cursor.fetchall()}
        if "search_by_words" not in there:
            cursor.execute(_INDEXES["search_by_words"])
        if "search_by_likeness" not in there and _extended(database):
            cursor.execute(_INDEXES["search_by_likeness"])


def drop_indexes() -> None:
    """Take the indexes of PostgreSQL away while very many rows are written: made afterwards they take a third."""
    if connection.vendor != "postgresql":
        return
    _known.clear()
    with connection.cursor() as cursor:
        for name in _INDEXES:
            cursor.execute(f"DROP INDEX IF EXISTS {name}")


def by_likeness() -> bool:
    """Whether this PostgreSQL finds names by likeness; asked once in a process and database."""
    name = str(connection.settings_dict["NAME"])
    if name not in _known:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = 'search_by_likeness'")
            _known[name] = bool(cursor.fetchone()[0])
    return _known[name]


def _extended(database: BaseDatabaseWrapper) -> bool:
    """Make the extensions; False when the server has not got them or does not let us."""
    try:
        with transaction.atomic(), database.cursor() as cursor:
            for extension in EXTENSIONS:
                cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    except DatabaseError:
        return False
    return True
