"""A registered marriage or divorce has its date."""

from loket.core.register.codes import MaritalStatus, ResidentStatus
from loket.core.rules import marital_dates_known as rule
from tests.core.register.people import SARI, WATI, neighbourhood, with_biodata, with_record
from tests.core.rules.found import found


class TestMaritalDatesKnown:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_a_marriage_without_date(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), SARI, marriage_date=None)) == [(SARI,)]

    def test_finds_a_divorce_without_date(self) -> None:
        part = with_biodata(neighbourhood(), WATI, marital_status=MaritalStatus.CERAI_HIDUP_TERCATAT)
        assert found(rule, part) == [(WATI,)]

    def test_leaves_the_dead(self) -> None:
        part = with_record(with_biodata(neighbourhood(), SARI, marriage_date=None), SARI, status=ResidentStatus.DEAD)
        assert found(rule, part) == []
