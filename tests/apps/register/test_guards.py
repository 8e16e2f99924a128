"""The database itself refuses to change or remove what the register has said, whoever asks."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from loket.core.register.codes import Sex, Shdk
from loket.core.register.events import Stillbirth
from loket.register import models
from tests.apps import factories
from tests.apps.register import people

pytestmark = pytest.mark.django_db

FROZEN = {"register_lifeevent": "kind = 'kelahiran'", "register_eventsubject": "resident_id = NULL"}
KEPT = {
    "register_residentversion": "status = 'meninggal'",
    "register_familyversion": "street = 'Jl. Lain'",
    "register_membership": "shdk = 11",
    "register_resident": "nik = '9901064101900009'",
    "register_family": "kk_number = '9901060101200099'",
}


def _fill() -> people.Home:
    home = people.saris()
    people.record(Stillbirth(date=factories.TODAY, mother_id=home.members[1], weeks=30, sex=Sex.MALE))
    return home


def _is_refused(statement: str) -> bool:
    with pytest.raises(DatabaseError, match="is refused"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return True


class TestHistory:
    @pytest.mark.parametrize(("table", "change"), [*FROZEN.items(), *KEPT.items()])
    def test_can_be_neither_changed_nor_removed(self, table: str, change: str) -> None:
        _fill()
        assert _is_refused(f"UPDATE {table} SET {change}")
        assert _is_refused(f"DELETE FROM {table}")

    @pytest.mark.parametrize("table", [*FROZEN, *KEPT])
    def test_cannot_be_replaced_by_inserting_over_it(self, table: str) -> None:
        _fill()
        over = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{over} INTO {table} SELECT * FROM {table}")


class TestTheTables:
    def test_hold_one_open_place_for_a_resident(self) -> None:
        home, other = people.saris(), people.watis()
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Membership.objects.create(
                resident_id=home.members[2], family_id=other.id, shdk=9, from_date=people.SINCE, why="uji"
            )

    def test_hold_one_open_head_for_a_family(self) -> None:
        home = people.saris()
        models.Membership.objects.filter(resident=home.members[2]).update(until_date=people.SINCE)
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Membership.objects.create(
                resident_id=home.members[2],
                family_id=home.id,
                shdk=int(Shdk.HEAD),
                from_date=people.SINCE,
                why="uji",
            )
