"""T05: a look into a citizen's file leaves exactly one trace, which the database keeps."""

import pytest
from django.db import DatabaseError, connection, transaction

from loket.casework import models, queries
from loket.casework.refusals import NoSuchCase
from tests.apps import factories
from tests.apps.factories import MONDAY

pytestmark = pytest.mark.django_db


def _traces(resi: str) -> list[tuple[str, str]]:
    case = models.Case.objects.get(resi=resi)
    return [(reading.acted_as.split(" · ")[0], reading.what) for reading in queries.readings_of(case.pk)]


class TestALookIntoACase:
    def test_leaves_one_trace_with_the_reader(self) -> None:
        resi = factories.take_in().resi
        before = _traces(resi)
        queries.case_view(resi, factories.wati(), MONDAY)
        assert before == []
        assert _traces(resi) == [(factories.wati().full_name, "permohonan")]

    def test_that_is_refused_leaves_none(self) -> None:
        resi = factories.take_in().resi
        with pytest.raises(NoSuchCase):
            queries.case_view(resi, factories.dewi(), MONDAY)
        assert _traces(resi) == []

    @pytest.mark.parametrize(
        "forgery",
        ["UPDATE casework_reading SET person = 0", "DELETE FROM casework_reading"],
        ids=["changed", "removed"],
    )
    def test_cannot_be_hidden_afterwards(self, forgery: str) -> None:
        resi = factories.take_in().resi
        queries.case_view(resi, factories.wati(), MONDAY)
        with pytest.raises(DatabaseError, match="history is only added to"), transaction.atomic():
            connection.cursor().execute(forgery)
        assert len(_traces(resi)) == 1
