"""
The indexes behind the search, which the ORM has no words for: GIN on PostgreSQL, a full-text table on SQLite.

It knows which of them a database has; what is put into them is for `index`.
"""

from typing import Final

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

TOKENS: Final = "array_to_tsvector(string_to_array(tokens, ' '))"
_FULL_TEXT: Final = (
    "CREATE VIRTUAL TABLE register_search USING fts5"
    " (tokens, content = '', detail = none, columnsize = 0, tokenize = 'ascii')"
)


def made_once(vendor: str) -> tuple[str, ...]:
    """What is made beside the tables of the models, once for ever."""
    return (_FULL_TEXT,) if vendor == "sqlite" else ()


def make_indexes(database: BaseDatabaseWrapper = connection) -> None:
    """Make the index of PostgreSQL unless it is there."""
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute(f"CREATE INDEX IF NOT EXISTS search_by_words ON register_searchkey USING gin ({TOKENS})")


def drop_indexes() -> None:
    """Take the index of PostgreSQL away while very many rows are written: made afterwards it takes a third."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX IF EXISTS search_by_words")
