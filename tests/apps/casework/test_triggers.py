"""T22: the database itself refuses to change or remove history, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from loket.casework import procedures
from tests.apps import factories
from tests.apps.casework.sealing import seal

pytestmark = pytest.mark.django_db

FROZEN = {
    "casework_acting": "text = 'Orang lain'",
    "casework_event": "kind = 'note-added'",
    "casework_checkpoint": "count = 0",
    "casework_checkpointleaf": "version = 99",
}


def _contents(table: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
        return list(cursor.fetchall())


def _settle() -> None:
    """PostgreSQL looks at the checks it has put off first, and would refuse for their sake."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _is_refused(statement: str) -> bool:
    with pytest.raises(DatabaseError, match="is refused"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return True


class TestHistory:
    @pytest.mark.parametrize("table", FROZEN)
    def test_can_be_neither_changed_nor_removed(self, table: str) -> None:
        factories.complete(factories.take_in())
        seal("bintan")
        before = _contents(table)
        assert before
        assert _is_refused(f"UPDATE {table} SET {FROZEN[table]}")
        assert _is_refused(f"DELETE FROM {table}")
        assert _contents(table) == before

    @pytest.mark.parametrize("table", ["casework_case", *FROZEN])
    def test_cannot_be_emptied_as_a_whole(self, table: str) -> None:
        factories.complete(factories.take_in())
        # SQLite knows no TRUNCATE; there a DELETE without WHERE is the way, and must not pass by the triggers either.
        emptied = f"TRUNCATE {table} CASCADE" if connection.vendor == "postgresql" else f"DELETE FROM {table}"
        seal("bintan")
        _settle()
        before = _contents(table)
        assert _is_refused(emptied)
        assert _contents(table) == before

    @pytest.mark.parametrize("table", FROZEN)
    def test_cannot_be_replaced_by_inserting_over_it(self, table: str) -> None:
        factories.complete(factories.take_in())
        seal("bintan")
        before = _contents(table)
        key = "case_id, seq" if table == "casework_event" else "id"
        same = f"INTO {table} SELECT * FROM {table}"
        if connection.vendor == "sqlite":
            assert _is_refused(f"INSERT OR REPLACE {same}")
        else:
            assert _is_refused(f"INSERT {same} ON CONFLICT ({key}) DO UPDATE SET {FROZEN[table]}")
        assert _contents(table) == before


class TestACase:
    def test_cannot_be_replaced_by_inserting_over_it(self) -> None:
        taken = factories.take_in()
        over = "REPLACE" if connection.vendor == "sqlite" else "INSERT"
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{over} INTO casework_case SELECT * FROM casework_case WHERE resi = '{taken.resi}'")
        assert factories.take_in().register_number == "2/2026"

    def test_cannot_be_removed(self) -> None:
        taken = factories.take_in()
        assert _is_refused(f"DELETE FROM casework_case WHERE resi = '{taken.resi}'")
        assert _contents("casework_case")


class TestAPublishedProcedure:
    @pytest.mark.parametrize("change", ["text = '{}'", "fingerprint = 'x'", "effective_date = '2020-01-01'"])
    def test_is_not_changed(self, change: str) -> None:
        assert _is_refused(f"UPDATE casework_procedureversion SET {change}")

    def test_is_not_removed_or_replaced(self) -> None:
        assert _is_refused("DELETE FROM casework_procedureversion")
        if connection.vendor == "sqlite":
            columns = "office_key, service, effective_date, fingerprint, text, published_at"
            over = f"INSERT OR REPLACE INTO casework_procedureversion ({columns}) SELECT {columns}"
            assert _is_refused(f"{over} FROM casework_procedureversion")

    def test_may_be_retired_and_put_back(self) -> None:
        before = procedures.current("bintan", "kk", factories.TODAY)
        procedures.retire("bintan", "kk", factories.MONDAY)
        assert "kk" not in [one.service for one in procedures.published("bintan")]
        procedures.publish(before.procedure, effective=before.effective)
        assert procedures.current("bintan", "kk", factories.TODAY).id == before.id
