"""The database refuses to change or remove what collection has said, and to say it over."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from loket.casework import services
from loket.collection import models
from loket.collection import services as collection
from loket.collection.records import PickupRule, ShelfKind
from loket.offices import queries as offices
from loket.offices.records import at_home
from tests.apps import factories
from tests.apps.collection.collecting import lets_rudi, ready

pytestmark = pytest.mark.django_db
CHANGES = {
    "collection_mandate": "valid_until = '2030-01-01'",
    "collection_mandateend": "reason = 'lain'",
    "collection_mandatecheck": "acted_as = 'lain'",
    "collection_slip": "number = 9",
    "collection_shelving": "place = 'Rak 9'",
    "collection_fetch": "code = 'LAIN'",
    "collection_rule": "remind_after = '1'",
}


@pytest.fixture
def said() -> None:
    """One row in each table."""
    case = ready()
    mandate = lets_rudi(case.resi)
    services.end_mandate(case.resi, mandate.uuid, "batal", by=factories.budi())
    services.replace_slip(case.resi, "hilang", officer=factories.budi(), version=case.version + 2, key=uuid.uuid4())
    services.shelve(case.resi, "Rak 1", ShelfKind.SHELF, officer=factories.budi())
    services.fetched(case.resi, "7K2M94QXB3TD", "a" * 64, by=at_home(offices.office("bintan")))
    collection.set_rule(factories.hadi(), PickupRule((3, 9), 30), at=factories.MONDAY)


@pytest.mark.usefixtures("said")
class TestWhatWasSaid:
    @pytest.mark.parametrize("table", CHANGES)
    def test_can_be_neither_changed_nor_removed(self, table: str) -> None:
        for statement in (f"UPDATE {table} SET {CHANGES[table]}", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="is refused"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)

    @pytest.mark.parametrize("table", CHANGES)
    def test_cannot_be_replaced_by_inserting_over_it(self, table: str) -> None:
        over = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{over} INTO {table} SELECT * FROM {table}")

    def test_is_named_in_words(self) -> None:
        names = [
            str(model.objects.get()) for model in (models.Mandate, models.MandateEnd, models.MandateCheck, models.Slip)
        ]
        names += [str(model.objects.get()) for model in (models.Shelving, models.Fetch, models.Rule)]
        assert all(names)
        assert str(models.Slip.objects.get()).endswith("DUPLIKAT 1")
        assert models.Rule.objects.get().at == factories.MONDAY
        assert models.Shelving.objects.get().at > factories.MONDAY - datetime.timedelta(days=9999)
