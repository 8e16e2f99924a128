"""By which numbers an application is known to be about somebody: those of the household of today (T05)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loket.register import models
from loket.register import queries as register
from tests.apps import factories
from tests.apps.register import people

pytestmark = pytest.mark.django_db
SARI = "9901064303860001"


def plan_of(sql: str) -> str:
    """How the database goes about it, where a table of a few rows is no reason to read all of it."""
    explain = "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            explain = "EXPLAIN"
        cursor.execute(f"{explain} {sql}")
        return "\n".join(str(line[-1]) for line in cursor.fetchall())


class TestAHousehold:
    def test_is_everyone_in_the_kk_with_numbers_and_ids(self) -> None:
        home = people.saris()
        people.watis()
        found = register.household_of(resident=home.members[1])
        assert found == register.household_of(family=home.id)
        assert {str(home.id), home.kk_number.digits, SARI, *map(str, home.members)} < found
        assert len(found) == 2 + 2 * len(home.members)

    def test_is_nobody_of_before(self) -> None:
        home = people.saris()
        models.Membership.objects.filter(resident=home.members[1]).update(until_date=factories.TODAY)
        assert register.household_of(resident=home.members[1]) == {str(home.members[1]), SARI}
        assert SARI not in register.household_of(family=home.id)

    @pytest.mark.parametrize("of", ["resident", "family"])
    def test_is_asked_for_by_one_statement_that_reads_no_whole_table(self, of: str) -> None:
        home = people.saris()
        with CaptureQueriesContext(connection) as asked:
            register.household_of(**{of: home.members[1] if of == "resident" else home.id})
        (one,) = asked.captured_queries
        assert "scan register_" not in plan_of(one["sql"]).lower().replace("seq scan on", "scan")
