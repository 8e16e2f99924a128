"""
Two users of PostgreSQL: one owns the tables, the other serves, and may only what serving takes.

Who owns a table may drop the triggers that keep history, whatever they refuse. What the serving user may is read from
those very triggers, so that a table guarded by a later version is taken from it by the next grant. Knows no table of an
app. SQLite has no users: there whoever may write to the file may do all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction
from psycopg import sql

from loket.core.problems import Refusal

READ_ONLY: Final = frozenset({"django_migrations", "django_content_type", "auth_permission"})
"""Written by migrations alone. Who can write the first could make a migration seem done that was not."""
_PARAMETERS_HAVE_RIGHTS: Final = 150_000
"""From this version on a parameter such as the one that puts triggers to sleep can be granted to anybody."""

_ACTS: Final = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")

# tgtype: 1 each row, 2 before, 8 DELETE, 16 UPDATE. One with a condition refuses some changes and judges the others.
_TABLES: Final = """
    SELECT c.relname, coalesce(bool_or(t.tgtype & 16 <> 0), false), coalesce(bool_or(t.tgtype & 8 <> 0), false), ARRAY[
        has_any_column_privilege(c.oid, 'SELECT'), has_any_column_privilege(c.oid, 'INSERT'),
        has_any_column_privilege(c.oid, 'UPDATE'), has_table_privilege(c.oid, 'DELETE'), has_table_privilege(c.oid, 'TRUNCATE')
    ]
    FROM pg_class c
    LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgqual IS NULL AND t.tgtype & 3 = 3
        AND EXISTS (SELECT 1 FROM pg_proc p WHERE p.oid = t.tgfoid AND left(p.proname, 6) = 'loket_')
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
    GROUP BY c.oid, c.relname ORDER BY c.relname
"""
_OF_EACH: Final = """
    SELECT count(*) FROM pg_class c
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
"""
_OWNED_BY: Final = f"{_OF_EACH} AND pg_has_role(%s::name, c.relowner, 'MEMBER')"
_OWNED_BY_OTHERS: Final = f"{_OF_EACH} AND NOT pg_has_role(c.relowner, 'USAGE')"


class NoUsersHere(Refusal):
    """The database is SQLite, a file."""

    id = "no-database-users"
    sentence = "Basis data ini SQLite, yang tidak mengenal pengguna."
    hint = "Hak pengguna hanya ada pada PostgreSQL; pada SQLite jagalah izin berkasnya."


class NoSuchRole(Refusal):
    """There is nobody to grant to."""

    id = "no-such-role"
    sentence = "PostgreSQL tidak mengenal pengguna {role}."
    hint = "Buat dahulu: createuser --pwprompt {role}"


class NotTheOwner(Refusal):
    """Only who owns the tables can grant."""

    id = "not-the-owner"
    sentence = "Pengguna pada DATABASE_URL bukan pemilik tabel, jadi tidak dapat memberi hak."
    hint = "Jalankan dengan DATABASE_URL milik pemilik tabel, yang juga menjalankan `loket manage migrate`."


class RoleAboveTables(Refusal):
    """Rights taken from it would hold nothing back."""

    id = "role-above-tables"
    sentence = "Pengguna {role} memiliki tabel, menjadi anggota pemiliknya, atau boleh segalanya di server ini."
    hint = "Beri hak kepada pengguna lain yang dibuat khusus untuk melayani, tanpa SUPERUSER dan CREATEROLE."


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what its guard refuses to everybody, and what the user of this connection may do to it."""

    name: str
    refuses_update: bool
    refuses_delete: bool
    held: frozenset[str]

    @property
    def needed(self) -> tuple[str, ...]:
        """What the serving user may do to it."""
        if self.name in READ_ONLY:
            return ("SELECT",)
        refused = {"UPDATE": self.refuses_update, "DELETE": self.refuses_delete, "TRUNCATE": True}
        return tuple(act for act in _ACTS if not refused.get(act))


def tables() -> list[Table]:
    """Every table of Loket's schema by name. Only on PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return [
            Table(name, update, delete, frozenset(act for act, may in zip(_ACTS, held, strict=True) if may))
            for name, update, delete, held in cursor.fetchall()
        ]


def statements(role: str) -> list[str]:
    """
    The SQL that gives a user exactly what serving takes, and takes from it what it had besides; the same when run again.

    Raises NoUsersHere.
    """
    if connection.vendor != "postgresql":
        raise NoUsersHere
    schema, to = _quoted(str(_value("SELECT current_schema()"))), _quoted(role)
    return [
        # Before version 15 everybody might make tables, and functions, in this schema.
        f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC",
        f"REVOKE ALL ON SCHEMA {schema} FROM {to}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {to}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {to}",
        f"GRANT USAGE ON SCHEMA {schema} TO {to}",
        # SELECT for pg_dump; UPDATE would let a number be given out twice.
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {to}",
        *(f"GRANT {', '.join(table.needed)} ON {schema}.{_quoted(table.name)} TO {to}" for table in tables()),
    ]


def grant(role: str) -> int:
    """
    Give a user of the server what serving takes and nothing else; the number of tables. Run it after each migration.

    All in one transaction: who serves meanwhile notices nothing. Raises NoUsersHere, NotTheOwner, NoSuchRole and
    RoleAboveTables.
    """
    with transaction.atomic():
        granting = statements(role)
        if _value(_OWNED_BY_OTHERS):
            raise NotTheOwner
        above = _value("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = %s", role)
        if above is None:
            raise NoSuchRole(role=role)
        if above or _value(_OWNED_BY, role):
            raise RoleAboveTables(role=role)
        with connection.cursor() as cursor:
            for statement in granting:
                cursor.execute(statement)
    return len(tables())


def too_much() -> list[str]:
    """What this connection's user could do to history beyond serving, in words; none is the best answer. On PostgreSQL."""
    return list(_above()) or list(_beyond())


def lacking() -> list[str]:
    """The tables to which this connection's user may not do what serving takes: new since the last grant. On PostgreSQL."""
    return [table.name for table in tables() if not table.held.issuperset(table.needed)]


def _above() -> Iterator[str]:
    """Rights of the user itself, beside which those on tables do not count."""
    if _value("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"):
        yield "boleh segalanya di server ini (SUPERUSER)"
        return
    # Before version 16 who makes users may make itself a member of the owner.
    if _value("SELECT rolcreaterole FROM pg_roles WHERE rolname = current_user"):
        yield "boleh mengatur pengguna (CREATEROLE)"
    if _value(_OWNED_BY, str(_value("SELECT current_user"))):
        yield "memiliki tabel, jadi boleh membuang penjaganya"


def _beyond() -> Iterator[str]:
    for table in tables():
        for act in sorted(table.held.difference(table.needed)):
            yield f"boleh {act} pada {table.name}"
    if _value("SELECT has_schema_privilege(current_schema(), 'CREATE')"):
        yield "boleh membuat tabel"
    asleep = "SELECT has_parameter_privilege('session_replication_role', 'SET')"
    if connection.pg_version >= _PARAMETERS_HAVE_RIGHTS and _value(asleep):  # type: ignore[attr-defined]
        yield "boleh menidurkan penjaga (session_replication_role)"


def _value(query: str, *values: str) -> object:
    """The first column of the first row; None without one."""
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        row = cursor.fetchone()
    return None if row is None else row[0]


def _quoted(name: str) -> str:
    return sql.Identifier(name).as_string()
