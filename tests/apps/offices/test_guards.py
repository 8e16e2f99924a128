"""The database keeps what keepers did to accounts, outages and notes, whoever asks."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from loket.offices import models, services
from tests.apps.factories import MONDAY, decision, hadi, wati

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
TABLES = {
    "offices_accountact": ("why = 'lain'", "kind = 'lain'", "seen_at = NULL"),
    "offices_incident": ("reason = 'lain'", "start_at = published", "end_at = NULL"),
    "offices_auditnote": ("why = 'lain'",),
}


@pytest.fixture(autouse=True)
def _filled() -> None:
    models.AccountAct.objects.create(person_id=wati().person, kind="password", at=MONDAY, why="lupa")
    services.tell_owner(wati().person, MONDAY + HOUR)
    number = services.open_incident("bintan", start_at=MONDAY, reason="SIAK mati", decision=decision(by=hadi()))
    services.close_incident("bintan", incident=number, end_at=MONDAY + HOUR, decision=decision(by=hadi()))


def _is_refused(statement: str) -> bool:
    with pytest.raises(DatabaseError, match="is refused"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return True


class TestTheDatabase:
    @pytest.mark.parametrize("table", TABLES)
    def test_removes_none(self, table: str) -> None:
        assert _is_refused(f"DELETE FROM {table}")

    @pytest.mark.parametrize(("table", "change"), [(table, one) for table, every in TABLES.items() for one in every])
    def test_changes_none(self, table: str, change: str) -> None:
        assert _is_refused(f"UPDATE {table} SET {change.replace('published', repr('2020-01-01T00:00:00Z'))}")

    @pytest.mark.parametrize("table", TABLES)
    def test_puts_none_in_the_place_of_another(self, table: str) -> None:
        over = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{over} INTO {table} SELECT * FROM {table}")

    def test_lets_each_end_later(self) -> None:
        number = services.open_incident(
            "bintan", start_at=MONDAY + 2 * HOUR, reason="listrik", decision=decision(by=hadi())
        )
        services.close_incident("bintan", incident=number, end_at=MONDAY + 3 * HOUR, decision=decision(by=hadi()))
        assert models.Incident.objects.get(pk=number).end_at == MONDAY + 3 * HOUR
